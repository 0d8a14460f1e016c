# SPDX-License-Identifier: EUPL-1.2
"""Sealed questions of officers, and answers to them."""

import hashlib
from dataclasses import dataclass

import msgspec

from chatserver.domain.errors import NoReaderError, TakenError
from chatserver.domain.escalation import Deed, check_actor, move
from chatserver.domain.ladder import Terms
from chatserver.records import readings
from chatserver.records.cases import StoredCase
from chatserver.records.readings import StoredNote
from chatserver.records.store import Records, Transaction
from chatserver.services.escalations.acknowledging import check_has_read
from chatserver.services.escalations.book import (
    Done,
    Moment,
    actor_of,
    change,
    check_version,
    doer_of,
    find_mine,
)
from chatserver.services.escalations.keys import ReportKeys, fingerprint, packed, unpacked
from chatserver.services.ports import Clock
from chatserver.services.staff import StaffSeatInfo
from chatserver.wire.cases import CaseWrap, Note, Notes, NoteTo, NoteWrite


@dataclass(frozen=True, slots=True)
class Noting:
    """Takes notes, and gives them to those they are sealed to."""

    records: Records
    keys: ReportKeys
    terms: Terms
    clock: Clock

    async def write(self, who: StaffSeatInfo, ask: NoteWrite) -> None:
        """
        Store a note; repeating is safe.

        Raises:
            NotYoursError, NotAllowedError, NotAllowedNowError, OutdatedError: as of any deed.
            TakenError: another note stands under this name.
            NoReaderError: it is sealed to nobody it is for.
        """
        deed = Deed.ASK if ask.to is NoteTo.AUTHOR else Deed.ANSWER
        digest, now = hashlib.sha256(msgspec.json.encode(ask)).digest(), self.clock.now_ms()
        async with self.records.write() as transaction:
            case = await find_mine(transaction, who, ask.case)
            stored = await readings.find_note(transaction, ask.note)
            if stored is not None:
                if stored.digest != digest or stored.by != who.staff:
                    raise TakenError
                return
            check_actor(actor_of(who), deed)
            check_version(case, ask.version)
            move(case.state, deed, case.status)
            await check_has_read(transaction, who, case)
            note = StoredNote(
                id=ask.note,
                case=case.id,
                by=who.staff,
                name=who.name,
                role=who.role,
                to=ask.to.value,
                ciphertext=unpacked(ask.ciphertext),
                digest=digest,
                at_ms=now,
                wraps=await self._wraps(transaction, who, case, ask),
            )
            await readings.add_note(transaction, note)
            await change(transaction, case, case, [Done(doer_of(who), deed)], Moment(now, self.terms))

    async def read(self, who: StaffSeatInfo, case: str) -> Notes:
        """
        All notes of *case*, with what opens them for *who*.

        Raises:
            NotYoursError: none that they may see.
        """
        async with self.records.read() as transaction:
            found = await find_mine(transaction, who, case)
            keys = await self.keys.own(transaction, who.staff)
            if found.author == who.staff:
                keys |= {fingerprint(found.author_key)}
            stored = await readings.notes_of(transaction, found.id)
        return Notes(packed(found.author_key), [_shown(note, keys) for note in stored])

    async def _wraps(
        self, transaction: Transaction, who: StaffSeatInfo, case: StoredCase, ask: NoteWrite
    ) -> tuple[tuple[bytes, bytes], ...]:
        author = {fingerprint(case.author_key)}
        agency = {each.fingerprint for each in await self.keys.holders(transaction, case.agency)}
        readers = author if ask.to is NoteTo.AUTHOR else agency
        own = author if case.author == who.staff else await self.keys.own(transaction, who.staff)
        pairs = [(bytes.fromhex(each.key), unpacked(each.sealed)) for each in ask.wraps]
        if readers.isdisjoint(key for key, _ in pairs):
            raise NoReaderError
        return tuple({key: sealed for key, sealed in pairs if key in readers | own}.items())


def _shown(note: StoredNote, keys: frozenset[bytes]) -> Note:
    return Note(
        note=note.id,
        to=NoteTo(note.to),
        by=note.name,
        role=note.role,
        at=note.at_ms,
        ciphertext=packed(note.ciphertext),
        wraps=[CaseWrap(key.hex(), packed(sealed)) for key, sealed in note.wraps if key in keys],
    )
