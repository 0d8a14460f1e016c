# SPDX-License-Identifier: EUPL-1.2
"""When to say that something ends."""

import pytest

from chatserver.domain.alarms import DAY_SECONDS, alarm


@pytest.mark.parametrize(
    ("left", "step"), [(14.01, None), (14, 14), (7.5, 14), (7, 7), (3.1, 7), (3, 3), (0, 3), (-5, 3)]
)
def test_it_is_said_fourteen_seven_and_three_days_before(left: float, step: int | None) -> None:
    """Each step begins on its day and lasts until the next; after the end the last one stays."""
    assert alarm(int(left * DAY_SECONDS), 0) == step
