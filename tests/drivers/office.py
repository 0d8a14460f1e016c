# SPDX-License-Identifier: EUPL-1.2
"""A helpline with cases: staff and officers with certified devices, agencies, real records."""

import base64
import datetime as dt
import hashlib
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from cryptography.hazmat.primitives.asymmetric import mlkem, x25519
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    MLKEM768X25519PublicKey,
    Suite,
)

from chatserver.domain.agencies import Agency, AgencyKind, Channel, ChannelKind, Directed, Rung
from chatserver.domain.deed_codes import DeedCode
from chatserver.domain.escalation import CaseState, CaseStatus, Urgency
from chatserver.domain.hours import Hours
from chatserver.domain.ids import AgencyId, CaseId, StaffId
from chatserver.domain.staff import REPORT_ROLES, Person, Role, Staff
from chatserver.records import agencies, cases, devices
from chatserver.records import staff as people
from chatserver.records.cases import StoredCase
from chatserver.records.devices import Device
from chatserver.records.store import Records
from chatserver.services.agencies import Directory
from chatserver.services.certification import Standards, Subject, issue
from chatserver.services.content import Content
from chatserver.services.content import read as read_content
from chatserver.services.escalations.keys import ReportKeys
from chatserver.services.escalations.whole import Escalations
from chatserver.services.ports import Clock, SystemChance
from chatserver.services.staff import StaffSeatInfo
from chatserver.signing import p256
from chatserver.signing.certificates import DeviceChain, seal_digest
from chatserver.signing.denied import make_denied
from chatserver.signing.issuing import Issuer
from chatserver.signing.keyfiles import write_public
from chatserver.signing.keyfolder import Demonstration, demonstration
from chatserver.signing.readings import Reading
from chatserver.signing.seals import ReportContext, _parts_of, pad_report, public_key_of, unpad_report
from chatserver.wire.cases import CaseAcknowledge, CaseDeed, CaseDo, CaseSubmit, CaseWrap
from tests.drivers.manual import HandClock

ZONE = ZoneInfo("Europe/Stockholm")
CONTENT = Path(__file__).resolve().parents[2] / "content" / "se"
SUITE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
PEOPLE = {
    "anna": Person("Anna", Role.COUNSELLOR),
    "bo": Person("Bo", Role.COUNSELLOR),
    "disa": Person("Disa", Role.SUPERVISOR),
    "elin": Person("Elin", Role.SUPERVISOR),
    "olle": Person("Olle", Role.OFFICER),
    "pia": Person("Pia", Role.OFFICER),
    "rut": Person("Rut", Role.OFFICER),
}
RUNGS = {"olle": ("ostersund", 0), "pia": ("ostersund", 1), "rut": ("sundsvall", 0)}
WAYS: Mapping[ChannelKind, str] = {ChannelKind.INBOX: "", ChannelKind.WEBHOOK: "https://{}.example/in"}
OSTERSUND, SUNDSVALL = AgencyId("ostersund"), AgencyId("sundsvall")


@dataclass(frozen=True)
class Colleague:
    """Somebody, with the keys of their one device.  *seed*: of their report key."""

    id: StaffId
    person: Person
    device: p256.PrivateKey = field(default_factory=p256.make_key)
    seed: bytes = field(default_factory=lambda: secrets.token_bytes(32))

    @property
    def who(self) -> StaffSeatInfo:
        """As the door knows them."""
        return StaffSeatInfo(self.id, self.person.name, self.person.role)

    @property
    def point(self) -> bytes:
        """Of the device."""
        return p256.point(self.device)

    @property
    def report_key(self) -> bytes:
        """X-Wing."""
        return public_key_of(self.seed)


