# SPDX-License-Identifier: EUPL-1.2
"""How a visitor gets in."""

from chatserver.services.admission import Admissions
from chatserver.signing.tickets import Tickets
from tests.drivers.manual import HOUR_MS, CountedChance, HandClock


def test_every_ticket_is_for_a_conversation_of_its_own() -> None:
    """Two tickets never name the same conversation, and each lasts twelve hours."""
    clock, tickets = HandClock(), Tickets(b"k" * 32)
    admissions = Admissions(tickets, clock, CountedChance())
    opened = [tickets.open_admission(admissions.admit().ticket, clock.ms) for _ in range(100)]

    assert len({each.conversation for each in opened}) == 100
    assert {(each.issued, each.expires) for each in opened} == {(clock.ms, clock.ms + 12 * HOUR_MS)}
    assert all(len(each.conversation.group) == 24 for each in opened)
