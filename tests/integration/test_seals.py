# SPDX-License-Identifier: EUPL-1.2
"""Seals that the browser's libraries make and Python's opens, and the other way round."""

import secrets
from collections.abc import Iterator
from dataclasses import asdict, replace

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from chatserver.signing import p256
from chatserver.signing.seals import ReportContext, SealError, open_report, public_key_of, seal_report
from deploy.examples.receiver import opening
from tests.drivers.our_node import OurNode, Refused, bundle

CONTEXT = ReportContext(agency="ostersund", key="2026-1", case="c0ffee")
OTHERS = [replace(CONTEXT, **{name: "another"}) for name in ("agency", "key", "case")]
REPORTS = [b"", "Det gäller en flicka på 14 år.".encode(), secrets.token_bytes(60_000)]
P256 = Suite(KEM.P256, KDF.HKDF_SHA256, AEAD.AES_128_GCM)
"""What MLS seals with in suite 0x0002, and ``widget/core/src/hpke.ts`` computes."""


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OurNode]:
    """What runs in the browser, in Node."""
    with OurNode(bundle("seals_of_ours", tmp_path_factory.mktemp("driver"))) as node:
        yield node


def flipped(sealed: bytes, at: int) -> bytes:
    """*sealed* with one bit changed."""
    return sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at:][1:]


@pytest.mark.parametrize("report", REPORTS, ids=len)
def test_a_report_is_opened_on_the_other_side(browser: OurNode, report: bytes) -> None:
    """Sealed in either language for a key made from one seed, it opens in the other."""
    seed = secrets.token_bytes(32)
    public = browser.bytes_of("publicKey", "bytes", **{"with": seed})
    ours = browser.bytes_of("seal", "bytes", content=report, **{"with": public}, **asdict(CONTEXT))
    theirs = seal_report(report, public, CONTEXT)

    assert public == public_key_of(seed)
    assert len(ours) == len(theirs)
    assert open_report(ours, seed, CONTEXT) == report
    assert browser.bytes_of("open", "bytes", content=theirs, **{"with": seed}, **asdict(CONTEXT)) == report


@pytest.mark.parametrize("report", REPORTS, ids=len)
def test_an_agency_opens_the_version_that_a_browser_seals(browser: OurNode, report: bytes) -> None:
    """Sealed in the browser for an agency, it opens with the agency's own program, for no other case."""
    seed = secrets.token_bytes(32)
    told = {"content": report, "with": public_key_of(seed), **asdict(CONTEXT)}
    carried = browser.bytes_of("version", "bytes", **told)

    assert opening.open_report(carried, seed) == report
    with pytest.raises(opening.OpeningError, match="stays closed"):
        opening.open_report(carried.replace(b'"c0ffee"', b'"c0ffed"'), seed)


@pytest.mark.parametrize("other", OTHERS, ids=lambda c: c.info().decode())
def test_a_report_for_something_else_stays_closed(browser: OurNode, other: ReportContext) -> None:
    """Another agency, key or case does not open it, in either language."""
    seed = secrets.token_bytes(32)
    public = public_key_of(seed)
    ours = browser.bytes_of("seal", "bytes", content=b"report", **{"with": public}, **asdict(CONTEXT))
    theirs = seal_report(b"report", public, CONTEXT)

    with pytest.raises(SealError, match="closed"):
        open_report(ours, seed, other)
    with pytest.raises(Refused, match="closed"):
        browser.asks("open", content=theirs, **{"with": seed}, **asdict(other))


@pytest.mark.parametrize("at", [0, 1087, 1088, 1119, 1120, 3000, -1])
def test_a_report_with_one_bit_flipped_stays_closed(browser: OurNode, at: int) -> None:
    """In ML-KEM's part, in X25519's, in the text or in its tag: it is noticed in either language."""
    seed = secrets.token_bytes(32)
    public = public_key_of(seed)
    ours = browser.bytes_of("seal", "bytes", content=b"report", **{"with": public}, **asdict(CONTEXT))
    theirs = seal_report(b"report", public, CONTEXT)

    with pytest.raises(SealError, match="closed"):
        open_report(flipped(ours, at % len(ours)), seed, CONTEXT)
    changed = flipped(theirs, at % len(theirs))
    with pytest.raises(Refused, match="closed"):
        browser.asks("open", content=changed, **{"with": seed}, **asdict(CONTEXT))


def test_a_seal_of_mls_is_opened_on_the_other_side(browser: OurNode) -> None:
    """HPKE over P-256, both ways; another context or one flipped bit is refused, both ways."""
    key = ec.generate_private_key(ec.SECP256R1())
    own = key.private_numbers().private_value.to_bytes(32, "big") + p256.point(key)
    text, info = secrets.token_bytes(300), b"MLS 1.0 Welcome"
    ours = browser.bytes_of("p256Seal", "bytes", content=text, info=info, **{"with": p256.point(key)})
    theirs = P256.encrypt(text, key.public_key(), info)

    assert P256.decrypt(ours, key, info) == text
    assert browser.bytes_of("p256Open", "bytes", content=theirs, info=info, **{"with": own}) == text
    for sealed, wrong in ((ours, b"MLS 1.1 Welcome"), (flipped(ours, -1 % len(ours)), info)):
        with pytest.raises(InvalidTag):
            P256.decrypt(sealed, key, wrong)
    for sealed, wrong in ((theirs, b"MLS 1.1 Welcome"), (flipped(theirs, -1 % len(theirs)), info)):
        with pytest.raises(Refused, match="closed"):
            browser.asks("p256Open", content=sealed, info=wrong, **{"with": own})
