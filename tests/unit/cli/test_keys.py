# SPDX-License-Identifier: EUPL-1.2
"""``lykta keys`` and ``lykta staff``, as somebody at a terminal uses them."""

import asyncio
import base64
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import structlog

from chatserver import cli
from chatserver.cli import keys
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
from chatserver.signing import p256
from chatserver.signing.challenges import Challenges
from chatserver.signing.keyfiles import KeyFileError
from chatserver.signing.roots import Roots
from chatserver.signing.words import device_words
from chatserver.wire.http import DeviceState
from tests.drivers.authenticator import ORIGIN, Authenticator
from tests.drivers.door import made


@dataclass(frozen=True)
class Settings:
    """What an operator has set."""

    data_folder: Path
    records_url: str | None = None
    helpline: str = "Lykta"
    origin: str = ORIGIN


@pytest.fixture
def settings(tmp_path: Path) -> Iterator[Settings]:
    """A helpline that has nothing yet."""
    yield Settings(tmp_path / "data")
    structlog.reset_defaults()


@pytest.fixture
def founded(settings: Settings, capsys: pytest.CaptureFixture[str]) -> Settings:
    """A helpline with its keys."""
    keys.make_root(settings, None)
    keys.make_issuer(settings, None)
    keys.write_roots(settings, None)
    capsys.readouterr()
    return settings


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

    @property
    def words(self) -> str:
        """What the console shows."""
        return " ".join(device_words(self.key, helpline="Lykta", role=Role.COUNSELLOR, name="Anna"))

    def _records(self) -> Records:
        return Records.open(records_url(None, self.settings.data_folder))


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


def test_from_nothing_to_a_certified_counsellor(anna: Anna, capsys: pytest.CaptureFixture[str]) -> None:
    """Root, issuing key, roots, a link, five typed words: the device is certified."""
    assert asyncio.run(anna.device()).certificate is None
    asked: list[str] = []

    def type_words(question: str) -> str:
        asked.append(question)
        return anna.words

    keys.certify(anna.settings, None, "Anna", ask=type_words)
    printed = capsys.readouterr().out

    assert asyncio.run(anna.device()).certificate is not None
    assert printed.startswith("Certified: Anna, counsellor, until 20")
    assert "Anna (counsellor)" in asked[0]


