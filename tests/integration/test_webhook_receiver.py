# SPDX-License-Identifier: EUPL-1.2
"""Our webhook and the receiver that agencies can run, over real HTTPS: what arrives, and what does not."""

import base64
import hashlib
import ipaddress
import json
import stat
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from chatserver.services.channels.channel import Result
from chatserver.services.channels.outbound import Reach, context_of
from chatserver.services.channels.webhook import Webhook
from chatserver.services.ports import Clock, SystemChance, SystemClock
from chatserver.signing import httpsignatures
from chatserver.signing.webhookkeys import WebhookKeys
from deploy.examples.receiver import opening, receiver
from tests.drivers.authority import Authority
from tests.drivers.canary import holds
from tests.drivers.counterparts import Handler, address_of, free_door, served
from tests.drivers.errands import AGENCY, CANARY, CASE, SEED, errand, report
from tests.drivers.manual import HandClock

LOOPBACK = (ipaddress.ip_network("127.0.0.0/8"),)
EXAMPLE = Path(receiver.__file__).parent


@dataclass(frozen=True)
class Heard:
    """One request as the agency's machine got it, and what it said."""

    method: str
    headers: dict[str, str]
    body: bytes
    status: int
    answer: str


@dataclass
class Agency:
    """An agency's receiver, and our way to it."""

    url: str
    keys: WebhookKeys
    reach: Reach
    reports: Path
    heard: list[Heard] = field(default_factory=list)

    def way(self, *, clock: Clock | None = None, keys: WebhookKeys | None = None) -> Webhook:
        """Our webhook."""
        return Webhook((keys or self.keys).folder, self.reach, clock or SystemClock(), SystemChance())

    def stored(self) -> list[Path]:
        """What it keeps."""
        return sorted(self.reports.glob("*.json"))

    async def again(self, **changed: Any) -> int:
        """The status of the first request once more, byte for byte but for what is *changed*."""
        first = self.heard[0]
        asked = {"url": self.url, "method": first.method, "headers": first.headers, "data": first.body}
        async with (
            aiohttp.ClientSession(skip_auto_headers=("User-Agent", "Accept", "Accept-Encoding")) as session,
            session.request(**(asked | changed), ssl=context_of(self.reach.authorities)) as answer,
        ):
            return answer.status


@pytest.fixture
async def agency(tmp_path: Path) -> AsyncIterator[Agency]:
    """A receiver that knows our key, on a machine of its own."""
    authority, keys, door = Authority.make(tmp_path), WebhookKeys(tmp_path / "server"), free_door()
    keys.make()
    reach = Reach(private_networks=LOOPBACK, authorities=authority.file)
    made = Agency(address_of(door), keys, reach, tmp_path / "reports")
    pem, inbox = keys.public_part().pem.encode(), receiver.Inbox(made.reports, AGENCY)
    app = receiver.make_app(receiver.Verifier([pem], made.url), inbox, made.url)
    app.middlewares.append(_listening(made.heard))
    async with served(app, authority.server(), door):
        yield made
    inbox.close()


def _listening(heard: list[Heard]) -> Any:
    @web.middleware
    async def listen(request: web.Request, handler: Handler) -> web.StreamResponse:
        body = await request.read()
        answer = await handler(request)
        assert isinstance(answer, web.Response)
        headers = {
            name: text for name, text in request.headers.items() if name not in {"Host", "Content-Length"}
        }
        heard.append(Heard(request.method, headers, body, answer.status, str(answer.text)))
        return answer

    return listen


async def test_a_report_arrives_and_only_the_agencys_key_opens_it(agency: Agency) -> None:
    """Stored as it came, for its owner alone; opened by the seed from the agency's safe."""
    assert await agency.way().send(errand(agency.url)) is Result.DELIVERED
    (stored,) = agency.stored()

    assert stat.S_IMODE(stored.stat().st_mode) == 0o600
    assert opening.open_report(stored.read_bytes(), SEED).decode() == CANARY
    with pytest.raises(opening.OpeningError, match="not sealed to this key"):
        opening.open_report(stored.read_bytes(), bytes(32))


