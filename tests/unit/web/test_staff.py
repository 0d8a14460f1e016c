# SPDX-License-Identifier: EUPL-1.2
"""The staff's door over HTTP: enrolling, signing in and out, devices, and the demonstration's one click."""

import base64
from pathlib import Path

import pytest

from chatserver.domain.staff import Person, Role
from chatserver.records.store import Records
from chatserver.signing import p256
from chatserver.signing.certificates import DeviceChain
from chatserver.web.endpoint import COOKIE
from chatserver.web.site import make_app
from tests.drivers.authenticator import PRESENT, Authenticator
from tests.drivers.browser import Answered, Browser, browsing
from tests.drivers.door import Door, make_door
from tests.drivers.house import make_parts, with_site
from tests.drivers.manual import HOUR_MS, MINUTE_MS, HandClock

REFUSED_SIGN_IN = {"code": "not_signed_in", "retry": False}


async def enrol(browser: Browser, door: Door, authenticator: Authenticator) -> Answered:
    """Anna uses her link."""
    link = await door.invite()
    begun = (await browser.post("/api/staff/enrol/begin", {"link": link})).json
    credential = authenticator.make(begun["options"])
    return await browser.post("/api/staff/enrol/finish", {"link": link, "credential": credential})


async def sign_in(browser: Browser, authenticator: Authenticator) -> Answered:
    """Somebody touches their passkey."""
    options = (await browser.post("/api/staff/sign-in/begin")).json["options"]
    return await browser.post("/api/staff/sign-in/finish", {"credential": authenticator.answer(options)})


def device_key() -> str:
    """The key of a fresh browser."""
    return base64.b64encode(p256.point(p256.make_key())).decode()


async def test_a_link_makes_a_counsellor(browser: Browser, door: Door) -> None:
    """By the link a person enrols, is signed in at once, and is who the link says."""
    link = await door.invite(Person("Bo", Role.SUPERVISOR))
    begun = (await browser.post("/api/staff/enrol/begin", {"link": link})).json
    assert (begun["name"], begun["role"]) == ("Bo", "supervisor")

    credential = Authenticator().make(begun["options"])
    me = await browser.post("/api/staff/enrol/finish", {"link": link, "credential": credential})
    assert (me.status, me.json["name"], me.json["role"], me.json["devices"]) == (200, "Bo", "supervisor", [])
    assert me.json["helpline"] == "Lykta"
    assert (await browser.get("/api/staff/me")).json == me.json


async def test_who_is_enrolled_signs_in_and_out(browser: Browser, door: Door) -> None:
    """Signed in, `me` answers; signed out, it does not, and the browser's cookie is taken away."""
    authenticator = Authenticator()
    await enrol(browser, door, authenticator)
    browser.cookie = ""
    me = await sign_in(browser, authenticator)
    assert (await browser.get("/api/staff/me")).json == me.json

    cookie = browser.cookie
    out = await browser.post("/api/staff/sign-out")
    assert (out.status, out.json, browser.cookie) == (200, {}, "")
    browser.cookie = cookie
    assert ((await browser.get("/api/staff/me")).status, browser.cookie) == (401, cookie)


async def test_the_cookie_is_the_browsers_own_secret(browser: Browser, door: Door) -> None:
    """The cookie is for this host alone, never for a script, never sent from another site (R19)."""
    cookie = (await enrol(browser, door, Authenticator())).cookie

    assert cookie is not None
    assert cookie.key == COOKIE == "__Host-lykta"
    assert (cookie["path"], cookie["domain"], cookie["samesite"]) == ("/", "", "Strict")
    assert cookie["secure"]
    assert cookie["httponly"]
    assert not cookie["max-age"]
    assert len(base64.urlsafe_b64decode(cookie.value + "=")) == 32


