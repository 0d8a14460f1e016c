# SPDX-License-Identifier: EUPL-1.2
"""Keys: one hash tag for each script, and no two things under one name."""

import re

from chatserver.domain.ids import ConversationId
from chatserver.domain.lanes import LaneName
from chatserver.live import keys


def tags(names: tuple[str, ...]) -> set[str]:
    """The parts in braces, by which a Cluster chooses a slot."""
    return {match[1] for name in names if (match := re.match(r"\{([^}]+)\}:", name))}


def test_the_queue_has_one_tag() -> None:
    """All keys of all lanes lie in one slot, and each is another."""
    names = keys.queue([LaneName("young:sv"), LaneName("adult:sr-Latn")])

    assert tags(names) == {"queue"}
    assert len(set(names)) == len(names)


def test_a_conversation_has_its_own_tag() -> None:
    """All keys of one conversation lie in one slot, and those of another need not."""
    one, other = (ConversationId(letter * 32) for letter in "ab")

    names = (keys.record(one), keys.mail(one), keys.gone(one), keys.capsule(one, 0), keys.capsule(one, 1))

    assert tags(names) == {f"c:{one.value}"}
    assert tags((keys.record(other),)) == {f"c:{other.value}"}
    assert len(set(names)) == 5
