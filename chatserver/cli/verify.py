# SPDX-License-Identifier: EUPL-1.2
"""``lykta verify``: whether a host serves the pages that a manifest describes.  For anybody."""

import argparse
import asyncio
import sys
from pathlib import Path
from urllib.parse import urlsplit

from chatserver.domain.errors import CannotError
from chatserver.web.manifest import parsed
from chatserver.web.verifying import differences, fetched

_ITS_OWN_WORD = (
    "Compared with what the host says of itself, which proves little: "
    "name a manifest from elsewhere with --manifest.\n"
)


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    command = commands.add_parser("verify", help="compare what a host serves with a manifest")
    command.add_argument("url", help="origin of the pages, such as https://chat.example.org")
    command.add_argument("--manifest", type=Path, help="manifest.json as it was written or published")
    command.set_defaults(run=lambda named: asyncio.run(run(named.url, named.manifest)))


async def run(url: str, path: Path | None) -> int:
    """Print each difference; 1 if there is one."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        raise CannotError(f"{url} is no address: write it as https://chat.example.org.")
    origin = f"{parts.scheme}://{parts.netloc}"
    if path is None:
        sys.stderr.write(_ITS_OWN_WORD)
    content = await fetched(origin) if path is None else _content(path)
    manifest = parsed(content)
    found = await differences(origin, manifest, content)
    told = found or [f"{len(manifest.files)} files of {origin} are as the manifest says."]
    sys.stdout.write("".join(f"{line}\n" for line in told))
    return int(bool(found))


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as wrong:
        raise CannotError(f"{path} cannot be read ({wrong.strerror}).") from None
