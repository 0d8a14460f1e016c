# SPDX-License-Identifier: EUPL-1.2
"""The window: how far delivery runs ahead of one member's acknowledgements."""

import pytest

from chatserver.domain.errors import NotAllowedNowError
from chatserver.sockets.window import Window
from chatserver.wire.limits import WINDOW_BYTES, WINDOW_MESSAGES


def test_what_goes_takes_room_and_what_is_got_gives_it_back() -> None:
    """Room is what is left of both bounds beyond the last acknowledgement."""
    window = Window(1, 10)
    for seq in range(11, 15):
        window.goes(seq, 1_000)

    assert (window.sent, window.messages, window.size) == (14, WINDOW_MESSAGES - 4, WINDOW_BYTES - 4_000)
    window.got(12)
    assert (window.messages, window.size) == (WINDOW_MESSAGES - 2, WINDOW_BYTES - 2_000)
    window.got(12)
    window.got(14)
    assert (window.messages, window.size) == (WINDOW_MESSAGES, WINDOW_BYTES)


def test_the_window_closes_at_its_bound() -> None:
    """After 32 messages there is no room."""
    window = Window(1, 0)
    for seq in range(1, WINDOW_MESSAGES + 1):
        window.goes(seq, 1)

    assert window.messages == 0


@pytest.mark.parametrize(("seq", "refused"), [(0, False), (3, False), (4, True)])
def test_nothing_beyond_the_last_delivered_can_be_got(seq: int, *, refused: bool) -> None:
    """An acknowledgement of what never went is refused."""
    window = Window(1, 2)
    window.goes(3, 1)
    if not refused:
        window.check(seq)
        return

    with pytest.raises(NotAllowedNowError):
        window.check(seq)
