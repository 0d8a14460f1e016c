# SPDX-License-Identifier: EUPL-1.2
"""Errands that carry a real sealed report, as a counsellor's browser would have sealed it."""

import hashlib
import secrets
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.asymmetric import mlkem, x25519
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, MLKEM768X25519PublicKey, Suite

from chatserver.domain.escalation import CaseStatus, Urgency
from chatserver.services.channels.channel import Errand
from chatserver.services.ports import SystemClock
from chatserver.signing.seals import ReportContext, pad_report, public_key_of
from chatserver.wire.sealed import Envelope, Report, Wrap

SEED = bytes(range(32))
CASE = "c4711kanariefagelcase"
CANARY = "kanariefågel-4711 bor på Storgatan"
AGENCY = "ostersund"
SUITE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


@dataclass(frozen=True)
class Sealed:
    """A report, sealed to the key of `SEED`."""

    padded: int
    ciphertext: bytes
    wrap: Wrap


def seal(text: str, *, case: str = CASE, version: int = 1) -> Sealed:
    """*text*, sealed as the console does."""
    content_key, nonce, padded = secrets.token_bytes(32), secrets.token_bytes(12), pad_report(text.encode())
    bound = f"lykta/report/v1|{case}|{version}".encode()
    public = public_key_of(SEED)
    name = hashlib.sha256(public).hexdigest()
    to = MLKEM768X25519PublicKey(
        mlkem.MLKEM768PublicKey.from_public_bytes(public[:1184]),
        x25519.X25519PublicKey.from_public_bytes(public[1184:]),
    )
    info = ReportContext(agency=AGENCY, key=name, case=case).info()
    wrap = Wrap(key=name, sealed=SUITE.encrypt(content_key, to, info))
    return Sealed(len(padded), nonce + AESGCM(content_key).encrypt(nonce, padded, bound), wrap)


def report(text: str = CANARY, **envelope: Any) -> Report:
    """A sealed report under its envelope; *envelope*: what differs from an ordinary one."""
    sealed = seal(text, case=envelope.get("case", CASE), version=envelope.get("version", 1))
    now = SystemClock().now_ms()
    whole: dict[str, Any] = {
        "case": CASE,
        "version": 1,
        "sent": now,
        "expires": now + 86_400_000,
        "sender": "Lykta",
        "agency": AGENCY,
        "urgency": Urgency.P0,
        "status": CaseStatus.ACTUAL,
        "message": "alert",
        "keys": (sealed.wrap.key,),
        "size": sealed.padded,
    }
    return Report(
        v=1, envelope=Envelope(**(whole | envelope)), ciphertext=sealed.ciphertext, wraps=(sealed.wrap,)
    )


def errand(address: str, **changed: Any) -> Errand:
    """An errand to *address*."""
    whole: dict[str, Any] = {"report": report(), "loop": 0, "rung": 1, "channel": "way-1"}
    return Errand(address=address, **(whole | changed))
