# SPDX-License-Identifier: EUPL-1.2
"""A reply code that was typed: one interval more, once, for the rung that it was sent to; nothing is read."""

import asyncio

import pytest

from chatserver.domain.errors import CodeRefusedError, TooFastError
from chatserver.domain.escalation import CaseState
from chatserver.services.channels.replies import WRONG_CODES, WRONG_MS, ReplyCodes, Rung
from tests.drivers.ladders import Receiver, climbing_on, turn
from tests.drivers.office import Office

RUNG_MS = 180_000
KEY = b"k" * 32


async def test_the_next_rung_comes_one_interval_later_once(office: Office) -> None:
    """Typed with a space or without; a second time, and for a rung that is left, it is refused."""
    codes, ladder = ReplyCodes(KEY, office.clock), climbing_on(office.records, Receiver(), office.clock)
    ask = await office.sent()
    code = codes.code_for(Rung(ask.case, 0, 0))
    office.clock.ms += RUNG_MS - 1
    await codes.on_it(code.replace(" ", ""), office.cases.postponing)
    assert await office.state(ask) is CaseState.SENT
    with pytest.raises(CodeRefusedError):
        await codes.on_it(code, office.cases.postponing)
    office.clock.ms += RUNG_MS
    await turn(ladder)
    assert (await office.stored(ask)).standing.rung == 0
    office.clock.ms += 1
    await turn(ladder)
    assert (await office.stored(ask)).standing.rung == 1
    for rung in (0, 1):  # one was left; in this loop one was postponed already
        with pytest.raises(CodeRefusedError):
            await codes.on_it(codes.code_for(Rung(ask.case, 0, rung)), office.cases.postponing)


async def test_a_rung_that_was_left_meanwhile_is_not_postponed(office: Office) -> None:
    """The ladder may have climbed since the code was found to be right."""
    ask = await office.sent()
    assert not await office.cases.postponing.postpone(Rung(ask.case, 0, 1))
    assert (await office.stored(ask)).standing.postponed is None


async def test_two_who_type_it_at_once_postpone_once(office: Office) -> None:
    """On two nodes."""
    ask = await office.sent()
    nodes = [ReplyCodes(KEY, office.clock) for _ in range(2)]
    code = nodes[0].code_for(Rung(ask.case, 0, 0))
    tried = await asyncio.gather(
        *(node.on_it(code, office.cases.postponing) for node in nodes), return_exceptions=True
    )
    assert sorted(type(each).__name__ for each in tried) == ["CodeRefusedError", "Rung"]


async def test_whoever_guesses_is_stopped(office: Office) -> None:
    """Even the right code is refused then, for an hour; the ladder climbs on."""
    codes = ReplyCodes(KEY, office.clock)
    ask = await office.sent()
    right = codes.code_for(Rung(ask.case, 0, 0))
    wrong = "0000 0000" if right != "0000 0000" else "0000 0001"
    for _ in range(WRONG_CODES):
        with pytest.raises(CodeRefusedError):
            await codes.on_it(wrong, office.cases.postponing)
    with pytest.raises(TooFastError):
        await codes.on_it(right, office.cases.postponing)
    office.clock.ms += WRONG_MS
    await codes.on_it(right, office.cases.postponing)
