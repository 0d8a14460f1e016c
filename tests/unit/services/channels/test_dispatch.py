# SPDX-License-Identifier: EUPL-1.2
"""One attempt and what is told of it; a channel that dies and lives again; an outage of an hour."""

import io
import ipaddress
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog
from aiohttp import web

from chatserver.domain.agencies import ChannelKind
from chatserver.domain.escalation import Urgency
from chatserver.observe import logs
from chatserver.observe.metrics import exposition
from chatserver.services.channels.channel import Errand, Result
from chatserver.services.channels.dispatch import Dispatch
from chatserver.services.channels.health import Health
from chatserver.services.channels.outbound import Reach
from chatserver.services.channels.retrying import DEAD_MS, Tried, again_ms, is_good, roll
from chatserver.services.channels.smtp import Mail, Post
from chatserver.services.channels.webhook import Webhook
from chatserver.services.ports import SystemChance
from tests.drivers.authority import Authority
from tests.drivers.canary import holds
from tests.drivers.counterparts import address_of, free_door, served
from tests.drivers.errands import AGENCY, CANARY, CASE, errand
from tests.drivers.manual import CountedChance, HandClock
from tests.drivers.postoffice import PostOffice, opened

HOUR_MS = 3_600_000
LOOPBACK = (ipaddress.ip_network("127.0.0.0/8"),)


class Set:
    """A channel whose result a test sets; an exception, if it is one."""

    def __init__(self, result: Result | Exception) -> None:
        self.result = result

    async def send(self, errand: Errand) -> Result:  # noqa: ARG002 - the interface's
        """As set."""
        if isinstance(self.result, Exception):
            raise self.result
        return self.result


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    """The log, as strict as it can be."""
    out = io.StringIO()
    logs.configure(json=True, strict=True, stream=out)
    yield out
    structlog.reset_defaults()


def lines(stream: io.StringIO) -> list[tuple[str, str, str | None]]:
    """What was logged: event, channel, code."""
    read = [json.loads(line) for line in stream.getvalue().splitlines()]
    return [(line["event"], line["channel"], line.get("code")) for line in read]


def figure(name: str) -> float:
    """One figure of ours."""
    rows = dict(line.rsplit(" ", 1) for line in exposition().decode().splitlines() if line[0] != "#")
    return float(rows.get(name, 0))


async def test_an_attempt_is_counted_and_logged_by_kind_and_result(stream: io.StringIO) -> None:
    """And by nothing else."""
    name = 'lykta_channel_attempts_total{channel="smtp",result="bell"}'
    before = figure(name)
    dispatch = Dispatch({ChannelKind.SMTP: Set(Result.BELL)}, Health(HandClock()))

    assert await dispatch.send(ChannelKind.SMTP, errand("jour@ostersund.example")) is Result.BELL
    assert figure(name) == before + 1
    assert lines(stream) == [("channel tried", "smtp", "bell")]


async def test_a_channel_that_is_not_set_up_says_so() -> None:
    """It is a result like any other, and alarms."""
    health = Health(HandClock())

    assert await Dispatch({}, health).send(ChannelKind.GATEWAY, errand("+46701234567")) is Result.NOT_SET_UP
    assert health.dead == {"way-1"}


async def test_a_bug_in_one_channel_is_told_without_its_text(stream: io.StringIO) -> None:
    """The others of the rung are still tried; what the exception says may quote the report."""
    broken = Dispatch({ChannelKind.WEBHOOK: Set(ValueError(CANARY))}, Health(HandClock()))

    assert await broken.send(ChannelKind.WEBHOOK, errand("https://a.example/")) is Result.BROKEN
    assert CANARY not in stream.getvalue()
    assert "channel broken" in stream.getvalue()


