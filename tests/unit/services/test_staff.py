# SPDX-License-Identifier: EUPL-1.2
"""The door of the staff: who gets in, and for how long (R16, R19)."""

import asyncio
import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text as sql

from chatserver.domain.errors import NotSignedInError, PasskeyRefusedError
from chatserver.domain.staff import Role
from chatserver.records.store import Records
from chatserver.services.demonstration import STAFF, DemonstrationStaff
from chatserver.signing.challenges import Challenges
from tests.drivers.authenticator import COPIED, MAY_BE_COPIED, PRESENT, VERIFIED, Authenticator, Json, text
from tests.drivers.door import Door, answered, make_door
from tests.drivers.manual import HOUR_MS, MINUTE_MS, HandClock


@pytest.fixture
def door(records: Records) -> Door:
    """The door of a helpline without a demonstration."""
    return make_door(records, HandClock())


@pytest.fixture
def passkey() -> Authenticator:
    """Anna's passkey."""
    return Authenticator()


async def test_who_enrolled_signs_in(door: Door, passkey: Authenticator) -> None:
    """Enrolled once, a person comes in with their passkey, and is known by name and role."""
    first = await door.enrol(passkey)
    second = await door.open(passkey)
    who = await door.doorman.who(second)

    assert first != second
    assert (who.name, who.role) == ("Anna", Role.COUNSELLOR)
    assert who == await door.doorman.who(first)


LIES: dict[str, Callable[[Authenticator], Authenticator]] = {
    "another origin": lambda p: p.lying(origin="http://localhost:9999"),
    "a look-alike origin": lambda p: p.lying(origin="http://localhost:8320.evil.example"),
    "https instead of http": lambda p: p.lying(origin="https://localhost:8320"),
    "another site": lambda p: p.lying(rp_id="evil.example"),
    "not verified": lambda p: p.lying(flags=PRESENT),
    "not present": lambda p: p.lying(flags=VERIFIED),
    "inside another site's page": lambda p: p.lying(cross_origin=True),
    "the other ceremony": lambda p: p.lying(kind="webauthn.create"),
    "a challenge of its own": lambda p: p.lying(challenge=text(b"c" * 56)),
    "an empty challenge": lambda p: p.lying(challenge="AA"),
    "another key": lambda p: p.lying(key=Authenticator().key),
    "another credential": lambda p: p.lying(credential=b"other" * 4),
    "another person's handle": lambda p: p.lying(handle=text(b"somebody")),
    "no handle": lambda p: p.lying(handle=None),
    "may suddenly be copied": lambda p: p.lying(flags=PRESENT | VERIFIED | MAY_BE_COPIED),
    "copied though it may not be": lambda p: p.lying(flags=PRESENT | VERIFIED | COPIED),
}


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES)
async def test_a_false_answer_does_not_open_the_door(
    door: Door, passkey: Authenticator, lie: Callable[[Authenticator], Authenticator]
) -> None:
    """An answer that differs in anything from what was asked is refused, and the true one still works."""
    await door.enrol(passkey)
    with pytest.raises(PasskeyRefusedError):
        await door.open(lie(passkey))

    await door.open(passkey)


async def test_an_answer_opens_the_door_once(door: Door, passkey: Authenticator) -> None:
    """A recorded answer, sent again, is refused."""
    await door.enrol(passkey)
    answer = answered(passkey.answer(door.sign_in.begin()))
    await door.sign_in.finish(answer)
    with pytest.raises(PasskeyRefusedError):
        await door.sign_in.finish(answer)


async def test_of_two_who_send_the_same_answer_one_gets_in(door: Door, passkey: Authenticator) -> None:
    """A recorded answer that races the true one wins or loses, but never both get in."""
    await door.enrol(passkey)
    answer = answered(passkey.answer(door.sign_in.begin()))
    got = await asyncio.gather(*(door.sign_in.finish(answer) for _ in range(4)), return_exceptions=True)

    assert sum(isinstance(each, str) for each in got) == 1


async def test_an_answer_comes_in_time(door: Door, passkey: Authenticator) -> None:
    """A question is open for five minutes, no longer."""
    await door.enrol(passkey)
    options = door.sign_in.begin()
    door.clock.forward(5 * MINUTE_MS)
    with pytest.raises(PasskeyRefusedError):
        await door.sign_in.finish(answered(passkey.answer(options)))


