# SPDX-License-Identifier: EUPL-1.2
"""Opens a sealed report with the agency's own key, on a machine that the network does not reach.

It stands alone: Python and ``cryptography`` are enough.

    python opening.py make agency.seed            makes a key, and prints what the helpline needs of it
    python opening.py open REPORT.json agency.seed    prints the report

How a report is sealed: a random content key encrypts it (AES-256-GCM, padded to 4, 16 or 64 kB, bound to
case and version); the content key is sealed to each key of the agency with HPKE (RFC 9180: X-Wing,
HKDF-SHA256, AES-256-GCM), whose ``info`` says agency, key and case.
"""

import argparse
import base64
import hashlib
import json
import os
import secrets
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import mlkem, x25519
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, MLKEM768X25519PrivateKey, Suite

SEED_BYTES: Final = 32
_LABEL: Final = "lykta/report/v1"
_MLKEM_SEED_BYTES: Final = 64
_EXPANDED_BYTES: Final = 96
_NONCE_BYTES: Final = 12
_PREFIX_BYTES: Final = 4
_PADDED_BYTES: Final = (4_096, 16_384, 65_536)
_SUITE: Final = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


class OpeningError(Exception):
    """A report that this key does not open, with a line that says what is known of the reason."""


def open_report(body: bytes, seed: bytes) -> bytes:
    """
    The report in *body*, as the webhook brought it.

    Raises:
        OpeningError: it carries none, was not sealed to this key, or was changed.
    """
    try:
        carried = json.loads(body)
        envelope, ciphertext = carried["envelope"], base64.b64decode(carried.get("ciphertext", ""))
    except (ValueError, KeyError, TypeError):
        raise OpeningError("This is no report.") from None
    if not ciphertext:
        raise OpeningError(f"No report is carried: {envelope.get('status')}, {envelope.get('message')}.")
    try:
        return _unpadded(_decrypted(ciphertext, _content_key(carried, envelope, seed), envelope))
    except (InvalidTag, ValueError, KeyError, TypeError):
        raise OpeningError("It stays closed: changed on the way, or sealed for something else.") from None


def public_key_of(seed: bytes) -> bytes:
    """The public key of *seed*: ML-KEM-768's (1184), then X25519's (32)."""
    kem, curve = _parts_of(seed)
    return kem.public_key().public_bytes_raw() + curve.public_key().public_bytes_raw()


def _content_key(carried: Any, envelope: Any, seed: bytes) -> bytes:
    own = hashlib.sha256(public_key_of(seed)).hexdigest()
    wraps = [wrap for wrap in carried.get("wraps", ()) if wrap["key"] == own]
    if not wraps:
        raise OpeningError(f"It is not sealed to this key ({own}).")
    info = "|".join((_LABEL, envelope["agency"], own, envelope["case"])).encode()
    key = MLKEM768X25519PrivateKey(*_parts_of(seed))
    return _SUITE.decrypt(base64.b64decode(wraps[0]["sealed"]), key, info)


def _decrypted(ciphertext: bytes, content_key: bytes, envelope: Any) -> bytes:
    bound = f"{_LABEL}|{envelope['case']}|{envelope['version']}".encode()
    return AESGCM(content_key).decrypt(ciphertext[:_NONCE_BYTES], ciphertext[_NONCE_BYTES:], bound)


def _unpadded(padded: bytes) -> bytes:
    length = int.from_bytes(padded[:_PREFIX_BYTES], "big")
    report, rest = padded[_PREFIX_BYTES : _PREFIX_BYTES + length], padded[_PREFIX_BYTES + length :]
    size = next((size for size in _PADDED_BYTES if size >= _PREFIX_BYTES + length), None)
    if len(padded) != size or any(rest):
        raise ValueError("padding")
    return report


def _parts_of(seed: bytes) -> tuple[mlkem.MLKEM768PrivateKey, x25519.X25519PrivateKey]:
    # X-Wing makes both keys from the seed; `cryptography` takes them apart.
    expanded = hashlib.shake_256(seed).digest(_EXPANDED_BYTES)
    return (
        mlkem.MLKEM768PrivateKey.from_seed_bytes(expanded[:_MLKEM_SEED_BYTES]),
        x25519.X25519PrivateKey.from_private_bytes(expanded[_MLKEM_SEED_BYTES:]),
    )


def _make(path: Path) -> None:
    seed = secrets.token_bytes(SEED_BYTES)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(seed)
    public = public_key_of(seed)
    sys.stdout.write(f"{hashlib.sha256(public).hexdigest()}\n{base64.b64encode(public).decode()}\n")
    # Apart from the key, which is sent: whoever swaps it on the way must not find the words beside it.
    sys.stderr.write(f"Its five words, to be read out on the telephone: {' '.join(words_of(public))}\n")


def words_of(public: bytes) -> list[str]:
    """The five words of a public key; the helpline certifies it only once somebody has typed them."""
    octets = hashlib.sha256(b"lykta recovery words v1\0" + hashlib.sha256(public).digest()).digest()
    return [_word(int.from_bytes(octets[at : at + 2], "big")) for at in range(0, 10, 2)]


def _word(bits: int) -> str:
    consonants, vowels = "bdfghjklmnprstvz", "aiou"
    pattern = ((12, consonants), (10, vowels), (6, consonants), (4, vowels), (0, consonants))
    return "".join(letters[(bits >> shift) % len(letters)] for shift, letters in pattern)


def _seed(path: Path) -> bytes:
    seed = path.read_bytes()
    if len(seed) != SEED_BYTES:
        raise OpeningError(f"{path} is no seed: it has {len(seed)} bytes and not {SEED_BYTES}.")
    return seed


def main(arguments: Sequence[str] | None = None) -> int:
    """Make a key or open a report; 1 if it cannot be."""
    command = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    kinds = command.add_subparsers(required=True, dest="what")
    make = kinds.add_parser("make", help="make a key")
    one = kinds.add_parser("open", help="print a report")
    one.add_argument("report", type=Path)
    for each in (make, one):
        each.add_argument("seed", type=Path)
    named = command.parse_args(arguments)
    try:
        if named.what == "make":
            _make(named.seed)
        else:
            report = open_report(named.report.read_bytes(), _seed(named.seed))
            sys.stdout.write(report.decode() + "\n")
    except (OpeningError, OSError) as wrong:
        sys.stderr.write(f"{wrong}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
