# SPDX-License-Identifier: EUPL-1.2
"""What must be true of a conversation's record before its mailbox takes an event.

The record lives in the live store and only a script can compare and store in one step; so the rule is
worked out here and the script is told the precondition.
"""

from dataclasses import dataclass

from chatserver.domain.conversation import Kind, Phase, phases_for, side_of
from chatserver.domain.errors import OldEpochError, RefusedError, StaleCommitError


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """How much a mailbox holds and how long."""

    events: int
    size: int
    """Bytes as stored."""
    members: int
    live_seconds: int
    """An untouched conversation disappears after so long."""
    linger_seconds: int
    """An ended one, and what is owed to somebody taken out, waits so long to be read."""
    gone_seconds: int
    """The mark of an ended one outlives every ticket."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """
    A precondition.

    The record's epoch is *epoch*, or at most *slack* more; between *least* and *most* counsellors
    are inside.  What is stored moves the epoch on by *step*.  *late* is what an epoch that does not
    fit is called.
    """

    epoch: int
    slack: int
    step: int
    least: int
    most: int
    late: type[RefusedError]


def terms_of(kind: Kind, epoch: int, member: int, bounds: Bounds) -> Terms:
    """
    On which terms *kind*, sealed in *epoch*, is taken from *member*.

    A commit is compared and set, so that each epoch has one; an application message may be as old as
    the epoch before, since its sender could not know of a commit under way.

    Raises:
        MlsRefusedError: never from this member.
    """
    phases = phases_for(kind, side_of(member))
    commits = kind is not Kind.WORDS
    return Terms(
        epoch=epoch,
        slack=0 if commits else 1,
        step=1 if commits else 0,
        least=0 if Phase.MEETING in phases else 1,
        # The visitor and the newcomer take a seat each.
        most=bounds.members - (2 if kind is Kind.ADD else 1),
        late=StaleCommitError if commits else OldEpochError,
    )
