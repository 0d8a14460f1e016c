# SPDX-License-Identifier: EUPL-1.2
"""
Writes ``certificates.json`` and ``words.json``: what both languages must believe, refuse and read out.

Keys are fixed and signatures deterministic (RFC 6979), so that the files change only when a format does.
Run it from the top folder: ``python tests/vectors/make_certificates.py``.
"""

import base64
import hashlib
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

sys.path.insert(0, str(Path(__file__).parents[2]))

from cryptography.hazmat.primitives.asymmetric import ec

from chatserver.domain.staff import Role
from chatserver.signing import p256
from chatserver.signing.certificates import (
    DeviceCertificate,
    DeviceChain,
    Endorsement,
    IssuingCertificate,
    Leaf,
    StaffIdentity,
    Use,
    helpline_digest,
    issuing_name,
)
from chatserver.signing.issuing import sign_device, sign_issuing, sign_leaf
from chatserver.signing.words import device_words

FOLDER: Final = Path(__file__).parent
HELPLINE: Final = "Lykta Jämtland"
NOW: Final = 1_790_000_000
DAY: Final = 86_400
SLACK: Final = 120
CONVERSATION: Final = bytes(range(24))
ISSUER_AT: Final = 164
"""Where the device certificate starts in a chain."""

Case = dict[str, Any]

LAYERS: Final = dict.fromkeys(
    (
        "nothing at all",
        "a visitor",
        "another kind of identity",
        "one byte short",
        "one byte more",
        "half of it",
        "a device length that is too small",
        "a device length that is too great",
    ),
    "identity",
) | dict.fromkeys(
    (
        "an unknown endorsement version",
        "an unknown endorsement kind",
        "a leaf endorsed by a stranger",
        "an endorsement changed by one bit",
        "an endorsement for another conversation",
        "an endorsement of another leaf key",
        "an endorsement for another helpline",
        "a signature of zeros",
        "an endorsement that expired",
        "an endorsement of tomorrow",
    ),
    "leaf",
)
"""The layer of each refusal that is not the certificate's."""


def key_of(seed: str) -> p256.PrivateKey:
    """The private key that *seed* stands for."""
    order = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
    number = int.from_bytes(hashlib.sha256(f"lykta vectors {seed}".encode()).digest(), "big") % order
    return ec.derive_private_key(number, ec.SECP256R1())


ROOT, NEXT_ROOT, STRANGER = key_of("root"), key_of("next root"), key_of("stranger")
ISSUER, DEVICE, LEAF = key_of("issuer"), key_of("device"), key_of("leaf")

ISSUING = IssuingCertificate(
    demo=False,
    helpline=helpline_digest(HELPLINE),
    not_before=NOW - 10 * DAY,
    not_after=NOW + 80 * DAY,
    key=p256.point(ISSUER),
)
ANNA = DeviceCertificate(
    demo=False,
    use=Use.TALK,
    role=Role.COUNSELLOR,
    serial=bytes(range(16)),
    not_before=NOW - 5 * DAY,
    not_after=NOW + 25 * DAY,
    key=p256.point(DEVICE),
    name="Anna",
)
ENDORSEMENT = Endorsement(not_before=NOW - 60, not_after=NOW + 12 * 3600)
LEAF_FACTS = Leaf(helpline=helpline_digest(HELPLINE), conversation=CONVERSATION, key=p256.point(LEAF))


def identity(
    issuing: IssuingCertificate = ISSUING,
    device: DeviceCertificate = ANNA,
    endorsement: Endorsement = ENDORSEMENT,
    *,
    root: p256.PrivateKey = ROOT,
    issuer: p256.PrivateKey = ISSUER,
    endorser: p256.PrivateKey = DEVICE,
    leaf: Leaf = LEAF_FACTS,
) -> bytes:
    """An identity in which everybody signs what they are given, however wrong."""
    signed = sign_issuing(root, issuing)
    chain = DeviceChain(signed, sign_device(issuer, signed, device))
    return StaffIdentity(chain, sign_leaf(endorser, leaf, endorsement)).encode()


