# SPDX-License-Identifier: EUPL-1.2
"""The built pages, read once at the start and served from memory.

A path is looked up, never walked: what is not in the build cannot be asked for.
"""

import gzip
import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Final

from aiohttp import web

from chatserver.domain.errors import CannotError, UnknownPathError
from chatserver.web.headers import ASK_AGAIN, FOR_EVER, Headers

_TYPES: Final = {
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
_TEXTS: Final = frozenset({".css", ".html", ".js", ".json", ".svg", ".txt", ".wasm"})
_PACKED: Final = {".br": "br", ".gz": "gzip"}
_HASHED: Final = re.compile(r"assets/.+-[A-Za-z0-9_-]{8}\.[a-z0-9]+")
"""A name that changes with its content, as Vite makes them."""
_NEVER: Final = re.compile(r"\s*q=0(\.0*)?\s*")
_WORTH_PACKING: Final = 512
NEUTRAL_PAGE: Final = "https://www.wikipedia.org/"
"""Where *Leave quickly* goes in the pages as they are built."""


class MissingBuildError(CannotError):
    """A page that has not been built."""


@dataclass(frozen=True, slots=True)
class File:
    """One file of a build.  *packed*: the same content by encoding, the best first."""

    content: bytes
    packed: Mapping[str, bytes]
    headers: Headers

    def answer(self, request: web.Request) -> web.Response:
        """This file, packed as the browser likes, or nothing if it has it already."""
        if "ETag" in self.headers and request.headers.get("If-None-Match") == self.headers["ETag"]:
            return web.Response(status=HTTPStatus.NOT_MODIFIED, headers=self.headers)
        accepted = set(_accepted(request.headers.get("Accept-Encoding", "")))
        for encoding, content in self.packed.items():
            if encoding in accepted:
                return web.Response(body=content, headers={**self.headers, "Content-Encoding": encoding})
        return web.Response(body=self.content, headers=self.headers)


class Build:
    """One built interface, under one prefix."""

    def __init__(self, folder: Path, page: Headers, *, exit_page: str) -> None:
        """
        Read *folder*; its pages get the headers *page*, and lead to *exit_page* when somebody leaves quickly.

        Raises:
            MissingBuildError: there is no ``index.html`` in it.
        """
        self._files = dict(_files(folder, page, exit_page))
        if "" not in self._files:
            raise MissingBuildError(f"{folder / 'index.html'} is missing: run `make build`.")

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """The file that is asked for; raises `UnknownPathError` if there is none."""
        file = self._files.get(request.match_info["name"])
        if file is None:
            raise UnknownPathError("not in the build")
        return file.answer(request)


def read_file(path: Path, headers: Headers, *, exit_page: str) -> File:
    """
    One built file that is served by itself.

    Raises:
        MissingBuildError: it is not there.
    """
    try:
        return _file(path, headers, exit_page)
    except OSError:
        raise MissingBuildError(f"{path} is missing: run `make build`.") from None


def _accepted(header: str) -> Iterator[str]:
    for part in header.lower().split(","):
        name, _, weight = part.partition(";")
        if not _NEVER.fullmatch(weight):
            yield name.strip()


def _files(folder: Path, page: Headers, exit_page: str) -> Iterator[tuple[str, File]]:
    for path in sorted(folder.rglob("*")):
        if path.suffix not in _TYPES or not path.is_file():
            continue  # source maps, packed twins
        name = path.relative_to(folder).as_posix()
        if path.suffix == ".html":
            yield ("" if name == "index.html" else name), _file(path, page, exit_page)
        else:
            yield (
                name,
                _file(path, {"Cache-Control": FOR_EVER if _HASHED.fullmatch(name) else ASK_AGAIN}),
            )


def _file(path: Path, headers: Headers, exit_page: str = NEUTRAL_PAGE) -> File:
    built = path.read_bytes()
    content = built.replace(NEUTRAL_PAGE.encode(), exit_page.encode())
    about = {"Content-Type": _TYPES[path.suffix], "Vary": "Accept-Encoding", **headers}
    if about.get("Cache-Control") == ASK_AGAIN:
        about["ETag"] = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    return File(content, _packed(path, content, twins=content == built), about)


def _packed(path: Path, content: bytes, *, twins: bool) -> Mapping[str, bytes]:
    if path.suffix not in _TEXTS or len(content) < _WORTH_PACKING:
        return {}
    made = {
        encoding: twin.read_bytes()
        for suffix, encoding in _PACKED.items()
        if twins and (twin := path.with_name(path.name + suffix)).is_file()
    }
    return {**made, "gzip": made.get("gzip") or gzip.compress(content, mtime=0)}
