# SPDX-License-Identifier: EUPL-1.2
"""A real mail server on loopback, as it is or as it goes wrong."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult


@dataclass
class PostOffice:
    """Takes letters; *answers*: what it says instead of yes, by the name of a hook."""

    answers: dict[str, str] = field(default_factory=dict)
    port: int = 0
    letters: list[EmailMessage] = field(default_factory=list)
    greeted_as: list[str] = field(default_factory=list)
    envelopes: list[tuple[str, list[str]]] = field(default_factory=list)
    encrypted: list[bool] = field(default_factory=list)

    async def handle_EHLO(  # noqa: N802 - the library's names
        self, _server: Any, session: Any, _envelope: Any, hostname: str, responses: list[str]
    ) -> list[str]:
        """Remember how the client calls itself."""
        session.host_name = hostname
        self.greeted_as.append(hostname)
        return responses

    async def handle_RCPT(  # noqa: N802
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        """Say yes to a box, or not."""
        if "RCPT" in self.answers:
            return self.answers["RCPT"]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        """Take a letter, or not."""
        if "DATA" in self.answers:
            return self.answers["DATA"]
        letter = message_from_bytes(envelope.content, policy=default)
        self.letters.append(letter)
        self.envelopes.append((envelope.mail_from, envelope.rcpt_tos))
        self.encrypted.append(session.ssl is not None)
        return "250 OK"


def only(username: str, password: str) -> Any:
    """Who may send."""

    def check(_server: Any, _session: Any, _envelope: Any, _mechanism: str, data: Any) -> AuthResult:
        known = (data.login, data.password) == (username.encode(), password.encode())
        return AuthResult(success=known, handled=known)

    return check


@asynccontextmanager
async def opened(
    office: PostOffice, context: ssl.SSLContext | None, **options: Any
) -> AsyncIterator[PostOffice]:
    """*office*, for as long as it is open; with *context* it wants STARTTLS first."""
    loop = asyncio.get_running_loop()
    talks: list[SMTP] = []

    def talk() -> SMTP:
        wanted = {"tls_context": context, "require_starttls": context is not None} | options
        talks.append(SMTP(office, hostname="mail.example", loop=loop, **wanted))
        return talks[-1]

    server = await loop.create_server(talk, "127.0.0.1", office.port)
    office.port = server.sockets[0].getsockname()[1]
    try:
        yield office
    finally:
        server.close()
        for each in talks:
            if each.transport is not None:
                each.transport.close()
        await server.wait_closed()
