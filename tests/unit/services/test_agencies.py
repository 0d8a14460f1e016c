# SPDX-License-Identifier: EUPL-1.2
"""The directory of agencies: brought in whole, kept true by telephone, and found at each moment of a week."""

import datetime as dt
import re
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from chatserver.domain.agencies import Agency, AgencyKind, Channel, ChannelKind, Directed, Rung
from chatserver.domain.escalation import Urgency
from chatserver.domain.hours import Hours
from chatserver.domain.ids import AgencyId, StaffId
from chatserver.domain.staff import Person, Role, Staff
from chatserver.domain.workdays import moment_ms
from chatserver.records import agencies, staff
from chatserver.records.store import Records
from chatserver.services import content
from chatserver.services.agencies import Directory, DirectoryError
from chatserver.services.agency_sheet import new_agency, read_sheet
from chatserver.services.sheets import SheetError

ROOT = Path(__file__).resolve().parents[3]
SWEDEN = ZoneInfo("Europe/Stockholm")
TODAY = dt.date(2026, 11, 24)
FACTS = content.read(ROOT / "content" / "se", TODAY)
HEADER = "agency;name;kind;municipalities;hours;rung;label;channel;address;verified_on;valid_until"
OFFICE = "office;Kontoret;social_services;2380;mon-fri 08:00-16:30;0;Mottagningen;inbox;;;"
BELL = "office;;;;;0;;smtp;box@kommun.example;;"
CHIEF = "office;;;;;1;Chefen;phone;+46630000000;2026-11-01;2027-05-01"
NIGHT = "night;Jouren;out_of_hours;2380,2303;always;0;Jouren;phone;112;2026-11-01;2026-11-23"
GOOD = (OFFICE, BELL, CHIEF, NIGHT)
OLLE = Staff(StaffId("o" * 22), Person("Olle", Role.OFFICER))
ANNA = Staff(StaffId("a" * 22), Person("Anna", Role.COUNSELLOR))
ID = AgencyId("office")


@pytest.fixture
async def directory(records: Records) -> Directory:
    """A directory without agencies, and two people."""
    async with records.write() as transaction:
        await staff.add(transaction, OLLE, now_ms=1)
        await staff.add(transaction, ANNA, now_ms=1)
    return Directory(records, SWEDEN)


def sheet(folder: Path, *lines: str) -> Path:
    """A sheet with *lines* below its header."""
    path = folder / "agencies.csv"
    path.write_text("\n".join((HEADER, *lines)) + "\n", encoding="utf-8")
    return path


def mistakes(folder: Path, *lines: str) -> list[str]:
    """What is wrong with *lines*."""
    with pytest.raises(SheetError) as refused:
        read_sheet(sheet(folder, *lines), FACTS)
    return str(refused.value).splitlines()


async def test_what_a_sheet_says_is_what_the_records_have(directory: Directory, tmp_path: Path) -> None:
    """Agencies, municipalities, hours, rungs in their order, and channels."""
    given = read_sheet(sheet(tmp_path, *GOOD), FACTS)
    await directory.bring_in(given)
    night, office = await directory.everyone()

    assert {each.agency.id.value: each for each in given} == {"night": night, "office": office}
    assert [rung.label for rung in office.rungs] == ["Mottagningen", "Chefen"]
    assert {channel.kind for channel in office.rungs[0].channels} == {ChannelKind.INBOX, ChannelKind.SMTP}
    assert night.agency.municipalities == {"2303", "2380"}
    assert office.agency.hours == Hours.parse("mon-fri 08:00-16:30")


async def test_a_sheet_brought_in_again_changes_what_it_names(directory: Directory, tmp_path: Path) -> None:
    """Names, rungs and channels become those of the sheet; others stay; officers stay on their rungs."""
    await directory.bring_in(read_sheet(sheet(tmp_path, *GOOD), FACTS))
    await directory.place("Olle", ID, 0, there=True)
    later = (OFFICE.replace("Kontoret", "Nya kontoret"), CHIEF.replace("Chefen", "Chef i beredskap"))
    await directory.bring_in(read_sheet(sheet(tmp_path, *later), FACTS))
    night, office = await directory.everyone()

    assert night.agency.name == "Jouren"
    assert office.agency.name == "Nya kontoret"
    assert [rung.label for rung in office.rungs] == ["Mottagningen", "Chef i beredskap"]
    assert [len(rung.channels) for rung in office.rungs] == [1, 1]
    assert await directory.standing(ID) == {0: [OLLE]}


