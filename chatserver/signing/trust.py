# SPDX-License-Identifier: EUPL-1.2
"""Whether a staff certificate is believed.

The same checks in the same order as in the visitor's client (``widget/core/src/certificate.ts``); both
are held to ``tests/vectors/certificates.json``.  Decides only: the time, the roots and what is allowed
are given.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from chatserver.domain.staff import REPORT_ROLES
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
    issuing_name,
    seal_name,
)
from chatserver.signing.distrust import Distrust, DistrustError
from chatserver.signing.issuing import DAY_SECONDS, REPORT_DAYS

SLACK_SECONDS = 120
"""How far apart two honest clocks may be."""


class Timed(Protocol):
    """What is good from one moment to another."""

    @property
    def not_before(self) -> int:
        """Seconds since 1970."""

    @property
    def not_after(self) -> int:
        """Seconds since 1970."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trust:
    """What a check starts from."""

    helpline: str
    roots: tuple[bytes, ...]
    demo_allowed: bool
    now: int
    """Seconds since 1970."""
    denied: frozenset[bytes] = frozenset()
    """Serials, and names of issuing and of report keys, as the deny-list has them (``denied.py``)."""


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
    _check_talks(chain, trust, (chain.issuing, chain.device, identity.endorsement))
    return identity


def verify_device(content: bytes, trust: Trust) -> DeviceChain:
    """
    The chain in *content* (issuing, device), if its device may talk now.

    Raises:
        DistrustError: it may not; the first check that failed is its ``why``.
    """
    chain = DeviceChain.parse(content)
    _check_signatures(chain, trust.roots)
    _check_talks(chain, trust, (chain.issuing, chain.device))
    return chain


def verify_report(content: bytes, trust: Trust) -> DeviceChain:
    """
    The chain in *content* (issuing, report), if reports may be sealed to the key that it names now.

    Its issuer need only have been good when it signed: what it does later is the deny-list's.

    Raises:
        DistrustError: they may not; the first check that failed is its ``why``.
    """
    chain = DeviceChain.parse(content)
    _check_signatures(chain, trust.roots)
    _check_ours(chain, trust)
    check_time(chain.device, trust.now)
    if not chain.device.seal_digest:
        raise DistrustError(Distrust.WRONG_USE, "not for reports")
    _check_report(chain)
    _check_not_denied(chain, trust)
    return chain


def verify_made(content: bytes, trust: Trust) -> DeviceChain:
    """
    The chain in *content*, if it may be used now for what it was made for, whichever that is.

    Raises:
        DistrustError: it may not.
    """
    made_for_reports = bool(DeviceChain.parse(content).device.seal_digest)
    return verify_report(content, trust) if made_for_reports else verify_device(content, trust)


def _check_signatures(chain: DeviceChain, roots: Sequence[bytes]) -> None:
    check_rooted(chain.issuing, roots)
    try:
        p256.check(chain.issuing.key, chain.device.signature, chain.device.signed_text(chain.issuing))
    except p256.BadSignatureError:
        raise DistrustError(Distrust.FORGED, "the issuing key has not signed the device") from None


def check_rooted(issuing: IssuingCertificate, roots: Sequence[bytes]) -> None:
    """
    Nothing, if one of *roots* has signed *issuing*.

    Raises:
        DistrustError: unknown root.
    """
    if not any(_has_signed(root, issuing) for root in roots):
        raise DistrustError(Distrust.UNKNOWN_ROOT, "no root has signed the issuing certificate")


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


def _check_talks(chain: DeviceChain, trust: Trust, timed: Sequence[Timed]) -> None:
    _check_ours(chain, trust)
    for each in timed:
        check_time(each, trust.now)
    if chain.device.use is not Use.TALK:
        raise DistrustError(Distrust.WRONG_USE, "not for talking")
    _check_within(chain)
    _check_not_denied(chain, trust)


def _check_ours(chain: DeviceChain, trust: Trust) -> None:
    if chain.issuing.helpline != helpline_digest(trust.helpline):
        raise DistrustError(Distrust.WRONG_HELPLINE, "for another helpline")
    _check_demonstration(chain, allowed=trust.demo_allowed)


def _check_not_denied(chain: DeviceChain, trust: Trust) -> None:
    device = chain.device
    if trust.denied & {device.serial, issuing_name(chain.issuing.key), seal_name(device.seal_digest)}:
        raise DistrustError(Distrust.DENIED, "the deny-list names the device or its issuer")


def _check_demonstration(chain: DeviceChain, *, allowed: bool) -> None:
    marks = chain.issuing.demo, chain.device.demo
    if any(marks) and not allowed:
        raise DistrustError(Distrust.DEMONSTRATION, "a demonstration's certificate")
    if any(marks) and not all(marks):
        raise DistrustError(Distrust.FORGED, "issuer and device disagree about the demonstration")


def check_time(each: Timed, now: int) -> None:
    """
    Nothing, if *now* is within, give or take the slack.

    Raises:
        DistrustError: not yet, or expired.
    """
    if now + SLACK_SECONDS < each.not_before:
        raise DistrustError(Distrust.NOT_YET, "its time has not come")
    if now - SLACK_SECONDS > each.not_after:
        raise DistrustError(Distrust.EXPIRED, "its time is over")


def _check_within(chain: DeviceChain) -> None:
    issuing, device = chain.issuing, chain.device
    if device.not_before < issuing.not_before or device.not_after > issuing.not_after:
        raise DistrustError(Distrust.FORGED, "a device that outlives its issuer; a genuine issuer makes none")


def _check_report(chain: DeviceChain) -> None:
    issuing, device = chain.issuing, chain.device
    if device.role not in REPORT_ROLES:
        raise DistrustError(Distrust.FORGED, "a report key for somebody who opens none; no issuer makes one")
    if not issuing.not_before <= device.not_before <= issuing.not_after:
        raise DistrustError(Distrust.FORGED, "made before or after its issuer's time")
    if device.not_after - device.not_before > REPORT_DAYS * DAY_SECONDS:
        raise DistrustError(Distrust.FORGED, "a report key that lives too long; no issuer makes one")
