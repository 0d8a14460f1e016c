# SPDX-License-Identifier: EUPL-1.2
"""Packets: what a client may send at all, and how what we say is written.

Rule 1: text in, checked values out.  What is not on a namespace's table never becomes a packet, so the
ordinary events ``connect`` and ``disconnect`` cannot run handlers, and no attachment is ever held.
Rule 2: nothing here knows a connection, a seat or a conversation.
"""

import enum
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import msgspec
from socketio import packet as stock

from chatserver.domain.errors import MalformedError, RefusedError, TooLargeError, UnknownEventError
from chatserver.wire.events import NAMESPACES, Namespace
from chatserver.wire.limits import MAX_DEPTH, MAX_FRAME_BYTES
from chatserver.wire.shapes import Nothing, Shape


class Kind(enum.IntEnum):
    """What a client may send.  Acks, errors and binary packets are ours alone, or nobody's."""

    CONNECT = stock.CONNECT
    DISCONNECT = stock.DISCONNECT
    EVENT = stock.EVENT


@dataclass(frozen=True, slots=True)
class Heard:
    """One event of the table, its body decoded, and the number it wants an answer under, if any."""

    event: str
    body: Shape
    answer: int | None


class BadPacketError(Exception):
    """
    A packet that is not in the protocol.

    *namespace* is there if it is a known one, *answer* if the other end waits for one under that number,
    *connecting* if it waits to be let in.
    """

    def __init__(
        self,
        refused: RefusedError,
        *,
        namespace: str | None = None,
        answer: int | None = None,
        connecting: bool = False,
    ) -> None:
        super().__init__(refused.code)
        self.refused = refused
        self.namespace = namespace
        self.answer = answer
        self.connecting = connecting


_HEAD: Final = re.compile(r"([012])(/[a-z]{1,16}),([0-9]{1,9}(?![0-9]))?", re.ASCII)
_STRING: Final = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"')
_BRACKET: Final = re.compile(r"[\[\]{}]")
_PARTS: Final = msgspec.json.Decoder(list[msgspec.Raw])
_NAME: Final = msgspec.json.Decoder(str)
_AUTH: Final[Mapping[str, msgspec.json.Decoder[Any]]] = {
    name: msgspec.json.Decoder(table.auth) for name, table in NAMESPACES.items()
}
_BODIES: Final[Mapping[tuple[str, str], msgspec.json.Decoder[Any]]] = {
    (name, event): msgspec.json.Decoder(row.takes)
    for name, table in NAMESPACES.items()
    for event, row in table.asks.items()
}


class Packet(stock.Packet):  # type: ignore[misc]  # python-socketio is untyped
    """
    A Socket.IO packet that can only be read if it is on a table.

    ``data`` of an event is ``[name, Heard]``, of a CONNECT the decoded auth.
    """

    uses_binary_events = False

    def decode(self, encoded_packet: str) -> int:
        """
        Read *encoded_packet*; the number of attachments to come is always 0.

        Raises:
            BadPacketError: it is none of ours.
        """
        self.packet_type, self.namespace, self.id, self.data = read(encoded_packet)
        return 0


def read(text: str) -> tuple[Kind, str, int | None, Any]:
    """
    Kind, namespace, answer number and data of one packet.

    Raises:
        BadPacketError: it is none of ours.
    """
    if len(text) > MAX_FRAME_BYTES:
        raise BadPacketError(TooLargeError())
    head = _HEAD.match(text)
    if head is None or head[2] not in NAMESPACES:
        raise BadPacketError(MalformedError())
    kind, table = Kind(int(head[1])), NAMESPACES[head[2]]
    answer = int(head[3]) if head[3] else None
    try:
        return kind, table.name, answer, _READERS[kind](table, answer, text[head.end() :])
    except MalformedError as refused:
        connecting = kind is Kind.CONNECT
        raise BadPacketError(refused, namespace=table.name, answer=answer, connecting=connecting) from None


def _connect(table: Namespace, answer: int | None, rest: str) -> Shape:
    if answer is not None:
        raise MalformedError
    auth: Shape = _decoded(_AUTH[table.name], _shallow(rest))
    return auth


def _disconnect(_table: Namespace, answer: int | None, rest: str) -> None:
    if rest or answer is not None:
        raise MalformedError


def _event(table: Namespace, answer: int | None, rest: str) -> list[Any]:
    parts = _decoded(_PARTS, _shallow(rest))
    if not parts:
        raise MalformedError
    event = _decoded(_NAME, parts[0])
    if event not in table.asks:
        raise UnknownEventError
    return [event, Heard(event, _body(table, event, parts[1:]), answer)]


def _body(table: Namespace, event: str, bodies: list[msgspec.Raw]) -> Shape:
    if not bodies and table.asks[event].takes is Nothing:
        return Nothing()
    if len(bodies) != 1:
        raise MalformedError
    body: Shape = _decoded(_BODIES[table.name, event], bodies[0])
    return body


_READERS: Final[Mapping[Kind, Any]] = {
    Kind.CONNECT: _connect,
    Kind.DISCONNECT: _disconnect,
    Kind.EVENT: _event,
}


def _decoded(decoder: msgspec.json.Decoder[Any], text: str | msgspec.Raw) -> Any:
    try:
        return decoder.decode(text)
    except (msgspec.MsgspecError, UnicodeError) as error:
        # The only way that msgspec has to say which bound was passed.
        raise TooLargeError if "of length <=" in str(error) else MalformedError from None


def _shallow(text: str) -> str:
    # Counting is a hundred times cheaper than scanning, and what people send has five brackets.
    if text.count("[") + text.count("{") > MAX_DEPTH and _depth(text) > MAX_DEPTH:
        raise MalformedError
    return text


def _depth(text: str) -> int:
    depth = deepest = 0
    for bracket in _BRACKET.findall(_STRING.sub("", text)):
        depth += 1 if bracket in "[{" else -1
        deepest = max(deepest, depth)
    return deepest


def telling(table: Namespace, event: str, shape: Shape) -> str:
    """
    The packet that tells *event*.

    Raises:
        TypeError: the table of tells knows no such event with such a shape.
    """
    if type(shape) is not table.tells.get(event):
        raise TypeError(f"{table.name} is never told {event} with {type(shape).__name__}")
    return f'{stock.EVENT}{table.name},["{event}",{_encoded(shape)}]'


def answering(namespace: str, answer: int, said: Shape | RefusedError) -> str:
    """``{ok: true, ...}`` with the fields of a shape, or ``{ok: false, code, retry}``."""
    if isinstance(said, RefusedError):
        fields = f'{{"ok":false,{_encoded(_refusal(said))[1:]}'
    else:
        rest = _encoded(said)[1:]
        fields = f'{{"ok":true{rest}' if rest == "}" else f'{{"ok":true,{rest}'
    return f"{stock.ACK}{namespace},{answer}[{fields}]"


def turning_away(namespace: str, refused: RefusedError) -> str:
    """The answer to a CONNECT that is not accepted."""
    said = {"message": refused.code, "data": _refusal(refused)}
    return f"{stock.CONNECT_ERROR}{namespace},{_encoded(said)}"


def parting(namespace: str) -> str:
    """The last packet: a client does not come back after it by itself."""
    return f"{stock.DISCONNECT}{namespace},"


def _refusal(refused: RefusedError) -> dict[str, object]:
    return {"code": refused.code, "retry": refused.retry}


def _encoded(said: object) -> str:
    return msgspec.json.encode(said).decode()
