# SPDX-License-Identifier: EUPL-1.2
"""Hints: to those whom a case concerns, on every node, whichever changed it."""

from chatserver.domain.ids import ConversationId, StaffId
from chatserver.services.escalations.hints import Hints, Woken
from chatserver.wire.cases import CaseChanged, CaseDeed
from chatserver.wire.shapes import Shape
from tests.drivers.office import Office


class Bells:
    """A `Post` that keeps who was told of what."""

    def __init__(self) -> None:
        self.rung: list[tuple[str, str, Shape]] = []

    def to_visitor(self, conversation: ConversationId, event: str, shape: Shape) -> None:
        """Nobody tells visitors of cases."""
        raise AssertionError(conversation, event, shape)

    def to_staff(self, staff: StaffId, event: str, shape: Shape) -> None:
        """Kept."""
        self.rung.append((staff.value.rstrip("-"), event, shape))

    def wake(self, conversation: ConversationId) -> None:
        """No mailbox has to do with cases."""
        raise AssertionError(conversation)

    def whom(self) -> list[str]:
        """Who was told, and forget it."""
        told = sorted(name for name, _, _ in self.rung)
        self.rung.clear()
        return told


async def test_those_whom_it_concerns_hear_of_it(office: Office) -> None:
    """The author and supervisors at once, officers once their rung has it; each change once."""
    bells = Bells()
    hints = Hints(office.records, bells)
    await hints.look()
    ask = await office.submitted()
    await hints.look()
    assert set(bells.rung) == {
        (name, "case:changed", CaseChanged(ask.case)) for name in ("anna", "disa", "elin")
    }
    assert bells.whom() == ["anna", "disa", "elin"]
    await hints.look()
    assert bells.whom() == []
    await office.do("disa", ask, CaseDeed.APPROVE)
    await hints.look()
    assert bells.whom() == ["anna", "disa", "elin", "olle"]


async def test_a_start_tells_of_nothing_that_was_before(office: Office) -> None:
    """Whoever connects fetches the list anyway."""
    await office.submitted()
    bells = Bells()
    hints = Hints(office.records, bells)
    await hints.look()
    assert bells.whom() == []


async def test_an_inbox_that_is_told_wakes_those_here_now(office: Office) -> None:
    """They need not wait for the next look."""
    bells, works = Bells(), []
    hints = Hints(office.records, bells)
    await hints.look()
    await office.sent()
    Woken(hints, lambda work, _name: works.append(work)).wake("ostersund", 0)
    await works[0]
    assert "olle" in bells.whom()
