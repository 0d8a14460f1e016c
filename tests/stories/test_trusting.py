# SPDX-License-Identifier: EUPL-1.2
"""Who answers is proved: where the proof fails, the page stops before a word has left it."""

import base64
import contextlib
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager

import pytest_asyncio
from playwright.async_api import Page, Playwright, Route, expect

from chatserver.services.ports import SystemClock
from chatserver.signing import p256
from chatserver.signing.certificates import DeviceChain
from chatserver.signing.denied import DENIED_FILE, DenyList, make_denied
from chatserver.signing.issuing import DAY_SECONDS, Issuer, make_issuer
from chatserver.signing.keyfolder import KeyFolder
from tests.stories.browsers import CHROMIUM, FLAGS
from tests.stories.helpline import Helpline
from tests.stories.line_of_wire import Wire
from tests.stories.people import Stage, Visitor

DAY_MS = 86_400_000
ELSEWHERE = "help.example"


def sent_by(page: Page) -> list[str]:
    """Everything that *page* says over its sockets, as it says it."""
    said: list[str] = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda frame: said.append(str(frame))))
    return said


async def stops(stage: Stage, visitor: Visitor, said: list[str], why: str, *, by: str = "Anna") -> None:
    """The visitor is offered to somebody whose proof does not hold: a hard stop, and nothing was sent."""
    await visitor.joins()
    counsellor = await stage.counsellor(by)
    await counsellor.is_free()
    await counsellor.button("Take the conversation").click()

    await stopped(visitor, said, why)


async def stopped(visitor: Visitor, said: list[str], why: str) -> None:
    """The hard stop, with its reason and other help; nothing was sent."""
    await visitor.sees("We stopped, to be safe")
    await visitor.sees(why)
    await visitor.sees("112")
    assert not [frame for frame in said if "message:send" in frame]


@pytest_asyncio.fixture(loop_scope="session")
async def open_line(stage: Stage) -> AsyncIterator[Stage]:
    """A stage where Bo keeps the line open without taking anybody, so that somebody else can come later."""
    bo = await stage.counsellor("Bo")
    await bo.page.get_by_role("radio", name="Pause").check()
    yield stage


async def prepared(stage: Stage) -> Visitor:
    """A visitor who has not opened the chat yet."""
    return Visitor(await stage.page(size={"width": 320, "height": 640}), stage.helpline, framed=False)


