# SPDX-License-Identifier: EUPL-1.2
"""Requests to machines of others: what may be reached, whom to believe, and what an answer means."""

import asyncio
import gzip
import ipaddress
import ssl
from collections.abc import Callable
from pathlib import Path

import pytest
from aiohttp import web

from chatserver.services.channels import outbound
from chatserver.services.channels.channel import AddressError, Result
from chatserver.services.channels.outbound import ANSWER_BYTES, Reach, Request, check_url
from tests.drivers.authority import Authority
from tests.drivers.counterparts import Handler, Serve

LOOPBACK = (ipaddress.ip_network("127.0.0.0/8"),)


def request_to(url: str) -> Request:
    return Request(method="POST", url=url, headers={"Content-Type": "text/plain"}, body=b"hello")


@pytest.fixture
def reach(authority: Authority) -> Reach:
    """As far as the servers of this test."""
    return Reach(private_networks=LOOPBACK, authorities=authority.file)


def says(status: int, body: bytes = b"", **headers: str) -> Handler:
    async def handler(_request: web.Request) -> web.Response:
        return web.Response(status=status, body=body, headers=headers)

    return handler


@pytest.mark.parametrize(
    ("status", "result"),
    [
        (200, Result.DELIVERED),
        (202, Result.DELIVERED),
        (204, Result.DELIVERED),
        (301, Result.REDIRECTED),
        (304, Result.REDIRECTED),
        (307, Result.REDIRECTED),
        (400, Result.REFUSED),
        (401, Result.REFUSED),
        (404, Result.REFUSED),
        (408, Result.BUSY),
        (409, Result.BUSY),
        (425, Result.BUSY),
        (429, Result.BUSY),
        (500, Result.BUSY),
        (503, Result.BUSY),
    ],
)
async def test_the_status_decides(serve: Serve, reach: Reach, status: int, result: Result) -> None:
    """2xx is a machine's yes; every other status is one of the failures."""
    assert await outbound.ask(request_to(await serve(says(status))), reach) is result


async def test_a_redirect_is_not_followed(serve: Serve, reach: Reach) -> None:
    """Where it points to hears nothing, be it the same host or another."""
    heard = []

    async def handler(request: web.Request) -> web.Response:
        heard.append(request.path)
        return web.Response(status=307, headers={"Location": "/elsewhere"})

    assert await outbound.ask(request_to(await serve(handler)), reach) is Result.REDIRECTED
    assert heard == ["/take"]


async def test_what_is_sent_says_nothing_of_the_sender(serve: Serve, reach: Reach) -> None:
    """No version of ours, no library, no cookie: only what the channel has put there."""
    heard: list[set[str]] = []

    async def handler(request: web.Request) -> web.Response:
        heard.append(set(request.headers))
        return web.Response(headers={"Set-Cookie": "a=b"})

    url = await serve(handler)
    await outbound.ask(request_to(url), reach)
    await outbound.ask(request_to(url), reach)

    assert heard == [{"Host", "Content-Type", "Content-Length", "Connection"}] * 2


@pytest.mark.parametrize("length", [ANSWER_BYTES + 1, 50_000_000])
async def test_a_large_answer_is_no_case_systems(serve: Serve, reach: Reach, length: int) -> None:
    """A page for signing in, say, or an attempt to fill our memory: it has not taken anything."""
    sent = []

    async def handler(request: web.Request) -> web.StreamResponse:
        answer = web.StreamResponse()
        await answer.prepare(request)
        for at in range(0, length, 16_384):
            await answer.write(b"x" * 16_384)
            sent.append(at)
        return answer

    assert await outbound.ask(request_to(await serve(handler)), reach) is Result.STRANGE
    assert len(sent) < 1_000


async def test_an_answer_within_the_limit_is_taken(serve: Serve, reach: Reach) -> None:
    """To the last byte."""
    assert (
        await outbound.ask(request_to(await serve(says(200, b"x" * ANSWER_BYTES))), reach) is Result.DELIVERED
    )


async def test_a_packed_answer_is_not_unpacked(serve: Serve, reach: Reach) -> None:
    """What is small as it arrives cannot become large here."""
    bomb = gzip.compress(b"\0" * 10_000_000)[:ANSWER_BYTES]
    answered = says(200, bomb, **{"Content-Encoding": "gzip"})

    assert await outbound.ask(request_to(await serve(answered)), reach) is Result.DELIVERED


async def test_what_is_not_http_is_strange() -> None:
    """Another protocol answers: somebody wrote the wrong port."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(10)
        writer.write(b"220 mail.example ESMTP\r\n")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(talk, "127.0.0.1", 0)
    async with server:
        url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
        assert await outbound.ask(request_to(url), Reach(demonstration=True)) is Result.STRANGE


async def test_headers_without_end_are_strange() -> None:
    """An answer of headers alone fills no memory either."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(10)
        writer.write(b"HTTP/1.1 200 OK\r\nX: " + b"x" * 1_000_000 + b"\r\n\r\n")
        writer.close()

    server = await asyncio.start_server(talk, "127.0.0.1", 0)
    async with server:
        url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
        assert await outbound.ask(request_to(url), Reach(demonstration=True)) is Result.STRANGE


async def test_a_server_that_never_ends_its_answer_ends_in_time(serve: Serve, authority: Authority) -> None:
    """A yes alone is no answer, and keeps nobody longer than the whole patience."""
    stop = asyncio.Event()

    async def handler(request: web.Request) -> web.StreamResponse:
        answer = web.StreamResponse()
        await answer.prepare(request)
        await answer.write(b"x")
        await stop.wait()
        return answer

    reach = Reach(private_networks=LOOPBACK, authorities=authority.file, whole_seconds=0.3)
    assert await outbound.ask(request_to(await serve(handler)), reach) is Result.TIMEOUT
    stop.set()


