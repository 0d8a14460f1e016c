# SPDX-License-Identifier: EUPL-1.2
"""The bell by mail, with a real mail server: what it says, to whom it is said, and what goes wrong."""

import asyncio
import contextlib
import dataclasses
import ssl
from collections.abc import Callable

import pytest

from chatserver.services.channels.channel import Result
from chatserver.services.channels.smtp import Mail, Post
from tests.drivers.authority import Authority
from tests.drivers.canary import holds
from tests.drivers.errands import AGENCY, CANARY, CASE, errand, report
from tests.drivers.manual import HandClock
from tests.drivers.postoffice import PostOffice, only, opened

BOX = "jour@ostersund.example"


@pytest.fixture
def post(authority: Authority) -> Post:
    """How we reach a server of the test; its port is filled in."""
    return Post(
        host="127.0.0.1",
        port=0,
        security="starttls",
        sender="larm@lykta.example",
        authorities=authority.file,
        whole_seconds=5.0,
    )


async def send_to(office: PostOffice, post: Post, **changed: object) -> Result:
    way = Mail(dataclasses.replace(post, port=office.port), HandClock())
    return await way.send(errand(BOX, **changed))


async def test_a_letter_says_that_a_report_is_waiting_and_nothing_else(
    post: Post, authority: Authority
) -> None:
    """In Swedish and in English, with its number; encrypted on the way."""
    async with opened(PostOffice(), authority.server()) as office:
        assert await send_to(office, post) is Result.BELL
    (letter,) = office.letters

    assert str(letter.get_content()).splitlines() == [
        "En rapport väntar, nummer 803-066.",
        "A report is waiting, number 803-066.",
    ]
    assert office.envelopes == [("larm@lykta.example", [BOX])]
    assert office.encrypted == [True]


async def test_headers_say_no_more_than_they_must(post: Post, authority: Authority) -> None:
    """Seven that a letter has and the Message-ID; the subject is always the same; no machine is named."""
    async with opened(PostOffice(), authority.server()) as office:
        await send_to(office, post)
        await send_to(office, post, report=report(urgency="p2", status="exercise", case="another"))
    first, second = office.letters

    assert sorted(first.keys()) == [
        "Content-Transfer-Encoding",
        "Content-Type",
        "Date",
        "From",
        "MIME-Version",
        "Message-ID",
        "Subject",
        "To",
    ]
    assert first["Subject"] == second["Subject"] == "En rapport väntar / A report is waiting"
    assert set(office.greeted_as) == {"lykta.example"}


async def test_nothing_of_the_report_or_its_envelope_is_in_a_letter(post: Post, authority: Authority) -> None:
    """No content, no agency, no urgency, no name of the case."""
    async with opened(PostOffice(), authority.server()) as office:
        await send_to(office, post)
    whole = office.letters[0].as_bytes()

    assert not any(holds(whole, text) for text in (CANARY, CASE))
    assert not holds(whole.replace(BOX.encode(), b""), AGENCY)
    assert not any(text in whole for text in (b"p0", b"actual", b"way-1"))
    assert holds(whole + CANARY.encode(), CANARY)


async def test_a_repeat_is_the_same_letter(post: Post, authority: Authority) -> None:
    """Its Message-ID is that of the errand: a mail program shows one; another rung's is another."""
    async with opened(PostOffice(), authority.server()) as office:
        for rung in (1, 1, 2):
            await send_to(office, post, rung=rung)
    names = [letter["Message-ID"] for letter in office.letters]

    assert names[0] == names[1] != names[2]
    assert names[0] == f"<{errand(BOX).idempotency_key}@lykta.example>"


async def test_nothing_is_said_over_an_open_line(post: Post) -> None:
    """A server without STARTTLS, or somebody between who took it out, gets no letter."""
    async with opened(PostOffice(), None) as office:
        assert await send_to(office, post) is Result.NOT_ENCRYPTED

    assert office.letters == []


async def test_an_open_line_is_for_this_machine(post: Post) -> None:
    """A relay on loopback may be without."""
    async with opened(PostOffice(), None) as office:
        assert await send_to(office, dataclasses.replace(post, security="none")) is Result.BELL


