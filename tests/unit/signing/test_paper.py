# SPDX-License-Identifier: EUPL-1.2
"""A root on paper: written, read, misread."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from chatserver.signing import p256
from chatserver.signing.paper import LINES, PaperError, key_of_parts, read_line, write_paper
from tests.vectors.make_certificates import ROOT


def test_a_key_comes_back_from_its_paper() -> None:
    """Four lines of four groups; case, spaces and dashes do not matter, and look-alikes are read as meant."""
    lines = write_paper(ROOT)
    sloppy = [line.upper().replace("-", " ").replace("0", "O").replace("1", "l") for line in lines]
    for typed in (lines, sloppy):
        key = key_of_parts([read_line(number, line) for number, line in enumerate(typed, 1)])
        assert p256.point(key) == p256.point(ROOT)

    assert [[len(group) for group in line.split("-")] for line in lines] == [[4] * 4] * LINES


def test_the_form_is_the_one_that_lies_in_the_safes() -> None:
    """A paper of today is read in twenty years: the form never changes."""
    assert write_paper(ROOT) == FORM


@given(
    line=some.integers(0, LINES - 1), at=some.integers(0, 15), other=some.sampled_from("0123456789abcdefgh")
)
def test_a_misread_letter_is_found_in_its_line(line: int, at: int, other: str) -> None:
    """Any one letter read as another makes its own line wrong (but for one chance in 65,536 per letter)."""
    written = write_paper(ROOT)[line].replace("-", "")
    misread = written[:at] + other + written[at + 1 :]
    if misread == written:
        return
    with pytest.raises(PaperError, match=f"Line {line + 1}"):
        read_line(line + 1, misread)


def test_lines_that_change_places_are_found() -> None:
    """A line knows its number."""
    with pytest.raises(PaperError, match="Line 2 does not add up"):
        read_line(2, write_paper(ROOT)[0])


@pytest.mark.parametrize(
    "typed", ["", "0", "0000-0000-0000-000", "0000-0000-0000-0000-0", "u000-0000-0000-0000"]
)
def test_what_is_no_line_is_told(typed: str) -> None:
    """Too short, too long, or a letter that is not in the alphabet."""
    with pytest.raises(PaperError, match="16 letters"):
        read_line(1, typed)


@pytest.mark.parametrize("parts", [[bytes(8)] * 4, [b"\xff" * 8] * 4, [b"a" * 8] * 3])
def test_lines_that_are_no_key_are_told(parts: list[bytes]) -> None:
    """Zero, a number that is too great, a line that is missing."""
    with pytest.raises(PaperError, match="no key"):
        key_of_parts(parts)


FORM = ["5gd2-gfqq-6amy-a13e", "p9fr-r0qx-kwxs-v1he", "w3aw-hce5-v27p-q9vx", "a5sz-py6k-a3d4-3kmg"]
