# SPDX-License-Identifier: EUPL-1.2
"""A sealed report comes in, goes to another agency, or is sealed to more people.  Repeating is safe."""

import hashlib
from dataclasses import dataclass, replace
from typing import Final

import msgspec

from chatserver.domain.errors import (
    MalformedError,
    NoReaderError,
    NotAllowedNowError,
    NotYoursError,
    OutdatedError,
    TakenError,
    TooLargeError,
)
from chatserver.domain.escalation import BEGINS, Deed, check_actor, move
from chatserver.domain.ids import AgencyId, CaseId
from chatserver.domain.ladder import Standing, Terms, come
from chatserver.records import agencies, cases, reports
from chatserver.records.cases import StoredCase
from chatserver.records.reports import SealedReport, StoredWrap
from chatserver.records.store import Records, Transaction
from chatserver.services.agencies import Directory
from chatserver.services.escalations.acknowledging import check_has_read
from chatserver.services.escalations.book import (
    Done,
    Moment,
    actor_of,
    begin,
    change,
    check_version,
    doer_of,
    find_mine,
    with_rungs,
)
from chatserver.services.escalations.keys import Holder, ReportKeys, fingerprint, resolved, unpacked
from chatserver.services.ports import Clock
from chatserver.services.staff import StaffSeatInfo
from chatserver.signing.reportkeys import OfferedKey
from chatserver.signing.seals import PADDED_BYTES
from chatserver.wire.cases import CaseReroute, CaseSubmit, CaseWraps

AROUND_BYTES: Final = 12 + 16
"""Of a ciphertext: its nonce, and its tag."""
MAX_SEALED_BYTES: Final = 98_304
"""Of a submission: the report and all that opens it, before base64."""
_WRAP_BYTES: Final = 1_168


@dataclass(frozen=True, slots=True)
class Submitting:
    """What comes sealed out of a browser."""

    records: Records
    directory: Directory
    keys: ReportKeys
    terms: Terms
    clock: Clock

    async def submit(self, who: StaffSeatInfo, ask: CaseSubmit) -> None:
        """
        Store the report and begin its review; nothing depends on one browser any more.

        Raises:
            NotAllowedError: somebody who submits nothing.
            MalformedError: no such agency, or a length that no report has.
            TooLargeError: too much in all.
            TakenError: another report stands under this case and version.
            NotYoursError: another version of a case that somebody else has written.
            OutdatedError: not the version that comes next.
            NotAllowedNowError: it was not returned.
            NoReaderError: it is sealed to nobody who could open it.
        """
        check_actor(actor_of(who), Deed.SUBMIT)
        report, now = _report(ask), self.clock.now_ms()
        async with self.records.write() as transaction:
            stored = await reports.find(transaction, report.case, report.version)
            before = await cases.find(transaction, report.case)
            if stored is not None and before is not None:
                _check_repeated(who, before, stored, report)
                return
            wraps = await self._wraps(transaction, who, ask)
            after = await with_rungs(transaction, _next(who, ask, before, now))
            done = [Done(doer_of(who), Deed.SUBMIT, f"{ask.urgency.value}:{ask.status.value}:{ask.version}")]
            moment = Moment(now, self.terms)
            if before is None:
                await begin(transaction, after, done, moment)
            else:
                await change(transaction, before, after, done, moment)
            await reports.add(transaction, report, now_ms=now)
            await reports.add_wraps(transaction, report.case, report.version, wraps)

    async def seal_again(self, who: StaffSeatInfo, ask: CaseWraps) -> None:
        """
        Let more people at the same agency, and supervisors, open this version.

        Raises:
            NotYoursError, OutdatedError, NotAllowedNowError, MalformedError, NoReaderError: as above.
        """
        async with self.records.write() as transaction:
            case = await find_mine(transaction, who, ask.case)
            check_actor(actor_of(who), Deed.SEAL_AGAIN)
            check_version(case, ask.version)
            move(case.state, Deed.SEAL_AGAIN, case.status)
            known = await self._known(transaction, case.agency)
            await reports.add_wraps(
                transaction, case.id, case.version, resolved(ask.wraps, known, case.agency)
            )
            done = [Done(doer_of(who), Deed.SEAL_AGAIN, str(len(ask.wraps)))]
            await change(transaction, case, case, done, Moment(self.clock.now_ms(), self.terms))

    async def reroute(self, who: StaffSeatInfo, ask: CaseReroute) -> None:
        """
        It belongs to another agency, whose ladder begins at once.

        Raises:
            NotYoursError, OutdatedError, NotAllowedError, NotAllowedNowError, MalformedError, NoReaderError:
                as above; an officer must have read it themselves.
        """
        now = self.clock.now_ms()
        async with self.records.write() as transaction:
            case = await find_mine(transaction, who, ask.case)
            check_actor(actor_of(who), Deed.REROUTE)
            check_version(case, ask.version)
            await check_has_read(transaction, who, case)
            if ask.agency == case.agency.value:
                raise NotAllowedNowError("it is there")
            state = move(case.state, Deed.REROUTE, case.status)
            agency = await self._agency(transaction, ask.agency)
            wraps = resolved(ask.wraps, await self._known(transaction, agency), agency)
            if all(each.agency != agency for each in wraps):
                raise NoReaderError
            await reports.add_wraps(transaction, case.id, case.version, wraps)
            gone = replace(case, agency=agency, reached=-1, standing=come(case.standing, state, now))
            done = [Done(doer_of(who), Deed.REROUTE, agency.value)]
            await change(
                transaction, case, await with_rungs(transaction, gone), done, Moment(now, self.terms)
            )

    async def _wraps(self, transaction: Transaction, who: StaffSeatInfo, ask: CaseSubmit) -> list[StoredWrap]:
        agency = await self._agency(transaction, ask.agency)
        known = await self._known(transaction, agency)
        author = unpacked(ask.author_key)
        own = Holder(offered=OfferedKey(b"", author), name=who.name, role=who.role, staff=who.staff)
        wraps = resolved(ask.wraps, {**known, fingerprint(author): own}, agency)
        # The author's own copy alone is a report that nobody gets.
        resolved(
            [each for each in ask.wraps if bytes.fromhex(each.key) != fingerprint(author)], known, agency
        )
        return wraps

    async def _known(self, transaction: Transaction, agency: AgencyId) -> dict[bytes, Holder]:
        return {each.fingerprint: each for each in await self.keys.holders(transaction, agency)}

    async def _agency(self, transaction: Transaction, named: str) -> AgencyId:
        found = await agencies.find(transaction, AgencyId(named))
        if found is None or found.agency.demo is not self.directory.demo:
            raise MalformedError("no agency of that name")
        return found.agency.id


