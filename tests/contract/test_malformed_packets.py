# SPDX-License-Identifier: EUPL-1.2
"""Bad input (R1, R6): each kind has its code, runs and breaks nothing, and five end the connection."""

import asyncio
import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from hypothesis import given, settings
from hypothesis import strategies as st

from chatserver.domain.errors import MlsRefusedError, NotYoursError
from chatserver.observe import metrics
from chatserver.sockets import packets
from chatserver.sockets.packets import BadPacketError
from chatserver.wire.events import NAMESPACES
from chatserver.wire.limits import MAX_BAD_PACKETS
from chatserver.wire.shapes import Shape
from tests.drivers.lines import Caller, PollingLine, WebSocketLine, polling, websocket
from tests.drivers.probe import AUTH, BODIES, Edge, edge

SEND = BODIES["message:send"]


def event(name: str, *bodies: Any, number: str = "1") -> str:
    """The packet of an event."""
    return f"42/visitor,{number}{json.dumps([name, *bodies])}"


def nested(depth: int) -> str:
    """JSON of *depth* arrays, in place of a body."""
    return f'42/visitor,1["message:send",{"[" * depth}{"]" * depth}]'


CODED: dict[str, tuple[str, str]] = {
    "a misspelt event": (event("queue:jion", {}), "unknown_event"),
    "an event of another role": (event("desk:open", {}), "unknown_event"),
    "a field nobody knows": (event("message:send", {**SEND, "admin": True}), "malformed"),
    "a field nobody knows, further in": (
        event("message:send", {**SEND, "body": {**SEND["body"], "x": 1}}),
        "malformed",
    ),
    "a field missing": (event("message:send", {"era": SEND["era"], "n": 1}), "malformed"),
    "a number as a string": (event("message:send", {**SEND, "n": "3"}), "malformed"),
    "a fraction": (event("message:send", {**SEND, "n": 1.5}), "malformed"),
    "a number below its bound": (event("message:send", {**SEND, "n": 0}), "malformed"),
    "a number beyond JavaScript's": (event("message:send", {**SEND, "n": 2**53}), "malformed"),
    "not a number": ('42/visitor,1["message:got",{"era":"AAAAAAAAAAAAAAAAAAAAAA","seq":NaN}]', "malformed"),
    "null": (event("message:send", None), "malformed"),
    "a list for a body": (event("message:send", [SEND]), "malformed"),
    "a string for a body": (event("message:send", json.dumps(SEND)), "malformed"),
    "two bodies": (event("message:send", SEND, SEND), "malformed"),
    "no body": (event("message:send"), "malformed"),
    "a body where none belongs": (event("queue:leave", {"now": True}), "malformed"),
    "a control character in a name": (event("message:send", {**SEND, "era": "A" * 20 + "\x07"}), "malformed"),
    "a newline after a name": (event("message:send", {**SEND, "era": "A" * 20 + "\n"}), "malformed"),
    "a control character in a lane": (
        event("queue:join", {"audience": "young", "language": "sv\x00", "urgent": False}),
        "malformed",
    ),
    "bytes that are not base64": (event("message:send", {**SEND, "body": {"app": "????"}}), "malformed"),
    "a field over its bound": (event("message:send", {**SEND, "body": {"app": "A" * 54_004}}), "too_large"),
    "an attachment's placeholder": (
        event("message:send", {**SEND, "body": {"app": {"_placeholder": True, "num": 0}}}),
        "malformed",
    ),
    "JSON deeper than eight": (nested(9), "malformed"),
    "JSON deeper than Python": (nested(30_000), "malformed"),
    "depth hidden after strings": (event("message:send", {"a": "]" * 9, "b": [[[[[[[[]]]]]]]]}), "malformed"),
    "an event whose name is no string": ("42/visitor,1[1,{}]", "malformed"),
    "an event without a name": ("42/visitor,1[]", "malformed"),
    "an object for an event": ('42/visitor,1{"0":"message:send"}', "malformed"),
    "JSON that does not end": ('42/visitor,1["message:send",', "malformed"),
    "more after the JSON": ('42/visitor,1["queue:leave"]]', "malformed"),
}
"""By name: a packet that waits for an answer, and the code it gets."""

