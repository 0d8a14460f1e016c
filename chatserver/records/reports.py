# SPDX-License-Identifier: EUPL-1.2
"""Sealed reports, who can open them, and the recovery keys of agencies."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, insert, select

from chatserver.domain.ids import AgencyId, CaseId, StaffId
from chatserver.records import schema
from chatserver.records.store import Transaction

_sealed, _wraps, _recovery = schema.sealed, schema.wraps, schema.recovery_keys


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedReport:
    """One version of a case's report.  It prints as nothing."""

    case: CaseId
    version: int
    ciphertext: bytes
    size: int
    digest: bytes
    """SHA-256 of all that was submitted: a repeat is known by it."""

    def __repr__(self) -> str:
        return "<SealedReport>"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredWrap:
    """
    A content key, sealed.  *key*: fingerprint.

    *staff*: none where it is a recovery key.  *agency*: none where it is a supervisor's, or the author's.
    """

    key: bytes
    staff: StaffId | None
    agency: AgencyId | None
    sealed_for: AgencyId
    """What is sealed is bound to this name: whoever opens it says the same."""
    sealed: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryKey:
    """What lies in an agency's safe, the public half."""

    key: bytes
    agency: AgencyId
    report_key: bytes
    certificate: bytes


async def add(transaction: Transaction, report: SealedReport, *, now_ms: int) -> None:
    """*report* is stored."""
    values = {"case": report.case.value, "version": report.version, "ciphertext": report.ciphertext}
    values |= {"size": report.size, "digest": report.digest, "at": now_ms}
    await transaction.execute(insert(_sealed).values(**values))


async def find(transaction: Transaction, case: CaseId, version: int) -> SealedReport | None:
    """That version of the report of *case*, if there is one."""
    named = (_sealed.c.case == case.value) & (_sealed.c.version == version)
    row = (await transaction.execute(select(_sealed).where(named))).one_or_none()
    return None if row is None else _report(row)


async def add_wraps(
    transaction: Transaction, case: CaseId, version: int, wraps: Iterable[StoredWrap]
) -> None:
    """
    *wraps* open that version; one for a key that has one already through the same agency changes nothing.

    Whoever stands at two agencies gets it anew through the second, where nothing opens that came through the
    first.
    """
    there = {each.key: each.agency for each in await wraps_of(transaction, case, version)}
    for wrap in wraps:
        if wrap.key in there:
            if there[wrap.key] == wrap.agency:
                continue
            await transaction.execute(delete(_wraps).where(_of(case, version) & (_wraps.c.key == wrap.key)))
        there[wrap.key] = wrap.agency
        values: dict[str, Any] = {"case": case.value, "version": version, "key": wrap.key}
        values |= {"sealed": wrap.sealed, "sealed_for": wrap.sealed_for.value}
        values["staff"] = None if wrap.staff is None else wrap.staff.value
        values["agency"] = None if wrap.agency is None else wrap.agency.value
        await transaction.execute(insert(_wraps).values(**values))


async def wraps_of(transaction: Transaction, case: CaseId, version: int) -> list[StoredWrap]:
    """All that open that version, by fingerprint."""
    mine = select(_wraps).where(_of(case, version))
    return [_wrap(row) for row in await transaction.execute(mine.order_by(_wraps.c.key))]


def _of(case: CaseId, version: int) -> ColumnElement[bool]:
    return (_wraps.c.case == case.value) & (_wraps.c.version == version)


async def add_recovery(transaction: Transaction, recovery: RecoveryKey) -> None:
    """The agency has *recovery* from now on."""
    values = {"key": recovery.key, "agency": recovery.agency.value, "report_key": recovery.report_key}
    await transaction.execute(insert(_recovery).values(certificate=recovery.certificate, **values))


async def remove_recovery(transaction: Transaction, agency: AgencyId, key: bytes) -> bool:
    """Whether the agency had the recovery key with the fingerprint *key*, which it has no longer."""
    mine = (_recovery.c.agency == agency.value) & (_recovery.c.key == key)
    return bool((await transaction.execute(delete(_recovery).where(mine))).rowcount)


async def recovery_of(transaction: Transaction, agency: AgencyId) -> list[RecoveryKey]:
    """The recovery keys of *agency*."""
    mine = select(_recovery).where(_recovery.c.agency == agency.value).order_by(_recovery.c.key)
    return [
        RecoveryKey(key=r.key, agency=agency, report_key=r.report_key, certificate=r.certificate)
        for r in await transaction.execute(mine)
    ]


def _report(row: Row[Any]) -> SealedReport:
    return SealedReport(
        case=CaseId(row.case),
        version=row.version,
        ciphertext=row.ciphertext,
        size=row.size,
        digest=row.digest,
    )


def _wrap(row: Row[Any]) -> StoredWrap:
    return StoredWrap(
        key=row.key,
        staff=None if row.staff is None else StaffId(row.staff),
        agency=None if row.agency is None else AgencyId(row.agency),
        sealed_for=AgencyId(row.sealed_for),
        sealed=row.sealed,
    )
