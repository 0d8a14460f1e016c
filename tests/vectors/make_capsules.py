# SPDX-License-Identifier: EUPL-1.2
"""
Writes ``capsules.json``: slots of a page's storage that every version must open, and some that it must not.

Made by ``tests/drivers/capsule.py``, since the relay has no capsule.
Run it from the top folder: ``python tests/vectors/make_capsules.py``.
"""

import base64
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.drivers.capsule import sealed

FILE: Final = Path(__file__).with_name("capsules.json")
KEY: Final = bytes(range(32))
IV: Final = bytes(range(100, 112))
NAME: Final = base64.urlsafe_b64encode(bytes(range(24))).decode()
SECRET: Final = base64.urlsafe_b64encode(bytes(range(32))).decode().rstrip("=")
RESUME: Final = f"{NAME}.{SECRET}"
VISITOR: Final = f"1.7.{RESUME}."
STAFF: Final = "1.12.."
CONTENT: Final = {
    "name": NAME,
    "ticket": "admission.payload.mac",
    "generation": 3,
    "lane": {"audience": "young", "language": "sv"},
    "hello": {"urgent": False, "about": "något hemma 😀"},
    "course": {"at": "joining"},
}

Case = dict[str, Any]


def said(content: object, *, version: object = 1) -> bytes:
    """*content* as clients write it."""
    known = {"v": version, **content} if isinstance(content, dict) else content
    return json.dumps(known, ensure_ascii=False, separators=(",", ":")).encode()


def valid() -> Iterator[Case]:
    """What must be opened, as what; and sealed alike."""
    for name, head, counter, resume in (
        ("a visitor's", VISITOR, 7, RESUME),
        ("a counsellor's", STAFF, 12, ""),
        ("written very often", f"1.999999999999999.{RESUME}.", 999_999_999_999_999, RESUME),
    ):
        plain = said(CONTENT)
        yield {
            "name": name,
            "slot": sealed(plain, key=KEY, iv=IV, head=head),
            "counter": counter,
            "resume": resume,
            "plain": plain.decode(),
            "content": CONTENT,
        }


def refused() -> Iterator[Case]:
    """What must not: the ``slot`` is none, the ``seal`` does not open, the ``content`` is of no use."""
    for layer, made in (("slot", _slot), ("seal", _seal), ("content", _content)):
        for name, slot in made():
            yield {"name": name, "layer": layer, "slot": slot}


def _slot() -> Iterator[tuple[str, str]]:
    good = sealed(said(CONTENT), key=KEY, iv=IV, head=VISITOR)
    box = good.removeprefix(VISITOR)
    yield "nothing at all", ""
    yield "another version", "2" + good[1:]
    yield "without a counter", f"1..{RESUME}.{box}"
    yield "a counter that is none", f"1.-7.{RESUME}.{box}"
    yield "without the resume text's place", f"1.7.{box}"
    yield "a secret that is too short", f"1.7.{RESUME[:-1]}.{box}"
    yield "a name without a secret", f"1.7.{NAME}.{box}"
    yield "nothing sealed", VISITOR
    yield "something behind it", good + "."
    yield "a line break behind it", good + "\n"


def _seal() -> Iterator[tuple[str, str]]:
    good = sealed(said(CONTENT), key=KEY, iv=IV, head=VISITOR)
    box = bytearray(base64.b64decode(good.removeprefix(VISITOR)))
    yield "another counter", good.replace("1.7.", "1.8.", 1)
    yield "another secret", good.replace(SECRET, "B" + SECRET[1:], 1)
    yield "another conversation", good.replace(NAME, "B" + NAME[1:], 1)
    yield "as if a counsellor's", STAFF + good.removeprefix(VISITOR)
    yield "under another key", sealed(said(CONTENT), key=bytes(32), iv=IV, head=VISITOR)
    for name, at in (("another iv", 0), ("another first byte", 12), ("another tag", -1)):
        changed = box.copy()
        changed[at] ^= 1
        yield name, VISITOR + base64.b64encode(changed).decode()
    yield "cut short", VISITOR + base64.b64encode(box[:-1]).decode()
    yield "an iv and nothing", VISITOR + base64.b64encode(box[:12]).decode()


def _content() -> Iterator[tuple[str, str]]:
    for name, plain in (
        ("another version inside", said(CONTENT, version=2)),
        ("a version that is a text", said(CONTENT, version="1")),
        ("no version inside", json.dumps(CONTENT).encode()),
        ("a list", said([])),
        ("nothing", said(None)),
        ("no JSON", b"hej"),
        ("no bytes", b""),
    ):
        yield name, sealed(plain, key=KEY, iv=IV, head=VISITOR)


def written() -> str:
    """As it stands in the file."""
    fixed = {"key": base64.b64encode(KEY).decode(), "iv": base64.b64encode(IV).decode()}
    content = {**fixed, "valid": list(valid()), "refused": list(refused())}
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    FILE.write_text(written(), encoding="utf-8")
