# SPDX-License-Identifier: EUPL-1.2
"""Sheets that people write: CSV in UTF-8, one header line, semicolons; and what is wrong in them, by line.

Rule 1: every mistake of a sheet is told at once, each with its line and what to do.
Rule 2: a sheet with a mistake is not used at all.
"""

import csv
import datetime as dt
import io
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from chatserver.domain.errors import CannotError, MalformedError

MAX_SHEET_BYTES: Final = 1 << 20

Parser = Callable[[str], Any]
"""What a cell's text means; raises MalformedError with what to do."""


class SheetError(CannotError):
    """Mistakes in sheets, one a line.  Nothing of them was used."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a sheet, by column."""

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Problems:
    """The mistakes found so far."""

    found: list[str] = field(default_factory=list)

    def add(self, sheet: str, line: int | None, what: str) -> None:
        """*what* is wrong there, and what to do."""
        self.found.append(f"{sheet}: {what}" if line is None else f"{sheet}:{line}: {what}")

    def refuse(self) -> None:
        """
        Nothing, if there are none.

        Raises:
            SheetError: there are.
        """
        if self.found:
            raise SheetError("\n".join(self.found))


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a sheet is called, and what its columns mean."""

    name: str
    columns: Mapping[str, Parser]

    def read(self, path: Path, problems: Problems) -> list[tuple[int, dict[str, Any]]]:
        """The lines of the file at *path* that are without mistakes, each with its number."""
        try:
            raw = path.read_bytes()
        except OSError as wrong:
            problems.add(self.name, None, f"{path} cannot be read: {wrong.strerror}.")
            return []
        return self.parse(raw, problems)

    def parse(self, raw: bytes, problems: Problems) -> list[tuple[int, dict[str, Any]]]:
        """The same of the bytes of a file."""
        before = len(problems.found)
        lines = self._lines(raw, problems)
        if len(problems.found) > before:
            return []
        rows = [(row.line, self._meant(row, problems)) for row in self._rows(lines, problems)]
        return [(line, meant) for line, meant in rows if meant is not None]

    def _lines(self, raw: bytes, problems: Problems) -> list[tuple[int, list[str]]]:
        if len(raw) > MAX_SHEET_BYTES:
            problems.add(self.name, None, f"is larger than {MAX_SHEET_BYTES} bytes: divide it.")
            return []
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError as wrong:
            line = raw.count(b"\n", 0, wrong.start) + 1
            problems.add(self.name, line, "is not UTF-8: save it as CSV UTF-8.")
            return []
        return self._split(text, problems)

    def _split(self, text: str, problems: Problems) -> list[tuple[int, list[str]]]:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=";", strict=True)
        lines: list[tuple[int, list[str]]] = []
        try:
            lines.extend(
                (reader.line_num, [cell.strip() for cell in cells]) for cells in reader if any(cells)
            )
        except csv.Error as wrong:
            problems.add(self.name, reader.line_num, f"is no CSV ({wrong}): check its quotation marks.")
        return lines

    def _rows(self, lines: list[tuple[int, list[str]]], problems: Problems) -> list[Row]:
        columns = list(self.columns)
        if not lines or lines[0][1] != columns:
            problems.add(self.name, 1, f"the first line must be: {';'.join(columns)}")
            return []
        rows = []
        for line, cells in lines[1:]:
            if len(cells) == len(columns):
                rows.append(Row(line, dict(zip(columns, cells, strict=True))))
            else:
                told = (
                    f"has {len(cells)} cells and needs {len(columns)}: put text with a semicolon in quotes."
                )
                problems.add(self.name, line, told)
        return rows

    def _meant(self, row: Row, problems: Problems) -> dict[str, Any] | None:
        meant, before = {}, len(problems.found)
        for column, parse in self.columns.items():
            try:
                meant[column] = parse(_printable(row.cells[column]))
            except MalformedError as wrong:
                problems.add(self.name, row.line, f"{column}: {wrong}.")
        return meant if len(problems.found) == before else None


def _printable(text: str) -> str:
    if any(unicodedata.category(character) in {"Cc", "Cf", "Zl", "Zp"} for character in text):
        raise MalformedError("has an invisible character in it: type it anew")
    return text


def some_text(most: int) -> Parser:
    """Text that must be there, of *most* characters."""

    def parse(text: str) -> str:
        if not 1 <= len(text) <= most:
            raise MalformedError(f"must have 1 to {most} characters")
        return text

    return parse


def one_of(words: Sequence[str]) -> Parser:
    """One of *words*."""

    def parse(text: str) -> str:
        if text not in words:
            raise MalformedError(f"{text!r} must be one of {', '.join(words)}")
        return text

    return parse


def yes_or_no(text: str) -> bool:
    """Yes or no."""
    return bool(one_of(("yes", "no"))(text) == "yes")


def a_day(text: str) -> dt.date:
    """A day, such as 2026-11-24."""
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or day.isoformat() != text:
        raise MalformedError(f"{text!r} is no day: write such as 2026-11-24")
    return day


def a_day_or_none(text: str) -> dt.date | None:
    """A day, or an empty cell."""
    return a_day(text) if text else None
