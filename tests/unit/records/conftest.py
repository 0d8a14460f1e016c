# SPDX-License-Identifier: EUPL-1.2
"""What is here holds on both engines."""

import pytest


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest) -> str:
    """What the records of this test are in."""
    return str(request.param)
