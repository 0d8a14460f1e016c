# SPDX-License-Identifier: EUPL-1.2
"""Attempts: what is to be told by which channel, claimed by one node at a time, and what came of it."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, insert, select, update

from chatserver.domain.agencies import ChannelKind
from chatserver.domain.escalation import CaseState
from chatserver.domain.ids import CaseId
from chatserver.records import schema
from chatserver.records.store import Transaction

table, _cases = schema.attempts, schema.cases


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """
    One channel of one rung that a case has come to.

    *number*: which try it is, 0 before the first.  *failures*: in a row.  *result*: of the last.
    """

    case: CaseId
    version: int
    loop: int
    rung: int
    channel: str
    kind: ChannelKind
    address: str
    number: int = 0
    failures: int = 0
    due_ms: int | None = None
    claimed_until_ms: int | None = None
    result: str | None = None


async def add(transaction: Transaction, attempt: Attempt) -> None:
    """*attempt* is to be made."""
    values: dict[str, Any] = {"version": attempt.version, "loop": attempt.loop, "rung": attempt.rung}
    values |= {"number": 0, "failures": 0, "due_at": attempt.due_ms}
    values |= {"kind": attempt.kind.value, "address": attempt.address, "channel": attempt.channel}
    await transaction.execute(insert(table).values(case=attempt.case.value, **values))


def _claimable(now_ms: int) -> Any:
    free = table.c.claimed_until.is_(None) | (table.c.claimed_until <= now_ms)
    # Only while the case waits for a human, and only for what the ladder's present loop has come to.
    waits = (_cases.c.state == CaseState.SENT.value) & _cases.c.spoken_at.is_(None)
    same = (_cases.c.version == table.c.version) & (_cases.c.loop == table.c.loop)
    return (table.c.due_at <= now_ms) & free & waits & same


async def due(transaction: Transaction, now_ms: int, *, most: int) -> list[Attempt]:
    """Those that may be claimed now, what has waited longest first."""
    both = table.join(_cases, table.c.case == _cases.c.id)
    found = select(table).select_from(both).where(_claimable(now_ms))
    return [_attempt(row) for row in await transaction.execute(found.order_by(table.c.due_at).limit(most))]


async def claim(transaction: Transaction, seen: Attempt, *, now_ms: int, until_ms: int) -> bool:
    """Whether *seen* is now for whoever asks, until then: nobody has claimed or tried it since."""
    free = table.c.claimed_until.is_(None) | (table.c.claimed_until <= now_ms)
    values = {"number": seen.number + 1, "claimed_until": until_ms, "begun_at": now_ms}
    mine = _named(seen) & (table.c.number == seen.number) & (table.c.due_at <= now_ms) & free
    return bool((await transaction.execute(update(table).where(mine).values(**values))).rowcount)


async def record(transaction: Transaction, after: Attempt, *, now_ms: int) -> bool:
    """The try with the number of *after* ended so, unless it has been tried again since."""
    values = {"result": after.result, "failures": after.failures, "due_at": after.due_ms}
    mine = _named(after) & (table.c.number == after.number)
    ended = update(table).where(mine).values(ended_at=now_ms, claimed_until=None, **values)
    return bool((await transaction.execute(ended)).rowcount)


async def settle(transaction: Transaction, case: CaseId, *, but_loop: int | None) -> None:
    """Nothing more is to be tried for *case*, but in *but_loop*."""
    mine = (table.c.case == case.value) & table.c.due_at.is_not(None)
    if but_loop is not None:
        mine &= table.c.loop != but_loop
    await transaction.execute(update(table).where(mine).values(due_at=None))


async def of_rung(transaction: Transaction, case: CaseId, loop: int, rung: int) -> list[Attempt]:
    """All of one rung in one loop, by channel."""
    there = (table.c.case == case.value) & (table.c.loop == loop) & (table.c.rung == rung)
    found = await transaction.execute(select(table).where(there).order_by(table.c.channel))
    return [_attempt(row) for row in found]


async def of_case(transaction: Transaction, case: CaseId) -> list[Attempt]:
    """All, in the order of the ladder."""
    order = (table.c.loop, table.c.rung, table.c.channel)
    found = await transaction.execute(select(table).where(table.c.case == case.value).order_by(*order))
    return [_attempt(row) for row in found]


def _named(attempt: Attempt) -> Any:
    place = (table.c.loop == attempt.loop) & (table.c.rung == attempt.rung)
    which = (table.c.case == attempt.case.value) & (table.c.version == attempt.version)
    return which & place & (table.c.channel == attempt.channel)


def _attempt(row: Row[Any]) -> Attempt:
    return Attempt(
        case=CaseId(row.case),
        version=row.version,
        loop=row.loop,
        rung=row.rung,
        channel=row.channel,
        kind=ChannelKind(row.kind),
        address=row.address,
        number=row.number,
        failures=row.failures,
        due_ms=row.due_at,
        claimed_until_ms=row.claimed_until,
        result=row.result,
    )
