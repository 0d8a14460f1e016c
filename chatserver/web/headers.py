# SPDX-License-Identifier: EUPL-1.2
"""The headers of every answer, as one table: kind of answer -> headers (R25, R26).

Rule 1: what is not said here is off.  Rule 2: a page loads from its own origin, speaks with the relay and
with nobody else.  Rule 3: the policy goes by the path, for refusals too: WEBCAT compares it on every answer.
"""

import enum
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from aiohttp import web

from chatserver.wire.answers import NOTHING, UNSHOWN, permissions

FOR_EVER: Final = "public, max-age=31536000, immutable"
ASK_AGAIN: Final = "no-cache"

Headers = Mapping[str, str]


class Kind(enum.StrEnum):
    """What an answer is."""

    CHAT = "chat"
    CHAT_FILE = "chat-file"
    CONSOLE = "console"
    CONSOLE_FILE = "console-file"
    LOADER = "loader"
    PUBLIC = "public"
    """What programs read: roots, the manifest, files that keep their name."""
    HOST = "host"
    """Somebody else's page around the chat: the demonstration's."""
    OTHER = "other"
    """The API, polling, refusals, redirections: whatever no browser shows."""


_PAGE: Final[Headers] = {"Integrity-Policy": "blocked-destinations=(script)"}
_CHAT_MAY: Final = frozenset({"screen-wake-lock"})
_CONSOLE_MAY: Final = frozenset(
    {"autoplay", "publickey-credentials-create", "publickey-credentials-get", "screen-wake-lock"}
)
"""A console rings for an offer; passkeys are for staff."""

TABLE: Final[Mapping[Kind, Headers]] = {
    Kind.CHAT: {
        **_PAGE,
        "Permissions-Policy": permissions(_CHAT_MAY),
        # Its embedding page may ask that everything in it agrees to be embedded.
        "Cross-Origin-Resource-Policy": "cross-origin",
        # Who may frame it says its policy; this one knows no list.
        "X-Frame-Options": "",
    },
    # Not kept either: a file in the cache of a phone tells whoever looks that somebody was here.
    Kind.CHAT_FILE: {},
    Kind.CONSOLE: {**_PAGE, "Permissions-Policy": permissions(_CONSOLE_MAY)},
    Kind.CONSOLE_FILE: {"Cache-Control": FOR_EVER},
    Kind.LOADER: {"Cache-Control": ASK_AGAIN, "Cross-Origin-Resource-Policy": "cross-origin"},
    Kind.PUBLIC: {"Cache-Control": ASK_AGAIN},
    # It lends the frame what the chat may do.
    Kind.HOST: {"Permissions-Policy": ""},
    Kind.OTHER: {},
}
"""What each kind says beside, or instead of, `UNSHOWN`; an empty text takes a header away."""

KIND: Final = web.ResponseKey("kind", Kind)
"""How a handler says what its answer is."""


class Where(Protocol):
    """What is set about where things are."""

    @property
    def origin(self) -> str:
        """Where browsers reach the relay: the API and the sockets."""

    @property
    def pages(self) -> str:
        """Where browsers reach the pages."""

    @property
    def embedding_sites(self) -> tuple[str, ...]:
        """Origins that may show the chat in a frame."""


@dataclass(frozen=True, slots=True)
class Policies:
    """``Content-Security-Policy`` by the beginning of the path."""

    by_prefix: Headers

    def of(self, path: str) -> str:
        """The policy of whatever is answered at *path*."""
        for prefix, policy in self.by_prefix.items():
            if path.startswith(prefix):
                return policy
        return NOTHING


NO_PAGES: Final = Policies({})
"""Where no page is served."""


def policies(where: Where, inline: Mapping[str, Sequence[str]]) -> Policies:
    """The policies of both pages; *inline* are the hashes of what each has inline, by its path."""
    framed_by = {"/chat/": where.embedding_sites, "/console/": ()}
    return Policies(
        {
            path: content_policy(where, inline=inline.get(path, ()), framed_by=sites)
            for path, sites in framed_by.items()
        }
    )


def content_policy(where: Where, *, inline: Sequence[str], framed_by: Sequence[str]) -> str:
    """``Content-Security-Policy`` of a page with *inline* scripts that *framed_by* may show in a frame."""
    rules = {
        "default-src": "'none'",
        "script-src": " ".join(["'self'", *inline]),
        "style-src": "'self'",
        "img-src": "'self'",
        "worker-src": "'none'",
        "connect-src": " ".join(["'self'", *_relay(where)]),
        "base-uri": "'none'",
        "form-action": "'none'",
        "object-src": "'none'",
        "frame-ancestors": " ".join(framed_by) or "'none'",
        "require-trusted-types-for": "'script'",
        "trusted-types": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def _relay(where: Where) -> list[str]:
    # Sockets by name, also to the own host: older Safari does not count them as 'self'.
    sockets = where.origin.replace("http", "ws", 1)
    return [sockets] if where.origin == where.pages else [where.origin, sockets]


def of_kind(kind: Kind, policy: str, *, tls: bool) -> Headers:
    """The headers of an answer of *kind* with *policy*; one year of TLS only, where there is *tls* (R3)."""
    strict = {"Strict-Transport-Security": "max-age=31536000"} if tls else {}
    said = {**UNSHOWN, **strict, **TABLE[kind], "Content-Security-Policy": policy}
    return {name: value for name, value in said.items() if value}


def completer(
    origin: str, by_path: Policies = NO_PAGES
) -> Callable[[web.Request, web.StreamResponse], Awaitable[None]]:
    """What completes every answer of *origin* just before it goes out: nothing else may say these headers."""

    async def complete(request: web.Request, response: web.StreamResponse) -> None:
        kind = response.get(KIND, Kind.OTHER)
        response.headers.update(of_kind(kind, by_path.of(request.path), tls=origin.startswith("https:")))
        response.headers.popall("Server", None)

    return complete
