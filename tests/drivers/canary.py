# SPDX-License-Identifier: EUPL-1.2
"""Looking for what must not be there: a text in each way in which it could lie in a file or in memory."""

import base64
import gzip
import json
import re
import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

GZIP: Final = re.compile(rb"\x1f\x8b\x08")
WINDOW: Final = 1 << 20
"""So much of a packed stretch is unpacked."""


def spellings(text: str) -> tuple[bytes, ...]:
    """*text* in UTF-8, in UTF-16, as JSON escapes it, each in hex, and in base64 at each of its offsets."""
    plain = {text.encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be")}
    plain.add(json.dumps(text)[1:-1].encode())
    in_hex = [spelt.encode() for bare in sorted(plain) for spelt in (bare.hex(), bare.hex().upper())]
    return (*sorted(plain), *in_hex, *(part for bare in sorted(plain) for part in in_base64(bare)))


def in_base64(bare: bytes) -> tuple[bytes, ...]:
    """*bare* as it stands in a stretch of base64, whatever stands around it."""
    shifted = (base64.b64encode(b"x" * offset + bare) for offset in range(3))
    # The first and last characters depend on the neighbours.
    return tuple(encoded[4:-4] for encoded in shifted)


def unpacked(content: bytes) -> Iterable[bytes]:
    """What gzip has packed anywhere in *content*, as far as it can be read."""
    for found in GZIP.finditer(content):
        reader = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
        try:
            yield reader.decompress(content[found.start() :], WINDOW)
        except zlib.error:
            continue


def holds(content: bytes, text: str) -> bool:
    """Whether *text* is in *content*, in any spelling, bare or packed by gzip."""
    sought = spellings(text)
    return any(spelling in part for part in (content, *unpacked(content)) for spelling in sought)


def files_with(folder: Path, texts: Iterable[str]) -> list[str]:
    """The files below *folder* that hold one of *texts*, or have one in their name."""
    sought = tuple(texts)
    return sorted(
        str(path.relative_to(folder))
        for path, content in contents(folder).items()
        if any(holds(content + str(path).encode(), text) for text in sought)
    )


def contents(folder: Path) -> Mapping[Path, bytes]:
    """Every file below *folder*; what is taken away while we look is not there."""
    found = {}
    for path in folder.rglob("*"):
        try:
            if path.is_file():
                found[path] = path.read_bytes()
        except FileNotFoundError:
            continue
    return found


def planted(text: str) -> Mapping[str, bytes]:
    """*text* as a search must be able to find it: the control of every search here."""
    plain = f"before {text} after"
    return {
        "plain": plain.encode(),
        "as a browser keeps it": plain.encode("utf-16-le"),
        "in JSON": json.dumps({"text": text}).encode(),
        "hex": plain.encode().hex().encode(),
        "packed": b"before" + gzip.compress(plain.encode()) + b"after",
        **{f"base64-{at}": base64.b64encode(b"." * at + plain.encode()) for at in range(3)},
        **{f"base64-16-{at}": base64.b64encode(b"." * at + plain.encode("utf-16-le")) for at in range(3)},
    }
