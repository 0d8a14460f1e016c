# SPDX-License-Identifier: EUPL-1.2
"""The headers of every answer (R25, R26): a snapshot to be changed on purpose, and every route against it."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from chatserver.web import headers, written
from chatserver.web.across import STAFF as STAFF_PATHS
from chatserver.web.headers import Kind
from chatserver.web.pages import read_pages
from chatserver.web.parts import Parts
from chatserver.web.routes import ROUTES
from chatserver.web.site import make_app, make_pages_app
from tests.drivers.browser import Answered, Browser, browsing
from tests.drivers.house import EMBEDDING, with_site

SNAPSHOT = json.loads((Path(__file__).parent / "headers.json").read_text())
RELAY = "http://localhost:8399"
STAFF = [route.path for route in ROUTES if route.path.startswith(STAFF_PATHS)]
FILES = ("chat-file", "console-file")
AT_HOME = {"Host": "localhost:8320"}
OF_TRANSPORT = {
    "access-control-allow-credentials",
    "access-control-allow-headers",
    "access-control-allow-methods",
    "access-control-allow-origin",
    "access-control-max-age",
    "allow",
    "connection",
    "content-length",
    "content-type",
    "date",
    "etag",
    "location",
    "vary",
}
"""What goes with the answer and not with its kind; each has tests of its own."""
PATHS: Mapping[str, str] = {
    "/chat/": "chat",
    "/chat/?lang=en": "chat",
    "/chat/assets/app-Ab3_x-9Z.js": "chat-file",
    "/chat/sound.mp3": "chat-file",
    "/console/": "console",
    "/console/assets/app-Ab3_x-9Z.js": "console-file",
    "/console/sound.mp3": "console-public",
    "/loader.js": "loader",
    "/roots.json": "public",
    "/manifest.json": "public",
    "/denied.bin": "other",
    "/": "other",
    "/chat": "other",
    "/console": "other",
    "/chat/nothing": "chat-other",
    "/console/assets/nothing-Ab3_x-9Z.js": "console-other",
    "/health": "other",
    "/ready": "other",
    "/nothing": "other",
    "/api/nothing": "other",
}
"""Every kind of path, and the row of the snapshot that it must have."""


def said(answer: Answered) -> dict[str, str]:
    """What an answer says about how it may be used."""
    return {name: value for name, value in answer.headers.items() if name.lower() not in OF_TRANSPORT}


def differences(answer: Answered, row: str) -> list[str]:
    """In what *answer* is not as the snapshot's *row*."""
    wanted, found = SNAPSHOT[row], said(answer)
    names = sorted({*wanted, *found})
    return [f"{name}: {found.get(name)}" for name in names if wanted.get(name) != found.get(name)]


@pytest.mark.parametrize("path", PATHS)
async def test_every_page_and_file_says_what_the_snapshot_says(browser: Browser, path: str) -> None:
    """Pages, files, errors, redirects: no header is missing, none is looser, none is there unmeant."""
    assert differences(await browser.get(path), PATHS[path]) == []


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
async def test_every_route_says_what_the_snapshot_says(browser: Browser, method: str) -> None:
    """Whatever the API answers to whatever method, it says the same: nothing here is a page."""
    for path in [route.path for route in ROUTES]:
        answer = await browser.send(method, path, b"{}", Content_Type="application/json", **AT_HOME)
        found = differences(answer, "other")
        assert [one for one in found if not (path in STAFF and one.startswith("Set-Cookie"))] == [], path


async def test_what_is_unchanged_says_it_again(browser: Browser) -> None:
    """A browser that has a file already is told its headers all the same."""
    mark = (await browser.get("/loader.js")).headers["ETag"]
    again = await browser.get("/loader.js", If_None_Match=mark)

    assert (again.status, differences(again, "loader")) == (304, [])


@pytest.mark.parametrize("split", [False, True])
async def test_the_relay_of_split_pages_shows_nothing(parts: Parts, *, split: bool) -> None:
    """A relay without pages leads to them, and answers nothing that a browser would show."""
    site = with_site(parts, origin=RELAY) if split else parts
    async with browsing(make_app(site)) as browser:
        answers = {path: await browser.get(path) for path in PATHS}

    shown = [path for path, answer in answers.items() if split and differences(answer, "other")]
    assert shown == []
    assert answers["/chat/?lang=en"].status == (308 if split else 200)
    assert answers["/chat/?lang=en"].headers.get("Location") == (
        f"{parts.site.pages}/chat/?lang=en" if split else None
    )


