# SPDX-License-Identifier: EUPL-1.2
"""The keys that sign what goes to agencies, and the signature: library and ours agree."""

import stat
from pathlib import Path
from types import SimpleNamespace

import pytest
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from http_message_signatures import HTTPMessageVerifier, MappingKeyResolver, algorithms

from chatserver.services.ports import SystemClock
from chatserver.signing.httpsignatures import COVERED, TAG, Unsigned, sign_request
from chatserver.signing.keyfiles import KeyFileError
from chatserver.signing.webhookkeys import WebhookKeys

URL = "https://agency.example/take?a=b"


@pytest.fixture
def keys(tmp_path: Path) -> WebhookKeys:
    """A folder with a key."""
    made = WebhookKeys(tmp_path / "server")
    made.make()
    return made


def test_a_key_is_its_owners_alone_and_made_once(keys: WebhookKeys) -> None:
    """As every key here."""
    assert stat.S_IMODE((keys.folder / "webhook.key").stat().st_mode) == 0o600
    with pytest.raises(KeyFileError, match="exists already"):
        keys.make()


def test_the_next_key_takes_over(keys: WebhookKeys) -> None:
    """Its public part is what was given out before; the one before is gone."""
    keys.make(successor=True)
    before, following = keys.public_part(), keys.public_part(successor=True)
    keys.take_over()

    assert keys.public_part() == following != before
    assert not keys.has(successor=True)


def test_without_a_next_key_nothing_changes(keys: WebhookKeys) -> None:
    """Nobody is left without a key by a command typed twice."""
    before = keys.public_part()
    with pytest.raises(KeyFileError, match="no next key"):
        keys.take_over()
    assert keys.public_part() == before


def test_a_next_key_that_is_broken_does_not_take_over(keys: WebhookKeys) -> None:
    """What cannot sign must not stand in the place of what can."""
    before = keys.public_part()
    keys.make(successor=True)
    (keys.folder / "next-webhook.key").write_bytes(b"")
    with pytest.raises(KeyFileError):
        keys.take_over()
    assert keys.public_part() == before


@pytest.mark.parametrize("body", [b"{}", b"", b"x" * 100_000])
def test_the_librarys_verifier_believes_our_signature(keys: WebhookKeys, body: bytes) -> None:
    """Signed with our own ECDSA (r and s, deterministic), digest and components in the library's form."""
    request = Unsigned("POST", URL, {"Content-Type": "text/plain", "Idempotency-Key": '"a"'})
    sign_request(request, body, keys.key(), now=SystemClock().now_ms() // 1000, nonce=b"n" * 16)
    public = keys.public_part()
    verifier = HTTPMessageVerifier(
        signature_algorithm=algorithms.ECDSA_P256_SHA256,
        key_resolver=MappingKeyResolver(
            public_keys={public.key_id: load_pem_public_key(public.pem.encode())},  # type: ignore[dict-item] # of P-256
            private_keys={},
        ),
    )
    (found,) = verifier.verify(
        SimpleNamespace(method="POST", url=URL, headers=request.headers),
        expect_tag=TAG,
        require_components=COVERED,
        body=body,
    )

    assert found.nonce == (b"n" * 16).hex()
    assert found.parameters["keyid"] == public.key_id
