# SPDX-License-Identifier: EUPL-1.2
"""Report keys in a real browser: made there, kept so that nobody can take them out, and opened there."""

import contextlib
import sqlite3
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import pytest
from playwright.async_api import Page, expect

from chatserver.services.ports import SystemClock
from chatserver.signing.denied import DENIED_FILE, DenyList, make_denied
from chatserver.signing.distrust import Distrust
from chatserver.signing.keyfolder import KeyFolder
from chatserver.signing.reportkeys import OfferedKey, SealableKey, pick_report_keys
from chatserver.signing.seals import ReportContext, seal_report
from chatserver.signing.trust import Trust
from tests.drivers.our_node import OurNode, bundle
from tests.stories.helpline import Helpline
from tests.stories.people import Stage

CONTEXT = ReportContext(agency="ostersund", key="2026-1", case="c0ffee")
DISA = "demonstration-disa"
LOOKS = """
const settled = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result)
  request.onerror = () => reject(request.error)
})
const within = async (database, store, act, mode = "readonly") => {
  const db = await settled(indexedDB.open(database))
  try { return await act(db.transaction(store, mode).objectStore(store)) } finally { db.close() }
}
const bytesIn = (value) => {
  if (value instanceof CryptoKey || value === null || typeof value !== "object") return []
  if (ArrayBuffer.isView(value)) return [new Uint8Array(value.buffer)]
  if (value instanceof ArrayBuffer) return [new Uint8Array(value)]
  return Object.values(value).flatMap(bytesIn)
}
const keptBytes = async () => {
  const all = []
  for (const { name, version } of await indexedDB.databases()) {
    const db = await settled(indexedDB.open(name, version))
    for (const store of db.objectStoreNames)
      all.push(...bytesIn(await settled(db.transaction(store).objectStore(store).getAll())))
    db.close()
  }
  return all
}
const has = (all, part) => all.some((bytes) => Array.from(bytes).join().includes(Array.from(part).join()))
const kept = async () => (await within("lykta-report-keys", "keys", (keys) => settled(keys.get("STAFF"))))
const device = () => within("lykta-console", "device", (keys) => settled(keys.get("STAFF")))
const seedOf = async ({ sealKey, wrapping, iv, wrapped }) => {
  const label = new TextEncoder().encode("lykta report seed v1\\0")
  const additionalData = new Uint8Array([...label, ...sealKey])
  const how = { name: "AES-GCM", iv, additionalData }
  return new Uint8Array(await crypto.subtle.decrypt(how, wrapping, wrapped))
}
""".replace("STAFF", DISA)
"""What somebody can do who sits at the console of that browser, with its whole power."""


async def looks(page: Page, script: str, given: object = None) -> Any:
    """What *script* finds in the page's own origin."""
    return await page.evaluate(f"async (given) => {{ {LOOKS} {script} }}", given)


def rows(helpline: Helpline) -> list[OfferedKey]:
    """The report keys in the records, as whoever seals is given them."""
    with contextlib.closing(sqlite3.connect(helpline.data / "records.sqlite")) as records:
        found = records.execute(
            "SELECT report_certificate, report_key FROM devices WHERE report_certificate IS NOT NULL "
            "ORDER BY asked_at DESC"
        )
        return [OfferedKey(certificate, key) for certificate, key in found]


def picked(helpline: Helpline) -> tuple[list[SealableKey], list[Distrust]]:
    """Whom a report may be sealed to now."""
    folder = helpline.data / "demonstration"
    keys = KeyFolder(folder).roots("Lykta demonstration")
    trust = Trust(
        helpline=keys.helpline,
        roots=keys.keys,
        demo_allowed=True,
        now=SystemClock().now_ms() // 1000,
        denied=frozenset(DenyList.read(folder / DENIED_FILE).denied),
    )
    return pick_report_keys(rows(helpline), trust)


@pytest.fixture(scope="module")
def sealer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OurNode]:
    """Whoever seals with the browser's code."""
    with OurNode(bundle("seals_of_ours", tmp_path_factory.mktemp("driver"))) as node:
        yield node


