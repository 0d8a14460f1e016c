# SPDX-License-Identifier: EUPL-1.2
"""The static site: every file that belongs to the pages, by its path, with what the settings put into it.

The same table is served by the relay's own process (not split), written out for another machine
(``lykta static``), and described in the manifest.  A path is looked up, never walked.
"""

import base64
import hashlib
import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from chatserver.domain.errors import CannotError
from chatserver.signing.roots import Roots
from chatserver.web.headers import Kind, Policies, Where, policies
from chatserver.web.static import TYPES, File, packed

NEUTRAL_PAGE: Final = "https://www.wikipedia.org/"
"""Where *Leave quickly* goes in the pages as they are built."""
OWN_RELAY: Final = '<meta name="relay" content="" />'
"""How the pages as they are built name the relay: their own origin."""
MOVED: Final[Mapping[str, str]] = {"/": "/chat/", "/chat": "/chat/", "/console": "/console/"}
"""Who leaves the last stroke out is led on."""
ROOTS: Final = "/roots.json"
_HASHED: Final = re.compile(r"assets/.+-[A-Za-z0-9_-]{8}\.[a-z0-9]+")
"""A name that changes with its content, as Vite makes them."""
_INLINE: Final = re.compile(rb"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", re.DOTALL)
_OF: Final[Mapping[str, tuple[Kind, Kind, Kind]]] = {
    "chat": (Kind.CHAT, Kind.CHAT_FILE, Kind.CHAT_FILE),
    "console": (Kind.CONSOLE, Kind.CONSOLE_FILE, Kind.PUBLIC),
}
"""Of each interface: its documents, files named by their hash, other files."""


class MissingBuildError(CannotError):
    """A page that has not been built."""


class Site(Where, Protocol):
    """What is set about the pages."""

    @property
    def build_folder(self) -> Path:
        """Where the builds are."""

    @property
    def exit_page(self) -> str:
        """The neutral page that *Leave quickly* goes to."""


@dataclass(frozen=True, slots=True)
class Pages:
    """The whole static site."""

    files: Mapping[str, File]
    policies: Policies


def read_pages(site: Site, roots: Roots) -> Pages:
    """
    The site as it is built, with what *site* sets.

    Raises:
        MissingBuildError: a page has not been built.
    """
    files = {path: file for name in _OF for path, file in _interface(site, name)}
    files["/loader.js"] = _loader(site)
    files[ROOTS] = File(roots.encode(), TYPES[".json"], Kind.PUBLIC)
    inline = {path: inline_hashes(file.content) for path, file in files.items() if path.endswith("/")}
    return Pages(files, policies(site, inline))


def inline_hashes(document: bytes) -> tuple[str, ...]:
    """What a policy calls each inline script of *document*: the import map, and nothing else."""
    digests = (hashlib.sha256(script).digest() for script in _INLINE.findall(document))
    return tuple(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)


def _interface(site: Site, name: str) -> Iterator[tuple[str, File]]:
    folder = site.build_folder / name
    _required(folder / "index.html")
    document, hashed, other = _OF[name]
    for path in sorted(folder.rglob("*")):
        if path.suffix not in TYPES or not path.is_file():
            continue  # source maps, packed twins
        inside = path.relative_to(folder).as_posix()
        kind = document if path.suffix == ".html" else hashed if _HASHED.fullmatch(inside) else other
        yield f"/{name}/{inside.removesuffix('index.html')}", _file(path, kind, site)


def _loader(site: Site) -> File:
    return _file(_required(site.build_folder / "loader" / "loader.js"), Kind.LOADER, site)


def _required(path: Path) -> Path:
    if not path.is_file():
        raise MissingBuildError(f"{path} is missing: run `make build`.")
    return path


def _file(path: Path, kind: Kind, site: Site) -> File:
    built = path.read_bytes()
    content = _with_settings(built, site) if kind in {Kind.CHAT, Kind.CONSOLE, Kind.LOADER} else built
    twin = path.with_name(f"{path.name}.br")
    brotli = twin.read_bytes() if content == built and twin.is_file() else None
    return File(content, TYPES[path.suffix], kind, packed(content, TYPES[path.suffix], brotli))


def _with_settings(built: bytes, site: Site) -> bytes:
    # In documents, not in scripts: no setting changes a build, and no address is fetched before it is used.
    relay = "" if site.origin == site.pages else html.escape(site.origin)
    named = OWN_RELAY.replace('content=""', f'content="{relay}"')
    return built.replace(NEUTRAL_PAGE.encode(), site.exit_page.encode()).replace(
        OWN_RELAY.encode(), named.encode()
    )
