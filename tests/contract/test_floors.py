# SPDX-License-Identifier: EUPL-1.2
"""Floors of versions (R36): what is locked, and what is installed, is not older than what was examined."""

import json
import re
from collections.abc import Mapping
from importlib import metadata
from pathlib import Path

import pytest
from aiohttp import http_parser
from packaging.version import Version
from redis import Redis

from chatserver.domain.errors import CannotError
from chatserver.live.embedded import Embedded
from chatserver.sockets import door

ROOT = Path(__file__).resolve().parents[2]
PYTHON: Mapping[str, str] = {
    "aiohttp": "3.14.5",
    "cryptography": "50.0.2",
    "python-engineio": "4.15.1",
    "python-socketio": "5.18.1",
    "redis": "8.1.0",
    "webauthn": "3.0.1",
}
NPM: Mapping[str, str] = {"engine.io-client": "6.6.8", "engine.io-parser": "5.2.3"}
VALKEY = "9.1.2"


def locked_python() -> dict[str, str]:
    """Versions by name in the lock file of what runs."""
    return dict(re.findall(r"^([\w.-]+)==(\S+)", (ROOT / "requirements/run.lock").read_text(), re.MULTILINE))


def locked_npm(name: str) -> set[str]:
    """Every version of *name* that the lock file holds, at whatever depth."""
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    return {package["version"] for path, package in packages.items() if path.endswith(f"node_modules/{name}")}


@pytest.mark.parametrize(("name", "floor"), PYTHON.items())
def test_python_s_floors_hold(name: str, floor: str) -> None:
    """The locked and the installed version are at least the floor."""
    assert Version(locked_python()[name]) >= Version(floor)
    assert Version(metadata.version(name)) >= Version(floor)


@pytest.mark.parametrize(("name", "floor"), NPM.items())
def test_npm_s_floors_hold(name: str, floor: str) -> None:
    """Every locked version, also of a dependency's dependency, is at least the floor."""
    versions = locked_npm(name)

    assert versions
    assert all(Version(version) >= Version(floor) for version in versions)


def test_the_embedded_store_s_floor_holds(valkey: Embedded) -> None:
    """The Valkey that is bundled says that it is new enough."""
    with Redis(unix_socket_path=valkey.address, protocol=2) as redis:
        version = redis.info("server")["valkey_version"]

    assert Version(version) >= Version(VALKEY)


def test_aiohttp_s_c_parser_is_there() -> None:
    """Requests are read by llhttp; the Python parser is another program with other bugs (R43)."""
    assert http_parser.HttpRequestParser.__module__ == "aiohttp._http_parser"
    door.require_c_parser()


def test_without_the_c_parser_nothing_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    """A start with the Python parser is refused with a line that says what is wrong."""
    monkeypatch.setattr(door, "HttpRequestParser", http_parser.HttpRequestParserPy)

    with pytest.raises(CannotError):
        door.require_c_parser()
