# SPDX-License-Identifier: EUPL-1.2
"""Challenges for passkeys that remember themselves: whoever asks for one leaves nothing behind.

``nonce 16 | end in ms u64 | HMAC-SHA-256``.  The MAC binds a challenge to what it is for, so that an
answer to one question is no answer to another.  That it is answered once is the records' business.
"""

import hashlib
import hmac
from typing import Final

from chatserver.domain.errors import PasskeyRefusedError
from chatserver.signing.layout import u64

NONCE_BYTES: Final = 16
KEY_BYTES: Final = 32
_END: Final = NONCE_BYTES + 8
_LABEL: Final = b"lykta challenge v1\0"


class Challenges:
    """Makes and knows again challenges, with one *key* of this deployment (the one of the tickets serves)."""

    def __init__(self, key: bytes) -> None:
        if len(key) != KEY_BYTES:
            raise ValueError("a key for challenges has 32 bytes")
        self._key = key

    def make(self, purpose: bytes, nonce: bytes, *, expires_at: int) -> bytes:
        """A challenge for *purpose* until *expires_at* (ms); *nonce* is 16 random bytes."""
        head = nonce + u64(expires_at)
        return head + self._mac(purpose, head)

    def check(self, challenge: bytes, purpose: bytes, *, now_ms: int) -> int:
        """
        When *challenge* ends (ms), if it is ours, for *purpose*, and its time is not over.

        Raises:
            PasskeyRefusedError: it is not.
        """
        head, mac = challenge[:_END], challenge[_END:]
        if not hmac.compare_digest(mac, self._mac(purpose, head)):
            raise PasskeyRefusedError("not our challenge, or for something else")
        expires_at = int.from_bytes(head[NONCE_BYTES:], "big")
        if expires_at <= now_ms:
            raise PasskeyRefusedError("answered too late")
        return expires_at

    def _mac(self, purpose: bytes, head: bytes) -> bytes:
        named = hashlib.sha256(purpose).digest()
        return hmac.digest(self._key, _LABEL + named + head, hashlib.sha256)
