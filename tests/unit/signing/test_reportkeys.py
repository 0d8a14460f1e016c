# SPDX-License-Identifier: EUPL-1.2
"""Whom a report may be sealed to: the vectors that TypeScript reads too."""

import base64
import json
from dataclasses import replace
from typing import Any

import pytest

from chatserver.domain.staff import Role
from chatserver.signing import p256
from chatserver.signing.distrust import Distrust, DistrustError
from chatserver.signing.reportkeys import OfferedKey, pick_report_keys, verify_sealable
from chatserver.signing.trust import verify_device, verify_report
from chatserver.signing.words import device_words, report_words
from tests.unit.signing.test_trust import trust
from tests.vectors import make_certificates as certificates
from tests.vectors import make_reportkeys as maker

FILE = certificates.FOLDER / "reportkeys.json"
VECTORS = json.loads(FILE.read_text(encoding="utf-8"))
Case = dict[str, Any]


def named(case: Case) -> str:
    """The vector's name, as the test's."""
    return str(case["name"])


def offered(case: Case) -> OfferedKey:
    """The key of the vector."""
    return OfferedKey(base64.b64decode(case["certificate"]), base64.b64decode(case["sealKey"]))


@pytest.mark.parametrize("case", VECTORS["valid"], ids=named)
def test_what_is_genuine_may_be_sealed_to(case: Case) -> None:
    """A genuine key is believed, read as it was written, and its five words are those of both keys."""
    found = verify_sealable(offered(case), trust(case))

    assert maker.believed(found.holder) == case["expect"]
    assert found.seal_key == offered(case).seal_key


@pytest.mark.parametrize("case", VECTORS["refused"], ids=named)
def test_what_is_wrong_is_refused_by_the_right_check(case: Case) -> None:
    """Each defect is refused by the check that it belongs to, in its own layer."""
    with pytest.raises(DistrustError) as refused:
        verify_sealable(offered(case), trust(case))
    assert refused.value.why == case["expect"]

    if case["layer"] == "key":
        assert verify_report(offered(case).certificate, trust(case)).device.role in Role
    else:
        with pytest.raises(DistrustError) as alone:
            verify_report(offered(case).certificate, trust(case))
        assert alone.value.why == case["expect"]


@pytest.mark.parametrize("case", VECTORS["valid"], ids=named)
def test_a_report_key_does_not_talk(case: Case) -> None:
    """Whatever may be sealed to lets nobody into a conversation."""
    now = certificates.NOW if case["name"] != "made in its issuer's last second" else case["now"]
    with pytest.raises(DistrustError) as refused:
        verify_device(offered(case).certificate, replace(trust(case), now=now))

    assert refused.value.why is Distrust.WRONG_USE


def test_keys_are_picked_in_order_and_the_others_told() -> None:
    """Whoever seals gets the keys that may be sealed to, and learns why others may not."""
    good = VECTORS["valid"][:2]
    checked_alike = [case for case in VECTORS["refused"] if trust(case) == trust(good[0])]
    keys, refused = pick_report_keys(map(offered, [good[0], *checked_alike, good[1]]), trust(good[0]))

    assert [key.holder.role for key in keys] == [Role.SUPERVISOR, Role.OFFICER]
    assert len(refused) == len(checked_alike) > 20


def test_any_changed_bit_is_refused() -> None:
    """No bit of a report certificate can change without being noticed."""
    case = VECTORS["valid"][0]
    content = offered(case).certificate
    for at in range(len(content)):
        with pytest.raises(DistrustError):
            verify_report(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :], trust(case))


def test_another_report_key_has_other_words() -> None:
    """A server that swaps either key gives other words; and no words of one kind serve as the other."""
    of: dict[str, Any] = {"helpline": certificates.HELPLINE, "role": Role.SUPERVISOR, "name": "Saga"}
    key, stranger = maker.SAGA.key, p256.point(certificates.STRANGER)
    said = {
        report_words(key, maker.SEAL_KEY, **of),
        report_words(key, maker.OTHER_KEY, **of),
        report_words(stranger, maker.SEAL_KEY, **of),
        report_words(key, b"", **of),
        device_words(key, **of),
    }

    assert len(said) == 5


def test_the_vectors_are_what_their_script_writes() -> None:
    """The committed vectors are those that the script makes today."""
    assert FILE.read_text(encoding="utf-8") == certificates.written(maker.report_keys())
