# SPDX-License-Identifier: EUPL-1.2
"""What a registrar does, at the command line and never in the server: certify a device by its five words.

The words are typed, not confirmed: whoever is shown five words and asked "are these right?" says yes.
"""

from collections.abc import Container, Sequence
from dataclasses import dataclass

from chatserver.domain.errors import CannotError
from chatserver.domain.staff import Person, Staff
from chatserver.records import devices
from chatserver.records import staff as people
from chatserver.records.devices import Device
from chatserver.records.store import Records
from chatserver.services.certification import Standards, issue
from chatserver.services.ports import Chance, Clock
from chatserver.signing.certificates import DeviceChain, issuing_name
from chatserver.signing.distrust import DistrustError
from chatserver.signing.issuing import Issuer
from chatserver.signing.trust import verify_device
from chatserver.signing.words import device_words, same_words


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

    async def certify(self, member: Staff, typed: str) -> DeviceChain:
        """
        Certify that device of *member* whose five words were *typed*.

        Raises:
            CertifyError: the words are those of none of them, or visitors would not believe the result.
        """
        async with self.records.write() as transaction:
            own = await devices.all_of(transaction, member.id)
            device = self._named(member, own, typed)
            chain = issue(self.issuer, device.key, member.person, clock=self.clock, chance=self.chance)
            self._check(chain)
            await devices.certify(transaction, device.key, chain.encode(), now_ms=self.clock.now_ms())
        return chain

    async def ending(self, within_seconds: int | None) -> list[DeviceChain]:
        """Devices that are believed now and end *within* so long (None: all), who is first to end first."""
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
                key, person = each.device.key, Person(each.device.name, each.device.role)
                chain = issue(self.issuer, key, person, clock=self.clock, chance=self.chance)
                self._check(chain)
                await devices.certify(transaction, key, chain.encode(), now_ms=self.clock.now_ms())
                renewed.append(chain)
        return renewed

    async def withdraw(self, denied: Container[bytes]) -> int:
        """Let devices whose serial or issuing key is *denied* wait for new words; how many."""
        count = 0
        async with self.records.write() as transaction:
            for certificate in await devices.certificates(transaction):
                chain = DeviceChain.parse(certificate)
                if chain.device.serial in denied or issuing_name(chain.issuing.key) in denied:
                    await devices.withdraw(transaction, chain.device.key)
                    count += 1
        return count

    async def certified(self, named: str) -> list[DeviceChain]:
        """
        The certificates of the one person whose name or id is *named*.

        Raises:
            CertifyError: nobody, several, or none that has one.
        """
        member = await self.waiting(named)
        async with self.records.read() as transaction:
            own = await devices.all_of(transaction, member.id)
        chains = [DeviceChain.parse(device.certificate) for device in own if device.certificate is not None]
        if not chains:
            raise CertifyError(f"{named} has no certified device: there is nothing to deny.")
        return chains

    def _believed(self, certificate: bytes) -> DeviceChain | None:
        try:
            return verify_device(certificate, self.standards.at(self.clock.now_ms()))
        except DistrustError:
            return None

    def _named(self, member: Staff, own: list[Device], typed: str) -> Device:
        person, helpline = member.person, self.standards.roots.helpline
        for device in own:
            words = device_words(device.key, helpline=helpline, role=person.role, name=person.name)
            if same_words(typed, words):
                return device
        raise CertifyError(
            "These are not the words of a device of theirs. Nothing was certified: ask them to read the five "
            "words again, and if they are still others, somebody may be in between."
        )

    def _check(self, chain: DeviceChain) -> None:
        try:
            verify_device(chain.encode(), self.standards.at(self.clock.now_ms()))
        except DistrustError as distrusted:
            raise CertifyError(
                f"Visitors would not believe this certificate ({distrusted.why.value}): "
                "check roots.json and the issuing key."
            ) from distrusted


def _end(chain: DeviceChain) -> int:
    return chain.device.not_after