async def test_a_question_to_enrol_is_none_to_sign_in(door: Door, passkey: Authenticator) -> None:
    """An answer to one question is no answer to another."""
    await door.enrol(passkey)
    begun = await door.enrolment.begin(await door.invite())
    crossed = {**door.sign_in.begin(), "challenge": begun.options["challenge"]}
    with pytest.raises(PasskeyRefusedError):
        await door.sign_in.finish(answered(passkey.answer(crossed)))


async def test_a_copy_of_a_passkey_is_noticed(door: Door, passkey: Authenticator) -> None:
    """A counter that does not rise means that there are two of it."""
    passkey.counts = True
    await door.enrol(passkey)
    twin = passkey.lying()
    await door.open(passkey)
    with pytest.raises(PasskeyRefusedError):
        await door.open(twin)


async def test_a_passkey_in_the_cloud_is_kept_as_such(door: Door, passkey: Authenticator) -> None:
    """Whether a passkey may be copied, and is, stands in the records."""
    passkey.flags |= MAY_BE_COPIED
    await door.enrol(passkey)
    passkey.flags |= COPIED
    await door.open(passkey)
    async with door.records.read() as transaction:
        kept = await transaction.execute(sql("SELECT backup_eligible, backed_up FROM passkeys"))

        assert kept.one() == (1, 1)


def broken(credential: Json) -> list[Json]:
    """*credential* with each of its parts spoilt in turn."""
    response = credential["response"]
    spoilt = [
        "",
        "!",
        "AA",
        "e30",
        text(b"\xff"),
        text(b"[]"),
        text(b"{" * 2000),
        text(b'{"type":1}'),
        "A" * 9000,
    ]
    whole = [{**credential, name: bad} for name in ("id", "rawId", "type") for bad in spoilt]
    return whole + [{**credential, "response": {**response, n: bad}} for n in response for bad in spoilt]


async def test_nonsense_is_refused_and_breaks_nothing(door: Door, passkey: Authenticator) -> None:
    """Whatever stands in an answer, it is refused as an answer: nothing inside breaks."""
    await door.enrol(passkey)
    answer = passkey.answer(door.sign_in.begin())
    for credential in broken(answer):
        with pytest.raises(PasskeyRefusedError):
            await door.sign_in.finish(answered(credential))

    await door.sign_in.finish(answered(answer))


async def test_what_is_asked_of_a_browser(door: Door) -> None:
    """The person must be verified, and the passkey says who it is."""
    options = door.sign_in.begin()

    assert options["userVerification"] == "required"
    assert options["rpId"] == "localhost"
    assert not options.get("allowCredentials")
    assert options["challenge"] != door.sign_in.begin()["challenge"]


@pytest.mark.parametrize("cookie", ["", "x", "é", "a" * 10_000, "\ud800"])
async def test_no_cookie_but_ours_opens_the_door(door: Door, passkey: Authenticator, cookie: str) -> None:
    """Whatever is not a cookie of ours is nobody's."""
    await door.enrol(passkey)
    with pytest.raises(NotSignedInError):
        await door.doorman.who(cookie)


async def test_the_records_do_not_hold_the_cookie(door: Door, passkey: Authenticator, disk: Path) -> None:
    """Whoever reads the records cannot sign in: only a hash of the cookie stands there (R5)."""
    cookie = await door.enrol(passkey)
    kept = await asyncio.to_thread(all_bytes, disk)

    assert cookie.encode() not in kept
    assert hashlib.sha256(cookie.encode()).digest() in kept


def all_bytes(folder: Path) -> bytes:
    """Everything on disk."""
    return b"".join(path.read_bytes() for path in folder.iterdir() if path.is_file())


async def test_thirty_quiet_minutes_end_a_session(door: Door, passkey: Authenticator) -> None:
    """Who was here within half an hour is still here; who was not must sign in again."""
    cookie = await door.enrol(passkey)
    for _ in range(3):
        door.clock.forward(30 * MINUTE_MS)
        await door.doorman.who(cookie)
    door.clock.forward(30 * MINUTE_MS + 1)
    with pytest.raises(NotSignedInError):
        await door.doorman.who(cookie)


