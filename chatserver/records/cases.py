# SPDX-License-Identifier: EUPL-1.2
"""Cases: one row each, changed as a whole, and only by whoever has seen what it was."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Select, insert, select, update

from chatserver.domain.errors import BusyError
from chatserver.domain.escalation import ENDS, SYSTEM, CaseState, CaseStatus, Urgency
from chatserver.domain.ids import AgencyId, CaseId, StaffId
from chatserver.domain.ladder import Standing, Step
from chatserver.records import schema
from chatserver.records.store import Transaction

table = schema.cases


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredCase:
    """A case as the records have it.  *changed* is the number of its last deed."""

    id: CaseId
    standing: Standing
    status: CaseStatus
    agency: AgencyId
    municipality: str | None
    author: StaffId
    author_key: bytes
    version: int
    submitted_ms: int
    released_ms: int | None = None
    reached: int = -1
    """The highest rung that may fetch the report; -1: none yet."""
    break_glass: bool = False
    code: str | None = None
    asked_by: StaffId | None = None
    """The officer who asks to join the conversation, since *asked_ms*."""
    asked_ms: int | None = None
    due_ms: int | None = None
    changed: int = 0

    @property
    def state(self) -> CaseState:
        """Where it stands."""
        return self.standing.state

    @property
    def by_system(self) -> bool:
        """Whether it is an exercise that no person wrote."""
        return self.author == SYSTEM


async def find(transaction: Transaction, case: CaseId) -> StoredCase | None:
    """The one called *case*, if there is one."""
    row = (await transaction.execute(select(table).where(table.c.id == case.value))).one_or_none()
    return None if row is None else _case(row)


async def add(transaction: Transaction, case: StoredCase) -> None:
    """*case* is new."""
    await transaction.execute(insert(table).values(id=case.id.value, **_values(case)))


async def put(transaction: Transaction, case: StoredCase, *, seen: int) -> None:
    """
    The case is *case* from now on, if its last deed is still the one with the number *seen*.

    Raises:
        BusyError: it is not.
    """
    as_seen = (table.c.id == case.id.value) & (table.c.changed == seen)
    changed = await transaction.execute(update(table).where(as_seen).values(**_values(case)))
    if changed.rowcount != 1:
        raise BusyError("the case has moved on")


async def alive(transaction: Transaction, *, ended_after_ms: int) -> list[StoredCase]:
    """Those that are open, and those that ended after that; the oldest first."""
    ends = [state.value for state in ENDS]
    shown = table.c.state.not_in(ends) | (table.c.since_at > ended_after_ms)
    return await _all(transaction, select(table).where(shown).order_by(table.c.submitted_at, table.c.id))


async def last_exercise(transaction: Transaction, agency: AgencyId) -> StoredCase | None:
    """The newest exercise of *agency* that no person wrote, if there was one."""
    mine = (table.c.agency == agency.value) & (table.c.author == SYSTEM.value)
    newest = select(table).where(mine).order_by(table.c.submitted_at.desc(), table.c.id).limit(1)
    return next(iter(await _all(transaction, newest)), None)


async def due(transaction: Transaction, now_ms: int, *, most: int) -> list[CaseId]:
    """Those in which something is due, what has waited longest first; and where the clock was set back."""
    ahead = table.c.due_at.is_not(None) & ((table.c.since_at > now_ms) | (table.c.begun_at > now_ms))
    ready = (table.c.due_at <= now_ms) | ahead
    waiting = select(table.c.id).where(ready).order_by(table.c.due_at).limit(most)
    return [CaseId(found) for found in (await transaction.execute(waiting)).scalars()]


async def climbing(transaction: Transaction) -> list[StoredCase]:
    """Those that a ladder climbs for now."""
    return await _all(transaction, select(table).where(table.c.state == CaseState.SENT.value))


async def changed_after(transaction: Transaction, number: int) -> list[StoredCase]:
    """Those whose last deed has a number greater than *number*, in that order."""
    later = select(table).where(table.c.changed > number).order_by(table.c.changed)
    return await _all(transaction, later)


async def _all(transaction: Transaction, asked: Select[Any]) -> list[StoredCase]:
    return [_case(row) for row in await transaction.execute(asked)]


def _values(case: StoredCase) -> dict[str, Any]:
    return {
        **_clocks(case.standing),
        "status": case.status.value,
        "agency": case.agency.value,
        "municipality": case.municipality,
        "author": case.author.value,
        "author_key": case.author_key,
        "version": case.version,
        "submitted_at": case.submitted_ms,
        "released_at": case.released_ms,
        "reached": case.reached,
        "break_glass": case.break_glass,
        "code": case.code,
        "asked_by": None if case.asked_by is None else case.asked_by.value,
        "asked_at": case.asked_ms,
        "due_at": case.due_ms,
        "changed": case.changed,
    }


def _clocks(standing: Standing) -> dict[str, Any]:
    return {
        "urgency": standing.urgency.value,
        "state": standing.state.value,
        "begun_at": standing.begun_ms,
        "since_at": standing.since_ms,
        "loop": standing.loop,
        "rung": standing.rung,
        "rungs": standing.rungs,
        "postponed": standing.postponed,
        "called_at": standing.called_ms,
        "spoken_at": standing.spoken_ms,
        "raised": _written(standing.raised),
    }


def _written(raised: Iterable[Step]) -> str:
    return ",".join(sorted(step.value for step in raised))


def _standing(row: Row[Any]) -> Standing:
    return Standing(
        urgency=Urgency(row.urgency),
        state=CaseState(row.state),
        begun_ms=row.begun_at,
        since_ms=row.since_at,
        loop=row.loop,
        rung=row.rung,
        rungs=row.rungs,
        postponed=row.postponed,
        called_ms=row.called_at,
        spoken_ms=row.spoken_at,
        raised=frozenset(Step(step) for step in row.raised.split(",") if step),
    )


def _case(row: Row[Any]) -> StoredCase:
    return StoredCase(
        id=CaseId(row.id),
        standing=_standing(row),
        status=CaseStatus(row.status),
        agency=AgencyId(row.agency),
        municipality=row.municipality,
        author=StaffId(row.author),
        author_key=row.author_key,
        version=row.version,
        submitted_ms=row.submitted_at,
        released_ms=row.released_at,
        reached=row.reached,
        break_glass=row.break_glass,
        code=row.code,
        asked_by=None if row.asked_by is None else StaffId(row.asked_by),
        asked_ms=row.asked_at,
        due_ms=row.due_at,
        changed=row.changed,
    )