def case(name: str, content: bytes, expect: object, **changed: object) -> Case:
    """One vector; *changed* replaces what it is checked with."""
    checked_with: Case = {
        "helpline": HELPLINE,
        "roots": [text(p256.point(ROOT)), text(p256.point(NEXT_ROOT))],
        "demoAllowed": False,
        "now": NOW,
        "denied": [],
        "conversation": text(CONVERSATION),
        "leafKey": text(p256.point(LEAF)),
    }
    return {"name": name, **checked_with, **changed, "identity": text(content), "expect": expect}


def text(content: bytes) -> str:
    """*content* as the wire writes bytes."""
    return base64.b64encode(content).decode()


def believed(device: DeviceCertificate, *, demo: bool = False) -> Case:
    """What a valid vector is read as."""
    key = text(device.key)
    return {"name": device.name, "role": device.role.value, "demo": demo, "deviceKey": key}


DEMO_ISSUING, DEMO_ANNA = replace(ISSUING, demo=True), replace(ANNA, demo=True)


def valid() -> Iterator[Case]:
    """Everything that must be believed."""
    yield case("a counsellor", identity(), believed(ANNA))
    for role in (Role.SUPERVISOR, Role.OFFICER, Role.SAFEGUARDING):
        device = replace(ANNA, role=role)
        yield case(f"role {role.value}", identity(device=device), believed(device))
    longest = replace(ANNA, name="Åsa-Märta " + "é" * 26)
    yield case("a name of 64 bytes", identity(device=longest), believed(longest))
    arabic = replace(ANNA, name="\u0644\u064a\u0644\u0649")
    yield case("a name from right to left", identity(device=arabic), believed(arabic))
    one = replace(ANNA, name="A")
    yield case("a name of one byte", identity(device=one), believed(one))
    yield case("signed by the next root", identity(root=NEXT_ROOT), believed(ANNA))
    demo = identity(DEMO_ISSUING, DEMO_ANNA)
    yield case("a demonstration where it is allowed", demo, believed(DEMO_ANNA, demo=True), demoAllowed=True)
    yield case("no demonstration where one is allowed", identity(), believed(ANNA), demoAllowed=True)
    early, late = (
        Endorsement(not_before=NOW + SLACK, not_after=NOW + DAY),
        Endorsement(not_before=NOW - DAY, not_after=NOW - SLACK),
    )
    yield case("a clock that is 120 s slow", identity(endorsement=early), believed(ANNA))
    yield case("a clock that is 120 s fast", identity(endorsement=late), believed(ANNA))
    others = [text(bytes(16)), text(issuing_name(p256.point(STRANGER)))]
    yield case("others are denied", identity(), believed(ANNA), denied=others)
    whole = replace(ANNA, not_before=ISSUING.not_before, not_after=ISSUING.not_after)
    yield case("a device that lives as long as its issuer", identity(device=whole), believed(whole))


def refused() -> Iterator[Case]:
    """
    Everything that must be refused, with the check that must refuse it and the layer that it is made in.

    ``certificate``: the chain alone is refused already; ``leaf``: the chain is believed, what the device
    says about its leaf is not; ``identity``: the credential around them is.
    """
    for group in (_malformed, _unknown_root, _forged, _wrong, _untimely, _denied, _order):
        for made in group():
            yield {"name": made["name"], "layer": LAYERS.get(made["name"], "certificate"), **made}


