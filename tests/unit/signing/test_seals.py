# SPDX-License-Identifier: EUPL-1.2
"""Sealed reports: the vectors that TypeScript reads too, and what cannot be sealed."""

import base64
import json
from typing import Any

import pytest

from chatserver.signing import seals
from chatserver.signing.seals import PADDED_BYTES, ReportContext, SealError
from tests.vectors import make_reports as maker

VECTORS = json.loads(maker.FILE.read_text(encoding="utf-8"))
CODES = {"seal": "closed", "padding": "closed", "context": "context"}
Case = dict[str, Any]


def named(case: Case) -> str:
    """The vector's name, as the test's."""
    return str(case["name"])


def context_of(case: Case) -> ReportContext:
    """What the vector is opened for."""
    return ReportContext(agency=case["agency"], key=case["key"], case=case["case"])


def opened(case: Case) -> bytes:
    """What the vector holds."""
    return seals.open_report(base64.b64decode(case["sealed"]), maker.SEED, context_of(case))


@pytest.mark.parametrize("case", VECTORS["valid"], ids=named)
def test_sealed_reports_open(case: Case) -> None:
    """What was sealed before this version still opens, for what it was sealed for."""
    assert opened(case) == base64.b64decode(case["report"])


@pytest.mark.parametrize("case", VECTORS["refused"], ids=named)
def test_what_is_wrong_is_refused_by_its_own_layer(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is broken, for another, or padded otherwise stays closed, by the layer that the vector names."""
    if case["layer"] == "padding":
        assert len(maker_opens(case, monkeypatch)) != len(maker.TEXT)
    with pytest.raises(SealError) as refused:
        opened(case)
    assert refused.value.code == CODES[case["layer"]]


def maker_opens(case: Case, monkeypatch: pytest.MonkeyPatch) -> bytes:
    """What is under the seal: the padding is what is wrong, and not the seal."""
    with monkeypatch.context() as patch:
        patch.setattr(seals, "unpad_report", lambda padded: padded)
        return opened(case)


def test_the_key_of_the_vectors_is_their_seeds() -> None:
    """One seed has one public key, in every version and language."""
    assert base64.b64decode(VECTORS["publicKey"]) == seals.public_key_of(maker.SEED)


def test_the_vectors_are_those_that_their_script_names() -> None:
    """The committed vectors have the names, layers and reports that the script writes today."""
    today = json.loads(maker.written())
    for kind in ("valid", "refused"):
        told = [{**case, "sealed": ""} for case in VECTORS[kind]]
        assert told == [{**case, "sealed": ""} for case in today[kind]]


@pytest.mark.parametrize("size", PADDED_BYTES)
def test_only_three_lengths_leave(size: int) -> None:
    """A report that just fits a length gets it, and one byte more the next, or none."""
    assert len(seals.pad_report(bytes(size - 4))) == size
    if size == PADDED_BYTES[-1]:
        with pytest.raises(SealError, match="too_long"):
            seals.pad_report(bytes(size - 3))
    else:
        assert len(seals.pad_report(bytes(size - 3))) > size


@pytest.mark.parametrize("length", [0, 32, 1215, 1217])
def test_a_key_of_another_length_is_refused(length: int) -> None:
    """Nothing is sealed to half a key."""
    with pytest.raises(SealError, match="key"):
        seals.seal_report(b"", bytes(length), maker.CONTEXT)
    with pytest.raises(SealError, match="key"):
        seals.public_key_of(bytes(31))
