# SPDX-License-Identifier: EUPL-1.2
"""Mail: a bell, and nothing but a bell.

A letter lies in boxes, on relays and in backups for years.  So it has the headers that a letter must have and
no more, the same subject every time, and a Message-ID that says only that a repeat is a repeat.
"""

import asyncio
import contextlib
import re
import ssl
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP as LINES
from email.utils import format_datetime
from pathlib import Path
from typing import Final, Literal

import aiosmtplib

from chatserver.services.channels.bell import SUBJECT, text_of
from chatserver.services.channels.channel import AddressError, Errand, Result
from chatserver.services.channels.outbound import context_of
from chatserver.services.ports import Clock

WHOLE_SECONDS: Final = 25.0
_LASTS: Final = 500
_MAIL: Final = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[a-z0-9-]{1,63}\.)+[a-z0-9-]{2,63}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """The mail server that takes our letters.  It prints as nothing."""

    host: str
    port: int
    security: Literal["starttls", "tls", "none"]
    """*none* only to loopback."""
    sender: str
    username: str | None = None
    password: str | None = None
    authorities: Path | None = None
    whole_seconds: float = WHOLE_SECONDS

    def __repr__(self) -> str:
        return "<Post>"


class _BareError(Exception):
    """The server offers no STARTTLS: nobody is told anything over an open line."""


class Mail:
    """The way through *post*."""

    def __init__(self, post: Post, clock: Clock) -> None:
        self._post = post
        self._clock = clock

    async def send(self, errand: Errand) -> Result:
        """Hand the letter over."""
        try:
            check_address(errand.address)
            letter = _letter(errand, self._post.sender, self._clock.now_ms())
            async with asyncio.timeout(self._post.whole_seconds):
                await self._sent(letter)
        except AddressError:
            return Result.ADDRESS
        except (aiosmtplib.SMTPException, OSError, _BareError) as failed:
            return _meaning(failed)
        return Result.BELL

    async def _sent(self, letter: EmailMessage) -> None:
        post = self._post
        client = aiosmtplib.SMTP(
            hostname=post.host,
            port=post.port,
            local_hostname=_domain(post.sender),  # else the machine's own name is told
            use_tls=post.security == "tls",
            start_tls=False,
            tls_context=None if post.security == "none" else context_of(post.authorities),
            timeout=post.whole_seconds,
        )
        await client.connect()
        try:
            await self._talk(client, letter)
        finally:
            _hang_up(client)

    async def _talk(self, client: aiosmtplib.SMTP, letter: EmailMessage) -> None:
        await client.ehlo()
        if self._post.security == "starttls":
            if not client.supports_extension("starttls"):
                raise _BareError
            await client.starttls()
        if self._post.username is not None:
            await client.login(self._post.username, self._post.password or "")
        await client.send_message(letter, sender=self._post.sender, recipients=[str(letter["To"])])
        with contextlib.suppress(aiosmtplib.SMTPException, OSError):  # it has been taken, whatever comes now
            await client.execute_command(b"QUIT")


def _hang_up(client: aiosmtplib.SMTP) -> None:
    # A mere close waits for the other end's goodbye, and it may be the other end that is the trouble.
    abort = getattr(client.transport, "abort", None)  # uvloop's transports are not asyncio's
    client.close()
    if abort is not None:
        abort()


def _letter(errand: Errand, sender: str, now_ms: int) -> EmailMessage:
    letter = EmailMessage(policy=LINES)
    letter["From"] = sender
    letter["To"] = errand.address
    letter["Subject"] = SUBJECT
    letter["Date"] = format_datetime(datetime.fromtimestamp(now_ms // 1000, UTC))
    letter["Message-ID"] = f"<{errand.idempotency_key}@{_domain(sender)}>"
    letter.set_content(text_of(errand.case), cte="quoted-printable")
    return letter


def _domain(sender: str) -> str:
    return sender.rsplit("@", 1)[1]


def _meaning(failed: Exception) -> Result:
    if isinstance(failed, aiosmtplib.SMTPRecipientsRefused):
        return _meaning(failed.recipients[0])
    if isinstance(failed, aiosmtplib.SMTPResponseException):
        return Result.REFUSED if failed.code >= _LASTS else Result.BUSY
    if isinstance(failed, TimeoutError):
        return Result.TIMEOUT
    if isinstance(failed, ssl.SSLError) or isinstance(failed.__cause__, ssl.SSLError):
        return Result.UNTRUSTED
    if isinstance(failed, OSError):
        return Result.UNREACHABLE
    return Result.NOT_ENCRYPTED if isinstance(failed, _BareError) else Result.STRANGE


def check_address(address: str) -> None:
    """
    An address of a box.

    Raises:
        AddressError: it is none.
    """
    if not _MAIL.fullmatch(address):
        raise AddressError("A mail address is written name@example.se, without a name before it.")
