# SPDX-License-Identifier: EUPL-1.2
"""What the commands about keys and staff work with: the settings they read, and the records."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from chatserver.domain.errors import BusyError, CannotError
from chatserver.observe import logs
from chatserver.records.migrate import require
from chatserver.records.store import Records, records_url


class Settings(Protocol):
    """The settings that these commands read."""

    @property
    def data_folder(self) -> Path:
        """Where the records and the keys are."""

    @property
    def records_url(self) -> str | None:
        """Another place for the records."""

    @property
    def helpline(self) -> str:
        """The helpline's name."""

    @property
    def pages(self) -> str:
        """Where browsers reach the console."""


@asynccontextmanager
async def opened_records(settings: Settings) -> AsyncIterator[Records]:
    """
    The records that the server uses, which may run at the same time.

    Raises:
        CannotError: they have another schema, or do not answer.
    """
    logs.configure(json=False)  # to stderr: what these commands print is for whoever called them
    records = Records.open(records_url(settings.records_url, settings.data_folder))
    try:
        await require(records)
        yield records
    except BusyError:
        raise CannotError("The records do not answer: try again.") from None
    finally:
        await records.close()


def day(seconds: int) -> str:
    """The day, by UTC, on which *seconds* since 1970 have passed."""
    return datetime.fromtimestamp(seconds, UTC).date().isoformat()