async def test_a_certificate_by_a_wrong_root_is_refused(open_line: Stage) -> None:
    """A counsellor whose certificate comes from another root is not let in."""
    visitor = await prepared(open_line)
    said = sent_by(visitor.page)
    root = p256.make_key()
    stranger = base64.b64encode(p256.point(root)).decode()
    issuer = make_issuer(root, helpline="Lykta demonstration", demo=True, now=SystemClock().now_ms() // 1000)

    async def other_root(route: Route) -> None:
        answer = await route.fetch()
        await route.fulfill(json={**await answer.json(), "roots": [stranger]})

    await visitor.page.route("**/roots.json", other_root)
    await serve_list(visitor.page, issuer, days=0)
    await visitor.opens()

    await stops(open_line, visitor, said, "is not known to this helpline")


async def test_an_expired_certificate_is_refused(open_line: Stage) -> None:
    """A certificate whose time is over, by the visitor's own clock, is not enough."""
    visitor = await prepared(open_line)
    said = sent_by(visitor.page)
    await visitor.page.add_init_script(
        f"const now = Date.now.bind(Date); Date.now = () => now() + {40 * DAY_MS}"
    )
    await serve_list(visitor.page, KeyFolder(open_line.helpline.data / "demonstration").issuer(), days=40)
    await visitor.opens()

    # Not Anna: the line keeps her for her last visitor until it is clear that nothing comes from there.
    await stops(open_line, visitor, said, "is too old", by="Cilla")


async def test_a_counsellor_who_is_denied_is_refused(open_line: Stage) -> None:
    """A genuine certificate that the deny-list names lets nobody in; the list counts for who comes next."""
    visitor = await prepared(open_line)
    said = sent_by(visitor.page)
    disa = await open_line.counsellor("Disa")
    await disa.is_away()
    with denied(open_line.helpline, "demonstration-disa"):
        await visitor.opens()
        await visitor.joins()
        await disa.is_free()
        await disa.button("Take the conversation").click()

        await stopped(visitor, said, "may not answer here any more")


async def test_without_a_deny_list_nobody_is_trusted(stage: Stage) -> None:
    """Where the list is missing, or is an old one again, the page stops: who holds it back gains nothing."""
    # Bo has taken nobody here yet: for twenty seconds the line keeps the others for those who refused them.
    bo = await stage.counsellor("Bo")
    await bo.page.get_by_role("radio", name="Pause").check()
    visitor = await prepared(stage)
    said = sent_by(visitor.page)
    await visitor.page.route("**/denied.bin", lambda route: route.fulfill(status=404))
    await visitor.opens()
    await visitor.joins()
    await bo.is_free()
    await bo.button("Take the conversation").click()

    await stopped(visitor, said, "is missing or too old")


async def test_a_console_checks_the_deny_list_too(stage: Stage) -> None:
    """Whoever is denied is told so by their own page, before there is a desk."""
    page = await stage.page(size={"width": 1280, "height": 800})
    await page.route("**/denied.bin", lambda route: route.fulfill(status=404))
    await page.goto(f"{stage.helpline.origin}/console/")
    await page.get_by_role("button", name="Cilla").click()

    await expect(page.get_by_text("The deny-list is missing")).to_be_visible()


async def serve_list(page: Page, issuer: Issuer, *, days: int) -> None:
    """Nobody is denied, says *issuer*, *days* from now: what is refused is refused for another reason."""
    now = SystemClock().now_ms() // 1000 + days * DAY_SECONDS
    body = make_denied(issuer, (), after=0, now=now).encode()
    await page.route("**/denied.bin", lambda route: route.fulfill(body=body))


@contextmanager
def denied(helpline: Helpline, staff: str) -> Iterator[None]:
    """The devices of *staff* stand on the deny-list meanwhile."""
    folder = helpline.data / "demonstration"
    path, now = folder / DENIED_FILE, SystemClock().now_ms() // 1000
    issuer, before = KeyFolder(folder).issuer(), path.read_bytes()
    with contextlib.closing(sqlite3.connect(helpline.data / "records.sqlite")) as records:
        rows = records.execute("SELECT certificate FROM devices WHERE staff = ?", (staff,)).fetchall()
    serials = [DeviceChain.parse(certificate).device.serial for (certificate,) in rows]
    assert serials
    path.write_bytes(make_denied(issuer, serials, after=DenyList.parse(before).number, now=now).encode())
    yield
    path.write_bytes(make_denied(issuer, (), after=now + 1, now=now).encode())


async def test_a_demonstration_is_refused_elsewhere(playwright: Playwright) -> None:
    """Off this machine nobody with a demonstration's certificate is let in."""
    helpline = Helpline(split=False)
    async with Wire(helpline.port, renamed=ELSEWHERE) as wire:
        helpline.public_port = wire.port
        names = (
            f"--host-resolver-rules=MAP {ELSEWHERE} 127.0.0.1",
            # As if it had TLS: without it a page has no cryptography at all.
            f"--unsafely-treat-insecure-origin-as-secure=http://{ELSEWHERE}:{wire.port}",
        )
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS, *names])
        async with helpline, Stage(browser, helpline) as stage:
            bo = await stage.counsellor("Bo")
            await bo.page.get_by_role("radio", name="Pause").check()
            visitor = await prepared(stage)
            said = sent_by(visitor.page)
            helpline.known_as = ELSEWHERE
            await visitor.opens()
            helpline.known_as = "localhost"

            await stops(stage, visitor, said, "is not a real counsellor, only a demonstration")
        await browser.close()
