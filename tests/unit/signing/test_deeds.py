# SPDX-License-Identifier: EUPL-1.2
"""The hashes of the chain of deeds, by its vectors."""

import json
from typing import Any

import pytest

from chatserver.domain.deeds import Doer, Link, RecordedDeed
from chatserver.signing.deeds import BEGINNING, MisfitError, follow
from tests.vectors import make_deeds

VECTORS = json.loads(make_deeds.FILE.read_text(encoding="utf-8"))
Case = dict[str, Any]


def named(case: Case) -> str:
    """The vector's name, as the test's."""
    return str(case["name"])


def link(row: Case) -> Link:
    """One row of a vector."""
    texts = {name: row[name] for name in ("deed", "subject", "detail")}
    deed = RecordedDeed(at=row["at"], doer=Doer(row["role"], row["id"]), **texts)
    return Link(row["number"], deed, bytes.fromhex(row["previous"]), bytes.fromhex(row["hash"]))


def followed(chain: list[Case]) -> bytes:
    """The last hash of *chain*."""
    last = BEGINNING
    for before, row in enumerate(chain):
        try:
            last = follow(before, last, link(row))
        except MisfitError as misfit:
            raise AssertionError(misfit.layer, row["number"]) from misfit
    return last


@pytest.mark.parametrize("case", VECTORS["valid"], ids=named)
def test_a_whole_chain_is_followed(case: Case) -> None:
    """Each deed has the hash that its description gives it."""
    assert followed(case["chain"]).hex() == case["last"]


@pytest.mark.parametrize("case", VECTORS["refused"], ids=named)
def test_a_chain_that_was_changed_is_refused(case: Case) -> None:
    """The first deed that does not fit is found, by the check that is for it."""
    with pytest.raises(AssertionError) as found:
        followed(case["chain"])

    assert found.value.args == (case["layer"], case["at"])
