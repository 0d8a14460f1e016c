# SPDX-License-Identifier: EUPL-1.2
"""The headers of the pages (R25, R26): a snapshot to be changed on purpose."""

import pytest

from chatserver.web import headers
from chatserver.web.parts import Parts
from chatserver.web.site import make_app
from tests.drivers.browser import Browser, browsing
from tests.drivers.house import EMBEDDING, with_site

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "media-src 'self'; worker-src 'self'; connect-src 'self' {sockets}; base-uri 'none'; form-action 'none'; "
    "object-src 'none'; frame-ancestors {framed}; require-trusted-types-for 'script'; "
    "trusted-types lykta-worker"
)


async def test_the_chat_may_be_framed_by_the_sites_on_the_list(browser: Browser) -> None:
    """Only the sites on the list may show the chat in a frame."""
    said = (await browser.get("/chat/")).headers

    assert said["Content-Security-Policy"] == POLICY.format(sockets="ws://localhost:8320", framed=EMBEDDING)
    assert "X-Frame-Options" not in said
    assert said["Referrer-Policy"] == "no-referrer"
    assert said["X-Content-Type-Options"] == "nosniff"
    assert said["Cross-Origin-Opener-Policy"] == "same-origin"
    assert said["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "Server" not in said


async def test_nobody_may_frame_the_console(browser: Browser) -> None:
    """No site shows the console in a frame, and no other window holds on to it."""
    said = (await browser.get("/console/")).headers

    assert said["Content-Security-Policy"] == POLICY.format(sockets="ws://localhost:8320", framed="'none'")
    assert said["X-Frame-Options"] == "DENY"
    assert said["Cross-Origin-Opener-Policy"] == "same-origin"
    assert said["Cross-Origin-Resource-Policy"] == "same-origin"


async def test_without_a_list_nobody_may_frame_the_chat(parts: Parts) -> None:
    """An empty list means nobody, not everybody."""
    async with browsing(make_app(with_site(parts, embedding_sites=()))) as browser:
        policy = (await browser.get("/chat/")).headers["Content-Security-Policy"]

    assert "frame-ancestors 'none'" in policy


@pytest.mark.parametrize(
    ("page", "may"),
    [
        ("chat", {"screen-wake-lock"}),
        (
            "console",
            {"autoplay", "publickey-credentials-create", "publickey-credentials-get", "screen-wake-lock"},
        ),
    ],
)
async def test_a_page_may_do_only_what_it_needs(browser: Browser, page: str, may: set[str]) -> None:
    """Camera, microphone, place and the rest are off."""
    said = (await browser.get(f"/{page}/")).headers["Permissions-Policy"]
    rules = dict(rule.split("=") for rule in said.split(", "))

    assert {name for name, who in rules.items() if who == "(self)"} == may
    assert {who for name, who in rules.items() if name not in may} == {"()"}
    assert {"camera", "microphone", "geolocation", "clipboard-read", "payment"} <= set(rules)


@pytest.mark.parametrize(
    ("origin", "sockets", "strict"),
    [
        ("https://help.example", "wss://help.example", "max-age=31536000"),
        ("http://localhost:8320", "ws://localhost:8320", None),
    ],
)
async def test_tls_is_for_good(parts: Parts, origin: str, sockets: str, strict: str | None) -> None:
    """Where there is TLS a browser never goes back, and sockets are encrypted too (R3)."""
    async with browsing(make_app(with_site(parts, origin=origin))) as browser:
        said = (await browser.get("/chat/")).headers

    assert said.get("Strict-Transport-Security") == strict
    assert f"connect-src 'self' {sockets};" in said["Content-Security-Policy"]


def test_no_third_party_is_named() -> None:
    """A page's policy names its own origin and the sites that frame it, nobody else."""
    policy = headers.content_policy("https://help.example", framed_by=["https://school.example"])
    named = {word.strip(";") for word in policy.split() if "://" in word}

    assert named == {"wss://help.example", "https://school.example"}
