# SPDX-License-Identifier: EUPL-1.2
"""What registrars and administrators do beside the server: certify, renew, deny, publish, look."""

import asyncio
import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from chatserver.cli.ceremony import Desk
from chatserver.cli.office import day, opened_records
from chatserver.cli.terminal import confirm
from chatserver.domain.alarms import DAY_SECONDS, STEPS, alarm
from chatserver.domain.deeds import ADMINISTRATOR, OfficeDeed, RecordedDeed
from chatserver.domain.errors import CannotError
from chatserver.records import devices
from chatserver.records.store import Records
from chatserver.services.certification import Standards
from chatserver.services.deeds import put_on_record
from chatserver.services.denying import DenyBook
from chatserver.services.ports import SystemChance, SystemClock
from chatserver.services.registrar import Registrar, names_of
from chatserver.signing import vault
from chatserver.signing.certificates import SERIAL_BYTES, DeviceChain, issuing_name
from chatserver.signing.denied import DENIED_FILE, DenyList
from chatserver.signing.distrust import DistrustError
from chatserver.signing.issuing import Issuer
from chatserver.signing.keyfiles import private_folder, write_public
from chatserver.signing.keyfolder import ROOTS_FILE
from chatserver.signing.roots import Roots
from chatserver.signing.trust import Trust, verify_made

SOON_SECONDS: Final = STEPS[-1] * DAY_SECONDS
LIST_LOUD_DAYS: Final = 7
"""A deny-list lives 14 days and is renewed every week."""
SHUT_OUT: Final = "publish and shut them out"

_ASK = "Ask {name} ({role}) to read out the five words that their console shows, and type them:"


def certify(desk: Desk, folder: Path, staff: str) -> None:
    """Certify the device whose five words are typed."""
    for chain in asyncio.run(_certify(desk, folder, staff)):
        device = chain.device
        what = "report key of " if device.seal_digest else ""
        desk.terminal.say(
            f"Certified: {what}{device.name}, {device.role.value}, until {day(device.not_after)}."
        )


def renew(desk: Desk, folder: Path, *, everybody: bool = False) -> None:
    """Renew, after one look and one word, every device that ends soon (or all), and the deny-list."""
    asyncio.run(_renew(desk, folder, None if everybody else SOON_SECONDS))


def deny(desk: Desk, folder: Path, staff: str | None, hexadecimal: str | None) -> None:
    """Deny the devices of *staff*, or what *hexadecimal* names; neither: only renew the list."""
    asyncio.run(_deny(desk, folder, staff, hexadecimal))


def publish(desk: Desk, folder: Path) -> None:
    """Bring in the ``roots.json`` of *folder*, if those who are believed now are believed by it too."""
    roots, place = _roots(desk, folder), desk.settings.data_folder
    if (place / ROOTS_FILE).exists():
        asyncio.run(_check_nobody_is_shut_out(desk, roots))
    private_folder(place)
    asyncio.run(_announce(desk, roots))
    if not (place / DENIED_FILE).exists():
        write_public(place / DENIED_FILE, DenyList.read(folder / DENIED_FILE).encode())
    write_public(place / ROOTS_FILE, roots.encode())
    desk.terminal.say(
        f"Published {len(roots.keys)} root(s) of {roots.helpline}, SHA-256 {_digest(roots)}. "
        "Start the server anew."
    )


def status(desk: Desk) -> int:
    """Show what ends when; 1 if anything ends soon."""
    rows, now = asyncio.run(_rows(desk)), SystemClock().now_ms() // 1000
    for row in rows:
        desk.terminal.say(f"{day(row.end)}  {row.what}{row.mark(now)}")
    return int(any(row.mark(now) for row in rows))


@dataclass(frozen=True, slots=True)
class _Row:
    what: str
    end: int
    loud_days: int = STEPS[-1]

    def mark(self, now: int) -> str:
        step = alarm(self.end, now)
        if step is None or step > self.loud_days:
            return ""
        return "   ENDED" if self.end < now else f"   within {step} days"


async def _certify(desk: Desk, folder: Path, staff: str) -> list[DeviceChain]:
    book = book_of(desk)
    async with registrar_at(desk, folder, book) as registrar:
        member = await registrar.waiting(staff)
        asked = _ASK.format(name=member.person.name, role=member.person.role.value)
        return await registrar.certify(member, desk.terminal.ask(asked))


async def _renew(desk: Desk, folder: Path, within: int | None) -> None:
    book = book_of(desk)
    async with registrar_at(desk, folder, book) as registrar:
        await registrar.announce(())
        book.write(registrar.issuer)
        ending = await registrar.ending(within)
        if ending:
            listed = "\n".join(map(_line, ending))
            confirm(desk.terminal, f"{listed}\nIs each of them still with us, with this device?", "renew")
            await registrar.renew(ending)
    desk.terminal.say(
        f"Renewed: {len(ending)} certificate(s), and the deny-list until {day(book.read().not_after)}."
    )


async def _deny(desk: Desk, folder: Path, staff: str | None, hexadecimal: str | None) -> None:
    book = book_of(desk)
    async with registrar_at(desk, folder, book) as registrar:
        names = await _named(desk, registrar, staff, hexadecimal)
        if issuing_name(registrar.issuer.certificate.key) in names:
            raise CannotError("That is your own issuing key: the other registrar must deny it.")
        await registrar.announce(names)
        made = book.write(registrar.issuer, names)
        count = await registrar.withdraw(set(made.denied))
    desk.terminal.say(
        f"Deny-list {made.number}: {len(made.denied)} name(s), until {day(made.not_after)}; "
        f"{count} device(s) wait for new words."
    )


