# SPDX-License-Identifier: EUPL-1.2
"""``lykta deeds``: what staff did, and whether anybody has changed it since."""

import contextlib
import re
import sqlite3
from pathlib import Path

import pytest

from chatserver.cli import deeds
from chatserver.cli.staff import invite_person
from chatserver.domain.errors import CannotError
from chatserver.domain.staff import Role
from tests.drivers.keyholder import Settings


@pytest.fixture
def settings(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Settings:
    """A helpline where two were invited."""
    settings = Settings(tmp_path / "data")
    for name in ("Anna", "Bo"):
        invite_person(settings, name, Role.COUNSELLOR)
    capsys.readouterr()
    return settings


def execute(settings: Settings, statement: str) -> None:
    """What somebody who has taken the records can do."""
    with contextlib.closing(sqlite3.connect(settings.data_folder / "records.sqlite")) as records:
        records.execute(statement)
        records.commit()


def written_down(settings: Settings, capsys: pytest.CaptureFixture[str]) -> str:
    """The hash that `lykta deeds verify` says to write down."""
    deeds.verify(settings, None)
    (written, again) = re.findall(r"[0-9a-f]{64}", capsys.readouterr().out)
    assert written == again
    return str(written)


def test_every_deed_is_listed(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    """Number, time, role, id, deed, subject and code stand in a line; no name does."""
    deeds.show(settings)
    shown = capsys.readouterr().out
    line = r" {5}\d  20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ  administrator  -  invite  [\w-]{22}  counsellor"

    assert re.fullmatch(rf"({line}\n){{2}}", shown)
    assert "Anna" not in shown


def test_a_whole_chain_is_counted(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    """The count and the last hash are printed, and the hash is good the next time."""
    written = written_down(settings, capsys)
    invite_person(settings, "Cilla", Role.SUPERVISOR)
    capsys.readouterr()
    deeds.verify(settings, written)

    assert capsys.readouterr().out.startswith("3 deed(s)")


def test_what_was_changed_is_named(settings: Settings) -> None:
    """The line names the first deed that does not fit."""
    execute(settings, "UPDATE deeds SET detail = 'supervisor' WHERE number = 2")
    with pytest.raises(CannotError, match=r"^Deed 2 does not fit"):
        deeds.verify(settings, None)


def test_a_cut_tail_is_named(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    """Only a hash that was written down tells that the end is missing."""
    written = written_down(settings, capsys)
    execute(settings, "DELETE FROM deeds WHERE number = 2")
    deeds.verify(settings, None)
    with pytest.raises(CannotError, match=written):
        deeds.verify(settings, written)


@pytest.mark.parametrize("typed", ["", "x", "00", "00" * 33])
def test_what_is_no_hash_is_said(settings: Settings, typed: str) -> None:
    """A hash that was copied badly is not called a broken chain."""
    with pytest.raises(CannotError, match="64 digits"):
        deeds.verify(settings, typed)
