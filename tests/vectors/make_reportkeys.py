# SPDX-License-Identifier: EUPL-1.2
"""
Writes ``reportkeys.json``: whom a report may be sealed to, and whom not.

A vector is a key as it is offered: a certificate (issuing, report) and an X-Wing key.  ``layer`` of a
refusal: ``certificate``, it is not believed; ``key``, it is, and names another key.  Run it from the top
folder: ``python tests/vectors/make_reportkeys.py``.
"""

import hashlib
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).parents[2]))

from chatserver.domain.staff import Role
from chatserver.signing import p256
from chatserver.signing.certificates import (
    DeviceCertificate,
    DeviceChain,
    IssuingCertificate,
    Use,
    helpline_digest,
    issuing_name,
    seal_digest,
    seal_name,
)
from chatserver.signing.issuing import sign_device, sign_issuing
from chatserver.signing.seals import public_key_of
from chatserver.signing.words import report_words
from tests.vectors.make_certificates import (
    ANNA,
    DAY,
    FOLDER,
    HELPLINE,
    ISSUER,
    ISSUER_AT,
    ISSUING,
    NEXT_ROOT,
    NOW,
    ROOT,
    SLACK,
    STRANGER,
    Case,
    text,
    written,
)

YEAR: Final = 365 * DAY
SEAL_KEY: Final = public_key_of(hashlib.sha256(b"lykta vectors report key").digest())
OTHER_KEY: Final = public_key_of(hashlib.sha256(b"lykta vectors other report key").digest())
SAGA: Final = DeviceCertificate(
    demo=False,
    use=Use.REPORT,
    role=Role.SUPERVISOR,
    serial=bytes(range(16, 32)),
    not_before=NOW - 5 * DAY,
    not_after=NOW - 5 * DAY + YEAR,
    key=ANNA.key,
    seal_digest=seal_digest(SEAL_KEY),
    name="Saga",
)
DEMO_ISSUING, DEMO_SAGA = replace(ISSUING, demo=True), replace(SAGA, demo=True)
AFTER_DEVICE_KEY: Final = ISSUER_AT + 5 + 16 + 16 + 65
"""Where a report certificate has the digest."""


def chain(
    issuing: IssuingCertificate = ISSUING,
    device: DeviceCertificate = SAGA,
    *,
    root: p256.PrivateKey = ROOT,
    issuer: p256.PrivateKey = ISSUER,
) -> bytes:
    """A certificate in which everybody signs what they are given, however wrong."""
    signed = sign_issuing(root, issuing)
    return DeviceChain(signed, sign_device(issuer, signed, device)).encode()


def case(name: str, content: bytes, expect: object, *, layer: str = "certificate", **changed: object) -> Case:
    """One vector; *changed* replaces what it is checked with."""
    checked_with: Case = {
        "helpline": HELPLINE,
        "roots": [text(p256.point(ROOT)), text(p256.point(NEXT_ROOT))],
        "demoAllowed": False,
        "now": NOW,
        "denied": [],
        "sealKey": text(SEAL_KEY),
    }
    where = {} if isinstance(expect, dict) else {"layer": layer}
    return {
        "name": name, **where, **checked_with, **changed, "certificate": text(content), "expect": expect,
    }  # fmt: skip


def believed(device: DeviceCertificate) -> Case:
    """What a valid vector is read as, and the five words of both keys."""
    said = report_words(device.key, SEAL_KEY, helpline=HELPLINE, role=device.role, name=device.name)
    return {
        "name": device.name,
        "role": device.role.value,
        "demo": device.demo,
        "deviceKey": text(device.key),
        "notAfter": device.not_after,
        "words": list(said),
    }