async def test_whoever_sits_at_a_desk_is_here(door: Door, passkey: Authenticator) -> None:
    """A sign-in that a connection uses does not idle; another of the same person does."""
    at_desk, elsewhere = await door.enrol(passkey), await door.open(passkey)
    seat = (await door.doorman.who(at_desk)).session
    for _ in range(3):
        door.clock.forward(20 * MINUTE_MS)
        await door.doorman.still_here([seat])

    await door.doorman.who(at_desk)
    with pytest.raises(NotSignedInError):
        await door.doorman.who(elsewhere)


@pytest.mark.parametrize("away", [31 * MINUTE_MS, 12 * HOUR_MS + 1])
async def test_sitting_there_brings_nobody_back(door: Door, passkey: Authenticator, away: int) -> None:
    """What is over stays over, and what is not there is no error."""
    cookie = await door.enrol(passkey)
    seat = (await door.doorman.who(cookie)).session
    door.clock.forward(away)
    await door.doorman.still_here([seat, b"nobody's"])
    with pytest.raises(NotSignedInError):
        await door.doorman.who(cookie)


async def test_a_desk_ends_after_twelve_hours(door: Door, passkey: Authenticator) -> None:
    """However busy the desk, a sign-in ends after twelve hours."""
    cookie = await door.enrol(passkey)
    seat = (await door.doorman.who(cookie)).session
    for _ in range(36):
        door.clock.forward(20 * MINUTE_MS)
        await door.doorman.still_here([seat])
    door.clock.forward(1)
    with pytest.raises(NotSignedInError):
        await door.doorman.who(cookie)


async def test_twelve_hours_end_a_session(door: Door, passkey: Authenticator) -> None:
    """However busy, a session ends after twelve hours."""
    cookie = await door.enrol(passkey)
    for _ in range(24):
        door.clock.forward(30 * MINUTE_MS)
        await door.doorman.who(cookie)
    door.clock.forward(1)
    with pytest.raises(NotSignedInError):
        await door.doorman.who(cookie)


async def test_signing_out_ends_one_session(door: Door, passkey: Authenticator) -> None:
    """Signed out, the cookie is worth nothing; the other browser stays signed in."""
    here, there = await door.enrol(passkey), await door.open(passkey)
    for _ in range(2):
        await door.doorman.sign_out(here)
    with pytest.raises(NotSignedInError):
        await door.doorman.who(here)

    await door.doorman.who(there)


async def test_sweeping_forgets_only_what_is_over(door: Door, passkey: Authenticator) -> None:
    """A sweep takes the rows of ended sessions and no other."""
    await door.enrol(passkey)
    door.clock.forward(HOUR_MS)
    cookie = await door.open(passkey)
    await door.doorman.sweep()
    async with door.records.read() as transaction:
        assert (await transaction.execute(sql("SELECT count(*) FROM sessions"))).scalar() == 1

    await door.doorman.who(cookie)


async def test_who_is_made_up_gets_in_only_while_a_demonstration_runs(records: Records) -> None:
    """A cookie of a demonstration opens nothing in the helpline that keeps the same records."""
    clock = HandClock()
    playing, earnest = make_door(records, clock, demonstration=True), make_door(records, clock)
    made_up = DemonstrationStaff(records, playing.doorman, clock)
    for _ in range(2):
        await made_up.prepare()
    cookie = await made_up.sign_in(STAFF[0].id)

    assert (await playing.doorman.who(cookie)).name == "Anna (demonstration)"
    with pytest.raises(NotSignedInError):
        await earnest.doorman.who(cookie)


async def test_nobody_real_is_signed_in_by_one_click(records: Records, passkey: Authenticator) -> None:
    """The demonstration's sign-in takes the made-up and nobody else."""
    door = make_door(records, HandClock(), demonstration=True)
    made_up = DemonstrationStaff(records, door.doorman, door.clock)
    await made_up.prepare()
    who = await door.doorman.who(await door.enrol(passkey))
    with pytest.raises(NotSignedInError):
        await made_up.sign_in(who.staff)


def test_those_made_up_say_so(door: Door) -> None:
    """Everybody made up carries it in their name."""
    people = DemonstrationStaff(door.records, door.doorman, door.clock).everybody()

    assert {each.role for each in people} == {Role.COUNSELLOR, Role.SUPERVISOR, Role.OFFICER}
    assert all(person.name.endswith("(demonstration)") for person in people)


def test_a_short_key_makes_no_challenges() -> None:
    """A key that somebody has shortened asks nothing."""
    with pytest.raises(ValueError, match="32 bytes"):
        Challenges(b"short")
