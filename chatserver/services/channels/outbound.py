# SPDX-License-Identifier: EUPL-1.2
"""Requests to machines of others, made so that they cannot be turned against the house.

Rule 1: https alone; http only to loopback, in a demonstration.  Rule 2: the address that is really connected
to is looked at, whatever its name said a moment before.  Rule 3: no redirect is followed, no cookie kept, no
proxy of the environment used.  Rule 4: of the answer counts the status; the rest is read only to see that
it is small, and is neither kept nor told.
"""

import ipaddress
import re
import socket
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import aiohttp
from yarl import URL

from chatserver.services.channels.channel import AddressError, Result

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Address = ipaddress.IPv4Address | ipaddress.IPv6Address

ANSWER_BYTES: Final = 16_384
CONNECT_SECONDS: Final = 10.0
WHOLE_SECONDS: Final = 25.0
_URL: Final = re.compile(
    r"https?://(?:[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?|\[[0-9a-f:.]+\])(:[0-9]{1,5})?"
    r"/[A-Za-z0-9._~/%-]*(\?[A-Za-z0-9._~=&%-]*)?"
)
_LOOPBACK: Final = {"localhost", "127.0.0.1", "::1"}
_NOT_NOW: Final = {
    HTTPStatus.REQUEST_TIMEOUT,
    HTTPStatus.CONFLICT,
    HTTPStatus.TOO_EARLY,
    HTTPStatus.TOO_MANY_REQUESTS,
}
_FAILURES: Final[tuple[tuple[type[Exception] | tuple[type[Exception], ...], Result], ...]] = (
    (TimeoutError, Result.TIMEOUT),
    ((aiohttp.ClientSSLError, ssl.SSLError), Result.UNTRUSTED),
    ((aiohttp.ClientResponseError, aiohttp.ClientPayloadError), Result.STRANGE),
)
_NAT64: Final = ipaddress.ip_network("64:ff9b::/96")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """How far a request may go."""

    private_networks: tuple[Network, ...] = ()
    """Networks that are not public, and in which agencies are all the same."""
    authorities: Path | None = None
    """Certificates to believe instead of the system's."""
    demonstration: bool = False
    whole_seconds: float = WHOLE_SECONDS

    def may_reach(self, text: str) -> bool:
        """Whether *text*, an address of the network, may be connected to."""
        address = _bare(ipaddress.ip_address(text.split("%", maxsplit=1)[0]))
        if self.demonstration and address.is_loopback:
            return True
        if any(address in network for network in self.private_networks):
            return True
        return address.is_global and not address.is_multicast


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is asked.  It prints as nothing."""

    method: str
    url: str
    headers: Mapping[str, str]
    body: bytes

    def __repr__(self) -> str:
        return "<Request>"


def check_url(address: str, *, demonstration: bool = False) -> None:
    """
    Something that may be asked, as far as its text says.

    Raises:
        AddressError: it is not.
    """
    if not _URL.fullmatch(address):
        raise AddressError(
            "An address is written https://host/path: host in small letters, at least / as path, no password."
        )
    parts = urlsplit(address)
    if parts.scheme != "https" and not (demonstration and parts.hostname in _LOOPBACK):
        raise AddressError("The address must begin with https://.")


async def ask(request: Request, reach: Reach) -> Result:
    """Make *request*; `DELIVERED` if a machine said yes, and said little."""
    try:
        check_url(request.url, demonstration=reach.demonstration)
    except AddressError:
        return Result.ADDRESS
    gate = _Gate(reach)
    try:
        return await _asked(request, reach, gate)
    except (aiohttp.ClientError, OSError) as failed:
        return Result.ADDRESS if gate.kept_in else _failure(failed)


def context_of(authorities: Path | None) -> ssl.SSLContext:
    """How certificates are checked: by the system's authorities, or only by those in *authorities*."""
    if authorities is None:
        return _context(None, 0)
    return _context(str(authorities), authorities.stat().st_mtime_ns)


@lru_cache(maxsize=8)  # to read the system's authorities takes a twentieth of a second of everybody's time
def _context(file: str | None, _changed: int) -> ssl.SSLContext:
    context = ssl.create_default_context(cafile=file)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


class _Gate:
    """Stands where a socket is made, after every look-up: the last moment at which an address is known."""

    def __init__(self, reach: Reach) -> None:
        self._reach = reach
        self.kept_in = False

    def __call__(self, found: tuple[Any, ...]) -> socket.socket:
        family, kind, protocol, _, address = found
        if not self._reach.may_reach(str(address[0])):
            self.kept_in = True
            raise OSError("inside")
        return socket.socket(family, kind, protocol)


async def _asked(request: Request, reach: Reach, gate: _Gate) -> Result:
    connector = aiohttp.TCPConnector(
        ssl=context_of(reach.authorities), socket_factory=gate, use_dns_cache=False, force_close=True
    )
    # One for each request: nothing, no cookie either, is left from one to the next.
    session = aiohttp.ClientSession(
        connector=connector,
        timeout=aiohttp.ClientTimeout(total=reach.whole_seconds, sock_connect=CONNECT_SECONDS),
        auto_decompress=False,  # a small answer could become a large one
        trust_env=False,
        skip_auto_headers=("User-Agent", "Accept", "Accept-Encoding"),
    )
    async with (
        session,
        session.request(
            request.method,
            URL(request.url, encoded=True),
            data=request.body,
            headers=request.headers,
            allow_redirects=False,
        ) as answer,
    ):
        return Result.STRANGE if await _is_large(answer) else _meaning(answer.status)


async def _is_large(answer: aiohttp.ClientResponse) -> bool:
    left = ANSWER_BYTES
    while left >= 0 and (part := await answer.content.read(left + 1)):
        left -= len(part)
    return left < 0


def _meaning(status: int) -> Result:
    if status in _NOT_NOW or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return Result.BUSY
    if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        return Result.DELIVERED
    return Result.REDIRECTED if status < HTTPStatus.BAD_REQUEST else Result.REFUSED


def _failure(failed: Exception) -> Result:
    return next((result for kinds, result in _FAILURES if isinstance(failed, kinds)), Result.UNREACHABLE)


def _bare(address: Address) -> Address:
    """The address that is meant, where one is wrapped in another."""
    if isinstance(address, ipaddress.IPv4Address):
        return address
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or address
