# SPDX-License-Identifier: EUPL-1.2
"""The headers of every answer, as tables (R25, R26).

Rule 1: what is not said here is off.  Rule 2: a page loads from its own origin and from nowhere else.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Final

from aiohttp import web

NO_STORE: Final = "no-store"
FOR_EVER: Final = "public, max-age=31536000, immutable"
ASK_AGAIN: Final = "no-cache"

Headers = Mapping[str, str]

EVERYWHERE: Final[Headers] = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
NOT_A_PAGE: Final[Headers] = {
    "Content-Security-Policy": "default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
    "Cache-Control": NO_STORE,
    "X-Frame-Options": "DENY",
}
"""Answers that no browser should show, run or frame: the API, and whatever forgot to say what it is."""

_OFF: Final = (
    "accelerometer",
    "autoplay",
    "browsing-topics",
    "camera",
    "clipboard-read",
    "clipboard-write",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "geolocation",
    "gyroscope",
    "hid",
    "idle-detection",
    "local-fonts",
    "magnetometer",
    "microphone",
    "midi",
    "otp-credentials",
    "payment",
    "picture-in-picture",
    "publickey-credentials-create",
    "publickey-credentials-get",
    "screen-wake-lock",
    "serial",
    "storage-access",
    "sync-xhr",
    "usb",
    "window-management",
    "xr-spatial-tracking",
)
CHAT_MAY: Final = frozenset({"screen-wake-lock"})
CONSOLE_MAY: Final = frozenset(
    {"autoplay", "publickey-credentials-create", "publickey-credentials-get", "screen-wake-lock"}
)
"""A console rings for an offer; passkeys are for staff."""


def permissions(may: frozenset[str]) -> str:
    """``Permissions-Policy``: all off, but what the page *may* do itself."""
    return ", ".join(f"{name}={'(self)' if name in may else '()'}" for name in _OFF)


def content_policy(origin: str, *, framed_by: Sequence[str]) -> str:
    """``Content-Security-Policy`` of a page of *origin* that *framed_by* may show in a frame."""
    own_sockets = origin.replace("http", "ws", 1)
    rules = {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "font-src": "'self'",
        "media-src": "'self'",
        "worker-src": "'self'",
        # Named as well as 'self': older Safari does not count sockets to the same host as that.
        "connect-src": f"'self' {own_sockets}",
        "base-uri": "'none'",
        "form-action": "'none'",
        "object-src": "'none'",
        "frame-ancestors": " ".join(framed_by) or "'none'",
        "require-trusted-types-for": "'script'",
        "trusted-types": "lykta-worker",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def chat_page(origin: str, embedding_sites: Sequence[str]) -> Headers:
    """Headers of the chat, which *embedding_sites* may show in a frame."""
    return {
        "Content-Security-Policy": content_policy(origin, framed_by=embedding_sites),
        "Permissions-Policy": permissions(CHAT_MAY),
        "Cache-Control": NO_STORE,
        # Its embedding page may ask that everything in it agrees to be embedded.
        "Cross-Origin-Resource-Policy": "cross-origin",
    }


def console_page(origin: str) -> Headers:
    """Headers of the console, which nobody may show in a frame."""
    return {
        "Content-Security-Policy": content_policy(origin, framed_by=()),
        "Permissions-Policy": permissions(CONSOLE_MAY),
        "Cache-Control": NO_STORE,
        "X-Frame-Options": "DENY",
    }


def strict_transport(origin: str) -> Headers:
    """One year of TLS only, where there is TLS (R3)."""
    return {"Strict-Transport-Security": "max-age=31536000"} if origin.startswith("https:") else {}


def completer(origin: str) -> Callable[[web.Request, web.StreamResponse], Awaitable[None]]:
    """What completes every answer just before it goes out; what it says already stays."""
    always = {**EVERYWHERE, **strict_transport(origin)}

    async def complete(_request: web.Request, response: web.StreamResponse) -> None:
        missing = always if "Content-Security-Policy" in response.headers else {**always, **NOT_A_PAGE}
        for name, value in missing.items():
            response.headers.setdefault(name, value)
        response.headers.popall("Server", None)

    return complete
