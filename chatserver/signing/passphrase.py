# SPDX-License-Identifier: EUPL-1.2
"""A secret under a passphrase: scrypt (N = 2^17, r = 8, p = 1) and AES-256-GCM.

    "lykta locked v1\\0" 16 bytes | salt 16 | nonce 12 | sealed

All before the sealed part is authenticated with it.  The cost is fixed by the version: a file cannot ask
for less work, nor for more memory than there is.
"""

import secrets
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from chatserver.domain.errors import CannotError

LEAST_CHARACTERS: Final = 16

_MAGIC: Final = b"lykta locked v1\0"
_SALT_BYTES: Final = 16
_NONCE_BYTES: Final = 12
_HEAD_BYTES: Final = len(_MAGIC) + _SALT_BYTES + _NONCE_BYTES


class PassphraseError(CannotError):
    """A passphrase that is too short, or not the one, or a file that nothing opens."""


def lock(secret: bytes, passphrase: str) -> bytes:
    """
    *secret* under *passphrase*.

    Raises:
        PassphraseError: it is too short to be worth the name.
    """
    if len(passphrase) < LEAST_CHARACTERS:
        raise PassphraseError(f"A passphrase has at least {LEAST_CHARACTERS} characters: take five words.")
    head = _MAGIC + secrets.token_bytes(_SALT_BYTES + _NONCE_BYTES)
    return head + _cipher(head, passphrase).encrypt(head[-_NONCE_BYTES:], secret, head)


def unlock(content: bytes, passphrase: str) -> bytes:
    """
    The secret in *content*.

    Raises:
        PassphraseError: this passphrase does not open it.
    """
    head = content[:_HEAD_BYTES]
    if not is_locked(content) or len(head) < _HEAD_BYTES:
        raise PassphraseError("That is no file of a key under a passphrase.")
    try:
        return _cipher(head, passphrase).decrypt(head[-_NONCE_BYTES:], content[_HEAD_BYTES:], head)
    except InvalidTag:
        raise PassphraseError(
            "The passphrase does not open it: another passphrase, or a damaged file."
        ) from None


def is_locked(content: bytes) -> bool:
    """Whether *content* says that it is under a passphrase."""
    return content.startswith(_MAGIC)


def _cipher(head: bytes, passphrase: str) -> AESGCM:
    salt = head[len(_MAGIC) : -_NONCE_BYTES]
    return AESGCM(Scrypt(salt=salt, length=32, n=1 << 17, r=8, p=1).derive(passphrase.encode()))
