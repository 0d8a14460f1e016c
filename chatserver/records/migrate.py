# SPDX-License-Identifier: EUPL-1.2
"""Whether the tables are those that this program knows, and how to bring older ones up to date.

A schema that is newer, or not ours, is never touched: writing to it could destroy what a later version
has put there.
"""

import enum
from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect

from chatserver.domain.errors import CannotError
from chatserver.records.store import Records, Transaction

_FOLDER: Final = Path(__file__).parent / "migrations"


class SchemaError(CannotError):
    """The records have a schema that this program may not use."""


class State(enum.StrEnum):
    """What the tables are, seen from this program."""

    EMPTY = "empty"  # there are none
    CURRENT = "current"
    OLDER = "older"  # `lykta migrate` brings them up to date
    UNKNOWN = "unknown"  # newer than this program, or somebody else's


_REFUSALS: Final = {
    State.OLDER: "The records have an older schema: make a backup, then run `lykta migrate`.",
    State.UNKNOWN: "The records have a schema that this version does not know: "
    "install the version that made it, or point LYKTA_RECORDS_URL at another database.",
}


async def state_of(records: Records) -> State:
    """What the tables are now."""
    async with records.read() as transaction:
        return await transaction.run_sync(_state)


async def require(records: Records) -> None:
    """
    Nothing, if the tables are those of this program; empty records get them first.

    Raises:
        SchemaError: they are older, newer or not ours.  Nothing has changed.
    """
    await _prepare(records, allowed={State.EMPTY})


async def migrate(records: Records) -> None:
    """
    Bring empty or older tables up to date, in one transaction.

    Raises:
        SchemaError: they are newer or not ours.  Nothing has changed.
    """
    await _prepare(records, allowed={State.EMPTY, State.OLDER})


async def _prepare(records: Records, *, allowed: set[State]) -> None:
    async with records.write(unhurried=True) as transaction:
        # Looked at inside the transaction that changes it, on its turn: two that start at once do it once.
        state = await transaction.run_sync(_state)
        if state in allowed:
            await _upgrade(transaction)
        elif state is not State.CURRENT:
            raise SchemaError(_REFUSALS[state])


async def _upgrade(transaction: Transaction) -> None:
    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")

    def run(connection: Connection) -> None:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")

    await transaction.run_sync(run)


def _state(connection: Connection) -> State:
    heads = MigrationContext.configure(connection).get_current_heads()
    if not heads:
        return State.UNKNOWN if inspect(connection).get_table_names() else State.EMPTY
    steps = ScriptDirectory(_FOLDER)
    if heads == (steps.get_current_head(),):
        return State.CURRENT
    known = {step.revision for step in steps.walk_revisions()}
    return State.OLDER if set(heads) <= known else State.UNKNOWN
