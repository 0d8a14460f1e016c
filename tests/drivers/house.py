# SPDX-License-Identifier: EUPL-1.2
"""The HTTP edge of a helpline, on real records, with pages that a test has written."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from chatserver.domain.errors import GoneError
from chatserver.services.admission import Admissions
from chatserver.services.agencies import Directory
from chatserver.services.certification import Certification, Standards
from chatserver.services.channels.replies import ReplyCodes
from chatserver.services.content import Content
from chatserver.services.content import read as read_content
from chatserver.services.demonstration import DemonstrationAgencies, DemonstrationStaff
from chatserver.services.escalations.keys import ReportKeys
from chatserver.services.escalations.whole import Escalations
from chatserver.signing.keyfolder import demonstration
from chatserver.signing.tickets import Tickets
from chatserver.web.parts import LOOPBACK_HOSTS, Parts, Site
from chatserver.wire.capsules import CapsuleAsk, CapsuleTaken
from chatserver.wire.shapes import Audience, Lane
from tests.drivers.authenticator import ORIGIN
from tests.drivers.door import Door

HELPLINE = "Lykta"
ZONE = ZoneInfo("Europe/Stockholm")
CONTENT = Path(__file__).resolve().parents[2] / "content" / "se"
TICKET_KEY = b"t" * 32
EMBEDDING = "https://school.example"


class TwoLanes:
    """A helpline with one lane open and one closed."""

    async def open_lanes(self) -> Sequence[tuple[Lane, bool]]:
        """Both."""
        return [
            (Lane(audience=Audience.YOUNG, language="sv"), True),
            (Lane(audience=Audience.ADULT, language="en"), False),
        ]


RESUME = f"{'n' * 32}.{'A' * 43}"
"""What a page shows for the one key in trust."""
IN_TRUST = CapsuleTaken(key=f"{'K' * 42}A=", generation=1001)


class OneKey:
    """A helpline with one key in trust."""

    async def take(self, ask: CapsuleAsk) -> CapsuleTaken:
        """That one."""
        if ask.resume != RESUME:
            raise GoneError
        return IN_TRUST


def write_build(folder: Path) -> Path:
    """A build as Vite leaves it."""
    for name in ("chat", "console"):
        (folder / name / "assets").mkdir(parents=True)
        (folder / name / "index.html").write_text(f"<!doctype html><title>{name}</title>")
        (folder / name / "assets" / "app-Ab3_x-9Z.js").write_text(f"export const page = '{name}'\n" * 100)
        (folder / name / "assets" / "app-Ab3_x-9Z.js.map").write_text("{}")
        (folder / name / "sound.mp3").write_bytes(b"\xff\xfb" * 400)
    (folder / "chat" / "assets" / "app-Ab3_x-9Z.js.br").write_bytes(b"as if packed")
    (folder / "loader").mkdir()
    (folder / "loader" / "loader.js").write_text("void 0\n")
    return folder


async def make_parts(door: Door, folder: Path, *, playing: bool) -> Parts:
    """All that the edge needs; *playing*: a demonstration runs."""
    made = demonstration(folder / "demonstration", helpline=HELPLINE, now=door.clock.ms // 1000)
    standards = Standards(made.roots, demonstration=playing)
    site = Site(
        helpline=HELPLINE,
        origin=ORIGIN,
        pages=ORIGIN,
        embedding_sites=(EMBEDDING,),
        build_folder=write_build(folder / "web"),
        exit_page="https://www.example.org/",
        denied=made.denied,
        hosts=LOOPBACK_HOSTS if playing else None,
    )
    made_up = DemonstrationStaff(door.records, door.doorman, door.clock)
    if playing:
        await made_up.prepare()
        directory = Directory(door.records, ZONE, demo=True)
        agencies = DemonstrationAgencies(directory, _content(), made.issuer, folder, door.clock)
        await agencies.prepare()
    return Parts(
        site=site,
        lanes=TwoLanes(),
        roots=made.roots,
        admissions=Admissions(Tickets(TICKET_KEY), door.clock, door.chance),
        capsules=OneKey(),
        doorman=door.doorman,
        sign_in=door.sign_in,
        enrolment=door.enrolment,
        certification=Certification(
            door.records, standards, door.clock, door.chance, issuer=made.issuer if playing else None
        ),
        cases=await _cases(door, standards, made.denied),
        replies=ReplyCodes(bytes(32), door.clock),
        demonstration=made_up if playing else None,
        probes={"records": door.records.ping},
    )


def _content() -> Content:
    return read_content(CONTENT, dt.date(2026, 11, 24))


async def _cases(door: Door, standards: Standards, denied: Path) -> Escalations:
    content = _content()
    keys = ReportKeys(standards, denied, door.clock)
    directory = Directory(door.records, ZONE, demo=standards.demonstration)
    return Escalations.of(directory, keys, content, door.clock, HELPLINE)


def with_site(parts: Parts, **changed: Any) -> Parts:
    """*parts* with something else set about the pages."""
    return replace(parts, site=replace(parts.site, **changed))
