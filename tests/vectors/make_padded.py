# SPDX-License-Identifier: EUPL-1.2
"""
Writes ``padded.json``: what is sealed, as every client must read it: padding, and content inside.

Made by ``tests/drivers/padded.py``, since the relay knows neither.
Run it from the top folder: ``python tests/vectors/make_padded.py``.
"""

import base64
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.drivers.padded import SIZES, pad

FILE: Final = Path(__file__).with_name("padded.json")
MOST: Final = 4_000

Case = dict[str, Any]


def said(content: object) -> bytes:
    """*content* as clients write it."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def text_of(octets: bytes) -> str:
    """*octets* as the vectors write bytes."""
    return base64.b64encode(octets).decode()


def valid() -> Iterator[Case]:
    """What must be read, and as what."""
    hello = {"urgent": False, "name": "Kim", "about": "något som jag inte kan säga hemma", "age": "15"}
    for name, content in (
        ("a text", {"text": "hej"}),
        ("a text in many scripts", {"text": "hej שלום مرحبا 😀\n\ttvå"}),
        ("the longest text", {"text": "😀" * MOST}),
        ("a hello", {"hello": hello}),
        ("the least hello", {"hello": {"urgent": True}}),
    ):
        octets = said({"v": 1, **content})
        yield {"name": name, "padded": text_of(pad(octets)), "size": len(pad(octets)), "content": content}
    for size in SIZES[:3]:
        # As long as just fits.
        text = "x" * (size - 2 - len(said({"v": 1, "text": ""})))
        octets = said({"v": 1, "text": text})
        yield {
            "name": f"just {size} bytes",
            "padded": text_of(pad(octets)),
            "size": size,
            "content": {"text": text},
        }


def refused() -> Iterator[Case]:
    """What must be shown as nothing: the ``padding`` is not ours, or the ``content`` is not understood."""
    for layer, made in (("padding", _padding), ("content", _content)):
        for name, padded in made():
            yield {"name": name, "layer": layer, "padded": text_of(padded)}


def _padding() -> Iterator[tuple[str, bytes]]:
    content = said({"v": 1, "text": "hej"})
    good = pad(content)
    yield "nothing at all", b""
    yield "one byte", b"\0"
    yield "without padding", len(content).to_bytes(2, "big") + content
    yield "one byte short", good[:-1]
    yield "one byte more", good + b"\0"
    yield "a larger size than needed", good.ljust(SIZES[1], b"\0")
    yield "a size that there is not", good.ljust(300, b"\0")
    yield "filled with something", good[:-1] + b"\1"
    yield "something right after the content", good[: 2 + len(content)] + b" " + good[3 + len(content) :]
    yield "a length that is too small", (len(content) - 1).to_bytes(2, "big") + good[2:]
    yield "a length beyond the end", b"\xff\xff" + good[2:]


def _content() -> Iterator[tuple[str, bytes]]:
    for name, content in (
        ("no version", {"text": "hej"}),
        ("another version", {"v": 2, "text": "hej"}),
        ("an empty text", {"v": 1, "text": " \n"}),
        ("a text that is too long", {"v": 1, "text": "x" * (MOST + 1)}),
        ("a control character", {"v": 1, "text": "hej\u0007"}),
        ("a text that is none", {"v": 1, "text": 7}),
        ("a kind that there is not", {"v": 1, "picture": ""}),
        ("a hello without urgency", {"v": 1, "hello": {"name": "Kim"}}),
        ("a hello with too long a name", {"v": 1, "hello": {"urgent": False, "name": "x" * 61}}),
        ("a list", []),
        ("nothing", None),
    ):
        yield name, pad(said(content))
    yield "no JSON", pad(b"hej")
    yield "no UTF-8", pad(b'{"v":1,"text":"\xff"}')
    yield "no bytes", pad(b"")
    yield "half a character", pad(b'{"v":1,"text":"\\ud800"}')


def written() -> str:
    """As it stands in the file."""
    content = {"valid": list(valid()), "refused": list(refused())}
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    FILE.write_text(written(), encoding="utf-8")
