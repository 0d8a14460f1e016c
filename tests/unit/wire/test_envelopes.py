# SPDX-License-Identifier: EUPL-1.2
"""The clear outside of sealed messages: the vectors that the client reads too."""

import base64
import json
from typing import Any

import pytest

from chatserver.domain.errors import MlsRefusedError
from chatserver.domain.ids import ConversationId
from chatserver.wire import mls
from chatserver.wire.shapes import Body
from tests.drivers import sealed
from tests.vectors import make_envelopes as maker

VECTORS = json.loads(maker.FILE.read_text(encoding="utf-8"))
Case = dict[str, Any]
LAYERS = {
    "layout": ("ends too early", "no such form", "not minimal", "something follows"),
    "form": ("another version, wire format, content type or suite",),
    "group": ("another group",),
    "stamp": ("not the stamp",),
}
"""What each layer says, inside the house."""


def named(case: Case) -> str:
    """The vector's name, as the test's."""
    return str(case["name"])


def read(case: Case) -> mls.Header:
    """What the relay makes of the vector."""
    conversation = ConversationId.of(base64.b64decode(case["conversation"]))
    commit = case["content"] == "commit"
    parts: dict[str, Any] = {case["content"] if commit else "app": case["message"]}
    if case["moved"] is not None:
        # The visitor's parts around it are in order, so that what is refused is the message.
        parts |= {"welcome": sealed.text(sealed.welcome()), "adds": case["moved"]}
    return mls.check_body(Body(**parts), conversation, member=case["member"], n=case["n"])


@pytest.mark.parametrize("case", VECTORS["valid"], ids=named)
def test_what_is_in_order_is_read(case: Case) -> None:
    """A sealed message says of which epoch it is, and no more."""
    assert read(case).epoch == case["epoch"]


@pytest.mark.parametrize("case", VECTORS["refused"], ids=named)
def test_what_is_wrong_is_refused_by_its_own_layer(case: Case) -> None:
    """Each defect is refused by the layer that it belongs to: no other one hides it."""
    with pytest.raises(MlsRefusedError) as refused:
        read(case)

    assert any(said in str(refused.value) for said in LAYERS[case["layer"]])
