# SPDX-License-Identifier: EUPL-1.2
"""A folder of the helpline's own keys: its root, the next root, and one issuing key with its certificate.

``lykta keys`` works on such a folder; the demonstration keeps one for each machine.  The server reads
none but the demonstration's.
"""

import dataclasses
from pathlib import Path
from typing import Final

import msgspec

from chatserver.signing import p256
from chatserver.signing.certificates import IssuingCertificate, helpline_digest
from chatserver.signing.denied import DENIED_FILE, renewed
from chatserver.signing.distrust import DistrustError
from chatserver.signing.issuing import DAY_SECONDS, Issuer, make_issuer
from chatserver.signing.keyfiles import (
    KeyFileError,
    pack_key,
    read_secret,
    unpack_key,
    write_public,
    write_secret,
)
from chatserver.signing.layout import Reader
from chatserver.signing.roots import Roots

ROOTS_FILE: Final = "roots.json"
RENEW_SECONDS: Final = 31 * DAY_SECONDS
"""A demonstration's issuing key with less than this is replaced: a device gets its whole 30 days."""


class _IssuerFile(msgspec.Struct):
    key: bytes
    certificate: bytes


@dataclasses.dataclass(frozen=True, slots=True)
class KeyFolder:
    """The keys in *folder*."""

    folder: Path

    def make_root(self, *, successor: bool = False) -> bytes:
        """
        Make the root, or its successor, and return its public point.

        Raises:
            KeyFileError: there is one already.
        """
        key = p256.make_key()
        write_secret(self._root_path(successor=successor), pack_key(key))
        return p256.point(key)

    def root(self, *, successor: bool = False) -> p256.PrivateKey:
        """
        The root, or its successor.

        Raises:
            KeyFileError: there is none.
        """
        path = self._root_path(successor=successor)
        return unpack_key(read_secret(path), path)

    def has_root(self, *, successor: bool = False) -> bool:
        """Whether there is a root, or a successor."""
        return self._root_path(successor=successor).exists()

    def roots(self, helpline: str) -> Roots:
        """
        What visitors check against: the root, and its successor if there is one.

        Raises:
            KeyFileError: there is no root.
        """
        successors = [True] if self.has_root(successor=True) else []
        keys = (p256.point(self.root(successor=which)) for which in (False, *successors))
        return Roots(helpline, tuple(keys))

    def make_issuer(self, helpline: str, *, demo: bool, now: int) -> Issuer:
        """
        Make an issuing key under the root; it takes the place of the one before.

        What that one has certified stays good: a device carries its own issuing certificate.

        Raises:
            KeyFileError: there is no root.
        """
        issuer = make_issuer(self.root(), helpline=helpline, demo=demo, now=now)
        file = _IssuerFile(pack_key(issuer.key), issuer.certificate.encode())
        write_secret(self._issuer_path, msgspec.json.encode(file), replace=True)
        return issuer

    def issuer(self) -> Issuer:
        """
        The issuing key.

        Raises:
            KeyFileError: there is none, or its certificate belongs to another key.
        """
        content = read_secret(self._issuer_path)
        try:
            file = msgspec.json.decode(content, type=_IssuerFile)
            certificate = IssuingCertificate.read(Reader(file.certificate))
        except (msgspec.MsgspecError, DistrustError):
            raise KeyFileError(f"{self._issuer_path} holds no issuing key.") from None
        issuer = Issuer(unpack_key(file.key, self._issuer_path), certificate)
        if p256.point(issuer.key) != certificate.key:
            raise KeyFileError(f"{self._issuer_path} holds the certificate of another key.")
        return issuer

    def has_issuer(self) -> bool:
        """Whether there is an issuing key."""
        return self._issuer_path.exists()

    def _root_path(self, *, successor: bool) -> Path:
        return self.folder / ("next-root.key" if successor else "root.key")

    @property
    def _issuer_path(self) -> Path:
        return self.folder / "issuer.key"


@dataclasses.dataclass(frozen=True, slots=True)
class Demonstration:
    """What a demonstration certifies with.  Every certificate of it carries the demo bit."""

    issuer: Issuer
    roots: Roots
    denied: Path
    """The deny-list, which `renew_denied` keeps young."""

    def renew_denied(self, *, now: int) -> None:
        """
        Write the deny-list anew, for 14 days; who is on it stays there.

        Raises:
            KeyFileError: it cannot be written.
        """
        write_public(self.denied, renewed(self.denied, self.issuer, now=now).encode())


def demonstration(folder: Path, *, helpline: str, now: int) -> Demonstration:
    """
    The demonstration keys of this machine, made in *folder* if need be, and a fresh deny-list.

    The issuing key is replaced when the helpline has another name, or its time is nearly over.

    Raises:
        KeyFileError: a key cannot be read or written.
    """
    keys = KeyFolder(folder)
    if not keys.has_root():
        keys.make_root()
    if not (keys.has_issuer() and _serves(keys.issuer().certificate, helpline, now)):
        keys.make_issuer(helpline, demo=True, now=now)
    made = Demonstration(keys.issuer(), keys.roots(helpline), folder / DENIED_FILE)
    made.renew_denied(now=now)
    return made


def _serves(certificate: IssuingCertificate, helpline: str, now: int) -> bool:
    return (
        certificate.demo
        and certificate.helpline == helpline_digest(helpline)
        and certificate.not_before <= now <= certificate.not_after - RENEW_SECONDS
    )
