# SPDX-License-Identifier: EUPL-1.2
"""One file of the pages: its bytes, plain and packed, and what kind of answer it is."""

import gzip
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Final

from aiohttp import web

from chatserver.web.headers import ASK_AGAIN, KIND, TABLE, Kind

TYPES: Final = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".mp3": "audio/mpeg",
    ".ogg": "audio/ogg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}
"""What may be part of a page: nothing else of a build is served."""
_TEXTS: Final = ("text/", "application/", "image/svg")
_NEVER_WEIGHS: Final = frozenset({"q=0", "q=0.0", "q=0.00", "q=0.000"})
_WORTH_PACKING: Final = 512


@dataclass(frozen=True, slots=True)
class File:
    """One file.  *packed*: the same content by encoding, the best first."""

    content: bytes
    type: str
    kind: Kind
    packed: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def mark(self) -> str | None:
        """Its ``ETag``, if browsers ask for it again."""
        if TABLE[self.kind].get("Cache-Control") != ASK_AGAIN:
            return None
        return f'"{hashlib.sha256(self.content).hexdigest()[:32]}"'

    def answer(self, request: web.Request) -> web.Response:
        """This file, packed as the browser likes, or nothing if it has it already."""
        if self.mark is not None and request.headers.get("If-None-Match") == self.mark:
            return self._said(None, None, HTTPStatus.NOT_MODIFIED)
        accepted = set(_accepted(request.headers.get("Accept-Encoding", "")))
        for encoding, content in self.packed.items():
            if encoding in accepted:
                return self._said(content, encoding)
        return self._said(self.content, None)

    def _said(
        self, body: bytes | None, encoding: str | None, status: HTTPStatus = HTTPStatus.OK
    ) -> web.Response:
        about = {"Content-Type": self.type, "Vary": "Accept-Encoding"}
        maybe = {"ETag": self.mark, "Content-Encoding": encoding}
        about |= {name: value for name, value in maybe.items() if value is not None}
        response = web.Response(body=body, status=status, headers=about)
        response[KIND] = self.kind
        return response


def packed(content: bytes, kind: str, brotli: bytes | None = None) -> Mapping[str, bytes]:
    """*content* packed, if that is worth it for its *kind*; *brotli* if the build has made it."""
    if not kind.startswith(_TEXTS) or len(content) < _WORTH_PACKING:
        return {}
    first = {} if brotli is None else {"br": brotli}
    return {**first, "gzip": gzip.compress(content, mtime=0)}


def _accepted(header: str) -> Iterator[str]:
    for part in header.lower().split(","):
        name, _, weight = part.partition(";")
        if weight.strip() not in _NEVER_WEIGHS:
            yield name.strip()
