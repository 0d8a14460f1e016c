# SPDX-License-Identifier: EUPL-1.2
"""
Writes ``envelopes.json``: the clear outside of sealed messages, as relay and client must read it alike.

What a client really seals is in ``sealed.json``; here nobody can open anything, and all is fixed.
Run it from the top folder: ``python tests/vectors/make_envelopes.py``.
"""

import base64
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

sys.path.insert(0, str(Path(__file__).parents[2]))

from chatserver.wire import mls
from tests.drivers.sealed import GROUP_INFO, PROPOSAL, PUBLIC_MESSAGE, message, number, vector

FILE: Final = Path(__file__).with_name("envelopes.json")
CONVERSATION: Final = bytes(range(24))
MEMBER: Final = 1
N: Final = 5
EPOCH: Final = 7
MOVED: Final = 2
SENDER_DATA: Final = bytes(range(28))
CIPHERTEXT: Final = bytes(at % 251 for at in range(300))
EPOCH_AT: Final = 29
"""Version 2, wire format 2, length 1, group 24."""

Case = dict[str, Any]


def private(
    content: int = mls.APPLICATION,
    *,
    version: int = mls.MLS10,
    wire_format: int = mls.PRIVATE_MESSAGE,
    group: bytes = CONVERSATION,
    epoch: int = EPOCH,
    stamp: bytes | None = None,
    ciphertext: bytes | None = None,
) -> bytes:
    """A PrivateMessage."""
    return message(
        wire_format,
        vector(group),
        number(epoch, 8),
        number(content, 1),
        vector(mls.stamp_of(MEMBER, N) if stamp is None else stamp),
        vector(SENDER_DATA),
        vector(CIPHERTEXT) if ciphertext is None else ciphertext,
        version=version,
    )


def commit(moved: int | None) -> bytes:
    """A commit that moves somebody, or nobody."""
    return private(mls.COMMIT, stamp=mls.stamp_of(MEMBER, N, moved))


def case(name: str, octets: bytes, *, content: str = "application", moved: int | None = None) -> Case:
    """One vector: *octets* as message `N` of `MEMBER`, with that content; *moved* is whom a commit moves."""
    said = {"content": content, "member": MEMBER, "n": N, "moved": moved}
    text = base64.b64encode(octets).decode()
    return {"name": name, "conversation": base64.b64encode(CONVERSATION).decode(), **said, "message": text}


def valid() -> Iterator[Case]:
    """What both must read, with the epoch that it is of."""
    yield {**case("a message", private()), "epoch": EPOCH}
    yield {**case("the first epoch", private(epoch=0)), "epoch": 0}
    late = 2**53 - 1
    yield {**case("the last epoch that JavaScript counts", private(epoch=late)), "epoch": late}
    for length in (0, 63, 64, 16_383, 16_384):
        octets = private(ciphertext=vector(bytes(length)))
        yield {**case(f"a ciphertext of {length} bytes", octets), "epoch": EPOCH}
    yield {**case("fresh keys", commit(None), content="commit"), "epoch": EPOCH}
    yield {**case("an Add or Remove", commit(MOVED), content="commit", moved=MOVED), "epoch": EPOCH}


def refused() -> Iterator[Case]:
    """
    What both must refuse, and by which of their layers.

    ``layout``: it cannot be read to its end; ``form``: it is another kind of thing; ``group``: of another
    conversation; ``stamp``: not the message that it is said to be.
    """
    for layer, made in (("layout", _layout), ("form", _form), ("group", _group), ("stamp", _stamp)):
        for each in made():
            yield {"name": each["name"], "layer": layer, **each}


def _layout() -> Iterator[Case]:
    good = private()
    yield case("nothing at all", b"")
    yield case("cut in the version", good[:1])
    yield case("cut in the group", good[:20])
    yield case("cut in the epoch", good[: EPOCH_AT + 3])
    yield case("one byte short", good[:-1])
    yield case("one byte more", good + b"\0")
    yield case("two messages", good + good)
    yield case("a length in more bytes than needed", private(ciphertext=b"\x40\x3f" + bytes(63)))
    yield case("a length in four bytes for two", private(ciphertext=b"\x80\0\x3f\xff" + bytes(16_383)))
    yield case("a length that says another", private(ciphertext=b"\x41\x2d" + CIPHERTEXT))
    yield case("a form of length that there is not", private(ciphertext=b"\xc0" + CIPHERTEXT))


def _form() -> Iterator[Case]:
    yield case("another version", private(version=2))
    for name, wire_format in (("a PublicMessage", PUBLIC_MESSAGE), ("a GroupInfo", GROUP_INFO)):
        yield case(f"{name} by its number", private(wire_format=wire_format))
    yield case("a Welcome by its number", private(wire_format=mls.WELCOME))
    yield case("a wire format that there is not", private(wire_format=9))
    yield case("a proposal by itself", private(PROPOSAL))
    yield case("a content type that there is not", private(4))
    yield case("a commit for a message", private(mls.COMMIT))
    yield case("a message for a commit", private(), content="commit")


def _group() -> Iterator[Case]:
    yield case("another conversation", private(group=CONVERSATION[::-1]))
    yield case("a conversation cut short", private(group=CONVERSATION[:23]))
    yield case("no conversation", private(group=b""))


def _stamp() -> Iterator[Case]:
    for name, stamp in (
        ("another member's", mls.stamp_of(MEMBER + 1, N)),
        ("another number", mls.stamp_of(MEMBER, N + 1)),
        ("no stamp", b""),
        ("a stamp and more", mls.stamp_of(MEMBER, N) + b"hello"),
        ("half a stamp", mls.stamp_of(MEMBER, N)[:6]),
        ("a message that moves somebody", mls.stamp_of(MEMBER, N, MOVED)),
    ):
        yield case(name, private(stamp=stamp))
    yield case("moves another", commit(MOVED + 1), content="commit", moved=MOVED)
    yield case("moves somebody unsaid", commit(MOVED), content="commit")
    yield case("moves nobody", commit(None), content="commit", moved=MOVED)


def written() -> str:
    """As it stands in the file."""
    return json.dumps({"valid": list(valid()), "refused": list(refused())}, indent=1) + "\n"


if __name__ == "__main__":
    FILE.write_text(written(), encoding="utf-8")
