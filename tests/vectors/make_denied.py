# SPDX-License-Identifier: EUPL-1.2
"""
Writes ``denied.json``: the deny-lists that both languages must take, and those that each layer must refuse.

Keys are those of ``make_certificates.py``.  Run from the top folder: ``python tests/vectors/make_denied.py``.
"""

import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).parents[2]))

from chatserver.signing import p256
from chatserver.signing.certificates import IssuingCertificate, helpline_digest, issuing_name
from chatserver.signing.denied import LIST_SECONDS, DenyList, sign_denied
from chatserver.signing.issuing import sign_issuing
from tests.vectors.make_certificates import (
    DAY,
    FOLDER,
    HELPLINE,
    ISSUER,
    ISSUING,
    NEXT_ROOT,
    NOW,
    ROOT,
    SLACK,
    STRANGER,
    Case,
    key_of,
    text,
    written,
)

NUMBER: Final = NOW
ANNAS: Final = bytes(range(16))
"""The serial of Anna's device in ``certificates.json``."""
OTHER: Final = bytes(range(16, 32))
SECOND: Final = issuing_name(p256.point(key_of("second issuer")))
"""Another registrar's issuing key, which this list denies."""

LAYERS: Final = {
    "layout": ("malformed",),
    "root": ("unknownRoot",),
    "signature": ("forged",),
    "helpline": ("wrongHelpline",),
    "demonstration": ("demonstration",),
    "time": ("notYet", "expired"),
    "lifetime": ("forged",),
    "issuer": ("denied",),
    "number": ("denyListOld",),
}
"""The checks in the order in which they are made, and what each of them answers."""

LIST: Final = DenyList(
    helpline=helpline_digest(HELPLINE),
    number=NUMBER,
    not_before=NOW - DAY,
    not_after=NOW - DAY + LIST_SECONDS,
    issuing=ISSUING,
    denied=tuple(sorted((ANNAS, OTHER, SECOND))),
)


def listed(
    unsigned: DenyList = LIST,
    issuing: IssuingCertificate = ISSUING,
    *,
    root: p256.PrivateKey = ROOT,
    issuer: p256.PrivateKey = ISSUER,
) -> bytes:
    """A list that everybody signs as they are told, however wrong."""
    return sign_denied(issuer, replace(unsigned, issuing=sign_issuing(root, issuing))).encode()


def case(name: str, content: bytes, expect: object, **changed: object) -> Case:
    """One vector; *changed* replaces what it is checked with."""
    checked_with: Case = {
        "helpline": HELPLINE,
        "roots": [text(p256.point(ROOT)), text(p256.point(NEXT_ROOT))],
        "demoAllowed": False,
        "now": NOW,
        "newest": 0,
        "denied": [],
    }
    return {"name": name, **checked_with, **changed, "list": text(content), "expect": expect}


def believed(found: DenyList) -> Case:
    """What a valid vector is read as."""
    return {"number": found.number, "denied": [text(each) for each in found.denied]}


def valid() -> Iterator[Case]:
    """Everything that must be taken."""
    good = listed()
    yield case("a list of three", good, believed(LIST))
    empty = replace(LIST, denied=())
    yield case("a list of nobody", listed(empty), believed(empty))
    many = replace(LIST, denied=tuple(number.to_bytes(16, "big") for number in range(40)))
    yield case("a list of forty", listed(many), believed(many))
    yield case("signed by the next root", listed(root=NEXT_ROOT), believed(LIST))
    yield case("the same list again", good, believed(LIST), newest=NUMBER)
    yield case("a newer list", good, believed(LIST), newest=NUMBER - 1)
    risen = replace(LIST, number=NUMBER + 1, denied=())
    yield case("the next list", listed(risen), believed(risen), newest=NUMBER)
    yield case("a clock that is 120 s slow", good, believed(LIST), now=LIST.not_before - SLACK)
    yield case("a clock that is 120 s fast", good, believed(LIST), now=LIST.not_after + SLACK)
    demo = listed(issuing=replace(ISSUING, demo=True))
    yield case("a demonstration where it is allowed", demo, believed(LIST), demoAllowed=True)


def refused() -> Iterator[Case]:
    """Everything that must be refused, with the layer that must refuse it."""
    groups = (_layout, _root, _signature, _helpline, _demonstration, _time, _lifetime, _issuer, _number)
    for layer, group in zip(LAYERS, groups, strict=True):
        for each in group():
            yield {**each, "layer": layer}


