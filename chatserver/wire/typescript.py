# SPDX-License-Identifier: EUPL-1.2
"""The client's types, written out from the shapes.

Knows nothing of files: it answers with a text.  ``lykta generate`` writes it, a test compares it.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from enum import EnumType
from typing import Any

import msgspec
from msgspec.inspect import Field, Type, type_info

from chatserver.wire import cases, limits
from chatserver.wire.capsules import CapsuleAsk, CapsuleTaken
from chatserver.wire.events import NAMESPACES, Namespace
from chatserver.wire.sealed import Report
from chatserver.wire.shapes import Shape
from chatserver.wire.visitor import Admission

HEADER = """\
// SPDX-License-Identifier: EUPL-1.2
// Generated from chatserver/wire by `lykta generate`; a test compares it. Do not edit.
"""

_SCALARS: Mapping[type[Type], str] = {
    msgspec.inspect.IntType: "number",
    msgspec.inspect.StrType: "string",
    msgspec.inspect.BoolType: "boolean",
    msgspec.inspect.BytesType: "string",  # base64
    msgspec.inspect.DictType: "object",
}

OVER_HTTP = (
    Admission,
    CapsuleAsk,
    CapsuleTaken,
    cases.CaseRoute,
    cases.CaseRouted,
    cases.CaseSubmit,
    cases.Case,
    cases.CaseNamed,
    Report,
    cases.CaseAcknowledge,
    cases.CaseDo,
    cases.CaseCall,
    cases.CaseWraps,
    cases.CaseReroute,
    cases.AgencyOnly,
    cases.NoteWrite,
    cases.CaseOnly,
    cases.Notes,
)
"""Shapes that clients need and no namespace has."""


def shapes_of(namespace: Namespace) -> list[type[Shape]]:
    """Every shape on *namespace*'s table, in the table's order."""
    asked = [shape for event in namespace.asks.values() for shape in (event.takes, event.answers)]
    return [namespace.auth, *asked, *namespace.tells.values()]


def all_types() -> dict[str, Any]:
    """Every named type that the wire uses, by name, the used ones before their users."""
    on_tables = [shape for namespace in NAMESPACES.values() for shape in shapes_of(namespace)]
    return types_in([*on_tables, *OVER_HTTP])


def types_in(shapes: Iterable[Any]) -> dict[str, Any]:
    """Every named type in *shapes*, each a shape or a list of one; by name, the used ones before their users."""
    found: dict[str, Any] = {}
    for shape in shapes:
        for named in _named(type_info(shape)):
            _collect(named, found)
    return found


def _collect(named: Any, found: dict[str, Any]) -> None:
    if named.__name__ in found:
        return
    if issubclass(named, msgspec.Struct):
        for field in msgspec.inspect.type_info(named).fields:  # type: ignore[attr-defined]  # a StructType
            for inner in _named(field.type):
                _collect(inner, found)
    found[named.__name__] = named


def _named(kind: Type) -> Iterator[Any]:
    match kind:
        case msgspec.inspect.StructType(cls=cls) | msgspec.inspect.EnumType(cls=cls):
            yield cls
        case msgspec.inspect.UnionType(types=types):
            for inner in types:
                yield from _named(inner)
        case msgspec.inspect.ListType(item_type=item) | msgspec.inspect.VarTupleType(item_type=item):
            yield from _named(item)
        case _:
            return


def written(kind: Type) -> str:
    """*kind* as TypeScript writes it."""
    match kind:
        case msgspec.inspect.StructType(cls=cls) | msgspec.inspect.EnumType(cls=cls):
            return str(cls.__name__)
        case msgspec.inspect.ListType(item_type=item) | msgspec.inspect.VarTupleType(item_type=item):
            return f"readonly {written(item)}[]"
        case msgspec.inspect.UnionType(types=types):
            # An absent field is left out, never null, in what the relay says and what it wants to hear.
            said = [inner for inner in types if not isinstance(inner, msgspec.inspect.NoneType)]
            return " | ".join(map(written, said))
        case msgspec.inspect.LiteralType(values=values):
            return " | ".join(map(json.dumps, values))
        case _:
            return _SCALARS[type(kind)]


def _line(field: Field) -> str:
    mark = "" if field.required else "?"
    return f"  readonly {field.encode_name}{mark}: {written(field.type)}\n"


def _summary(named: Any) -> str:
    first = (named.__doc__ or "").strip().split("\n\n")[0]
    return " ".join(first.split())


def _declaration(named: Any) -> str:
    if isinstance(named, EnumType):
        values = " | ".join(f'"{member.value}"' for member in named)  # type: ignore[var-annotated]
        return f"/** {_summary(named)} */\nexport type {named.__name__} = {values}\n"
    fields = "".join(map(_line, type_info(named).fields))  # type: ignore[attr-defined]  # a StructType
    comment = f"/** {_summary(named)} */\n" if named.__doc__ else ""
    if not fields:
        return f"{comment}export type {named.__name__} = Record<string, never>\n"
    return f"{comment}export interface {named.__name__} {{\n{fields}}}\n"


def _table(namespace: Namespace) -> str:
    role = namespace.name.removeprefix("/").capitalize()
    asks = "".join(
        f'  "{name}": {{ takes: {event.takes.__name__}; answers: {event.answers.__name__} }}\n'
        for name, event in namespace.asks.items()
    )
    tells = "".join(f'  "{name}": {shape.__name__}\n' for name, shape in namespace.tells.items())
    if not asks:
        asked = f"/** {_one(role).capitalize()} asks nothing. */\nexport type {role}Asks = Record<string, never>\n\n"
    else:
        asked = f"/** What {_one(role)} asks of the relay, with the answers. */\n"
        asked += f"export interface {role}Asks {{\n{asks}}}\n\n"
    return asked + (
        f"/** What the relay tells {_one(role)}. */\nexport interface {role}Tells {{\n{tells}}}\n"
    )


def _one(role: str) -> str:
    return f"{'an' if role[0] in 'AEIOU' else 'a'} {role.lower()}"


def _limits() -> str:
    figures = {name: value for name, value in vars(limits).items() if name.isupper()}
    lines = "".join(
        f"  {name}: {list(value) if isinstance(value, tuple) else value},\n"
        for name, value in figures.items()
    )
    return (
        f"/** Bounds of everything that crosses the wire. */\nexport const limits = {{\n{lines}}} as const\n"
    )


def render(codes: Mapping[str, str]) -> str:
    """The whole file; *codes* are the refusal codes with their meanings."""
    named = "\n".join(f'  | "{code}"' for code in codes)
    refusal = (
        f"/** Why the relay refused. */\nexport type Code =\n{named}\n\n"
        "export interface Refusal {\n  readonly ok: false\n  readonly code: Code\n  readonly retry: boolean\n}\n"
    )
    parts = [_limits(), refusal, *map(_declaration, all_types().values()), *map(_table, NAMESPACES.values())]
    return HEADER + "\n" + "\n".join(parts)
