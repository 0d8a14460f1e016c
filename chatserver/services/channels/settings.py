# SPDX-License-Identifier: EUPL-1.2
"""The dated file of channels: mail server, gateway, networks.  TOML; secrets lie in files of their own.

It is dated because it goes stale: a provider that changed its interface is found out on the day of the
next exercise, or on the night when it matters.  Every error is told at once, with what to do.
"""

import ipaddress
import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Final, Literal, TypeVar

import msgspec
from msgspec import Meta

from chatserver.domain.errors import CannotError
from chatserver.services.channels.channel import AddressError
from chatserver.services.channels.gateway import Provider
from chatserver.services.channels.outbound import Network, check_url, context_of
from chatserver.services.channels.smtp import Post, check_address
from chatserver.signing.keyfiles import KeyFileError, read_secret

_LOOPBACK: Final = {"localhost", "127.0.0.1", "::1"}
_PLACES: Final = re.compile(r"\{[^{}]*\}")
_T = TypeVar("_T")


class ChannelFileError(CannotError):
    """A file of channels that cannot be: every reason, one a line."""


class _Section(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """One part of the file."""


class _Dates(_Section, frozen=True):
    verified_on: date
    valid_until: date


class _WebhookSection(_Section, frozen=True):
    private_networks: tuple[str, ...] = ()
    authorities_file: str | None = None


class _SmtpSection(_Section, frozen=True, kw_only=True):
    host: Annotated[str, Meta(pattern=r"^[A-Za-z0-9.:-]{1,253}\Z")]
    port: Annotated[int, Meta(ge=1, le=65_535)]
    security: Literal["starttls", "tls", "none"] = "starttls"
    sender: str
    username: str | None = None
    password_file: str | None = None
    authorities_file: str | None = None


class _GatewaySection(_Section, frozen=True, kw_only=True):
    url: str
    method: Literal["POST", "PUT"] = "POST"
    body: Literal["json", "form"] = "json"
    fields: dict[str, str]
    headers: dict[str, str] = {}
    secret_file: str | None = None
    private_networks: tuple[str, ...] = ()
    authorities_file: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How far requests of one channel may go: networks, and whose certificates are believed."""

    private_networks: tuple[Network, ...] = ()
    authorities: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelFile:
    """What is set up.  A channel that is absent is not."""

    verified_on: date | None = None
    valid_until: date | None = None
    webhook: Way | None = None
    smtp: Post | None = None
    gateway: Provider | None = None
    gateway_way: Way = Way()

    def is_stale(self, today: date) -> bool:
        """Whether somebody must look again."""
        return self.valid_until is not None and self.valid_until < today


def read_channels(path: Path) -> ChannelFile:
    """
    What *path* sets up.

    Raises:
        ChannelFileError: it cannot be; every reason.
    """
    try:
        whole = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as wrong:
        raise ChannelFileError(f"{path} cannot be read: {wrong.strerror}.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as wrong:
        raise ChannelFileError(f"{path}: {wrong}: correct it there.") from None
    return _Reading(path).channels(whole)


class _Reading:
    """Reads one file, and gathers what is wrong with it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._wrong: list[str] = []

    def channels(self, whole: dict[str, Any]) -> ChannelFile:
        sections = {name: whole.pop(name, None) for name in ("webhook", "smtp", "gateway")}
        dates = self._part("top", _Dates, whole)
        way = self._part("webhook", _WebhookSection, sections["webhook"])
        smtp = self._part("smtp", _SmtpSection, sections["smtp"])
        gateway = self._part("gateway", _GatewaySection, sections["gateway"])
        read = ChannelFile(
            verified_on=None if dates is None else dates.verified_on,
            valid_until=None if dates is None else dates.valid_until,
            webhook=None if way is None else self._way("webhook", way),
            smtp=None if smtp is None else self._post(smtp),
            gateway=None if gateway is None else self._provider(gateway),
            gateway_way=Way() if gateway is None else self._way("gateway", gateway),
        )
        if self._wrong:
            raise ChannelFileError("\n".join(self._wrong))
        return read

    def _part(self, name: str, kind: type[_T], found: object) -> _T | None:
        if found is None:
            return None
        try:
            return msgspec.convert(found, kind)
        except msgspec.ValidationError as wrong:
            self._say(name, f"{wrong}: see docs/how-to/connect-an-agency.md.")
        return None

    def _say(self, name: str, what: str) -> None:
        self._wrong.append(f"{self._path}: {name}: {what}")

    def _way(self, name: str, section: _WebhookSection | _GatewaySection) -> Way:
        return Way(
            private_networks=tuple(self._networks(name, section.private_networks)),
            authorities=self._authorities(name, section.authorities_file),
        )

    def _networks(self, name: str, texts: tuple[str, ...]) -> Iterator[Network]:
        for text in texts:
            try:
                yield ipaddress.ip_network(text)
            except ValueError:
                self._say(name, f"private_networks: {text} is no network: write it as 10.20.0.0/16.")

    def _authorities(self, name: str, file: str | None) -> Path | None:
        if file is None:
            return None
        path = self._path.parent / file
        try:
            context_of(path)
        except OSError:
            self._say(name, f"authorities_file: {path} holds no certificates: name a PEM file that does.")
        return path

    def _secret(self, name: str, file: str | None) -> str | None:
        if file is None:
            return None
        try:
            return read_secret(self._path.parent / file).decode().strip()
        except (KeyFileError, UnicodeDecodeError) as wrong:
            self._say(name, str(wrong))
        return None

    def _post(self, section: _SmtpSection) -> Post:
        self._checked("smtp", "sender", check_address, section.sender)
        if section.security == "none" and section.host not in _LOOPBACK:
            self._say("smtp", "security: none is for a server on this machine: write starttls or tls.")
        if section.username is not None and section.password_file is None:
            self._say("smtp", "password_file is missing: name the file that holds the password.")
        return Post(
            host=section.host,
            port=section.port,
            security=section.security,
            sender=section.sender,
            username=section.username,
            password=self._secret("smtp", section.password_file),
            authorities=self._authorities("smtp", section.authorities_file),
        )

    def _provider(self, section: _GatewaySection) -> Provider:
        secret = self._secret("gateway", section.secret_file)
        self._checked("gateway", "url", check_url, section.url)
        self._places(section.fields, {"{to}", "{text}"}, {"{to}", "{text}"})
        secret_place = {"{secret}"} if section.secret_file else set()
        self._places(section.headers, secret_place, secret_place)
        for name, text in section.headers.items():
            if not re.fullmatch(r"[A-Za-z0-9-]+", name) or not text.isprintable():
                self._say("gateway", f"headers: {name} cannot be a header: letters, digits, hyphens.")
        return Provider(
            url=section.url,
            method=section.method,
            body=section.body,
            fields=section.fields,
            headers={name: text.replace("{secret}", secret or "") for name, text in section.headers.items()},
        )

    def _places(self, texts: dict[str, str], known: set[str], needed: set[str]) -> None:
        found = {place for text in texts.values() for place in _PLACES.findall(text)}
        for place in sorted(found - known):
            self._say("gateway", f"{place} is not replaced by anything: remove or correct it.")
        for place in sorted(needed - found):
            self._say("gateway", f"{place} is nowhere: put it where the provider wants it.")

    def _checked(self, name: str, field: str, check: Callable[[str], None], text: str) -> None:
        try:
            check(text)
        except AddressError as wrong:
            self._say(name, f"{field}: {wrong}")
