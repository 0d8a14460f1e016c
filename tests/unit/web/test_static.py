# SPDX-License-Identifier: EUPL-1.2
"""The built pages."""

import gzip
from pathlib import Path

import pytest
from yarl import URL

from chatserver.domain.errors import CannotError
from chatserver.web.pages import MissingBuildError
from chatserver.web.parts import Parts
from chatserver.web.site import make_app
from tests.drivers.browser import Browser

SCRIPT = "assets/app-Ab3_x-9Z.js"


@pytest.mark.parametrize("page", ["chat", "console"])
async def test_a_page_is_served_and_not_kept(browser: Browser, page: str) -> None:
    """The page itself is asked for each time: it names the files of its build (R25)."""
    answer = await browser.get(f"/{page}/?lang=en")

    assert answer.status == 200
    assert f"<title>{page}</title>".encode() in answer.content
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "ETag" not in answer.headers
    assert answer.cookie is None


@pytest.mark.parametrize(("there", "to"), [("/", "/chat/"), ("/chat", "/chat/"), ("/console", "/console/")])
async def test_a_short_address_leads_to_its_page(browser: Browser, there: str, to: str) -> None:
    """Who leaves the last stroke out is led on."""
    answer = await browser.get(there)

    assert (answer.status, answer.headers["Location"]) == (308, to)


@pytest.mark.parametrize(
    ("page", "kept"), [("chat", "no-store"), ("console", "public, max-age=31536000, immutable")]
)
async def test_only_the_console_is_kept(browser: Browser, page: str, kept: str) -> None:
    """What is named by its hash need not be asked for again; but a visitor's phone keeps nothing."""
    answer = await browser.get(f"/{page}/{SCRIPT}")

    assert answer.headers["Cache-Control"] == kept
    assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert page.encode() in answer.content


async def test_other_files_are_asked_for_again(browser: Browser) -> None:
    """A file that may change under its name is kept, and compared each time."""
    first = await browser.get("/console/sound.mp3")
    again = await browser.get("/console/sound.mp3", If_None_Match=first.headers["ETag"])
    other = await browser.get("/console/sound.mp3", If_None_Match='"other"')

    assert (first.status, first.headers["Cache-Control"]) == (200, "no-cache")
    assert (again.status, again.content) == (304, b"")
    assert (other.status, other.content) == (200, first.content)


async def test_nothing_unmarked_is_called_unchanged(browser: Browser) -> None:
    """A page without a mark is never answered with "as before"."""
    for mark in ("", "*", '""'):
        assert (await browser.get("/chat/", If_None_Match=mark)).status == 200


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("", None),
        ("identity", None),
        ("gzip", "gzip"),
        ("gzip, deflate, br", "br"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("br; q=0.0", None),
        ("br;q=0.1", "br"),
        ("brotli", None),
    ],
)
async def test_a_file_comes_packed_as_the_browser_likes(
    browser: Browser, accepted: str, encoding: str | None
) -> None:
    """The best packing that the browser takes, and none that it does not."""
    answer = await browser.get(f"/chat/{SCRIPT}", Accept_Encoding=accepted)

    assert answer.headers.get("Content-Encoding") == encoding
    assert answer.headers["Vary"] == "Accept-Encoding"
    content = gzip.decompress(answer.content) if encoding == "gzip" else answer.content
    assert (b"as if packed" if encoding == "br" else b"chat") in content


@pytest.mark.parametrize(
    "there",
    [
        "/chat/../console/index.html",
        "/chat/%2e%2e/console/index.html",
        "/chat/..%2fconsole%2findex.html",
        "/chat/assets/",
        "/chat/assets/app-Ab3_x-9Z.js.map",
        "/chat/assets/app-Ab3_x-9Z.js.br",
        "/chat//etc/passwd",
        "/chat/%00",
        "/loader/loader.js",
        "/loader.js/",
    ],
)
async def test_what_is_not_in_the_build_is_not_there(browser: Browser, there: str) -> None:
    """No path leads out of the build, nor to what is no part of the pages."""
    exactly = URL(f"{browser.address}{there}", encoded=True)
    answer = await browser.session.get(exactly, allow_redirects=False)

    assert answer.status == 404


async def test_the_loader_may_be_embedded_anywhere(browser: Browser) -> None:
    """The one file that other sites load is theirs to load, and is compared each time."""
    answer = await browser.get("/loader.js")

    assert (answer.status, answer.headers["Cache-Control"]) == (200, "no-cache")
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"


@pytest.mark.parametrize("missing", ["chat/index.html", "console/index.html", "loader/loader.js"])
def test_a_missing_build_is_said_in_one_line(parts: Parts, missing: str) -> None:
    """A start without a built page says which, and what to do."""
    path: Path = parts.site.build_folder / missing
    path.unlink()
    with pytest.raises(MissingBuildError) as refused:
        make_app(parts)

    assert isinstance(refused.value, CannotError)
    assert str(path) in str(refused.value)
    assert "make build" in str(refused.value)
    assert "\n" not in str(refused.value)
