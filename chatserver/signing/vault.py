# SPDX-License-Identifier: EUPL-1.2
"""The helpline's keys in earnest, each on somebody's own stick and under their passphrase.

``lykta keys`` makes and opens them.  No server reads any of this: what it needs is public.

    root-keeper/root.key, next-root.key     both roots
    registrar-1/issuer.key, registrar-2/…   an issuing key with its certificate
    publish/roots.json, denied.bin          what everybody may read
"""

from pathlib import Path
from typing import Final

import msgspec

from chatserver.signing import p256
from chatserver.signing.certificates import IssuingCertificate
from chatserver.signing.distrust import DistrustError
from chatserver.signing.issuing import Issuer
from chatserver.signing.keyfiles import KeyFileError, pack_key, read_secret, unpack_key, write_secret
from chatserver.signing.layout import Reader
from chatserver.signing.passphrase import lock, unlock

ROOT_KEEPER: Final = "root-keeper"
REGISTRARS: Final = ("registrar-1", "registrar-2")
PUBLISH: Final = "publish"
ROOT: Final = "root.key"
NEXT_ROOT: Final = "next-root.key"
ISSUER: Final = "issuer.key"


class _Issuer(msgspec.Struct):
    key: bytes
    certificate: bytes


def put_root(path: Path, key: p256.PrivateKey, passphrase: str) -> None:
    """
    Keep a root at *path*; there is never a second one.

    Raises:
        KeyFileError: there is one already.
        PassphraseError: too short.
    """
    write_secret(path, lock(pack_key(key), passphrase))


def open_root(path: Path, passphrase: str) -> p256.PrivateKey:
    """
    The root at *path*.

    Raises:
        KeyFileError: there is none.
        PassphraseError: another passphrase.
    """
    return unpack_key(unlock(read_secret(path), passphrase), path)


def put_issuer(path: Path, issuer: Issuer, passphrase: str) -> None:
    """
    Keep an issuing key at *path*, in the place of one that was there.

    Raises:
        PassphraseError: too short.
    """
    content = msgspec.json.encode(_Issuer(pack_key(issuer.key), issuer.certificate.encode()))
    write_secret(path, lock(content, passphrase), replace=True)


def open_issuer(path: Path, passphrase: str) -> Issuer:
    """
    The issuing key at *path*.

    Raises:
        KeyFileError: there is none, or its certificate belongs to another key.
        PassphraseError: another passphrase.
    """
    content = unlock(read_secret(path), passphrase)
    try:
        file = msgspec.json.decode(content, type=_Issuer)
        certificate = IssuingCertificate.read(Reader(file.certificate))
    except (msgspec.MsgspecError, DistrustError):
        raise KeyFileError(f"{path} holds no issuing key.") from None
    issuer = Issuer(unpack_key(file.key, path), certificate)
    if p256.point(issuer.key) != certificate.key:
        raise KeyFileError(f"{path} holds the certificate of another key.")
    return issuer