async def test_what_was_phoned_about_stays_so(directory: Directory, tmp_path: Path) -> None:
    """A sheet that says nothing, or something older, takes no stamp away; a new address has none."""
    await directory.bring_in(read_sheet(sheet(tmp_path, *GOOD), FACTS))
    await directory.verify(ID, on=TODAY, until=dt.date(2027, 1, 1))
    moved = BELL.replace("box@", "other@")
    await directory.bring_in(read_sheet(sheet(tmp_path, OFFICE, BELL, moved, CHIEF), FACTS))
    _, office = await directory.everyone()
    stamps = {each.address: each.verified_on for rung in office.rungs for each in rung.channels}

    assert stamps["box@kommun.example"] == TODAY
    assert stamps["+46630000000"] == TODAY
    assert stamps["other@kommun.example"] is None


async def test_a_channel_keeps_its_name(directory: Directory, tmp_path: Path) -> None:
    """What was tried by a channel is known by its id, which an import does not change; no two share one."""
    ids = []
    for _ in range(2):
        await directory.bring_in(read_sheet(sheet(tmp_path, *GOOD), FACTS))
        ids.append(
            {
                agencies.channel_id(each.agency.id, position, channel)
                for each in await directory.everyone()
                for position, rung in enumerate(each.rungs)
                for channel in rung.channels
            }
        )

    assert ids[0] == ids[1]
    assert len(ids[0]) == len(GOOD)


async def test_nobodys_rung_is_taken_from_under_them(directory: Directory, tmp_path: Path) -> None:
    """A sheet that has fewer rungs than somebody stands on is refused whole."""
    await directory.bring_in(read_sheet(sheet(tmp_path, *GOOD), FACTS))
    await directory.place("Olle", ID, 1, there=True)
    before = await directory.everyone()
    fewer = (NIGHT.replace("Jouren", "Andra"), OFFICE.replace("Kontoret", "Andra"))
    with pytest.raises(DirectoryError, match="rung 1"):
        await directory.bring_in(read_sheet(sheet(tmp_path, *fewer), FACTS))

    assert await directory.everyone() == before


@pytest.mark.parametrize(
    ("lines", "line", "told"),
    [
        ((OFFICE.replace("2380", "9999"),), 2, "municipalities: '9999' is no municipality"),
        ((OFFICE.replace("office", "Kontoret"),), 2, "agency: 'Kontoret' is no id"),
        ((OFFICE.replace("social_services", "school"),), 2, "kind: 'school' must be one of"),
        ((OFFICE.replace("08:00", "8"),), 2, "hours: 'mon-fri 8-16:30' are no hours"),
        ((OFFICE.replace("Kontoret", ""),), 2, "name: is empty in the first line of office"),
        ((OFFICE, BELL.replace("office;", "office;Annat")), 3, "name: is another than in line 2"),
        ((OFFICE, CHIEF.replace(";1;", ";2;")), 3, "rung: 2 comes without 1"),
        ((OFFICE, CHIEF.replace(";1;", ";x;")), 3, "rung: 'x' is no rung"),
        ((OFFICE, CHIEF.replace("Chefen", "")), 3, "label: is empty in the first line of rung 1"),
        ((OFFICE, BELL, BELL), 4, "address: the same channel stands in line 3"),
        ((OFFICE, BELL.replace("box@", "")), 3, "address: A mail address is written"),
        ((OFFICE, CHIEF.replace("+46630000000", "063-00")), 3, "address: A telephone number is written"),
        ((OFFICE.replace("inbox;", "inbox;x"),), 2, "address: The inbox has no address"),
        ((OFFICE, CHIEF.replace("2027-05-01", "")), 3, "valid_until: stands beside verified_on"),
        ((OFFICE, CHIEF.replace("2027-05-01", "2026-10-01")), 3, "valid_until: is before verified_on"),
        ((OFFICE, BELL.replace("smtp", "fax")), 3, "channel: 'fax' must be one of"),
    ],
)
def test_a_mistake_names_its_line(lines: tuple[str, ...], line: int, told: str, tmp_path: Path) -> None:
    """One line for one mistake: file, line, column, what is wrong."""
    (found,) = mistakes(tmp_path, *lines)

    assert found.startswith(f"agencies.csv:{line}: {told}")


def test_the_mistakes_of_all_agencies_are_told_at_once(tmp_path: Path) -> None:
    """Nobody mends one agency to be told of the next; and a sheet of nobody is a mistake, too."""
    found = mistakes(tmp_path, OFFICE.replace("Kontoret", ""), NIGHT.replace(";0;", ";1;"))

    assert [each.partition(": ")[0] for each in found] == ["agencies.csv:2", "agencies.csv:3"]
    assert "names no agency" in mistakes(tmp_path)[0]


