# SPDX-License-Identifier: EUPL-1.2
"""``manifest.json``: every file of a static site with its hash, and every header that goes with it.

The same build with the same settings gives the same bytes, on any machine: whoever rebuilds can compare.
Rule: it says what must be answered, whole; what it does not name must not be there.
Names and policies follow WEBCAT as far as that is free (``docs/reference/static-site.md`` says where not).
"""

import base64
import hashlib
from collections.abc import Mapping
from typing import Final

import msgspec

from chatserver.domain.errors import CannotError
from chatserver.web.headers import Headers, Kind, Policies, of_kind
from chatserver.web.pages import MOVED, Pages, Site
from chatserver.wire.answers import NOTHING

FORMAT: Final = "lykta-site-1"
MANIFEST: Final = "/manifest.json"
DENIED: Final = "/denied.bin"
"""The deny-list: signed by itself, and renewed more often than the site; so its hash is in no manifest."""
DENIED_TYPE: Final = "application/octet-stream"
_POLICY: Final = "Content-Security-Policy"


class ManifestError(CannotError):
    """A ``manifest.json`` that is missing or is not one, or a file that is not as it says."""


class Listed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One file."""

    kind: Kind
    type: str
    bytes: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a static host serves."""

    format: str
    app: str
    """Origin of the pages."""
    relay: str
    exit_page: str
    embedding_sites: list[str]
    default_csp: str
    extra_csp: dict[str, str]
    headers: dict[Kind, dict[str, str]]
    """By kind of answer; the policy goes by path."""
    moved: dict[str, str]
    files: dict[str, Listed]

    @property
    def policies(self) -> Policies:
        """The policy of every path."""
        return Policies(self.extra_csp)

    def said(self, kind: Kind, path: str) -> Headers:
        """The headers of an answer of *kind* at *path*."""
        return {**self.headers[kind], _POLICY: self.policies.of(path)}


def described(site: Site, pages: Pages) -> bytes:
    """The manifest of *pages*, sorted, so that the same site has the same bytes."""
    manifest = Manifest(
        format=FORMAT,
        app=site.pages,
        relay=site.origin,
        exit_page=site.exit_page,
        embedding_sites=list(site.embedding_sites),
        default_csp=NOTHING,
        extra_csp=dict(pages.policies.by_prefix),
        headers=_by_kind(site, {file.kind for file in pages.files.values()} | {Kind.OTHER}),
        moved=dict(MOVED),
        files={
            path: Listed(file.kind, file.type, len(file.content), digest(file.content))
            for path, file in pages.files.items()
        },
    )
    return msgspec.json.format(msgspec.json.encode(manifest, order="sorted"), indent=1) + b"\n"


def parsed(content: bytes) -> Manifest:
    """
    The manifest in *content*.

    Raises:
        ManifestError: it is none.
    """
    try:
        manifest = msgspec.json.decode(content, type=Manifest)
    except msgspec.MsgspecError as wrong:
        raise ManifestError(f"This is no manifest of a site ({wrong}).") from None
    if manifest.format != FORMAT:
        raise ManifestError(f"This manifest is of another version ({manifest.format}, not {FORMAT}).")
    return manifest


def digest(content: bytes) -> str:
    """SHA-256 as manifests write it: base64url without its filling."""
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()).decode().rstrip("=")


def _by_kind(site: Site, kinds: set[Kind]) -> dict[Kind, dict[str, str]]:
    tls = site.pages.startswith("https:")
    return {kind: _without_policy(of_kind(kind, NOTHING, tls=tls)) for kind in kinds}


def _without_policy(headers: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in headers.items() if name != _POLICY}
