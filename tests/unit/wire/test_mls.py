# SPDX-License-Identifier: EUPL-1.2
"""What the relay reads of sealed messages, and refuses (RFC 9420)."""

import base64
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatserver.domain.conversation import Kind
from chatserver.domain.errors import MlsRefusedError, TooLargeError
from chatserver.domain.ids import ConversationId
from chatserver.wire import mls
from chatserver.wire.limits import MAX_EVENT_BYTES, MAX_KEY_PACKAGE_BYTES
from chatserver.wire.shapes import Body
from tests.drivers import sealed

OURS = ConversationId.of(bytes(range(24)))
THEIRS = ConversationId.of(bytes(24))

STAMP = mls.stamp_of(0, 5)
APP = sealed.private(OURS, mls.APPLICATION, 7, stamp=STAMP)
COMMIT = sealed.private(OURS, mls.COMMIT, 7, stamp=STAMP)
ADDING = sealed.private(OURS, mls.COMMIT, 7, stamp=mls.stamp_of(0, 5, 1))
REMOVING = sealed.private(OURS, mls.COMMIT, 7, stamp=mls.stamp_of(0, 5, 2))
RIDING = sealed.private(OURS, mls.APPLICATION, 8, stamp=STAMP)
WELCOME = sealed.welcome()


def body(
    *,
    app: bytes | None = None,
    commit: bytes | None = None,
    welcome: bytes | None = None,
    adds: int | None = None,
    removes: int | None = None,
) -> Body:
    """A body of these parts."""

    def field(octets: bytes | None) -> str | None:
        return None if octets is None else sealed.text(octets)

    return Body(app=field(app), commit=field(commit), welcome=field(welcome), adds=adds, removes=removes)


def check(sent: Body) -> mls.Header:
    """What *sent* is, as message 5 of the visitor."""
    return mls.check_body(sent, OURS, member=0, n=5)


def test_the_stamp() -> None:
    """Member and number, big endian, and whom an Add or a Remove moves."""
    assert mls.stamp_of(2, 0x0102) == bytes.fromhex("00000002 0000000000000102")
    assert mls.stamp_of(0, 5, 1) == bytes.fromhex("00000000 0000000000000005 00000001")


@pytest.mark.parametrize(
    ("taken", "kind"),
    [
        (body(app=APP), Kind.WORDS),
        (body(commit=COMMIT), Kind.REKEY),
        (body(commit=COMMIT, app=RIDING), Kind.REKEY),
        (body(commit=ADDING, welcome=WELCOME, adds=1), Kind.ADD),
        (body(commit=ADDING, welcome=WELCOME, adds=1, app=RIDING), Kind.ADD),
        (body(commit=REMOVING, removes=2), Kind.REMOVE),
    ],
)
def test_header_facts(taken: Body, kind: Kind) -> None:
    """A sealed body says its kind, the epoch it was made in, and how large it is."""
    header = check(taken)

    parts = [base64.b64decode(part) for part in (taken.app, taken.commit, taken.welcome) if part]
    assert mls.Header(kind=kind, epoch=7, size=sum(map(len, parts))) == header


@pytest.mark.parametrize(
    "refused",
    [
        body(),
        body(welcome=WELCOME),
        body(welcome=WELCOME, adds=1),
        body(app=APP, welcome=WELCOME),
        body(app=APP, adds=1),
        body(app=APP, removes=1),
        body(commit=COMMIT, adds=1),
        body(commit=COMMIT, welcome=WELCOME),
        body(commit=COMMIT, welcome=WELCOME, removes=1),
        body(commit=COMMIT, welcome=WELCOME, adds=2, removes=1),
        body(commit=COMMIT, welcome=WELCOME, adds=0),
        body(commit=COMMIT, removes=0),
    ],
)
def test_parts_that_make_no_event(refused: Body) -> None:
    """A body is one application message, or one commit with at most one Add (and its Welcome) or Remove."""
    with pytest.raises(MlsRefusedError):
        check(refused)


