# SPDX-License-Identifier: EUPL-1.2
"""
Writes ``tickets.json``: tickets that this version must understand, and some that it must refuse.

Run it from the top folder: ``python tests/vectors/make_tickets.py``.
"""

import base64
import hashlib
import hmac
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

sys.path.insert(0, str(Path(__file__).parents[2]))

from chatserver.domain.ids import ConversationId, StaffId
from chatserver.signing.tickets import Admission, MemberTicket, Payload, PlaceTicket, Tickets

FILE: Final = Path(__file__).with_name("tickets.json")
KEY: Final = bytes(range(32))
NOW: Final = 1_790_000_000_000
HOUR: Final = 3_600_000
LABEL: Final = b"lykta ticket v1\0"
CONVERSATION: Final = ConversationId.of(bytes(range(24)))

TICKETS: Final[dict[str, Payload]] = {
    "admission": Admission(conversation=CONVERSATION, issued=NOW, expires=NOW + 12 * HOUR),
    "place": PlaceTicket(
        conversation=CONVERSATION,
        audience="young",
        language="sv",
        joined=NOW,
        urgent=True,
        expires=NOW + 12 * HOUR,
    ),
    "member": MemberTicket(
        conversation=CONVERSATION, member=1, who=StaffId("s" * 22), epoch=3, expires=NOW + 12 * HOUR
    ),
}


def valid() -> Iterator[dict[str, Any]]:
    """One ticket of each kind, with what it says in the clear."""
    for kind, payload in TICKETS.items():
        ticket = Tickets(KEY).seal(payload)
        text = ticket.split(".")[1]
        says = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        yield {"kind": kind, "ticket": ticket, "now": NOW, "says": says}


def refused() -> Iterator[dict[str, Any]]:
    """Tickets that are taken for nothing, with the code of the refusal and the layer that must make it."""
    for kind, payload in TICKETS.items():
        ticket = Tickets(KEY).seal(payload)
        other = "member" if kind != "member" else "admission"
        foreign = Tickets(KEY[::-1]).seal(payload)
        yield case(
            f"{kind}, over", kind, "time", ticket, now=NOW + 12 * HOUR + 120_001, expect="ticket_expired"
        )
        yield case(f"{kind}, not ours", kind, "mac", foreign)
        yield case(f"{kind} for {other}", other, "kind", ticket)
        yield case(f"{kind}, renamed", other, "mac", other + ticket[len(kind) :])
        yield case(f"{kind}, one character changed", kind, "mac", swapped(ticket, len(kind) + 9))
        yield case(f"{kind}, with padding", kind, "mac", ticket + "=")
        yield case(f"{kind}, without its signature", kind, "mac", ticket.rpartition(".")[0])
        for name, content in (("no JSON", b"{"), ("another field", b'{"conversation":1}'), ("a list", b"[]")):
            yield case(f"{kind}, ours with {name}", kind, "payload", signed(kind, content))
    early = NOW - 120_001
    yield case(
        "admission, of the future", "admission", "time", Tickets(KEY).seal(TICKETS["admission"]), now=early
    )
    yield case("nothing at all", "admission", "mac", "")


def case(
    name: str, kind: str, layer: str, ticket: str, *, now: int = NOW, expect: str = "ticket_bad"
) -> dict[str, Any]:
    """One vector."""
    return {"name": name, "layer": layer, "kind": kind, "ticket": ticket, "now": now, "expect": expect}


def swapped(ticket: str, at: int) -> str:
    """*ticket* with another character there."""
    return ticket[:at] + ("A" if ticket[at] != "A" else "B") + ticket[at + 1 :]


def signed(kind: str, content: bytes) -> str:
    """A ticket with a genuine signature around whatever."""
    text = f"{kind}.{armour(content)}"
    return f"{text}.{armour(hmac.digest(KEY, LABEL + text.encode(), hashlib.sha256))}"


def armour(content: bytes) -> str:
    """Base64url without padding."""
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def written() -> str:
    """As it stands in the file."""
    content = {"key": KEY.hex(), "valid": list(valid()), "refused": list(refused())}
    return json.dumps(content, indent=1) + "\n"


if __name__ == "__main__":
    FILE.write_text(written(), encoding="utf-8")
