# SPDX-License-Identifier: EUPL-1.2
"""A static site as a folder: written, served by somebody else, compared from outside."""

import io
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
import structlog
from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from chatserver.cli import verify
from chatserver.domain.errors import CannotError
from chatserver.observe import logs
from chatserver.signing.roots import Roots
from chatserver.web import written
from chatserver.web.headers import Kind
from chatserver.web.manifest import Manifest, ManifestError, described, parsed
from chatserver.web.pages import read_pages
from chatserver.web.parts import Parts, Site
from chatserver.web.site import make_pages_app
from tests.drivers.ports import free_port

SCRIPT = "/chat/assets/app-Ab3_x-9Z.js"
Change = Callable[[web.Request, web.StreamResponse], Awaitable[None]]


@dataclass
class Written:
    """A site that was written for the address at which it is served."""

    folder: Path
    site: Site
    changes: list[Change] = field(default_factory=list)
    """What is done to the headers of every answer on its way out."""
    bodies: dict[str, bytes] = field(default_factory=dict)
    """What is answered instead, by path."""

    @property
    def address(self) -> str:
        """Where it is served."""
        return self.site.pages

    @property
    def manifest(self) -> Path:
        """Its description."""
        return self.folder / "site" / "manifest.json"

    def middleware(self) -> Middleware:
        """Answers something else at the paths of `bodies`."""

        @web.middleware
        async def swap(request: web.Request, handler: Handler) -> web.StreamResponse:
            response = await handler(request)
            if isinstance(response, web.Response) and request.path in self.bodies:
                response.headers.popall("Content-Encoding", None)
                response.body = self.bodies[request.path]
            return response

        return swap

    async def change(self, request: web.Request, response: web.StreamResponse) -> None:
        """What a dishonest host does."""
        for change in self.changes:
            await change(request, response)


@pytest.fixture
async def site(parts: Parts, tmp_path: Path) -> AsyncIterator[Written]:
    """A site on a host of its own, whose answers a test may change."""
    port = free_port()
    where = replace(parts.site, pages=f"http://127.0.0.1:{port}", origin="http://127.0.0.1:1")
    written.write(tmp_path / "out", where, read_pages(where, parts.roots), b"nobody")
    site = Written(tmp_path / "out", where)
    app = make_pages_app(written.read(tmp_path / "out"), None)
    app.on_response_prepare.append(site.change)
    app.middlewares.append(site.middleware())
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    logs.configure(json=True, stream=io.StringIO())
    yield site
    structlog.reset_defaults()
    await runner.cleanup()


async def told(site: Written, capsys: pytest.CaptureFixture[str], path: Path | None) -> tuple[int, list[str]]:
    """The status of `lykta verify`, and what it printed."""
    status = await verify.run(site.address, path)
    return status, capsys.readouterr().out.splitlines()


async def test_an_honest_host_is_found_honest(site: Written, capsys: pytest.CaptureFixture[str]) -> None:
    """What was written and is served unchanged has no difference."""
    assert await told(site, capsys, site.manifest) == (
        0,
        [f"8 files of {site.address} are as the manifest says."],
    )


async def test_one_changed_byte_is_found(site: Written, capsys: pytest.CaptureFixture[str]) -> None:
    """One byte of one script, of the same length, is found and named."""
    honest = (site.folder / f"site{SCRIPT}").read_bytes()
    site.bodies[SCRIPT] = honest.replace(b"page", b"pagf", 1)
    status, lines = await told(site, capsys, site.manifest)

    assert (status, len(lines)) == (1, 1)
    assert lines[0].startswith(f"{SCRIPT}: is another file")


