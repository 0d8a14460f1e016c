# SPDX-License-Identifier: EUPL-1.2
"""The protocol's reference page, written out from the tables and shapes."""

import json
from collections.abc import Mapping
from typing import Any

from msgspec import Struct
from msgspec.inspect import type_info

from chatserver.wire import limits
from chatserver.wire.events import NAMESPACES, Namespace
from chatserver.wire.examples import example_of
from chatserver.wire.shapes import Nothing, Shape
from chatserver.wire.typescript import all_types, written

_HEAD = """\
# The protocol

Generated from `chatserver/wire` by `lykta generate`; a test compares it. Any Socket.IO v4 client can speak it.

Every event of a client is answered `{"ok": true, ...}` or `{"ok": false, "code": ..., "retry": ...}`. What the
relay tells by itself is a hint and never answered; the mailbox is the truth. Times are milliseconds since 1970,
bytes are base64. A field with `?` may be absent; an unknown one is refused.
"""


def render(codes: Mapping[str, str], retried: frozenset[str]) -> str:
    """The page; *codes* with their meanings, *retried* those of which asking again may help."""
    parts = [_HEAD, *map(_namespace, NAMESPACES.values()), _shapes(), _codes(codes, retried), _limits()]
    return "\n".join(parts)


def summary(named: Any) -> str:
    """What *named* says about itself, in one line."""
    return " ".join((named.__doc__ or "").strip().split())


def _example(shape: type[Shape]) -> str:
    return "`" + json.dumps(example_of(shape)) + "`"


def _answer(shape: type[Shape]) -> str:
    return "ok" if shape is Nothing else shape.__name__


def _namespace(namespace: Namespace) -> str:
    asks = [
        f"| `{name}` | {event.takes.__name__} | {_answer(event.answers)} | {_example(event.takes)} |"
        for name, event in namespace.asks.items()
    ]
    tells = [
        f"| `{name}` | {shape.__name__} | {_example(shape)} |" for name, shape in namespace.tells.items()
    ]
    return "\n".join(
        [
            f"## Namespace `{namespace.name}`\n",
            f"CONNECT carries {namespace.auth.__name__}: {_example(namespace.auth)}\n",
            "| a client asks | shape | answer | example |\n|---|---|---|---|",
            *asks,
            "\n| the relay tells | shape | example |\n|---|---|---|",
            *tells,
            "",
        ]
    )


def _shapes() -> str:
    return "## Shapes\n\n" + "\n".join(shape_section(named) for named in all_types().values())


def shape_section(named: Any) -> str:
    """A section about one shape or one set of words."""
    title = f"### {named.__name__}\n\n{summary(named)}\n"
    if not issubclass(named, Struct):
        return title + "\nOne of " + ", ".join(f"`{member.value}`" for member in named) + ".\n"
    fields = type_info(named).fields  # type: ignore[attr-defined]  # a StructType
    rows = [f"- `{f.encode_name}{'' if f.required else '?'}`: {written(f.type)}" for f in fields]
    return title + "\n" + "\n".join(rows) + "\n"


def _codes(codes: Mapping[str, str], retried: frozenset[str]) -> str:
    rows = [
        f"| `{code}` | {meaning} | {'yes' if code in retried else 'no'} |" for code, meaning in codes.items()
    ]
    return "## Codes\n\n| code | means | asking again may help |\n|---|---|---|\n" + "\n".join(rows) + "\n"


def _limits() -> str:
    figures = {name: value for name, value in vars(limits).items() if name.isupper()}
    rows = [f"| `{name}` | {value} |" for name, value in figures.items()]
    return "## Bounds\n\n| name | value |\n|---|---|\n" + "\n".join(rows) + "\n"
