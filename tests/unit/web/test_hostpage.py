# SPDX-License-Identifier: EUPL-1.2
"""The demonstration's host page: a site of somebody else."""

from pathlib import Path

import pytest

from chatserver.web.hostpage import make_host_page
from chatserver.web.pages import MissingBuildError
from tests.drivers.browser import browsing

CHAT = "http://localhost:18320"


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A page that embeds the chat."""
    path = tmp_path / "host.html"
    path.write_text('<!doctype html><script src="http://localhost:8320/loader.js" async></script>')
    return path


async def test_the_page_embeds_the_chat_from_where_it_is(page: Path) -> None:
    """On whatever port the chat is, the page loads it from there, and its policy allows just that."""
    async with browsing(make_host_page(page, chat_origin=CHAT)) as browser:
        answer = await browser.get("/")

    assert f'<script src="{CHAT}/loader.js"'.encode() in answer.content
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert f"script-src {CHAT}; frame-src {CHAT};" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "no-store"


async def test_there_is_a_page_about_nothing(page: Path) -> None:
    """Leaving in a hurry ends on a page that tells nothing of where one was."""
    async with browsing(make_host_page(page, chat_origin=CHAT)) as browser:
        answer = await browser.get("/neutral")

    assert answer.status == 200
    assert b"lykta" not in answer.content.lower()


@pytest.mark.parametrize("host", ["evil.example", ""])
async def test_the_page_answers_to_this_machine_only(page: Path, host: str) -> None:
    """A name that somebody points at this machine gets nothing."""
    async with browsing(make_host_page(page, chat_origin=CHAT)) as browser:
        assert (await browser.get("/", Host=host)).status == 403


def test_a_missing_page_is_said_in_one_line(tmp_path: Path) -> None:
    """A page that is not there is told at the start."""
    with pytest.raises(MissingBuildError, match=r"host\.html is missing"):
        make_host_page(tmp_path / "host.html", chat_origin=CHAT)