async def test_a_host_cannot_vouch_for_itself(
    site: Written, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """A host that changes a file and its manifest is found with a manifest from elsewhere, and only so."""
    kept = tmp_path / "kept.json"
    kept.write_bytes(site.manifest.read_bytes())
    (site.site.build_folder / "chat" / "assets" / "app-Ab3_x-9Z.js").write_text("alert(1)")
    other = described(site.site, read_pages(site.site, roots_of(site)))
    site.bodies |= {"/manifest.json": other, SCRIPT: b"alert(1)"}

    assert (await told(site, capsys, None))[0] == 0
    status, lines = await told(site, capsys, kept)
    assert status == 1
    assert {line.partition(":")[0] for line in lines} == {"/manifest.json", SCRIPT}


def roots_of(site: Written) -> Roots:
    """The roots that the site was written with."""
    return Roots.parse((site.folder / "site" / "roots.json").read_bytes())


HEADERS: dict[str, tuple[str, str | None, str]] = {
    "a loosened policy": ("Content-Security-Policy", "script-src *", "content-security-policy is"),
    "a policy that is gone": ("Content-Security-Policy", None, "content-security-policy is None"),
    "a missing header": ("Integrity-Policy", None, "integrity-policy is None"),
    "a page that is kept": ("Cache-Control", "public", "cache-control is 'public'"),
    "another type": ("Content-Type", "text/plain", "content-type is 'text/plain'"),
    "a cookie": ("Set-Cookie", "seen=1", "set-cookie is said"),
    "a file fetched early": ("Link", "</x.js>; rel=preload", "link is said"),
    "an open door": ("Access-Control-Allow-Origin", "*", "access-control-allow-origin is said"),
}


@pytest.mark.parametrize("wrong", HEADERS)
async def test_a_changed_header_is_found(
    site: Written, capsys: pytest.CaptureFixture[str], wrong: str
) -> None:
    """A header that is looser, missing or added is found, on the very page."""
    name, value, line = HEADERS[wrong]

    async def change(request: web.Request, response: web.StreamResponse) -> None:
        if request.path == "/chat/":
            response.headers.popall(name, None)
            if value is not None:
                response.headers[name] = value

    site.changes.append(change)
    status, lines = await told(site, capsys, site.manifest)

    assert (status, len(lines)) == (1, 1)
    assert lines[0].startswith(f"/chat/: {line}")


async def test_a_missing_file_and_an_extra_script_are_found(
    site: Written, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file that is gone is found, and a script that the document did not have."""

    async def change(request: web.Request, response: web.StreamResponse) -> None:
        if request.path == "/roots.json":
            response._status = 404

    site.changes.append(change)
    page = (site.folder / "site/chat/index.html").read_bytes()
    site.bodies["/chat/"] = page + b"<script src=/evil.js></script>"
    status, lines = await told(site, capsys, site.manifest)

    assert status == 1
    assert {line.partition(":")[0] for line in lines} == {"/roots.json", "/chat/"}
    assert "/roots.json: answers 404" in lines


async def test_a_host_that_answers_everything_is_found(
    site: Written, capsys: pytest.CaptureFixture[str]
) -> None:
    """A host that has something at paths of nobody, or leads elsewhere, is found."""

    async def change(request: web.Request, response: web.StreamResponse) -> None:
        if response.status == 404:
            response._status = 200
        if request.path == "/":
            response.headers["Location"] = "https://evil.example/chat/"

    site.changes.append(change)
    status, lines = await told(site, capsys, site.manifest)

    assert status == 1
    assert [line for line in lines if "should not be there" in line and line.startswith("/chat/assets/")]
    assert [line for line in lines if line.startswith("/: answers (308, 'https://evil.example/chat/'")]


async def test_a_host_of_another_name_is_found(site: Written, tmp_path: Path) -> None:
    """A manifest is for one origin; nothing that does not answer is called honest."""
    with pytest.raises(CannotError, match="does not answer"):
        await verify.run("http://127.0.0.1:1", site.manifest)
    with pytest.raises(CannotError, match="no address"):
        await verify.run("chat.example.org", site.manifest)
    with pytest.raises(CannotError, match="cannot be read"):
        await verify.run(site.address, tmp_path / "none")


def test_a_manifest_of_other_kind_is_refused() -> None:
    """What is no manifest of ours is not guessed at."""
    for content in (b"", b"{}", b"[]", b"\xff"):
        with pytest.raises(ManifestError):
            parsed(content)


async def test_the_same_site_has_the_same_manifest(parts: Parts) -> None:
    """Nothing of when, where or in which order goes into it."""
    both = [described(parts.site, read_pages(parts.site, parts.roots)) for _ in range(2)]

    assert both[0] == both[1]
    assert str(parts.site.build_folder).encode() not in both[0]


async def test_a_folder_that_was_changed_is_not_served(site: Written) -> None:
    """A written site is served as it was written, or not at all."""
    (site.folder / "site" / "loader.js").write_text("alert(1)")
    with pytest.raises(ManifestError, match=r"/loader\.js"):
        written.read(site.folder)
    (site.folder / "site" / "loader.js").unlink()
    with pytest.raises(ManifestError, match="cannot be read"):
        written.read(site.folder)


async def test_nothing_is_written_over(site: Written, parts: Parts) -> None:
    """A folder with something in it is left alone."""
    with pytest.raises(CannotError, match="not empty"):
        written.write(site.folder, site.site, read_pages(site.site, parts.roots), b"nobody")


def manifest_of(site: Written) -> Manifest:
    """What was written."""
    return parsed(site.manifest.read_bytes())


@pytest.mark.parametrize("name", ["_headers", "nginx.conf", "Caddyfile"])
async def test_every_header_of_every_file_is_in_the_tables_for_servers(site: Written, name: str) -> None:
    """Each file of the site, and each header that goes with it, stands in each table."""
    table = (site.folder / "servers" / name).read_text()
    manifest = manifest_of(site)
    for path, listed in manifest.files.items():
        place = table[f"\n{table}".index(f"\n{path}\n" if name == "_headers" else f" {path} {{") :]
        for header, value in manifest.said(listed.kind, path).items():
            assert header in place
            assert value in place
    assert Kind.OTHER in manifest.headers
