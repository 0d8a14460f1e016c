# SPDX-License-Identifier: EUPL-1.2
"""A start that cannot be says in one line what is wrong and what to do; its status is not 0."""

import asyncio
import fcntl
import os
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from chatserver.records.store import Records, records_url
from chatserver.signing import p256
from chatserver.signing.roots import Roots
from tests.drivers.postgres import Postgres

ROOT = Path(__file__).resolve().parents[2]


def start(command: str, folder: Path, **settings: str) -> tuple[int, str]:
    """The status and the last words of a `lykta` *command* that ends by itself."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("LYKTA_")}  # noqa: TID251
    ended = subprocess.run(  # noqa: S603  # our own command
        [sys.executable, "-m", "chatserver", command],
        cwd=ROOT,
        env={**clean, "LYKTA_DATA_FOLDER": str(folder / "data"), "LYKTA_PORT": "0", **settings},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    said = [line for line in ended.stderr.splitlines() if line.startswith("lykta:")]
    assert len(said) == 1, ended.stderr
    assert "Traceback" not in ended.stderr
    return ended.returncode, said[0]


async def succeeds(command: str, folder: Path, **settings: str) -> bool:
    """Whether a `lykta` *command* ends well."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "chatserver",
        command,
        cwd=ROOT,
        env={"PATH": os.defpath, "LYKTA_DATA_FOLDER": str(folder / "data"), **settings},
        stdout=subprocess.DEVNULL,
    )
    return await process.wait() == 0


@pytest.fixture
def build(tmp_path: Path) -> Path:
    """A build with something in it."""
    for page in ("chat", "console"):
        (tmp_path / "web" / page).mkdir(parents=True)
        (tmp_path / "web" / page / "index.html").write_text("<!doctype html>")
    (tmp_path / "web" / "loader").mkdir()
    (tmp_path / "web" / "loader" / "loader.js").write_text("void 0")
    return tmp_path / "web"


@pytest.fixture
def taken() -> Iterator[str]:
    """A port that somebody else has."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield str(listener.getsockname()[1])


@pytest.fixture(params=["sqlite", "postgresql"])
async def records(
    request: pytest.FixtureRequest, tmp_path: Path, postgres: Postgres
) -> AsyncIterator[dict[str, str]]:
    """The setting that names records without tables, on either engine."""
    if request.param == "sqlite":
        yield {"LYKTA_RECORDS_URL": records_url(None, tmp_path / "data")}
    else:
        async with postgres.empty() as url:
            yield {"LYKTA_RECORDS_URL": url}


def test_an_unknown_setting(tmp_path: Path) -> None:
    """A misspelt setting stops the start with the nearest known name."""
    status, said = start("demo", tmp_path, LYKTA_LANE="young:sv")

    assert status != 0
    assert "LYKTA_LANE is no setting" in said
    assert "LYKTA_LANES" in said


def test_a_taken_port(tmp_path: Path, build: Path, taken: str) -> None:
    """A port that somebody else has is named, with the setting that changes it."""
    status, said = start(
        "demo", tmp_path, LYKTA_BUILD_FOLDER=str(build), LYKTA_HOST="127.0.0.1", LYKTA_METRICS_PORT=taken
    )

    assert status != 0
    assert f"Port {taken}" in said
    assert "LYKTA_METRICS_PORT" in said


def test_a_second_start(tmp_path: Path, build: Path) -> None:
    """A start beside one that serves from the same folder ends before it has touched anything."""
    (tmp_path / "data").mkdir()
    with (tmp_path / "data" / "serving").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)

        status, said = start("demo", tmp_path, LYKTA_BUILD_FOLDER=str(build))

    assert status != 0
    assert "Another Lykta serves" in said
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["serving"]


async def test_a_newer_schema(tmp_path: Path, build: Path, records: dict[str, str]) -> None:
    """Records that a newer version has written are refused, and not touched."""
    theirs = Records.open(records["LYKTA_RECORDS_URL"])
    async with theirs.write() as transaction:
        await transaction.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"))
        await transaction.execute(text("INSERT INTO alembic_version VALUES ('r9999')"))

    status, said = start("demo", tmp_path, LYKTA_BUILD_FOLDER=str(build), **records)

    assert status != 0
    assert "newer" in said or "does not know" in said
    async with theirs.read() as transaction:
        found = await transaction.execute(text("SELECT version_num FROM alembic_version"))
        assert found.scalars().all() == ["r9999"]
    await theirs.close()


def test_no_records(tmp_path: Path, build: Path) -> None:
    """Records that do not answer are named by their setting, without their address."""
    file = tmp_path / "records-url"
    file.write_text("postgresql://user:geheim@127.0.0.1:1/lykta\n")

    for command in ("demo", "migrate"):
        status, said = start(
            command, tmp_path, LYKTA_BUILD_FOLDER=str(build), LYKTA_RECORDS_URL_FILE=str(file)
        )

        assert status != 0
        assert "The records do not answer" in said
        assert "geheim" not in said


def test_a_missing_build(tmp_path: Path) -> None:
    """Pages that have not been built are named, with the command that builds them."""
    status, said = start("demo", tmp_path, LYKTA_BUILD_FOLDER=str(tmp_path / "nothing"))

    assert status != 0
    assert "make build" in said


async def test_no_roots_and_no_deny_list(tmp_path: Path, build: Path, records: dict[str, str]) -> None:
    """Without roots nobody could be proved, without a deny-list nobody would be let in: it does not start."""
    assert await succeeds("migrate", tmp_path, **records)

    serving = {"LYKTA_BUILD_FOLDER": str(build), "LYKTA_HELPLINE": "Linjen", **records}
    status, said = start("serve", tmp_path, **serving)

    assert status != 0
    assert "lykta keys publish" in said

    roots = Roots("Linjen", (p256.point(p256.make_key()),))
    (tmp_path / "data" / "roots.json").write_bytes(roots.encode())
    status, said = start("serve", tmp_path, **serving)

    assert status != 0
    assert "denied.bin" in said


def test_no_live_store(tmp_path: Path, build: Path) -> None:
    """A live store that does not answer is named by its setting, without its address."""
    secret = "redis://user:geheim@127.0.0.1:1/0"  # noqa: S105  # nobody's

    status, said = start("demo", tmp_path, LYKTA_BUILD_FOLDER=str(build), LYKTA_LIVE_URL=secret)

    assert status != 0
    assert "LYKTA_LIVE_URL" in said
    assert "geheim" not in said
