# SPDX-License-Identifier: EUPL-1.2
"""``lykta generate``: write, or compare, what is generated from the code."""

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path

from chatserver import config
from chatserver.domain import escalation_reference as escalation
from chatserver.services.channels import table as channels
from chatserver.web import headers_reference as headers
from chatserver.web import reference as api
from chatserver.wire import codes, reference, typescript

ROOT = Path(__file__).resolve().parents[2]


def texts() -> Mapping[Path, str]:
    """Every generated file with its text."""
    return {
        ROOT / "widget/core/src/wire.gen.ts": typescript.render(codes.CODES),
        ROOT / "docs/reference/protocol.md": reference.render(codes.CODES, codes.RETRIED),
        ROOT / "docs/reference/http.md": api.render(),
        ROOT / "docs/reference/settings.md": config.reference(),
        ROOT / "docs/reference/channels.md": channels.reference(),
        ROOT / "docs/reference/headers.md": headers.render(),
        ROOT / "docs/explanation/escalation-states.md": escalation.render(),
    }


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    command = commands.add_parser("generate", help="write the client's types and the reference pages")
    command.add_argument("--check", action="store_true", help="only compare; 1 if something is old")
    command.set_defaults(run=run)


def run(named: argparse.Namespace) -> int:
    """Write or compare."""
    old = [path for path, text in texts().items() if not path.exists() or path.read_text() != text]
    for path in old:
        if named.check:
            sys.stderr.write(f"{path.relative_to(ROOT)} is old: run `make generate`\n")
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(texts()[path])
            sys.stdout.write(f"Wrote {path.relative_to(ROOT)}.\n")
    if not old and not named.check:
        sys.stdout.write("Everything generated is as the code has it.\n")
    return int(bool(old) and named.check)
