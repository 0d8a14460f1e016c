# SPDX-License-Identifier: EUPL-1.2
"""No command is silent: where there is nothing to show, or nothing to do, it says so."""

from pathlib import Path

import pytest

from chatserver.cli import main
from chatserver.cli.generate import texts


@pytest.fixture(autouse=True)
def _somewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands of a helpline that has just been thought of."""
    monkeypatch.setenv("LYKTA_DATA_FOLDER", str(tmp_path / "data"))
    monkeypatch.setenv("LYKTA_HELPLINE", "Linjen")


def test_nobody_is_listed_in_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    """Where nobody works yet, the list says so, and how the first is invited."""
    assert main(["staff", "list"]) == 0

    assert "lykta staff invite" in capsys.readouterr().out


def test_a_migration_says_that_it_is_done(capsys: pytest.CaptureFixture[str]) -> None:
    """Done, or nothing to do: the records have the schema of this version."""
    assert (main(["migrate"]), main(["migrate"])) == (0, 0)

    assert capsys.readouterr().out.splitlines() == ["The records have the schema of this version."] * 2


def test_nothing_to_generate_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    """What is generated, the page of the HTTP API among it, is as the code has it."""
    assert main(["generate", "--check"]) == 0
    assert capsys.readouterr().out == ""
    assert main(["generate"]) == 0

    assert len(capsys.readouterr().out.splitlines()) == 1
    assert "http.md" in {path.name for path in texts()}


@pytest.mark.parametrize(
    "wrong",
    [
        [],
        ["nonsense"],
        ["staff"],
        ["staff", "invite", "--name", "Anna", "--role", "boss"],
        ["staff", "invite", "--role", "counsellor"],
    ],
)
def test_a_wrong_command_is_told_how(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """What is no command, or lacks something, ends with the right way to say it."""
    with pytest.raises(SystemExit) as ended:
        main(wrong)

    assert ended.value.code == 2
    assert "usage: lykta" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["LYKTA_PORT", "LYKTA_PAUSE_SECONDS"])
def test_a_wrong_setting_is_one_line(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A value that is none ends the command with the setting's name in one line."""
    monkeypatch.setenv(name, "many")

    assert main(["staff", "list"]) == 2

    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("lykta: ")
    assert name in line
