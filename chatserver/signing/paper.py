# SPDX-License-Identifier: EUPL-1.2
"""A root key on paper: four lines of sixteen characters, each of which says when it was misread.

A line is 8 bytes of the key and 2 bytes of a checksum over its number and these bytes (SHA-256), in the
alphabet of Crockford's base 32: no I, L, O or U, so that a hand-written 1 or 0 is read as what it is.
The whole is proved by the public point, which is no secret and stands in ``roots.json``.
"""

import hashlib
from collections.abc import Sequence
from typing import Final

from cryptography.hazmat.primitives.asymmetric import ec

from chatserver.domain.errors import CannotError
from chatserver.signing.p256 import PrivateKey

LINES: Final = 4

_ALPHABET: Final = "0123456789abcdefghjkmnpqrstvwxyz"
_READ_AS: Final = str.maketrans({"i": "1", "l": "1", "o": "0", " ": "", "-": ""})
_CHARACTERS: Final = 16
_PART_BYTES: Final = 8
_LINE_BYTES: Final = 10
_ORDER: Final = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


class PaperError(CannotError):
    """A line that was misread or mistyped."""


def write_paper(key: PrivateKey) -> list[str]:
    """The lines of *key*, as they are written down."""
    secret = key.private_numbers().private_value.to_bytes(LINES * _PART_BYTES, "big")
    parts = [secret[at : at + _PART_BYTES] for at in range(0, len(secret), _PART_BYTES)]
    return [_grouped(part + _checksum(number, part)) for number, part in enumerate(parts, 1)]


def read_line(number: int, typed: str) -> bytes:
    """
    The part of the key that stands in line *number* (from 1), whatever its case, dashes and spaces.

    Raises:
        PaperError: it cannot be this line.
    """
    line = typed.lower().translate(_READ_AS)
    if len(line) != _CHARACTERS or not set(line) <= set(_ALPHABET):
        raise PaperError(f"Line {number} has {_CHARACTERS} letters and digits, in groups of four.")
    value = 0
    for character in line:
        value = value * len(_ALPHABET) + _ALPHABET.index(character)
    content = value.to_bytes(_LINE_BYTES, "big")
    part = content[:_PART_BYTES]
    if content[_PART_BYTES:] != _checksum(number, part):
        raise PaperError(f"Line {number} does not add up: look at it again, letter by letter.")
    return part


def key_of_parts(parts: Sequence[bytes]) -> PrivateKey:
    """
    The key whose lines held *parts*.

    Raises:
        PaperError: they are no key.
    """
    secret = int.from_bytes(b"".join(parts), "big")
    if len(parts) != LINES or not 0 < secret < _ORDER:
        raise PaperError("These lines are no key: they belong to different papers.")
    return ec.derive_private_key(secret, ec.SECP256R1())


def _checksum(number: int, part: bytes) -> bytes:
    return hashlib.sha256(b"lykta paper v1\0" + bytes([number]) + part).digest()[:2]


def _grouped(content: bytes) -> str:
    value = int.from_bytes(content, "big")
    line = "".join(_ALPHABET[value >> 5 * at & 31] for at in reversed(range(_CHARACTERS)))
    return "-".join(line[at : at + 4] for at in range(0, _CHARACTERS, 4))
