# SPDX-License-Identifier: EUPL-1.2
"""The clear outside of sealed messages: what a Delivery Service may know of them, and checks (RFC 9420).

Rule 1: only the layout is read.  Nothing here could open a message, and nothing here tries.
Rule 2: no clear byte rides along that says anything new: the authenticated data is the sender's stamp, numbers
that the relay knows, and nothing follows a message.
"""

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from chatserver.domain.conversation import Kind, Parts, kind_of
from chatserver.domain.errors import MlsRefusedError, TooLargeError
from chatserver.domain.ids import ConversationId
from chatserver.wire.limits import MAX_EVENT_BYTES, MAX_KEY_PACKAGE_BYTES
from chatserver.wire.shapes import Body

MLS10: Final = 1
"""ProtocolVersion (RFC 9420, 6)."""
PRIVATE_MESSAGE: Final = 2
WELCOME: Final = 3
KEY_PACKAGE: Final = 5
"""WireFormat (RFC 9420, 17.2).  PublicMessage (1) and GroupInfo (4) have no business here."""
APPLICATION: Final = 1
COMMIT: Final = 3
"""ContentType (RFC 9420, 6).  A proposal (2) travels inside a commit or not at all."""
SUITE: Final = 2
"""MLS_128_DHKEMP256_AES128GCM_SHA256_P256 (RFC 9420, 17.1)."""
BASIC: Final = 1
"""CredentialType basic (RFC 9420, 5.3)."""
FROM_KEY_PACKAGE: Final = 1
"""LeafNodeSource key_package (RFC 9420, 7.2)."""

_LENGTHS: Final = (1, 2, 4)
"""Bytes of a variable-size length by its two highest bits; 3 is invalid (RFC 9420, 2.1.2)."""
_LEAST: Final = (0, 1 << 6, 1 << 14)
"""The smallest length that needs so many bytes: a shorter one is not minimal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What the relay knows of one sealed body."""

    kind: Kind
    epoch: int
    """Of the commit, if there is one; else of the application message."""
    size: int
    """Sealed bytes of all parts."""


class _Reader:
    """Takes TLS presentation language from the front of *octets* (RFC 9420, 2.1; RFC 8446, 3)."""

    def __init__(self, octets: bytes) -> None:
        self._octets = octets
        self._at = 0

    def take(self, count: int) -> bytes:
        """The next *count* bytes."""
        taken = self._octets[self._at : self._at + count]
        if len(taken) != count:
            raise MlsRefusedError("ends too early")
        self._at += count
        return taken

    def number(self, size: int) -> int:
        """An unsigned integer of *size* bytes."""
        return int.from_bytes(self.take(size), "big")

    def vector(self) -> bytes:
        """``opaque <V>``: bytes behind their own minimal length (RFC 9420, 2.1.2)."""
        first = self.number(1)
        form = first >> 6
        if form == len(_LENGTHS):
            raise MlsRefusedError("no such form of a length")
        more = _LENGTHS[form] - 1
        length = (first & 0x3F) << (8 * more) | self.number(more)
        if length < _LEAST[form]:
            raise MlsRefusedError("a length that is not minimal")
        return self.take(length)

    def end(self) -> None:
        """Nothing follows."""
        if self._at < len(self._octets):
            raise MlsRefusedError("something follows the message")


def check_body(body: Body, conversation: ConversationId, *, member: int, n: int) -> Header:
    """
    What *body*, sent in *conversation* as message *n* of *member*, is.

    Raises:
        MlsRefusedError: not one sealed event of this group, by its layout, its stamp or its parts.
        TooLargeError: all parts together are over ``MAX_EVENT_BYTES``.
    """
    kind = kind_of(_parts(body))
    app, commit, welcome = parts = tuple(
        None if text is None else octets_of(text) for text in (body.app, body.commit, body.welcome)
    )
    size = sum(len(octets) for octets in parts if octets is not None)
    if size > MAX_EVENT_BYTES:
        raise TooLargeError("event")
    moved = body.removes if body.adds is None else body.adds
    epochs = [
        _private_message(octets, conversation.group, content, stamp)
        for octets, content, stamp in (
            (app, APPLICATION, stamp_of(member, n)),
            (commit, COMMIT, stamp_of(member, n, moved)),
        )
        if octets is not None
    ]
    if welcome is not None:
        _welcome(welcome)
    return Header(kind=kind, epoch=_one_epoch(epochs), size=size)