async def test_the_envelope_travels_and_the_report_does_not_show(agency: Agency) -> None:
    """What is seen on the way is the envelope, and nothing of the report in any spelling."""
    await agency.way().send(errand(agency.url, report=report(message="update", references=(1,), version=2)))
    (heard,) = agency.heard
    body = json.loads(heard.body)

    assert body["envelope"] | {"sent": 0, "expires": 0, "keys": []} == {
        "case": CASE,
        "version": 2,
        "sent": 0,
        "expires": 0,
        "sender": "Lykta",
        "agency": AGENCY,
        "urgency": "p0",
        "status": "actual",
        "message": "update",
        "references": [1],
        "keys": [],
        "size": 4096,
    }
    whole = heard.body + base64.b64decode(body["ciphertext"]) + repr(heard.headers).encode()
    assert not holds(whole, CANARY)
    assert holds(b"before " + CANARY.encode() + whole, CANARY)


async def test_headers_name_nothing(agency: Agency) -> None:
    """Neither the case nor the agency nor the rung can be read from a proxy's log of headers."""
    await agency.way().send(errand(agency.url))
    headers = repr(agency.heard[0].headers)

    assert set(agency.heard[0].headers) == {
        "Connection",
        "Content-Type",
        "Content-Digest",
        "Idempotency-Key",
        "Signature",
        "Signature-Input",
    }
    assert CASE not in headers
    assert AGENCY not in headers
    assert "way-1" not in headers


async def test_what_was_asked_is_covered_by_the_signature(agency: Agency) -> None:
    """RFC 9421: components and parameters."""
    await agency.way().send(errand(agency.url))
    said = agency.heard[0].headers["Signature-Input"]

    for part in ("@method", "@authority", "@target-uri", "content-digest", "content-type", "idempotency-key"):
        assert f'"{part}"' in said
    for name in ("created=", "expires=", "nonce=", "keyid=", 'tag="lykta-report"'):
        assert name in said


async def test_a_repeat_is_answered_alike_and_does_nothing(agency: Agency) -> None:
    """The same errand, tried again because the answer was lost: one report, one answer."""
    sent = errand(agency.url)
    assert [await agency.way().send(sent) for _ in range(3)] == [Result.DELIVERED] * 3

    assert len(agency.stored()) == 1
    assert len({(each.status, each.answer) for each in agency.heard}) == 1
    assert len({each.headers["Idempotency-Key"] for each in agency.heard}) == 1
    assert len({each.headers["Signature"] for each in agency.heard}) == 3


async def test_another_rung_or_loop_is_another_errand(agency: Agency) -> None:
    """The ladder that begins anew is not taken for a repeat."""
    for changed in ({}, {"loop": 1}, {"rung": 2}, {"channel": "way-2"}, {"report": report(version=2)}):
        await agency.way().send(errand(agency.url, **changed))

    assert len(agency.stored()) == 5


async def test_a_key_with_another_body_is_refused(agency: Agency) -> None:
    """Nobody changes a report under the name of the one that was taken."""
    await agency.way().send(errand(agency.url))

    assert await agency.way().send(errand(agency.url, report=report("something else"))) is Result.REFUSED
    assert len(agency.stored()) == 1


async def test_a_replay_is_refused(agency: Agency) -> None:
    """The same request, byte for byte, is good once."""
    await agency.way().send(errand(agency.url))

    assert await agency.again() == 401
    assert json.loads(agency.heard[-1].answer) == {"code": "replayed"}


TAMPERED: dict[str, Callable[[Heard], dict[str, Any]]] = {
    "body": lambda first: {"data": first.body.replace(b'"p0"', b'"p2"')},
    "digest and body": lambda first: {
        "data": b"{}",
        "headers": first.headers
        | {"Content-Digest": f"sha-256=:{base64.b64encode(hashlib.sha256(b'{}').digest()).decode()}:"},
    },
    "no digest": lambda first: {"headers": without(first, "Content-Digest")},
    "idempotency key": lambda first: {"headers": first.headers | {"Idempotency-Key": f'"{"0" * 32}"'}},
    "content type": lambda first: {"headers": first.headers | {"Content-Type": "text/plain"}},
    "no signature": lambda first: {"headers": without(first, "Signature")},
    "no signature input": lambda first: {"headers": without(first, "Signature-Input")},
    "signature": lambda first: {
        "headers": first.headers | {"Signature": f"lykta=:{base64.b64encode(bytes(64)).decode()}:"}
    },
    "nonce": lambda first: input_with(first, 'nonce="', 'nonce="0'),
    "expires": lambda first: input_with(first, ";expires=1", ";expires=2"),
    "tag": lambda first: input_with(first, "lykta-report", "another-use"),
    "no tag": lambda first: input_with(first, ';tag="lykta-report"', ""),
    "key": lambda first: input_with(first, 'keyid="', 'keyid="0'),
    "fewer components": lambda first: input_with(first, '"content-digest" ', ""),
}


