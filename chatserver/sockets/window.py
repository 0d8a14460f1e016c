# SPDX-License-Identifier: EUPL-1.2
"""How far delivery runs ahead of what one member has acknowledged on one connection.  Pure."""

from collections import deque

from chatserver.domain.errors import NotAllowedNowError
from chatserver.wire.limits import WINDOW_BYTES, WINDOW_MESSAGES


class Window:
    """Positions in one mailbox: what went to the connection, and what of it is not yet got."""

    def __init__(self, member: int, position: int) -> None:
        self.member = member
        self.sent = position
        self._under_way: deque[tuple[int, int]] = deque()
        self._bytes = 0

    @property
    def messages(self) -> int:
        """How many more may go."""
        return WINDOW_MESSAGES - len(self._under_way)

    @property
    def size(self) -> int:
        """How many more bytes may go."""
        return WINDOW_BYTES - self._bytes

    def goes(self, seq: int, size: int) -> None:
        """The event *seq* goes to the connection."""
        self.sent = seq
        self._under_way.append((seq, size))
        self._bytes += size

    def check(self, seq: int) -> None:
        """
        Refuse an acknowledgement of what has not been delivered.

        Raises:
            NotAllowedNowError: *seq* is beyond what went.
        """
        if seq > self.sent:
            raise NotAllowedNowError

    def got(self, seq: int) -> None:
        """Everything up to *seq* has been acknowledged."""
        while self._under_way and self._under_way[0][0] <= seq:
            self._bytes -= self._under_way.popleft()[1]
