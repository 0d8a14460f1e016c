# SPDX-License-Identifier: EUPL-1.2
"""Shapes refuse what is not theirs, and every example of the reference is a shape."""

import json
from typing import Any

import msgspec
import pytest

from chatserver.wire import counsellor as c
from chatserver.wire import shapes as s
from chatserver.wire import visitor as v
from chatserver.wire.events import NAMESPACES
from chatserver.wire.examples import example_of
from chatserver.wire.typescript import all_types, shapes_of

EVERY_SHAPE = [shape for namespace in NAMESPACES.values() for shape in shapes_of(namespace)]


def whole(value: Any) -> Any:
    """An example with its dots taken out, so that it is base64."""
    return json.loads(json.dumps(value).replace("...", "BBBB"))


@pytest.mark.parametrize("shape", EVERY_SHAPE)
def test_every_example_is_its_shape(shape: type[s.Shape]) -> None:
    """What the reference shows would be accepted."""
    assert isinstance(msgspec.convert(whole(example_of(shape)), shape), shape)


@pytest.mark.parametrize("shape", EVERY_SHAPE)
def test_no_shape_takes_an_unknown_field(shape: type[s.Shape]) -> None:
    """An unknown field is refused, not ignored (R6)."""
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({**whole(example_of(shape)), "surprise": 1}, shape)


@pytest.mark.parametrize(
    ("shape", "change"),
    [
        (s.Send, {"n": 0}),
        (s.Send, {"n": "1"}),
        (s.Send, {"n": True}),
        (s.Send, {"era": "short"}),
        (s.Send, {"era": "a" * 22 + "\n"}),
        (s.Got, {"seq": -1}),
        (s.Got, {"seq": 2**53}),
        (s.Got, {"seq": 1.5}),
        (s.Typing, {"on": 1}),
        (v.VisitorAuth, {"generation": 10**14}),
        (c.CounsellorAuth, {"generation": 10**14}),
        (c.DeskOpen, {"free_since": 10**14}),
    ],
)
def test_a_field_out_of_bounds_is_refused(shape: type[s.Shape], change: dict[str, Any]) -> None:
    """Types are strict, counters are bounded, names have no control characters."""
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({**whole(example_of(shape)), **change}, shape)


def test_every_type_of_the_wire_explains_itself() -> None:
    """Each named type has a docstring of its own, or says what its parent says."""
    unexplained = [
        name for name, named in all_types().items() if not any(c.__doc__ for c in named.__mro__[:2])
    ]

    assert unexplained == []
