# SPDX-License-Identifier: EUPL-1.2
"""People with cases at a real server process, over HTTP; an agency's machine; a process that is killed."""

import asyncio
import contextlib
import os
import secrets
import signal
from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final

import aiohttp
import msgspec
from sqlalchemy import update

from chatserver.domain.agencies import ChannelKind
from chatserver.domain.deed_codes import DeedCode
from chatserver.domain.ids import CaseId
from chatserver.records import agencies, attempts, cases
from chatserver.records.cases import StoredCase
from chatserver.records.store import Records
from chatserver.services.demonstration import STAFF
from chatserver.services.ports import SystemClock
from chatserver.signing.keyfolder import KeyFolder
from chatserver.signing.seals import public_key_of
from chatserver.wire.cases import CaseDeed, CaseDo, CaseSubmit
from tests.drivers.machines import Machine
from tests.drivers.office import OSTERSUND, Colleague, certify, directed, sealed_to, signed_by
from tests.stories.helpline import Helpline

PATIENCE_SECONDS: Final = 60
RUNG_MS: Final = 181_000
"""A little more than a rung of P0 has."""
_WAYS: Final = """
verified_on = 2026-01-01
valid_until = 2099-01-01
[webhook]
private_networks = ["127.0.0.0/8"]
authorities_file = "{authority}"
[smtp]
host = "127.0.0.1"
port = {port}
security = "none"
sender = "lykta@helpline.example"
"""


