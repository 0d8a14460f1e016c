# SPDX-License-Identifier: EUPL-1.2
"""What a display name may look like."""

import pytest

from chatserver.domain.errors import MalformedError
from chatserver.domain.staff import display_name, is_display_name


@pytest.mark.parametrize(
    ("typed", "name"),
    [("Anna", "Anna"), ("  Anna ", "Anna"), ("A\u030asa", "Åsa"), ("ليلى", "ليلى"), ("a" * 64, "a" * 64)],
)
def test_a_name_is_normalised(typed: str, name: str) -> None:
    """What is typed becomes NFC without blanks around it, and may stand in a certificate."""
    assert display_name(typed) == name
    assert is_display_name(name)


@pytest.mark.parametrize(
    "typed", ["", "   ", "a" * 65, "é" * 33, "a\nb", "a\x00b", "a\u202eb", "a\u2028b", "a\u0085b", "\ud800"]
)
def test_what_could_pretend_is_refused(typed: str) -> None:
    """Nothing that is empty, too long, of several lines, or that turns the direction of reading is a name."""
    with pytest.raises(MalformedError):
        display_name(typed)
