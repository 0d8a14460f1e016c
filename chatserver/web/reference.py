# SPDX-License-Identifier: EUPL-1.2
"""The HTTP API's reference page, written out from the table of routes."""

from typing import Any

from msgspec.inspect import type_info

from chatserver.web.endpoint import Route
from chatserver.web.guards import Guard
from chatserver.web.middleware import STATUS
from chatserver.web.routes import ROUTES
from chatserver.wire.http import Refused
from chatserver.wire.reference import shape_section, summary
from chatserver.wire.shapes import Nothing
from chatserver.wire.typescript import types_in, written

_HEAD = """\
# The HTTP API

Generated from `chatserver/web/routes.py` by `lykta generate`; a test compares it.

A body is JSON (`application/json`), not packed, of at most 64 kB (144 kB where it carries what a browser has
sealed), and nothing but its shape; an unknown field is refused, but for what a browser's WebAuthn adds.
Whatever is not done is answered with `Refused` and a status; the codes' meanings stand in
[the protocol](protocol.md). No answer may be kept (`Cache-Control: no-store`). A field with `?` may be
absent.
"""


def render() -> str:
    """The page."""
    parts = (_HEAD, _routes(), _guards(), _statuses(), _shapes())
    return "\n".join(parts)


def _routes() -> str:
    rows = [
        f"| `{row.method} {row.path}` | {summary(row.act)} | {', '.join(map(_named, row.guards))} "
        f"| {_shown(row.takes)} | {_shown(row.answers)} |"
        for row in ROUTES
    ]
    head = "| ask | what for | who may | body | answer |\n|---|---|---|---|---|"
    return "\n".join(["## Paths\n", head, *rows, ""])


def _named(guard: Guard) -> str:
    return guard.__name__.replace("_", " ")


def _shown(shape: Any) -> str:
    if shape is None:
        return ""
    return "`{}`" if shape is Nothing else written(type_info(shape))


def _guards() -> str:
    guards = dict.fromkeys(guard for row in ROUTES for guard in row.guards)
    return "\n".join(["## Who may\n", *(f"- *{_named(guard)}*: {summary(guard)}" for guard in guards), ""])


def _statuses() -> str:
    rows = [f"| `{code}` | {status.value} |" for code, status in STATUS.items()]
    return "\n".join(["## Statuses\n", "| code | status |\n|---|---|", *rows, "| any other | 409 |", ""])


def _shapes() -> str:
    used = [shape for row in ROUTES for shape in _both(row)]
    return "## Shapes\n\n" + "\n".join(map(shape_section, types_in([*used, Refused]).values()))


def _both(row: Route) -> list[Any]:
    return [shape for shape in (row.takes, row.answers) if shape not in {None, Nothing}]