@dataclass
class Desk:
    """A demonstration with Anna, Disa and the officers Ebba and Folke, each signed in."""

    helpline: Helpline
    records: Records
    machine: Machine
    staff: dict[str, Colleague] = field(default_factory=dict)
    cookies: dict[str, str] = field(default_factory=dict)
    deadly: str = ""
    """The moment of the machine at which the server is killed."""
    _died: asyncio.Event = field(default_factory=asyncio.Event)
    page: bytes = field(default_factory=lambda: secrets.token_bytes(32))

    async def prepare(self) -> None:
        """Keys for everybody, an agency that is told by every way, and a cookie for each."""
        issuer = KeyFolder(self.helpline.data / "demonstration").issuer()
        self.staff = {each.person.name.split()[0].lower(): Colleague(each.id, each.person) for each in STAFF}
        ways = {
            ChannelKind.INBOX: "",
            ChannelKind.WEBHOOK: self.machine.url,
            ChannelKind.SMTP: "vakt@a.example",
        }
        async with self.records.write() as transaction:
            await agencies.put(transaction, directed(OSTERSUND, "2380", 2, ways))
        for name in ("anna", "disa", "ebba", "folke"):
            await certify(self.records, issuer, self.staff[name], SystemClock())
            asked = {"staff": self.staff[name].id.value}
            async with (
                self._session() as session,
                self._post(session, "/api/staff/demo/sign-in", asked) as said,
            ):
                assert said.status == 200, await said.text()
                self.cookies[name] = said.headers["Set-Cookie"].split(";")[0]

    async def ask(
        self, name: str, path: str, body: object, *, good: Collection[int] = (HTTPStatus.OK,)
    ) -> Any:
        """What the server answers somebody, who asks again until it does."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while True:
                with contextlib.suppress(aiohttp.ClientError, OSError):
                    async with self._session(name) as session, self._post(session, path, body) as said:
                        assert said.status in good, (path, said.status, await said.text())
                        return await said.json()
                await asyncio.sleep(0.05)  # it is being started again

    async def submit(self, text: str, to: Sequence[str]) -> CaseSubmit:
        """A report of Anna's that has come in, sealed *to* them."""
        readers = [self.staff[name].report_key for name in to]
        ask = sealed_to([*readers, public_key_of(self.page)], text, page=self.page)
        await self.ask("anna", "/api/cases", ask)
        return ask

    async def send(
        self, text: str = "nothing", *, to: Sequence[str] = ("disa", "ebba", "folke")
    ) -> CaseSubmit:
        """One that Disa has approved."""
        ask = await self.submit(text, to)
        approval = CaseDo(ask.case, ask.version, CaseDeed.APPROVE)
        # One that was not answered may have been kept: it is refused when it is repeated.
        await self.ask("disa", "/api/cases/deed", approval, good={HTTPStatus.OK, HTTPStatus.CONFLICT})
        return ask

    async def do(self, name: str, ask: CaseSubmit, deed: CaseDeed, code: DeedCode | None = None) -> None:
        """Somebody does *deed*."""
        await self.ask(name, "/api/cases/deed", CaseDo(ask.case, ask.version, deed, code))

    async def read(self, name: str, ask: CaseSubmit) -> None:
        """An officer fetches the report and acknowledges it."""
        await self.ask(name, "/api/cases/report", {"case": ask.case, "version": ask.version})
        said = signed_by(self.staff[name], ask, SystemClock().now_ms())
        await self.ask(name, "/api/cases/acknowledge", said)

    async def stored(self, ask: CaseSubmit) -> StoredCase:
        """The row."""
        async with self.records.read() as transaction:
            found = await cases.find(transaction, CaseId(ask.case))
        assert found is not None, "lost"
        return found

    def doom(self, moment: str) -> None:
        """The machine's moment: the server is killed there if it is the one."""
        if moment == self.deadly:
            self.deadly = ""
            os.kill(self.helpline.process, signal.SIGKILL)
            self._died.set()

    async def dies(self, moment: str) -> CaseSubmit:
        """A case is sent, and the server is killed at *moment*; a rung's time later it is started again."""
        self._died.clear()
        self.deadly = moment
        async with asyncio.TaskGroup() as group, asyncio.timeout(PATIENCE_SECONDS):
            sending = group.create_task(self.send())
            await self._died.wait()
            await self._starts_again()
        return sending.result()

    async def _starts_again(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            await self.helpline.kill()
        await self.ages(RUNG_MS)
        await self.helpline.start()

    async def ages(self, ms: int) -> None:
        """While nobody serves, so much time goes by: claims run out, and rungs come due."""
        async with self.records.write() as transaction:
            for table, names in ((cases.table, _CASE_MOMENTS), (attempts.table, _ATTEMPT_MOMENTS)):
                changed = {name: table.c[name] - ms for name in names}
                await transaction.execute(update(table).values(**changed))

    async def reaches(self, ask: CaseSubmit, agency: str, beyond: tuple[int, int]) -> tuple[int, int]:
        """Wait until the ladder of *agency* has come beyond a loop and a rung: to which."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while True:
                case = await self.stored(ask)
                place = (case.standing.loop, case.standing.rung)
                if case.agency.value == agency and case.reached >= 0 and place > beyond:
                    return place
                await asyncio.sleep(0.1)  # another process sets no event of ours

    async def settled(self, asks: list[CaseSubmit]) -> None:
        """Wait until every channel of every rung that ladders have come to has taken what it was given."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not all([await self._is_told(ask) for ask in asks]):  # noqa: ASYNC110  # no event of ours
                await asyncio.sleep(0.1)

    async def _is_told(self, ask: CaseSubmit) -> bool:
        case = await self.stored(ask)
        async with self.records.read() as transaction:
            rows = await attempts.of_case(transaction, case.id)
        mine = [row for row in rows if row.loop == case.standing.loop]
        return bool(mine) and all(row.due_ms is None for row in mine)

    def _session(self, name: str = "") -> aiohttp.ClientSession:
        headers = {"Origin": self.helpline.origin, "Sec-Fetch-Site": "same-origin"}
        if name:
            headers["Cookie"] = self.cookies[name]
        return aiohttp.ClientSession(
            self.helpline.origin, headers=headers, cookie_jar=aiohttp.DummyCookieJar()
        )

    def _post(self, session: aiohttp.ClientSession, path: str, body: object) -> Any:
        return session.post(
            path, data=msgspec.json.encode(body), headers={"Content-Type": "application/json"}
        )


_CASE_MOMENTS: Final = ("begun_at", "since_at", "due_at")
_ATTEMPT_MOMENTS: Final = ("due_at", "claimed_until")


@asynccontextmanager
async def open_desk(folder: Path, machine: Machine, **settings: str) -> AsyncIterator[Desk]:
    """A demonstration of its own whose channels lead to *machine*, which was made in *folder*."""
    ways = folder / "channels.toml"
    ways.write_text(_WAYS.format(authority=machine.folder / "authority.pem", port=machine.port))
    helpline = Helpline(split=False, LYKTA_CHANNELS_FILE=str(ways), **settings)
    async with helpline:
        _give_key(machine, helpline)
        url = settings.get("LYKTA_RECORDS_URL") or f"sqlite+aiosqlite:///{helpline.data / 'records.sqlite'}"
        desk = Desk(helpline, Records.open(url), machine)
        machine.doom = desk.doom
        await desk.prepare()
        yield desk
        await desk.records.close()


def _give_key(machine: Machine, helpline: Helpline) -> None:
    for path in (machine.folder / "server").iterdir():
        (helpline.data / path.name).write_bytes(path.read_bytes())
        (helpline.data / path.name).chmod(0o600)
