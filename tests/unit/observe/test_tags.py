# SPDX-License-Identifier: EUPL-1.2
"""Tags follow a conversation through one day and no further."""

from chatserver.domain.ids import ConversationId
from chatserver.observe.tags import Tags

CONVERSATION = ConversationId("a" * 32)
DAY_MS = 86_400_000


def test_a_tag_is_the_same_within_a_day() -> None:
    """Two lines of one day can be joined."""
    tags = Tags()

    assert tags.of(CONVERSATION, 0) == tags.of(CONVERSATION, DAY_MS - 1)


def test_a_tag_changes_with_the_day() -> None:
    """Lines of two days cannot be joined, since the key is gone."""
    tags = Tags()
    today = tags.of(CONVERSATION, 0)

    tags.of(CONVERSATION, DAY_MS)

    assert tags.of(CONVERSATION, 0) != today


def test_a_tag_says_nothing_of_the_name() -> None:
    """Two processes give one conversation two tags."""
    assert Tags().of(CONVERSATION, 0) != Tags().of(CONVERSATION, 0)
