# SPDX-License-Identifier: EUPL-1.2
"""Five words for a device's key, or both of its keys, to be read out by its owner and typed by the registrar.

80 bits: fewer could be searched by whoever has taken the server and swaps the key.  Each word is 16
bits, consonants and vowels in turn, so that it can be said in any language and heard on a bad line.
"""

import hashlib
import hmac

from chatserver.domain.staff import Role
from chatserver.signing.certificates import helpline_digest, role_number, seal_digest
from chatserver.signing.layout import u8

WORDS = 5
_CONSONANTS = "bdfghjklmnprstvz"
_VOWELS = "aiou"
_PATTERN = ((12, _CONSONANTS), (10, _VOWELS), (6, _CONSONANTS), (4, _VOWELS), (0, _CONSONANTS))


def device_words(key: bytes, *, helpline: str, role: Role, name: str) -> tuple[str, ...]:
    """The five words of the device *key* of *name*, if it has no report key."""
    return words_of(_digest(b"lykta words v1\0", key, helpline=helpline, role=role, name=name))


def report_words(key: bytes, seal_key: bytes, *, helpline: str, role: Role, name: str) -> tuple[str, ...]:
    """The five words of the device *key* of *name* together with the X-Wing *seal_key* of that device."""
    both = key + seal_digest(seal_key)
    return words_of(_digest(b"lykta report words v1\0", both, helpline=helpline, role=role, name=name))


def recovery_words(seal_key: bytes) -> tuple[str, ...]:
    """The five words of an agency's recovery key (``deploy/examples/receiver/opening.py`` says the same)."""
    return words_of(hashlib.sha256(b"lykta recovery words v1\0" + seal_digest(seal_key)).digest())


def words_of(octets: bytes) -> tuple[str, ...]:
    """The words that the first ten of *octets* stand for."""
    return tuple(_word(int.from_bytes(octets[at : at + 2], "big")) for at in range(0, 2 * WORDS, 2))


def same_words(typed: str, words: tuple[str, ...]) -> bool:
    """Whether *typed* is *words*, whatever its case and spacing; takes the same time either way."""
    return hmac.compare_digest(" ".join(typed.lower().split()).encode(), " ".join(words).encode())


def _digest(label: bytes, keys: bytes, *, helpline: str, role: Role, name: str) -> bytes:
    written = name.encode()
    person = u8(role_number(role)) + u8(len(written)) + written
    return hashlib.sha256(label + helpline_digest(helpline) + person + keys).digest()


def _word(bits: int) -> str:
    return "".join(letters[(bits >> shift) % len(letters)] for shift, letters in _PATTERN)