@dataclass
class Office:
    """All of it.  `staff` by short names; Olle and Pia stand on the rungs of Östersund, Rut in Sundsvall."""

    records: Records
    clock: HandClock
    made: Demonstration
    cases: Escalations
    staff: dict[str, Colleague]
    content: Content
    page: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    """Seed of the key of Anna's page."""

    def who(self, name: str) -> StaffSeatInfo:
        """As the door knows them."""
        return self.staff[name].who

    def submission(
        self, *, to: str = "disa elin olle pia", text: str = "nothing", **changed: Any
    ) -> CaseSubmit:
        """A report that Anna's browser has sealed to those named, and to her own page."""
        keys = [*(self.staff[name].report_key for name in to.split()), public_key_of(self.page)]
        return sealed_to(keys, text, page=self.page, **changed)

    async def submitted(self, **changed: Any) -> CaseSubmit:
        """A submission that has come in, by Anna."""
        ask = self.submission(**changed)
        await self.cases.submitting.submit(self.who("anna"), ask)
        return ask

    async def sent(self, **changed: Any) -> CaseSubmit:
        """One that Disa has approved."""
        ask = await self.submitted(**changed)
        await self.do("disa", ask, CaseDeed.APPROVE)
        return ask

    async def do(self, name: str, ask: CaseSubmit, deed: CaseDeed, code: DeedCode | None = None) -> None:
        """Somebody does *deed*."""
        await self.cases.doing.do(self.who(name), CaseDo(ask.case, ask.version, deed, code))

    def signed(self, name: str, ask: CaseSubmit, **changed: Any) -> CaseAcknowledge:
        """What the device of *name* says once the report is open; with some of what is signed *changed*."""
        return signed_by(self.staff[name], ask, self.clock.now_ms(), **changed)

    async def read(self, name: str, ask: CaseSubmit) -> None:
        """Somebody acknowledges."""
        await self.cases.acknowledging.acknowledge(self.who(name), self.signed(name, ask))

    async def stored(self, ask: CaseSubmit) -> StoredCase:
        """The row."""
        async with self.records.read() as transaction:
            found = await cases.find(transaction, CaseId(ask.case))
        assert found is not None
        return found

    async def state(self, ask: CaseSubmit) -> CaseState:
        """Where it stands."""
        return (await self.stored(ask)).state

    async def certify(self, colleague: Colleague) -> None:
        """A registrar certifies their keys."""
        await certify(self.records, self.made.issuer, colleague, self.clock)

    def deny(self, colleague: Colleague) -> None:
        """The deny-list names their report key."""
        self._deny(seal_digest(colleague.report_key)[:16])

    def deny_certificate(self, certificate: bytes) -> None:
        """The deny-list names the serial of *certificate*."""
        self._deny(DeviceChain.parse(certificate).device.serial)

    def _deny(self, name: bytes) -> None:
        made = make_denied(self.made.issuer, [name], after=1, now=self.clock.now_ms() // 1000)
        write_public(self.made.denied, made.encode())


async def certify(records: Records, issuer: Issuer, colleague: Colleague, clock: Clock) -> None:
    """*issuer* certifies the keys of *colleague*."""
    chance, about = SystemChance(), Subject(colleague.point, seal_digest(colleague.report_key))
    talk = issue(issuer, Subject(colleague.point), colleague.person, clock=clock, chance=chance)
    async with records.write() as transaction:
        await devices.ask(transaction, Device(key=colleague.point, staff=colleague.id), now_ms=1)
        await devices.certify(transaction, colleague.point, talk.encode(), now_ms=1)
        if colleague.person.role in REPORT_ROLES:
            made = issue(issuer, about, colleague.person, clock=clock, chance=chance)
            await devices.offer_report_key(transaction, colleague.point, colleague.report_key)
            await devices.certify_report(transaction, colleague.point, made.encode())


def signed_by(reader: Colleague, ask: CaseSubmit, now_ms: int, **changed: Any) -> CaseAcknowledge:
    """What the device of *reader* says once the report is open; with some of what is signed *changed*."""
    said: dict[str, Any] = {
        "case": ask.case,
        "version": ask.version,
        "digest": hashlib.sha256(base64.b64decode(ask.ciphertext)).digest(),
        "officer": reader.id.value,
        "time_ms": now_ms,
    }
    text = Reading(**{**said, **changed}).signed_text()
    return CaseAcknowledge(
        case=ask.case,
        version=ask.version,
        device=text_of(reader.point),
        time=now_ms,
        signature=text_of(p256.sign(reader.device, text)),
    )


def text_of(content: bytes) -> str:
    """In base64."""
    return base64.b64encode(content).decode()


def sealed_to(keys: Sequence[bytes], text: str, *, page: bytes, **changed: Any) -> CaseSubmit:
    """A submission of *text* as a browser makes it, sealed to *keys*; *page*: seed of the page's own key."""
    case, version = changed.get("case", secrets.token_urlsafe(16)), changed.get("version", 1)
    agency = changed.get("agency", OSTERSUND.value)
    key, nonce = secrets.token_bytes(32), secrets.token_bytes(12)
    bound = f"lykta/report/v1|{case}|{version}".encode()
    sealed = nonce + AESGCM(key).encrypt(nonce, pad_report(text.encode()), bound)
    fields = {
        "case": case,
        "version": version,
        "urgency": Urgency.P0,
        "status": CaseStatus.ACTUAL,
        "agency": agency,
        "municipality": "2380",
        "ciphertext": text_of(sealed),
        "wraps": [wrap(key, each, agency=agency, case=case) for each in keys],
        "author_key": text_of(public_key_of(page)),
    }
    return CaseSubmit(**{**fields, **changed})


def wrap(key: bytes, to: bytes, *, agency: str, case: str) -> CaseWrap:
    """*key*, sealed as the console does."""
    name = hashlib.sha256(to).hexdigest()
    public = MLKEM768X25519PublicKey(
        mlkem.MLKEM768PublicKey.from_public_bytes(to[:1184]),
        x25519.X25519PublicKey.from_public_bytes(to[1184:]),
    )
    info = ReportContext(agency=agency, key=name, case=case).info()
    return CaseWrap(name, text_of(SUITE.encrypt(key, public, info)))


def opened(report: Any, seed: bytes) -> str:
    """What the owner of *seed* reads."""
    envelope, mine = report.envelope, hashlib.sha256(public_key_of(seed)).hexdigest()
    sealed = next(each.sealed for each in report.wraps if each.key == mine)
    info = ReportContext(agency=envelope.agency, key=mine, case=envelope.case).info()
    key = SUITE.decrypt(sealed, MLKEM768X25519PrivateKey(*_parts_of(seed)), info)
    bound = f"lykta/report/v1|{envelope.case}|{envelope.version}".encode()
    return unpad_report(AESGCM(key).decrypt(report.ciphertext[:12], report.ciphertext[12:], bound)).decode()


def directed(agency: AgencyId, code: str, rungs: int, ways: Mapping[ChannelKind, str] = WAYS) -> Directed:
    """An agency whose every rung is told by *ways*: addresses in which its name stands for {}."""
    phoned = {"verified_on": dt.date(2026, 1, 1), "valid_until": dt.date(2027, 1, 1)}
    channels = tuple(
        Channel(kind=kind, address=to.format(agency.value), **phoned) for kind, to in ways.items()
    )
    made = Agency(
        id=agency,
        name=agency.value.capitalize(),
        kind=AgencyKind.SOCIAL_SERVICES,
        municipalities=frozenset({code}),
        hours=Hours.parse("always"),
        demo=True,
    )
    return Directed(made, tuple(Rung(label=f"Rung {n}", channels=channels) for n in range(rungs)))


async def open_office(records: Records, folder: Path, clock: HandClock | None = None) -> Office:
    """An office on *records*, with keys in *folder*."""
    clock = clock or HandClock()
    made = demonstration(folder / "keys", helpline="Lykta", now=clock.now_ms() // 1000)
    standards = Standards(made.roots, demonstration=True)
    directory = Directory(records, ZONE, demo=True)
    keys = ReportKeys(standards, made.denied, clock)
    content = read_content(CONTENT, dt.date(2026, 11, 24))
    whole = Escalations.of(directory, keys, content, clock, "Lykta")
    staff = {name: Colleague(StaffId(name.ljust(22, "-")), person) for name, person in PEOPLE.items()}
    office = Office(records, clock, made, whole, staff, content)
    async with records.write() as transaction:
        for each in staff.values():
            await people.add(transaction, Staff(each.id, each.person, demo=True), now_ms=1)
        await agencies.put(transaction, directed(OSTERSUND, "2380", 2))
        await agencies.put(transaction, directed(SUNDSVALL, "2281", 1))
        for name, (agency, rung) in RUNGS.items():
            await agencies.stand(transaction, staff[name].id, AgencyId(agency), rung)
    for each in staff.values():
        await office.certify(each)
    return office
