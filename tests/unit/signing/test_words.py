# SPDX-License-Identifier: EUPL-1.2
"""The five words by which a person and a registrar know that they mean the same device."""

import base64
import json
from typing import Any

import pytest

from chatserver.domain.staff import Role
from chatserver.signing.words import device_words, same_words
from tests.vectors import make_certificates as maker

VECTORS = json.loads((maker.FOLDER / "words.json").read_text(encoding="utf-8"))
WORDS = ("babab", "dodod", "fifif", "gugug", "hahah")


@pytest.mark.parametrize("case", VECTORS, ids=lambda case: f"{case['name']}, {case['role']}")
def test_words_are_those_of_the_vectors(case: dict[str, Any]) -> None:
    """Helpline, role, name and key decide the words, in every language alike."""
    key = base64.b64decode(case["deviceKey"])
    said = device_words(key, helpline=case["helpline"], role=Role(case["role"]), name=case["name"])

    assert list(said) == case["words"]


def test_helpline_role_and_name_change_the_words() -> None:
    """Nobody can have another name or role certified with the words of their own."""
    assert len({tuple(case["words"]) for case in VECTORS}) == len(VECTORS)


@pytest.mark.parametrize("typed", ["babab dodod fifif gugug hahah", "  BABAB dodod\tfifif  gugug hahah "])
def test_case_and_spacing_do_not_matter(typed: str) -> None:
    """A registrar may type the words as they please."""
    assert same_words(typed, WORDS)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "babab",
        "babab dodod fifif gugug",
        "dodod babab fifif gugug hahah",
        "babab dodod fifif gugug hahaz",
        "å",
    ],
)
def test_other_words_are_other_words(typed: str) -> None:
    """All five words count, in their order, to the last letter."""
    assert not same_words(typed, WORDS)
