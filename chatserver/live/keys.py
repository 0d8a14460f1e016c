# SPDX-License-Identifier: EUPL-1.2
"""How every key of the live store is spelt.

Rule 1: no key is spelt anywhere else.  Rule 2: the keys of one script share one hash tag, so that each
script runs on a Cluster as it does on one server.
"""

from collections.abc import Sequence
from typing import Final

from chatserver.domain.ids import ConversationId
from chatserver.domain.lanes import LaneName

# The queue: waiting, presence, offers and capacity, all under {queue}.

_WHOLE_QUEUE: Final = ("visitors", "staff", "deadlines", "absent", "pauses", "forget", "lengths", "born")
_EACH_LANE: Final = ("ready", "calm", "urgent", "free", "duty", "rises")


def queue(lanes: Sequence[LaneName]) -> tuple[str, ...]:
    """All keys of the queue, in the order in which ``scripts/queue/_prelude.lua`` reads them."""
    whole = [f"{{queue}}:{name}" for name in _WHOLE_QUEUE]
    each = [f"{{queue}}:{name}:{lane}" for lane in lanes for name in _EACH_LANE]
    return (*whole, *each)


def memory() -> str:
    """How this memory is called, for as long as it holds anything: a string."""
    return "memory:name"


# One conversation: its record, its mailbox and the mark that it is over, under {c:<id>}.


def record(conversation: ConversationId) -> str:
    """Who is in *conversation* and how far each has come: a hash."""
    return f"{{c:{conversation.value}}}:record"


def mail(conversation: ConversationId) -> str:
    """The mailbox of *conversation*: a stream."""
    return f"{{c:{conversation.value}}}:mail"


def gone(conversation: ConversationId) -> str:
    """Why *conversation* is over: a string, absent before."""
    return f"{{c:{conversation.value}}}:gone"


def capsule(conversation: ConversationId, member: int) -> str:
    """The key that *member* of *conversation* has left in trust, and for whom: a hash."""
    return f"{{c:{conversation.value}}}:capsule:{member}"
