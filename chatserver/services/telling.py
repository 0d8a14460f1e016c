# SPDX-License-Identifier: EUPL-1.2
"""How the members of a conversation are told things: each in its own role's shape.

Rule 1: only hints go this way.  Rule 2: nobody is told about somebody who is not inside.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from chatserver.domain.ids import ConversationId, StaffId
from chatserver.live.replies import Arrival, Candidate, Seated
from chatserver.services.ports import Post
from chatserver.wire import counsellor as c
from chatserver.wire import shapes as s


@dataclass(frozen=True, slots=True)
class _Tell:
    """One event in both roles' shapes."""

    event: str
    visitor: type[s.Shape]
    staff: type[s.Shape]


_HERE: Final = _Tell("member:here", s.Here, c.StaffHere)
_WRITING: Final = _Tell("typing:now", s.Writing, c.StaffWriting)
_ARRIVED: Final = _Tell("message:arrived", s.Arrived, c.StaffArrived)
_ENDED: Final = _Tell("conversation:ended", s.Ended, c.StaffEnded)


class Telling:
    """Tells the members of conversations."""

    def __init__(self, post: Post) -> None:
        self._post = post

    def here(
        self, conversation: ConversationId, roster: Sequence[Seated], member: int, *, here: bool
    ) -> None:
        """Tell the others whether *member* has a connection."""
        for other in _others(roster, member):
            self._tell(conversation, other.staff, _HERE, member=member, here=here)

    def introduce(self, conversation: ConversationId, roster: Sequence[Seated], newcomer: int) -> None:
        """Tell *newcomer* and the others of each other whether they have a connection."""
        for one in roster:
            if one.inside and one.member == newcomer:
                self.here(conversation, roster, newcomer, here=one.here)
                for other in _others(roster, newcomer):
                    self._tell(conversation, one.staff, _HERE, member=other.member, here=other.here)

    def writing(
        self, conversation: ConversationId, roster: Sequence[Seated], member: int, *, on: bool
    ) -> None:
        """Tell the others whether *member* is writing."""
        for other in _others(roster, member):
            self._tell(conversation, other.staff, _WRITING, member=member, on=on)

    def arrived(self, conversation: ConversationId, era: str, arrivals: Sequence[Arrival]) -> None:
        """Tell authors what everybody has."""
        for arrival in arrivals:
            self._tell(conversation, arrival.staff, _ARRIVED, era=era, n=arrival.n)

    def ended(self, conversation: ConversationId, staff: StaffId | None, why: s.Why) -> None:
        """Tell one staff person, or the visitor, that there is nothing more to read."""
        self._tell(conversation, staff, _ENDED, why=why)

    def candidate(self, conversation: ConversationId, era: str, candidate: Candidate) -> None:
        """Show the visitor who may be let in."""
        self._post.to_visitor(conversation, "member:candidate", candidate_shape(era, candidate))

    def withdrawn(self, conversation: ConversationId, member: int) -> None:
        """Tell the visitor that *member* is not coming."""
        self._post.to_visitor(conversation, "member:withdrawn", s.Withdrawn(member=member))

    def mail(self, conversation: ConversationId) -> None:
        """There is something new to read."""
        self._post.wake(conversation)

    def _tell(self, conversation: ConversationId, staff: StaffId | None, tell: _Tell, **fields: Any) -> None:
        if staff is None:
            self._post.to_visitor(conversation, tell.event, tell.visitor(**fields))
        else:
            self._post.to_staff(staff, tell.event, tell.staff(conversation=conversation.value, **fields))


def candidate_shape(era: str, candidate: Candidate) -> s.Candidate:
    """*candidate* as the visitor sees it."""
    return s.Candidate(era=era, member=candidate.member, key_package=candidate.key_package)


def _others(roster: Sequence[Seated], member: int) -> list[Seated]:
    return [other for other in roster if other.inside and other.member != member]
