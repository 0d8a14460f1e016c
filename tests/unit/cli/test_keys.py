# SPDX-License-Identifier: EUPL-1.2
"""``lykta keys`` and ``lykta staff``, as somebody at a terminal uses them."""

import asyncio
import base64
import contextlib
import dataclasses
import hashlib
import re
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from chatserver import cli
from chatserver.cli import ceremony, registry
from chatserver.cli import staff as staff_command
from chatserver.domain.errors import CannotError, NotSignedInError
from chatserver.domain.staff import Role
from chatserver.records.migrate import SchemaError
from chatserver.records.store import Records, records_url
from chatserver.services.certification import Certification, Standards
from chatserver.services.enrolment import Enrolment
from chatserver.services.passkeys import Ceremonies, Site
from chatserver.services.ports import SystemChance, SystemClock
from chatserver.services.staff import Doorman, StaffSeatInfo
from chatserver.signing import p256, vault
from chatserver.signing.certificates import DeviceChain, issuing_name
from chatserver.signing.challenges import Challenges
from chatserver.signing.denied import DenyList, make_denied, sign_denied
from chatserver.signing.distrust import DistrustError
from chatserver.signing.roots import Roots
from chatserver.signing.trust import verify_device
from chatserver.signing.words import device_words
from chatserver.wire.http import DeviceState
from tests.drivers.authenticator import ORIGIN, Authenticator
from tests.drivers.door import made
from tests.drivers.keyholder import PASSPHRASES, Answer, Keyholder, Settings, desk, found


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One ceremony for all: passphrases are slow on purpose."""
    folder = tmp_path_factory.mktemp("once")
    found(Settings(folder / "data"), folder / "made")
    return folder


@pytest.fixture
def settings(tmp_path: Path) -> Iterator[Settings]:
    """A helpline that has nothing yet."""
    yield Settings(tmp_path / "data")
    structlog.reset_defaults()


@pytest.fixture
def founded(settings: Settings, once: Path) -> Settings:
    """A helpline with its keys; `stick` leads to them."""
    shutil.copytree(once, settings.data_folder.parent, dirs_exist_ok=True)
    return settings


def stick(settings: Settings, number: int = 1) -> Path:
    """A registrar's stick."""
    return settings.data_folder.parent / "made" / f"registrar-{number}"


def certify(settings: Settings, words: Answer, *, name: str = "Anna") -> Keyholder:
    """The registrar types *words*."""
    holder = Keyholder(answers=[("five words", words)])
    holder.answers.insert(0, ("passphrase", PASSPHRASES["registrar-1"]))
    registry.certify(desk(settings, holder), stick(settings), name)
    return holder