def stamp_of(member: int, n: int, moved: int | None = None) -> bytes:
    """
    What *member* signs beside message *n*: ``member u32 | n u64``, and in an Add or Remove whom: ``u32``.

    Receivers hold it against what the relay says, so nothing can be renumbered; the relay holds it
    against what it knows, so nothing else stands there in clear.
    """
    return (
        member.to_bytes(4, "big")
        + n.to_bytes(8, "big")
        + (b"" if moved is None else moved.to_bytes(4, "big"))
    )


def check_key_package(octets: bytes) -> None:
    """
    Check that *octets* are one KeyPackage of our suite, in an MLSMessage (RFC 9420, 10).

    Raises:
        MlsRefusedError: they are something else.
        TooLargeError: over ``MAX_KEY_PACKAGE_BYTES``.
    """
    if len(octets) > MAX_KEY_PACKAGE_BYTES:
        raise TooLargeError("key package")
    reader = _opened(octets, KEY_PACKAGE)
    _must_be(reader.number(2), MLS10)
    _must_be(reader.number(2), SUITE)
    reader.vector()  # init_key
    _leaf_node(reader)
    reader.vector()  # extensions
    reader.vector()  # signature
    reader.end()


def octets_of(text: str) -> bytes:
    """
    The bytes of a base64 field.

    Raises:
        MlsRefusedError: *text* is not base64.
    """
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise MlsRefusedError("not base64") from None


def _parts(body: Body) -> Parts:
    return Parts(
        app=body.app is not None,
        commit=body.commit is not None,
        welcome=body.welcome is not None,
        adds=body.adds,
        removes=body.removes,
    )


def _one_epoch(epochs: Sequence[int]) -> int:
    """The epoch of the whole event: what rides on a commit is sealed in the epoch that it begins."""
    *app, epoch = epochs
    if app and app != [epoch + 1]:
        raise MlsRefusedError("the message is not of the epoch that its commit begins")
    return epoch


def _opened(octets: bytes, wire_format: int) -> _Reader:
    """An MLSMessage of *wire_format*, its first two fields read (RFC 9420, 6)."""
    reader = _Reader(octets)
    _must_be(reader.number(2), MLS10)
    _must_be(reader.number(2), wire_format)
    return reader


def _must_be(found: int, wanted: int) -> None:
    if found != wanted:
        raise MlsRefusedError("another version, wire format, content type or suite")


def _private_message(octets: bytes, group: bytes, content: int, stamp: bytes) -> int:
    """The epoch of a PrivateMessage of *group* that holds *content* and bears *stamp* (RFC 9420, 6.3)."""
    reader = _opened(octets, PRIVATE_MESSAGE)
    if reader.vector() != group:
        raise MlsRefusedError("another group")
    epoch = reader.number(8)
    _must_be(reader.number(1), content)
    if reader.vector() != stamp:
        raise MlsRefusedError("the authenticated data is not the stamp of this message")
    reader.vector()  # encrypted_sender_data
    reader.vector()  # ciphertext
    reader.end()
    return epoch


def _welcome(octets: bytes) -> None:
    """A Welcome for exactly one newcomer (RFC 9420, 12.4.3.1): nobody else comes in beside."""
    reader = _opened(octets, WELCOME)
    _must_be(reader.number(2), SUITE)
    secrets = _Reader(reader.vector())
    secrets.vector()  # new_member: the reference of a key package
    secrets.vector()  # kem_output
    secrets.vector()  # ciphertext
    secrets.end()
    reader.vector()  # encrypted_group_info
    reader.end()


def _leaf_node(reader: _Reader) -> None:
    """A LeafNode made for a key package, with a basic credential (RFC 9420, 7.2)."""
    reader.vector()  # encryption_key
    reader.vector()  # signature_key
    _must_be(reader.number(2), BASIC)
    reader.vector()  # identity
    for _capability in range(5):
        reader.vector()
    _must_be(reader.number(1), FROM_KEY_PACKAGE)
    reader.take(16)  # lifetime
    reader.vector()  # extensions
    reader.vector()  # signature