def _malformed() -> Iterator[Case]:
    good = identity()
    yield case("nothing at all", b"", "malformed")
    yield case("a visitor", b"\0", "malformed")
    yield case("another kind of identity", b"\2" + good[1:], "malformed")
    yield case("one byte short", good[:-1], "malformed")
    yield case("one byte more", good + b"\0", "malformed")
    yield case("half of it", good[: len(good) // 2], "malformed")
    for what, offset, value in (
        ("issuing version", 1, 2),
        ("issuing kind", 2, 2),
        ("issuing flag", 3, 2),
        ("device version", ISSUER_AT + 3, 2),
        ("device kind", ISSUER_AT + 4, 1),
        ("device flag", ISSUER_AT + 5, 0x80),
        ("use 0", ISSUER_AT + 6, 0),
        ("use 3", ISSUER_AT + 6, 3),
        ("role 0", ISSUER_AT + 7, 0),
        ("role 5", ISSUER_AT + 7, 5),
        ("endorsement version", len(good) - 82, 2),
        ("endorsement kind", len(good) - 81, 2),
    ):
        yield case(f"an unknown {what}", _put(good, offset, value), "malformed")
    yield case(
        "a device length that is too small", _put(good, ISSUER_AT + 2, good[ISSUER_AT + 2] - 1), "malformed"
    )
    yield case(
        "a device length that is too great", _put(good, ISSUER_AT + 2, good[ISSUER_AT + 2] + 1), "malformed"
    )
    compressed = replace(ANNA, key=b"\2" + ANNA.key[1:])
    yield case("a device key that is not uncompressed", identity(device=compressed), "malformed")
    nowhere = b"\4" + bytes(63) + b"\1"
    yield case("a device key off the curve", identity(device=replace(ANNA, key=nowhere)), "malformed")
    yield case("an issuing key off the curve", identity(replace(ISSUING, key=nowhere)), "malformed")
    yield from _malformed_names()


def _malformed_names() -> Iterator[Case]:
    for what, name in (
        ("without a name", ""),
        ("a name of 65 bytes", "a" * 65),
        ("a name with a line break", "Anna\nBo"),
        ("a name with a control character of C1", "Anna\u0085"),
        ("a name with a line separator", "Anna\u2028Bo"),
        ("a name that turns its direction", "Anna\u202eoB"),
        ("a name with a direction mark", "Anna\u200f"),
        ("a name that is not NFC", "A\u030asa"),
    ):
        yield case(what, identity(device=replace(ANNA, name=name)), "malformed")
    marked = identity(device=replace(ANNA, name="@nna"))
    yield case("a name that is not UTF-8", _put(marked, marked.index(b"@nna"), 0xFF), "malformed")


def _unknown_root() -> Iterator[Case]:
    good = identity()
    yield case("signed by a stranger", identity(root=STRANGER), "unknownRoot")
    yield case("no roots at all", good, "unknownRoot", roots=[])
    yield case("only another root", good, "unknownRoot", roots=[text(p256.point(NEXT_ROOT))])
    yield case("an issuing certificate changed by one bit", _put(good, 4, good[4] ^ 1), "unknownRoot")
    at = ISSUER_AT - 10
    yield case("an issuing signature changed by one bit", _put(good, at, good[at] ^ 1), "unknownRoot")


def _forged() -> Iterator[Case]:
    good = identity()
    yield case("a device certified by a stranger", identity(issuer=STRANGER), "forged")
    yield case("a device certified by the root itself", identity(issuer=ROOT), "forged")
    renamed = good.replace(b"\x04Anna", b"\x04Anne")
    yield case("a name changed after signing", renamed, "forged")
    yield case("a role changed after signing", _put(good, ISSUER_AT + 7, 2), "forged")
    other = sign_issuing(ROOT, replace(ISSUING, not_after=ISSUING.not_after + DAY))
    yield case(
        "a device moved under another issuing certificate", b"\1" + other.encode() + good[165:], "forged"
    )
    yield case("a leaf endorsed by a stranger", identity(endorser=STRANGER), "forged")
    yield case("an endorsement changed by one bit", _put(good, len(good) - 70, good[-70] ^ 1), "forged")
    elsewhere = replace(LEAF_FACTS, conversation=CONVERSATION[::-1])
    yield case("an endorsement for another conversation", identity(leaf=elsewhere), "forged")
    swapped = replace(LEAF_FACTS, key=p256.point(STRANGER))
    yield case("an endorsement of another leaf key", identity(leaf=swapped), "forged")
    foreign = replace(LEAF_FACTS, helpline=helpline_digest("Another"))
    yield case("an endorsement for another helpline", identity(leaf=foreign), "forged")
    yield case("a signature of zeros", good[:-64] + bytes(64), "forged")
    mixed = (identity(DEMO_ISSUING, ANNA), identity(ISSUING, DEMO_ANNA))
    yield case("only the issuer is a demonstration", mixed[0], "forged", demoAllowed=True)
    yield case("only the device is a demonstration", mixed[1], "forged", demoAllowed=True)
    outlives = replace(ANNA, not_after=ISSUING.not_after + 1)
    yield case("a device that outlives its issuer", identity(device=outlives), "forged")
    older = replace(ANNA, not_before=ISSUING.not_before - 1)
    yield case("a device older than its issuer", identity(device=older), "forged")


def _wrong() -> Iterator[Case]:
    digest = helpline_digest("Lykta Västernorrland")
    foreign = identity(replace(ISSUING, helpline=digest))
    yield case("another helpline under the same root", foreign, "wrongHelpline")
    demo = identity(DEMO_ISSUING, DEMO_ANNA)
    yield case("a demonstration where it is not allowed", demo, "demonstration")
    mixed = identity(ISSUING, DEMO_ANNA)
    yield case("only the device is a demonstration, not allowed", mixed, "demonstration")
    yield case("a key for reports", identity(device=replace(ANNA, use=Use.REPORT)), "wrongUse")


def _untimely() -> Iterator[Case]:
    late, early = NOW - SLACK - 1, NOW + SLACK + 1
    past = replace(ISSUING, not_after=late)
    future = replace(ISSUING, not_before=early)
    yield case("an issuing key that expired", identity(past, replace(ANNA, not_after=late)), "expired")
    yield case("an issuing key of tomorrow", identity(future, replace(ANNA, not_before=early)), "notYet")
    yield case("a device that expired", identity(device=replace(ANNA, not_after=late)), "expired")
    yield case("a device of tomorrow", identity(device=replace(ANNA, not_before=early)), "notYet")
    old, new = replace(ENDORSEMENT, not_after=late), replace(ENDORSEMENT, not_before=early)
    yield case("an endorsement that expired", identity(endorsement=old), "expired")
    yield case("an endorsement of tomorrow", identity(endorsement=new), "notYet")


def _denied() -> Iterator[Case]:
    good = identity()
    yield case("a device that is denied", good, "denied", denied=[text(ANNA.serial)])
    issuer = text(issuing_name(ISSUING.key))
    yield case("an issuing key that is denied", good, "denied", denied=[issuer])


def _order() -> Iterator[Case]:
    everything = replace(DEMO_ISSUING, helpline=helpline_digest("Another"), not_after=NOW - DAY)
    report = replace(DEMO_ANNA, use=Use.REPORT)
    wrong = identity(everything, report)
    yield case("wrong in many ways: the helpline first", wrong, "wrongHelpline")
    mine = identity(replace(everything, helpline=helpline_digest(HELPLINE)), report)
    yield case("wrong in many ways: the demonstration next", mine, "demonstration")
    yield case("wrong in many ways: then the time", mine, "expired", demoAllowed=True)
    use = identity(device=replace(ANNA, use=Use.REPORT))
    yield case("wrong in many ways: what is denied last", use, "wrongUse", denied=[text(ANNA.serial)])
    both = identity(everything, report, root=STRANGER, issuer=STRANGER)
    yield case("wrong in many ways: the root before all", both, "unknownRoot")


def _put(content: bytes, at: int, value: int) -> bytes:
    return content[:at] + bytes([value]) + content[at + 1 :]


def words() -> Iterator[Case]:
    """Devices and what their owners read out."""
    people = (
        (HELPLINE, Role.COUNSELLOR, "Anna"),
        (HELPLINE, Role.SUPERVISOR, "Anna"),
        ("Another", Role.COUNSELLOR, "Anna"),
        (HELPLINE, Role.COUNSELLOR, "Åsa"),
    )
    for helpline, role, name in people:
        key = p256.point(DEVICE)
        said = device_words(key, helpline=helpline, role=role, name=name)
        facts = {"helpline": helpline, "role": role.value, "name": name, "deviceKey": text(key)}
        yield {**facts, "words": list(said)}


def certificates() -> Case:
    """All of ``certificates.json``."""
    return {"valid": list(valid()), "refused": list(refused())}


def written(content: object) -> str:
    """As it stands in a file."""
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


FILES: dict[str, Callable[[], object]] = {
    "certificates.json": certificates,
    "words.json": lambda: list(words()),
}

if __name__ == "__main__":
    for file, content in FILES.items():
        (FOLDER / file).write_text(written(content()), encoding="utf-8")
