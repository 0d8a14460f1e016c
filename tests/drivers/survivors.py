# SPDX-License-Identifier: EUPL-1.2
"""What must be true of every case that has gone through crashes, by the records and the agency's machine."""

import base64
import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import partial

from chatserver.domain.agencies import ChannelKind
from chatserver.domain.escalation import CaseState
from chatserver.records import attempts, deeds, readings, reports
from chatserver.records.attempts import Attempt
from chatserver.records.cases import StoredCase
from chatserver.records.store import Transaction
from chatserver.services.channels.channel import Errand, Result
from chatserver.services.escalations.keys import fingerprint
from chatserver.services.escalations.reading import report_of
from chatserver.signing.readings import Reading, check_reading
from chatserver.wire.cases import CaseSubmit
from chatserver.wire.sealed import Report
from tests.drivers.crashes import LEFT, Crashes
from tests.drivers.machines import Machine

Did = Counter[tuple[str, str, str]]


async def check(crashes: Crashes, asks: Iterable[CaseSubmit]) -> None:
    """None lost, none acknowledged by nobody, each delivered and shown once, to no key too many."""
    async with crashes.office.records.read() as transaction:
        links = await deeds.after(transaction, crashes.judged, most=10**9)
    of_case: defaultdict[str, Did] = defaultdict(Counter)
    for each in links:
        of_case[each.deed.subject][(each.deed.subject, each.deed.deed, each.deed.detail)] += 1
    crashes.judged = links[-1].number
    for ask in asks:
        async with crashes.office.records.read() as transaction:
            await _check_case(transaction, crashes, ask, of_case[ask.case])


async def _check_case(transaction: Transaction, crashes: Crashes, ask: CaseSubmit, did: Did) -> None:
    case = await crashes.office.stored(ask)
    sealed = await reports.find(transaction, case.id, 1)
    assert sealed is not None, "lost"
    assert sealed.ciphertext == base64.b64decode(ask.ciphertext), "lost"
    assert case.state is CaseState.OUTCOME
    await _check_read(transaction, case, sealed.ciphertext)
    rows = await attempts.of_case(transaction, case.id)
    assert all(row.result != Result.BROKEN.value for row in rows)
    key_of = partial(_key_of, report=report_of(case, sealed, [], "Lykta"))
    _check_delivered(crashes.machine, ask.case, {key_of(row): row for row in rows})
    assert {number for key, number in did.items() if key[1] != "tell"} == {1}, did
    told = {key[2] for key in did if key[1] == "tell"}
    assert told >= {f"{row.loop}.{row.rung}:{row.kind.value}" for row in rows if _is_good(row)}
    gone = fingerprint(crashes.office.staff[LEFT].report_key)
    assert gone not in {each.key for each in await reports.wraps_of(transaction, case.id, 1)}, "revoked key"
    assert gone.hex() not in crashes.machine.keys_of[ask.case], "revoked key"


def _check_delivered(machine: Machine, case: str, rows: dict[str, Attempt]) -> None:
    shown = machine.shown_of[case]
    assert shown, "never delivered"
    assert len(set(shown)) == len(shown), "shown twice"
    assert set(shown) <= {key for key, row in rows.items() if row.kind is ChannelKind.WEBHOOK}, "nobody knows"
    for key, row in rows.items():
        if row.result == Result.DELIVERED.value and row.kind is ChannelKind.WEBHOOK:
            assert key in machine.digests, "said to be delivered, and was not"
        if row.result == Result.BELL.value:
            assert machine.bells[key], "said to have rung, and has not"


async def _check_read(transaction: Transaction, case: StoredCase, ciphertext: bytes) -> None:
    found = await readings.acknowledgements(transaction, case.id)
    assert len(found) == 1, "acknowledged by nobody"
    said = Reading(
        case=case.id.value,
        version=1,
        digest=hashlib.sha256(ciphertext).digest(),
        officer=found[0].officer.value,
        time_ms=found[0].time_ms,
    )
    check_reading(found[0].device, found[0].signature, said)


def _key_of(row: Attempt, *, report: Report) -> str:
    return Errand(
        report=report, loop=row.loop, rung=row.rung, channel=row.channel, address=row.address
    ).idempotency_key


def _is_good(row: Attempt) -> bool:
    return row.result in {Result.DELIVERED.value, Result.BELL.value}