async def test_stale_is_what_nobody_has_asked_about_lately(directory: Directory, tmp_path: Path) -> None:
    """Never verified, or past its last day; an inbox never; and a call makes all of an agency good."""
    await directory.bring_in(read_sheet(sheet(tmp_path, *GOOD), FACTS))

    async def stale(day: dt.date) -> list[str]:
        return [each.channel.address for each in await directory.stale(day)]

    assert await stale(dt.date(2026, 11, 23)) == ["box@kommun.example"]
    assert await stale(TODAY) == ["112", "box@kommun.example"]
    assert await directory.verify(ID, on=TODAY, until=dt.date(2027, 5, 1)) == 2
    assert await stale(TODAY) == ["112"]
    assert await stale(dt.date(2027, 5, 2)) == ["112", "box@kommun.example", "+46630000000"]
    with pytest.raises(DirectoryError, match="is not after"):
        await directory.verify(ID, on=TODAY, until=TODAY)
    with pytest.raises(DirectoryError, match="no agency gone"):
        await directory.verify(AgencyId("gone"), on=TODAY, until=dt.date(2027, 5, 1))


async def test_a_whole_week_of_the_records(directory: Directory, tmp_path: Path) -> None:
    """With Christmas in it: each hour somebody is found, and it is whoever is there."""
    await directory.bring_in(read_sheet(sheet(tmp_path, *GOOD), FACTS))
    for day in range(21, 28):
        for hour in range(24):
            now_ms = moment_ms(dt.date(2026, 12, day), dt.time(hour, 30), SWEDEN)
            office = day in {21, 22, 23} and 8 <= hour < 16
            acute = await directory.route(Urgency.P0, "2380", now_ms)
            written = await directory.route(Urgency.P2, "2380", now_ms)
            assert acute is not None
            assert (acute.agency.id.value, acute.open) == ("office" if office else "night", True)
            assert written is not None
            assert written.agency.id.value == "office"
    assert await directory.route(Urgency.P0, "2281", 1_800_000_000_000) is None


async def test_made_up_agencies_are_a_world_of_their_own(records: Records) -> None:
    """A demonstration finds only made-up ones, and nobody else ever finds those."""
    made_up = Agency(
        id=AgencyId("demo"),
        name="Påhittad",
        kind=AgencyKind.OUT_OF_HOURS,
        municipalities=frozenset({"2380"}),
        hours=Hours.parse("always"),
        demo=True,
    )
    await Directory(records, SWEDEN).add(Directed(made_up, ()))
    found = await Directory(records, SWEDEN, demo=True).route(Urgency.P0, "2380", 1_800_000_000_000)

    assert found is not None
    assert found.agency == made_up
    assert await Directory(records, SWEDEN).route(Urgency.P0, "2380", 1_800_000_000_000) is None


async def test_only_an_officer_stands_on_a_rung(directory: Directory, tmp_path: Path) -> None:
    """On several if need be, once on each; nobody else, and on none that there is not."""
    await directory.bring_in(read_sheet(sheet(tmp_path, *GOOD), FACTS))
    for rung in (0, 0, 1):
        await directory.place("Olle", ID, rung, there=True)
    assert await directory.standing(ID) == {0: [OLLE], 1: [OLLE]}
    await directory.place(OLLE.id.value, ID, 0, there=False)
    assert await directory.standing(ID) == {1: [OLLE]}
    for named, agency, rung, told in (
        ("Anna", ID, 0, "is a counsellor"),
        ("Nobody", ID, 0, "Nobody is called"),
        ("Olle", ID, 2, "has 2 rungs"),
        ("Olle", ID, -1, "has 2 rungs"),
        ("Olle", AgencyId("gone"), 0, "no agency gone"),
    ):
        with pytest.raises(DirectoryError, match=told):
            await directory.place(named, agency, rung, there=True)


async def test_who_works_here_no_longer_stands_nowhere(directory: Directory, tmp_path: Path) -> None:
    """With a person their places go."""
    await directory.bring_in(read_sheet(sheet(tmp_path, *GOOD), FACTS))
    await directory.place("Olle", ID, 0, there=True)
    async with directory.records.write() as transaction:
        await staff.forget(transaction, OLLE.id)

    assert await directory.standing(ID) == {}


async def test_an_agency_is_added_once(directory: Directory) -> None:
    """A second one of the same id is refused, as is what cannot be one."""
    typed = {"agency": "office", "name": "Kontoret", "kind": "social_services", "hours": "always"}
    made = Directed(new_agency({**typed, "municipalities": "2380"}, FACTS), (Rung(label="Alla"),))
    await directory.add(made)
    with pytest.raises(DirectoryError, match="There is an agency office"):
        await directory.add(made)
    with pytest.raises(DirectoryError, match="no municipality"):
        new_agency({**typed, "municipalities": "9999"}, FACTS)
    assert await directory.everyone() == [made]
    assert made.rungs[0].channels == ()
    assert not Channel(kind=ChannelKind.INBOX).is_stale(TODAY)


def test_no_number_but_112_is_in_the_code() -> None:
    """Telephone numbers change: all others stand in records and in files with a date."""
    sources = "\n".join(path.read_text() for path in (ROOT / "chatserver").rglob("*.py"))

    assert not re.findall(r"\b(?:114 ?14|116 ?111|020-\d\d|0\d{1,3}-\d{4,}|\+46\d{4,})\b", sources)
