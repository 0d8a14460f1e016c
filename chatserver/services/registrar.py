# SPDX-License-Identifier: EUPL-1.2
"""What a registrar does, at the command line and never in the server: certify a device by its five words.

Those of a device with a report key are of both keys, and certify both.
The words are typed, not confirmed: whoever is shown five words and asked "are these right?" says yes.
"""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from chatserver.domain.deeds import Doer, OfficeDeed, RecordedDeed
from chatserver.domain.errors import CannotError
from chatserver.domain.ids import AgencyId
from chatserver.domain.staff import REPORT_ROLES, Person, Role, Staff
from chatserver.records import agencies, devices, reports
from chatserver.records import staff as people
from chatserver.records.devices import Device
from chatserver.records.reports import RecoveryKey
from chatserver.records.store import Records, Transaction
from chatserver.services.certification import Standards, Subject, issue
from chatserver.services.deeds import put_on_record
from chatserver.services.ports import Chance, Clock
from chatserver.signing import p256
from chatserver.signing.certificates import DeviceChain, issuing_name, seal_digest, seal_name
from chatserver.signing.distrust import DistrustError
from chatserver.signing.issuing import Issuer
from chatserver.signing.seals import PUBLIC_BYTES
from chatserver.signing.trust import verify_made
from chatserver.signing.words import device_words, recovery_words, report_words, same_words

_DENY_LIST: Final = "deny-list"


class CertifyError(CannotError):
    """A device that cannot be certified.  Nothing has changed."""