SILENT: dict[str, str] = {
    "nothing at all": "",
    "a packet without content": "4",
    "a kind there is not": "48/visitor,",
    "a kind of two digits": "422/visitor,1[]",
    "an upgrade": "5",
    "a probe": "2probe",
    "a noop": "6",
    "an open": '0{"sid":"forged"}',
    "a pong with a payload": "3probe",
    "a binary packet in base64": "bAAAA",
    "an attachment to come": '451-/visitor,1["message:send",{"_placeholder":true,"num":0}]',
    "attachments for ever": '45999999999-/visitor,["message:send"]',
    "a binary ack": "461-/visitor,1[]",
    "an ack nobody waits for": "43/visitor,1[]",
    "an error of the server's": '44/visitor,{"message":"x"}',
    "the root namespace": '42["connect"]',
    "the root namespace, connecting": "40",
    "another namespace": '42/admin,1["queue:leave"]',
    "a catch-all namespace": '42*,1["queue:leave"]',
    "a query in the namespace": '42/visitor?x=1,1["queue:leave"]',
    "the other role's namespace": '42/counsellor,["desk:open",{}]',
    "a second CONNECT": f"40/visitor,{json.dumps(AUTH)}",
    "a CONNECT to the other role": '40/counsellor,{"v":1,"generation":1}',
    "a CONNECT without auth": "40/visitor,",
    "a CONNECT with more": f"40/visitor,{json.dumps({**AUTH, 'admin': True})}",
    "an answer's number too long": event("queue:leave", number="1" * 10),
    "an answer's number below zero": event("queue:leave", number="-1"),
    "an answer's number of another script": event("queue:leave", number="\u0661"),
    "a DISCONNECT with content": "41/visitor,[]",
}
"""By name: a packet that is worth no answer."""

SILENT_ANSWERS: dict[str, str] = {
    "a CONNECT without auth": '4/visitor,{"message":"malformed","data":{"code":"malformed","retry":false}}',
    "a CONNECT with more": '4/visitor,{"message":"malformed","data":{"code":"malformed","retry":false}}',
}
"""But for these, which wait to be let in."""


async def settle(caller: Caller) -> None:
    """Let the caller be in."""
    await caller.greeted()
    await caller.connects(AUTH)


def unharmed(served: Edge, logs: list[Any]) -> None:
    """Nothing ran but the connect, nothing broke, the session is gone."""
    assert set(served.probe.calls) <= {"connect", "disconnect", "gone"}
    assert served.probe.calls["connect"] <= 1
    assert [line for line in logs if line["log_level"] == "error"] == []


@pytest.fixture
def logs() -> Iterator[list[Any]]:
    """What is logged."""
    with structlog.testing.capture_logs() as lines:
        yield lines


@pytest.mark.parametrize("dial", [websocket, polling])
@pytest.mark.parametrize("name", CODED)
async def test_what_waits_for_an_answer_gets_its_code(dial: Any, name: str, logs: list[Any]) -> None:
    """A malformed event is answered with its code, and reaches nobody."""
    packet, code = CODED[name]
    async with edge() as served, dial(served.url, "/visitor") as caller:
        await settle(caller)
        await caller.line.send(packet)

        assert {"ok": False, "code": code, "retry": False} == await caller.answered(1)
        assert (await caller.asks("queue:leave"))["ok"]
        served.probe.calls.pop("queue:leave")
        unharmed(served, logs)


@pytest.mark.parametrize("dial", [websocket, polling])
@pytest.mark.parametrize("name", [*CODED, *SILENT])
async def test_five_of_any_kind_end_the_connection(dial: Any, name: str, logs: list[Any]) -> None:
    """Five bad packets end it, whatever they are, over either transport; nothing ran, nothing broke."""
    packet = CODED[name][0] if name in CODED else SILENT[name]
    async with edge() as served, dial(served.url, "/visitor") as caller:
        await settle(caller)
        for _ in range(MAX_BAD_PACKETS):
            await caller.line.send(packet)
        await caller.ended()
        await served.emptied()

        unharmed(served, logs)