class Anna:
    """Somebody with a browser, who was sent a link."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.key = p256.point(p256.make_key())
        self.who: StaffSeatInfo | None = None

    async def enrols(self, link: str) -> StaffSeatInfo:
        """Opens the link, makes a passkey, and has the browser ask to be certified."""
        records, clock, chance = self._records(), SystemClock(), SystemChance()
        ceremonies = Ceremonies(Site("Lykta", ORIGIN), Challenges(b"k" * 32), clock, chance)
        doorman = Doorman(records, clock, chance, demonstration=False)
        enrolment = Enrolment(records, ceremonies, doorman, clock)
        begun = await enrolment.begin(link)
        self.who = await doorman.who(await enrolment.finish(link, made(Authenticator().make(begun.options))))
        await records.close()
        await self.device()
        return self.who

    async def device(self) -> DeviceState:
        """How far the browser is."""
        if self.who is None:
            raise NotSignedInError
        records = self._records()
        standards = Standards(Roots.read(self.settings.data_folder / "roots.json"), demonstration=False)
        certification = Certification(records, standards, SystemClock(), SystemChance())
        state = await certification.register(self.who, self.key)
        await records.close()
        return state

    def chain(self) -> DeviceChain:
        """The certificate in the records."""
        (row,) = self.execute("SELECT certificate FROM devices")
        return DeviceChain.parse(row[0])

    def execute(self, statement: str, *values: object) -> list[tuple[bytes]]:
        """What somebody who has taken the records can do, and see."""
        with contextlib.closing(sqlite3.connect(self.settings.data_folder / "records.sqlite")) as records:
            rows = records.execute(statement, values).fetchall()
            records.commit()
        return rows

    @property
    def words(self) -> str:
        """What the console shows."""
        return " ".join(device_words(self.key, helpline="Lykta", role=Role.COUNSELLOR, name="Anna"))

    def _records(self) -> Records:
        return Records.open(records_url(None, self.settings.data_folder))


def denied_of(settings: Settings) -> DenyList:
    """The list at the server."""
    return DenyList.read(settings.data_folder / "denied.bin")


def link_in(printed: str) -> str:
    """The secret in what ``lykta staff invite`` printed."""
    found = re.search(rf"^ +{re.escape(ORIGIN)}/console/#enrol=([A-Za-z0-9_-]+)$", printed, re.MULTILINE)
    assert found is not None
    return found.group(1)


@pytest.fixture
def anna(founded: Settings, capsys: pytest.CaptureFixture[str]) -> Anna:
    """Anna, invited and enrolled."""
    staff_command.invite_person(founded, "Anna", Role.COUNSELLOR)
    anna = Anna(founded)
    asyncio.run(anna.enrols(link_in(capsys.readouterr().out)))
    return anna


def test_from_nothing_to_a_certified_counsellor(anna: Anna) -> None:
    """Ceremony, publishing, a link, five typed words: the device is certified."""
    assert asyncio.run(anna.device()).certificate is None
    holder = certify(anna.settings, anna.words)

    assert asyncio.run(anna.device()).certificate is not None
    assert holder.printed.startswith("Certified: Anna, counsellor, until 20")
    assert "Anna (counsellor)" in holder.asked[-1]


def test_the_words_are_never_shown(anna: Anna, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither the question, nor a refusal, nor success shows a word: they are typed, or nothing happens."""
    with pytest.raises(CannotError) as refused:
        certify(anna.settings, "babab babab babab babab babab")
    holder = certify(anna.settings, anna.words)
    captured = capsys.readouterr()
    everything = " ".join([*holder.asked, str(refused.value), holder.printed, captured.out, captured.err])

    assert not set(anna.words.split()) & set(re.findall(r"[a-z]+", everything.lower()))


def test_wrong_words_change_nothing(anna: Anna) -> None:
    """After wrong words, or none, the device waits as before, and the right ones still work."""
    for wrong in ("babab babab babab babab babab", ""):
        with pytest.raises(CannotError, match="Nothing was certified"):
            certify(anna.settings, wrong)

    assert asyncio.run(anna.device()).certificate is None


@pytest.mark.parametrize(
    ("missing", "told"),
    [
        ("data/roots.json", "lykta keys publish"),
        ("data/denied.bin", "backup"),
        ("made/registrar-1/issuer.key", "--folder"),
    ],
)
def test_what_is_missing_is_said_before_anybody_is_asked(anna: Anna, missing: str, told: str) -> None:
    """Without roots, deny-list or issuing key nobody is asked to read anything out."""
    (anna.settings.data_folder.parent / missing).unlink()

    def never(_question: str) -> str:
        raise AssertionError

    with pytest.raises(CannotError, match=told):
        certify(anna.settings, never)


def test_roots_of_another_helpline_certify_nothing(anna: Anna) -> None:
    """A helpline that changed its name has other roots."""
    renamed = Settings(anna.settings.data_folder, helpline="Another")
    with pytest.raises(CannotError, match="LYKTA_HELPLINE"):
        certify(renamed, anna.words)


