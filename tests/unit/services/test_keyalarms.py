# SPDX-License-Identifier: EUPL-1.2
"""How long keys are still good, as whoever watches the figures sees it."""

from pathlib import Path

from chatserver.domain.staff import Person, Role
from chatserver.observe.metrics import exposition
from chatserver.records import devices
from chatserver.records import staff as people
from chatserver.records.devices import Device
from chatserver.records.store import Records
from chatserver.services.demonstration import STAFF
from chatserver.services.keyalarms import KeyAlarms
from chatserver.signing import p256
from chatserver.signing.issuing import DAY_SECONDS
from chatserver.signing.keyfolder import demonstration
from tests.drivers.manual import HandClock


def figures() -> dict[str, float]:
    """What a scraper reads about keys."""
    ours = ("lykta_keys_end", "lykta_devices_ending")
    rows = (line.split(" ") for line in exposition().decode().splitlines() if line.startswith(ours))
    return {name: float(value) for name, value in rows}


async def test_figures_tell_what_ends_and_name_nobody(records: Records, tmp_path: Path) -> None:
    """Devices by how near their end is, the deny-list and the issuing key in seconds; no label names any."""
    clock = HandClock()
    now = clock.ms // 1000
    made = demonstration(tmp_path, helpline="Lykta", now=now)
    async with records.write() as transaction:
        await people.add(transaction, STAFF[0], now_ms=clock.ms)
        for number, days in enumerate((0, 16, 23, 27, 35)):
            key = p256.point(p256.make_key())
            chain = made.issuer.certify(
                key,
                Person("Anna", Role.COUNSELLOR),
                serial=bytes([number] * 16),
                now=now + days * DAY_SECONDS,
            )
            await devices.ask(transaction, Device(key=key, staff=STAFF[0].id), now_ms=clock.ms)
            await devices.certify(transaction, key, chain.encode(), now_ms=clock.ms)
    clock.ms += 32 * DAY_SECONDS * 1000  # the first has ended; 14, 21, 25 and 33 days are left of the others
    await KeyAlarms(records, made.denied, clock).look()
    seen = figures()

    assert seen['lykta_devices_ending{days="14"}'] == 1
    assert seen['lykta_devices_ending{days="7"}'] == 0
    assert seen['lykta_keys_end_seconds{what="issuing"}'] == 58 * DAY_SECONDS
    assert seen['lykta_keys_end_seconds{what="deny-list"}'] == -18 * DAY_SECONDS

    clock.ms += 12 * DAY_SECONDS * 1000
    made.denied.unlink()
    await KeyAlarms(records, made.denied, clock).look()
    seen = figures()

    assert [seen[f'lykta_devices_ending{{days="{days}"}}'] for days in (3, 7, 14)] == [1, 1, 3]
    assert seen['lykta_keys_end_seconds{what="deny-list"}'] < -DAY_SECONDS * 365
    assert "Anna" not in exposition().decode()
