# SPDX-License-Identifier: EUPL-1.2
"""What a deny-list must be to be taken: the vectors that TypeScript reads too; and how one is made."""

import base64
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from chatserver.signing import p256
from chatserver.signing.certificates import helpline_digest
from chatserver.signing.denied import (
    BACKDATED_SECONDS,
    LIST_SECONDS,
    DenyList,
    DenyListError,
    make_denied,
    verify_denied,
)
from chatserver.signing.distrust import DistrustError
from chatserver.signing.issuing import DAY_SECONDS, Issuer, make_issuer
from chatserver.signing.trust import Trust
from tests.vectors import make_denied as maker
from tests.vectors.make_certificates import FOLDER, HELPLINE, NOW, ROOT, written

VECTORS = json.loads((FOLDER / "denied.json").read_text(encoding="utf-8"))
Case = dict[str, Any]


def named(case: Case) -> str:
    """The vector's name, as the test's."""
    return str(case["name"])


def verified(case: Case) -> DenyList:
    """What the vector is read as."""
    trust = Trust(
        helpline=case["helpline"],
        roots=tuple(base64.b64decode(root) for root in case["roots"]),
        demo_allowed=case["demoAllowed"],
        now=case["now"],
        denied=frozenset(base64.b64decode(each) for each in case["denied"]),
    )
    return verify_denied(base64.b64decode(case["list"]), trust, newest=case["newest"])


@pytest.mark.parametrize("case", VECTORS["valid"], ids=named)
def test_what_must_be_taken_is_taken(case: Case) -> None:
    """A genuine list of now is read as what it says, and written again it is the same bytes."""
    found = verified(case)

    assert maker.believed(found) == case["expect"]
    assert found.encode() == base64.b64decode(case["list"])


@pytest.mark.parametrize("case", VECTORS["refused"], ids=named)
def test_what_must_be_refused_is_refused_by_its_layer(case: Case) -> None:
    """The first layer that a list does not pass is the one that answers."""
    with pytest.raises(DistrustError) as refused:
        verified(case)

    assert refused.value.why == case["expect"]
    assert case["expect"] in maker.LAYERS[case["layer"]]


def test_the_vectors_are_what_their_maker_writes() -> None:
    """Nobody has changed the file by hand, and the format has not changed unnoticed."""
    for file, content in maker.FILES.items():
        assert (FOLDER / file).read_text(encoding="utf-8") == written(content())


@pytest.fixture
def issuer() -> Issuer:
    """An issuing key, ten days old."""
    return make_issuer(ROOT, helpline=HELPLINE, demo=False, now=NOW - 10 * DAY_SECONDS)


def trust_at(now: int) -> Trust:
    """What a visitor has."""
    return Trust(helpline=HELPLINE, roots=(p256.point(ROOT),), demo_allowed=False, now=now)


def test_a_list_that_is_made_is_taken_for_fourteen_days(issuer: Issuer) -> None:
    """It begins an hour ago for slow clocks, is sorted, names each once, and ends after its days."""
    made = make_denied(issuer, (maker.OTHER, maker.ANNAS, maker.OTHER), after=7, now=NOW)
    end = NOW - BACKDATED_SECONDS + LIST_SECONDS

    assert verify_denied(made.encode(), trust_at(NOW)) == made
    assert made.denied == (maker.ANNAS, maker.OTHER)
    assert verify_denied(made.encode(), trust_at(end)).not_after == end
    assert made.helpline == helpline_digest(HELPLINE)


def test_a_list_never_outlives_its_issuer(issuer: Issuer) -> None:
    """Near the end of an issuing key its lists are shorter, and still taken."""
    late = issuer.certificate.not_after - DAY_SECONDS
    early = issuer.certificate.not_before + 60

    for now in (late, early):
        made = make_denied(issuer, (), after=0, now=now)
        assert verify_denied(made.encode(), trust_at(now)).number == now
    assert make_denied(issuer, (), after=0, now=late).not_after == issuer.certificate.not_after


def test_numbers_rise_with_and_without_the_list_before(issuer: Issuer) -> None:
    """By one at least; and with the clock, so that a lost file does not make the next list an old one."""
    assert make_denied(issuer, (), after=NOW + 5, now=NOW).number == NOW + 6
    assert make_denied(issuer, (), after=0, now=NOW).number == NOW


def test_a_file_that_is_missing_or_broken_says_what_to_do(tmp_path: Path, issuer: Issuer) -> None:
    """A list is brought back, never begun anew: who is on it would be believed again."""
    path = tmp_path / "denied.bin"
    with pytest.raises(DenyListError, match="backup"):
        DenyList.read(path)
    path.write_bytes(b"<!doctype html>")
    with pytest.raises(DenyListError, match="no deny-list"):
        DenyList.read(path)
    made = make_denied(issuer, (), after=0, now=NOW)
    path.write_bytes(made.encode())

    assert DenyList.read(path) == made
    assert replace(made, number=1) != made