async def test_a_server_that_says_nothing_ends_in_time(authority: Authority) -> None:
    """Not even a handshake."""
    idle = asyncio.Event()

    async def talk(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await idle.wait()
        writer.close()

    server = await asyncio.start_server(talk, "127.0.0.1", 0)
    async with server:
        url = f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
        reach = Reach(private_networks=LOOPBACK, authorities=authority.file, whole_seconds=0.3)
        assert await outbound.ask(request_to(url), reach) is Result.TIMEOUT
        idle.set()


async def test_nobody_there_is_unreachable(reach: Reach) -> None:
    """A port where nobody listens, a name that there is not."""
    assert await outbound.ask(request_to("https://127.0.0.1:9/"), reach) is Result.UNREACHABLE
    assert await outbound.ask(request_to("https://nobody.invalid/"), reach) is Result.UNREACHABLE


@pytest.mark.parametrize("wrong", ["name", "over", "stranger"])
async def test_a_certificate_must_be_believed(
    serve: Serve, reach: Reach, authority: Authority, stranger: Authority, wrong: str
) -> None:
    """For another name, ended, or from an authority that is not ours: nothing is sent."""
    contexts: dict[str, Callable[[], ssl.SSLContext]] = {
        "name": lambda: authority.server(name="10.0.0.1"),
        "over": lambda: authority.server(over=True),
        "stranger": stranger.server,
    }
    heard = []

    async def handler(request: web.Request) -> web.Response:
        heard.append(request.path)
        return web.Response()

    assert await outbound.ask(request_to(await serve(handler, contexts[wrong]())), reach) is Result.UNTRUSTED
    assert heard == []


async def test_the_systems_authorities_do_not_know_the_tests(serve: Serve) -> None:
    """Without a file of its own, only what the system believes is believed."""
    reach = Reach(private_networks=LOOPBACK)

    assert await outbound.ask(request_to(await serve(says(200))), reach) is Result.UNTRUSTED


async def test_an_address_inside_is_not_reached(serve: Serve, authority: Authority) -> None:
    """Whether it is written or looked up: the socket is never made."""
    url = await serve(says(200))
    reach = Reach(authorities=authority.file)

    assert await outbound.ask(request_to(url), reach) is Result.ADDRESS
    assert await outbound.ask(request_to(url.replace("127.0.0.1", "localhost")), reach) is Result.ADDRESS


@pytest.mark.parametrize(
    "inside",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",  # noqa: S104 - an address that must not be reached
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1%eth0",
        "fd00::1",
        "ff02::1",
        "::ffff:10.0.0.1",
        "::ffff:169.254.169.254",
        "2002:0a00:0001::",
        "64:ff9b::a00:1",
    ],
)
def test_what_is_inside(inside: str) -> None:
    """Private, loopback, link-local, shared, many at once, and each of them wrapped in another."""
    assert not Reach().may_reach(inside)


@pytest.mark.parametrize("outside", ["193.10.10.10", "2a00:801::1", "64:ff9b::c10a:a0a"])
def test_what_is_outside(outside: str) -> None:
    """The rest of the world, also by way of a translator."""
    assert Reach().may_reach(outside)


def test_a_private_network_is_reached_if_it_is_named() -> None:
    """Agencies share networks that are not public; only that one is opened."""
    reach = Reach(private_networks=(ipaddress.ip_network("10.20.0.0/16"),))

    assert reach.may_reach("10.20.1.1")
    assert reach.may_reach("::ffff:10.20.1.1")
    assert not reach.may_reach("10.21.1.1")
    assert not reach.may_reach("127.0.0.1")


@pytest.mark.parametrize(
    "address",
    [
        "http://agency.example/take",
        "http://127.0.0.1/take",
        "ftp://agency.example/take",
        "https://agency.example",
        "https://user:secret@agency.example/take",
        "https://agency.example/take#part",
        "https://agency.example/tåke",
        "https://Agency.example/take",
        "https://agency.example/take\r\nX: y",
        "https://agency.example/a b",
        " https://agency.example/",
        "",
    ],
)
async def test_what_is_no_address(address: str) -> None:
    """It is refused when it is recorded, and once more before anything is sent."""
    with pytest.raises(AddressError):
        check_url(address)
    assert await outbound.ask(request_to(address), Reach()) is Result.ADDRESS


async def test_http_is_for_a_demonstration_on_this_machine(serve: Serve) -> None:
    """Without one it is refused; with one, only to loopback."""
    url = await serve(says(200), bare=True)

    assert await outbound.ask(request_to(url), Reach(private_networks=LOOPBACK)) is Result.ADDRESS
    assert await outbound.ask(request_to(url), Reach(demonstration=True)) is Result.DELIVERED
    assert (
        await outbound.ask(request_to("http://agency.example/"), Reach(demonstration=True)) is Result.ADDRESS
    )


async def test_a_proxy_of_the_environment_is_not_used(
    serve: Serve, reach: Reach, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever sets a variable gets no reports."""
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:9")

    assert await outbound.ask(request_to(await serve(says(200))), reach) is Result.DELIVERED


def test_a_file_of_authorities_is_read_anew_when_it_changed(authority: Authority, tmp_path: Path) -> None:
    """A new authority of an agency needs no restart."""
    file = tmp_path / "authorities.pem"
    file.write_bytes(authority.file.read_bytes())
    first = outbound.context_of(file)

    assert outbound.context_of(file) is first
    file.write_bytes(authority.file.read_bytes() * 2)
    assert outbound.context_of(file) is not first
