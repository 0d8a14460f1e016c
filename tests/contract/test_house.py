# SPDX-License-Identifier: EUPL-1.2
"""The house keeps its own rules: licences, names, explained tests, lock files without addresses."""

import ast
import json
import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCES = {".py", ".ts", ".tsx", ".lua", ".css", ".sh", ".mjs"}
SAYS_NOTHING = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "misc",
    "manager",
    "processor",
    "data",
    "info",
}


def kept() -> list[Path]:
    """Every file that git keeps, or would."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],  # noqa: S607  # git of the machine
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


def sources() -> list[Path]:
    return [path for path in kept() if path.suffix in SOURCES]


def test_every_source_states_its_licence() -> None:
    """The first lines of every source name the licence by its SPDX identifier."""
    bare = [
        str(path.relative_to(ROOT))
        for path in sources()
        if "SPDX-License-Identifier: EUPL-1.2" not in "".join(path.read_text().splitlines()[:3])
    ]

    assert bare == []


def test_no_name_says_nothing() -> None:
    """No file or folder is called utils, helpers, common and the like."""
    named = {part.split(".")[0].lower() for path in kept() for part in path.relative_to(ROOT).parts}

    assert named & SAYS_NOTHING == set()


def test_every_module_explains_itself() -> None:
    """Every Python module has a docstring that says what it is."""
    silent = [
        str(path.relative_to(ROOT))
        for path in sources()
        if path.suffix == ".py" and not ast.get_docstring(ast.parse(path.read_text()))
    ]

    assert silent == []


def test_every_test_states_its_rule() -> None:
    """Every test has a docstring: the rule in one sentence."""
    silent = [
        f"{path.relative_to(ROOT)}:{node.name}"
        for path in sources()
        if path.name.startswith("test_")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.name.startswith("test_")
        and not ast.get_docstring(node)
    ]

    assert silent == []


def test_three_modules_open_connections_to_the_world() -> None:
    """Requests and mail of the channels, and the command that looks at a host from outside."""
    clients = re.compile(
        r"ClientSession\(|TCPConnector\(|open_connection\(|create_connection\(|aiosmtplib\.SMTP\("
    )
    found = {
        str(path.relative_to(ROOT))
        for path in sources()
        if path.is_relative_to(ROOT / "chatserver") and clients.search(path.read_text())
    }

    assert found == {
        "chatserver/services/channels/outbound.py",
        "chatserver/services/channels/smtp.py",
        "chatserver/web/verifying.py",
    }


def test_python_lock_files_hold_versions_and_hashes_only() -> None:
    """No address of a registry, and a hash for every version."""
    locks = ("requirements/run.lock", "requirements/dev.lock", "deploy/examples/receiver/requirements.txt")
    for name in locks:
        lock = (ROOT / name).read_text()

        assert "://" not in lock
        assert re.findall(r"^\S+==\S+(?! \\)$", lock, re.MULTILINE) == []


def test_the_npm_lock_file_holds_versions_and_hashes_only() -> None:
    """No address of a registry, and an integrity for every package that is not ours."""
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    foreign = {
        name: p for name, p in packages.items() if name.startswith("node_modules/") and not p.get("link")
    }

    assert [name for name, package in foreign.items() if "resolved" in package] == []
    assert [name for name, package in foreign.items() if "integrity" not in package] == []


def test_the_encryption_library_is_the_mended_one() -> None:
    """
    ts-mls is pinned to 1.6.4 exactly, in the wish and in the lock.

    In 1.0-1.6.2 and 2.0.0-rc.0-rc.10 a removed member can read on.
    """
    wanted = json.loads((ROOT / "widget/core/package.json").read_text())["dependencies"]["ts-mls"]
    locked = json.loads((ROOT / "package-lock.json").read_text())["packages"]["node_modules/ts-mls"][
        "version"
    ]

    assert wanted == locked == "1.6.4"
