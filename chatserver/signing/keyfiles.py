# SPDX-License-Identifier: EUPL-1.2
"""Private keys as files that only their owner can read.

A file is whole or absent: it is written beside its place and then moved there.  One that others could
read is refused rather than used, since its key may be known already.
"""

import contextlib
import os
import stat
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_der_private_key,
)

from chatserver.domain.errors import CannotError
from chatserver.signing.p256 import PrivateKey

_FOR_EVERYBODY = 0o644
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


class KeyFileError(CannotError):
    """A key file that is missing, taken, unreadable, or readable by others."""


def private_folder(folder: Path) -> Path:
    """*folder*, made if it is not there, closed to others."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as wrong:
        raise KeyFileError(f"{folder} cannot be made: {wrong.strerror}.") from None
    return folder


def read_secret(path: Path) -> bytes:
    """
    The content of *path*.

    Raises:
        KeyFileError: it is missing, or others could read it.
    """
    try:
        if stat.S_IMODE(path.stat().st_mode) & _OTHERS:
            raise KeyFileError(f"{path} can be read by others: make a new key, or chmod 600 if you are sure.")
        return path.read_bytes()
    except OSError as wrong:
        raise KeyFileError(f"{path} cannot be read: {wrong.strerror}.") from None


def write_secret(path: Path, content: bytes, *, replace: bool = False) -> None:
    """
    Put *content* at *path*, with mode 0600, on disk before this returns.

    Raises:
        KeyFileError: there is one already and it may not be replaced, or the folder cannot be written.
    """
    place = os.replace if replace else os.link
    try:
        with _beside(private_folder(path.parent), content) as written:
            place(written, path)
        _settle(path.parent)
    except FileExistsError:
        raise KeyFileError(f"{path} exists already: a key is never overwritten.") from None
    except OSError as wrong:
        raise KeyFileError(f"{path} cannot be written: {wrong.strerror}.") from None


def write_public(path: Path, content: bytes) -> None:
    """
    Put *content*, which is no secret, at *path*, in the place of what is there.

    Raises:
        KeyFileError: the folder cannot be written.
    """
    write_secret(path, content, replace=True)
    path.chmod(_FOR_EVERYBODY)


def secret_at(path: Path, make: Callable[[], bytes]) -> bytes:
    """The content of *path*, made first if there is none; of two processes at once, one makes it for both."""
    if not path.exists():
        _write_first(path, make())
    return read_secret(path)


def pack_key(key: PrivateKey) -> bytes:
    """*key* as its file holds it (PKCS #8)."""
    return key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())


def unpack_key(content: bytes, path: Path) -> PrivateKey:
    """
    The key in the *content* of *path*.

    Raises:
        KeyFileError: there is none of P-256 in it.
    """
    try:
        key = load_der_private_key(content, password=None)
    except (ValueError, TypeError):
        raise KeyFileError(f"{path} holds no key.") from None
    if not isinstance(key, ec.EllipticCurvePrivateKey) or not isinstance(key.curve, ec.SECP256R1):
        raise KeyFileError(f"{path} holds a key of another kind.")
    return key


def _write_first(path: Path, content: bytes) -> None:
    try:
        write_secret(path, content)
    except KeyFileError:
        if not path.exists():
            raise


@contextlib.contextmanager
def _beside(folder: Path, content: bytes) -> Iterator[str]:
    descriptor, name = tempfile.mkstemp(dir=folder, prefix=".new-")  # mkstemp makes it 0600
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        yield name
    finally:
        Path(name).unlink(missing_ok=True)


def _settle(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
