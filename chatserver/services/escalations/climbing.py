# SPDX-License-Identifier: EUPL-1.2
"""The ladder at work: what is due in a case is done, and each channel of a rung is told, by whichever node.

Nothing is remembered here: what is to be done stands in the records, with its time.  Rule 1: a step is one
transaction.  Rule 2: a channel is claimed in one transaction, tried outside, and what came of it written in
another, if nobody has tried it since.  Whoever dies in between leaves a claim that runs out; the channel is
tried again under the same idempotency key.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final, Protocol

from chatserver.domain.agencies import ChannelKind
from chatserver.domain.escalation import CaseState, Deed, move
from chatserver.domain.ids import CaseId
from chatserver.domain.ladder import RAISED, Step, Terms, climb, come, due, mark, rebased, reopen
from chatserver.records import attempts, cases, reports
from chatserver.records.attempts import Attempt
from chatserver.records.cases import StoredCase
from chatserver.records.store import Records, Transaction
from chatserver.services.channels.channel import Errand, Result
from chatserver.services.channels.retrying import again_ms, is_good, roll, rung_fails
from chatserver.services.escalations.book import LADDER, Done, Moment, arrive, change, expires_ms, with_rungs
from chatserver.services.escalations.reading import report_of
from chatserver.services.ports import Chance, Clock

AT_ONCE: Final = 100
"""Cases, or channels, that one turn looks at."""
CLAIM_MS: Final = 40_000
"""How long a channel is one node's: a little longer than any channel takes."""


class Sender(Protocol):
    """``services.channels.dispatch``: tries once, and never fails."""

    async def send(self, kind: ChannelKind, errand: Errand) -> Result:
        """What came of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """
    What the ladder works with.

    *reach* is called at every moment at which the process might die: a test lets it, there.
    """

    records: Records
    terms: Terms
    sender: Sender
    clock: Clock
    chance: Chance
    helpline: str
    reach: Callable[[str], None] = lambda _moment: None
    at_once: int = AT_ONCE


@dataclass(frozen=True, slots=True)
class Claimed:
    """A channel that is this node's for a while, and what to send."""

    attempt: Attempt
    errand: Errand


class Climbing:
    """The ladder of every case."""

    def __init__(self, around: Surroundings) -> None:
        self._around = around

    async def step(self) -> None:
        """Do what is due now in every case."""
        async with self._around.records.read() as transaction:
            waiting = await cases.due(transaction, self._around.clock.now_ms(), most=self._around.at_once)
        for case in waiting:
            await self._take(case)

    async def claim(self) -> list[Claimed]:
        """Claim every channel that is to be tried now."""
        now = self._around.clock.now_ms()
        async with self._around.records.read() as transaction:
            waiting = await attempts.due(transaction, now, most=self._around.at_once)
        claimed = [await self._claimed(each, now) for each in waiting]
        return [each for each in claimed if each is not None]

    async def tell(self, claimed: Claimed) -> None:
        """Try the channel, and write down what came of it."""
        around = self._around
        around.reach("claimed")
        result = await around.sender.send(claimed.attempt.kind, claimed.errand)
        around.reach("sent")
        now = around.clock.now_ms()
        async with around.records.write() as transaction:
            case = await cases.find(transaction, claimed.attempt.case)
            if case is not None:
                await self._record(transaction, case, claimed.attempt, result, now)
            around.reach("recording")
        around.reach("recorded")

    async def _take(self, case: CaseId) -> None:
        around, now = self._around, self._around.clock.now_ms()
        async with around.records.write() as transaction:
            seen = await cases.find(transaction, case)
            if seen is None or seen.due_ms is None:
                return
            after, done = await _stepped(transaction, seen, Moment(now, around.terms))
            around.reach("stepping")
            await change(transaction, seen, after, done, Moment(now, around.terms))
            around.reach("stepped")
        around.reach("step kept")

    async def _claimed(self, waiting: Attempt, now: int) -> Claimed | None:
        around = self._around
        async with around.records.write() as transaction:
            mine = await attempts.claim(transaction, waiting, now_ms=now, until_ms=now + CLAIM_MS)
            case = await cases.find(transaction, waiting.case)
            if not mine or case is None or case.state is not CaseState.SENT:
                return None
            around.reach("claiming")
            if waiting.number == 0:
                told = Done(LADDER, Deed.TELL, f"{waiting.loop}.{waiting.rung}:{waiting.kind.value}")
                await change(transaction, case, case, [told], Moment(now, around.terms))
            errand = await self._errand(transaction, case, waiting)
        return Claimed(replace(waiting, number=waiting.number + 1), errand)

    async def _errand(self, transaction: Transaction, case: StoredCase, attempt: Attempt) -> Errand:
        sealed = await reports.find(transaction, case.id, attempt.version)
        if sealed is None:
            raise LookupError("a case without its report")
        wraps = await reports.wraps_of(transaction, case.id, attempt.version)
        theirs = [each for each in wraps if each.agency == case.agency]
        return Errand(
            report=report_of(case, sealed, theirs, self._around.helpline),
            loop=attempt.loop,
            rung=attempt.rung,
            channel=attempt.channel,
            address=attempt.address,
        )

    async def _record(
        self, transaction: Transaction, case: StoredCase, tried: Attempt, result: Result, now: int
    ) -> None:
        urgency, failures = case.standing.urgency, 0 if is_good(result) else tried.failures + 1
        wait = again_ms(urgency, result, failures, roll(self._around.chance))
        again = None if wait is None else now + wait
        after = replace(tried, result=result.value, failures=failures, due_ms=again)
        recorded = await attempts.record(transaction, after, now_ms=now)
        if recorded and await _is_given_up(transaction, case, tried):
            moment = Moment(now, self._around.terms)
            up, done = await _climbed(transaction, case, now)
            await change(transaction, case, up, done, moment)