def valid() -> Iterator[Case]:
    """Everything that may be sealed to.  None of it may talk."""
    for role in (Role.SUPERVISOR, Role.OFFICER, Role.SAFEGUARDING):
        device = replace(SAGA, role=role)
        yield case(f"role {role.value}", chain(device=device), believed(device))
    named = replace(SAGA, name="Åsa")
    yield case("another name", chain(device=named), believed(named))
    yield case("signed by the next root", chain(root=NEXT_ROOT), believed(SAGA))
    demo = chain(DEMO_ISSUING, DEMO_SAGA)
    yield case("a demonstration where it is allowed", demo, believed(DEMO_SAGA), demoAllowed=True)
    ended = NOW + 200 * DAY
    yield case("after its issuer has ended", chain(), believed(SAGA), now=ended)
    slow, fast = SAGA.not_before - SLACK, SAGA.not_after + SLACK
    yield case("a clock that is 120 s slow", chain(), believed(SAGA), now=slow)
    yield case("a clock that is 120 s fast", chain(), believed(SAGA), now=fast)
    last = replace(SAGA, not_before=ISSUING.not_after, not_after=ISSUING.not_after + YEAR)
    yield case("made in its issuer's last second", chain(device=last), believed(last), now=last.not_before)
    names = (bytes(16), ANNA.serial, issuing_name(p256.point(STRANGER)), seal_name(seal_digest(OTHER_KEY)))
    yield case("others are denied", chain(), believed(SAGA), denied=list(map(text, names)))


def refused() -> Iterator[Case]:
    """Everything that must not be sealed to, with the check that must refuse it."""
    for group in (_malformed, _signed_wrongly, _wrong, _never_made, _denied, _other_keys, _order):
        yield from group()


def _malformed() -> Iterator[Case]:
    good = chain()
    yield case("nothing at all", b"", "malformed")
    yield case("one byte short", good[:-1], "malformed")
    yield case("one byte more", good + b"\0", "malformed")
    for what, at, value in (
        ("version", 0, 2),
        ("kind", 1, 6),
        ("flag", 2, 2),
        ("use 0", 3, 0),
        ("use 1, to talk", 3, 1),
        ("use 3", 3, 3),
        ("role 0", 4, 0),
        ("role 5", 4, 5),
    ):
        yield case(f"an unknown {what}", _put(good, ISSUER_AT + at, value), "malformed")
    without = good[:AFTER_DEVICE_KEY] + good[AFTER_DEVICE_KEY + 32 :]
    yield case("without a digest", without, "malformed")
    yield case("a digest of 31 bytes", good[:AFTER_DEVICE_KEY] + good[AFTER_DEVICE_KEY + 1 :], "malformed")
    nowhere = b"\4" + bytes(63) + b"\1"
    yield case("a device key off the curve", chain(device=replace(SAGA, key=nowhere)), "malformed")
    yield case("a name that turns its direction", chain(device=replace(SAGA, name="S\u202eaga")), "malformed")


def _signed_wrongly() -> Iterator[Case]:
    good = chain()
    yield case("signed by a stranger", chain(root=STRANGER), "unknownRoot")
    yield case("no roots at all", good, "unknownRoot", roots=[])
    yield case("certified by a stranger", chain(issuer=STRANGER), "forged")
    yield case("certified by the root itself", chain(issuer=ROOT), "forged")
    swapped = _put(good, AFTER_DEVICE_KEY, good[AFTER_DEVICE_KEY] ^ 1)
    yield case("a digest changed by one bit", swapped, "forged")
    yield case("a role changed after signing", _put(good, ISSUER_AT + 4, 3), "forged")
    other = sign_issuing(ROOT, replace(ISSUING, not_after=ISSUING.not_after + DAY)).encode()
    yield case("moved under another issuing certificate", other + good[ISSUER_AT:], "forged")