def _layout() -> Iterator[Case]:
    good = listed()
    yield case("nothing at all", b"", "malformed")
    yield case(
        "a page that says that there is nothing here", b"<!doctype html><title>404</title>", "malformed"
    )
    yield case("another version", b"\2" + good[1:], "malformed")
    yield case("an issuing certificate in its place", b"\1\1" + good[2:], "malformed")
    yield case("one byte short", good[:-1], "malformed")
    yield case("one byte more", good + b"\0", "malformed")
    yield case("a count that is too small", _put(good, _COUNT_AT, 2), "malformed")
    yield case("a count that is too great", _put(good, _COUNT_AT, 4), "malformed")
    falling = replace(LIST, denied=LIST.denied[::-1])
    yield case("serials that fall", listed(falling), "malformed")
    yield case("a serial twice", listed(replace(LIST, denied=(ANNAS, ANNAS))), "malformed")


def _root() -> Iterator[Case]:
    yield case("under a stranger's root", listed(root=STRANGER), "unknownRoot")
    yield case("no roots at all", listed(), "unknownRoot", roots=[])
    both = replace(LIST, helpline=helpline_digest("Another"), not_after=NOW - DAY)
    yield case("wrong in many ways", listed(both, root=STRANGER, issuer=STRANGER), "unknownRoot")


def _signature() -> Iterator[Case]:
    good = listed()
    yield case("signed by a stranger", listed(issuer=STRANGER), "forged")
    yield case("signed by the root itself", listed(issuer=ROOT), "forged")
    yield case("a number changed after signing", _put(good, 25, good[25] ^ 1), "forged")
    at = good.index(OTHER)
    yield case("a serial changed after signing", _put(good, at + 15, good[at + 15] ^ 64), "forged")
    nobody = good[:_COUNT_AT] + b"\0" + good[-64:]
    yield case("all serials taken out", nobody, "forged")
    yield case("a signature of zeros", good[:-64] + bytes(64), "forged")
    device = p256.sign(ISSUER, b"lykta device v1\0" + LIST.body())
    yield case("signed as a device is", good[:-64] + device, "forged")


def _helpline() -> Iterator[Case]:
    foreign = helpline_digest("Lykta Västernorrland")
    yield case("another helpline's list", listed(replace(LIST, helpline=foreign)), "wrongHelpline")
    theirs = listed(issuing=replace(ISSUING, helpline=foreign))
    yield case("another helpline's issuing key", theirs, "wrongHelpline")


def _demonstration() -> Iterator[Case]:
    yield case(
        "a demonstration where it is not allowed",
        listed(issuing=replace(ISSUING, demo=True)),
        "demonstration",
    )


def _time() -> Iterator[Case]:
    good = listed()
    yield case("a list that ran out", good, "expired", now=LIST.not_after + SLACK + 1)
    yield case("a list of tomorrow", good, "notYet", now=LIST.not_before - SLACK - 1)


def _lifetime() -> Iterator[Case]:
    longer = replace(LIST, not_after=LIST.not_after + 1)
    yield case("a list of more than 14 days", listed(longer), "forged")
    short = replace(ISSUING, not_after=LIST.not_after - 1)
    yield case("a list that outlives its issuer", listed(issuing=short), "forged")
    late = replace(ISSUING, not_before=LIST.not_before + 1)
    yield case("a list older than its issuer", listed(issuing=late), "forged")


def _issuer() -> Iterator[Case]:
    own = issuing_name(ISSUING.key)
    yield case("signed by a key that it denies itself", listed(replace(LIST, denied=(own,))), "denied")
    yield case("signed by a key that was denied before", listed(), "denied", denied=[text(own)])


def _number() -> Iterator[Case]:
    yield case("older than the one before", listed(), "denyListOld", newest=NUMBER + 1)


_COUNT_AT: Final = 2 + 16 + 24 + 164 + 1
"""The lower byte of the count."""


def _put(content: bytes, at: int, value: int) -> bytes:
    return content[:at] + bytes([value]) + content[at + 1 :]


def lists() -> Case:
    """All of ``denied.json``."""
    return {"valid": list(valid()), "refused": list(refused())}


FILES: dict[str, Callable[[], object]] = {"denied.json": lists}

if __name__ == "__main__":
    for file, content in FILES.items():
        (FOLDER / file).write_text(written(content()), encoding="utf-8")
