# SPDX-License-Identifier: EUPL-1.2
"""
Writes ``deeds.json``: chains of deeds that are whole, and those that each check must refuse.

The bytes that are hashed are put together here anew, from the description in ``signing/deeds.py``.
Run it from the top folder: ``python tests/vectors/make_deeds.py``.
"""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

FILE: Final = Path(__file__).with_name("deeds.json")
NOW: Final = 1_790_000_000_123
TEXTS: Final = ("role", "id", "deed", "subject", "detail")
ANNA: Final = "AAECAwQFBgcICQoLDA0ODw"

Case = dict[str, Any]
Row = tuple[int, str, str, str, str, str]


def chained(*rows: Row, previous: bytes = bytes(32), number: int = 1) -> list[Case]:
    """*rows* (at, and the texts) as a chain after *previous*."""
    chain: list[Case] = []
    for place, (at, *texts) in enumerate(rows, number):
        content = b"lykta deed v1\0" + previous + place.to_bytes(8, "big") + at.to_bytes(8, "big")
        content += b"".join(len(each.encode()).to_bytes(1, "big") + each.encode() for each in texts)
        made = hashlib.sha256(content).digest()
        named = dict(zip(TEXTS, texts, strict=True))
        hashes = {"previous": previous.hex(), "hash": made.hex()}
        chain.append({"number": place, "at": at, **named, **hashes})
        previous = made
    return chain


LONGEST: Final = (2**64 - 1, "ö" * 127, "x" * 255, "y" * 255, "z" * 255, "")
INVITED: Final = (NOW, "administrator", "", "invite", ANNA, "counsellor")
ENROLLED: Final = (NOW + 1, "counsellor", ANNA, "enrol", ANNA, "")
CERTIFIED: Final = (NOW + 2, "registrar", "0f" * 16, "certify", ANNA, "talk:" + "a7" * 16)


def valid() -> Iterator[Case]:
    """What is whole, with its last hash."""
    for name, rows in (
        ("no deeds", ()),
        ("one deed", (INVITED,)),
        ("three deeds", (INVITED, ENROLLED, CERTIFIED)),
        ("a clock that went back", (CERTIFIED, INVITED)),
        (
            "as early, as late and as long as can be",
            ((0, "", "", "", "", ""), LONGEST),
        ),
    ):
        chain = chained(*rows)
        yield {"name": name, "chain": chain, "last": chain[-1]["hash"] if chain else "00" * 32}


def refused() -> Iterator[Case]:
    """What is not, and by which check, at which number."""
    for name, layer, at, chain in (*_numbers(), *_previous(), *_layout(), *_hashes()):
        yield {"name": name, "layer": layer, "at": at, "chain": chain}


def _numbers() -> Iterator[tuple[str, str, int, list[Case]]]:
    one, two, three = chained(INVITED, ENROLLED, CERTIFIED)
    yield "the first is missing", "number", 2, [two, three]
    yield "one in the middle is missing", "number", 3, [one, three]
    yield "one twice", "number", 1, [one, one]
    yield "in another order", "number", 2, [two, one, three]
    yield "begins with 0", "number", 0, chained(INVITED, number=0)


def _previous() -> Iterator[tuple[str, str, int, list[Case]]]:
    one, two, three = chained(INVITED, ENROLLED, CERTIFIED)
    yield "one is missing, and the rest numbered anew", "previous", 2, [one, {**three, "number": 2}]
    (forged,) = chained(ENROLLED, number=1)
    yield "another first one, which is whole", "previous", 2, [forged, two]
    yield "begins with something", "previous", 1, chained(INVITED, previous=bytes(31) + b"\1")


def _layout() -> Iterator[tuple[str, str, int, list[Case]]]:
    (one,) = chained(INVITED)
    yield "a time before 1970", "layout", 1, [{**one, "at": -1}]
    yield "a text of 256 bytes", "layout", 1, [{**one, "subject": "x" * 256}]


def _hashes() -> Iterator[tuple[str, str, int, list[Case]]]:
    one, two = chained(INVITED, ENROLLED)
    for field in TEXTS:
        yield f"another {field}", "hash", 2, [one, {**two, field: two[field] + "x"}]
    yield "another time", "hash", 2, [one, {**two, "at": two["at"] + 1}]
    yield "another hash", "hash", 2, [one, {**two, "hash": "00" * 32}]
    moved = {**two, "id": two["id"][:-1], "deed": two["id"][-1] + two["deed"]}
    yield "a letter moved from one field to the next", "hash", 2, [one, moved]


def written() -> str:
    """The file."""
    cases = {"valid": list(valid()), "refused": list(refused())}
    return json.dumps(cases, indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    FILE.write_text(written(), encoding="utf-8")
