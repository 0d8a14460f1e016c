# SPDX-License-Identifier: EUPL-1.2
"""Deeds by one word: approved, returned, accepted, declined, closed; and calls that somebody has made."""

from dataclasses import dataclass, replace
from typing import Final

from chatserver.domain.deed_codes import check_code
from chatserver.domain.errors import TakenError
from chatserver.domain.escalation import (
    Deed,
    check_actor,
    check_break_glass,
    check_four_eyes,
    move,
)
from chatserver.domain.ladder import Terms, come, log_call, release, reopen
from chatserver.records import readings
from chatserver.records.cases import StoredCase
from chatserver.records.readings import Call
from chatserver.records.store import Records, Transaction
from chatserver.services.escalations.acknowledging import check_has_read
from chatserver.services.escalations.book import (
    Done,
    Moment,
    actor_of,
    arrive,
    change,
    check_version,
    doer_of,
    find_mine,
    with_rungs,
)
from chatserver.services.ports import Clock
from chatserver.services.staff import StaffSeatInfo
from chatserver.wire.cases import CallKind, CaseCall, CaseDo

_APPROVALS: Final = frozenset({Deed.APPROVE, Deed.BREAK_GLASS})
_ARRIVALS: Final = _APPROVALS | {Deed.REOPEN}
"""Deeds after which the first rung has it."""


@dataclass(frozen=True, slots=True)
class Doing:
    """What people do to cases by one word."""

    records: Records
    terms: Terms
    clock: Clock

    async def do(self, who: StaffSeatInfo, ask: CaseDo) -> None:
        """
        Do it.  Asking to join where somebody asks already changes nothing.

        Raises:
            MalformedError: a code that does not go with the deed, or none where one must.
            NotYoursError: none that they may see.
            NotAllowedError: it is for others; or they approve what they wrote; or nobody's life is in danger.
            OutdatedError: there is a newer version.
            NotAllowedNowError: not in the state that it is in; or an officer has not read it.
        """
        deed, now = Deed(ask.deed.value), self.clock.now_ms()
        check_code(deed, ask.code)
        async with self.records.write() as transaction:
            case = await find_mine(transaction, who, ask.case)
            check_actor(actor_of(who), deed)
            check_version(case, ask.version)
            move(case.state, deed, case.status)
            await _check(transaction, who, case, deed, now)
            if deed is Deed.JOINED_ASKED and case.asked_by is not None:
                return
            code = None if ask.code is None else ask.code.value
            after = await _after(transaction, replace(case, code=code or case.code), deed, now)
            after = _asking(after, who, deed, now)
            done = [Done(doer_of(who), deed, code or "")]
            if deed in _ARRIVALS:
                after, released = await arrive(transaction, after, now)
                done += released
            await change(transaction, case, after, done, Moment(now, self.terms))

    async def call(self, who: StaffSeatInfo, ask: CaseCall) -> None:
        """
        Log a call; repeating is safe.

        One to the agency that names a person stops the ladder.  112 comes first, and stops nothing.

        Raises:
            TakenError: another call stands under this name.
            NotYoursError, NotAllowedError, NotAllowedNowError: as above.
        """
        now = self.clock.now_ms()
        async with self.records.write() as transaction:
            case = await find_mine(transaction, who, ask.case)
            call = Call(
                id=ask.call,
                case=case.id,
                by=who.staff,
                kind=ask.kind.value,
                to=ask.to,
                named=ask.named.strip(),
            )
            logged = await readings.find_call(transaction, call.id)
            if logged is not None:
                if logged != call:
                    raise TakenError
                return
            check_actor(actor_of(who), Deed.CALL_LOGGED)
            move(case.state, Deed.CALL_LOGGED, case.status)
            await readings.add_call(transaction, call, now_ms=now)
            named = bool(call.named) and ask.kind is CallKind.AGENCY
            after = replace(case, standing=log_call(case.standing, now, named=named))
            done = [
                Done(doer_of(who), Deed.CALL_LOGGED, f"{ask.kind.value}:{'named' if named else 'unnamed'}")
            ]
            await change(transaction, case, after, done, Moment(now, self.terms))


async def _check(
    transaction: Transaction, who: StaffSeatInfo, case: StoredCase, deed: Deed, now: int
) -> None:
    if deed is Deed.APPROVE:
        check_four_eyes(case.author, who.staff)
    elif deed is Deed.BREAK_GLASS:
        check_break_glass(case.standing.urgency, case.standing.since_ms, now)
    else:
        await check_has_read(transaction, who, case)


def _asking(case: StoredCase, who: StaffSeatInfo, deed: Deed, now: int) -> StoredCase:
    """Who asks to join: since they did, until somebody takes the case on anew."""
    if deed is Deed.JOINED_ASKED:
        return replace(case, asked_by=who.staff, asked_ms=now)
    return replace(case, asked_by=None, asked_ms=None) if deed is Deed.ACCEPT else case


async def _after(transaction: Transaction, case: StoredCase, deed: Deed, now: int) -> StoredCase:
    if deed in _APPROVALS:
        sent = await with_rungs(transaction, replace(case, standing=release(case.standing, now)))
        return replace(sent, released_ms=now, break_glass=deed is Deed.BREAK_GLASS)
    if deed is Deed.REOPEN:
        return await with_rungs(transaction, replace(case, standing=reopen(case.standing, now)))
    return replace(case, standing=come(case.standing, move(case.state, deed, case.status), now))
