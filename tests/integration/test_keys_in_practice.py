# SPDX-License-Identifier: EUPL-1.2
"""The page *Keys*, from the ceremony to a rotation: its own commands, real files, the real client.

Every command of ``docs/how-to/keys.md`` is run here as it stands there, and what a visitor's page makes of
it is asked of the client that visitors have.
"""

import base64
import re
import secrets
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import ClientSession, DummyCookieJar

from chatserver.domain.staff import Role
from chatserver.records import devices
from chatserver.records.store import Records, records_url
from chatserver.services.ports import SystemClock
from chatserver.signing import p256
from chatserver.signing.certificates import DeviceChain, issuing_name
from chatserver.signing.denied import DENIED_FILE, DenyList
from chatserver.signing.distrust import Distrust
from chatserver.signing.keyfiles import pack_key
from chatserver.signing.reportkeys import OfferedKey, pick_report_keys
from chatserver.signing.roots import Roots
from chatserver.signing.seals import public_key_of
from chatserver.signing.trust import Trust
from chatserver.signing.words import device_words, report_words
from chatserver.web.endpoint import COOKIE
from tests.conftest import is_thorough
from tests.drivers.authenticator import Authenticator
from tests.drivers.browser import Browser
from tests.drivers.headless import Headless, talk, texts
from tests.drivers.keyholder import Keyholder
from tests.drivers.registrar import lykta
from tests.stories.helpline import ROOT, Helpline

PAGE = (ROOT / "docs" / "how-to" / "keys.md").read_text(encoding="utf-8")
COMMANDS = [
    line
    for block in re.findall(r"```\n(.*?)```", PAGE, re.DOTALL)
    for line in block.splitlines()
    if line.startswith("lykta ")
]
AN_ISSUING_KEY = "00112233445566778899aabbccddeeff"
NAME = "Hjälplinjen"


class Office:
    """A desk with sticks and papers, a server in earnest, and Anna's browser."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.holder = Keyholder()
        self.helpline = Helpline("serve", LYKTA_HELPLINE=NAME)
        self.ran: list[str] = []
        self.key, self.saga_key = p256.make_key(), p256.make_key()
        self.saga, self.seal_key = "", b""
        self.cookie = ""

    async def runs(self, command: str, **instead: str) -> str:
        """Run a *command* of the page; *instead* of its example a real name."""
        assert command in COMMANDS, command
        self.ran.append(command)
        real = command.replace(AN_ISSUING_KEY, instead.get("name", AN_ISSUING_KEY))
        return await self.lykta(real)

    async def lykta(self, command: str) -> str:
        """Run any command."""
        settings = {"LYKTA_DATA_FOLDER": str(self.helpline.data), "LYKTA_HELPLINE": NAME}
        settings["LYKTA_ORIGIN"] = self.helpline.origin
        return await lykta(command, self.holder, folder=self.folder, **settings)

    async def anna_enrols(self) -> None:
        """Anna opens her link, makes a passkey, and her browser asks to be certified."""
        self.cookie = await self._enrols("Anna", Role.COUNSELLOR)
        assert (await self.device())["state"] == "pending"

    async def _enrols(self, name: str, role: Role) -> str:
        printed = await self.lykta(f"lykta staff invite --name {name} --role {role.value}")
        link = printed.partition("#enrol=")[2].split()[0]
        async with ClientSession(cookie_jar=DummyCookieJar()) as session:
            browser = Browser(session, self.helpline.origin, self.helpline.origin)
            begun = (await browser.post("/api/staff/enrol/begin", {"link": link})).json
            made = Authenticator(origin=self.helpline.origin, credential=name.encode()).make(begun["options"])
            await browser.post("/api/staff/enrol/finish", {"link": link, "credential": made})
            return browser.cookie

    async def device(self) -> dict[str, str]:
        """How far Anna's browser is."""
        async with ClientSession(cookie_jar=DummyCookieJar()) as session:
            browser = Browser(session, self.helpline.origin, self.helpline.origin, cookie=self.cookie)
            key = base64.b64encode(p256.point(self.key)).decode()
            found: dict[str, str] = (await browser.post("/api/staff/device", {"key": key})).json
            return found

    async def saga_enrols(self) -> None:
        """Saga, a supervisor, enrols; her browser brings a report key too."""
        self.saga = await self._enrols("Saga", Role.SUPERVISOR)
        await self.saga_offers()

    async def saga_offers(self) -> None:
        """Saga's console makes a report key, and asks for it to be certified."""
        self.seal_key = public_key_of(secrets.token_bytes(32))
        asked = {"key": base64.b64encode(p256.point(self.saga_key)).decode()}
        asked["report"] = base64.b64encode(self.seal_key).decode()
        async with ClientSession(cookie_jar=DummyCookieJar()) as session:
            browser = Browser(session, self.helpline.origin, self.helpline.origin, cookie=self.saga)
            found = (await browser.post("/api/staff/device", asked)).json
        assert found["report"] == {"state": "pending"}

    async def certifies_saga(self, command: str) -> None:
        """Saga reads out the words of both her keys."""
        of = p256.point(self.saga_key), self.seal_key
        said = report_words(*of, helpline=NAME, role=Role.SUPERVISOR, name="Saga")
        self.holder.answers = [("passphrase", self.holder.secret), ("five words", " ".join(said))]
        assert "report key of Saga" in await self.runs(command)

    async def offered(self) -> list[OfferedKey]:
        """The report keys in the records, as whoever seals is given them."""
        records = Records.open(records_url(None, self.helpline.data))
        async with records.read() as transaction:
            rows = await devices.report_keys(transaction)
        await records.close()
        return [OfferedKey(row.report_certificate or b"", row.report_key or b"") for row in rows]

    def picked(self, offered: list[OfferedKey]) -> list[bytes | Distrust]:
        """To which keys a report is sealed now, and why not to the others."""
        trust = Trust(
            helpline=NAME,
            roots=Roots.read(self.helpline.data / "roots.json").keys,
            demo_allowed=False,
            now=SystemClock().now_ms() // 1000,
            denied=frozenset(DenyList.read(self.helpline.data / DENIED_FILE).denied),
        )
        keys, refused = pick_report_keys(offered, trust)
        return [*(key.seal_key for key in keys), *refused]

    async def certifies(self, command: str) -> str:
        """Anna reads her five words out; the certificate that she gets."""
        said = device_words(p256.point(self.key), helpline=NAME, role=Role.COUNSELLOR, name="Anna")
        self.holder.answers = [("passphrase", self.holder.secret), ("five words", " ".join(said))]
        await self.runs(command)
        return (await self.device())["certificate"]

    async def seen(self, certificate: str) -> str:
        """What a visitor's page says about *certificate* now."""
        async with Headless("visitor", self.helpline.origin) as visitors:
            visitors.person("kim").does("check", certificate=certificate)
            return str((await visitors.person("kim").answer())["checked"])

    async def talks(self, certificate: str) -> None:
        """A visitor meets Anna, and they talk."""
        key = base64.b64encode(pack_key(self.key)).decode()
        own = {"cookie": f"{COOKIE}={self.cookie}", "key": key, "certificate": certificate}
        origin = self.helpline.origin
        async with (
            Headless("visitor", origin) as visitors,
            Headless("counsellor", origin, "--demo", "nobody") as counsellors,
        ):
            visitor, anna = visitors.person("kim"), counsellors.person("anna")
            anna.does("duty", duty="free", device=own)
            await anna.sees(lambda state: state["duty"] == "free")
            visitor.does("start", name="Kim")
            await anna.sees(lambda state: state["offer"])
            anna.does("accept")
            await visitor.sees(lambda state: state["people"][0]["name"] == "Anna")
            visitor.does("write", text="hej")
            await anna.sees(lambda state: "hej" in texts(talk(state)["entries"], "theirs"))
            visitor.does("end")
            await anna.sees(lambda state: talk(state)["phase"] == "ended")


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    """An office on its first day."""
    office = Office(tmp_path)
    yield office
    await office.helpline.__aexit__()


