# SPDX-License-Identifier: EUPL-1.2
"""Those who sign: the helpline's root, which signs issuing keys, and issuing keys, which certify devices.

Both are private keys and live in ``lykta keys``, never in the server; the demonstration's are the exception.
"""

from dataclasses import dataclass, replace

from chatserver.domain.staff import Person
from chatserver.signing import p256
from chatserver.signing.certificates import (
    DeviceCertificate,
    DeviceChain,
    Endorsement,
    IssuingCertificate,
    Leaf,
    Use,
    helpline_digest,
)

DAY_SECONDS = 86_400
ISSUING_DAYS = 90
TALK_DAYS = 30
REPORT_DAYS = 365


@dataclass(frozen=True, slots=True, repr=False)
class Issuer:
    """An issuing key with its certificate."""

    key: p256.PrivateKey
    certificate: IssuingCertificate

    def certify(self, device_key: bytes, person: Person, *, serial: bytes, now: int) -> DeviceChain:
        """A certificate to talk for the device of *person*: 30 days, or as long as the issuer has left."""
        device = DeviceCertificate(
            demo=self.certificate.demo,
            use=Use.TALK,
            role=person.role,
            serial=serial,
            not_before=max(now, self.certificate.not_before),
            not_after=min(now + TALK_DAYS * DAY_SECONDS, self.certificate.not_after),
            key=device_key,
            name=person.name,
        )
        return DeviceChain(self.certificate, sign_device(self.key, self.certificate, device))

    def certify_report(
        self, device_key: bytes, digest: bytes, person: Person, *, serial: bytes, now: int
    ) -> DeviceChain:
        """
        A certificate for the report key with *digest* on the device of *person*: one year.

        It outlives its issuer: reports are sealed by whoever needs help today to who was certified last
        winter, and nobody should have to read out words four times a year for that.
        """
        device = DeviceCertificate(
            demo=self.certificate.demo,
            use=Use.REPORT,
            role=person.role,
            serial=serial,
            not_before=max(now, self.certificate.not_before),
            not_after=now + REPORT_DAYS * DAY_SECONDS,
            key=device_key,
            seal_digest=digest,
            name=person.name,
        )
        return DeviceChain(self.certificate, sign_device(self.key, self.certificate, device))


def make_issuer(root: p256.PrivateKey, *, helpline: str, demo: bool, now: int) -> Issuer:
    """A fresh issuing key of *helpline*, signed by *root*, for 90 days."""
    key = p256.make_key()
    unsigned = IssuingCertificate(
        demo=demo,
        helpline=helpline_digest(helpline),
        not_before=now,
        not_after=now + ISSUING_DAYS * DAY_SECONDS,
        key=p256.point(key),
    )
    return Issuer(key, sign_issuing(root, unsigned))


def sign_issuing(root: p256.PrivateKey, unsigned: IssuingCertificate) -> IssuingCertificate:
    """*unsigned* with the signature of *root*."""
    return replace(unsigned, signature=p256.sign(root, unsigned.signed_text()))


def sign_device(
    key: p256.PrivateKey, issuing: IssuingCertificate, unsigned: DeviceCertificate
) -> DeviceCertificate:
    """*unsigned* with the signature of the issuing *key*."""
    return replace(unsigned, signature=p256.sign(key, unsigned.signed_text(issuing)))


def sign_leaf(device: p256.PrivateKey, leaf: Leaf, unsigned: Endorsement) -> Endorsement:
    """*unsigned* with the signature of *device*; browsers do this themselves, tests and tools do it here."""
    return replace(unsigned, signature=p256.sign(device, unsigned.signed_text(leaf)))