async def test_split_pages_say_the_same_but_for_the_relay(parts: Parts, tmp_path: Path) -> None:
    """Pages apart have the same headers; their policy names the relay, over HTTP and as sockets, exactly."""
    site = with_site(parts, origin=RELAY).site
    written.write(tmp_path / "out", site, read_pages(site, parts.roots), b"nobody")
    async with browsing(make_pages_app(written.read(tmp_path / "out"), None)) as browser:
        policy = (await browser.get("/chat/")).headers["Content-Security-Policy"]
        api = await browser.get("/api/helpline")

    together = SNAPSHOT["chat"]["Content-Security-Policy"]
    apart = f"connect-src 'self' {RELAY} {RELAY.replace('http', 'ws', 1)};"
    assert policy == together.replace("connect-src 'self' ws://localhost:8320;", apart)
    assert (api.status, differences(api, "other")) == (404, [])


async def test_without_a_list_nobody_may_frame_the_chat(parts: Parts) -> None:
    """An empty list means nobody, not everybody."""
    async with browsing(make_app(with_site(parts, embedding_sites=()))) as browser:
        policy = (await browser.get("/chat/")).headers["Content-Security-Policy"]

    assert "frame-ancestors 'none'" in policy


async def test_what_is_inline_is_named_by_its_hash(parts: Parts) -> None:
    """The one inline script of a document, its import map, is allowed by hash; a file needs none."""
    document = parts.site.build_folder / "chat" / "index.html"
    document.write_text('<script type="importmap">{}</script><script type="module" src="/x.js"></script>')
    async with browsing(make_app(parts)) as browser:
        policy = (await browser.get("/chat/")).headers["Content-Security-Policy"]

    # openssl dgst -sha256 -binary <<< '{}' without its end of line
    assert "script-src 'self' 'sha256-RBNvo1WzZ4oRRq0W9+hknpT7T8If536DEMBg9hyq/4o=';" in policy


@pytest.mark.parametrize(
    ("origin", "sockets", "strict"),
    [
        ("https://help.example", "wss://help.example", "max-age=31536000"),
        ("http://localhost:8320", "ws://localhost:8320", None),
    ],
)
async def test_tls_is_for_good(parts: Parts, origin: str, sockets: str, strict: str | None) -> None:
    """Where there is TLS a browser never goes back, and sockets are encrypted too (R3)."""
    async with browsing(make_app(with_site(parts, origin=origin, pages=origin))) as browser:
        answers = [await browser.get(path) for path in ("/chat/", "/health", "/nothing")]

    assert {answer.headers.get("Strict-Transport-Security") for answer in answers} == {strict}
    assert f"connect-src 'self' {sockets};" in answers[0].headers["Content-Security-Policy"]


def test_the_snapshot_is_as_strict_as_it_is_said_to_be() -> None:
    """Nobody loosens the snapshot itself by hand: these hold of every row."""
    for row, wanted in SNAPSHOT.items():
        policy = dict(rule.split(" ", 1) for rule in wanted["Content-Security-Policy"].split("; "))
        named = {word for sources in policy.values() for word in sources.split() if "://" in word}

        assert policy["default-src"] == policy["base-uri"] == policy["form-action"] == "'none'", row
        assert named <= {"ws://localhost:8320", EMBEDDING}, row
        assert "unsafe" not in wanted["Content-Security-Policy"], row
        assert row in {"chat", "chat-file", "chat-other"} or policy["frame-ancestors"] == "'none'", row
        assert wanted["X-Content-Type-Options"] == "nosniff", row
        assert wanted["Referrer-Policy"] == "no-referrer", row
        assert wanted["Cross-Origin-Opener-Policy"] == "same-origin", row
        assert wanted["Permissions-Policy"].count("=()") >= 25, row
    for page in ("chat", "console"):
        policy_of_page = SNAPSHOT[page]["Content-Security-Policy"]
        assert "require-trusted-types-for 'script'; trusted-types 'none'" in policy_of_page
        assert SNAPSHOT[page]["Integrity-Policy"] == "blocked-destinations=(script)"
        assert SNAPSHOT[page]["Cache-Control"] == "no-store"


def test_every_kind_is_in_the_snapshot() -> None:
    """A new kind of answer cannot come without a row here."""
    kinds = {Kind(row.removeprefix("chat-").removeprefix("console-")) for row in SNAPSHOT if row not in FILES}
    kinds |= {Kind(row) for row in FILES}

    assert kinds == set(headers.TABLE) - {Kind.HOST}
