# SPDX-License-Identifier: EUPL-1.2
"""Tickets: what this server has said about a conversation, to be shown back to it.  They name nobody.

``<kind>.<payload>.<mac>``, payload JSON, both base64url without padding, HMAC-SHA-256 over all before
the last dot.  A ticket is how a name of a conversation comes back in: nothing else that a client
writes is taken for one.  Their life is their maker's decision; here only the clock's slack is known.
"""

import base64
import binascii
import hashlib
import hmac
from dataclasses import dataclass
from typing import Final, TypeVar

import msgspec

from chatserver.domain.errors import BadTicketError, ExpiredTicketError
from chatserver.domain.ids import ConversationId, StaffId

SLACK_MS: Final = 120_000
"""How far apart two nodes' clocks may be (R45)."""
KEY_BYTES: Final = 32
MAX_CHARACTERS: Final = 1024
_LABEL: Final = b"lykta ticket v1\0"
_NAMES: Final = {"conversation", "who"}
"""Fields whose text is the name of something."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Admission:
    """May wait and talk as the visitor of *conversation*."""

    conversation: ConversationId
    issued: int
    expires: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceTicket:
    """Joined a lane at *joined*, with or without urgency."""

    conversation: ConversationId
    audience: str
    language: str
    joined: int
    urgent: bool
    expires: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberTicket:
    """Is *member* of *conversation*; *who* is the staff person, none for the visitor."""

    conversation: ConversationId
    member: int
    who: StaffId | None
    epoch: int
    expires: int


Payload = Admission | PlaceTicket | MemberTicket
_Kind = TypeVar("_Kind", Admission, PlaceTicket, MemberTicket)
_KINDS: Final[dict[type[Payload], str]] = {
    Admission: "admission",
    PlaceTicket: "place",
    MemberTicket: "member",
}


class Tickets:
    """Seals and opens tickets with one *key* of this deployment."""

    def __init__(self, key: bytes) -> None:
        if len(key) != KEY_BYTES:
            raise ValueError("a ticket key has 32 bytes")
        self._key = key

    def seal(self, payload: Payload) -> str:
        """The ticket that says *payload*."""
        text = f"{_KINDS[type(payload)]}.{_armour(_pack(payload))}"
        return f"{text}.{_armour(self._mac(text))}"

    def open_admission(self, text: str, now_ms: int) -> Admission:
        """
        What the admission ticket *text* says.

        Raises:
            BadTicketError: not ours, or another kind.
            ExpiredTicketError: its time is over.
        """
        admission = self._open(text, Admission, now_ms)
        if admission.issued > now_ms + SLACK_MS:
            raise BadTicketError("issued in the future")
        return admission

    def open_place(self, text: str, now_ms: int) -> PlaceTicket:
        """What the place ticket *text* says; raises as `open_admission` does."""
        return self._open(text, PlaceTicket, now_ms)

    def open_member(self, text: str, now_ms: int) -> MemberTicket:
        """What the member ticket *text* says; raises as `open_admission` does."""
        return self._open(text, MemberTicket, now_ms)

    def _open(self, text: str, kind: type[_Kind], now_ms: int) -> _Kind:
        payload = _unpack(self._checked(text, _KINDS[kind]), kind)
        if payload.expires + SLACK_MS < now_ms:
            raise ExpiredTicketError
        return payload

    def _checked(self, text: str, kind: str) -> bytes:
        signed, _, mac = text.rpartition(".")
        # Compared as text: base64 has several spellings of the same bytes, and a ticket has one.
        if len(text) > MAX_CHARACTERS or not text.isascii():
            raise BadTicketError("no ticket")
        if not hmac.compare_digest(mac, _armour(self._mac(signed))):
            raise BadTicketError("not ours")
        named, _, payload = signed.partition(".")
        if named != kind:
            raise BadTicketError("another kind of ticket")
        return _unarmoured(payload)

    def _mac(self, text: str) -> bytes:
        return hmac.digest(self._key, _LABEL + text.encode(), hashlib.sha256)


def _pack(payload: Payload) -> bytes:
    fields = {name: getattr(payload, name) for name in payload.__slots__}
    named = (ConversationId, StaffId)
    return msgspec.json.encode({n: v.value if isinstance(v, named) else v for n, v in fields.items()})


def _unpack(content: bytes, kind: type[_Kind]) -> _Kind:
    try:
        fields = msgspec.json.decode(content, type=dict[str, str | int | bool | None])
        nested = {n: {"value": v} if n in _NAMES and v is not None else v for n, v in fields.items()}
        return msgspec.convert(nested, kind)
    except msgspec.MsgspecError:
        raise BadTicketError("ours, of another version") from None


def _armour(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def _unarmoured(text: str) -> bytes:
    try:
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError):
        raise BadTicketError("not base64") from None
