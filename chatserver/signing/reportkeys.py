# SPDX-License-Identifier: EUPL-1.2
"""Whom a report may be sealed to: of the keys that are offered, those whose certificate is believed now.

The same as ``widget/core/src/reportKeys.ts``; both are held to ``tests/vectors/reportkeys.json``.  Knows
nothing of what is sealed (``seals.py``), nor of how reports travel.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from chatserver.signing.certificates import DeviceCertificate, seal_digest
from chatserver.signing.distrust import Distrust, DistrustError
from chatserver.signing.trust import Trust, verify_report


@dataclass(frozen=True, slots=True)
class OfferedKey:
    """A key as somebody offers it: nothing of it is believed yet."""

    certificate: bytes
    """Issuing || report."""
    seal_key: bytes
    """X-Wing."""


@dataclass(frozen=True, slots=True)
class SealableKey:
    """A key to seal to, and whose."""

    holder: DeviceCertificate
    seal_key: bytes


def verify_sealable(offered: OfferedKey, trust: Trust) -> SealableKey:
    """
    The key that is *offered*, if it may be sealed to now.

    Raises:
        DistrustError: it may not.
    """
    device = verify_report(offered.certificate, trust).device
    if seal_digest(offered.seal_key) != device.seal_digest:
        raise DistrustError(Distrust.FORGED, "the certificate names another key")
    return SealableKey(device, offered.seal_key)


def pick_report_keys(offered: Iterable[OfferedKey], trust: Trust) -> tuple[list[SealableKey], list[Distrust]]:
    """Of what is *offered* the keys that may be sealed to now, in their order, and why the others may not."""
    keys, refused = [], []
    for each in offered:
        try:
            keys.append(verify_sealable(each, trust))
        except DistrustError as distrusted:
            refused.append(distrusted.why)
    return keys, refused