async def opened(page: Page, sealed: bytes, key: bytes) -> bytes:
    """What the console's own code makes of *sealed*."""
    given = {
        "sealed": list(sealed),
        "key": list(key),
        "context": asdict(CONTEXT),
        "staff": DISA,
    }
    report = await page.evaluate(
        """async ({ sealed, key, context, staff }) => {
          const loaded = performance.getEntriesByType("resource").map(({ name }) => name)
          const { ownReportKey } = await import(loaded.find((name) => name.includes("/reportKey-")))
          const own = await ownReportKey(staff, { isDenied: () => false })
          return Array.from(await own.open(new Uint8Array(sealed), context, new Uint8Array(key)))
        }""",
        given,
    )
    return bytes(report)


async def test_a_report_key_is_made_kept_and_opened(stage: Stage, sealer: OurNode) -> None:
    """A supervisor's browser makes both keys; nobody takes them out; reports open in it."""
    disa = await stage.counsellor("Disa")
    page = disa.page
    await disa.button("Settings").click()
    await disa.sees("For sealed reports: certified until")
    facts = await looks(
        page,
        """
        const [{ wrapping }, { privateKey }] = [(await kept())[0], await device()]
        const out = (key, as) => crypto.subtle.exportKey(as, key).then(() => "out", (error) => error.name)
        return {
          extractable: [wrapping.extractable, privateKey.extractable],
          out: [await out(wrapping, "raw"), await out(wrapping, "jwk"), await out(privateKey, "pkcs8"),
                await out(privateKey, "jwk")],
        }
        """,
    )
    searched = await looks(
        page,
        """
        const seed = await seedOf((await kept())[0])
        const before = has(await keptBytes(), seed)
        const plant = (keys) => settled(keys.put({ deep: [seed] }, "control"))
        await within("lykta-report-keys", "keys", plant, "readwrite")
        const control = has(await keptBytes(), seed)
        const uproot = (keys) => settled(keys.delete("control"))
        await within("lykta-report-keys", "keys", uproot, "readwrite")
        return { length: seed.length, before, control, after: has(await keptBytes(), seed) }
        """,
    )
    (key, *_), _refused = picked(stage.helpline)
    ours = seal_report(b"from Python", key.seal_key, CONTEXT)
    theirs = sealer.bytes_of(
        "seal", "bytes", content=b"from TypeScript", **{"with": key.seal_key}, **asdict(CONTEXT)
    )

    assert facts == {"extractable": [False, False], "out": ["InvalidAccessError"] * 4}
    assert searched == {"length": 32, "before": False, "control": True, "after": False}
    assert key.holder.name.startswith("Disa")
    assert await opened(page, ours, key.seal_key) == b"from Python"
    assert await opened(page, theirs, key.seal_key) == b"from TypeScript"


async def test_a_denied_report_key_is_replaced(stage: Stage) -> None:
    """Once it is denied nothing is sealed to it; the console makes another and still opens what is old."""
    disa = await stage.counsellor("Disa")
    (key, *_), _ = picked(stage.helpline)
    sealed = seal_report(b"before", key.seal_key, CONTEXT)
    folder, now = stage.helpline.data / "demonstration", SystemClock().now_ms() // 1000
    path, issuer = folder / DENIED_FILE, KeyFolder(folder).issuer()
    number = DenyList.read(path).number
    path.write_bytes(make_denied(issuer, [key.holder.seal_digest[:16]], after=number, now=now).encode())
    denied = picked(stage.helpline)
    await disa.page.reload()
    await expect(disa.page.get_by_text("You are", exact=True)).to_be_visible()
    (fresh, *_), _ = picked(stage.helpline)
    path.write_bytes(make_denied(issuer, (), after=number + 1, now=now).encode())

    assert key.seal_key not in [each.seal_key for each in denied[0]]
    assert Distrust.DENIED in denied[1]
    assert fresh.seal_key != key.seal_key
    assert await opened(disa.page, sealed, key.seal_key) == b"before"


async def test_a_counsellor_loads_nothing_of_it(stage: Stage) -> None:
    """Whoever opens no reports has no such key, and loads none of its code."""
    anna = await stage.counsellor("Anna")
    loaded = await anna.page.evaluate("performance.getEntriesByType('resource').map(({ name }) => name)")
    databases = await anna.page.evaluate("indexedDB.databases().then((all) => all.map(({ name }) => name))")
    await anna.button("Settings").click()
    await anna.sees("For conversations: certified until")

    assert not [name for name in loaded if "/reportKey-" in name or "/seal-" in name]
    assert databases == ["lykta-console"]
    await expect(anna.page.get_by_text("For sealed reports")).to_have_count(0)
