# SPDX-License-Identifier: EUPL-1.2
"""A passkey in software, with the browser around it: honest, unless a test tells it to be otherwise."""

import base64
import hashlib
import json
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import cbor2
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

PRESENT, VERIFIED, MAY_BE_COPIED, COPIED, ATTESTED = 0x01, 0x04, 0x08, 0x10, 0x40
ORIGIN = "http://localhost:8320"

Json = dict[str, Any]


@dataclass
class Authenticator:
    """One passkey.  ``lying(...)`` makes a twin of it that differs in what it says."""

    origin: str = ORIGIN
    rp_id: str | None = None
    """Another than the options say."""
    kind: str | None = None
    """Another type of client data than the ceremony's."""
    challenge: str | None = None
    """Another than the options say."""
    cross_origin: bool = False
    flags: int = PRESENT | VERIFIED
    count: int = 0
    counts: bool = False
    attestation: str = "none"
    cose: Any = None
    """Another public key than its own, as CBOR has it."""
    handle: str | None = None
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    credential: bytes = field(default_factory=lambda: hashlib.sha256(b"credential").digest())

    def lying(self, **changed: Any) -> "Authenticator":
        """The same passkey, but for what is *changed*."""
        return replace(self, **changed)

    def make(self, options: Json) -> Json:
        """``RegistrationResponseJSON`` for ``PublicKeyCredentialCreationOptionsJSON``."""
        self.handle = self.handle or options["user"]["id"]
        attested = self._authenticator_data(options["rp"]["id"], self.flags | ATTESTED) + self._attested()
        statement = {"fmt": self.attestation, "attStmt": {}, "authData": attested}
        response = {
            "clientDataJSON": self._client_data(options, "webauthn.create"),
            "attestationObject": text(cbor2.dumps(statement)),
            "transports": ["internal"],
        }
        return self._credential(response)

    def answer(self, options: Json) -> Json:
        """``AuthenticationResponseJSON`` for ``PublicKeyCredentialRequestOptionsJSON``."""
        self.count += self.counts
        said = self._authenticator_data(options["rpId"], self.flags)
        client_data = self._client_data(options, "webauthn.get")
        signed = said + hashlib.sha256(content(client_data)).digest()
        response = {
            "clientDataJSON": client_data,
            "authenticatorData": text(said),
            "signature": text(self.key.sign(signed, ec.ECDSA(hashes.SHA256()))),
            "userHandle": self.handle,
        }
        return self._credential(response)

    def make_u2f(self, options: Json) -> Json:
        """A genuine answer of an old security key, which attests itself by a certificate of its own."""
        made = self.make(options)
        client_data = content(made["response"]["clientDataJSON"])
        attested = self._authenticator_data(options["rp"]["id"], self.flags | ATTESTED) + self._attested()
        point = self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        signed = b"\0" + attested[:32] + hashlib.sha256(client_data).digest() + self.credential + point
        maker = ec.generate_private_key(ec.SECP256R1())
        statement = {"sig": maker.sign(signed, ec.ECDSA(hashes.SHA256())), "x5c": [certificate_of(maker)]}
        whole = {"fmt": "fido-u2f", "attStmt": statement, "authData": attested}
        return {**made, "response": {**made["response"], "attestationObject": text(cbor2.dumps(whole))}}

    def _credential(self, response: Json) -> Json:
        name = text(self.credential)
        extra = {"clientExtensionResults": {}, "authenticatorAttachment": "platform"}
        return {"id": name, "rawId": name, "type": "public-key", "response": response, **extra}

    def _client_data(self, options: Json, kind: str) -> str:
        said = {
            "type": self.kind or kind,
            "challenge": self.challenge or options["challenge"],
            "origin": self.origin,
            "crossOrigin": self.cross_origin,
        }
        return text(json.dumps(said).encode())

    def _authenticator_data(self, rp_id: str, flags: int) -> bytes:
        site = hashlib.sha256((self.rp_id or rp_id).encode()).digest()
        return site + bytes([flags]) + self.count.to_bytes(4, "big")

    def _attested(self) -> bytes:
        numbers = self.key.public_key().public_numbers()
        x, y = numbers.x.to_bytes(32, "big"), numbers.y.to_bytes(32, "big")
        cose = cbor2.dumps({1: 2, 3: -7, -1: 1, -2: x, -3: y})
        public = cose if self.cose is None else cbor2.dumps(self.cose)
        return bytes(16) + len(self.credential).to_bytes(2, "big") + self.credential + public


def certificate_of(key: ec.EllipticCurvePrivateKey) -> bytes:
    """A certificate that *key* has signed for itself (DER)."""
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "security key")])
    begin = datetime(2026, 1, 1, tzinfo=UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), 1, begin, begin + timedelta(days=9999))
    return made.sign(key, hashes.SHA256()).public_bytes(Encoding.DER)


def text(raw: bytes) -> str:
    """Base64url without padding."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def content(encoded: str) -> bytes:
    """What base64url without padding stands for."""
    return base64.urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4))
