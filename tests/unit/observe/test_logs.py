# SPDX-License-Identifier: EUPL-1.2
"""What may be logged, and what may not."""

import io
import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from chatserver.observe import logs

CANARY = "kanariefågel-4711"


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    """The text of the log, reset afterwards."""
    out = io.StringIO()
    yield out
    structlog.reset_defaults()


def test_a_listed_field_is_written(stream: io.StringIO) -> None:
    """A field on the list, of its type, gets out."""
    logs.configure(json=True, stream=stream)

    structlog.get_logger().info("refused", code="gap")

    line = json.loads(stream.getvalue())
    assert line["event"] == "refused"
    assert line["code"] == "gap"


@pytest.mark.parametrize("field", ["text", "address", "conversation", "user_agent"])
def test_an_unlisted_field_is_left_out(stream: io.StringIO, field: str) -> None:
    """What is not on the list does not get out, in production."""
    logs.configure(json=True, stream=stream)

    structlog.get_logger().info("refused", **{field: CANARY})

    assert CANARY not in stream.getvalue()


def test_a_listed_field_of_another_type_is_left_out(stream: io.StringIO) -> None:
    """A count that is a text is not a count."""
    logs.configure(json=True, stream=stream)

    structlog.get_logger().info("refused", count=CANARY)

    assert CANARY not in stream.getvalue()


def test_an_unlisted_field_raises_in_tests(stream: io.StringIO) -> None:
    """In strict mode a field that is not listed is an error, so that no test run hides it (R30)."""
    logs.configure(json=True, strict=True, stream=stream)

    with pytest.raises(logs.UnlistedFieldError):
        structlog.get_logger().info("refused", text=CANARY)


def test_a_library_says_nothing_of_its_own(stream: io.StringIO) -> None:
    """A library's text quotes payloads, so only its name and level get out."""
    logs.configure(json=True, strict=True, stream=stream)

    logging.getLogger("engineio.server").warning("Invalid packet %s", CANARY)  # noqa: TID251  # as it would
    logging.getLogger("engineio.server").info("%s", CANARY)  # noqa: TID251  # as it would

    assert CANARY not in stream.getvalue()
    assert json.loads(stream.getvalue())["library"] == "engineio"


def test_an_exception_is_told_without_its_message(stream: io.StringIO) -> None:
    """An exception's message and locals may hold what somebody typed; its type and place may not."""
    logs.configure(json=True, strict=True, stream=stream)

    try:
        int(CANARY)
    except ValueError:
        structlog.get_logger().exception("broken")

    assert CANARY not in stream.getvalue()
    assert json.loads(stream.getvalue())["exception"].startswith("ValueError")
