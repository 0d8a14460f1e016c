# SPDX-License-Identifier: EUPL-1.2
"""What the engines that can keep records have in common; each has a module of its own beside this one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy.ext.asyncio import AsyncEngine

from chatserver.domain.errors import CannotError

BUSY_SECONDS: Final = 2
"""How long anybody waits for a connection, for another writer, or for one statement."""
CONNECTIONS: Final = 4
WRITES: Final = "lykta_writes"
UNHURRIED: Final = "lykta_unhurried"


class RecordsError(CannotError):
    """A records URL, or a file behind it, that cannot be used."""


@dataclass(frozen=True, slots=True)
class Opened:
    """An engine, and the execution options of a transaction that only reads and of one that may write."""

    engine: AsyncEngine
    reading: Mapping[str, Any]
    writing: Mapping[str, Any]
