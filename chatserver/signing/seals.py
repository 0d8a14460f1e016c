# SPDX-License-Identifier: EUPL-1.2
"""Reports sealed to an agency's key: HPKE (RFC 9180) with X-Wing, HKDF-SHA256 and AES-256-GCM.

For an agency that opens reports on a machine of its own.  The relay has neither the keys nor the
need: browsers seal and open (``volunteer_console/src/seal.ts``, which this must always agree with).
What is sealed says what for, as ``info``; before sealing it is padded to one of three lengths
(``u32`` length, report, zeros).
"""

import hashlib
import re
from dataclasses import dataclass
from typing import Final

from cryptography.exceptions import InvalidTag
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

SEED_BYTES: Final = 32
CONTENT_KEY_BYTES: Final = 32
NONCE_BYTES: Final = 12
_LABEL: Final = "lykta/report/v1"
PUBLIC_BYTES: Final = 1216
PADDED_BYTES: Final = (4_096, 16_384, 65_536)
_MLKEM_PUBLIC_BYTES: Final = 1184
_MLKEM_SEED_BYTES: Final = 64
_EXPANDED_BYTES: Final = 96
_PREFIX_BYTES: Final = 4
_NAME: Final = re.compile(r"[A-Za-z0-9._-]{1,64}")
_SUITE: Final = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


class SealError(Exception):
    """``context``, ``key``, ``too_long`` or ``closed``; of the last nothing says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportContext:
    """What a report is for.  Each is a name: letters, digits, dot, hyphen, underscore."""

    agency: str
    key: str
    """Which of the agency's keys."""
    case: str

    def info(self) -> bytes:
        """
        As HPKE binds it.

        Raises:
            SealError: ``context``.
        """
        names = (self.agency, self.key, self.case)
        if not all(_NAME.fullmatch(name) for name in names):
            raise SealError("context")
        return "|".join((_LABEL, *names)).encode()


def public_key_of(seed: bytes) -> bytes:
    """
    The public key of *seed*: ML-KEM's, then X25519's.

    Raises:
        SealError: ``key``.
    """
    kem, curve = _parts_of(seed)
    return kem.public_key().public_bytes_raw() + curve.public_key().public_bytes_raw()


def seal_report(report: bytes, public_key: bytes, context: ReportContext) -> bytes:
    """
    *report* for the owner of *public_key*: the encapsulated key, then the ciphertext.

    Raises:
        SealError: ``context``, ``key`` or ``too_long``.
    """
    return _sealed(pad_report(report), public_key, context)


def seal_content_key(content_key: bytes, public_key: bytes, context: ReportContext) -> bytes:
    """
    The key that a report is encrypted with, for the owner of *public_key*; it is not padded.

    Raises:
        SealError: ``context`` or ``key``.
    """
    if len(content_key) != CONTENT_KEY_BYTES:
        raise SealError("key")
    return _sealed(content_key, public_key, context)


def encrypt_report(report: bytes, content_key: bytes, nonce: bytes, *, case: str, version: int) -> bytes:
    """
    *report* as a case keeps it: the nonce, then AES-256-GCM of the padded report, bound to case and version.

    Raises:
        SealError: ``too_long``.
    """
    bound = f"{_LABEL}|{case}|{version}".encode()
    return nonce + AESGCM(content_key).encrypt(nonce, pad_report(report), bound)


def _sealed(content: bytes, public_key: bytes, context: ReportContext) -> bytes:
    info = context.info()
    if len(public_key) != PUBLIC_BYTES:
        raise SealError("key")
    kem, curve = public_key[:_MLKEM_PUBLIC_BYTES], public_key[_MLKEM_PUBLIC_BYTES:]
    try:
        to = MLKEM768X25519PublicKey(
            mlkem.MLKEM768PublicKey.from_public_bytes(kem), x25519.X25519PublicKey.from_public_bytes(curve)
        )
        return _SUITE.encrypt(content, to, info)
    except ValueError:
        raise SealError("key") from None


def open_report(sealed: bytes, seed: bytes, context: ReportContext) -> bytes:
    """
    What was sealed for *context* to the key of *seed*.

    Raises:
        SealError: ``context``, ``key`` or ``closed``.
    """
    info, own = context.info(), MLKEM768X25519PrivateKey(*_parts_of(seed))
    try:
        padded = _SUITE.decrypt(sealed, own, info)
    except (InvalidTag, ValueError):
        raise SealError("closed") from None
    return unpad_report(padded)


def pad_report(report: bytes) -> bytes:
    """
    *report* in the smallest length that holds it.

    Raises:
        SealError: ``too_long``.
    """
    whole = len(report).to_bytes(_PREFIX_BYTES, "big") + report
    size = next((size for size in PADDED_BYTES if size >= len(whole)), None)
    if size is None:
        raise SealError("too_long")
    return whole.ljust(size, b"\0")


def unpad_report(padded: bytes) -> bytes:
    """
    What was padded.

    Raises:
        SealError: ``closed``, unless *padded* is exactly what `pad_report` makes.
    """
    length = int.from_bytes(padded[:_PREFIX_BYTES], "big")
    report = padded[_PREFIX_BYTES : _PREFIX_BYTES + length]
    if len(report) != length or len(padded) not in PADDED_BYTES or pad_report(report) != padded:
        raise SealError("closed")
    return report


def _parts_of(seed: bytes) -> tuple[mlkem.MLKEM768PrivateKey, x25519.X25519PrivateKey]:
    """
    The two private keys of an X-Wing seed.

    X-Wing derives both from the seed; `cryptography` takes them apart and would take the seed itself for
    neither, so what X-Wing does inside is done here.
    """
    if len(seed) != SEED_BYTES:
        raise SealError("key")
    expanded = hashlib.shake_256(seed).digest(_EXPANDED_BYTES)
    kem, curve = expanded[:_MLKEM_SEED_BYTES], expanded[_MLKEM_SEED_BYTES:]
    return (
        mlkem.MLKEM768PrivateKey.from_seed_bytes(kem),
        x25519.X25519PrivateKey.from_private_bytes(curve),
    )
