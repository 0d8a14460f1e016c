# SPDX-License-Identifier: EUPL-1.2
"""Pages that could be reloaded, and whoever has a device in one hand and the whole store in the other."""

import base64
import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from redis import Redis

from chatserver.domain.capsules import seal_of
from chatserver.domain.ids import ConversationId
from chatserver.wire.capsules import CapsuleAsk, CapsuleKeep

KEY_BYTES = 32
SAID = b"what was said, and the keys of the group"


@dataclass
class Reloadable:
    """One life of a page: a key and a secret of its own, and the capsule that it leaves on the device."""

    key: bytes = field(default_factory=lambda: secrets.token_bytes(KEY_BYTES))
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(KEY_BYTES))

    @property
    def key_text(self) -> str:
        """The key as it travels."""
        return base64.b64encode(self.key).decode()

    @property
    def keep(self) -> CapsuleKeep:
        """What it leaves in trust."""
        return CapsuleKeep(seal=seal_of(self.secret), key=self.key_text)

    def resume(self, conversation: ConversationId) -> CapsuleAsk:
        """What the page after it shows."""
        secret = base64.urlsafe_b64encode(self.secret).rstrip(b"=").decode()
        return CapsuleAsk(resume=f"{conversation.value}.{secret}")

    @property
    def slot(self) -> bytes:
        """The capsule: AES-256-GCM, nonce first."""
        nonce = secrets.token_bytes(12)
        return nonce + AESGCM(self.key).encrypt(nonce, SAID, b"")


class WholeStore:
    """All that the server has: every key of the live store, its command log, every file of the records."""

    def __init__(self, address: str, folder: Path) -> None:
        self._redis: Redis = Redis(unix_socket_path=address, protocol=2)
        self._folder = folder
        # Packed, a key would not be found by its bytes.
        self._redis.config_set("rdbcompression", "no")

    def close(self) -> None:
        """Let the connection go."""
        self._redis.config_set("rdbcompression", "yes")
        self._redis.close()

    def taken(self) -> bytes:
        """Everything, as bytes."""
        names = list(self._redis.scan_iter("*"))
        dumped = [self._redis.dump(name) or b"" for name in names]
        log = self._redis.execute_command("COMMANDLOG", "GET", "-1", "slow")  # type: ignore[no-untyped-call]  # redis-py 8.1
        logged = repr(log).encode()
        return b"\n".join([*names, *dumped, logged, self.files()])

    def files(self) -> bytes:
        """The records, and whatever else lies beside them."""
        return b"\n".join(path.read_bytes() for path in self._folder.rglob("*") if path.is_file())

    def names(self) -> list[str]:
        """The live store's keys."""
        return sorted(name.decode() for name in self._redis.scan_iter("*"))

    def passes(self, seconds: float) -> None:
        """Time, for the live store: each key has so much less to live."""
        for name in self._redis.scan_iter("*"):
            self._redis.pexpire(name, int(self._redis.pttl(name)) - round(seconds * 1_000))


def opens(slot: bytes, everything: bytes) -> bytes | None:
    """What is in *slot*, if any 32 bytes of *everything*, as they are or in base64, are its key."""
    for key in _keys_in(everything):
        try:
            return AESGCM(key).decrypt(slot[:12], slot[12:], b"")
        except InvalidTag:
            continue
    return None


def _keys_in(everything: bytes) -> Iterator[bytes]:
    yield from {everything[at : at + KEY_BYTES] for at in range(len(everything) - KEY_BYTES + 1)}
    # Base64 may stand anywhere in a longer run of its letters.
    for run in re.finditer(rb"[A-Za-z0-9+/_-]{43,}", everything):
        for at in range(len(run[0]) - 42):
            text = run[0][at : at + 43].replace(b"-", b"+").replace(b"_", b"/")
            yield base64.b64decode(text + b"=")
