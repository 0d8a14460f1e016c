# SPDX-License-Identifier: EUPL-1.2
"""Whether a staff certificate is believed.

The same checks in the same order as in the visitor's client (``widget/core/src/certificate.ts``); both
are held to ``tests/vectors/certificates.json``.  Decides only: the time, the roots and what is allowed
are given.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from chatserver.signing import p256
from chatserver.signing.certificates import (
    DeviceCertificate,
    DeviceChain,
    Endorsement,
    IssuingCertificate,
    Leaf,
    StaffIdentity,
    Use,
    helpline_digest,
)
from chatserver.signing.distrust import Distrust, DistrustError

SLACK_SECONDS = 120
"""How far apart two honest clocks may be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trust:
    """What a check starts from."""

    helpline: str
    roots: tuple[bytes, ...]
    demo_allowed: bool
    now: int
    """Seconds since 1970."""


def verify_identity(content: bytes, trust: Trust, *, conversation: bytes, leaf_key: bytes) -> StaffIdentity:
    """
    The identity in *content*, if it may talk in *conversation* with *leaf_key*.

    Raises:
        DistrustError: it may not; the first check that failed is its ``why``.
    """
    identity = StaffIdentity.parse(content)
    chain = identity.chain
    leaf = Leaf(helpline=helpline_digest(trust.helpline), conversation=conversation, key=leaf_key)
    _check_signatures(chain, trust.roots)
    _check_endorsed(chain.device, identity.endorsement, leaf)
    _check_facts(chain, trust, (chain.issuing, chain.device, identity.endorsement))
    return identity


def verify_device(content: bytes, trust: Trust) -> DeviceChain:
    """
    The chain in *content* (issuing, device), if its device may talk now.

    Raises:
        DistrustError: it may not; the first check that failed is its ``why``.
    """
    chain = DeviceChain.parse(content)
    _check_signatures(chain, trust.roots)
    _check_facts(chain, trust, (chain.issuing, chain.device))
    return chain


def _check_signatures(chain: DeviceChain, roots: Sequence[bytes]) -> None:
    if not any(_has_signed(root, chain.issuing) for root in roots):
        raise DistrustError(Distrust.UNKNOWN_ROOT, "no root has signed the issuing certificate")
    try:
        p256.check(chain.issuing.key, chain.device.signature, chain.device.signed_text(chain.issuing))
    except p256.BadSignatureError:
        raise DistrustError(Distrust.FORGED, "the issuing key has not signed the device") from None


def _has_signed(root: bytes, issuing: IssuingCertificate) -> bool:
    try:
        p256.check(root, issuing.signature, issuing.signed_text())
    except p256.BadSignatureError:
        return False
    return True


def _check_endorsed(device: DeviceCertificate, endorsement: Endorsement, leaf: Leaf) -> None:
    try:
        p256.check(device.key, endorsement.signature, endorsement.signed_text(leaf))
    except p256.BadSignatureError:
        raise DistrustError(Distrust.FORGED, "the device has not endorsed this leaf") from None


def _check_facts(
    chain: DeviceChain, trust: Trust, timed: Sequence[IssuingCertificate | DeviceCertificate | Endorsement]
) -> None:
    if chain.issuing.helpline != helpline_digest(trust.helpline):
        raise DistrustError(Distrust.WRONG_HELPLINE, "for another helpline")
    _check_demonstration(chain, allowed=trust.demo_allowed)
    for each in timed:
        _check_time(each, trust.now)
    _check_within(chain)
    if chain.device.use is not Use.TALK:
        raise DistrustError(Distrust.WRONG_USE, "not for talking")


def _check_demonstration(chain: DeviceChain, *, allowed: bool) -> None:
    marks = chain.issuing.demo, chain.device.demo
    if any(marks) and not allowed:
        raise DistrustError(Distrust.DEMONSTRATION, "a demonstration's certificate")
    if any(marks) and not all(marks):
        raise DistrustError(Distrust.FORGED, "issuer and device disagree about the demonstration")


def _check_time(each: IssuingCertificate | DeviceCertificate | Endorsement, now: int) -> None:
    if now + SLACK_SECONDS < each.not_before:
        raise DistrustError(Distrust.NOT_YET, "its time has not come")
    if now - SLACK_SECONDS > each.not_after:
        raise DistrustError(Distrust.EXPIRED, "its time is over")


def _check_within(chain: DeviceChain) -> None:
    issuing, device = chain.issuing, chain.device
    if device.not_before < issuing.not_before or device.not_after > issuing.not_after:
        raise DistrustError(Distrust.FORGED, "a device that outlives its issuer; a genuine issuer makes none")
