# SPDX-License-Identifier: EUPL-1.2
"""The judge of escalations through crashes must find what is broken: one guard at a time is taken away."""

import re
import secrets
import traceback
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import InvalidRequestError

from chatserver.domain.escalation import CaseState, Deed, move
from chatserver.domain.ladder import come
from chatserver.records import attempts, cases
from chatserver.records.migrate import migrate
from chatserver.records.store import Records, Transaction, records_url
from chatserver.services.channels import webhook
from chatserver.services.channels.channel import Errand, Result
from chatserver.services.escalations import keys
from chatserver.services.escalations.book import LADDER, Done, Moment, change
from chatserver.services.escalations.climbing import Claimed, Climbing
from tests.conftest import is_thorough
from tests.drivers.crashes import open_crashes
from tests.drivers.mortal import MortalRecords
from tests.drivers.survivors import check
from tests.property.test_escalations_survive import SEED, pytest_asyncio_loop_factories, quiet

__all__ = ["pytest_asyncio_loop_factories", "quiet"]

COUNT = 24


def forget_a_commit(patch: pytest.MonkeyPatch) -> None:
    """One transaction of thirty is answered, and was not kept."""
    real = MortalRecords.write

    @asynccontextmanager
    async def write(self: MortalRecords, *, unhurried: bool = False) -> AsyncIterator[Transaction]:
        try:
            async with real(self, unhurried=unhurried) as transaction:
                yield transaction
                if self.fate.draw(30) == 0:
                    await transaction.rollback()
        except InvalidRequestError:
            return  # as SQLAlchemy says it: there is nothing left to keep

    patch.setattr(MortalRecords, "write", write)


def write_down_before_sending(patch: pytest.MonkeyPatch) -> None:
    """*Delivered* stands in the records before anything is sent."""
    real = Climbing.tell

    async def tell(self: Climbing, claimed: Claimed) -> None:
        around, tried = self._around, claimed.attempt
        good = Result.BELL if tried.kind.value == "smtp" else Result.DELIVERED
        async with around.records.write() as transaction:
            after = replace(tried, result=good.value, due_ms=None)
            await attempts.record(transaction, after, now_ms=around.clock.now_ms())
        await real(self, claimed)

    patch.setattr(Climbing, "tell", tell)


def acknowledge_by_a_machines_answer(patch: pytest.MonkeyPatch) -> None:
    """A bell that was taken, and the code that comes back for it, count as read."""
    real = Climbing._record

    async def record(self: Climbing, transaction: Transaction, *told: Any) -> None:
        await real(self, transaction, *told)
        seen, _, result, now = told
        case = await cases.find(transaction, seen.id)
        if result is Result.BELL and case is not None and case.state is CaseState.SENT:
            state = move(case.state, Deed.ACKNOWLEDGE, case.status)
            read = replace(case, standing=come(case.standing, state, now))
            moment = Moment(now, self._around.terms)
            await change(transaction, case, read, [Done(LADDER, Deed.ACKNOWLEDGE, "1")], moment)

    patch.setattr(Climbing, "_record", record)


def seal_to_a_revoked_key(patch: pytest.MonkeyPatch) -> None:
    """Every key is believed."""
    patch.setattr(keys, "_is_believed", lambda _offered, _trust: True)


def take_a_new_key_for_each_try(patch: pytest.MonkeyPatch) -> None:
    """A repeat does not say that it is one."""
    real = webhook._headers

    def headers(errand: Errand) -> Mapping[str, str]:
        return {**real(errand), "Idempotency-Key": f'"{secrets.token_hex(16)}"'}

    patch.setattr(webhook, "_headers", headers)


SABOTAGES: dict[Callable[[pytest.MonkeyPatch], None], str] = {
    forget_a_commit: "lost|misfit|Counter",
    write_down_before_sending: "said to be delivered|said to have rung",
    acknowledge_by_a_machines_answer: "acknowledged by nobody",
    seal_to_a_revoked_key: "revoked key",
    take_a_new_key_for_each_try: "nobody knows",
}


@pytest.mark.skipif(not is_thorough(), reason="seconds each: make test-all")
@pytest.mark.parametrize("sabotage", SABOTAGES, ids=lambda sabotage: sabotage.__name__)
async def test_the_judge_finds_what_is_broken(
    sabotage: Callable[[pytest.MonkeyPatch], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Red for each, for the reason that it has."""
    url = records_url(None, tmp_path)
    records = Records.open(url)
    await migrate(records)
    await records.close()
    sabotage(monkeypatch)
    monkeypatch.setattr("tests.drivers.crashes.MOST_ROUNDS", 120)
    async with open_crashes(url, tmp_path, seed=SEED, among=150, houses=1) as crashes:
        with pytest.raises((AssertionError, ExceptionGroup)) as found:
            await check(crashes, await crashes.run(COUNT))
        why = "".join(traceback.format_exception(found.value))
        assert re.search(SABOTAGES[sabotage], why)
