# SPDX-License-Identifier: EUPL-1.2
"""The helpline's keys for signing what goes to agencies' machines: one, and while it is replaced the next.

The server needs it at every report, so it lies beside the ticket key and not on a stick.  Whoever steals
it can send an agency a report, but none that a counsellor's certified device has signed.
"""

from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from chatserver.signing import p256
from chatserver.signing.httpsignatures import key_id
from chatserver.signing.keyfiles import KeyFileError, pack_key, read_secret, unpack_key, write_secret


@dataclass(frozen=True, slots=True)
class PublicPart:
    """What an agency gets."""

    key_id: str
    pem: str


@dataclass(frozen=True, slots=True)
class WebhookKeys:
    """The keys in *folder*."""

    folder: Path

    def make(self, *, successor: bool = False) -> None:
        """
        Make the key, or the next one.

        Raises:
            KeyFileError: there is one already, or it cannot be written.
        """
        write_secret(self._path(successor=successor), pack_key(p256.make_key()))

    def has(self, *, successor: bool = False) -> bool:
        """Whether there is one."""
        return self._path(successor=successor).exists()

    def key(self, *, successor: bool = False) -> p256.PrivateKey:
        """
        The key, read anew: a rotation needs no restart.

        Raises:
            KeyFileError: there is none.
        """
        path = self._path(successor=successor)
        return unpack_key(read_secret(path), path)

    def public_part(self, *, successor: bool = False) -> PublicPart:
        """
        What to give to agencies.

        Raises:
            KeyFileError: there is no key.
        """
        public = self.key(successor=successor).public_key()
        name = key_id(public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo))
        return PublicPart(name, public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode())

    def take_over(self) -> None:
        """
        Let the next key sign from now on; the one before is gone.

        Raises:
            KeyFileError: there is no next key.
        """
        if not self.has(successor=True):
            raise KeyFileError("There is no next key: make one, and give it to every agency first.")
        self.key(successor=True)
        self._path(successor=True).replace(self._path(successor=False))

    def _path(self, *, successor: bool) -> Path:
        return self.folder / ("next-webhook.key" if successor else "webhook.key")
