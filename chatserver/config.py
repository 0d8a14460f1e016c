# SPDX-License-Identifier: EUPL-1.2
"""Settings: declared once, as data; read from the environment and, for secrets, from files.

From ``SETTINGS`` come the parser, ``lykta config``, the reference page and the refusal of unknown
names.  Only this module reads the environment.
"""

import difflib
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from chatserver.domain.weekly import Weekly

PREFIX = "LYKTA_"
_DEMONSTRATION = "Lykta demonstration"
_HERE = Path(__file__).resolve().parent.parent


class SettingError(Exception):
    """A setting that is unknown or cannot be: one line that says which, why, and what to do."""


def _text(value: str) -> str:
    if not value.strip():
        raise ValueError("must not be empty")
    return value.strip()


def _port(value: str) -> int:
    port = int(value) if value.isdigit() else -1
    if not 0 <= port <= 65535:  # noqa: PLR2004  # the range of ports
        raise ValueError("must be a port from 0 to 65535")
    return port


def _seconds(value: str) -> int:
    if not value.isdigit():
        raise ValueError("must be a whole number of seconds")
    return int(value)


def _yes(value: str) -> bool:
    try:
        return {"yes": True, "no": False}[value.lower()]
    except KeyError:
        raise ValueError("must be yes or no") from None


def _yes_or_nothing(value: str) -> bool | None:
    return _yes(value) if value else None


