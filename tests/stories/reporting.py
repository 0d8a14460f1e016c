# SPDX-License-Identifier: EUPL-1.2
"""Somebody who reports: a real report, signed and sealed as the console does, sent from a signed-in page."""

import hashlib
import secrets
import sqlite3
from base64 import b64decode
from contextlib import closing
from typing import Any

import msgspec
from playwright.async_api import Page

from chatserver.domain.staff import Person, Role
from chatserver.services.ports import SystemClock
from chatserver.signing import p256
from chatserver.signing.keyfolder import KeyFolder
from chatserver.signing.seals import public_key_of
from chatserver.wire.cases import CaseSubmit
from tests.drivers.office import sealed_to
from tests.stories.helpline import Helpline
from tests.vectors.make_versions import REPORT, signed

ASKS = """async ({ relay, path, body }) => {
  const sent = { method: "POST", credentials: "include", headers: { "content-type": "application/json" } }
  const asked = body === null ? { credentials: "include" } : { ...sent, body: JSON.stringify(body) }
  const response = await fetch(`${relay}/api/cases${path}`, asked)
  return { status: response.status, ...{ json: await response.json().catch(() => null) } }
}"""


async def ask(page: Page, helpline: Helpline, path: str, body: object = None) -> tuple[int, Any]:
    """What the server answers somebody's signed-in page."""
    given = {"relay": helpline.origin, "path": path, "body": msgspec.to_builtins(body)}
    found = await page.evaluate(ASKS, given)
    return found["status"], found["json"]


def stands_only_in(helpline: Helpline, staff: str, agency: str) -> None:
    """*staff* answers for *agency* alone."""
    with closing(sqlite3.connect(helpline.data / "records.sqlite")) as records, records:
        records.execute("DELETE FROM officers WHERE staff = ? AND agency <> ?", (staff, agency))


class Reporting:
    """Anna's page, without its form; Disa approves."""

    def __init__(self, helpline: Helpline, anna: Page, disa: Page) -> None:
        self.helpline = helpline
        self.anna = anna
        self.disa = disa
        self.page = secrets.token_bytes(32)
        """Seed of the key of Anna's page."""

    def written(self, case: str, **meta: object) -> bytes:
        """A report that a certified device of Anna's vouches for."""
        issuer = KeyFolder(self.helpline.data / "demonstration").issuer()
        device, now = p256.make_key(), SystemClock().now_ms()
        anna = Person("Anna (demonstration)", Role.COUNSELLOR)
        chain = issuer.certify(p256.point(device), anna, serial=secrets.token_bytes(16), now=now // 1000)
        told = {"case": case, "created": now, "answersTo": self.fingerprint(), **meta}
        report = {**REPORT, "meta": {**REPORT["meta"], **told}}
        return signed(report, key=device, certificate=chain)

    def fingerprint(self) -> str:
        """Of the key of Anna's page."""
        return hashlib.sha256(public_key_of(self.page)).hexdigest()

    async def sends(self, **meta: Any) -> CaseSubmit:
        """Seals a report to everybody in Östersund, submits it, and has it approved."""
        case = secrets.token_urlsafe(16)
        _, to = await ask(self.anna, self.helpline, "/recipients", {"agency": "ostersund"})
        keys = [b64decode(each["key"]) for each in to["recipients"]]
        told = {"urgency": "p0", "status": "actual", **meta}
        text = self.written(case, **told).decode()
        submission = sealed_to([*keys, public_key_of(self.page)], text, page=self.page, case=case, **told)
        assert (await ask(self.anna, self.helpline, "", submission))[0] == 200
        approval = {"case": case, "version": 1, "deed": "approve"}
        assert (await ask(self.disa, self.helpline, "/deed", approval))[0] == 200
        return submission

    async def case(self, named: str) -> dict[str, Any]:
        """What Anna's page is told of it."""
        _, cases = await ask(self.anna, self.helpline, "")
        return next(each for each in cases if each["case"] == named)

    async def number(self, sent: CaseSubmit) -> str:
        """What to say of it on the telephone."""
        return str((await self.case(sent.case))["number"])