@pytest.mark.parametrize("name", SILENT)
async def test_one_of_them_is_answered_with_nothing_and_survived(name: str) -> None:
    """What is worth no answer gets none, and the connection goes on."""
    async with edge() as served, websocket(served.url, "/visitor") as caller:
        await settle(caller)
        await caller.line.send(SILENT[name])
        await caller.says("queue:leave", answer=2)

        assert await caller.line.packet() == ("4" + SILENT_ANSWERS.get(name, '3/visitor,2[{"ok":true}]'))


async def test_what_a_service_finds_malformed_counts_too() -> None:
    """A sealed body that breaks the relay's rules is a bad packet like any other."""

    async def refuse(_body: Shape) -> Shape:
        raise MlsRefusedError

    async with edge() as served, websocket(served.url, "/visitor") as caller:
        served.probe.answers["message:send"] = refuse
        await settle(caller)
        for n in range(1, MAX_BAD_PACKETS + 1):
            await caller.line.send(event("message:send", SEND, number=str(n)))
        await caller.ended()

        assert served.probe.calls["message:send"] == MAX_BAD_PACKETS


async def test_what_a_service_refuses_otherwise_does_not() -> None:
    """Bad luck is not bad input: refusals of timing and of rights end nothing."""

    async def refuse(_body: Shape) -> Shape:
        raise NotYoursError

    async with edge() as served, websocket(served.url, "/visitor") as caller:
        served.probe.answers["message:send"] = refuse
        await settle(caller)
        for _ in range(2 * MAX_BAD_PACKETS):
            assert (await caller.asks("message:send", SEND))["code"] == "not_yours"


async def test_nothing_is_heard_after_the_end() -> None:
    """What comes in the same breath as the fifth bad packet is not looked at."""
    async with edge() as served, polling(served.url, "/visitor") as caller:
        await settle(caller)
        await caller.line.send(*[SILENT["a noop"]] * MAX_BAD_PACKETS, event("queue:leave"))
        await caller.ended()
        await served.emptied()

        assert served.probe.calls["queue:leave"] == 0


@pytest.mark.parametrize(
    "packet", [f"40/visitor,1{json.dumps(AUTH)}", "40/visitor,[]", f"40/visitor,{json.dumps(AUTH)}]"]
)
async def test_a_malformed_connect_lets_nobody_in(packet: str) -> None:
    """A CONNECT with an answer's number, or with anything but an auth, is a bad packet."""
    async with edge() as served, websocket(served.url, "/visitor") as caller:
        await caller.greeted()
        await caller.line.send(packet)
        answer = await caller.line.packet()

        assert answer is not None
        assert answer.startswith("44/visitor,")
        assert served.probe.calls == Counter()


async def test_four_do_not() -> None:
    """Four bad packets are forgiven: a client may have a bug."""
    async with edge() as served, websocket(served.url, "/visitor") as caller:
        await settle(caller)
        for _ in range(MAX_BAD_PACKETS - 1):
            await caller.line.send(SILENT["a noop"])

        assert (await caller.asks("queue:leave"))["ok"]


async def test_binary_frames_count_too() -> None:
    """Text frames only: five binary ones end the connection."""
    async with edge() as served, websocket(served.url, "/visitor") as caller:
        await settle(caller)
        assert isinstance(caller.line, WebSocketLine)
        for _ in range(MAX_BAD_PACKETS):
            await caller.line.websocket.send_bytes(b"\x04queue:leave")
        await caller.ended()
        await served.emptied()

        assert served.probe.calls["queue:leave"] == 0


async def test_a_frame_over_its_bound_ends_the_connection() -> None:
    """A WebSocket message over 64 kB is refused while it arrives: close code 1009, no handler."""
    async with edge() as served, websocket(served.url, "/visitor") as caller:
        await settle(caller)
        assert isinstance(caller.line, WebSocketLine)
        await caller.line.send(event("message:send", "A" * 65_536))
        await caller.ended()
        await served.emptied()

        assert caller.line.websocket.close_code == 1009
        assert served.probe.calls["message:send"] == 0