def _origin(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.netloc or parts.path not in {"", "/"}:
        raise ValueError("must be an origin such as https://help.example.org")
    return f"{parts.scheme}://{parts.netloc}"


def _origin_or_nothing(value: str) -> str | None:
    return _origin(value) if value else None


def _address(value: str) -> str:
    if not re.fullmatch(r"https?://[A-Za-z0-9.:/_~%?=&-]+", value):
        raise ValueError("must be the address of a page, such as https://www.example.org/")
    return value


def _origins(value: str) -> tuple[str, ...]:
    return tuple(_origin(part) for part in value.split(",") if part.strip())


def _lanes(value: str) -> tuple[tuple[str, str], ...]:
    lanes = tuple(re.findall(r"(young|adult|professional):([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)", value))
    if not lanes or ",".join(f"{audience}:{language}" for audience, language in lanes) != value:
        raise ValueError("must be a list such as young:sv,young:en,adult:sv")
    return lanes


def _node(value: str) -> str:
    if not re.fullmatch(r"[a-z0-9]{1,16}", value):
        raise ValueError("must be up to 16 letters a-z and digits")
    return value


def _zone(value: str) -> ZoneInfo:
    try:
        return ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError("must be the name of a time zone such as Europe/Stockholm") from None


def _weekly_or_never(value: str) -> Weekly | None:
    plain = " ".join(value.lower().split())
    return None if plain == "never" else Weekly.parse(plain)


def _file_or_nothing(value: str) -> Path | None:
    return Path(value) if value.strip() else None


def _optional(value: str) -> str | None:
    return value.strip() or None


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting.  *default* is text as in the environment; a *secret* one may stand in a file instead."""

    name: str
    parse: Callable[[str], Any]
    default: str
    help: str
    secret: bool = False

    @property
    def variable(self) -> str:
        """Its name in the environment."""
        return PREFIX + self.name.upper()

    @property
    def file_variable(self) -> str:
        """The name, in the environment, of the file that it may stand in."""
        return self.variable + "_FILE"


SETTINGS: tuple[Setting, ...] = (
    Setting(
        "data_folder",
        Path,
        str(_HERE / "data"),
        "Folder for the records, the keys of tickets and the live store's socket.",
    ),
    Setting(
        "build_folder",
        Path,
        str(_HERE / "build" / "web"),
        "Folder with the built pages (made by `make build`).",
    ),
    Setting(
        "content_folder",
        Path,
        str(_HERE / "content" / "se"),
        "Folder with the dated facts of the country: municipalities, references to law, duties to report.",
    ),
    Setting(
        "time_zone",
        _zone,
        "Europe/Stockholm",
        "Time zone of the helpline and its agencies: their hours and working days are told in it.",
    ),
    Setting("host", _text, "localhost", "Address to listen on."),
    Setting("port", _port, "8320", "Port of the relay: the API and the sockets; 0 picks a free one."),
    Setting(
        "pages_port", _port, "8323", "Port of the demonstration's pages, which are split from its relay."
    ),
    Setting("host_page_port", _port, "8321", "Port of the demonstration's host page, on 127.0.0.1."),
    Setting("metrics_port", _port, "8322", "Port of /metrics, on 127.0.0.1."),
    Setting(
        "origin",
        _origin,
        "http://localhost:8320",
        "Origin under which browsers reach the API and the sockets.",
    ),
    Setting(
        "pages_origin",
        _origin_or_nothing,
        "",
        "Origin of the pages, where another machine serves them (see docs/how-to/split.md); "
        "empty: the relay serves them too, *not split*. Of the same site as LYKTA_ORIGIN.",
    ),
    Setting(
        "embedding_sites",
        _origins,
        "http://127.0.0.1:8321",
        "Origins of the sites that may show the chat in a frame, with commas.",
    ),
    Setting(
        "helpline", _text, "Lykta demonstration", "The helpline's name, as certificates and visitors know it."
    ),
    Setting(
        "lanes",
        _lanes,
        "young:sv,young:en,adult:sv,adult:en,professional:sv",
        "The queues: audience:language, with commas.",
    ),
    Setting("exit_page", _address, "https://www.wikipedia.org/", "Neutral page that Leave quickly goes to."),
    Setting("pause_seconds", _seconds, "120", "Pause of a counsellor after each conversation."),
    Setting("node_id", _node, "a", "Name of this node; part of every connection's name."),
    Setting(
        "live_url",
        _optional,
        "",
        "Live store (redis:// or unix://); empty starts the embedded one. It may hold a password: "
        "LYKTA_LIVE_URL_FILE names a file with it instead.",
        secret=True,
    ),
    Setting(
        "records_url",
        _optional,
        "",
        "Records: postgresql:// (see docs/how-to/postgresql.md) or sqlite://; empty uses SQLite in the data "
        "folder. LYKTA_RECORDS_URL_FILE names a file with it instead.",
        secret=True,
    ),
    Setting(
        "channels_file",
        _file_or_nothing,
        "",
        "File of the ways to agencies: mail server, gateway, webhook (see docs/how-to/connect-an-agency.md); "
        "empty: the inbox and the telephone alone.",
    ),
    Setting(
        "exercise",
        _weekly_or_never,
        "tue 10:00",
        "When every agency is exercised by itself each week (see docs/how-to/exercises.md): a day and a time "
        "in LYKTA_TIME_ZONE, or never. A red day is left out; a demonstration never does it.",
    ),
    Setting(
        "behind_tls", _yes, "no", "yes when a TLS proxy stands in front; without it only loopback is served."
    ),
    Setting(
        "log_json",
        _yes_or_nothing,
        "",
        "Log as JSON lines (yes) or aligned (no); empty: aligned in a terminal only.",
    ),
)


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings, parsed.  ``demonstration`` is set by ``lykta demo`` alone, never by the environment."""

    data_folder: Path
    build_folder: Path
    content_folder: Path
    time_zone: ZoneInfo
    host: str
    port: int
    pages_port: int
    host_page_port: int
    metrics_port: int
    origin: str
    pages_origin: str | None
    embedding_sites: tuple[str, ...]
    helpline: str
    lanes: tuple[tuple[str, str], ...]
    exit_page: str
    pause_seconds: int
    node_id: str
    live_url: str | None
    records_url: str | None
    channels_file: Path | None
    exercise: Weekly | None
    behind_tls: bool
    log_json: bool | None
    demonstration: bool = False

    @property
    def pages(self) -> str:
        """Where browsers reach the pages."""
        if self.pages_origin is None and self.demonstration:
            return f"http://localhost:{self.pages_port}"
        return self.pages_origin or self.origin

    @property
    def split(self) -> bool:
        """Whether whoever takes the relay still cannot change the pages' code."""
        return self.pages != self.origin

    @property
    def trust(self) -> str:
        """The same, in words."""
        return f"split ({self.pages}, {self.origin})" if self.split else f"not split ({self.origin})"


def nearest(name: str) -> str:
    """The known variable that looks most like *name*, as a hint; empty if none does."""
    close = difflib.get_close_matches(name, [setting.variable for setting in SETTINGS], n=1)
    return f" Did you mean {close[0]}?" if close else ""


def _refuse_unknown(environment: Mapping[str, str]) -> None:
    known = {setting.variable for setting in SETTINGS} | {s.file_variable for s in SETTINGS if s.secret}
    for name in sorted(environment):
        if name.startswith(PREFIX) and name not in known:
            raise SettingError(
                f"{name} is no setting of Lykta.{nearest(name)} Remove it or correct its name."
            )


def _parsed(setting: Setting, environment: Mapping[str, str]) -> Any:
    try:
        return setting.parse(_value(setting, environment))
    except ValueError as wrong:
        raise SettingError(f"{setting.variable} {wrong}.") from None


def _value(setting: Setting, environment: Mapping[str, str]) -> str:
    value, file = environment.get(setting.variable), environment.get(setting.file_variable)
    if not setting.secret or file is None:
        return setting.default if value is None else value
    if value is not None:
        raise ValueError(f"is set twice, here and by {setting.file_variable}")
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        raise ValueError(f"cannot be read from the file that {setting.file_variable} names") from None


def _refuse_unsafe(settings: Settings) -> None:
    loopback = settings.host in {"localhost", "127.0.0.1", "::1"}
    if not loopback and not settings.behind_tls:
        raise SettingError(
            "LYKTA_HOST is not loopback and nothing encrypts: "
            "put a TLS proxy in front and set LYKTA_BEHIND_TLS=yes."
        )
    if settings.demonstration and not loopback:
        raise SettingError("The demonstration serves loopback only: remove LYKTA_HOST.")


def read(
    environment: Mapping[str, str] | None = None, *, demonstration: bool = False, named: bool = False
) -> Settings:
    """
    Settings from *environment* (the process's own by default); *named*: the helpline must have its name.

    Raises:
        SettingError: a name is unknown, a value cannot be, or together they are unsafe.
    """
    found = dict(os.environ if environment is None else environment)  # noqa: TID251  # the one reader
    _refuse_unknown(found)
    settings = Settings(**{s.name: _parsed(s, found) for s in SETTINGS}, demonstration=demonstration)
    _refuse_unsafe(settings)
    if named and settings.helpline == _DEMONSTRATION:
        raise SettingError("LYKTA_HELPLINE is not set: give the helpline its name, as visitors will read it.")
    return settings


def shown(environment: Mapping[str, str] | None = None) -> list[tuple[Setting, str]]:
    """
    Every setting with its value as the environment would have it; secrets are not shown.

    Raises:
        SettingError: as `read` does.
    """
    found = dict(os.environ if environment is None else environment)  # noqa: TID251  # the one reader
    read(found)
    values = [(s, _value(s, found)) for s in SETTINGS]
    return [(s, "(secret)" if s.secret and value else value) for s, value in values]


_PAGE = """\
# Settings

Generated from `chatserver/config.py` by `lykta generate`; a test compares it.
An unknown `LYKTA_` variable stops the start.

| variable | default | meaning |
|---|---|---|
"""


def reference() -> str:
    """The reference page of all settings.  Defaults that lie in this checkout are shown relative to it."""
    rows = [
        f"| `{s.variable}` | `{s.default.replace(str(_HERE) + '/', '') or '(empty)'}` | {s.help} |"
        for s in SETTINGS
    ]
    return _PAGE + "\n".join(rows) + "\n"
