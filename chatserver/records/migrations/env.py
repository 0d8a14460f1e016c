# SPDX-License-Identifier: EUPL-1.2
"""What Alembic runs around the steps.  The connection, and its transaction, are the caller's."""

from alembic import context

from chatserver.records.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite can change a column only by making its table anew
)
context.run_migrations()
