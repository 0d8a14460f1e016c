# SPDX-License-Identifier: EUPL-1.2
"""Private keys as files: whole or absent, and for their owner alone."""

import stat
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from chatserver.signing import keyfiles, p256
from chatserver.signing.keyfiles import (
    KeyFileError,
    pack_key,
    read_secret,
    secret_at,
    unpack_key,
    write_secret,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a key is going to be, in a folder that is not there yet."""
    return tmp_path / "keys" / "ticket.key"


def test_a_key_is_its_owners_alone(path: Path) -> None:
    """File 0600, folder 0700."""
    write_secret(path, b"secret")

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert read_secret(path) == b"secret"


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644])
def test_a_key_that_others_can_read_is_refused(path: Path, mode: int) -> None:
    """A key that may be known already is not used."""
    write_secret(path, b"secret")
    path.chmod(mode)
    with pytest.raises(KeyFileError, match="read by others"):
        read_secret(path)


def test_a_key_is_never_overwritten_by_accident(path: Path) -> None:
    """Writing where a key is changes nothing, unless it is meant."""
    write_secret(path, b"first")
    with pytest.raises(KeyFileError, match="exists already"):
        write_secret(path, b"second")

    assert read_secret(path) == b"first"
    write_secret(path, b"second", replace=True)
    assert read_secret(path) == b"second"


def test_nothing_is_left_beside_a_key(path: Path) -> None:
    """Neither a success nor a refusal leaves a copy of a key behind."""
    write_secret(path, b"first")
    with pytest.raises(KeyFileError):
        write_secret(path, b"second")

    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_a_missing_key_is_said_in_one_line(path: Path) -> None:
    """The refusal names the file and why."""
    with pytest.raises(KeyFileError) as refused:
        read_secret(path)

    assert str(path) in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_secret_is_made_once(path: Path) -> None:
    """The second start finds what the first one made."""
    assert secret_at(path, lambda: b"first") == b"first"
    assert secret_at(path, lambda: b"second") == b"first"


def test_two_starts_at_once_agree(path: Path) -> None:
    """Of two that make a secret at the same moment, both use the same one."""

    def lose_the_race() -> bytes:
        write_secret(path, b"the other's")
        return b"mine"

    assert secret_at(path, lose_the_race) == b"the other's"


def test_many_starts_at_once_agree(path: Path) -> None:
    """However many start together, there is one secret."""
    makers: list[Callable[[], bytes]] = [lambda n=n: bytes([n]) * 32 for n in range(16)]  # type: ignore[misc]  # n is bound
    with ThreadPoolExecutor(16) as pool:
        found = set(pool.map(lambda make: secret_at(path, make), makers))

    assert len(found) == 1


def test_a_key_comes_back(path: Path) -> None:
    """A private key is what it was after writing and reading."""
    key = p256.make_key()
    write_secret(path, pack_key(key))

    assert p256.point(unpack_key(read_secret(path), path)) == p256.point(key)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no key",
        ed25519.Ed25519PrivateKey.generate().private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()),
        keyfiles.pack_key(ec.generate_private_key(ec.SECP384R1())),
    ],
    ids=["empty", "text", "Ed25519", "P-384"],
)
def test_another_content_is_no_key(path: Path, content: bytes) -> None:
    """Only a private key of P-256 is one."""
    with pytest.raises(KeyFileError):
        unpack_key(content, path)


def test_a_folder_that_cannot_be_is_said(tmp_path: Path) -> None:
    """A file where the folder should be is told in one line."""
    (tmp_path / "keys").write_text("in the way")
    with pytest.raises(KeyFileError, match="cannot be made"):
        write_secret(tmp_path / "keys" / "k", b"secret")