async def test_a_dead_channel_alarms_once_and_is_told_when_it_lives_again(stream: io.StringIO) -> None:
    """One line each, and a figure between; other channels are not meant."""
    clock = HandClock()
    way, health = Set(Result.BUSY), Health(clock)
    dispatch = Dispatch({ChannelKind.SMTP: way, ChannelKind.PHONE: Set(Result.BY_HAND)}, health)
    for _ in range(10):
        clock.forward(DEAD_MS // 5)
        await dispatch.send(ChannelKind.SMTP, errand("jour@ostersund.example"))
        await dispatch.send(ChannelKind.PHONE, errand("112", channel="way-2"))

    assert health.dead == {"way-1"}
    assert figure('lykta_dead_channels{channel="smtp"}') == 1
    way.result = Result.BELL
    await dispatch.send(ChannelKind.SMTP, errand("jour@ostersund.example"))

    assert health.dead == frozenset()
    assert figure('lykta_dead_channels{channel="smtp"}') == 0
    told = [line for line in lines(stream) if line[0] != "channel tried"]
    assert told == [("channel dead", "smtp", "busy"), ("channel alive", "smtp", None)]


def test_a_restart_remembers_from_the_records() -> None:
    """A channel that was dead is dead."""
    health = Health(HandClock())
    health.remember("way-1", ChannelKind.SMTP, [Tried(0, Result.BELL), Tried(1, Result.REFUSED)])
    health.remember("way-2", ChannelKind.SMTP, [Tried(0, Result.REFUSED), Tried(1, Result.BELL)])
    health.remember("way-3", ChannelKind.SMTP, [])

    assert health.dead == {"way-1"}


async def climb(
    dispatch: Dispatch, kind: ChannelKind, errand: Errand, clock: HandClock, *, until: int | None = None
) -> list[Result]:
    """Try until it was good, or *until* then, as an engine does, in no time."""
    results: list[Result] = []
    chance = CountedChance()
    while not (results and is_good(results[-1])) and (until is None or clock.ms < until):
        results.append(await dispatch.send(kind, errand))
        clock.forward((again_ms(Urgency.P1, results[-1], len(results), roll(chance)) or 0) + 1)
        assert clock.ms < HandClock.ms + 3 * HOUR_MS, "never delivered"
    return results


async def test_a_webhook_that_is_down_for_an_hour_is_delivered_once(
    authority: Authority, key_folder: Path
) -> None:
    """By the same errand, tried ever more seldom; dead for a while, alive at the end."""
    door, clock = free_door(), HandClock()
    health, heard, dead = Health(clock), [], []

    async def take(request: web.Request) -> web.Response:
        heard.append(request.headers["Idempotency-Key"])
        dead.append(bool(health.dead))
        return web.Response(status=200 if clock.ms > HandClock.ms + HOUR_MS else 503)

    app = web.Application()
    app.router.add_post("/take", take)
    way = Webhook(
        key_folder, Reach(private_networks=LOOPBACK, authorities=authority.file), clock, SystemChance()
    )
    dispatch = Dispatch({ChannelKind.WEBHOOK: way}, health)
    async with served(app, authority.server(), door):
        results = await climb(dispatch, ChannelKind.WEBHOOK, errand(address_of(door)), clock)

    assert results[-1] is Result.DELIVERED
    assert set(results[:-1]) == {Result.BUSY}
    assert 15 <= len(results) <= 80
    assert len(set(heard)) == 1
    assert dead[-1]
    assert health.dead == frozenset()


async def test_a_mail_server_that_is_gone_for_an_hour_rings_once(authority: Authority) -> None:
    """Nobody listens, then somebody does: one letter, and no more attempts than backing off allows."""
    clock, office = HandClock(), PostOffice()
    async with opened(office, authority.server()):
        pass
    post = Post(
        host="127.0.0.1",
        port=office.port,
        security="starttls",
        sender="larm@lykta.example",
        authorities=authority.file,
    )
    dispatch = Dispatch({ChannelKind.SMTP: Mail(post, clock)}, Health(clock))
    to = errand("jour@ostersund.example")
    results = await climb(dispatch, ChannelKind.SMTP, to, clock, until=HandClock.ms + HOUR_MS)
    async with opened(office, authority.server()):
        results += await climb(dispatch, ChannelKind.SMTP, to, clock)

    assert results[-1] is Result.BELL
    assert set(results[:-1]) == {Result.UNREACHABLE}
    assert 15 <= len(results) <= 80
    assert len(office.letters) == 1


async def test_nothing_of_a_report_or_its_errand_is_logged(
    stream: io.StringIO, authority: Authority, stranger: Authority, key_folder: Path
) -> None:
    """Whatever happens: no text, no case, no agency, no address, neither ours nor a library's lines."""

    async def break_off(request: web.Request) -> web.StreamResponse:
        assert request.transport is not None
        request.transport.close()
        raise ConnectionError(CANARY)

    app = web.Application()
    app.router.add_post("/take", break_off)
    reach = Reach(private_networks=LOOPBACK, authorities=authority.file)
    dispatch = Dispatch(
        {ChannelKind.WEBHOOK: Webhook(key_folder, reach, HandClock(), SystemChance())}, Health(HandClock())
    )
    for context in (authority.server(), stranger.server()):
        async with served(app, context) as url:
            await dispatch.send(ChannelKind.WEBHOOK, errand(url))
    await dispatch.send(ChannelKind.WEBHOOK, errand("https://nobody.invalid/take"))
    logged = stream.getvalue().encode()

    assert logged.count(b"channel tried") == 3
    assert not any(holds(logged, text) for text in (CANARY, CASE, AGENCY))
    assert not any(text in logged for text in (b"127.0.0.1", b"nobody", b"way-1"))
    assert holds(logged + CANARY.encode(), CANARY)


def test_an_errand_prints_as_nothing() -> None:
    """Nor does what it carries: a traceback or a careless line shows neither case nor address."""
    shown = repr(errand("https://a.example/secret")) + repr(errand("x").report)

    assert shown == "<Errand><Report>"
