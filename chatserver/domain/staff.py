# SPDX-License-Identifier: EUPL-1.2
"""Who works here: the roles there are, and what a display name may look like.

The name is what a visitor reads beside "checked", so nothing in it may pretend to be something else.
"""

import enum
import unicodedata
from dataclasses import dataclass
from typing import Final

from chatserver.domain.errors import MalformedError
from chatserver.domain.ids import StaffId

MAX_NAME_BYTES = 64
"""Of a display name in UTF-8: its length is one byte of a certificate, and one line of a phone."""

_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Marks that turn the direction of text: with them a name could be read as another one."""


class Role(enum.StrEnum):
    """What a person of the staff may do.  A certificate carries it."""

    COUNSELLOR = "counsellor"
    SUPERVISOR = "supervisor"
    OFFICER = "officer"
    SAFEGUARDING = "safeguarding"


REPORT_ROLES: Final = frozenset({Role.SUPERVISOR, Role.OFFICER, Role.SAFEGUARDING})
"""Who opens sealed reports, and so has a report key on each device beside the one for talking."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody as a visitor will read them."""

    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class Staff:
    """Somebody as the records know them.  *demo*: exists only while a demonstration runs."""

    id: StaffId
    person: Person
    demo: bool = False


def is_display_name(text: str) -> bool:
    """Whether *text* may stand in a certificate: NFC, 1 to 64 bytes, one line, no control characters."""
    return (
        1 <= len(text.encode(errors="surrogatepass")) <= MAX_NAME_BYTES
        and unicodedata.is_normalized("NFC", text)
        and not any(_controls(character) for character in text)
    )


def display_name(typed: str) -> str:
    """
    What somebody *typed*, as a display name.

    Raises:
        MalformedError: nothing that could be one.
    """
    name = unicodedata.normalize("NFC", typed.strip())
    if not is_display_name(name):
        raise MalformedError("a name has 1 to 64 bytes of UTF-8 and no control characters")
    return name


def _controls(character: str) -> bool:
    return unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"} or character in _BIDI
