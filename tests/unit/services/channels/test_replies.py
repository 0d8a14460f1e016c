# SPDX-License-Identifier: EUPL-1.2
"""The code that says *on it*: good for its rung, once, and for nothing else."""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from chatserver.domain.errors import CodeRefusedError, TooFastError
from chatserver.services.channels.replies import WRONG_CODES, WRONG_MS, ReplyCodes, Rung
from tests.drivers.manual import HandClock

HERE = Rung("case-1", 0, 1)
OTHERS = (Rung("case-2", 0, 1), Rung("case-1", 1, 1), Rung("case-1", 0, 2))


@dataclass
class Climbing:
    """Cases that climb, each postponed at most once."""

    rungs: Sequence[Rung] = (*OTHERS, HERE)
    postponed: list[Rung] = field(default_factory=list)

    async def standing(self) -> Sequence[Rung]:
        """All of them."""
        return self.rungs

    async def postpone(self, rung: Rung) -> bool:
        """Once."""
        if rung in self.postponed:
            return False
        self.postponed.append(rung)
        return True


@pytest.fixture
def codes() -> ReplyCodes:
    """Codes under a key of this test."""
    return ReplyCodes(b"k" * 32, HandClock())


async def test_a_code_postpones_its_rung_once(codes: ReplyCodes) -> None:
    """However it is typed; the second time it is refused, as a wrong one is."""
    ladders, code = Climbing(), codes.code_for(HERE)

    assert await codes.on_it(f" {code.replace(' ', '')}\n", ladders) == HERE
    assert ladders.postponed == [HERE]
    with pytest.raises(CodeRefusedError):
        await codes.on_it(code, ladders)


async def test_a_code_is_of_its_case_loop_rung_and_key(codes: ReplyCodes) -> None:
    """Each of them makes another code of eight digits."""
    made = {codes.code_for(each) for each in (HERE, *OTHERS)} | {
        ReplyCodes(b"j" * 32, HandClock()).code_for(HERE)
    }

    assert len(made) == 5
    assert all(len(code.replace(" ", "")) == 8 and code.replace(" ", "").isdigit() for code in made)


@pytest.mark.parametrize("typed", ["", "0", "12345678", "1234 567x", "å" * 8])
async def test_what_is_no_code_postpones_nothing(codes: ReplyCodes, typed: str) -> None:
    """Whatever is typed."""
    ladders = Climbing()
    with pytest.raises(CodeRefusedError):
        await codes.on_it(typed, ladders)

    assert ladders.postponed == []


async def test_a_code_of_a_rung_that_was_left_is_refused(codes: ReplyCodes) -> None:
    """Yesterday's code postpones nothing today."""
    with pytest.raises(CodeRefusedError):
        await codes.on_it(codes.code_for(HERE), Climbing(OTHERS))


async def test_whoever_guesses_is_stopped(codes: ReplyCodes) -> None:
    """After so many wrong codes even a right one waits, until the hour is over."""
    clock = HandClock()
    codes, ladders = ReplyCodes(b"k" * 32, clock), Climbing()
    for _ in range(WRONG_CODES):
        with pytest.raises(CodeRefusedError):
            await codes.on_it("0", ladders)
    with pytest.raises(TooFastError):
        await codes.on_it(codes.code_for(HERE), ladders)
    clock.forward(WRONG_MS)

    assert await codes.on_it(codes.code_for(HERE), ladders) == HERE


async def test_every_code_is_compared_in_the_same_time(
    codes: ReplyCodes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With all that stand, found or not, by a comparison that stops nowhere."""
    compared: list[bytes] = []
    real = hmac.compare_digest

    def counted(ours: bytes, typed: bytes) -> bool:
        compared.append(ours)
        return real(ours, typed)

    monkeypatch.setattr(hmac, "compare_digest", counted)
    await codes.on_it(codes.code_for(OTHERS[0]), Climbing())

    assert len(compared) == 4
