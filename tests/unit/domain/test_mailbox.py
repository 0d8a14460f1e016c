# SPDX-License-Identifier: EUPL-1.2
"""On which terms a mailbox takes an event."""

import pytest

from chatserver.domain.conversation import Kind
from chatserver.domain.errors import MlsRefusedError, OldEpochError, StaleCommitError
from chatserver.domain.mailbox import Bounds, Terms, terms_of

BOUNDS = Bounds(
    events=500, size=2_000_000, members=4, live_seconds=3_600, linger_seconds=30, gone_seconds=43_200
)


@pytest.mark.parametrize("kind", [Kind.REKEY, Kind.ADD, Kind.REMOVE])
def test_a_commit_is_of_the_records_epoch(kind: Kind) -> None:
    """A commit is taken in one epoch only, begins the next, and is else stale."""
    terms = terms_of(kind, 5, 0, BOUNDS)

    assert (terms.epoch, terms.slack, terms.step, terms.late) == (5, 0, 1, StaleCommitError)


def test_words_may_be_one_epoch_late() -> None:
    """An application message may be of the epoch before, and is else to be sealed again."""
    assert terms_of(Kind.WORDS, 5, 1, BOUNDS) == Terms(
        epoch=5, slack=1, step=0, least=1, most=3, late=OldEpochError
    )


def test_four_members_at_most() -> None:
    """Somebody is let in only beside two counsellors or fewer, and from the first on."""
    terms = terms_of(Kind.ADD, 0, 0, BOUNDS)

    assert (terms.least, terms.most) == (0, 2)


def test_staff_never_let_anybody_in() -> None:
    """There are no terms on which a counsellor adds or removes."""
    for kind in (Kind.ADD, Kind.REMOVE):
        with pytest.raises(MlsRefusedError):
            terms_of(kind, 0, 1, BOUNDS)