@pytest.mark.parametrize("wrong", ["name", "over", "stranger"])
async def test_a_certificate_must_be_believed(
    post: Post, authority: Authority, stranger: Authority, wrong: str
) -> None:
    """For another name, ended, or from an authority that is not ours: no letter."""
    contexts: dict[str, Callable[[], ssl.SSLContext]] = {
        "name": lambda: authority.server(name="10.0.0.1"),
        "over": lambda: authority.server(over=True),
        "stranger": stranger.server,
    }
    async with opened(PostOffice(), contexts[wrong]()) as office:
        assert await send_to(office, post) is Result.UNTRUSTED

    assert office.letters == []


@pytest.mark.parametrize(
    ("hook", "answer", "result"),
    [
        ("RCPT", "451 not now", Result.BUSY),
        ("RCPT", "550 no such box", Result.REFUSED),
        ("DATA", "452 full", Result.BUSY),
        ("DATA", "554 no", Result.REFUSED),
    ],
)
async def test_the_servers_no_is_told(
    post: Post, authority: Authority, hook: str, answer: str, result: Result
) -> None:
    """For now (4xx) or for good (5xx)."""
    async with opened(PostOffice({hook: answer}), authority.server()) as office:
        assert await send_to(office, post) is result


async def test_who_may_send_says_who_it_is(post: Post, authority: Authority) -> None:
    """With its password, after the line is encrypted; a wrong one is refused."""
    known = dataclasses.replace(post, username="lykta", password="right")  # noqa: S106 - the test's own
    options = {"authenticator": only("lykta", "right"), "auth_required": True}
    async with opened(PostOffice(), authority.server(), **options) as office:
        assert await send_to(office, known) is Result.BELL
        wrong = dataclasses.replace(known, password="wrong")  # noqa: S106 - the test's own
        assert await send_to(office, wrong) is Result.REFUSED


async def test_nobody_there_is_unreachable(post: Post) -> None:
    """A port where nobody listens."""
    assert await send_to(PostOffice(port=9), post) is Result.UNREACHABLE


@pytest.mark.parametrize("greeting", [b"", b"220 mail.example\r\n", b"220-so\r\n"])
async def test_a_server_that_stops_talking_ends_in_time(post: Post, greeting: bytes) -> None:
    """Wherever it stops."""
    idle = asyncio.Event()

    async def talk(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(greeting)
        await idle.wait()
        writer.close()

    server = await asyncio.start_server(talk, "127.0.0.1", 0)
    async with server:
        office = PostOffice(port=server.sockets[0].getsockname()[1])
        assert await send_to(office, dataclasses.replace(post, whole_seconds=0.3)) is Result.TIMEOUT
        idle.set()


async def test_a_slow_server_ends_in_time(post: Post) -> None:
    """Though each of its answers comes within the patience for one: nobody waits for all of them."""
    asked: list[bytes] = []
    left = asyncio.Event()

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 mail.example\r\n")
        with contextlib.suppress(ConnectionError):
            while line := await reader.readline():
                asked.append(line)
                await asyncio.sleep(0.2)
                writer.write(b"250 OK\r\n")
        writer.close()
        left.set()

    server = await asyncio.start_server(talk, "127.0.0.1", 0)
    async with server:
        office = PostOffice(port=server.sockets[0].getsockname()[1])
        slow = dataclasses.replace(post, security="none", whole_seconds=0.5)
        assert await send_to(office, slow) is Result.TIMEOUT
        await left.wait()

    assert len(asked) > 1


@pytest.mark.parametrize("answer", [b"HTTP/1.1 400 Bad Request\r\n\r\n", b"\xff\xfe\r\n"])
async def test_what_is_no_mail_server_takes_no_letter(post: Post, answer: bytes) -> None:
    """Another protocol answers: no bell has rung."""

    async def talk(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(answer)
        writer.close()

    server = await asyncio.start_server(talk, "127.0.0.1", 0)
    async with server:
        office = PostOffice(port=server.sockets[0].getsockname()[1])
        assert await send_to(office, post) in {Result.STRANGE, Result.UNREACHABLE, Result.BUSY}


@pytest.mark.parametrize(
    "address",
    [
        "jour@ostersund.example\r\nBcc: else@where.example",
        "jour@ostersund.example, else@where.example",
        "Jour <jour@ostersund.example>",
        "jour@localhost",
        "jour",
        "",
    ],
)
async def test_what_is_no_box_gets_nothing(post: Post, authority: Authority, address: str) -> None:
    """One address, bare: nobody adds a reader or a header by way of it."""
    async with opened(PostOffice(), authority.server()) as office:
        way = Mail(dataclasses.replace(post, port=office.port), HandClock())
        assert await way.send(errand(address)) is Result.ADDRESS

    assert office.letters == []