@pytest.mark.parametrize(
    "app",
    [
        sealed.private(THEIRS, mls.APPLICATION, 7, stamp=STAMP),
        sealed.private(OURS, mls.COMMIT, 7, stamp=STAMP),
        sealed.private(OURS, sealed.PROPOSAL, 7, stamp=STAMP),
        sealed.private(OURS, mls.APPLICATION, 7, stamp=STAMP, version=2),
        sealed.private(OURS, mls.APPLICATION, 7, stamp=STAMP, wire_format=sealed.PUBLIC_MESSAGE),
        sealed.private(OURS, mls.APPLICATION, 7, stamp=STAMP, wire_format=sealed.GROUP_INFO),
        sealed.private(OURS, mls.APPLICATION, 7, stamp=STAMP + b"readable"),
        sealed.private(OURS, mls.APPLICATION, 7, stamp=b""),
        sealed.private(OURS, mls.APPLICATION, 7, stamp=mls.stamp_of(1, 5)),
        sealed.private(OURS, mls.APPLICATION, 7, stamp=mls.stamp_of(0, 6)),
        sealed.private(OURS, mls.APPLICATION, 7, stamp=mls.stamp_of(0, 5, 1)),
        WELCOME,
        sealed.key_package(),
        APP[:-1],
        APP + b"\0",
    ],
    ids=[
        "other group",
        "commit",
        "proposal",
        "version",
        "PublicMessage",
        "GroupInfo",
        "more than a stamp",
        "no stamp",
        "another member's",
        "another number's",
        "an Add's",
        "Welcome",
        "KeyPackage",
        "too short",
        "too long",
    ],
)
def test_an_application_message_is_nothing_else(app: bytes) -> None:
    """Only a whole PrivateMessage of this group with content type application, and no clear byte beside."""
    with pytest.raises(MlsRefusedError):
        check(body(app=app))


@pytest.mark.parametrize("commit", [APP, WELCOME, ADDING, sealed.private(THEIRS, mls.COMMIT, 7, stamp=STAMP)])
def test_a_commit_is_nothing_else(commit: bytes) -> None:
    """Only a PrivateMessage of this group with content type commit, stamped for what it does."""
    with pytest.raises(MlsRefusedError):
        check(body(commit=commit))


@pytest.mark.parametrize(
    "welcome",
    [
        COMMIT,
        sealed.key_package(),
        sealed.welcome(suite=1),
        sealed.welcome(newcomers=2),
        sealed.welcome(newcomers=0),
        WELCOME + b"\0",
    ],
    ids=["commit", "KeyPackage", "other suite", "two newcomers", "no newcomer", "too long"],
)
def test_a_welcome_is_for_one_newcomer(welcome: bytes) -> None:
    """Only a Welcome of our suite with one newcomer: nobody comes in beside."""
    with pytest.raises(MlsRefusedError):
        check(body(commit=ADDING, welcome=welcome, adds=1))


@pytest.mark.parametrize("epoch", [6, 7, 9])
def test_what_rides_on_a_commit_is_of_the_next_epoch(epoch: int) -> None:
    """An application message beside a commit is sealed in the epoch that the commit begins."""
    with pytest.raises(MlsRefusedError):
        check(body(commit=COMMIT, app=sealed.private(OURS, mls.APPLICATION, epoch, stamp=STAMP)))


def padded(length: int, size: int) -> bytes:
    """*length* written in *size* bytes, needed or not."""
    return sealed.number({1: 0, 2: 1, 4: 2}[size] << (8 * size - 2) | length, size)


@pytest.mark.parametrize(("length", "size"), [(24, 2), (24, 4), (63, 2), (64, 4), (16_383, 4)])
def test_lengths_are_minimal(length: int, size: int) -> None:
    """A length written in more bytes than it needs is refused (RFC 9420, 2.1.2)."""
    stamped = b"\1" + sealed.vector(STAMP) + b"\0"
    head = sealed.message(mls.PRIVATE_MESSAGE, sealed.vector(OURS.group), sealed.number(7, 8), stamped)

    assert check(body(app=head + sealed.vector(bytes(length)))).epoch == 7
    with pytest.raises(MlsRefusedError):
        check(body(app=head + padded(length, size) + bytes(length)))


def test_eight_byte_lengths_do_not_exist() -> None:
    """The fourth form of a length is invalid (RFC 9420, 2.1.2)."""
    with pytest.raises(MlsRefusedError):
        check(body(app=APP[:-302] + b"\xc0\x00\x4e\x20" + bytes(20_000)))


def test_the_largest_event() -> None:
    """All parts together are at most 40,000 bytes; one more is too large."""
    rest = (
        len(sealed.private(OURS, mls.APPLICATION, 7, stamp=STAMP, size=20_000))
        - 20_000
        + len(ADDING)
        + len(WELCOME)
    )

    def event(size: int) -> Body:
        app = sealed.private(OURS, mls.APPLICATION, 8, stamp=STAMP, size=size - rest)
        return body(app=app, commit=ADDING, welcome=WELCOME, adds=1)

    assert check(event(MAX_EVENT_BYTES)).size == MAX_EVENT_BYTES
    with pytest.raises(TooLargeError):
        check(event(MAX_EVENT_BYTES + 1))


@pytest.mark.parametrize("text", ["AAA", "AA=A", "A===", "A\nA=", "ÅÄÖÅ", ""])
def test_only_base64(text: str) -> None:
    """What is not base64 is refused."""
    with pytest.raises(MlsRefusedError):
        check(Body(app=text))


