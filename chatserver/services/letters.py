# SPDX-License-Identifier: EUPL-1.2
"""Messages between their shapes on the wire and what a mailbox keeps of them."""

from dataclasses import dataclass
from typing import Final, NamedTuple

import msgspec

from chatserver.domain.ids import VISITOR_MEMBER, StaffId
from chatserver.live import replies
from chatserver.live.conversations import Letter
from chatserver.wire.shapes import Body, Mail, Send, Why

_BODY: Final = msgspec.json.Decoder(Body)


class Change(NamedTuple):
    """Somebody came in, or went out after *seconds*."""

    member: int
    staff: StaffId
    seconds: int = 0


@dataclass(frozen=True, slots=True)
class Stored:
    """The event is in the mailbox, as *seq*."""

    seq: int
    added: Change | None = None
    removed: Change | None = None


def letter_of(ask: Send) -> Letter:
    """What is kept of a message: parts that are absent take no room."""
    kept = {name: part for name, part in msgspec.structs.asdict(ask.body).items() if part is not None}
    return Letter(
        era=ask.era,
        n=ask.n,
        body=msgspec.json.encode(kept),
        adds=ask.body.adds,
        removes=ask.body.removes,
    )


def stored_of(kept: replies.Kept, body: Body) -> Stored:
    """Where *body* was stored, and who came in or went out with it."""
    if kept.moved is None:
        return Stored(kept.seq)
    if body.adds is not None:
        return Stored(kept.seq, added=Change(body.adds, kept.moved.staff))
    seconds = (kept.moved.left_ms - kept.moved.since_ms) // 1_000
    return Stored(kept.seq, removed=Change(body.removes or 0, kept.moved.staff, seconds))


def mail_of(era: str, event: replies.Stored) -> Mail:
    """A stored event as its readers get it."""
    return Mail(
        era=era,
        seq=event.seq,
        member=max(event.member, VISITOR_MEMBER),
        n=event.n,
        at=event.at_ms,
        body=None if event.body is None else _BODY.decode(event.body),
        end=None if event.end is None else Why(event.end),
    )