async def test_every_sign_in_has_an_id_of_its_own(browser: Browser, door: Door) -> None:
    """A new sign-in makes a new cookie and ends the one before (R19)."""
    authenticator = Authenticator()
    await enrol(browser, door, authenticator)
    first = browser.cookie
    await sign_in(browser, authenticator)
    second, browser.cookie = browser.cookie, first
    before = await browser.get("/api/staff/me")
    browser.cookie = second

    assert first != second
    assert before.status == 401
    assert (await browser.get("/api/staff/me")).status == 200


async def test_a_recorded_sign_in_is_refused(browser: Browser, door: Door) -> None:
    """The same request sent again signs nobody in."""
    authenticator = Authenticator()
    await enrol(browser, door, authenticator)
    options = (await browser.post("/api/staff/sign-in/begin")).json["options"]
    recorded = {"credential": authenticator.answer(options)}
    await browser.post("/api/staff/sign-in/finish", recorded)
    browser.cookie = ""
    again = await browser.post("/api/staff/sign-in/finish", recorded)

    assert (again.status, again.json) == (403, {"code": "passkey_refused", "retry": False})
    assert again.cookie is None


@pytest.mark.parametrize(
    "liar",
    [Authenticator(origin="https://evil.example"), Authenticator(flags=PRESENT)],
    ids=["origin", "unverified"],
)
async def test_a_false_passkey_is_refused(browser: Browser, door: Door, liar: Authenticator) -> None:
    """A passkey that was used elsewhere, or without its person, enrols nobody."""
    answer = await enrol(browser, door, liar)

    assert (answer.status, answer.json["code"], answer.cookie) == (403, "passkey_refused", None)


async def test_a_used_link_is_refused(browser: Browser, door: Door) -> None:
    """Used, over or made up: one answer for all."""
    link = await door.invite()
    begun = (await browser.post("/api/staff/enrol/begin", {"link": link})).json
    asked = {"link": link, "credential": Authenticator().make(begun["options"])}
    await browser.post("/api/staff/enrol/finish", asked)
    late = await door.invite()
    door.clock.forward(10 * MINUTE_MS)
    answers = [
        await browser.post("/api/staff/enrol/begin", {"link": each}) for each in (link, late, "g" * 43)
    ]
    answers.append(await browser.post("/api/staff/enrol/finish", asked))

    assert {(each.status, each.json["code"]) for each in answers} == {(410, "link_refused")}


@pytest.mark.parametrize("more", [{"role": "supervisor"}, {"name": "Bo"}])
async def test_a_role_cannot_be_asked_for(browser: Browser, door: Door, more: dict[str, str]) -> None:
    """A field that would choose one's own role is not in the protocol (R18)."""
    link = await door.invite()
    begun = (await browser.post("/api/staff/enrol/begin", {"link": link})).json
    credential = Authenticator().make(begun["options"])
    answer = await browser.post("/api/staff/enrol/finish", {"link": link, "credential": credential, **more})

    assert (answer.status, answer.json["code"]) == (400, "malformed")
    assert (await browser.post("/api/staff/enrol/begin", {"link": link})).status == 200


@pytest.mark.parametrize("cookie", ["", "nonsense", "a" * 43])
async def test_nobody_is_nobody(browser: Browser, cookie: str) -> None:
    """Without a session nothing of the staff's is answered."""
    browser.cookie = cookie
    me = await browser.get("/api/staff/me")
    device = await browser.post("/api/staff/device", {"key": device_key()})

    assert (me.status, me.json) == (device.status, device.json) == (401, REFUSED_SIGN_IN)


async def test_a_session_ends(browser: Browser, door: Door) -> None:
    """After half an hour without a word the browser is signed out."""
    await enrol(browser, door, Authenticator())
    door.clock.forward(HOUR_MS)

    assert (await browser.get("/api/staff/me")).status == 401