def without(first: Heard, name: str) -> dict[str, str]:
    """Its headers but one."""
    return {key: text for key, text in first.headers.items() if key != name}


def input_with(first: Heard, old: str, new: str) -> dict[str, Any]:
    """Its headers with something else said of the signature."""
    said = first.headers["Signature-Input"]
    assert old in said
    return {"headers": first.headers | {"Signature-Input": said.replace(old, new, 1)}}


@pytest.mark.parametrize("what", TAMPERED)
async def test_what_was_changed_on_the_way_is_refused(agency: Agency, what: str) -> None:
    """Each part of a request that matters is bound to all the others."""
    await agency.way().send(errand(agency.url))

    assert await agency.again(**TAMPERED[what](agency.heard[0])) == 401
    assert json.loads(agency.heard[-1].answer) == {"code": "signature"}
    assert len(agency.stored()) == 1


async def test_another_method_or_address_is_refused(agency: Agency) -> None:
    """A signature is for one method and one address."""
    await agency.way().send(errand(agency.url))

    assert await agency.again(url=f"{agency.url}?x=1") == 404
    assert await agency.way().send(errand(f"{agency.url}/other")) is Result.REFUSED


@pytest.mark.parametrize("seconds", [-600, 600])
async def test_a_signature_is_of_now(agency: Agency, seconds: int) -> None:
    """One that has ended, and one that is not of this hour yet, is refused."""
    clock = HandClock(SystemClock().now_ms() + seconds * 1000)

    assert await agency.way(clock=clock).send(errand(agency.url)) is Result.REFUSED
    assert agency.stored() == []