def _wrong() -> Iterator[Case]:
    foreign = chain(replace(ISSUING, helpline=helpline_digest("Another")))
    yield case("another helpline under the same root", foreign, "wrongHelpline")
    demo = chain(DEMO_ISSUING, DEMO_SAGA)
    yield case("a demonstration where it is not allowed", demo, "demonstration")
    yield case("only the issuer is a demonstration", chain(DEMO_ISSUING), "forged", demoAllowed=True)
    yield case("expired", chain(), "expired", now=SAGA.not_after + SLACK + 1)
    yield case("of tomorrow", chain(), "notYet", now=SAGA.not_before - SLACK - 1)
    yield case("a key to talk with", chain(device=replace(ANNA, role=Role.SUPERVISOR)), "wrongUse")
    old = replace(ANNA, role=Role.SUPERVISOR, use=Use.REPORT)
    yield case("for reports and without a key", chain(device=old), "wrongUse")


def _never_made() -> Iterator[Case]:
    yield case("for a counsellor", chain(device=replace(SAGA, role=Role.COUNSELLOR)), "forged")
    longer = replace(SAGA, not_after=SAGA.not_before + YEAR + 1)
    yield case("longer than a year", chain(device=longer), "forged")
    before = ISSUING.not_before - 1
    early = replace(SAGA, not_before=before, not_after=before + YEAR)
    yield case("made before its issuer's time", chain(device=early), "forged")
    after = ISSUING.not_after + 1
    late = replace(SAGA, not_before=after, not_after=after + YEAR)
    yield case("made after its issuer's time", chain(device=late), "forged", now=after)
    backwards = replace(SAGA, not_before=NOW + SLACK, not_after=NOW - SLACK)
    both = replace(backwards, role=Role.COUNSELLOR)
    yield case("for a counsellor, whatever its times", chain(device=both), "forged")


def _denied() -> Iterator[Case]:
    issuer, key = text(issuing_name(ISSUING.key)), text(seal_name(SAGA.seal_digest))
    yield case("a certificate that is denied", chain(), "denied", denied=[text(SAGA.serial)])
    yield case("an issuing key that is denied", chain(), "denied", denied=[issuer])
    yield case("a report key that is denied", chain(), "denied", denied=[key])
    again = replace(SAGA, serial=bytes(16), key=p256.point(STRANGER), name="Tor")
    yield case("a report key that is denied, certified again", chain(device=again), "denied", denied=[key])


def _other_keys() -> Iterator[Case]:
    yield case("another key than it names", chain(), "forged", layer="key", sealKey=text(OTHER_KEY))
    flipped = SEAL_KEY[:-1] + bytes([SEAL_KEY[-1] ^ 1])
    yield case("its key with one bit flipped", chain(), "forged", layer="key", sealKey=text(flipped))
    yield case("its key cut short", chain(), "forged", layer="key", sealKey=text(SEAL_KEY[:-1]))
    yield case("no key", chain(), "forged", layer="key", sealKey="")


def _order() -> Iterator[Case]:
    talks = replace(DEMO_SAGA, seal_digest=b"", use=Use.TALK, role=Role.COUNSELLOR, not_after=NOW - DAY)
    everything = chain(replace(DEMO_ISSUING, helpline=helpline_digest("Another")), talks)
    yield case("wrong in many ways: the helpline first", everything, "wrongHelpline")
    mine = chain(DEMO_ISSUING, talks)
    yield case("wrong in many ways: the demonstration next", mine, "demonstration")
    yield case("wrong in many ways: then the time", mine, "expired", demoAllowed=True)
    timely = chain(DEMO_ISSUING, replace(talks, not_after=NOW))
    yield case("wrong in many ways: then the use", timely, "wrongUse", demoAllowed=True)
    never = chain(device=replace(SAGA, role=Role.COUNSELLOR))
    yield case("wrong in many ways: what is denied last", never, "forged", denied=[text(SAGA.serial)])


def _put(content: bytes, at: int, value: int) -> bytes:
    return content[:at] + bytes([value]) + content[at + 1 :]


def report_keys() -> Case:
    """All of ``reportkeys.json``."""
    return {"valid": list(valid()), "refused": list(refused())}


FILES: dict[str, Callable[[], object]] = {"reportkeys.json": report_keys}

if __name__ == "__main__":
    for file, content in FILES.items():
        (FOLDER / file).write_text(written(content()), encoding="utf-8")
