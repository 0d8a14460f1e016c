# SPDX-License-Identifier: EUPL-1.2
"""Who may ask: pages, hosts and machines.  Decides only, from what the request says about itself."""

import ipaddress
from collections.abc import Callable
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlsplit

from aiohttp import web

from chatserver.domain.errors import NotAllowedError
from chatserver.web.parts import LOOPBACK_HOSTS


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """What a request says about where it comes from.  Looked at, and forgotten with the request."""

    origin: str | None
    """The page, as the browser says; a browser never leaves it out of a POST."""
    fetch_site: str | None
    """``Sec-Fetch-Site``: newer browsers say it of every request."""
    host: str
    """Name of the host that was asked for, without its port."""
    peer: str
    """Address of the machine at the other end of the connection."""

    @classmethod
    def of(cls, request: web.Request) -> Self:
        """The sender of *request*."""
        peer = request.transport.get_extra_info("peername") if request.transport is not None else None
        return cls(
            origin=request.headers.get("Origin"),
            fetch_site=request.headers.get("Sec-Fetch-Site"),
            host=host_name(request.headers.get("Host", "")),
            peer=str(peer[0]) if peer else "",
        )


@dataclass(frozen=True, slots=True)
class Ours:
    """The origin of our own pages; *split*: it is not that of the relay, only of the same site."""

    pages: str
    split: bool


Guard = Callable[[Sender, Ours], None]
"""Raises `NotAllowedError`."""


def any_program(sender: Sender, ours: Ours) -> None:
    """No other site's page.  What is no browser says no origin, and may ask: nothing here is anybody's."""
    if sender.origin is not None and sender.origin != ours.pages:
        raise NotAllowedError("another site's page")


def own_pages(sender: Sender, ours: Ours) -> None:
    """Our own pages only; what says nothing about itself may look, but a browser does not show it."""
    any_program(sender, ours)
    if ours.split and sender.fetch_site == "same-site" and sender.origin is not None:
        return
    if sender.fetch_site not in {None, "same-origin", "none"}:
        raise NotAllowedError("another site's page")


def own_pages_that_say_so(sender: Sender, ours: Ours) -> None:
    """Our own pages only, and they must say that they are."""
    own_pages(sender, ours)
    if sender.origin is None:
        raise NotAllowedError("no page says that it asks")


def this_machine(sender: Sender, _ours: Ours) -> None:
    """Somebody who sits at this machine and asks for it by its own name."""
    if sender.host not in LOOPBACK_HOSTS or not is_loopback(sender.peer):
        raise NotAllowedError("not at this machine")


def is_loopback(address: str) -> bool:
    """Whether *address* is this machine's own."""
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    mapped = parsed.ipv4_mapped if isinstance(parsed, ipaddress.IPv6Address) else None
    return (mapped or parsed).is_loopback


def host_name(host: str) -> str:
    """The name in a Host header, without its port; empty if it is none."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""
