# SPDX-License-Identifier: EUPL-1.2
"""A static site as a folder, for a machine that has nothing else of Lykta: written, and read again.

``site/`` holds the files; ``servers/`` the same table of headers as common servers want it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from chatserver.domain.errors import CannotError
from chatserver.web.headers import Kind
from chatserver.web.manifest import DENIED, MANIFEST, Manifest, ManifestError, described, digest, parsed
from chatserver.web.pages import Pages, Site
from chatserver.web.static import TYPES, File, packed

SITE: Final = "site"
SERVERS: Final = "servers"


@dataclass(frozen=True, slots=True)
class Written:
    """A site in a folder.  *denied* is read anew at every question."""

    manifest: Manifest
    files: Mapping[str, File]
    denied: Path


def with_manifest(site: Site, pages: Pages) -> Mapping[str, File]:
    """All files of *pages*, the manifest among them."""
    return {**pages.files, MANIFEST: _manifest(described(site, pages))}


def write(folder: Path, site: Site, pages: Pages, denied: bytes) -> Manifest:
    """
    Write the whole site into *folder*, with the deny-list *denied* as it is today; what was written.

    Raises:
        CannotError: there is something in it already.
    """
    if folder.exists() and any(folder.iterdir()):
        raise CannotError(f"{folder} is not empty: name a new folder.")
    files = with_manifest(site, pages)
    for path, file in files.items():
        _put(folder / SITE / _name(path), file.content)
    _put(folder / SITE / _name(DENIED), denied)
    manifest = parsed(files[MANIFEST].content)
    for name, text in server_files(manifest).items():
        _put(folder / SERVERS / name, text.encode())
    return manifest


def read(folder: Path) -> Written:
    """
    The site that was written into *folder*, ready to be served.

    Raises:
        ManifestError: a file is missing, or is not as it was written.
    """
    content = _content(folder, MANIFEST)
    manifest = parsed(content)
    files = {MANIFEST: _manifest(content)}
    for path, listed in manifest.files.items():
        found = _content(folder, path)
        if digest(found) != listed.sha256:
            raise ManifestError(f"{path} in {folder} is not the file that was written there.")
        files[path] = File(found, listed.type, listed.kind, packed(found, listed.type))
    return Written(manifest, files, folder / SITE / _name(DENIED))


def server_files(manifest: Manifest) -> Mapping[str, str]:
    """What common servers read, by the name of the file."""
    return {"_headers": _netlify(manifest), "nginx.conf": _nginx(manifest), "Caddyfile": _caddy(manifest)}


def _manifest(content: bytes) -> File:
    return File(content, TYPES[".json"], Kind.PUBLIC, packed(content, TYPES[".json"]))


def _name(path: str) -> str:
    return f"{path.removeprefix('/')}index.html" if path.endswith("/") else path.removeprefix("/")


def _content(folder: Path, path: str) -> bytes:
    try:
        return (folder / SITE / _name(path)).read_bytes()
    except OSError as wrong:
        raise ManifestError(f"{folder} is no whole site: {path} cannot be read ({wrong.strerror}).") from None


def _put(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _paths(manifest: Manifest) -> Iterator[tuple[str, Kind]]:
    kinds = {path: one.kind for path, one in manifest.files.items()}
    yield from sorted({MANIFEST: Kind.PUBLIC, DENIED: Kind.OTHER, **kinds}.items())


def _netlify(manifest: Manifest) -> str:
    lines: list[str] = []
    for path, kind in _paths(manifest):
        lines += [path, *(f"  {name}: {value}" for name, value in sorted(manifest.said(kind, path).items()))]
    return "\n".join([*lines, ""])


def _nginx(manifest: Manifest) -> str:
    lines = ["# Inside `server { root .../site; server_tokens off; ... }`.", "charset utf-8;"]
    for short, whole in sorted(manifest.moved.items()):
        lines += _nginx_place(manifest, Kind.OTHER, f"= {short}", f"return 308 {whole}")
    for path, kind in _paths(manifest):
        lines += _nginx_place(manifest, kind, f"= {path}", f"try_files /{_name(path)} =404")
    for prefix in ("/", *sorted(manifest.extra_csp)):
        lines += _nginx_place(manifest, Kind.OTHER, prefix, "return 404")
    return "\n".join([*lines, ""])


def _nginx_place(manifest: Manifest, kind: Kind, place: str, deed: str) -> list[str]:
    said = sorted(manifest.said(kind, place.removeprefix("= ")).items())
    headers = [f'  add_header {name} "{value}" always;' for name, value in said]
    return [f"location {place} {{", f"  {deed};", *headers, "}"]


def _caddy(manifest: Manifest) -> str:
    lines = ["# Inside the site's block.", "root * site"]
    for short, whole in sorted(manifest.moved.items()):
        lines += _caddy_place(manifest, Kind.OTHER, short, f"redir {whole} 308")
    for path, kind in _paths(manifest):
        lines += _caddy_place(manifest, kind, path, "file_server")
    for prefix in (*sorted(manifest.extra_csp), "/"):
        lines += _caddy_place(manifest, Kind.OTHER, f"{prefix}*", "respond 404")
    return "\n".join([*lines, ""])


def _caddy_place(manifest: Manifest, kind: Kind, place: str, deed: str) -> list[str]:
    said = sorted(manifest.said(kind, place.removesuffix("*")).items())
    headers = [f'    {name} "{value}"' for name, value in said]
    return [f"handle {place} {{", "  header {", *headers, "    -Server", "  }", f"  {deed}", "}"]
