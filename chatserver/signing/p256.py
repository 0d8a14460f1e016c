# SPDX-License-Identifier: EUPL-1.2
"""P-256 as our formats write it: points of 65 bytes, signatures of 64 (r and s), ECDSA with SHA-256."""

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

POINT_BYTES = 65
SIGNATURE_BYTES = 64
_HALF = 32
_CURVE = ec.SECP256R1()

PrivateKey = ec.EllipticCurvePrivateKey


class BadSignatureError(Exception):
    """The key did not sign this."""


def make_key() -> PrivateKey:
    """A fresh key."""
    return ec.generate_private_key(_CURVE)


def point(key: PrivateKey) -> bytes:
    """The public point of *key*, uncompressed."""
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def is_point(public: bytes) -> bool:
    """Whether *public* is an uncompressed point that lies on the curve."""
    try:
        _public_key(public)
    except ValueError:
        return False
    return True


def sign(key: PrivateKey, message: bytes) -> bytes:
    """
    The signature of *message*.

    Deterministic (RFC 6979): a bad random number cannot give the key away, and vectors stay the same.
    """
    signature = key.sign(message, ec.ECDSA(hashes.SHA256(), deterministic_signing=True))
    r, s = utils.decode_dss_signature(signature)
    return r.to_bytes(_HALF, "big") + s.to_bytes(_HALF, "big")


def check(public: bytes, signature: bytes, message: bytes) -> None:
    """
    Nothing, if *public* has signed *message*.

    Raises:
        BadSignatureError: it has not.
        ValueError: *public* is no point.
    """
    r, s = (int.from_bytes(half, "big") for half in (signature[:_HALF], signature[_HALF:]))
    try:
        _public_key(public).verify(utils.encode_dss_signature(r, s), message, ec.ECDSA(hashes.SHA256()))
    except InvalidSignature:
        raise BadSignatureError from None


def _public_key(public: bytes) -> ec.EllipticCurvePublicKey:
    if len(public) != POINT_BYTES or public[0] != 4:  # noqa: PLR2004 - 4 is SEC 1's mark of an uncompressed point
        raise ValueError("not an uncompressed point of P-256")
    return ec.EllipticCurvePublicKey.from_encoded_point(_CURVE, public)