def test_the_words_are_never_shown(anna: Anna, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither the question, nor a refusal, nor success shows a word: they are typed, or nothing happens."""
    shown: list[str] = []

    def type_wrong_words(question: str) -> str:
        shown.append(question)
        return "babab babab babab babab babab"

    with pytest.raises(CannotError) as refused:
        keys.certify(anna.settings, None, "Anna", ask=type_wrong_words)
    keys.certify(anna.settings, None, "Anna", ask=lambda _: anna.words)
    captured = capsys.readouterr()
    everything = " ".join([*shown, str(refused.value), captured.out, captured.err])

    assert not set(anna.words.split()) & set(re.findall(r"[a-z]+", everything.lower()))


def test_wrong_words_change_nothing(anna: Anna) -> None:
    """After wrong words the device waits as before, and the right ones still work."""
    with pytest.raises(CannotError, match="Nothing was certified"):
        keys.certify(anna.settings, None, "Anna", ask=lambda _: "babab babab babab babab babab")

    assert asyncio.run(anna.device()).certificate is None


def test_no_words_certify_nothing(anna: Anna) -> None:
    """An empty line, or the end of the input, is no consent."""

    def end(_question: str) -> str:
        raise EOFError

    for nothing in (end, lambda _: ""):
        with pytest.raises(CannotError):
            keys.certify(anna.settings, None, "Anna", ask=nothing)

    assert asyncio.run(anna.device()).certificate is None


@pytest.mark.parametrize(
    ("missing", "told"),
    [("roots.json", "lykta keys roots"), ("keys/issuer.key", "cannot be read")],
)
def test_what_is_missing_is_said_before_anybody_is_asked(anna: Anna, missing: str, told: str) -> None:
    """Without roots or an issuing key nobody is asked to read anything out."""
    (anna.settings.data_folder / missing).unlink()

    def never(_question: str) -> str:
        raise AssertionError

    with pytest.raises(CannotError, match=told):
        keys.certify(anna.settings, None, "Anna", ask=never)


def test_roots_of_another_helpline_certify_nothing(anna: Anna) -> None:
    """A helpline that changed its name publishes its roots anew first."""
    renamed = Settings(anna.settings.data_folder, helpline="Another")
    with pytest.raises(CannotError, match="lykta keys roots"):
        keys.certify(renamed, None, "Anna", ask=lambda _: anna.words)


def test_keys_are_made_once_and_kept_private(founded: Settings) -> None:
    """The root cannot be made twice, private keys are their owner's alone, the roots are for everybody."""
    with pytest.raises(KeyFileError, match="never overwritten"):
        keys.make_root(founded, None)
    modes = {p.name: stat.S_IMODE(p.stat().st_mode) for p in founded.data_folder.rglob("*") if p.is_file()}

    assert modes == {"root.key": 0o600, "issuer.key": 0o600, "roots.json": 0o644, "denied.bin": 0o644}


def test_the_successor_is_published_with_the_root(founded: Settings) -> None:
    """The next root is made beside the root and stands in roots.json from then on."""
    keys.make_root(founded, None, successor=True)
    keys.write_roots(founded, None)

    assert len(Roots.read(founded.data_folder / "roots.json").keys) == 2


def test_there_is_no_successor_without_a_root(settings: Settings) -> None:
    """The root comes first."""
    with pytest.raises(CannotError, match="no root yet"):
        keys.make_root(settings, None, successor=True)


@pytest.mark.parametrize("make", [keys.make_issuer, keys.write_roots])
def test_without_a_root_there_is_nothing(settings: Settings, make: object) -> None:
    """What stands on the root needs it."""
    assert callable(make)
    with pytest.raises(KeyFileError, match="cannot be read"):
        make(settings, None)


def test_keys_may_be_elsewhere(settings: Settings, tmp_path: Path) -> None:
    """A folder on another disk serves as well, and nothing of it ends up in the data folder."""
    stick = tmp_path / "stick"
    keys.make_root(settings, stick)
    keys.make_issuer(settings, stick)
    keys.write_roots(settings, stick)

    assert sorted(path.name for path in settings.data_folder.iterdir()) == ["denied.bin", "roots.json"]


def test_everybody_is_listed(anna: Anna, capsys: pytest.CaptureFixture[str]) -> None:
    """Who works here, in which role, and how far their devices are."""
    staff_command.list_staff(anna.settings)
    waits = capsys.readouterr().out
    keys.certify(anna.settings, None, "Anna", ask=lambda _: anna.words)
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
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The whole way by the command itself: what cannot be is one line and status 2."""
    monkeypatch.setenv("LYKTA_DATA_FOLDER", str(tmp_path / "data"))
    monkeypatch.setenv("LYKTA_HELPLINE", "Lykta")
    for command in ("keys root", "keys issuer", "keys roots", "staff invite --name Anna --role counsellor"):
        assert cli.main(command.split()) == 0
    link = link_in(capsys.readouterr().out)
    assert cli.main(["keys", "root"]) == 2
    wrong = capsys.readouterr().err

    assert len(base64.urlsafe_b64decode(link + "=")) == 32
    assert wrong.startswith("lykta: ")
    assert wrong.count("\n") == 1
    structlog.reset_defaults()


@pytest.mark.parametrize(
    "command", ["staff invite --name Anna --role owner", "staff invite --name Anna", "keys", "keys certify"]
)
def test_what_is_no_command_is_refused(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A role that does not exist, and a command without its words, are told by the usage."""
    with pytest.raises(SystemExit) as ended:
        cli.main(command.split())

    assert ended.value.code == 2
    assert "usage" in capsys.readouterr().err
