# SPDX-License-Identifier: EUPL-1.2
"""``lykta channels``: keys for agencies, a look at what is set up, and a try that is marked as one."""

import asyncio
from pathlib import Path

import pytest

from chatserver import cli
from tests.drivers.authority import Authority
from tests.drivers.postoffice import PostOffice, opened

FILE = """\
verified_on = 2026-01-01
valid_until = {until}

[smtp]
host = "127.0.0.1"
port = {port}
sender = "larm@lykta.example"
authorities_file = "authority.pem"
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data folder of the commands."""
    monkeypatch.setenv("LYKTA_DATA_FOLDER", str(tmp_path))
    monkeypatch.setenv("LYKTA_CHANNELS_FILE", str(tmp_path / "channels.toml"))
    Authority.make(tmp_path)
    return tmp_path


def write(folder: Path, *, until: str = "2999-01-01", port: int = 9) -> None:
    """A file of channels with a mail server."""
    (folder / "channels.toml").write_text(FILE.format(until=until, port=port))


@pytest.mark.usefixtures("folder")
def test_a_key_is_made_once_and_printed_each_time(capsys: pytest.CaptureFixture[str]) -> None:
    """With its name, and the next one while there is one."""
    assert cli.main(["channels", "key"]) == 0
    first = capsys.readouterr().out
    assert cli.main(["channels", "key"]) == 0

    assert capsys.readouterr().out == first
    assert "BEGIN PUBLIC KEY" in first
    assert "PRIVATE" not in first


@pytest.mark.usefixtures("folder")
def test_a_rotation_by_command(capsys: pytest.CaptureFixture[str]) -> None:
    """Make the next, give it out, let it take over."""
    cli.main(["channels", "key"])
    cli.main(["channels", "key", "--next"])
    told = capsys.readouterr().out
    assert cli.main(["channels", "key", "--take-over"]) == 0

    assert capsys.readouterr().out.removeprefix("Signs now: ") == told.rsplit("Next: ", 1)[1]
    assert cli.main(["channels", "key", "--take-over"]) == 2


def test_a_look_tells_what_is_set_up(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Status 0 while somebody vouches for it."""
    write(folder)
    assert cli.main(["channels", "check"]) == 0
    told = capsys.readouterr().out

    assert "smtp      set up\n" in told
    assert "gateway   not set up\n" in told


def test_a_stale_file_is_loud(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Status 1, for a timer to send on."""
    write(folder, until="2026-01-02")

    assert cli.main(["channels", "check"]) == 1
    assert "STALE" in capsys.readouterr().out


def test_a_file_that_cannot_be_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As every mistake that a person can mend."""
    (folder / "channels.toml").write_text("x = 1")

    assert cli.main(["channels", "check"]) == 2
    assert "channels.toml" in capsys.readouterr().err


def test_a_try_rings_the_bell(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The same letter as on the night when it matters."""
    office = PostOffice()
    context = Authority.make(folder).server()

    async def ring() -> int:
        async with opened(office, context):
            write(folder, port=office.port)
            return await asyncio.to_thread(cli.main, ["channels", "try", "smtp", "jour@ostersund.example"])

    assert asyncio.run(ring()) == 0
    assert capsys.readouterr().out.startswith("bell: ")
    assert office.letters[0]["Subject"] == "En rapport väntar / A report is waiting"


def test_a_try_that_fails_says_why(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Status 1; 2 where nothing was tried."""
    write(folder)
    assert cli.main(["channels", "try", "smtp", "jour@ostersund.example"]) == 1
    assert capsys.readouterr().out.startswith("unreachable: ")

    assert cli.main(["channels", "try", "gateway", "+46701234567"]) == 2
    assert cli.main(["channels", "try", "smtp", "nobody"]) == 2
