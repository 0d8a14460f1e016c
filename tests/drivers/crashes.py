# SPDX-License-Identifier: EUPL-1.2
"""A helpline whose nodes die at any moment, hundreds of cases through it, and what must be true after."""

import base64
import hashlib
import secrets
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import msgspec

from chatserver.domain.agencies import ChannelKind
from chatserver.domain.deed_codes import DeedCode
from chatserver.domain.errors import RefusedError
from chatserver.domain.escalation import CaseState
from chatserver.domain.ids import CaseId
from chatserver.records import attempts, deeds, readings, reports
from chatserver.records.cases import StoredCase
from chatserver.records.store import Records, Transaction
from chatserver.services.channels.channel import Errand, Result
from chatserver.services.deeds import verify
from chatserver.services.escalations.climbing import Climbing
from chatserver.signing.readings import Reading, check_reading
from chatserver.wire.cases import CaseDeed, CaseSubmit
from tests.drivers.ladders import Receiver, climbing_on
from tests.drivers.manual import CountedChance
from tests.drivers.office import Office, open_office

ROUND_MS = 20_000
MOST_ROUNDS = 400


class DiedError(Exception):
    """The process is gone, here."""


@dataclass
class Fate:
    """Lets a node die at one of *among* moments; counts at which."""

    chance: CountedChance
    among: int
    moments: Counter[str] = field(default_factory=Counter)
    is_on: bool = True

    def reach(self, moment: str) -> None:
        """A moment at which a process might die."""
        if self.is_on and self.draw(self.among) == 0:
            self.moments[moment] += 1
            raise DiedError(moment)

    def draw(self, among: int) -> int:
        """A number below *among*."""
        return int.from_bytes(self.chance.token(4), "big") % among


class MortalRecords(Records):
    """Real records of a node that may die: before it writes, before it is kept, and right after."""

    fate: Fate

    @asynccontextmanager
    async def write(self, *, unhurried: bool = False) -> AsyncIterator[Transaction]:
        """As the real one."""
        self.fate.reach("before writing")
        async with super().write(unhurried=unhurried) as transaction:
            yield transaction
            self.fate.reach("before it is kept")
        self.fate.reach("after it is kept")


@dataclass
class MortalReceiver(Receiver):
    """Another end that is away every third time."""

    fate: Fate | None = None

    async def send(self, kind: ChannelKind, errand: Errand) -> Result:
        """One try."""
        if self.fate is not None and self.fate.is_on and self.fate.draw(3) == 0:
            return Result.UNREACHABLE
        return await super().send(kind, errand)


