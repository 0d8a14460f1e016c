# SPDX-License-Identifier: EUPL-1.2
"""One example of every shape, for the reference; a test decodes each of them strictly."""

from collections.abc import Mapping
from typing import Any

import msgspec
from msgspec.inspect import Field, Type, type_info

from chatserver.wire.shapes import Body, Shape

_VALUES: Mapping[str, Any] = {
    "app": "AAEAAhjY...",
    "arrived": 2,
    "at": 1795500000000,
    "case": "Jd8fQ2mX9pL4nR8sT1vW5y",
    "conversation": "pX0mB1pG4m1nS9yH2q7rT5uW8vZ3xK6c",
    "counsellors": 2,
    "epoch": 1,
    "era": "7hQ2mX9pL4nR8sT1vW5yZw",
    "free_since": 1795500000000,
    "from": 3,
    "generation": 1,
    "key": "5u1ZkP0a7VY3wq8cXnT2mJr4sB9dLf6hGgEoKiUyQxA=",
    "key_package": "AAEABQAB...",
    "language": "sv",
    "last": 2,
    "latest_minutes": 25,
    "lease_seconds": 30,
    "longest_wait_seconds": 240,
    "member": 1,
    "n": 3,
    "offer": "Q4rS8tU2vW6xY0zA3bC7dE",
    "pause_until": 1795500120000,
    "place": 3,
    "position": 4,
    "seal": "mQ2Zb7xkT0cR5vY8nW1pL4sJ6hF3dG9aKuEoIiUyQxA",
    "seq": 5,
    "soonest_minutes": 10,
    "ticket": "admission.eyJjb252ZXJzYXRpb24i...",
    "urgent": 1,
    "v": 1,
    "waited_seconds": 95,
    "waiting": 4,
}
"""Values by field name; a field of another kind takes the first thing that fits."""

_FALSE = {"urgent"}

_OMITTED = {"candidate", "commit", "end", "ticket", "why", "free_since", "pause_until", "place", "unlikely"}
"""Optional fields that an ordinary event does not have."""


def example_of(shape: type[Shape]) -> dict[str, Any]:
    """An ordinary *shape*, as JSON-ready values.  Bytes are shortened with dots."""
    if shape is Body:
        return {"app": _VALUES["app"]}
    fields = type_info(shape).fields  # type: ignore[attr-defined]  # a StructType
    shown = [field for field in fields if field.required or field.encode_name not in _OMITTED]
    return {field.encode_name: _value(field) for field in shown}


def _value(field: Field) -> Any:
    match field.type:
        case msgspec.inspect.IntType() | msgspec.inspect.StrType() | msgspec.inspect.LiteralType():
            return _VALUES[field.encode_name]
        case msgspec.inspect.BoolType():
            return field.encode_name not in _FALSE
        case kind:
            return _composed(kind, field)


def _composed(kind: Type, field: Field) -> Any:
    match kind:
        case msgspec.inspect.StructType(cls=cls):
            return example_of(cls)  # type: ignore[arg-type]  # every struct on the wire is a Shape
        case msgspec.inspect.EnumType(cls=cls):
            return next(iter(cls)).value
        case msgspec.inspect.ListType(item_type=item):
            return [_composed(item, field)]
        case msgspec.inspect.UnionType(types=types):
            real = next(inner for inner in types if not isinstance(inner, msgspec.inspect.NoneType))
            return _value(msgspec.structs.replace(field, type=real))
        case _:
            return _VALUES[field.encode_name]