async def test_a_device_waits_for_a_registrar(browser: Browser, door: Door) -> None:
    """In earnest a device is pending, however often it asks, and `me` shows it."""
    await enrol(browser, door, Authenticator())
    key = device_key()
    both = [await browser.post("/api/staff/device", {"key": key}) for _ in range(2)]

    assert [each.json for each in both] == [{"state": "pending"}] * 2
    assert (await browser.get("/api/staff/me")).json["devices"] == [{"key": key, "state": "pending"}]


@pytest.mark.parametrize("key", ["", "x", "B" * 87 + "=", base64.b64encode(b"\4" + bytes(64)).decode()])
async def test_what_is_no_key_is_refused(browser: Browser, door: Door, key: str) -> None:
    """Only a point of P-256 can be certified."""
    await enrol(browser, door, Authenticator())
    answer = await browser.post("/api/staff/device", {"key": key})

    assert (answer.status, answer.json["code"]) == (400, "malformed")


async def test_a_demonstration_is_one_click(playing: Browser) -> None:
    """At this machine one click signs in as somebody made up, whose device is certified at once."""
    people = (await playing.get("/api/staff/demo")).json
    me = await playing.post("/api/staff/demo/sign-in", {"staff": people[0]["id"]})
    key = device_key()
    device = (await playing.post("/api/staff/device", {"key": key})).json
    chain = DeviceChain.parse(base64.b64decode(device["certificate"]))

    assert (me.json["name"], me.json["role"]) == (people[0]["name"], people[0]["role"])
    assert (device["state"], chain.device.demo, chain.device.name) == ("certified", True, people[0]["name"])
    assert (await playing.get("/api/staff/me")).json["devices"] == [{"key": key, **device}]


async def test_in_earnest_there_is_no_one_click(browser: Browser) -> None:
    """Without a demonstration its paths do not exist, also for who sits at the machine."""
    browser.headers["Host"] = "localhost:8320"
    look = await browser.get("/api/staff/demo")
    click = await browser.post("/api/staff/demo/sign-in", {"staff": "demonstration-anna"})

    assert (look.status, click.status) == (404, 404)
    assert look.json == click.json == {"code": "unknown_path", "retry": False}


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "", "192.0.2.7:8320"])
async def test_a_demonstration_answers_to_its_own_name_only(playing: Browser, host: str) -> None:
    """A page that points its own name at this machine gets nothing at all."""
    for path in ("/api/staff/demo", "/api/helpline", "/chat/", "/health"):
        answer = await playing.get(path, Host=host)

        assert (answer.status, answer.json) == (403, {"code": "not_allowed", "retry": False})


@pytest.mark.parametrize(
    "host", ["localhost", "localhost:8320", "127.0.0.1:1", "[::1]:8320", "LOCALHOST:8320"]
)
async def test_a_demonstration_answers_at_any_port(playing: Browser, host: str) -> None:
    """Whatever port leads to this machine, it is this machine."""
    assert (await playing.get("/api/staff/demo", Host=host)).status == 200


async def test_the_one_click_has_a_lock_of_its_own(records: Records, tmp_path: Path) -> None:
    """Also where the door lets every name of a host through, the one click answers to this machine's only."""
    door = make_door(records, HandClock(), demonstration=True)
    parts = with_site(await make_parts(door, tmp_path, playing=True), hosts=None)
    async with browsing(make_app(parts)) as browser:
        browser.headers["Host"] = "help.example"
        look = await browser.get("/api/staff/demo")
        click = await browser.post("/api/staff/demo/sign-in", {"staff": "demonstration-anna"})
        everybody = await browser.get("/api/helpline")

    assert [each.status for each in (look, click, everybody)] == [403, 403, 200]
    assert click.cookie is None


async def test_one_click_makes_nobody_else(playing: Browser) -> None:
    """The one click takes the made-up and nobody else."""
    answer = await playing.post("/api/staff/demo/sign-in", {"staff": "somebody-real-0000"})

    assert (answer.status, answer.cookie) == (401, None)
