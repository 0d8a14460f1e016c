# SPDX-License-Identifier: EUPL-1.2
"""The few things about a request that count.  All else about it, and so about a visitor, stops here."""

import asyncio
from dataclasses import dataclass
from typing import Final, Self

from aiohttp import web

from chatserver.domain.errors import MalformedError, TooLargeError
from chatserver.wire.limits import MAX_FRAME_BYTES

MAX_PACKETS_OF_A_POST: Final = 64
"""Stock answers 200 to 17 packets and drops them (seen)."""
SEPARATOR: Final = "\x1e"


class Papers:
    """What a counsellor shows at the door: the sign-in cookie's value and the Origin.  Kept until let in."""

    __slots__ = ("cookie", "origin")

    def __init__(self, cookie: str | None = None, origin: str | None = None) -> None:
        self.cookie = cookie
        self.origin = origin

    def show(self, papers: "Papers") -> None:
        """A browser's first GET over polling carries no Origin, its POSTs do: what is shown later counts."""
        self.cookie = papers.cookie or self.cookie
        self.origin = papers.origin or self.origin

    def forget(self) -> None:
        """Keep nothing."""
        self.cookie = self.origin = None


@dataclass(frozen=True, slots=True)
class Asked:
    """An Engine.IO request."""

    method: str
    sid: str | None
    upgrade: bool
    papers: Papers

    @classmethod
    def of(cls, request: web.Request, *, cookie: str) -> Self:
        """
        Read *request*; *cookie* is the name of the only cookie that counts.

        Raises:
            MalformedError: it is not Engine.IO 4 as we speak it.
        """
        query, upgrade = request.query, "Upgrade" in request.headers
        sids, origins = query.getall("sid", []), request.headers.getall("Origin", [])
        # JSONP ("j") would let a page of any site read the answers, as a script.
        if len(sids) > 1 or len(origins) > 1 or "j" in query or query.get("EIO") != "4":
            raise MalformedError
        # An upgrade from polling that stalls makes a loop of 4,000 turns a second (seen).
        if query.get("transport") != ("websocket" if upgrade else "polling") or (upgrade and sids):
            raise MalformedError
        papers = Papers(request.cookies.get(cookie), next(iter(origins), None))
        return cls(request.method, next(iter(sids), None), upgrade, papers)


def transport_of(request: web.Request) -> asyncio.Transport:
    """The transport under *request*."""
    transport = request.transport
    if transport is None:
        raise ConnectionResetError
    return transport


async def packets_of(request: web.Request) -> list[str]:
    """
    The packets of a POST.

    Raises:
        TooLargeError: more bytes than a frame may have.
        MalformedError: not text, or too many packets.
    """
    body = bytearray()
    try:
        async for chunk in request.content.iter_any():
            body += chunk
            if len(body) > MAX_FRAME_BYTES:
                raise TooLargeError
        packets = body.decode().split(SEPARATOR)
    except (UnicodeDecodeError, web.RequestPayloadError):
        raise MalformedError from None
    if len(packets) > MAX_PACKETS_OF_A_POST:
        raise MalformedError
    return packets
