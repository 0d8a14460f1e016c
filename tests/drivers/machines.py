# SPDX-License-Identifier: EUPL-1.2
"""An agency's machine, real: takes reports by HTTPS and bells by SMTP, shows each once, fails at times."""

import hashlib
import ipaddress
import json
import re
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from aiohttp import web

from chatserver.domain.agencies import ChannelKind
from chatserver.services.channels.channel import Channel
from chatserver.services.channels.inbox import Inbox
from chatserver.services.channels.outbound import Reach
from chatserver.services.channels.smtp import Mail, Post
from chatserver.services.channels.webhook import Webhook
from chatserver.services.ports import Chance, Clock
from chatserver.signing.webhookkeys import WebhookKeys
from tests.drivers.authority import Authority
from tests.drivers.counterparts import address_of, free_door, served
from tests.drivers.fate import Fate
from tests.drivers.postoffice import PostOffice, opened

_LOOPBACK: Final = (ipaddress.ip_network("127.0.0.0/8"),)
_MESSAGE_ID: Final = re.compile(rb"^Message-ID: <([0-9a-f]{32})@", re.MULTILINE)


@dataclass
class Machine(PostOffice):
    """Where an agency gets what is sent.  *doom*: told at each moment at which who sends might die."""

    fate: Fate | None = None
    folder: Path = Path()
    url: str = ""
    doom: Callable[[str], None] = lambda _moment: None
    digests: dict[str, bytes] = field(default_factory=dict)
    """Of each report that is shown, by its idempotency key."""
    shown_of: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    keys_of: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """To which keys reports are sealed, by case."""
    bells: Counter[str] = field(default_factory=Counter)
    requests: int = 0
    heard: bytearray | None = None
    """All that has come in, where somebody wants to look at it."""

    async def take(self, request: web.Request) -> web.Response:
        """One report: taken, refused for now, or cut off before or after it is taken."""
        key, body = request.headers["Idempotency-Key"].strip('"'), await request.read()
        self.requests += 1
        self._hear(str(request.headers).encode() + body)
        self.doom("amid a webhook, before it is taken")
        if self._fails("webhook cut off before it is taken"):
            return _cut(request)
        if self._fails("webhook told not now"):
            return web.Response(status=503)
        self._show(key, body)
        self.doom("amid a webhook, after it is taken")
        return _cut(request) if self._fails("webhook cut off after it is taken") else web.Response(status=201)

    async def handle_DATA(self, server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        """One bell: likewise."""
        found = _MESSAGE_ID.search(envelope.content)
        assert found is not None
        self._hear(envelope.content)
        self.doom("amid a letter, before it is taken")
        if self._fails("letter told not now"):
            return "451 not now"
        self.bells[found[1].decode()] += 1
        self.doom("amid a letter, after it is taken")
        if self._fails("letter cut off after it is taken"):
            server.transport.abort()
        return "250 OK"

    def channels(self, clock: Clock, chance: Chance) -> dict[ChannelKind, Channel]:
        """The real ways here."""
        reach = Reach(private_networks=_LOOPBACK, authorities=self.folder / "authority.pem")
        post = Post(host="127.0.0.1", port=self.port, security="none", sender="lykta@helpline.example")
        return {
            ChannelKind.INBOX: Inbox(Nobody()),
            ChannelKind.WEBHOOK: Webhook(self.folder / "server", reach, clock, chance),
            ChannelKind.SMTP: Mail(post, clock),
        }

    def _show(self, key: str, body: bytes) -> None:
        digest = hashlib.sha256(body).digest()
        if key in self.digests:
            assert self.digests[key] == digest, "the same key with another report"
            return
        self.digests[key] = digest
        envelope = json.loads(body)["envelope"]
        self.shown_of[envelope["case"]].append(key)
        self.keys_of[envelope["case"]] |= set(envelope["keys"])

    def _hear(self, said: bytes) -> None:
        if self.heard is not None:
            self.heard += said

    def _fails(self, moment: str) -> bool:
        return self.fate is not None and self.fate.other_fails(moment)


class Nobody:
    """No officer is connected: what lies in the inbox is found when somebody looks."""

    def wake(self, agency: str, rung: int) -> None:
        """Nobody hears it."""


def _cut(request: web.Request) -> web.Response:
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


@asynccontextmanager
async def running(folder: Path, fate: Fate | None = None) -> AsyncIterator[Machine]:
    """A machine, and in *folder* the keys with which it is spoken to."""
    authority, door = Authority.make(folder), free_door()
    WebhookKeys(folder / "server").make()
    machine = Machine(fate=fate, folder=folder, url=address_of(door))
    app = web.Application()
    app.router.add_post("/take", machine.take)
    async with served(app, authority.server(), door), opened(machine, None):
        yield machine
