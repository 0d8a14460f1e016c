# SPDX-License-Identifier: EUPL-1.2
"""How a case changes: with its deeds in the chain, in one transaction; and who may see it at all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from chatserver.domain.deeds import Doer, RecordedDeed
from chatserver.domain.errors import NotAllowedError, NotAllowedNowError, NotYoursError, OutdatedError
from chatserver.domain.escalation import EXERCISE_DEEDS, EXPIRES, Actor, CaseState, CaseStatus, Deed
from chatserver.domain.ids import CaseId
from chatserver.domain.ladder import HOUR_MS, Terms, next_due_ms
from chatserver.domain.staff import Role
from chatserver.records import agencies, attempts, cases, deeds
from chatserver.records.attempts import Attempt
from chatserver.records.cases import StoredCase
from chatserver.records.store import Transaction
from chatserver.services.deeds import put_on_record
from chatserver.services.staff import StaffSeatInfo

LADDER: Final = Doer(Actor.LADDER.value)
_ACTORS: Final[Mapping[Role, Actor]] = {
    Role.COUNSELLOR: Actor.COUNSELLOR,
    Role.SUPERVISOR: Actor.SUPERVISOR,
    Role.OFFICER: Actor.OFFICER,
}
EXPIRES_MS: Final[Mapping[CaseStatus, int]] = {
    CaseStatus.ACTUAL: 14 * 24 * HOUR_MS,
    CaseStatus.EXERCISE: 24 * HOUR_MS,
    CaseStatus.TEST: HOUR_MS,
}
"""How long what may end by itself stays as it is."""


@dataclass(frozen=True, slots=True)
class Done:
    """A deed as it goes on record.  *detail*: a code."""

    by: Doer
    deed: Deed
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """When something is done, and by which clocks what follows comes due."""

    now_ms: int
    terms: Terms


def actor_of(who: StaffSeatInfo) -> Actor:
    """
    As what *who* acts.

    Raises:
        NotAllowedError: their role has nothing to do with cases.
    """
    if who.role not in _ACTORS:
        raise NotAllowedError(f"a {who.role.value} does nothing to cases")
    return _ACTORS[who.role]


def doer_of(who: StaffSeatInfo) -> Doer:
    """*who*, as the chain has them."""
    return Doer(who.role.value, who.staff.value)


def expires_ms(case: StoredCase) -> int | None:
    """When *case* ends by itself; never, where it waits for a human."""
    if case.state not in EXPIRES[case.status]:
        return None
    return case.standing.since_ms + EXPIRES_MS[case.status]


def due_ms(case: StoredCase, terms: Terms) -> int | None:
    """When the ladder next has something to do."""
    # Of the ladder an exercise of our own has no clocks: its whole ladder is told at once.
    step = None if case.by_system else next_due_ms(case.standing, terms)
    moments = (step, expires_ms(case))
    return min((moment for moment in moments if moment is not None), default=None)


async def find_mine(transaction: Transaction, who: StaffSeatInfo, case: str) -> StoredCase:
    """
    The case called *case*.

    Raises:
        NotYoursError: it is none that *who* may see, or there is none: the answer is the same.
    """
    found = await cases.find(transaction, CaseId(case))
    if found is None or not await may_see(transaction, who, found):
        raise NotYoursError
    return found


async def may_see(transaction: Transaction, who: StaffSeatInfo, case: StoredCase) -> bool:
    """Whether *case* is theirs: by having written it, by supervising, or by a rung that it has come to."""
    if who.role is Role.OFFICER:
        mine = await agencies.rungs_of(transaction, who.staff)
        return any(rung <= case.reached for rung in mine.get(case.agency, ()))
    return who.role is Role.SUPERVISOR or case.author == who.staff


def check_version(case: StoredCase, version: int) -> None:
    """
    Nothing, if *version* is the newest of *case*.

    Raises:
        OutdatedError: it is not.
    """
    if version != case.version:
        raise OutdatedError


async def change(
    transaction: Transaction, seen: StoredCase, after: StoredCase, done: Sequence[Done], moment: Moment
) -> StoredCase:
    """
    *seen* becomes *after*, by what was *done*, if *transaction* is kept.

    Raises:
        BusyError: the case is not as it was seen.
        NotAllowedNowError: nobody does that to an exercise of our own.
    """
    if seen.by_system and not EXERCISE_DEEDS.issuperset(each.deed for each in done):
        raise NotAllowedNowError("it is an exercise of the helpline itself")
    kept = await _recorded(transaction, after, done, moment)
    await cases.put(transaction, kept, seen=seen.changed)
    if (seen.state, seen.standing.loop) != (after.state, after.standing.loop):
        climbs = after.state is CaseState.SENT
        await attempts.settle(transaction, after.id, but_loop=after.standing.loop if climbs else None)
    return kept


async def begin(
    transaction: Transaction, case: StoredCase, done: Sequence[Done], moment: Moment
) -> StoredCase:
    """*case* is new, by what was *done*, if *transaction* is kept."""
    kept = await _recorded(transaction, case, done, moment)
    await cases.add(transaction, kept)
    return kept


async def _recorded(
    transaction: Transaction, case: StoredCase, done: Sequence[Done], moment: Moment
) -> StoredCase:
    for each in done:
        recorded = RecordedDeed(
            at=moment.now_ms, doer=each.by, deed=each.deed.value, subject=case.id.value, detail=each.detail
        )
        await put_on_record(transaction, recorded)
    newest = await deeds.last(transaction)
    number = 0 if newest is None else newest.number
    return replace(case, changed=number, due_ms=due_ms(case, moment.terms))


async def with_rungs(transaction: Transaction, case: StoredCase) -> StoredCase:
    """*case* with as many rungs as its agency has now."""
    directed = await agencies.find(transaction, case.agency)
    rungs = 0 if directed is None else len(directed.rungs)
    return replace(case, standing=replace(case.standing, rungs=rungs))


async def arrive(transaction: Transaction, case: StoredCase, now_ms: int) -> tuple[StoredCase, list[Done]]:
    """*case* has come to its rung: those there may fetch it, and every channel of it is to be tried."""
    directed, standing = await agencies.find(transaction, case.agency), case.standing
    if directed is None or standing.state is not CaseState.SENT or standing.rung >= len(directed.rungs):
        return case, []
    for channel in directed.rungs[standing.rung].channels:
        await attempts.add(
            transaction,
            Attempt(
                case=case.id,
                version=case.version,
                loop=standing.loop,
                rung=standing.rung,
                channel=agencies.channel_id(case.agency, standing.rung, channel),
                kind=channel.kind,
                address=channel.address,
                due_ms=now_ms,
            ),
        )
    released = Done(LADDER, Deed.RELEASE, f"{standing.loop}.{standing.rung}")
    return replace(case, reached=max(case.reached, standing.rung)), [released]
