# SPDX-License-Identifier: EUPL-1.2
"""What everybody may ask over HTTP."""

import base64

import pytest

from chatserver.signing.denied import DenyList
from chatserver.signing.tickets import Tickets
from chatserver.web.parts import Parts
from tests.drivers.browser import Browser
from tests.drivers.door import Door
from tests.drivers.house import HELPLINE, IN_TRUST, RESUME, TICKET_KEY

LANES = [
    {"audience": "young", "language": "sv", "open": True},
    {"audience": "adult", "language": "en", "open": False},
]


async def test_a_helpline_says_who_it_is(browser: Browser) -> None:
    """Its name, and the lanes with whether somebody serves them now."""
    assert (await browser.get("/api/helpline")).json == {"name": HELPLINE, "demo": False, "lanes": LANES}


async def test_a_demonstration_says_that_it_is_one(playing: Browser) -> None:
    """Nobody real answers, and everybody is told."""
    assert (await playing.get("/api/helpline")).json == {"name": HELPLINE, "demo": True, "lanes": LANES}


async def test_a_visitor_gets_a_ticket(browser: Browser, door: Door) -> None:
    """Everybody gets a ticket of their own; no cookie is set and nothing is kept."""
    both = [await browser.post("/api/ticket") for _ in range(2)]
    opened = [Tickets(TICKET_KEY).open_admission(each.json["ticket"], door.clock.ms) for each in both]

    assert opened[0].conversation != opened[1].conversation
    assert [each.cookie for each in both] == [None, None]
    assert both[0].headers["Cache-Control"] == "no-store"


async def test_a_program_that_is_no_browser_gets_a_ticket(browser: Browser) -> None:
    """A client that says no origin at all may ask: there is nothing here that is anybody's."""
    browser.origin = None

    assert (await browser.post("/api/ticket")).status == 200


async def test_the_roots_are_published(browser: Browser, parts: Parts) -> None:
    """Whom to believe stands in one small file."""
    roots = (await browser.get("/roots.json")).json

    assert roots["helpline"] == HELPLINE
    assert [base64.b64decode(root) for root in roots["roots"]] == list(parts.roots.keys)


async def test_the_deny_list_is_published_as_it_is_now(browser: Browser, parts: Parts) -> None:
    """A list that a registrar has renewed is there at once, without a new start; nobody keeps an old one."""
    first = await browser.get("/denied.bin")
    parts.site.denied.write_bytes(b"renewed")
    second = await browser.get("/denied.bin")
    parts.site.denied.unlink()

    assert DenyList.parse(first.content).denied == ()
    assert (second.content, second.headers["Cache-Control"]) == (b"renewed", "no-store")
    assert (await browser.get("/denied.bin")).status == 404


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://localhost:9999", "https://localhost:8320"]
)
async def test_no_other_site_gets_tickets(browser: Browser, origin: str) -> None:
    """A page of another site cannot ask in a visitor's name (R2)."""
    browser.origin = origin
    answer = await browser.post("/api/ticket")

    assert (answer.status, answer.json) == (403, {"code": "not_allowed", "retry": False})
    assert not [name for name in answer.headers if name.lower().startswith("access-control")]


async def test_a_page_gets_its_key_back(browser: Browser) -> None:
    """Who shows the secret gets the key and the generation; no cookie is read or set, nothing is cached."""
    browser.cookie = "somebody's"
    answer = await browser.post("/api/capsule", {"resume": RESUME})

    assert (answer.status, answer.json) == (200, {"key": IN_TRUST.key, "generation": IN_TRUST.generation})
    assert (answer.cookie, answer.headers["Cache-Control"]) == (None, "no-store")


async def test_every_wrong_secret_has_one_answer(browser: Browser) -> None:
    """Whatever the reason, there is nothing there."""
    for name, secret in (("n" * 32, "B" * 43), ("m" * 32, "A" * 43)):
        answer = await browser.post("/api/capsule", {"resume": f"{name}.{secret}"})

        assert (answer.status, answer.json) == (404, {"code": "gone", "retry": False})


@pytest.mark.parametrize(
    "resume",
    [
        "",
        RESUME[:-1],
        f"{RESUME}A",
        f"{RESUME}\n",
        RESUME.replace(".", "A"),
        RESUME.replace("n", "}", 1),
        f"{'n' * 31}.{'A' * 44}",
        1,
        None,
        [RESUME],
    ],
)
async def test_what_is_no_resume_text_is_not_looked_up(browser: Browser, resume: object) -> None:
    """A name with braces in it would be another key's; nothing but the form gets in."""
    answer = await browser.post("/api/capsule", {"resume": resume})

    assert (answer.status, answer.json) == (400, {"code": "malformed", "retry": False})


@pytest.mark.parametrize(
    "origin", [None, "https://evil.example", "null", "http://localhost:9999", "https://localhost:8320"]
)
async def test_only_our_own_pages_ask_for_keys(browser: Browser, origin: str | None) -> None:
    """Another site's page, and whoever does not say where it is from, gets nothing, secret or not (R2)."""
    browser.origin = origin
    answer = await browser.post("/api/capsule", {"resume": RESUME})

    assert (answer.status, answer.json) == (403, {"code": "not_allowed", "retry": False})


async def test_a_page_that_the_browser_calls_foreign_gets_no_key(browser: Browser) -> None:
    """What the browser says of the sender counts beside the Origin."""
    answer = await browser.post("/api/capsule", {"resume": RESUME}, Sec_Fetch_Site="cross-site")

    assert (answer.status, answer.json) == (403, {"code": "not_allowed", "retry": False})
