# SPDX-License-Identifier: EUPL-1.2
"""The headers of a whole demonstration, as processes: polling, sockets, what is no HTTP."""

import asyncio
from collections.abc import AsyncIterator, Mapping

import aiohttp
import pytest
import pytest_asyncio

from chatserver.web.manifest import Manifest, parsed
from chatserver.wire.answers import UNSHOWN
from tests.stories.helpline import Helpline

POLLING = "/socket.io/?EIO=4&transport=polling"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def helpline() -> AsyncIterator[Helpline]:
    """A demonstration, split."""
    async with Helpline() as running:
        yield running


pytestmark = pytest.mark.asyncio(loop_scope="module")


def missing(headers: Mapping[str, str], wanted: Mapping[str, str] = UNSHOWN) -> list[str]:
    """What is not as *wanted*."""
    return [f"{name}: {headers.get(name)}" for name, value in wanted.items() if headers.get(name) != value]


@pytest.mark.parametrize("namespace", ["/visitor", "/counsellor"])
async def test_polling_shows_nothing(helpline: Helpline, namespace: str) -> None:
    """Every answer of a polling connection, refusals among them, says what every answer says."""
    async with aiohttp.ClientSession(helpline.origin, headers={"Origin": helpline.pages}) as http:
        opened = await http.get(POLLING)
        sid = (await opened.text()).partition('"sid":"')[2].partition('"')[0]
        mine = f"{POLLING}&sid={sid}"
        knocked = await http.post(mine, data=f"40{namespace},{{}}")
        refused = await http.get(mine)
        gone = await http.get(f"{POLLING}&sid=nobody")
        wrong = await http.get("/socket.io/")
        preflight = await http.options(mine)
        stranger = await http.get(POLLING, headers={"Origin": "https://evil.example"})

    answers = (opened, knocked, refused, gone, wrong, preflight, stranger)
    assert [missing(answer.headers) for answer in answers] == [[]] * len(answers)
    assert opened.headers["Access-Control-Allow-Origin"] == helpline.pages
    assert "Access-Control-Allow-Credentials" not in opened.headers
    assert [name for name in stranger.headers if name.startswith("Access-Control")] == []


async def test_who_shows_a_cookie_may_hear_the_answer(helpline: Helpline) -> None:
    """Credentials are allowed to the pages' origin, and to whoever has some: staff that polls."""
    headers = {"Origin": helpline.pages, "Cookie": "__Host-lykta=x"}
    async with aiohttp.ClientSession(helpline.origin) as http:
        answer = await http.get(POLLING, headers=headers)

    assert answer.headers["Access-Control-Allow-Credentials"] == "true"
    assert answer.headers["Access-Control-Allow-Origin"] == helpline.pages


async def test_a_socket_shows_nothing(helpline: Helpline) -> None:
    """The answer that begins a WebSocket says what every answer says."""
    url = helpline.origin + POLLING.replace("polling", "websocket")
    async with aiohttp.ClientSession() as http, http.ws_connect(url) as socket:
        assert missing(socket._response.headers) == []


@pytest.mark.parametrize("at", ["port", "pages_port", "host_page_port", "metrics_port"])
async def test_what_is_no_http_is_told_nothing(helpline: Helpline, at: str) -> None:
    """At every door, what is no HTTP is answered with the same headers."""
    reader, writer = await asyncio.open_connection("127.0.0.1", getattr(helpline, at))
    writer.write(b"what is this\r\n\r\n")
    head = (await reader.read()).partition(b"\r\n\r\n")[0].decode()
    writer.close()
    headers = dict(line.split(": ", 1) for line in head.split("\r\n")[1:])

    assert missing(headers) == []


async def manifest_of(helpline: Helpline) -> Manifest:
    """What the pages say of themselves."""
    async with aiohttp.ClientSession(helpline.pages) as http:
        return parsed(await (await http.get("/manifest.json")).read())


async def test_every_file_says_what_the_manifest_says(helpline: Helpline) -> None:
    """The process that serves the pages says for each file what its manifest says."""
    manifest = await manifest_of(helpline)
    async with aiohttp.ClientSession(helpline.pages) as http:
        for path, listed in manifest.files.items():
            answer = await http.get(path)
            assert missing(answer.headers, manifest.said(listed.kind, path)) == [], path

    assert manifest.relay == helpline.origin
    assert {"/chat/", "/console/", "/loader.js", "/roots.json"} <= set(manifest.files)


async def test_pages_have_no_relay_and_the_relay_has_no_pages(helpline: Helpline) -> None:
    """The process with the pages answers nothing of the relay's, and the relay serves none of the files."""
    manifest = await manifest_of(helpline)
    async with aiohttp.ClientSession() as http:
        for path in ("/api/helpline", "/api/ticket", "/socket.io/", "/ready"):
            assert (await http.get(helpline.pages + path)).status == 404
        for path in manifest.files:
            answer = await http.get(helpline.origin + path, allow_redirects=False)
            assert (answer.status, answer.headers["Location"]) == (308, helpline.pages + path)


async def test_pages_end_with_their_relay() -> None:
    """A relay that is killed leaves no process behind; the next one finds its place free."""
    async with Helpline() as helpline:
        await helpline.kill()
        await helpline.start()
        await manifest_of(helpline)
        await helpline.stop()

        with pytest.raises(OSError, match="Connect"):
            await asyncio.open_connection("127.0.0.1", helpline.pages_port)
