# SPDX-License-Identifier: EUPL-1.2
"""Signed requests: HTTP Message Signatures (RFC 9421) with a digest of the body (RFC 9530), ECDSA P-256.

P-256 and not Ed25519 because agencies check with what their platforms have (.NET, hardware modules).  Only
this module knows the library; the receiver in ``deploy/examples`` is its other half.
"""

import hashlib
from collections.abc import MutableMapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from http_message_signatures import HTTPMessageSigner, algorithms

from chatserver.signing import p256

TAG: Final = "lykta-report"
"""What the signature is for: one made for anything else is no report's."""
LABEL: Final = "lykta"
COVERED: Final = (
    "@method",
    "@authority",
    "@target-uri",
    "content-digest",
    "content-type",
    "idempotency-key",
)
LIFE_SECONDS: Final = 120
"""Each attempt is signed anew: its signature need not outlive it by much, clocks being what they are."""
NONCE_BYTES: Final = 16
_SIGNER: Final = HTTPMessageSigner(signature_algorithm=algorithms.ECDSA_P256_SHA256)


@dataclass(slots=True)
class Unsigned:
    """A request as it is going to be sent; signing adds to its headers."""

    method: str
    url: str
    headers: MutableMapping[str, str]


def sign_request(request: Unsigned, body: bytes, key: p256.PrivateKey, *, now: int, nonce: bytes) -> None:
    """Add digest and signature to *request*, made *now* (seconds since 1970)."""
    prepared = _SIGNER.prepare(
        request,
        key_id=key_id(key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)),
        created=datetime.fromtimestamp(now, UTC),
        expires=datetime.fromtimestamp(now + LIFE_SECONDS, UTC),
        nonce=nonce.hex(),
        label=LABEL,
        tag=TAG,
        covered_component_ids=COVERED,
        body=body,
    )
    _SIGNER.apply(request, prepared, p256.sign(key, prepared.signature_base))


def key_id(public: bytes) -> str:
    """The name of a key (DER, SubjectPublicKeyInfo): whoever has the key can tell it."""
    return hashlib.sha256(public).hexdigest()[:32]