def test_a_device_that_ends_soon_is_renewed_without_words(anna: Anna) -> None:
    """One list, one word typed; the same key and person under a fresh serial, and the list anew as well."""
    certify(anna.settings, anna.words)
    first, listed = anna.chain(), denied_of(anna.settings)
    early = Keyholder()
    registry.renew(desk(anna.settings, early), stick(anna.settings))
    holder = Keyholder()
    registry.renew(desk(anna.settings, holder), stick(anna.settings, 2), everybody=True)
    second = anna.chain()

    assert "0 certificate(s)" in early.printed  # 30 days are not soon
    assert "1 certificate(s)" in holder.printed
    assert "counsellor    Anna" in holder.asked[-1]
    assert (second.device.key, second.device.name) == (first.device.key, first.device.name)
    assert second.device.serial != first.device.serial
    assert second.issuing.key != first.issuing.key
    assert denied_of(anna.settings).number > listed.number


def test_nothing_is_renewed_without_the_word(anna: Anna) -> None:
    """Who only presses Enter has not looked."""
    certify(anna.settings, anna.words)
    first = anna.chain()
    with pytest.raises(CannotError, match="nothing was done"):
        registry.renew(
            desk(anna.settings, Keyholder(answers=[("", PASSPHRASES["registrar-1"]), ("still with us", "")])),
            stick(anna.settings),
            everybody=True,
        )

    assert anna.chain() == first


def test_renewal_believes_the_certificate_and_not_the_records(anna: Anna) -> None:
    """Whoever has taken the records and writes another name or role gets the old ones renewed."""
    certify(anna.settings, anna.words)
    anna.execute("UPDATE staff SET name = 'Doctor Bo', role = 'supervisor'")
    registry.renew(desk(anna.settings), stick(anna.settings), everybody=True)

    assert (anna.chain().device.name, anna.chain().device.role) == ("Anna", Role.COUNSELLOR)


def test_who_is_denied_waits_for_new_words_and_is_not_renewed(anna: Anna) -> None:
    """The serial stands on the list, the device waits; a certificate put back by hand is not renewed."""
    certify(anna.settings, anna.words)
    first = anna.chain()
    holder = Keyholder()
    registry.deny(desk(anna.settings, holder), stick(anna.settings), "Anna", None)
    waits = asyncio.run(anna.device())
    anna.execute("UPDATE devices SET certificate = ?", first.encode())
    registry.renew(desk(anna.settings), stick(anna.settings), everybody=True)

    assert denied_of(anna.settings).denied == (first.device.serial,)
    assert waits.certificate is None
    assert "1 device(s) wait" in holder.printed
    assert anna.chain() == first


def test_a_device_that_was_denied_may_be_certified_again_by_words(anna: Anna) -> None:
    """A computer that is found again gets a fresh serial; the old one stays on the list."""
    certify(anna.settings, anna.words)
    first = anna.chain()
    registry.deny(desk(anna.settings), stick(anna.settings), "Anna", None)
    certify(anna.settings, anna.words)

    assert anna.chain().device.serial != first.device.serial
    assert denied_of(anna.settings).denied == (first.device.serial,)


def test_a_stolen_issuing_key_is_denied_by_the_other_registrar(anna: Anna) -> None:
    """What it certified waits; it signs no list and no certificate any more; nobody denies their own key."""
    certify(anna.settings, anna.words)
    name = issuing_name(anna.chain().issuing.key).hex()
    with pytest.raises(CannotError, match="other registrar"):
        registry.deny(desk(anna.settings), stick(anna.settings), None, name)
    registry.deny(desk(anna.settings), stick(anna.settings, 2), None, name)
    with pytest.raises(CannotError, match="denied"):
        registry.deny(desk(anna.settings), stick(anna.settings), None, None)
    with pytest.raises(CannotError, match="denied"):
        certify(anna.settings, anna.words)

    assert asyncio.run(anna.device()).certificate is None
    assert denied_of(anna.settings).issuing.key != bytes.fromhex(name)


def test_the_list_is_renewed_alone(anna: Anna) -> None:
    """`deny --renew` keeps who is on it, with a greater number; nobody is asked to confirm."""
    certify(anna.settings, anna.words)
    registry.deny(desk(anna.settings), stick(anna.settings), "Anna", None)
    before = denied_of(anna.settings)
    holder = Keyholder()
    registry.deny(desk(anna.settings, holder), stick(anna.settings), None, None)
    after = denied_of(anna.settings)

    assert after.denied == before.denied
    assert after.number > before.number
    assert len(holder.asked) == 1  # the passphrase


