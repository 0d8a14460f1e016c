# SPDX-License-Identifier: EUPL-1.2
"""Dated facts: what is shipped can be used, and what cannot is refused whole, line by line."""

import datetime as dt
import re
import shutil
from pathlib import Path

import pytest

from chatserver import cli
from chatserver.config import SettingError
from chatserver.config import read as read_settings
from chatserver.services.content import Content, read, valid_on
from chatserver.services.sheets import MAX_SHEET_BYTES, SheetError

SHIPPED = Path(__file__).resolve().parents[3] / "content" / "se"
TODAY = dt.date(2026, 11, 24)
FILES = ("municipalities.csv", "legal.csv", "reporting_duty.csv")

JAMTLAND = {"2303", "2305", "2309", "2313", "2321", "2326", "2361", "2380"}
VASTERNORRLAND = {"2260", "2262", "2280", "2281", "2282", "2283", "2284"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of what is shipped."""
    shutil.copytree(SHIPPED, tmp_path / "se")
    return tmp_path / "se"


def mistakes(folder: Path, today: dt.date = TODAY) -> list[str]:
    """What is wrong in *folder*."""
    with pytest.raises(SheetError) as refused:
        read(folder, today)
    return str(refused.value).splitlines()


def add(folder: Path, name: str, *lines: str) -> int:
    """Put *lines* at the end of a file; the number of the first."""
    before = (folder / name).read_text(encoding="utf-8")
    (folder / name).write_text(before + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    return before.count("\n") + 1


def shipped() -> Content:
    """What is shipped."""
    return read(SHIPPED, TODAY)


def test_the_fifteen_municipalities_are_there() -> None:
    """Each with its code as text, in its county."""
    found = {each.code: each.county for each in shipped().municipalities}

    assert found == dict.fromkeys(VASTERNORRLAND, "Västernorrland") | dict.fromkeys(JAMTLAND, "Jämtland")
    assert shipped().municipality("2380") is not None
    assert shipped().municipality("9999") is None


@pytest.mark.parametrize(
    ("day", "more"),
    [("2025-06-30", None), ("2025-07-01", False), ("2026-01-14", False), ("2026-01-15", True)],
)
def test_a_law_is_what_it_was_on_its_day(day: str, more: bool | None) -> None:  # noqa: FBT001  # the expected
    """The duty to report is that of the day that is asked for, and before the first there is none."""
    found = [
        each for each in valid_on(shipped().legal, dt.date.fromisoformat(day)) if each.key == "duty_to_report"
    ]

    assert [("ordningsvakter" in each.text) for each in found] == ([] if more is None else [more])


def test_everything_shipped_says_who_says_so() -> None:
    """No row is without its source and the day on which somebody looked; who must report has a name."""
    content = shipped()
    seen = [(each.source, each.verified_on) for each in content.municipalities]
    seen += [(each.source, each.verified_on) for each in content.legal]
    seen += [(each.source, each.verified_on) for each in content.reporting_duties]

    assert all(source and verified_on <= TODAY for source, verified_on in seen)
    assert {duty.key for duty in content.reporting_duties} == {"body", "profession", "none"}
    assert not any(duty.may_be_anonymous for duty in content.reporting_duties if duty.must_report)


def test_no_paragraph_and_no_municipality_is_in_the_code() -> None:
    """What changes by decision of others stands in content alone."""
    sources = "\n".join(path.read_text() for path in (SHIPPED.parents[1] / "chatserver").rglob("*.py"))

    assert not [code for code in JAMTLAND | VASTERNORRLAND if re.search(rf"\b{code}\b", sources)]
    assert "kap." not in sources


@pytest.mark.parametrize(
    ("name", "line", "told"),
    [
        (
            "municipalities.csv",
            "2380;Östersund;Jämtland;;2026-11-24;x",
            "2380 is true at the same time by line 16",
        ),
        ("municipalities.csv", "114;Sala;Uppsala;;2026-11-24;x", "code: '114' is no code"),
        (
            "municipalities.csv",
            "2399;Ny;Västernorrland;;2026-11-24;x",
            "county: codes with 23 are of Jämtland",
        ),
        ("municipalities.csv", "0114;;Stockholm;;2026-11-24;x", "name: must have 1 to 80 characters"),
        ("municipalities.csv", "0114;X;Stockholm;;2026-11-24", "has 5 cells and needs 6"),
        ("municipalities.csv", "0114;X;Stockholm;;24/11 2026;x", "verified_on: '24/11 2026' is no day"),
        ("municipalities.csv", "0114;X;Stockholm;;20261124;x", "verified_on: '20261124' is no day"),
        ("municipalities.csv", "0114;X;Stockholm;;2026-11-25;x", "verified_on: 2026-11-25 is still to come"),
        ("municipalities.csv", "0114;X\u202e;Stockholm;;2026-11-24;x", "name: has an invisible character"),
        ("municipalities.csv", '0114;"X;Stockholm;;2026-11-24;x', "is no CSV"),
        ("legal.csv", "A b;r;t;;;2026-11-24;x", "key: 'A b' is no key"),
        ("legal.csv", "k;r;t;2026-02-01;2026-01-01;2026-11-24;x", "valid_until: is before valid_from"),
        ("legal.csv", "duty_to_report;r;t;2026-06-01;;2026-11-24;x", "true at the same time by line 3"),
        ("reporting_duty.csv", "k;t;ja;no;;;;2026-11-24;x", "must_report: 'ja' must be one of yes, no"),
        ("reporting_duty.csv", "k;t;yes;no;gone;;;2026-11-24;x", "legal: gone is no key of legal.csv"),
    ],
)
def test_a_mistake_names_its_line_and_what_to_do(folder: Path, name: str, line: str, told: str) -> None:
    """One line for one mistake: file, line, what is wrong."""
    number = add(folder, name, line)
    (found,) = mistakes(folder)

    assert found.startswith(f"{name}:{number}: ")
    assert told in found


def test_all_mistakes_are_told_at_once(folder: Path) -> None:
    """Of every file, and each cell of a line: nobody mends one to be told of the next."""
    first = add(folder, "municipalities.csv", "x;;Stockholm;yesterday;2026-11-24;x", "1;A;B;;2026-11-24;x")
    law = add(folder, "legal.csv", "k;;t;;;2026-11-24;x")
    (folder / "reporting_duty.csv").unlink()

    assert [each.partition(": ")[0] for each in mistakes(folder)] == [
        *[f"municipalities.csv:{first}"] * 3,
        f"municipalities.csv:{first + 1}",
        f"legal.csv:{law}",
        "reporting_duty.csv",
    ]


@pytest.mark.parametrize("name", FILES)
def test_files_that_are_no_sheets(folder: Path, name: str) -> None:
    """Another header, another encoding, something huge, nothing at all: refused, with the file's name."""
    good = (folder / name).read_bytes()
    (folder / name).write_bytes(good + b"\n" * MAX_SHEET_BYTES)
    assert "is larger than" in mistakes(folder)[0]
    others = (b"", good.replace(b";", b",", 1), b"\xff\xfe" + good)
    for other in (*others, good.replace("ö".encode(), "ö".encode("latin-1"))):
        (folder / name).write_bytes(other)
        assert all(each.startswith(name) or "no key of legal.csv" in each for each in mistakes(folder))


def test_what_a_spreadsheet_saves_is_read(folder: Path) -> None:
    """A mark at the beginning, other line ends, empty lines and quotation marks are no mistakes."""
    path = folder / "municipalities.csv"
    text = path.read_text(encoding="utf-8").replace("Östersund", '"Östersund"')
    path.write_bytes(b"\xef\xbb\xbf" + (text + "\n;;;;;\n").replace("\n", "\r\n").encode())

    assert read(folder, TODAY) == shipped()


def test_the_command_tells_all_of_it(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Status 0 and what is there, or 1 and every mistake."""
    assert cli.main(["content", "check", str(folder)]) == 0
    assert "15 municipalities" in capsys.readouterr().out
    add(folder, "municipalities.csv", "x;;y;;2026-11-24;x")
    assert cli.main(["content", "check", str(folder)]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 2


def test_the_folder_and_the_zone_are_settings(folder: Path) -> None:
    """Another country's folder, and its time; a zone that there is not stops the start."""
    settings = read_settings({"LYKTA_CONTENT_FOLDER": str(folder), "LYKTA_TIME_ZONE": "Europe/Helsinki"})

    assert settings.content_folder == folder
    assert settings.time_zone.key == "Europe/Helsinki"
    assert read_settings({}).content_folder == SHIPPED
    for wrong in ("Mars/Olympus", "../etc/passwd", ""):
        with pytest.raises(SettingError, match=r"^LYKTA_TIME_ZONE must"):
            read_settings({"LYKTA_TIME_ZONE": wrong})
