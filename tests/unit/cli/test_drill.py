# SPDX-License-Identifier: EUPL-1.2
"""``lykta drill``: begun at the command line, in the same records as the server's."""

import asyncio
from pathlib import Path

import pytest

from chatserver import cli
from chatserver.records import migrate
from chatserver.records.store import Records, records_url
from chatserver.services.ports import SystemClock
from tests.drivers.ladders import Receiver, climbing_on, turn
from tests.drivers.manual import HandClock
from tests.drivers.office import open_office


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data folder of a demonstration, and the settings that name it."""
    monkeypatch.setenv("LYKTA_DATA_FOLDER", str(tmp_path))
    monkeypatch.setenv("LYKTA_HELPLINE", "Lykta")
    (tmp_path / "keys").mkdir(mode=0o700)
    (tmp_path / "demonstration").symlink_to(tmp_path / "keys")
    return tmp_path


def lykta(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    """The status of a command, and what it said."""
    status = cli.main(words)
    said = capsys.readouterr()
    return status, said.out + said.err


async def peopled(data: Path) -> None:
    """Officers with keys, in the records of *data*."""
    records = Records.open(records_url(None, data))
    await migrate.migrate(records)
    await open_office(records, data, HandClock(SystemClock().now_ms()))
    await records.close()


async def climbed(data: Path) -> None:
    """The server's ladder makes one round."""
    records = Records.open(records_url(None, data))
    await turn(climbing_on(records, Receiver(), SystemClock()))
    await records.close()


def test_an_exercise_from_the_command_line(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Begun, told, shown; whoever has not opened it is named, and in the list of agencies red."""

    asyncio.run(peopled(data))
    demo = ("--demonstration",)
    assert lykta(capsys, "drill", "show", "ostersund", *demo)[0] == 1
    begun = lykta(capsys, "drill", "begin", "ostersund", *demo)
    assert (begun[0], "on 2 rung(s)" in begun[1]) == (0, True)
    assert "not tried yet" in lykta(capsys, "drill", "show", "ostersund", *demo)[1]
    asyncio.run(climbed(data))
    status, shown = lykta(capsys, "drill", "show", "ostersund", *demo)
    assert status == 1
    assert shown.count("delivered") == 4
    assert "Olle HAS NOT OPENED IT" in shown
    assert "RED: Pia has not opened" in lykta(capsys, "agency", "list")[1]
    assert "has not opened" not in lykta(capsys, "agency", "stale")[1]  # they still have the day
    status, refused = lykta(capsys, "drill", "begin", "nowhere", *demo)
    assert (status, "no ladder" in refused) == (2, True)
