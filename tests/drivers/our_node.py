# SPDX-License-Identifier: EUPL-1.2
"""The client's own code for tests in Python: a Node process that answers one line with one line.

``group_of_ours.ts`` and ``seals_of_ours.ts`` beside this say what a line may ask for.
"""

import base64
import json
import subprocess
from pathlib import Path
from typing import Any, Self

ROOT = Path(__file__).resolve().parents[2]
ESBUILD = ROOT / "node_modules" / ".bin" / "esbuild"


class Refused(Exception):  # noqa: N818 - what the client says, not an error of the test
    """The client would not; the text is its code."""


def bundle(driver: str, folder: Path) -> Path:
    """That driver as Node can run it."""
    source = ROOT / "tests" / "drivers" / f"{driver}.ts"
    made = folder / f"{driver}.mjs"
    form = ("--bundle", "--platform=node", "--format=esm", "--log-level=warning")
    subprocess.run([ESBUILD, source, *form, f"--outfile={made}"], check=True, cwd=ROOT)  # noqa: S603 - our own
    return made


class OurNode:
    """One process: ``with OurNode(driver) as ours``."""

    def __init__(self, driver: Path) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - our own
            ["node", str(driver)],  # noqa: S607 - the Node that make found
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()

    def asks(self, deed: str, **details: str | int | bytes) -> dict[str, Any]:
        """
        What the client answers; bytes go out as base64 and come back so.

        Raises:
            Refused: it would not.
        """
        plain = {n: base64.b64encode(v).decode() if isinstance(v, bytes) else v for n, v in details.items()}
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"do": deed, **plain}).encode() + b"\n")
        self._process.stdin.flush()
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        if "refused" in answer:
            raise Refused(answer["refused"])
        return answer

    def bytes_of(self, deed: str, field: str, **details: str | int | bytes) -> bytes:
        """One field of the answer, as bytes."""
        return base64.b64decode(self.asks(deed, **details)[field])