@pytest.mark.skipif(not is_thorough(), reason="slow; run with --hypothesis-profile thorough")
async def test_the_page_about_keys_from_end_to_end(office: Office) -> None:
    """Made, certified, talked with, denied, renewed, stolen, lost, rotated: at each step as the page says."""
    await office.runs("lykta keys ceremony --out ceremony")
    for name in ("registrar-1", "registrar-2"):
        shutil.copytree(office.folder / "ceremony" / name, office.folder / name)
    await office.runs("lykta keys publish ceremony/publish")
    await office.lykta("lykta migrate")
    await office.helpline.start()
    await office.anna_enrols()

    first = await office.certifies("lykta keys certify --folder registrar-1 Anna")
    assert await office.seen(first) == "Anna, counsellor"
    await office.talks(first)

    await office.runs("lykta keys deny --folder registrar-1 Anna")
    assert await office.seen(first) == "denied"
    found = await office.certifies("lykta keys certify --folder registrar-1 Anna")
    assert await office.seen(found) == "Anna, counsellor"
    assert await office.seen(first) == "denied"
    assert "1 name(s)" in await office.runs("lykta keys status")
    assert "0 certificate(s)" in await office.runs("lykta keys renew --folder registrar-1")

    stolen = issuing_name(DeviceChain.parse(base64.b64decode(found)).issuing.key).hex()
    await office.saga_enrols()
    await office.certifies_saga("lykta keys certify --folder registrar-1 Saga")
    sealable = await office.offered()
    assert office.picked(sealable) == [office.seal_key]
    await office.runs("lykta keys deny --folder registrar-1 Saga")
    assert office.picked(sealable) == [Distrust.DENIED]
    await office.saga_offers()
    await office.certifies_saga("lykta keys certify --folder registrar-1 Saga")
    assert office.picked(await office.offered()) == [office.seal_key]
    assert "Saga, report key" in await office.runs("lykta keys status")

    await office.runs(f"lykta keys deny --folder registrar-2 --name {AN_ISSUING_KEY}", name=stolen)
    assert await office.seen(found) == "denied"
    second = await office.certifies("lykta keys certify --folder registrar-2 Anna")
    assert await office.seen(second) == "Anna, counsellor"

    await office.runs("lykta keys copy --folder ceremony/root-keeper")
    (office.folder / "ceremony" / "root-keeper" / "root.key").unlink()
    await office.runs("lykta keys copy --folder ceremony/root-keeper --paper")
    await office.runs("lykta keys issuer --folder ceremony/root-keeper --out fresh")

    await office.runs("lykta keys rotate --folder ceremony/root-keeper --out turned")
    await office.runs("lykta keys renew --folder turned/registrar-1 --all")
    third = (await office.device())["certificate"]
    assert await office.seen(third) == "Anna, counsellor"  # under the next root, before it is the root
    await office.runs("lykta keys publish turned/publish")
    await office.helpline.stop()
    await office.helpline.start()
    assert await office.seen(third) == "Anna, counsellor"
    assert await office.seen(second) == "unknownRoot"
    assert await office.seen(first) == "unknownRoot"
    await office.talks(third)

    assert set(office.ran) == set(COMMANDS)