async def test_a_signature_that_is_good_for_long_is_refused(
    agency: Agency, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its nonce would have to be remembered for as long."""
    monkeypatch.setattr(httpsignatures, "LIFE_SECONDS", receiver.LONGEST_SECONDS + 1)

    assert await agency.way().send(errand(agency.url)) is Result.REFUSED


@pytest.mark.parametrize("left_out", [part for part in receiver.COVERED if part != "content-digest"])
async def test_a_signature_over_less_is_refused(
    agency: Agency, monkeypatch: pytest.MonkeyPatch, left_out: str
) -> None:
    """Even by a key that is known: what is not covered could be changed on the way."""
    less = tuple(part for part in httpsignatures.COVERED if part != left_out)
    monkeypatch.setattr(httpsignatures, "COVERED", less)

    assert await agency.way().send(errand(agency.url)) is Result.REFUSED
    assert agency.stored() == []


@pytest.mark.parametrize("tag", ["another-use", None])
async def test_a_signature_for_something_else_is_refused(
    agency: Agency, monkeypatch: pytest.MonkeyPatch, tag: str | None
) -> None:
    """Even by a key that is known: what it signed for another purpose is no report."""
    monkeypatch.setattr(httpsignatures, "TAG", tag)

    assert await agency.way().send(errand(agency.url)) is Result.REFUSED
    assert agency.stored() == []


async def test_an_unknown_key_is_refused(agency: Agency, tmp_path: Path) -> None:
    """Whoever is not our helpline sends nothing."""
    strange = WebhookKeys(tmp_path / "strange")
    strange.make()

    assert await agency.way(keys=strange).send(errand(agency.url)) is Result.REFUSED
    assert agency.stored() == []


async def test_a_report_for_another_agency_is_refused(agency: Agency) -> None:
    """A wrong address in our records is told at once, and not read by the wrong people."""
    assert await agency.way().send(errand(agency.url, report=report(agency="elsewhere"))) is Result.REFUSED
    assert agency.stored() == []


async def test_what_is_no_report_is_refused(agency: Agency, monkeypatch: pytest.MonkeyPatch) -> None:
    """However well it is signed."""
    monkeypatch.setattr("chatserver.wire.sealed.Report.encode", lambda _self: b'{"envelope": 1}')

    assert await agency.way().send(errand(agency.url)) is Result.REFUSED


async def test_a_rotation_loses_nothing(agency: Agency) -> None:
    """While both keys are known, the next one takes over between two reports, without a restart."""
    agency.keys.make(successor=True)
    both = [agency.keys.public_part(successor=which).pem.encode() for which in (False, True)]
    verifier, way = receiver.Verifier(both, agency.url), agency.way()
    assert await way.send(errand(agency.url)) is Result.DELIVERED
    agency.keys.take_over()

    assert await way.send(errand(agency.url, loop=1)) is Result.REFUSED  # this agency knows only the first
    last = agency.heard[-1]
    assert verifier.verify(last.method, last.headers, last.body).nonce


async def test_without_a_key_nothing_is_sent(agency: Agency, tmp_path: Path) -> None:
    """The channel is not set up; nobody is asked anything unsigned."""
    assert await agency.way(keys=WebhookKeys(tmp_path / "none")).send(errand(agency.url)) is Result.NOT_SET_UP
    assert agency.heard == []


@pytest.mark.parametrize("part", ["case", "version", "agency", "ciphertext", "wrap"])
def test_what_is_sealed_is_bound_to_its_envelope(part: str) -> None:
    """Under another case, version or agency, or changed, it stays closed."""
    body = json.loads(report().encode())
    if part in body["envelope"]:
        body["envelope"][part] = 2 if part == "version" else "another"
    elif part == "ciphertext":
        body["ciphertext"] = base64.b64encode(bytes(60)).decode()
    else:
        body["wraps"][0]["sealed"] = base64.b64encode(bytes(1168)).decode()

    with pytest.raises(opening.OpeningError, match="stays closed"):
        opening.open_report(json.dumps(body).encode(), SEED)


def test_a_cancellation_carries_no_report() -> None:
    """Opening one says so."""
    body = json.loads(report(message="cancel").encode()) | {"ciphertext": ""}

    with pytest.raises(opening.OpeningError, match="No report is carried: actual, cancel"):
        opening.open_report(json.dumps(body).encode(), SEED)


def test_the_example_opens_a_report_by_itself(tmp_path: Path) -> None:
    """As an agency runs it: two files and a Python that has never seen our package."""
    (tmp_path / "report.json").write_bytes(report().encode())
    (tmp_path / "agency.seed").write_bytes(SEED)
    script = tmp_path / "opening.py"
    script.write_bytes((EXAMPLE / "opening.py").read_bytes())
    asked = [sys.executable, "-I", str(script), "open", "report.json", "agency.seed"]
    opened = subprocess.run(asked, cwd=tmp_path, capture_output=True, check=True)  # noqa: S603 - our own

    assert opened.stdout.decode().strip() == CANARY


def test_the_example_needs_nothing_of_ours() -> None:
    """Agencies do not have our package."""
    for name in ("receiver.py", "opening.py"):
        assert "chatserver" not in (EXAMPLE / name).read_text()


def test_a_key_of_the_agency_is_made_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its seed for its owner alone; what is printed is the public key and its fingerprint."""
    seed = tmp_path / "agency.seed"
    assert opening.main(["make", str(seed)]) == 0
    name, public = capsys.readouterr().out.split()

    assert stat.S_IMODE(seed.stat().st_mode) == 0o600
    assert base64.b64decode(public) == opening.public_key_of(seed.read_bytes())
    assert hashlib.sha256(base64.b64decode(public)).hexdigest() == name
    assert opening.main(["make", str(seed)]) == 1


def test_the_example_serves_others_only_with_a_certificate(tmp_path: Path) -> None:
    """Without one it listens on loopback, behind a proxy that has one."""
    asked = ["--url", "https://a.example/", "--agency", AGENCY, "--key", str(tmp_path / "key.pem")]
    with pytest.raises(SystemExit):
        receiver.main([*asked, "--host", "192.0.2.1"])
