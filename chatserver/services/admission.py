# SPDX-License-Identifier: EUPL-1.2
"""How a visitor gets in: a ticket for a fresh conversation.  It names nobody, and nothing is kept."""

from typing import Final

from chatserver.domain.ids import CONVERSATION_BYTES, ConversationId
from chatserver.services.ports import Chance, Clock
from chatserver.signing.tickets import Admission, Tickets
from chatserver.wire import visitor
from chatserver.wire.limits import TICKET_HOURS

_LIFE_MS: Final = TICKET_HOURS * 3_600_000


class Admissions:
    """Hands out tickets."""

    def __init__(self, tickets: Tickets, clock: Clock, chance: Chance) -> None:
        self._tickets = tickets
        self._clock = clock
        self._chance = chance

    def admit(self) -> visitor.Admission:
        """A ticket for a conversation that nobody has had before."""
        now = self._clock.now_ms()
        conversation = ConversationId.of(self._chance.token(CONVERSATION_BYTES))
        admission = Admission(conversation=conversation, issued=now, expires=now + _LIFE_MS)
        return visitor.Admission(ticket=self._tickets.seal(admission))
