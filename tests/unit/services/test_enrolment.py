# SPDX-License-Identifier: EUPL-1.2
"""Enrolment by a one-time link (R18)."""

import asyncio

import cbor2
import msgspec
import pytest
from sqlalchemy import text as sql

from chatserver.domain.errors import LinkRefusedError, PasskeyRefusedError
from chatserver.domain.ids import StaffId
from chatserver.domain.staff import Person, Role
from chatserver.records.store import Records
from chatserver.wire.http import EnrolFinish
from tests.drivers.authenticator import PRESENT, Authenticator, Json, content, text
from tests.drivers.door import Door, made, make_door
from tests.drivers.manual import MINUTE_MS, HandClock

BO = Person("Bo", Role.SUPERVISOR)


@pytest.fixture
def door(records: Records) -> Door:
    """The door of a helpline without a demonstration."""
    return make_door(records, HandClock())


async def count(records: Records, table: str) -> int:
    """How many rows *table* has."""
    async with records.read() as transaction:
        return int((await transaction.execute(sql(f"SELECT count(*) FROM {table}"))).scalar_one())  # noqa: S608


async def test_a_link_says_whom_it_is_for(door: Door) -> None:
    """The browser is asked for a verified, discoverable passkey in the name that the link is bound to."""
    begun = await door.enrolment.begin(await door.invite(BO))
    selection = begun.options["authenticatorSelection"]

    assert begun.person == BO
    assert begun.options["user"]["name"] == "Bo"
    assert begun.options["rp"] == {"id": "localhost", "name": "Lykta"}
    assert (selection["userVerification"], selection["residentKey"]) == ("required", "required")
    assert begun.options["attestation"] == "none"


@pytest.mark.parametrize("role", list(Role))
async def test_the_role_is_the_links(door: Door, role: Role) -> None:
    """Whoever enrols gets the name and the role that the link is bound to."""
    who = await door.doorman.who(await door.enrol(Authenticator(), Person("Bo", role)))

    assert (who.name, who.role) == ("Bo", role)


@pytest.mark.parametrize("more", [{"role": "supervisor"}, {"name": "Bo"}, {"staff": "s" * 22}])
async def test_nobody_chooses_their_own_role(door: Door, more: Json) -> None:
    """There is no field by which a link's holder could ask for another name or role."""
    link = await door.invite()
    begun = await door.enrolment.begin(link)
    asked = {"link": link, "credential": Authenticator().make(begun.options)}

    msgspec.convert(asked, EnrolFinish)
    with pytest.raises(msgspec.ValidationError, match="unknown field"):
        msgspec.convert({**asked, **more}, EnrolFinish)


async def test_a_link_is_used_once(door: Door) -> None:
    """Used, a link neither begins nor finishes anything, and nobody new works here."""
    link = await door.invite()
    begun = await door.enrolment.begin(link)
    await door.enrolment.finish(link, made(Authenticator().make(begun.options)))
    second = Authenticator(credential=b"another")
    with pytest.raises(LinkRefusedError):
        await door.enrolment.finish(link, made(second.make(begun.options)))
    with pytest.raises(LinkRefusedError):
        await door.enrolment.begin(link)

    assert await count(door.records, "staff") == await count(door.records, "passkeys") == 1


async def test_of_two_who_use_a_link_at_once_one_is_enrolled(door: Door) -> None:
    """A stolen link that races the person it is for makes one member of staff."""
    link = await door.invite()
    begun = await door.enrolment.begin(link)
    both = [made(Authenticator(credential=name).make(begun.options)) for name in (b"one", b"two")]
    got = await asyncio.gather(*(door.enrolment.finish(link, one) for one in both), return_exceptions=True)

    assert sum(isinstance(each, str) for each in got) == 1
    assert await count(door.records, "staff") == 1


async def test_a_link_ends_after_ten_minutes(door: Door) -> None:
    """A link that nobody used in time is worth nothing, also when it was begun in time."""
    link = await door.invite()
    door.clock.forward(10 * MINUTE_MS - 1)
    begun = await door.enrolment.begin(link)
    door.clock.forward(1)
    with pytest.raises(LinkRefusedError):
        await door.enrolment.begin(link)
    with pytest.raises(LinkRefusedError):
        await door.enrolment.finish(link, made(Authenticator().make(begun.options)))

    assert await count(door.records, "staff") == 0


@pytest.mark.parametrize("link", ["", "x", "a" * 43, "é", "\ud800"])
async def test_a_guessed_link_is_refused_like_a_used_one(door: Door, link: str) -> None:
    """The answer does not tell whether there ever was such a link."""
    await door.invite()
    with pytest.raises(LinkRefusedError):
        await door.enrolment.begin(link)


async def test_a_question_belongs_to_its_link(door: Door) -> None:
    """What was asked for one link enrols nobody by another."""
    mine, theirs = await door.invite(), await door.invite(BO)
    begun = await door.enrolment.begin(mine)
    with pytest.raises(PasskeyRefusedError):
        await door.enrolment.finish(theirs, made(Authenticator().make(begun.options)))


LIES: dict[str, Authenticator] = {
    "another origin": Authenticator(origin="https://evil.example"),
    "another site": Authenticator(rp_id="evil.example"),
    "not verified": Authenticator(flags=PRESENT),
    "not present": Authenticator(flags=4),
    "inside another site's page": Authenticator(cross_origin=True),
    "the other ceremony": Authenticator(kind="webauthn.get"),
    "a challenge of its own": Authenticator(challenge=text(b"c" * 56)),
    "an attestation by a machine": Authenticator(attestation="tpm"),
    "an attestation that does not exist": Authenticator(attestation="nonsense"),
    "an attestation that is empty": Authenticator(attestation="packed"),
}


