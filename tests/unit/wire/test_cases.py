# SPDX-License-Identifier: EUPL-1.2
"""Shapes of cases: what is let in, and what of it has closed sets."""

import base64

import msgspec
import pytest

from chatserver.domain.deed_codes import CODES_OF, DeedCode, check_code
from chatserver.domain.errors import MalformedError
from chatserver.domain.escalation import Deed
from chatserver.wire.cases import CaseDeed, CaseSubmit

CASE = "a" * 22
WRAP = {"key": "0" * 64, "sealed": base64.b64encode(bytes(1168)).decode()}
SUBMIT = {
    "case": CASE,
    "version": 1,
    "urgency": "p0",
    "status": "actual",
    "agency": "ostersund",
    "ciphertext": base64.b64encode(bytes(12 + 4096 + 16)).decode(),
    "wraps": [WRAP],
    "author_key": base64.b64encode(bytes(1216)).decode(),
}


def decoded(**changed: object) -> CaseSubmit:
    """What a submission with *changed* fields is read as."""
    return msgspec.json.decode(msgspec.json.encode({**SUBMIT, **changed}), type=CaseSubmit)


@pytest.mark.parametrize("size", [4_096, 16_384, 65_536])
def test_a_report_of_every_length_goes_in(size: int) -> None:
    """Nonce, padded report and tag of all three lengths fit."""
    ciphertext = base64.b64encode(bytes(12 + size + 16)).decode()

    assert decoded(ciphertext=ciphertext).ciphertext == ciphertext


@pytest.mark.parametrize(
    "changed",
    [
        {"case": "a" * 21},
        {"case": "ä" * 22},
        {"version": 0},
        {"urgency": "p3"},
        {"agency": "Östersund"},
        {"municipality": "238O"},
        {"wraps": []},
        {"wraps": [WRAP] * 65},
        {"wraps": [{**WRAP, "sealed": "AAAA"}]},
        {"ciphertext": base64.b64encode(bytes(65_536 + 64)).decode()},
        {"conversation": "c" * 32},
    ],
)
def test_what_is_no_submission_is_refused(changed: dict[str, object]) -> None:
    """Nothing but the shape gets in: least of all which conversation it was."""
    with pytest.raises(msgspec.ValidationError):
        decoded(**changed)


def test_every_deed_on_the_wire_is_a_deed() -> None:
    """What people say by one word is what the table of deeds calls it."""
    assert {each.value for each in CaseDeed} <= {each.value for each in Deed}


@pytest.mark.parametrize("deed", list(Deed))
def test_a_deed_takes_its_own_codes_alone(deed: Deed) -> None:
    """Those that need a code go with one of theirs, and all others with none."""
    for code in (None, *DeedCode):
        if code in CODES_OF.get(deed, {None}):
            check_code(deed, code)
        else:
            with pytest.raises(MalformedError):
                check_code(deed, code)
