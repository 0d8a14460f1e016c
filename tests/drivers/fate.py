# SPDX-License-Identifier: EUPL-1.2
"""When processes, stores and other ends fail in a test: at any moment, as often as they are told."""

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from tests.drivers.manual import CountedChance

_STATEMENT: Final = re.compile(
    r'(INSERT INTO|UPDATE|DELETE FROM|SELECT)\b(?:.*?\bFROM\s)?\s*"?(\w+)', re.DOTALL
)


class DiedError(BaseException):
    """The process is gone, here.  Nothing of ours may catch it, as nothing catches a kill."""


@dataclass
class Fate:
    """
    Draws what fails, and keeps count.

    *among*: a process dies at one of so many moments.  *seldom*: the store fails at one of so many.
    *away*: the other end fails at one of so many requests.
    """

    chance: CountedChance
    among: int
    seldom: int = 3_000
    away: int = 10
    is_on: bool = True
    deaths: Counter[str] = field(default_factory=Counter)
    failures: Counter[str] = field(default_factory=Counter)
    under_way: int = 0
    """Pieces of work that deaths ended."""

    def dies(self, moment: str) -> bool:
        """Whether a process dies now."""
        return self._falls(self.among, self.deaths, moment)

    def store_fails(self, moment: str) -> bool:
        """Whether the store does not answer now."""
        return self._falls(self.seldom, self.failures, moment)

    def other_fails(self, moment: str) -> bool:
        """Whether an agency's machine fails now."""
        return self._falls(self.away, self.failures, moment)

    def draw(self, among: int) -> int:
        """A number below *among*."""
        return int.from_bytes(self.chance.token(4), "big") % among

    def _falls(self, among: int, counted: Counter[str], moment: str) -> bool:
        falls = self.is_on and self.draw(among) == 0
        counted[moment] += falls
        return falls

    def table(self) -> str:
        """What happened, and how often."""
        rows = [(number, f"died {moment}") for moment, number in self.deaths.items()]
        rows += [(number, moment) for moment, number in self.failures.items()]
        return "\n".join(
            f"{number:8} {text}" for number, text in sorted(rows, key=lambda row: row[1]) if number
        )


@lru_cache(maxsize=512)
def moment_of(statement: str) -> str:
    """How a table of deaths calls the moment before *statement*."""
    found = _STATEMENT.match(statement)
    return f"before {statement.split(maxsplit=1)[0]}" if found is None else f"before {found[1]} {found[2]}"