@pytest.mark.parametrize("liar", LIES.values(), ids=LIES)
async def test_a_false_passkey_is_not_enrolled(door: Door, liar: Authenticator) -> None:
    """A passkey that is not what was asked for is refused, and the link can still be used."""
    link = await door.invite()
    begun = await door.enrolment.begin(link)
    with pytest.raises(PasskeyRefusedError):
        await door.enrolment.finish(link, made(liar.make(begun.options)))

    assert await count(door.records, "staff") == 0
    await door.enrolment.finish(link, made(Authenticator().make(begun.options)))


async def test_nobody_is_asked_which_machine_they_use(door: Door) -> None:
    """A genuine attestation that names a kind of machine is refused: only those without one are read."""
    link = await door.invite()
    begun = await door.enrolment.begin(link)
    with pytest.raises(PasskeyRefusedError, match="nobody asked for"):
        await door.enrolment.finish(link, made(Authenticator().make_u2f(begun.options)))


COSE: list[object] = [
    5,
    [],
    {},
    {1: 2, 3: -7},
    {1: 2, 3: -7, -1: 1, -2: 5, -3: 5},
    {1: 3, 3: -257, -1: 1, -2: 1},
]


@pytest.mark.parametrize("cose", COSE, ids=str)
async def test_a_public_key_that_is_none_is_refused(door: Door, cose: object) -> None:
    """Whatever stands where the key should be, the passkey is refused, and nothing inside breaks."""
    link = await door.invite()
    begun = await door.enrolment.begin(link)
    with pytest.raises(PasskeyRefusedError):
        await door.enrolment.finish(link, made(Authenticator(cose=cose).make(begun.options)))


@pytest.mark.parametrize("number", [10**12, 2**65])
async def test_a_number_makes_no_block_of_memory(door: Door, number: int) -> None:
    """A number where bytes should be is refused before the library makes so many bytes of it."""
    link = await door.invite()
    begun = await door.enrolment.begin(link)
    credential = Authenticator().make(begun.options)
    said = {"fmt": "none", "attStmt": {}, "authData": number}
    credential["response"]["attestationObject"] = text(cbor2.dumps(said))
    with pytest.raises(PasskeyRefusedError, match="no attestation"):
        await door.enrolment.finish(link, made(credential))


async def test_an_enrolled_passkey_is_nobody_elses(door: Door) -> None:
    """The same credential enrolled again is refused: else one could take another's place."""
    await door.enrol(Authenticator())
    with pytest.raises(PasskeyRefusedError):
        await door.enrol(Authenticator(), BO)

    assert await count(door.records, "staff") == 1


async def test_a_passkey_with_a_broken_key_is_not_enrolled(door: Door) -> None:
    """A key that could never open the door is refused when it is made, not when somebody needs it."""
    authenticator = Authenticator()
    numbers = authenticator.key.public_key().public_numbers()
    y = numbers.y.to_bytes(32, "big")
    link = await door.invite()
    begun = await door.enrolment.begin(link)
    credential = authenticator.make(begun.options)
    credential["response"]["attestationObject"] = respelt(credential, y, bytes(32))
    with pytest.raises(PasskeyRefusedError):
        await door.enrolment.finish(link, made(credential))


def respelt(credential: Json, old: bytes, new: bytes) -> str:
    """The attestation of *credential* with *new* for *old*."""
    return text(content(credential["response"]["attestationObject"]).replace(old, new))


def broken(credential: Json) -> list[Json]:
    """*credential* with each of its parts spoilt in turn."""
    response = {n: credential["response"][n] for n in ("clientDataJSON", "attestationObject")}
    spoilt = ["", "!", "AA", "e30", text(b"\xff"), text(b"\xa0"), text(b"\x9f" * 3000), text(b"[" * 3000)]
    whole = [{**credential, name: bad} for name in ("id", "rawId", "type") for bad in spoilt]
    return whole + [{**credential, "response": {**response, n: bad}} for n in response for bad in spoilt]


async def test_nonsense_is_refused_and_breaks_nothing(door: Door) -> None:
    """Whatever stands in a new passkey, it is refused as one: nothing inside breaks."""
    link = await door.invite()
    begun = await door.enrolment.begin(link)
    credential = Authenticator().make(begun.options)
    for spoilt in broken(credential):
        with pytest.raises(PasskeyRefusedError):
            await door.enrolment.finish(link, made(spoilt))

    await door.enrolment.finish(link, made(credential))


async def test_every_byte_of_an_attestation_may_be_wrong(door: Door) -> None:
    """A changed byte makes the passkey refused, or another one; it never breaks anything."""
    digest, staff = b"d" * 32, StaffId("s" * 22)
    credential = Authenticator().make(door.ceremonies.ask_to_enrol(digest, staff, BO))
    whole = content(credential["response"]["attestationObject"])
    refused = 0
    for at in range(len(whole)):
        changed = whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :]
        credential["response"]["attestationObject"] = text(changed)
        try:
            door.ceremonies.enrolled(digest, staff, made(credential))
        except PasskeyRefusedError:
            refused += 1

    assert refused > len(whole) // 2
