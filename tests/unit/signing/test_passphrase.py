# SPDX-License-Identifier: EUPL-1.2
"""A secret under a passphrase."""

import pytest

from chatserver.signing.passphrase import PassphraseError, is_locked, lock, unlock

PASSPHRASE = "sixteen letters!"  # noqa: S105  # nobody's
LOCKED = lock(b"secret", PASSPHRASE)


def test_the_passphrase_opens_it() -> None:
    """What was locked comes back, and nothing of it can be seen before."""
    assert unlock(LOCKED, PASSPHRASE) == b"secret"
    assert b"secret" not in LOCKED
    assert is_locked(LOCKED)


def test_another_passphrase_opens_nothing() -> None:
    """One letter makes another key."""
    with pytest.raises(PassphraseError, match="another passphrase"):
        unlock(LOCKED, PASSPHRASE + "!")


@pytest.mark.parametrize("at", [16, 35, 44, -1])
def test_a_damaged_file_opens_nothing(at: int) -> None:
    """A changed bit of salt, nonce or content is found."""
    damaged = bytearray(LOCKED)
    damaged[at] ^= 1
    with pytest.raises(PassphraseError):
        unlock(bytes(damaged), PASSPHRASE)


@pytest.mark.parametrize(
    "content", [b"", b"lykta locked v1\0", b"lykta locked v2\0" + LOCKED[16:], LOCKED[1:]]
)
def test_what_is_no_such_file_is_told(content: bytes) -> None:
    """Another file, another version, a file cut short."""
    with pytest.raises(PassphraseError, match="no file"):
        unlock(content, PASSPHRASE)


def test_a_short_passphrase_is_refused() -> None:
    """Fifteen characters are none."""
    with pytest.raises(PassphraseError, match="16 characters"):
        lock(b"secret", "fifteen letters")


def test_the_same_secret_is_never_the_same_twice() -> None:
    """Salt and nonce are fresh each time."""
    assert lock(b"secret", PASSPHRASE)[16:] != LOCKED[16:]
