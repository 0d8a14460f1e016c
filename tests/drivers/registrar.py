# SPDX-License-Identifier: EUPL-1.2
"""The real command ``lykta``, as a process, with somebody at its terminal."""

import asyncio
import os
import shlex
import sys
from pathlib import Path

from tests.drivers.keyholder import Keyholder

PATIENCE_SECONDS = 120
PROMPT = "\n> "


async def lykta(command: str, holder: Keyholder, *, folder: Path, **settings: str) -> str:
    """Run *command* in *folder*; *holder* answers.  All that it showed; it must end well."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("LYKTA_")}  # noqa: TID251
    words = shlex.split(command, comments=True)
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "chatserver",
        *words[1:],
        cwd=folder,
        env=clean | settings,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    async with asyncio.timeout(PATIENCE_SECONDS):
        shown = await _talk(process, holder)
        status = await process.wait()
    assert status == 0, (command, shown)
    return shown


async def _talk(process: asyncio.subprocess.Process, holder: Keyholder) -> str:
    assert process.stdout is not None
    assert process.stdin is not None
    shown = said = ""
    while piece := (await process.stdout.read(4096)).decode():
        shown, said = shown + piece, said + piece
        if said.endswith(PROMPT):
            process.stdin.write(f"{_answer(holder, said.removesuffix(PROMPT))}\n".encode())
            said = ""
    return shown


def _answer(holder: Keyholder, said: str) -> str:
    holder.say(said)
    question = said.splitlines()[-1]
    hidden = "passphrase" in question or "From the paper" in question
    return holder.secret(question) if hidden else holder.ask(question)
