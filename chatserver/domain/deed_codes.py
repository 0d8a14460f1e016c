# SPDX-License-Identifier: EUPL-1.2
"""Why somebody did a deed to a case: one word of a closed set, never a sentence."""

import enum
from collections.abc import Mapping
from typing import Final

from chatserver.domain.errors import MalformedError
from chatserver.domain.escalation import Deed


class DeedCode(enum.StrEnum):
    """Why.  Which may go with which deed stands in ``CODES_OF``."""

    MORE_FACTS = "more_facts"
    WRONG_AGENCY = "wrong_agency"
    WRONG_URGENCY = "wrong_urgency"
    NOT_SHOWN = "not_shown"  # the young person has not seen it
    PRANK = "prank"
    MISTAKE = "mistake"
    DUPLICATE = "duplicate"
    WITHDRAWN = "withdrawn"
    NOT_OURS = "not_ours"
    NO_CAPACITY = "no_capacity"
    NOT_ENOUGH = "not_enough"  # nothing in it to act on
    SAFE_NOW = "safe_now"
    INVESTIGATION = "investigation"
    NO_INVESTIGATION = "no_investigation"
    POLICE = "police"
    NOT_FOUND = "not_found"
    NO_OUTCOME = "no_outcome"
    NEW_FACTS = "new_facts"
    DONE = "done"
    OTHER = "other"


_C = DeedCode

CODES_OF: Final[Mapping[Deed, frozenset[DeedCode]]] = {
    Deed.RETURN: frozenset({_C.MORE_FACTS, _C.WRONG_AGENCY, _C.WRONG_URGENCY, _C.NOT_SHOWN, _C.OTHER}),
    Deed.CANCEL: frozenset({_C.PRANK, _C.MISTAKE, _C.DUPLICATE, _C.WITHDRAWN, _C.OTHER}),
    Deed.DECLINE: frozenset({_C.NOT_OURS, _C.NO_CAPACITY, _C.NOT_ENOUGH, _C.OTHER}),
    Deed.OUTCOME: frozenset(
        {_C.SAFE_NOW, _C.INVESTIGATION, _C.NO_INVESTIGATION, _C.POLICE, _C.NOT_FOUND, _C.OTHER}
    ),
    Deed.REOPEN: frozenset({_C.NO_OUTCOME, _C.NEW_FACTS, _C.OTHER}),
    Deed.CLOSE: frozenset({_C.DONE, _C.OTHER}),
}
"""Deeds that need one; all others take none."""


def check_code(deed: Deed, code: DeedCode | None) -> None:
    """
    Nothing, if *code* may go with *deed*.

    Raises:
        MalformedError: it may not, or one is missing.
    """
    allowed: frozenset[DeedCode | None] = frozenset(CODES_OF.get(deed, {None}))
    if code not in allowed:
        raise MalformedError(f"no code of {deed.value}")
