# SPDX-License-Identifier: EUPL-1.2
"""Cases over HTTP: from a made-up counsellor's page to a made-up officer's."""

import base64
import hashlib
import secrets
from dataclasses import dataclass, field
from typing import Any

import msgspec
import pytest

from chatserver.signing import p256
from chatserver.signing.readings import Reading
from chatserver.signing.seals import public_key_of
from chatserver.wire.sealed import Report
from tests.drivers.browser import Answered, Browser
from tests.drivers.office import opened, sealed_to, text_of

HOME = {"Host": "localhost:8320"}


@dataclass
class Person:
    """Somebody made up, at one browser, with keys."""

    browser: Browser
    id: str
    cookie: str = ""
    device: p256.PrivateKey = field(default_factory=p256.make_key)
    seed: bytes = field(default_factory=lambda: secrets.token_bytes(32))

    async def post(self, path: str, body: object) -> Answered:
        """As them."""
        self.browser.cookie = self.cookie
        return await self.browser.post(path, body, **HOME)

    async def cases(self) -> Any:
        """What they see."""
        self.browser.cookie = self.cookie
        return (await self.browser.get("/api/cases", **HOME)).json


async def person(browser: Browser, name: str, *, reads: bool) -> Person:
    """Sign in as *name*, and have a device certified."""
    browser.cookie = ""
    signed = await browser.post("/api/staff/demo/sign-in", {"staff": f"demonstration-{name}"}, **HOME)
    assert signed.status == 200
    made = Person(browser, f"demonstration-{name}", browser.cookie)
    report = {"report": text_of(public_key_of(made.seed))} if reads else {}
    device = await made.post("/api/staff/device", {"key": text_of(p256.point(made.device)), **report})
    assert device.json["state"] == "certified"
    return made


async def test_a_report_goes_from_page_to_page(playing: Browser) -> None:
    """Routed, sealed to the keys that are offered, approved, opened, acknowledged, and seen to be read."""
    anna = await person(playing, "anna", reads=False)
    disa = await person(playing, "disa", reads=True)
    ebba = await person(playing, "ebba", reads=True)
    routed = (await anna.post("/api/cases/route", {"urgency": "p0", "now_in": "2380"})).json
    assert routed["agency"]["id"] == "ostersund"
    assert routed["to"]["unopenable"] == [1]
    keys = [base64.b64decode(each["key"]) for each in routed["to"]["recipients"]]
    assert public_key_of(ebba.seed) in keys
    case, page = secrets.token_urlsafe(16), secrets.token_bytes(32)
    ask = sealed_to([*keys, public_key_of(page)], "it burns", case=case, agency="ostersund", page=page)
    stored = (await anna.post("/api/cases", msgspec.to_builtins(ask))).json
    assert (stored["state"], stored["mine"], stored["break_glass_from"]) == (
        "in_review",
        True,
        stored["since"] + 120_000,
    )
    assert (await ebba.post("/api/cases/report", {"case": case, "version": 1})).json["code"] == "not_yours"
    done = await disa.post("/api/cases/deed", {"case": case, "version": 1, "deed": "approve"})
    assert done.json["state"] == "sent"
    (seen,) = await ebba.cases()
    assert (seen["unread"], seen["mine"]) == (True, False)
    found = await ebba.post("/api/cases/report", {"case": case, "version": 1})
    report = msgspec.json.decode(found.content, type=Report)
    assert opened(report, ebba.seed) == "it burns"
    time = stored["since"]
    reading = Reading(
        case=case,
        version=1,
        digest=hashlib.sha256(report.ciphertext).digest(),
        officer=ebba.id,
        time_ms=time,
    )
    read = {
        "case": case,
        "version": 1,
        "device": text_of(p256.point(ebba.device)),
        "time": time,
        "signature": text_of(p256.sign(ebba.device, reading.signed_text())),
    }
    assert (await ebba.post("/api/cases/acknowledge", read)).json["state"] == "acknowledged"
    (shown,) = await anna.cases()
    assert (shown["read_by"]["name"], shown["state"]) == ("Ebba (demonstration)", "acknowledged")


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/api/cases/route", {"urgency": "p0"}),
        ("/api/cases/recipients", {"agency": "ostersund"}),
        ("/api/cases/report", {"case": "c" * 22, "version": 1}),
        ("/api/cases/deed", {"case": "c" * 22, "version": 1, "deed": "approve"}),
        ("/api/cases/call", {"call": "d" * 22, "case": "c" * 22, "kind": "112"}),
        ("/api/cases/notes", {"case": "c" * 22}),
    ],
)
async def test_nobody_who_is_not_signed_in_learns_anything(playing: Browser, path: str, body: object) -> None:
    """No cookie, no answer."""
    answer = await playing.post(path, body, **HOME)
    assert (answer.status, answer.json["code"]) == (401, "not_signed_in")
    assert (await playing.get("/api/cases", **HOME)).status == 401


async def test_a_gateway_hands_on_what_was_typed(playing: Browser) -> None:
    """Nobody's code is refused, and what is no code is malformed; no sign-in is asked for."""
    playing.cookie = ""
    refused = await playing.post("/api/on-it", {"code": "0000 0000"}, **HOME)
    malformed = await playing.post("/api/on-it", {"code": "on it"}, **HOME)

    assert (refused.status, refused.json["code"]) == (409, "code_refused")
    assert (malformed.status, malformed.json["code"]) == (400, "malformed")
