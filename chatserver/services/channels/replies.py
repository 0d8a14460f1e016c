# SPDX-License-Identifier: EUPL-1.2
"""The code that a bell on a telephone carries: typed back, it says *on it*.

Rule 1: it postpones the next rung, once, by one interval; it acknowledges nothing.  Rule 2: it is good for
the case, loop and rung that it was sent to, once.  Rule 3: whoever guesses is stopped after a few wrong ones.
"""

import hashlib
import hmac
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from chatserver.domain.errors import CodeRefusedError, TooFastError
from chatserver.services.ports import Clock

DIGITS: Final = 8
WRONG_CODES: Final = 20
"""So many wrong codes within `WRONG_MS` close the door for the rest of it."""
WRONG_MS: Final = 3_600_000
_LABEL: Final = b"lykta reply v1\0"


@dataclass(frozen=True, slots=True)
class Rung:
    """Where a ladder stands."""

    case: str
    loop: int
    rung: int


class Ladders(Protocol):
    """The cases that climb now."""

    async def standing(self) -> Sequence[Rung]:
        """Where each of them stands."""

    async def postpone(self, rung: Rung) -> bool:
        """Postpone the one after *rung* by one interval; false if that was done before, or *rung* is left."""


class ReplyCodes:
    """Makes codes under *key*, and takes them back."""

    def __init__(self, key: bytes, clock: Clock) -> None:
        self._key = key
        self._clock = clock
        self._wrong: deque[int] = deque(maxlen=WRONG_CODES)

    def code_for(self, rung: Rung) -> str:
        """Eight digits, as they are read out: two and two."""
        text = "\0".join((rung.case, str(rung.loop), str(rung.rung)))
        mac = hmac.new(self._key, _LABEL + text.encode(), hashlib.sha256).digest()
        digits = f"{int.from_bytes(mac[:8], 'big') % 10**DIGITS:0{DIGITS}}"
        return f"{digits[:4]} {digits[4:]}"

    async def on_it(self, typed: str, ladders: Ladders) -> Rung:
        """
        Postpone what *typed* is the code of, and say which that was.

        Raises:
            CodeRefusedError: it is nobody's, or was used.
            TooFastError: too many wrong codes lately.
        """
        self._refuse_guessing()
        rung = self._meant(typed, await ladders.standing())
        if rung is None or not await ladders.postpone(rung):
            self._wrong.append(self._clock.now_ms())
            raise CodeRefusedError
        return rung

    def _meant(self, typed: str, standing: Sequence[Rung]) -> Rung | None:
        bare = "".join(typed.split()).encode()
        meant = None
        for rung in standing:  # all of them, always: how long it takes says nothing
            if hmac.compare_digest(self.code_for(rung).replace(" ", "").encode(), bare):
                meant = rung
        return meant

    def _refuse_guessing(self) -> None:
        oldest = self._wrong[0] if len(self._wrong) == WRONG_CODES else None
        if oldest is not None and self._clock.now_ms() - oldest < WRONG_MS:
            raise TooFastError
