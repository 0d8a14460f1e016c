# SPDX-License-Identifier: EUPL-1.2
"""The interface of every channel, what is carried, and the closed set of what can come of it.

To add a channel: a file with a class that is a `Channel`, its name in `ChannelKind`, a row in ``table.py``.
"""

import enum
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Protocol

from chatserver.domain.errors import CannotError
from chatserver.wire.sealed import Report


class Result(enum.StrEnum):
    """All that can come of an attempt.  None of them means that a human has read anything."""

    DELIVERED = "delivered"
    BELL = "bell"
    BY_HAND = "by_hand"
    UNREACHABLE = "unreachable"
    TIMEOUT = "timeout"
    BUSY = "busy"
    STRANGE = "strange"
    REFUSED = "refused"
    REDIRECTED = "redirected"
    UNTRUSTED = "untrusted"
    NOT_ENCRYPTED = "not_encrypted"
    ADDRESS = "address"
    NOT_SET_UP = "not_set_up"
    BROKEN = "broken"


class Comes(enum.Enum):
    """What a result does to the attempts on its channel."""

    GOOD = "nothing more is sent on this channel"
    PASSES = "it is tried again"
    LASTS = "somebody must mend it: it alarms at once, and is tried again slowly"


@dataclass(frozen=True, slots=True)
class Meaning:
    """Of one result."""

    comes: Comes
    text: str


RESULTS: Final[Mapping[Result, Meaning]] = {
    Result.DELIVERED: Meaning(Comes.GOOD, "The agency's machine has the report, or it lies in the inbox."),
    Result.BELL: Meaning(Comes.GOOD, "The next machine has taken the bell; whether it rang is not known."),
    Result.BY_HAND: Meaning(Comes.GOOD, "Nothing is sent: a human is asked to phone."),
    Result.UNREACHABLE: Meaning(Comes.PASSES, "No connection: no such name, nobody listens, or cut off."),
    Result.TIMEOUT: Meaning(Comes.PASSES, "No whole answer in time."),
    Result.BUSY: Meaning(
        Comes.PASSES, "The other end says: not now (HTTP 408, 409, 425, 429, 5xx; SMTP 4xx)."
    ),
    Result.STRANGE: Meaning(
        Comes.LASTS, "An answer that no case system gives: too large, or not of the protocol."
    ),
    Result.REFUSED: Meaning(Comes.LASTS, "The other end says no (other HTTP 4xx; SMTP 5xx)."),
    Result.REDIRECTED: Meaning(Comes.LASTS, "The other end points elsewhere. Redirects are never followed."),
    Result.UNTRUSTED: Meaning(Comes.LASTS, "Its certificate is not to be believed."),
    Result.NOT_ENCRYPTED: Meaning(Comes.LASTS, "The mail server offers no STARTTLS."),
    Result.ADDRESS: Meaning(
        Comes.LASTS, "Not an address of this channel, or one inside that is not in `private_networks`."
    ),
    Result.NOT_SET_UP: Meaning(Comes.LASTS, "This helpline has not set the channel up."),
    Result.BROKEN: Meaning(Comes.LASTS, "A bug: see the log."),
}


class AddressError(CannotError):
    """Text that cannot be an address of this channel."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """
    One report to one address of one rung.  It prints as nothing.

    A repeat of the same errand has the same `idempotency_key`, whatever number the attempt has.
    """

    report: Report
    loop: int
    """How often the ladder has begun anew."""
    rung: int
    channel: str
    """The channel's id."""
    address: str
    """As the records have it; what it looks like is the channel's business."""

    def __repr__(self) -> str:
        return "<Errand>"

    @property
    def case(self) -> str:
        """Of which case."""
        return self.report.envelope.case

    @property
    def idempotency_key(self) -> str:
        """Case, version, rung, loop and channel, hashed: it names nothing, and is the same every time."""
        parts = (self.case, self.report.envelope.version, self.rung, self.loop, self.channel)
        whole = "\0".join(("lykta errand v1", *map(str, parts)))
        return hashlib.sha256(whole.encode()).hexdigest()[:32]


class Channel(Protocol):
    """One way out."""

    async def send(self, errand: Errand) -> Result:
        """
        Try once, and say what came of it.

        It ends within half a minute, logs nothing of *errand*, and whatever the other end does is a result
        and not an exception.  Sending the same errand twice must do no harm.
        """