@pytest.mark.parametrize("broken", [b"", b"<!doctype html>"])
def test_a_list_is_never_begun_anew(anna: Anna, broken: bytes) -> None:
    """A list that cannot be read is brought back: beginning anew would let everybody in again."""
    (anna.settings.data_folder / "denied.bin").write_bytes(broken)
    with pytest.raises(CannotError, match="backup"):
        registry.deny(desk(anna.settings), stick(anna.settings), None, None)

    assert (anna.settings.data_folder / "denied.bin").read_bytes() == broken


@pytest.mark.parametrize("typed", ["", "xyz", "00", "0" * 31, "0" * 34])
def test_what_names_nothing_is_not_denied(founded: Settings, typed: str) -> None:
    """A serial has 32 digits."""
    with pytest.raises(CannotError, match="32 digits"):
        registry.deny(desk(founded), stick(founded), None, typed)


def test_nobody_without_a_certificate_is_denied(anna: Anna) -> None:
    """There is nothing that anybody would believe."""
    with pytest.raises(CannotError, match="nothing to deny"):
        registry.deny(desk(anna.settings), stick(anna.settings), "Anna", None)


def test_rotation_leads_everybody_over(anna: Anna) -> None:
    """Under the next root before it is the root; the new roots only when nobody is shut out by them."""
    certify(anna.settings, anna.words)
    registry.deny(desk(anna.settings), stick(anna.settings), None, "ab" * 16)
    made, turned = stick(anna.settings).parent, stick(anna.settings).parent.parent / "turned"
    ceremony.rotate(desk(anna.settings), made / "root-keeper", turned, paper=False)
    with pytest.raises(CannotError, match="nothing was done"):
        registry.publish(desk(anna.settings, Keyholder(answers=[("renew --all", "")])), turned / "publish")
    old = anna.chain()
    registry.renew(desk(anna.settings), turned / "registrar-1", everybody=True)
    registry.publish(
        desk(anna.settings, Keyholder(answers=[("renew --all", "never asked")])), turned / "publish"
    )
    trust = Standards(Roots.read(anna.settings.data_folder / "roots.json"), demonstration=False).at(
        SystemClock().now_ms()
    )

    assert asyncio.run(anna.device()).certificate is not None
    assert denied_of(anna.settings).denied == (b"\xab" * 16,)
    assert verify_device(anna.chain().encode(), trust) == anna.chain()
    with pytest.raises(DistrustError, match="no root"):
        verify_device(old.encode(), trust)


def test_everything_that_ends_is_shown(anna: Anna) -> None:
    """Roots, list, issuing key and devices with their days; status 1 from 14 days before the first end."""
    calm, alarmed = Keyholder(), Keyholder()
    certify(anna.settings, anna.words)
    at_first = registry.status(desk(anna.settings, calm))
    issuer = vault.open_issuer(stick(anna.settings) / "issuer.key", PASSPHRASES["registrar-1"])
    now = SystemClock().now_ms() // 1000
    spent = make_denied(issuer, (), after=now + 9, now=now)
    shorter = sign_denied(issuer.key, dataclasses.replace(spent, not_after=now + 6 * 86_400))
    (anna.settings.data_folder / "denied.bin").write_bytes(shorter.encode())
    then = registry.status(desk(anna.settings, alarmed))

    assert (at_first, then) == (0, 1)
    for row in ("2 root(s) of Lykta", "deny-list", "issuing key", "Anna, device"):
        assert row in calm.printed
    assert "within" not in calm.printed
    assert "within 7 days" in alarmed.printed


