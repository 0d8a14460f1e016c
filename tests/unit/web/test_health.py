# SPDX-License-Identifier: EUPL-1.2
"""Alive, ready, and counted (R33)."""

import asyncio
from dataclasses import replace

import pytest

from chatserver.domain.errors import BusyError
from chatserver.web import health
from chatserver.web.metrics import make_metrics_app
from chatserver.web.parts import Parts, Probe
from chatserver.web.site import make_app
from tests.drivers.browser import Browser, browsing
from tests.drivers.door import Door


async def works() -> None:
    """A store that answers."""


async def busy() -> None:
    """A store that does not."""
    raise BusyError


async def refuses() -> None:
    """A store that is not there."""
    raise ConnectionRefusedError


async def hangs() -> None:
    """A store that takes the question and says nothing."""
    await asyncio.Event().wait()


async def test_ready_is_a_real_question(browser: Browser) -> None:
    """Ready means that the records have answered just now."""
    answer = await browser.get("/ready")

    assert (answer.status, answer.json) == (200, {"ready": True, "works": {"records": True}})


@pytest.mark.parametrize("broken", [busy, refuses, hangs])
async def test_a_silent_store_is_not_ready(
    parts: Parts, broken: Probe, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever way a store fails, the node says that it is not ready, and which store it is; it is alive."""
    monkeypatch.setattr(health, "PROBE_SECONDS", 0.01)
    probes = {"live": broken, "records": works}
    async with asyncio.timeout(10), browsing(make_app(replace(parts, probes=probes))) as browser:
        answer, alive = await browser.get("/ready"), await browser.get("/health")

    assert (answer.status, answer.json) == (503, {"ready": False, "works": {"live": False, "records": True}})
    assert (alive.status, alive.json) == (200, {"alive": True})


async def test_lost_records_are_not_ready_and_let_nobody_in(browser: Browser, door: Door) -> None:
    """Without its records the node is not ready, and signs nobody in (R32)."""
    async with door.records.write() as transaction:
        await transaction.exec_driver_sql("DROP TABLE sessions")
    browser.cookie = "c" * 43
    answer = await browser.get("/api/staff/me")

    assert (answer.status, answer.json) == (503, {"code": "busy", "retry": True})


async def test_figures_are_on_a_port_of_their_own() -> None:
    """A scraper reads Prometheus's format, and nothing else is there."""
    async with browsing(make_metrics_app()) as browser:
        answer, other = await browser.get("/metrics"), await browser.get("/")

    assert (answer.status, other.status) == (200, 404)
    assert answer.headers["Content-Type"].startswith("text/plain; version=0.0.4")
    assert b"lykta_connections" in answer.content
    assert "Server" not in answer.headers


async def test_no_label_could_name_anyone(browser: Browser) -> None:
    """Requests are counted by the row of the table they belong to, never by what was typed."""
    canary = "canary-9b2e"
    await browser.get(f"/{canary}")
    await browser.get(f"/chat/{canary}?{canary}")
    async with browsing(make_metrics_app()) as scraper:
        content = (await scraper.get("/metrics")).content

    assert canary.encode() not in content
    assert b'event="/chat/{name}"' in content