async def _named(desk: Desk, registrar: Registrar, staff: str | None, hexadecimal: str | None) -> list[bytes]:
    if hexadecimal is not None:
        name = _hexadecimal(hexadecimal)
        confirm(
            desk.terminal, f"Nobody will believe {hexadecimal} any more, nor what it has certified.", "deny"
        )
        return [name]
    if staff is None:
        return []
    chains = await registrar.certified(staff)
    count = len({chain.device.key for chain in chains})
    confirm(desk.terminal, f"Nobody will believe the {count} device(s) of {staff} any more.", "deny")
    return [name for chain in chains for name in names_of(chain)]


def _hexadecimal(typed: str) -> bytes:
    try:
        name = bytes.fromhex(typed)
    except ValueError:
        name = b""
    if len(name) != SERIAL_BYTES:
        raise CannotError(f"A serial, or the name of an issuing key, has {2 * SERIAL_BYTES} digits.")
    return name


async def _check_nobody_is_shut_out(desk: Desk, roots: Roots) -> None:
    now_ms = SystemClock().now_ms()
    before, after = book_of(desk).standards.at(now_ms), Standards(roots, demonstration=False).at(now_ms)
    async with opened_records(desk.settings) as records:
        certificates = await _certificates(records)
    lost = [c for c in certificates if _is_believed(c, before) and not _is_believed(c, after)]
    try:
        DenyBook(
            desk.settings.data_folder / DENIED_FILE, Standards(roots, demonstration=False), SystemClock()
        ).read()
    except CannotError:
        told = "The deny-list would not be believed, so nobody would be: run `lykta keys renew --all` first."
    else:
        told = f"{len(lost)} device(s) would not be believed any more: run `lykta keys renew --all` first."
        if not lost:
            return
    confirm(desk.terminal, told, SHUT_OUT)


def _is_believed(certificate: bytes, trust: Trust) -> bool:
    try:
        verify_made(certificate, trust)
    except DistrustError:
        return False
    return True


async def _announce(desk: Desk, roots: Roots) -> None:
    deed = RecordedDeed(
        at=SystemClock().now_ms(), doer=ADMINISTRATOR, deed=OfficeDeed.PUBLISH, subject=_digest(roots)
    )
    async with opened_records(desk.settings) as records, records.write() as transaction:
        await put_on_record(transaction, deed)


async def _rows(desk: Desk) -> list[_Row]:
    roots = _roots(desk, desk.settings.data_folder)
    book = book_of(desk)
    made = book.read()
    desk.terminal.say(
        f"{len(roots.keys)} root(s) of {roots.helpline}, SHA-256 of roots.json {_digest(roots)}"
    )
    rows = [_Row(f"deny-list {made.number}, {len(made.denied)} name(s)", made.not_after, LIST_LOUD_DAYS)]
    async with opened_records(desk.settings) as records:
        chains = [DeviceChain.parse(each) for each in await _certificates(records)]
    # Report keys outlive their issuer: what signed them may end.
    talking = [chain.issuing for chain in chains if not chain.device.seal_digest]
    issuing = {each.key: each for each in talking} | {made.issuing.key: made.issuing}
    rows += [_Row(f"issuing key {issuing_name(each.key).hex()}", each.not_after) for each in issuing.values()]
    rows += [
        _Row(f"{each.device.name}, {_kind(each)} {each.device.serial.hex()}", each.device.not_after)
        for each in chains
    ]
    return sorted(rows, key=_when)


async def _certificates(records: Records) -> list[bytes]:
    async with records.read() as transaction:
        return await devices.certificates(transaction)


@asynccontextmanager
async def registrar_at(desk: Desk, folder: Path, book: DenyBook) -> AsyncIterator[Registrar]:
    """The registrar whose issuing key lies in *folder*, with what *book* says is denied."""
    standards, issuer = book.standing(), _issuer(desk, folder)
    async with opened_records(desk.settings) as records:
        yield Registrar(records, standards, issuer, SystemClock(), SystemChance())


def _issuer(desk: Desk, folder: Path) -> Issuer:
    path = folder / vault.ISSUER
    if not path.exists():
        raise CannotError(f"{path} is missing: --folder names the folder with your issuing key.")
    return vault.open_issuer(path, desk.terminal.secret(f"The passphrase of {path}:"))


def book_of(desk: Desk) -> DenyBook:
    """The deny-list of the server."""
    roots = _roots(desk, desk.settings.data_folder)
    standards = Standards(roots, demonstration=False)
    return DenyBook(desk.settings.data_folder / DENIED_FILE, standards, SystemClock())


def _roots(desk: Desk, folder: Path) -> Roots:
    roots = Roots.read(folder / ROOTS_FILE)
    if roots.helpline != desk.settings.helpline:
        raise CannotError(f"{folder / ROOTS_FILE} is for {roots.helpline}: see LYKTA_HELPLINE.")
    return roots


def _line(chain: DeviceChain) -> str:
    device = chain.device
    what = ", report key" if device.seal_digest else ""
    return f"  {day(device.not_after)}  {device.role.value:<12}  {device.name}{what}"


def _kind(chain: DeviceChain) -> str:
    return "report key" if chain.device.seal_digest else "device"


def _when(row: _Row) -> int:
    return row.end


def _digest(roots: Roots) -> str:
    return hashlib.sha256(roots.encode()).hexdigest()
