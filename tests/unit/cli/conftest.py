# SPDX-License-Identifier: EUPL-1.2
"""Commands run inside the test's process, and set up its logging: what they hang there is taken down."""

import logging
from collections.abc import Iterator

import pytest
import structlog


@pytest.fixture(autouse=True)
def _logging_as_it_was() -> Iterator[None]:
    """A log that goes on to a stream of a test that is over would break whoever logs next."""
    yield
    structlog.reset_defaults()
    logging.getLogger().handlers.clear()  # noqa: TID251  # what configure hung there
