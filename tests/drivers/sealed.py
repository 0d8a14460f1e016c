# SPDX-License-Identifier: EUPL-1.2
"""Sealed bodies for tests of the relay: the right layout around random bytes that nobody can open."""

import base64
import secrets
from collections.abc import Callable

from chatserver.domain.ids import ConversationId
from chatserver.wire import mls
from chatserver.wire.shapes import Body

Sealing = Callable[[int, int], Body]
"""``(member, n) -> body``: each message is sealed for its own place."""

PUBLIC_MESSAGE = 1
GROUP_INFO = 4
PROPOSAL = 2


def number(value: int, size: int) -> bytes:
    """An unsigned integer of *size* bytes."""
    return value.to_bytes(size, "big")


def vector(octets: bytes) -> bytes:
    """*octets* behind their minimal length (RFC 9420, 2.1.2)."""
    length = len(octets)
    if length < 1 << 6:
        return number(length, 1) + octets
    if length < 1 << 14:
        return number(1 << 14 | length, 2) + octets
    return number(2 << 30 | length, 4) + octets


def message(wire_format: int, *fields: bytes, version: int = mls.MLS10) -> bytes:
    """An MLSMessage."""
    return b"".join((number(version, 2), number(wire_format, 2), *fields))


def private(
    conversation: ConversationId,
    content: int,
    epoch: int,
    *,
    stamp: bytes,
    size: int = 300,
    version: int = mls.MLS10,
    wire_format: int = mls.PRIVATE_MESSAGE,
) -> bytes:
    """A PrivateMessage with a ciphertext of *size* random bytes."""
    return message(
        wire_format,
        vector(conversation.group),
        number(epoch, 8),
        number(content, 1),
        vector(stamp),
        vector(secrets.token_bytes(28)),
        vector(secrets.token_bytes(size)),
        version=version,
    )


def welcome(*, suite: int = mls.SUITE, newcomers: int = 1) -> bytes:
    """A Welcome."""
    one = vector(secrets.token_bytes(32)) + vector(secrets.token_bytes(65)) + vector(secrets.token_bytes(96))
    return message(mls.WELCOME, number(suite, 2), vector(one * newcomers), vector(secrets.token_bytes(700)))


def key_package(*, suite: int = mls.SUITE, source: int = mls.FROM_KEY_PACKAGE, identity: int = 409) -> bytes:
    """A KeyPackage whose credential is *identity* random bytes."""
    keys = vector(secrets.token_bytes(65)) * 3
    credential = number(mls.BASIC, 2) + vector(secrets.token_bytes(identity))
    capabilities = vector(number(1, 2)) + vector(number(suite, 2)) + vector(b"") * 2 + vector(number(1, 2))
    leaf = credential + capabilities + number(source, 1) + number(0, 8) + number(2**40, 8) + vector(b"")
    signature = vector(secrets.token_bytes(71))
    return message(
        mls.KEY_PACKAGE,
        number(mls.MLS10, 2) + number(suite, 2) + keys + leaf + signature + vector(b"") + signature,
    )


def text(octets: bytes) -> str:
    """As a base64 field."""
    return base64.b64encode(octets).decode()


def words(conversation: ConversationId, epoch: int, *, size: int = 300) -> Sealing:
    """An application message sealed in *epoch*."""

    def sealing(member: int, n: int) -> Body:
        stamp = mls.stamp_of(member, n)
        return Body(app=text(private(conversation, mls.APPLICATION, epoch, stamp=stamp, size=size)))

    return sealing


def commit(
    conversation: ConversationId, epoch: int, *, adds: int | None = None, removes: int | None = None
) -> Sealing:
    """A commit made in *epoch*, with the Welcome if it adds somebody."""

    def sealing(member: int, n: int) -> Body:
        stamp = mls.stamp_of(member, n, removes if adds is None else adds)
        return Body(
            commit=text(private(conversation, mls.COMMIT, epoch, stamp=stamp)),
            welcome=None if adds is None else text(welcome()),
            adds=adds,
            removes=removes,
        )

    return sealing


def epoch_of(body: Body) -> int:
    """The epoch in which the commit of *body* was made."""
    octets = base64.b64decode(body.commit or "")
    return int.from_bytes(octets[29:37], "big")