@pytest.mark.parametrize("body", ["x" * 65_537, "\x1e".join(["3"] * 65)], ids=["bytes", "packets"])
async def test_a_post_over_its_bounds_is_refused_and_ends_the_connection(body: str) -> None:
    """Too many bytes or packets in a POST are answered as refused, never as done."""
    async with edge() as served, polling(served.url, "/visitor") as caller:
        await settle(caller)
        assert isinstance(caller.line, PollingLine)
        await caller.line.send(body)

        assert caller.line.statuses[-1] in {400, 413}
        await caller.ended()
        await served.emptied()


async def test_bytes_that_are_not_text_end_the_connection() -> None:
    """A POST that is not UTF-8 is refused."""
    async with edge() as served, polling(served.url, "/visitor") as caller:
        await settle(caller)
        assert isinstance(caller.line, PollingLine)
        async with caller.line._http.post(caller.line.url, data=b"4\xff\xfe") as answer:
            assert (answer.status, await answer.json()) == (400, {"code": "malformed", "retry": False})
        await caller.ended()
        await served.emptied()


async def test_a_packed_body_that_does_not_unpack_is_refused() -> None:
    """A POST whose content is not what its header says is a bad one, and no error of ours."""
    async with edge() as served, polling(served.url, "/visitor") as caller:
        await settle(caller)
        assert isinstance(caller.line, PollingLine)
        headers = {"Content-Encoding": "gzip"}
        async with caller.line._http.post(caller.line.url, data=b"not packed", headers=headers) as answer:
            assert answer.status == 400
        await caller.ended()


async def test_a_bad_connect_is_turned_away_with_its_code() -> None:
    """Who asks to be let in with an auth of the wrong shape is told so."""
    async with edge() as served, websocket(served.url, "/visitor") as caller:
        await caller.greeted()
        answer = await caller.connects({**AUTH, "generation": 0})

        assert answer == {"message": "malformed", "data": {"code": "malformed", "retry": False}}
        assert served.probe.calls == Counter()


async def test_the_answer_never_echoes_what_was_sent() -> None:
    """A refusal holds a code, and not one byte of the packet."""
    async with edge() as served, websocket(served.url, "/visitor") as caller:
        await settle(caller)
        await caller.says("CANARY", {"CANARY": "CANARY"}, answer=1)
        answer = await caller.line.packet()

        assert answer is not None
        assert "CANARY" not in answer


def test_bad_packets_are_counted_by_role() -> None:
    """The metric has a label for each role and one for nobody, and no other."""
    labels = {sample.labels["role"] for sample in next(iter(metrics.refused_packets.collect())).samples}

    assert labels <= {"visitor", "counsellor", "unknown"}


EVENTS = sorted(
    {name for table in NAMESPACES.values() for name in table.asks} | {"connect", "disconnect", "*"}
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=12,
)
HEADS = st.sampled_from(
    ["0/visitor,", "1/visitor,", "2/visitor,", "2/visitor,1", "2/counsellor,", "3/visitor,1", "5", ""]
)
PACKETS = st.one_of(
    st.text(max_size=60),
    st.builds(lambda head, body: head + json.dumps(body), HEADS, JSON),
    st.builds(lambda head, name, body: head + json.dumps([name, body]), HEADS, st.sampled_from(EVENTS), JSON),
)


def is_bad(packet: str) -> bool:
    """Whether *packet* is off the table."""
    try:
        packets.read(packet)
    except BadPacketError:
        return True
    return False


@given(PACKETS)
def test_reading_never_fails_but_as_a_bad_packet(packet: str) -> None:
    """Whatever the text: it is read, or it is a bad packet."""
    is_bad(packet)


@settings(max_examples=25, deadline=None)
@given(st.lists(PACKETS.filter(is_bad), min_size=MAX_BAD_PACKETS, max_size=MAX_BAD_PACKETS))
def test_any_five_bad_packets_end_a_connection_and_run_nothing(bad: list[str]) -> None:
    """Whatever the five are: no handler, no error, the end."""

    async def play() -> None:
        async with edge() as served, websocket(served.url, "/visitor") as caller:
            await settle(caller)
            await caller.line.send(*(f"4{packet}" for packet in bad))
            await caller.ended()
            await served.emptied()
            unharmed(served, lines)

    with structlog.testing.capture_logs() as lines:
        asyncio.run(play())
