# SPDX-License-Identifier: EUPL-1.2
"""Traps of the handshake: compression, guessable sids, Origins, cookies (R2, R5, R9)."""

import base64
from typing import Any

import aiohttp
import pytest

from tests.drivers.lines import PollingLine, polling, websocket
from tests.drivers.probe import AUTH, ORIGIN, edge
from tests.drivers.stock import stock

STRANGER = "https://evil.example"


async def known(_sid: str, _body: Any) -> None:
    """A handler of the stock server's."""


async def test_stock_negotiates_compression() -> None:
    """Stock takes permessage-deflate when a client offers it."""
    async with (
        stock({"known": known}) as served,
        aiohttp.ClientSession() as http,
        http.ws_connect(f"{served.url}?EIO=4&transport=websocket", compress=15) as socket,
    ):
        assert socket.compress


@pytest.mark.parametrize("guarded", [True, False])
async def test_compression_is_never_negotiated(*, guarded: bool) -> None:
    """R9: permessage-deflate is refused, whatever is offered, and whoever lets the offer through."""
    async with (
        edge(guarded=guarded) as served,
        aiohttp.ClientSession() as http,
        http.ws_connect(f"{served.url}?EIO=4&transport=websocket", compress=15) as socket,
    ):
        assert not socket.compress
        assert "Sec-WebSocket-Extensions" not in socket._response.headers


async def test_polls_are_never_compressed() -> None:
    """Length after compression would tell of content."""
    async with (
        edge() as served,
        polling(served.url, "/visitor", headers={"Accept-Encoding": "gzip"}) as caller,
    ):
        await caller.greeted()
        line = caller.line
        assert isinstance(line, PollingLine)
        await caller.line.send(*['42/visitor,1["queue:leave"]'] * 4)
        async with line._http.get(line.url) as answer:
            assert "Content-Encoding" not in answer.headers


async def test_stock_s_sids_count() -> None:
    """Stock's sid ends with a counter that anyone can read."""
    sids = []
    async with stock({"known": known}) as served:
        for _ in range(2):
            async with polling(served.url, "/visitor") as caller:
                sids.append(base64.urlsafe_b64decode((await caller.greeted())["sid"]))

    first, second = (int.from_bytes(sid[12:], "big") for sid in sids)
    assert second == first + 1


async def test_sids_are_the_node_and_192_random_bits() -> None:
    """R5: no counter, no two alike in any bit pattern; the node leads, for a proxy."""
    async with edge() as served:
        sids = [served.server.eio.generate_id() for _ in range(2_000)]
    secrets = [base64.urlsafe_b64decode(sid.removeprefix("n1.")) for sid in sids]
    ones = [sum((int.from_bytes(secret, "big") >> bit) & 1 for secret in secrets) for bit in range(192)]

    assert {len(secret) for secret in secrets} == {24}
    assert len(set(secrets)) == len(secrets)
    # Each bit is a fair coin: 2,000 throws are within six standard deviations of 1,000.
    assert all(1_000 - 135 < count < 1_000 + 135 for count in ones)


async def test_both_sids_of_a_connection_are_of_that_kind() -> None:
    """The engine's sid and the namespace's are unlike each other, and neither is stock's."""
    async with edge() as served, websocket(served.url, "/visitor") as caller:
        outer = (await caller.greeted())["sid"]
        inner = (await caller.connects(AUTH))["sid"]

    assert outer != inner
    assert all(len(sid) == len("n1.") + 32 for sid in (outer, inner))


async def test_stock_reflects_any_origin_with_credentials() -> None:
    """With ``*`` stock names any Origin back and allows credentials; without an Origin it asks nothing."""
    url = "{}?EIO=4&transport=polling"
    async with stock({"known": known}, cors_allowed_origins="*") as served, aiohttp.ClientSession() as http:
        async with http.get(url.format(served.url), headers={"Origin": STRANGER}) as answer:
            assert answer.headers["Access-Control-Allow-Origin"] == STRANGER
            assert answer.headers["Access-Control-Allow-Credentials"] == "true"
        async with http.get(url.format(served.url)) as answer:
            assert answer.ok


@pytest.mark.parametrize(
    "origin", [STRANGER, "null", ORIGIN + ".evil.example", ORIGIN + ":444", ORIGIN.upper(), "*", ""]
)
@pytest.mark.parametrize("transport", ["polling", "websocket"])
async def test_an_origin_that_is_not_listed_is_refused(origin: str, transport: str) -> None:
    """R2: only the Origins on the list open a session; the refusal names none."""
    headers = {"Origin": origin}
    async with edge() as served, aiohttp.ClientSession() as http:
        url = f"{served.url}?EIO=4&transport={transport}"
        if transport == "websocket":
            with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
                await http.ws_connect(url, headers=headers)
            assert refused.value.status == 403
        else:
            async with http.get(url, headers=headers) as answer:
                assert answer.status == 403
                assert await answer.json() == {"code": "not_yours", "retry": False}
                assert "Access-Control-Allow-Origin" not in answer.headers

        assert not served.server.eio.sockets


@pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS"])
async def test_a_stranger_cannot_use_a_session_either(method: str) -> None:
    """Every request is checked, not only the first: whoever learns a sid still comes from where it comes."""
    async with edge() as served, polling(served.url, "/visitor") as caller:
        await caller.greeted()
        line = caller.line
        assert isinstance(line, PollingLine)
        async with line._http.request(method, line.url, headers={"Origin": STRANGER}) as answer:
            assert answer.status == 403


async def test_two_origins_are_none() -> None:
    """A request with two Origin headers is malformed."""
    async with edge() as served, aiohttp.ClientSession() as http:
        headers = [("Origin", ORIGIN), ("Origin", STRANGER)]
        async with http.get(f"{served.url}?EIO=4&transport=polling", headers=headers) as answer:
            assert answer.status == 400


@pytest.mark.parametrize("method", ["GET", "OPTIONS"])
async def test_a_listed_origin_is_let_in_without_credentials(method: str) -> None:
    """A listed Origin may read the answer, and never with credentials."""
    async with edge() as served, aiohttp.ClientSession() as http:
        url = f"{served.url}?EIO=4&transport=polling"
        async with http.request(method, url, headers={"Origin": ORIGIN}) as answer:
            assert answer.ok
            assert answer.headers["Access-Control-Allow-Origin"] == ORIGIN
            assert answer.headers["Vary"] == "Origin"
            assert "Access-Control-Allow-Credentials" not in answer.headers
            assert answer.headers["Cache-Control"] == "no-store"
            assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "HEAD"])
async def test_other_methods_are_refused(method: str) -> None:
    """There are three methods."""
    async with edge() as served, aiohttp.ClientSession() as http:
        async with http.request(method, f"{served.url}?EIO=4&transport=polling") as answer:
            assert answer.status in {400, 405}
        assert not served.server.eio.sockets


async def test_a_bad_websocket_handshake_opens_no_session_and_echoes_nothing() -> None:
    """A handshake that aiohttp would refuse with a quotation of it is refused with a code."""
    headers = {"Upgrade": "CANARY", "Connection": "Upgrade"}
    async with edge() as served, aiohttp.ClientSession() as http:
        async with http.get(f"{served.url}?EIO=4&transport=websocket", headers=headers) as answer:
            assert (answer.status, await answer.text()) == (400, '{"code":"malformed","retry":false}')
        assert not served.server.eio.sockets