def test_what_registrars_do_is_on_record(anna: Anna) -> None:
    """Published, invited, enrolled, certified, renewed, denied: in that order, each with its subject."""
    certify(anna.settings, anna.words)
    registry.renew(desk(anna.settings), stick(anna.settings), everybody=True)
    registry.deny(desk(anna.settings), stick(anna.settings), None, None)
    registry.deny(desk(anna.settings), stick(anna.settings), "Anna", None)
    registry.publish(desk(anna.settings), anna.settings.data_folder.parent / "made" / "publish")
    rows = anna.execute("SELECT deed, subject FROM deeds ORDER BY number")
    digest = hashlib.sha256((anna.settings.data_folder / "roots.json").read_bytes()).hexdigest()
    ((staff,),) = anna.execute("SELECT id FROM staff")
    (name,) = denied_of(anna.settings).denied

    assert [" ".join(map(str, row)) for row in rows] == [
        f"publish {digest}",
        f"invite {staff!s}",
        f"enrol {staff!s}",
        f"certify {staff!s}",
        "renew deny-list",
        f"renew {staff!s}",
        "renew deny-list",
        f"deny {name.hex()}",
        f"publish {digest}",
    ]


def test_nobody_is_denied_off_the_record(anna: Anna) -> None:
    """Where the deed cannot be put on record, the list stays as it was."""
    certify(anna.settings, anna.words)
    before = denied_of(anna.settings)
    anna.execute("CREATE TRIGGER full BEFORE INSERT ON deeds BEGIN SELECT RAISE(FAIL, 'full'); END")
    with pytest.raises(CannotError):
        registry.deny(desk(anna.settings), stick(anna.settings), "Anna", None)

    assert denied_of(anna.settings) == before


def test_everybody_is_listed(anna: Anna, capsys: pytest.CaptureFixture[str]) -> None:
    """Who works here, in which role, and how far their devices are."""
    staff_command.list_staff(anna.settings)
    waits = capsys.readouterr().out
    certify(anna.settings, anna.words)
    capsys.readouterr()
    staff_command.list_staff(anna.settings)

    assert re.fullmatch(r"\S{22}  counsellor    Anna  \(waits for its five words\)\n", waits)
    assert "Anna  (certified until 20" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["", "a" * 65, "a\nb", "a\u202eb"])
def test_nobody_is_invited_by_an_impossible_name(settings: Settings, name: str) -> None:
    """A name that cannot stand in a certificate is refused before there is a link."""
    with pytest.raises(CannotError, match="display name"):
        staff_command.invite_person(settings, name, Role.COUNSELLOR)

    assert not settings.data_folder.exists()


def test_another_schema_is_refused(founded: Settings) -> None:
    """A command never touches records of another version."""
    staff_command.list_staff(founded)

    async def make_newer() -> None:
        records = Records.open(records_url(None, founded.data_folder))
        async with records.write() as transaction:
            await transaction.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
        await records.close()

    asyncio.run(make_newer())
    with pytest.raises(SchemaError):
        staff_command.list_staff(founded)


def test_the_command_line_leads_here(
    tmp_path: Path, once: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The whole way by the command itself: what cannot be is one line and status 2."""
    monkeypatch.setenv("LYKTA_DATA_FOLDER", str(tmp_path / "data"))
    monkeypatch.setenv("LYKTA_HELPLINE", "Lykta")
    assert cli.main(["keys", "publish", str(once / "made" / "publish")]) == 0
    assert cli.main(["staff", "invite", "--name", "Anna", "--role", "counsellor"]) == 0
    link = link_in(capsys.readouterr().out)
    assert cli.main(["keys", "status"]) == 0
    assert "2 root(s) of Lykta" in capsys.readouterr().out
    assert cli.main(["keys", "certify", "--folder", str(tmp_path), "Anna"]) == 2
    wrong = capsys.readouterr().err

    assert len(base64.urlsafe_b64decode(link + "=")) == 32
    assert wrong.startswith("lykta: ")
    assert wrong.count("\n") == 1
    structlog.reset_defaults()


@pytest.mark.parametrize(
    "command",
    [
        "staff invite --name Anna --role owner",
        "staff invite --name Anna",
        "keys",
        "keys certify",
        "keys deny --folder x",
    ],
)
def test_what_is_no_command_is_refused(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A role that does not exist, and a command without its words, are told by the usage."""
    with pytest.raises(SystemExit) as ended:
        cli.main(command.split())

    assert ended.value.code == 2
    assert "usage" in capsys.readouterr().err
