# SPDX-License-Identifier: EUPL-1.2
"""What keys in trust are kept for, and what may be said of them."""

import base64
import hashlib

import msgspec
import pytest

from chatserver.domain.capsules import Deposit, Taken, opened, seal_of, seal_of_sign_in
from chatserver.domain.ids import ConversationId
from chatserver.wire import capsules as wire

KEY = base64.b64encode(bytes(range(32))).decode()
SECRET = bytes(range(32, 64))
NAME = "pX0mB1pG4m1nS9yH2q7rT5uW8vZ3xK6c"


def test_a_seal_is_the_hash_of_the_secret_s_bytes() -> None:
    """SHA-256 of the 32 bytes, in base64url without padding: both ends must make the same."""
    plain = base64.urlsafe_b64encode(hashlib.sha256(SECRET).digest()).decode()

    assert seal_of(SECRET) == plain.rstrip("=")
    assert len(seal_of(SECRET)) == 43


def test_a_resume_text_is_for_one_conversation_and_one_seal() -> None:
    """The name before the dot, and the seal of the secret after it."""
    secret = base64.urlsafe_b64encode(SECRET).rstrip(b"=").decode()

    assert opened(f"{NAME}.{secret}") == (ConversationId(NAME), seal_of(SECRET))


def test_a_sign_in_s_seal_is_another_thing_than_the_sign_in() -> None:
    """It is neither what the records hold nor what a visitor's secret could be sealed as."""
    assert seal_of_sign_in(SECRET) != seal_of(SECRET)
    assert seal_of_sign_in(SECRET) == seal_of(b"lykta capsule of a sign-in v1\0" + SECRET)


RESUME = f"{NAME}.{base64.urlsafe_b64encode(SECRET).rstrip(b'=').decode()}"
SHAPES = [
    wire.CapsuleKeep(seal=seal_of(SECRET), key=KEY),
    wire.CapsuleAsk(resume=RESUME),
    wire.CapsuleTaken(key=KEY, generation=1),
    wire.StaffCapsuleKeep(conversation=NAME, key=KEY),
    wire.CapsuleKey(key=KEY),
]


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: type(shape).__name__)
def test_what_carries_a_key_prints_as_nothing(shape: wire.Unspoken) -> None:
    """No log, no traceback and no failed test shows a key or a secret."""
    assert {repr(shape), str(shape), f"{shape}"} == {f"<{type(shape).__name__}>"}
    assert msgspec.json.decode(msgspec.json.encode(shape), type=type(shape)) == shape


def test_what_is_kept_and_taken_prints_without_its_key() -> None:
    """Nor do the values between the wire and the store."""
    printed = f"{Deposit(seal_of(SECRET), KEY)} {Taken(KEY, 7)}"

    assert printed == "Deposit() Taken(generation=7)"
