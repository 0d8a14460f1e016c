# SPDX-License-Identifier: EUPL-1.2
"""Hints that a case has changed, read off the records: whichever node changed it, each tells its own."""

from collections.abc import Callable, Coroutine
from typing import Any, Final

from chatserver.domain.ids import StaffId
from chatserver.domain.staff import Role
from chatserver.records import agencies, cases
from chatserver.records import staff as people
from chatserver.records.cases import StoredCase
from chatserver.records.store import Records, Transaction
from chatserver.services.ports import Post
from chatserver.wire.cases import CaseChanged

EVENT: Final = "case:changed"


class Hints:
    """Tells those who are connected here: authors, supervisors, and officers whose rung has the case."""

    def __init__(self, records: Records, post: Post) -> None:
        self._records = records
        self._post = post
        self._seen: int | None = None

    async def look(self) -> None:
        """Tell of every case that has changed since the last look; the first tells of none."""
        async with self._records.read() as transaction:
            changed = await cases.changed_after(transaction, self._seen or 0)
            whom = [(case, await _whom(transaction, case)) for case in changed if self._seen is not None]
        self._seen = changed[-1].changed if changed else self._seen or 0
        for case, staff in whom:
            for each in staff:
                self._post.to_staff(each, EVENT, CaseChanged(case.id.value))


class Woken:
    """The inbox's `Officers`: whoever is connected here hears at once, others at their node's next look."""

    def __init__(self, hints: Hints, spawn: Callable[[Coroutine[Any, Any, None], str], object]) -> None:
        self._hints = hints
        self._spawn = spawn

    def wake(self, agency: str, rung: int) -> None:  # noqa: ARG002 - the records say whom it is for
        """Look now."""
        self._spawn(self._hints.look(), "case hints")


async def _whom(transaction: Transaction, case: StoredCase) -> set[StaffId]:
    everybody = await people.everybody(transaction)
    supervisors = {member.id for member in everybody if member.person.role is Role.SUPERVISOR}
    standing = await agencies.officers(transaction, case.agency)
    officers = {staff for rung, there in standing.items() if rung <= case.reached for staff in there}
    return {case.author, *supervisors, *officers}
