# SPDX-License-Identifier: EUPL-1.2
"""What a report says is found nowhere on the server, and on no way out of it, in the whole life of a case.

Searched: memory of the live store and of the server, logs, SQLite's files, PostgreSQL's data folder, and all
that the agency's machine and its mail server heard; and the search finds what is planted in each of them.
"""

import contextlib
import secrets
from collections.abc import AsyncIterator, Mapping
from pathlib import Path

import pytest
from redis.asyncio import Redis
from sqlalchemy import text

from chatserver.domain.deed_codes import DeedCode
from chatserver.wire.cases import CaseDeed, CaseReroute
from tests.conftest import is_thorough
from tests.drivers.canary import contents, holds, planted, spellings
from tests.drivers.desk import Desk, open_desk
from tests.drivers.machines import running
from tests.drivers.office import wrap
from tests.drivers.process_memory import can_be_read, counted


@pytest.fixture(params=["sqlite", "postgresql"] if is_thorough() else ["sqlite"])
async def desk(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[tuple[Desk, Path]]:
    """A demonstration on each engine, and the folder of its records."""
    async with contextlib.AsyncExitStack() as opened:
        settings, folder = {}, None
        if request.param == "postgresql":
            postgres = request.getfixturevalue("postgres")
            settings["LYKTA_RECORDS_URL"] = await opened.enter_async_context(postgres.empty())
            folder = postgres.written.parent
        machine = await opened.enter_async_context(running(tmp_path))
        machine.heard = bytearray()
        desk = await opened.enter_async_context(open_desk(tmp_path, machine, **settings))
        yield desk, folder or desk.helpline.data


async def lives(desk: Desk, canary: str) -> None:
    """A case with *canary* in its report: reviewed, sent by every way, read, rerouted, read again, closed."""
    ask = await desk.send(f"{canary} in a report", to=("disa", "ebba"))
    await desk.settled([ask])
    await desk.read("ebba", ask)
    key = desk.staff["folke"].report_key
    wraps = [wrap(secrets.token_bytes(32), key, agency="sundsvall", case=ask.case)]
    await desk.ask("ebba", "/api/cases/reroute", CaseReroute(ask.case, 1, "sundsvall", wraps))
    await desk.reaches(ask, "sundsvall", (-1, -1))
    await desk.read("folke", ask)
    await desk.do("folke", ask, CaseDeed.ACCEPT)
    await desk.do("folke", ask, CaseDeed.OUTCOME, DeedCode.SAFE_NOW)
    await desk.do("disa", ask, CaseDeed.CLOSE, DeedCode.DONE)


async def places(desk: Desk, records: Path) -> Mapping[str, bytes]:
    """All that lies anywhere, by where it lies."""
    assert desk.machine.heard is not None
    async with Redis(unix_socket_path=desk.helpline.store_address) as live:
        keys = [key async for key in live.scan_iter()]
        dumped = b"".join([bytes(await live.dump(key) or b"") for key in keys])
    return {
        "live store": dumped,
        "log": desk.helpline.log.read_bytes(),
        "records": b"".join(contents(records).values()),
        "data folder": b"".join(contents(desk.helpline.data).values()),
        "webhooks and mails": bytes(desk.machine.heard),
    }


async def in_memory(desk: Desk, *sought: str) -> dict[str, int]:
    """How often each of *sought*, in any spelling, is in the live store's memory or the server's."""
    every = {each: spellings(each) for each in sought}
    found = dict.fromkeys(sought, 0)
    for process in (desk.helpline.process, await desk.helpline.store_process()):
        for each, number in counted(process, every).items():
            found[each] += number
    return found


async def test_what_a_report_says_is_nowhere(desk: tuple[Desk, Path]) -> None:
    """In UTF-8, UTF-16, base64, hex, as JSON escapes it, or packed: in no place at any time."""
    house, records = desk
    canary, control = f"kanarie-{secrets.token_hex(8)}-å", f"planted-{secrets.token_hex(8)}-å"

    await lives(house, canary)

    found = await places(house, records)
    assert {place for place, content in found.items() if holds(content, canary)} == set()
    assert len(found["webhooks and mails"]) > 5_000
    if can_be_read(house.helpline.process):
        assert await in_memory(house, canary) == {canary: 0}
    await plants(house, control)
    found = await places(house, records)
    assert {place for place, content in found.items() if holds(content, control)} == set(found)
    if can_be_read(house.helpline.process):
        assert (await in_memory(house, control))[control] > 0


async def plants(desk: Desk, control: str) -> None:
    """*control* lies in each of the places: the search must find it there."""
    async with Redis(unix_socket_path=desk.helpline.store_address) as live:
        await live.set("planted", f"before {control} after")
    async with desk.records.write() as transaction:
        planting = text("UPDATE staff SET name = :name WHERE id = 'demonstration-cilla'")
        await transaction.execute(planting, {"name": f"before {control} after"})
    with desk.helpline.log.open("ab") as log:
        log.write(planted(control)["in JSON"])
    (desk.helpline.data / "planted").write_bytes(planted(control)["hex"])
    assert desk.machine.heard is not None
    desk.machine.heard += planted(control)["base64-1"]