def _report(ask: CaseSubmit) -> SealedReport:
    ciphertext = unpacked(ask.ciphertext)
    size = len(ciphertext) - AROUND_BYTES
    if size not in PADDED_BYTES:
        raise MalformedError("a length that no report has")
    if len(ciphertext) + _WRAP_BYTES * len(ask.wraps) > MAX_SEALED_BYTES:
        raise TooLargeError("too much sealed")
    digest = hashlib.sha256(msgspec.json.encode(ask)).digest()
    case = CaseId(ask.case)
    return SealedReport(case=case, version=ask.version, ciphertext=ciphertext, size=size, digest=digest)


def _check_repeated(who: StaffSeatInfo, case: StoredCase, stored: SealedReport, report: SealedReport) -> None:
    if stored.digest != report.digest or case.author != who.staff:
        raise TakenError


def _next(who: StaffSeatInfo, ask: CaseSubmit, before: StoredCase | None, now: int) -> StoredCase:
    if before is None:
        return _first(who, ask, now)
    if before.author != who.staff:
        raise NotYoursError
    if ask.version != before.version + 1:
        raise OutdatedError
    standing = come(before.standing, move(before.state, Deed.SUBMIT, before.status), now)
    if ask.status is not before.status:
        raise MalformedError("a case stays what it is: actual, exercise or test")
    return replace(
        before,
        standing=replace(standing, urgency=ask.urgency),
        agency=AgencyId(ask.agency),
        municipality=ask.municipality,
        author_key=unpacked(ask.author_key),
        version=ask.version,
        code=None,
    )


def _first(who: StaffSeatInfo, ask: CaseSubmit, now: int) -> StoredCase:
    if ask.version != 1:
        raise OutdatedError
    return StoredCase(
        id=CaseId(ask.case),
        standing=Standing(urgency=ask.urgency, state=BEGINS, begun_ms=now, since_ms=now, rungs=0),
        status=ask.status,
        agency=AgencyId(ask.agency),
        municipality=ask.municipality,
        author=who.staff,
        author_key=unpacked(ask.author_key),
        version=1,
        submitted_ms=now,
    )