def test_a_key_package_is_taken() -> None:
    """A KeyPackage of our suite, made for a key package, is taken."""
    mls.check_key_package(sealed.key_package())


def spoilt(at: int, octets: bytes) -> bytes:
    """A key package with other bytes at *at*."""
    good = sealed.key_package()
    return good[:at] + octets + good[at + len(octets) :]


X509 = spoilt(8 + 3 * 67, sealed.number(2, 2))


@pytest.mark.parametrize(
    "refused",
    [
        b"",
        WELCOME,
        APP,
        sealed.key_package(suite=1),
        sealed.key_package(source=3),
        sealed.key_package() + b"\0",
        sealed.key_package()[:-1],
        spoilt(4, sealed.number(2, 2)),
        X509,
    ],
    ids=[
        "nothing",
        "Welcome",
        "PrivateMessage",
        "suite",
        "leaf of a commit",
        "too long",
        "too short",
        "version",
        "x509",
    ],
)
def test_a_key_package_is_nothing_else(refused: bytes) -> None:
    """Only a KeyPackage of our version and suite, with a basic credential and a leaf of its own."""
    with pytest.raises(MlsRefusedError):
        mls.check_key_package(refused)


def test_the_largest_key_package() -> None:
    """A key package is at most 4,096 bytes."""
    rest = len(sealed.key_package(identity=1_000)) - 1_000
    mls.check_key_package(sealed.key_package(identity=MAX_KEY_PACKAGE_BYTES - rest))

    with pytest.raises(TooLargeError):
        mls.check_key_package(sealed.key_package(identity=MAX_KEY_PACKAGE_BYTES - rest + 1))


GOOD = [APP, COMMIT, WELCOME, sealed.key_package()]


@st.composite
def nearly(draw: st.DrawFn) -> bytes:
    """A good message with a stretch of it replaced, cut out or doubled."""
    good = draw(st.sampled_from(GOOD))
    start = draw(st.integers(0, len(good)))
    end = draw(st.integers(start, len(good)))
    return good[:start] + draw(st.one_of(st.binary(max_size=8), st.just(good[start:end] * 2))) + good[end:]


ANYTHING = st.one_of(st.binary(max_size=300), nearly(), st.just(bytes(MAX_EVENT_BYTES + 1)))
SEATS = st.none() | st.integers(0, 3)


def refuses_or_takes(check: Callable[[], object]) -> None:
    """*check* raises one of its two refusals, or nothing."""
    try:
        check()
    except (MlsRefusedError, TooLargeError):
        return


@given(st.none() | ANYTHING, st.none() | ANYTHING, st.none() | ANYTHING, SEATS, SEATS)
def test_arbitrary_bytes_are_refused_quietly(
    app: bytes | None, commit: bytes | None, welcome: bytes | None, adds: int | None, removes: int | None
) -> None:
    """Whatever bytes a body holds, nothing but the two refusals comes of it."""
    arbitrary = body(app=app, commit=commit, welcome=welcome, adds=adds, removes=removes)
    refuses_or_takes(lambda: check(arbitrary))


@given(st.text(max_size=200))
def test_arbitrary_text_is_refused_quietly(text: str) -> None:
    """Whatever a base64 field holds, nothing but the two refusals comes of it."""
    refuses_or_takes(lambda: check(Body(app=text)))


@given(ANYTHING)
def test_arbitrary_key_packages_are_refused_quietly(octets: bytes) -> None:
    """Whatever bytes a key package holds, nothing but the two refusals comes of it."""
    refuses_or_takes(lambda: mls.check_key_package(octets))


VECTORS = json.loads((Path(__file__).parents[2] / "vectors/sealed.json").read_text())


@pytest.mark.parametrize("vector", VECTORS["events"], ids=lambda vector: vector["kind"])
def test_what_the_client_seals_is_taken(vector: dict[str, Any]) -> None:
    """What the real client sends is read as what it is, and not as another member's or number's."""
    sent = msgspec.convert(vector["body"], Body)
    ours, member, n = ConversationId(VECTORS["conversation"]), vector["member"], vector["n"]
    header = mls.check_body(sent, ours, member=member, n=n)

    assert (header.kind, header.epoch) == (vector["kind"], vector["epoch"])
    for other in ({"member": member + 1, "n": n}, {"member": member, "n": n + 1}):
        with pytest.raises(MlsRefusedError):
            mls.check_body(sent, ours, **other)


def test_the_clients_key_package_is_taken() -> None:
    """What the real client offers, certificate and all, is a key package."""
    mls.check_key_package(mls.octets_of(VECTORS["keyPackage"]))
