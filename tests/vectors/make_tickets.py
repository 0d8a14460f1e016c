# SPDX-License-Identifier: EUPL-1.2
"""
Writes ``tickets.json``: tickets that this version must understand, and some that it must refuse.

Run it from the top folder: ``python tests/vectors/make_tickets.py``.
"""

import base64
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
    """Tickets that are taken for nothing, with the code of the refusal."""
    for kind, payload in TICKETS.items():
        ticket = Tickets(KEY).seal(payload)
        late = NOW + 12 * HOUR + 120_001
        yield {
            "name": f"{kind}, over",
            "kind": kind,
            "ticket": ticket,
            "now": late,
            "expect": "ticket_expired",
        }
        foreign = Tickets(KEY[::-1]).seal(payload)
        yield {
            "name": f"{kind}, not ours",
            "kind": kind,
            "ticket": foreign,
            "now": NOW,
            "expect": "ticket_bad",
        }
        other = "member" if kind != "member" else "admission"
        yield {
            "name": f"{kind} for {other}",
            "kind": other,
            "ticket": ticket,
            "now": NOW,
            "expect": "ticket_bad",
        }


def written() -> str:
    """As it stands in the file."""
    content = {"key": KEY.hex(), "valid": list(valid()), "refused": list(refused())}
    return json.dumps(content, indent=1) + "\n"


if __name__ == "__main__":
    FILE.write_text(written(), encoding="utf-8")