@dataclass(frozen=True, slots=True)
class Registrar:
    """Certifies with *issuer* what visitors will believe by *standards*."""

    records: Records
    standards: Standards
    issuer: Issuer
    clock: Clock
    chance: Chance

    async def waiting(self, named: str) -> Staff:
        """
        The one person whose name or id is *named* and who has a device.

        Raises:
            CertifyError: none, or several of that name.
        """
        async with self.records.read() as transaction:
            everybody = await people.everybody(transaction)
            found = [each for each in everybody if named in {each.person.name, each.id.value}]
            if len(found) > 1:
                ids = ", ".join(each.id.value for each in found)
                raise CertifyError(f"Several people are called {named}: name one by id ({ids}).")
            if not found:
                raise CertifyError(f"Nobody called {named} works here: see `lykta staff list`.")
            if not await devices.all_of(transaction, found[0].id):
                raise CertifyError(f"{named} has no device yet: they must sign in at the console first.")
        return found[0]

    async def certify(self, member: Staff, typed: str) -> list[DeviceChain]:
        """
        Certify that device of *member* whose five words were *typed*, and its report key if it has one.

        Raises:
            CertifyError: the words are those of none of them, or nobody would believe the result.
        """
        async with self.records.write() as transaction:
            own = await devices.all_of(transaction, member.id)
            device = self._named(member, own, typed)
            digest = b"" if device.report_key is None else seal_digest(device.report_key)
            made = [await self._put(transaction, Subject(device.key), member.person, OfficeDeed.CERTIFY)]
            if digest and _opens_reports(member):
                about = Subject(device.key, digest)
                made.append(await self._put(transaction, about, member.person, OfficeDeed.CERTIFY))
        return made

    async def certify_recovery(self, agency: AgencyId, public: bytes, typed: str) -> DeviceChain:
        """
        Certify *public* as a recovery key of *agency*, whose five words were *typed*; again, for a new year.

        Raises:
            CertifyError: no such agency, no key, other words, or nobody would believe the result.
        """
        if len(public) != PUBLIC_BYTES:
            raise CertifyError(f"A recovery key has {PUBLIC_BYTES} bytes: this has {len(public)}.")
        if not same_words(typed, recovery_words(public)):
            raise CertifyError(
                "These are not the words of this key. Nothing was certified: ask the agency to read "
                "them again, and if they are still others, somebody has put another key in its place."
            )
        # It has no device: nobody talks with it, and what is certified beside it is a key that nobody has.
        about = Subject(p256.point(p256.make_key()), seal_digest(public))
        chain = issue(self.issuer, about, _safe_of(agency), clock=self.clock, chance=self.chance)
        self._check(chain)
        made = RecoveryKey(
            key=seal_digest(public), agency=agency, report_key=public, certificate=chain.encode()
        )
        async with self.records.write() as transaction:
            if await agencies.find(transaction, agency) is None:
                raise CertifyError(f"There is no agency {agency.value}: see `lykta agency list`.")
            await reports.remove_recovery(transaction, agency, made.key)
            await reports.add_recovery(transaction, made)
            serial = chain.device.serial.hex()
            await self._did(transaction, OfficeDeed.CERTIFY, agency.value, f"recovery:{serial}")
        return chain

    async def ending(self, within_seconds: int | None) -> list[DeviceChain]:
        """What is believed now and ends *within* so long (None: all), what ends first before the rest."""
        async with self.records.read() as transaction:
            certificates = await devices.certificates(transaction)
        believed = [chain for each in certificates if (chain := self._believed(each))]
        latest = float("inf") if within_seconds is None else self.clock.now_ms() // 1000 + within_seconds
        return sorted((chain for chain in believed if chain.device.not_after <= latest), key=_end)

    async def renew(self, chosen: Sequence[DeviceChain]) -> list[DeviceChain]:
        """
        New certificates in the place of *chosen* ones, which are believed.

        Key, name and role are those that words were typed for, as the old certificate proves: whoever has
        taken the records can change what they say about a person, and gets nothing by it.

        Raises:
            CertifyError: visitors would not believe one of them; nothing has changed.
        """
        renewed = []
        async with self.records.write() as transaction:
            for each in chosen:
                person = Person(each.device.name, each.device.role)
                about = Subject(each.device.key, each.device.seal_digest)
                renewed.append(await self._put(transaction, about, person, OfficeDeed.RENEW))
        return renewed

    async def withdraw(self, denied: Container[bytes]) -> int:
        """Let devices whose serial, report key or issuing key is *denied* wait for new words; how many."""
        waiting = set()
        async with self.records.write() as transaction:
            for certificate in await devices.certificates(transaction):
                chain = DeviceChain.parse(certificate)
                if (
                    any(name in denied for name in names_of(chain))
                    or issuing_name(chain.issuing.key) in denied
                ):
                    withdraw = devices.withdraw_report if chain.device.seal_digest else devices.withdraw
                    await withdraw(transaction, chain.device.key)
                    waiting.add(chain.device.key)
        return len(waiting)

    async def certified(self, named: str) -> list[DeviceChain]:
        """
        The certificates, to talk and for reports, of the one person whose name or id is *named*.

        Raises:
            CertifyError: nobody, several, or none that has one.
        """
        member = await self.waiting(named)
        async with self.records.read() as transaction:
            own = await devices.all_of(transaction, member.id)
        kept = [each for device in own for each in (device.certificate, device.report_certificate)]
        chains = [DeviceChain.parse(each) for each in kept if each is not None]
        if not chains:
            raise CertifyError(f"{named} has no certified device: there is nothing to deny.")
        return chains

    def _believed(self, certificate: bytes) -> DeviceChain | None:
        try:
            return verify_made(certificate, self.standards.at(self.clock.now_ms()))
        except DistrustError:
            return None

    def _named(self, member: Staff, own: list[Device], typed: str) -> Device:
        for device in own:
            if same_words(typed, self._words(member, device)):
                return device
        raise CertifyError(
            "These are not the words of a device of theirs. Nothing was certified: ask them to read the five "
            "words again, and if they are still others, somebody may be in between."
        )

    def _words(self, member: Staff, device: Device) -> tuple[str, ...]:
        person, helpline = member.person, self.standards.roots.helpline
        if device.report_key is None or not _opens_reports(member):
            return device_words(device.key, helpline=helpline, role=person.role, name=person.name)
        return report_words(
            device.key, device.report_key, helpline=helpline, role=person.role, name=person.name
        )

    async def announce(self, names: Iterable[bytes]) -> None:
        """Put on record that the deny-list is about to be made anew: with *names* more, or as it is."""
        denied = [(OfficeDeed.DENY, name.hex()) for name in names]
        async with self.records.write() as transaction:
            for deed, subject in denied or [(OfficeDeed.RENEW, _DENY_LIST)]:
                await self._did(transaction, deed, subject)

    async def _did(self, transaction: Transaction, deed: OfficeDeed, subject: str, detail: str = "") -> None:
        doer, now = Doer("registrar", issuing_name(self.issuer.certificate.key).hex()), self.clock.now_ms()
        recorded = RecordedDeed(at=now, doer=doer, deed=deed, subject=subject, detail=detail)
        await put_on_record(transaction, recorded)

    async def _put(
        self, transaction: Transaction, about: Subject, person: Person, deed: OfficeDeed
    ) -> DeviceChain:
        chain = issue(self.issuer, about, person, clock=self.clock, chance=self.chance)
        self._check(chain)
        if about.digest:
            await devices.certify_report(transaction, about.key, chain.encode())
        else:
            await devices.certify(transaction, about.key, chain.encode(), now_ms=self.clock.now_ms())
        device = await devices.find(transaction, about.key)
        whose = "" if device is None else device.staff.value
        use = "report" if about.digest else "talk"
        await self._did(transaction, deed, whose, f"{use}:{chain.device.serial.hex()}")
        return chain

    def _check(self, chain: DeviceChain) -> None:
        standards = self.standards.at(self.clock.now_ms())
        if chain.device.seal_digest and seal_name(chain.device.seal_digest) in standards.denied:
            raise CertifyError(
                "That report key was denied and never comes back. Their console makes another one when it is "
                "opened: ask for the words that it shows then."
            )
        try:
            verify_made(chain.encode(), standards)
        except DistrustError as distrusted:
            raise CertifyError(
                f"Visitors would not believe this certificate ({distrusted.why.value}): "
                "check roots.json and the issuing key."
            ) from distrusted


def names_of(chain: DeviceChain) -> list[bytes]:
    """What the deny-list calls the certificate, and the report key that it names, if it does."""
    digest = chain.device.seal_digest
    return [chain.device.serial, seal_name(digest)] if digest else [chain.device.serial]


def _safe_of(agency: AgencyId) -> Person:
    return Person(f"Recovery key {agency.value}", Role.OFFICER)


def _opens_reports(member: Staff) -> bool:
    return member.person.role in REPORT_ROLES


def _end(chain: DeviceChain) -> int:
    return chain.device.not_after