async def _stepped(
    transaction: Transaction, seen: StoredCase, moment: Moment
) -> tuple[StoredCase, list[Done]]:
    now = moment.now_ms
    case = replace(seen, standing=rebased(seen.standing, now))
    end = expires_ms(case)
    if end is not None and end <= now:
        state = move(case.state, Deed.EXPIRE, case.status)
        return replace(case, standing=come(case.standing, state, now)), [Done(LADDER, Deed.EXPIRE)]
    done: list[Done] = []
    for each in due(case.standing, now, moment.terms):
        case, more = await _one(transaction, case, each.step, now)
        done += more
        if each.step is Step.REOPEN:
            break
    return case, done


async def _one(
    transaction: Transaction, case: StoredCase, step: Step, now: int
) -> tuple[StoredCase, list[Done]]:
    if step in RAISED:
        raised = replace(case, standing=mark(case.standing, step))
        return raised, [Done(LADDER, Deed.RAISE, step.value)]
    if step is Step.CLIMB:
        return await _climbed(transaction, case, now)
    again = await with_rungs(transaction, replace(case, standing=reopen(case.standing, now)))
    again, released = await arrive(transaction, again, now)
    return again, [Done(LADDER, Deed.REOPEN), *released]


async def _climbed(transaction: Transaction, case: StoredCase, now: int) -> tuple[StoredCase, list[Done]]:
    fresh = await with_rungs(transaction, case)
    return await arrive(transaction, replace(fresh, standing=climb(fresh.standing, now)), now)


async def _is_given_up(transaction: Transaction, case: StoredCase, tried: Attempt) -> bool:
    standing = case.standing
    here = (tried.version, tried.loop, tried.rung) == (case.version, standing.loop, standing.rung)
    # The last rung has its whole time: else a helpline without network would go round as fast as it can.
    if not here or case.state is not CaseState.SENT or standing.rung + 1 >= standing.rungs:
        return False
    rung = await attempts.of_rung(transaction, case.id, standing.loop, standing.rung)
    return all(each.result for each in rung) and rung_fails(standing.urgency, _best(rung))


def _best(rung: Iterable[Attempt]) -> Mapping[ChannelKind, Result]:
    best: dict[ChannelKind, Result] = {}
    for each in rung:
        result = Result(str(each.result))
        if each.kind not in best or is_good(result):
            best[each.kind] = result
    return best
