# SPDX-License-Identifier: EUPL-1.2
"""What people have said about a case: that they have read it, that they have phoned, and sealed notes."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, func, insert, select

from chatserver.domain.ids import CaseId, StaffId
from chatserver.domain.staff import Role
from chatserver.records import schema
from chatserver.records.store import Transaction

_read, _calls, _notes, _note_wraps = schema.acknowledgements, schema.calls, schema.notes, schema.note_wraps


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledgement:
    """An officer's word that they have read that version, as their device has signed it."""

    case: CaseId
    version: int
    loop: int
    officer: StaffId
    name: str
    device: bytes
    certificate: bytes
    signature: bytes
    time_ms: int
    at_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A telephone call."""

    id: str
    case: CaseId
    by: StaffId
    kind: str
    to: str
    named: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredNote:
    """A sealed note.  It prints as nothing."""

    id: str
    case: CaseId
    by: StaffId
    name: str
    role: Role
    to: str
    ciphertext: bytes
    digest: bytes
    at_ms: int
    wraps: tuple[tuple[bytes, bytes], ...]
    """Fingerprint, and the content key sealed to it."""

    def __repr__(self) -> str:
        return "<StoredNote>"


async def acknowledge(transaction: Transaction, read: Acknowledgement) -> None:
    """*read* stands from now on."""
    values: dict[str, Any] = {"case": read.case.value, "version": read.version, "loop": read.loop}
    values |= {"officer": read.officer.value, "name": read.name, "device": read.device}
    values |= {"certificate": read.certificate, "signature": read.signature}
    await transaction.execute(insert(_read).values(time=read.time_ms, at=read.at_ms, **values))


async def signed(transaction: Transaction, signature: bytes) -> bool:
    """Whether *signature* has counted already."""
    found = await transaction.execute(select(_read.c.case).where(_read.c.signature == signature))
    return found.first() is not None


async def acknowledgements(transaction: Transaction, case: CaseId) -> list[Acknowledgement]:
    """All of *case*, the first first."""
    mine = select(_read).where(_read.c.case == case.value)
    found = await transaction.execute(mine.order_by(_read.c.at, _read.c.officer))
    return [_acknowledgement(row) for row in found]


async def add_call(transaction: Transaction, call: Call, *, now_ms: int) -> None:
    """*call* is logged."""
    values = {"id": call.id, "case": call.case.value, "by": call.by.value, "kind": call.kind}
    await transaction.execute(insert(_calls).values(to=call.to, named=call.named, at=now_ms, **values))


async def find_call(transaction: Transaction, call: str) -> Call | None:
    """The call called *call*, if it is logged."""
    row = (await transaction.execute(select(_calls).where(_calls.c.id == call))).one_or_none()
    if row is None:
        return None
    whose = CaseId(row.case), StaffId(row.by)
    return Call(id=row.id, case=whose[0], by=whose[1], kind=row.kind, to=row.to, named=row.named)


async def count_calls(transaction: Transaction, case: CaseId) -> int:
    """How many calls about *case* are logged."""
    mine = select(func.count()).select_from(_calls).where(_calls.c.case == case.value)
    return int((await transaction.execute(mine)).scalar_one())


async def count_notes(transaction: Transaction, case: CaseId) -> int:
    """How many notes *case* has."""
    mine = select(func.count()).select_from(_notes).where(_notes.c.case == case.value)
    return int((await transaction.execute(mine)).scalar_one())


async def has_note(transaction: Transaction, case: CaseId, *, to: str, after_ms: int) -> bool:
    """Whether *case* has a note to those *to* name that is later than *after_ms*."""
    later = (_notes.c.case == case.value) & (_notes.c.to == to) & (_notes.c.at > after_ms)
    return (await transaction.execute(select(_notes.c.id).where(later).limit(1))).first() is not None


async def add_note(transaction: Transaction, note: StoredNote) -> None:
    """*note* is stored."""
    values: dict[str, Any] = {"id": note.id, "case": note.case.value, "by": note.by.value, "name": note.name}
    values |= {"role": note.role.value, "to": note.to, "ciphertext": note.ciphertext}
    await transaction.execute(insert(_notes).values(digest=note.digest, at=note.at_ms, **values))
    for key, sealed in note.wraps:
        await transaction.execute(insert(_note_wraps).values(note=note.id, key=key, sealed=sealed))


async def find_note(transaction: Transaction, note: str) -> StoredNote | None:
    """The note called *note*, if there is one."""
    row = (await transaction.execute(select(_notes).where(_notes.c.id == note))).one_or_none()
    return None if row is None else await _note(transaction, row)


async def notes_of(transaction: Transaction, case: CaseId) -> list[StoredNote]:
    """All of *case*, the first first."""
    mine = select(_notes).where(_notes.c.case == case.value).order_by(_notes.c.at, _notes.c.id)
    return [await _note(transaction, row) for row in (await transaction.execute(mine)).all()]


async def _note(transaction: Transaction, row: Row[Any]) -> StoredNote:
    wraps = select(_note_wraps).where(_note_wraps.c.note == row.id).order_by(_note_wraps.c.key)
    return StoredNote(
        id=row.id,
        case=CaseId(row.case),
        by=StaffId(row.by),
        name=row.name,
        role=Role(row.role),
        to=row.to,
        ciphertext=row.ciphertext,
        digest=row.digest,
        at_ms=row.at,
        wraps=tuple((each.key, each.sealed) for each in await transaction.execute(wraps)),
    )


def _acknowledgement(row: Row[Any]) -> Acknowledgement:
    return Acknowledgement(
        case=CaseId(row.case),
        version=row.version,
        loop=row.loop,
        officer=StaffId(row.officer),
        name=row.name,
        device=row.device,
        certificate=row.certificate,
        signature=row.signature,
        time_ms=row.time,
        at_ms=row.at,
    )
