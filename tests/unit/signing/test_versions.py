# SPDX-License-Identifier: EUPL-1.2
"""Sealed versions of a case, as an agency opens them: the vectors that TypeScript reads too."""

import base64
import json
from typing import Any

import pytest

from deploy.examples.receiver.opening import OpeningError, open_report
from tests.vectors import make_versions as maker

VECTORS = json.loads(maker.FILE.read_text(encoding="utf-8"))
CLOSED = {"wrap", "ciphertext", "padding"}
Case = dict[str, Any]


def named(case: Case) -> str:
    """The vector's name, as the test's."""
    return str(case["name"])


def opened(case: Case) -> bytes:
    """What an agency reads of it, given it in its envelope."""
    envelope = {name: case[name] for name in ("case", "version", "agency")}
    body = {"envelope": envelope, "ciphertext": case["ciphertext"], "wraps": case["wraps"]}
    return open_report(json.dumps(body).encode(), base64.b64decode(VECTORS["seed"]))


@pytest.mark.parametrize("case", VECTORS["valid"], ids=named)
def test_an_agency_opens_what_a_browser_seals(case: Case) -> None:
    """The report inside is whole, and spelled in one way."""
    whole = json.loads(opened(case))

    assert whole["report"] == case["report"]
    assert maker.spelled(whole) == opened(case)


@pytest.mark.parametrize("case", VECTORS["refused"], ids=named)
def test_what_is_not_for_this_version_stays_closed(case: Case) -> None:
    """Another agency, case or version, and what was changed on the way; the rest is for browsers to read."""
    if case["layer"] in CLOSED:
        with pytest.raises(OpeningError):
            opened(case)
    else:
        assert opened(case)


def test_the_vectors_are_those_that_their_script_names() -> None:
    """The committed vectors have the names, layers and reports that the script writes today."""
    today = json.loads(maker.written())
    for kind in ("valid", "refused"):
        told = [{**case, "wraps": ""} for case in VECTORS[kind]]
        assert told == [{**case, "wraps": ""} for case in today[kind]]