@dataclass
class Crashes:
    """An office on mortal records, with two nodes, and what people have been told."""

    office: Office
    fate: Fate
    receiver: MortalReceiver
    nodes: list[Climbing]
    asks: dict[str, CaseSubmit] = field(default_factory=dict)

    async def run(self, count: int) -> None:
        """*count* cases, from submission until each has been read by a human."""
        template = self.office.submission()
        waiting = set()
        for _ in range(count):
            ask = msgspec.structs.replace(template, case=secrets.token_urlsafe(16))
            await self._until_answered(partial(self._submit, ask))
            self.asks[ask.case] = ask
            waiting.add(ask.case)
        for number in range(MOST_ROUNDS):
            self.fate.is_on = number < MOST_ROUNDS // 2
            await self._round()
            waiting = {each for each in waiting if not await self._acted(self.asks[each])}
            if not waiting:
                return
        raise AssertionError(f"{len(waiting)} cases never came to anybody")

    async def check(self) -> None:
        """None lost, none acknowledged by nobody, each delivered at least once and shown once."""
        await verify(self.office.records)
        async with self.office.records.read() as transaction:
            links = await deeds.after(transaction, None, most=10**9)
        did = Counter((each.deed.subject, each.deed.deed, each.deed.detail) for each in links)
        for ask in self.asks.values():
            async with self.office.records.read() as transaction:
                await self._check_case(transaction, ask, did)

    async def _check_case(
        self, transaction: Transaction, ask: CaseSubmit, did: Counter[tuple[str, str, str]]
    ) -> None:
        case = await self.office.stored(ask)
        sealed = await reports.find(transaction, case.id, 1)
        assert sealed is not None
        assert sealed.ciphertext == base64.b64decode(ask.ciphertext), "lost"
        assert case.state is CaseState.OUTCOME
        await self._check_read(transaction, case, sealed.ciphertext)
        keys = self.receiver.shown_of[ask.case]
        assert keys, "never delivered"
        assert len(set(keys)) == len(keys), "shown twice"
        rows = await attempts.of_case(transaction, case.id)
        good = [row for row in rows if row.result == Result.DELIVERED.value]
        assert len(keys) >= len(good), "said to be delivered, and was not"
        assert len(keys) <= len(rows), "delivered, and nobody knows of it"
        once = {key: number for key, number in did.items() if key[0] == ask.case and key[1] != "tell"}
        assert set(once.values()) == {1}, once
        told = {key[2] for key in did if key[0] == ask.case and key[1] == "tell"}
        assert told >= {f"{row.loop}.{row.rung}:{row.kind.value}" for row in good}

    async def _check_read(self, transaction: Transaction, case: StoredCase, ciphertext: bytes) -> None:
        (read,) = await readings.acknowledgements(transaction, case.id)
        digest = hashlib.sha256(ciphertext).digest()
        said = Reading(
            case=case.id.value,
            version=1,
            digest=digest,
            officer=read.officer.value,
            time_ms=read.time_ms,
        )
        check_reading(read.device, read.signature, said)

    async def _round(self) -> None:
        self.office.clock.forward(ROUND_MS)
        for number, node in enumerate(self.nodes):
            try:
                await node.step()
                for claimed in await node.claim():
                    await node.tell(claimed)
            except DiedError:
                # Nothing of it is left: whoever starts again has the records, and no memory.
                self.nodes[number] = self.node()

    def node(self) -> Climbing:
        """A node that has just started."""
        office = self.office
        return climbing_on(
            office.records, self.receiver, office.clock, chance=self.fate.chance, reach=self.fate.reach
        )

    async def _submit(self, ask: CaseSubmit) -> None:
        await self.office.cases.submitting.submit(self.office.who("anna"), ask)

    async def _acted(self, ask: CaseSubmit) -> bool:
        """Somebody looks at the case, if they think of it; whether it has come to its end."""
        state = await self.office.state(ask)
        if state is CaseState.IN_REVIEW and self.fate.draw(2):
            await self._tried(self.office.do("disa", ask, CaseDeed.APPROVE))
        # Nobody looks who was not told: what is never delivered never comes to its end.
        if state is CaseState.SENT and self.receiver.shown_of[ask.case] and self.fate.draw(9) == 0:
            name = ("olle", "pia")[self.fate.draw(2)]
            await self._tried(self.office.read(name, ask))
        if state is CaseState.ACKNOWLEDGED:
            reader = await self._reader(ask)
            await self._tried(self.office.do(reader, ask, CaseDeed.OUTCOME, DeedCode.SAFE_NOW))
        return state is CaseState.OUTCOME

    async def _reader(self, ask: CaseSubmit) -> str:
        async with self.office.records.read() as transaction:
            (read,) = await readings.acknowledgements(transaction, CaseId(ask.case))
        return read.officer.value.rstrip("-")

    async def _tried(self, work: Awaitable[None]) -> None:
        try:
            await work
        except (DiedError, RefusedError):
            return  # not yet theirs, or no answer came: they look again

    async def _until_answered(self, work: Callable[[], Awaitable[None]]) -> None:
        while True:
            try:
                return await work()
            except DiedError:
                continue


async def make_crashes(url: str, folder: Path, *, seed: int, among: int = 25) -> Crashes:
    """A helpline on the records at *url*; a process dies at one moment of *among*."""
    fate = Fate(CountedChance(seed * 1_000_000), among, is_on=False)
    records = MortalRecords.open(url)
    records.fate = fate
    office = await open_office(records, folder)
    crashes = Crashes(office, fate, MortalReceiver(fate=fate), [])
    crashes.nodes = [crashes.node() for _ in range(2)]
    fate.is_on = True
    return crashes
