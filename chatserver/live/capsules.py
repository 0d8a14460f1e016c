# SPDX-License-Identifier: EUPL-1.2
"""The keys that pages have left in trust, each alone under its own name and with a life of its own.

Rule 1: one script per command, each safe to repeat.  Rule 2: what is never kept here is what the keys open.
"""

from typing import Any

from chatserver.domain.capsules import Deposit, Holder, Taken
from chatserver.domain.errors import GoneError, OldGenerationError
from chatserver.live import keys
from chatserver.live.replies import text_of
from chatserver.live.store import Store

_REFUSALS = {refusal.code: refusal for refusal in (GoneError, OldGenerationError)}


class CapsuleKeys:
    """All keys in trust."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def keep(self, holder: Holder, generation: int, deposit: Deposit, *, seconds: int) -> None:
        """
        Keep *deposit* in place of the one before.

        Raises:
            GoneError: the conversation is over, or *holder* is not in it.
            OldGenerationError: the connection has gone, has said that it is leaving, or is not the newest.
        """
        await self._run("keep", holder, *_who(holder), generation, deposit.seal, deposit.key, seconds)

    async def take(self, holder: Holder, seal: str, *, raised: int) -> Taken:
        """
        The key that lies under *seal*, and stays; its generation has *raised* by so much.

        Raises:
            GoneError: there is none for that.
        """
        key, generation = await self._run("take", holder, *_who(holder), seal, raised)
        return Taken(text_of(key), int(generation))

    async def leave(self, holder: Holder, generation: int, *, seconds: int, said: bool) -> None:
        """That connection has gone, or has *said* that it will: so many *seconds* more at most."""
        await self._run("leave", holder, *_who(holder), generation, seconds, int(said))

    async def renew(self, holder: Holder, generation: int, *, seconds: int) -> None:
        """That connection stands: so many *seconds* from now."""
        await self._run("renew", holder, *_who(holder), generation, seconds)

    async def forget(self, holder: Holder, *, seal: str = "") -> None:
        """Unlink the key; with a *seal*, only if it lies under that."""
        await self._run("forget", holder, seal)

    async def _run(self, script: str, holder: Holder, *args: str | int) -> Any:
        conversation = holder.conversation
        touched = (
            keys.capsule(conversation, holder.member),
            keys.gone(conversation),
            keys.record(conversation),
        )
        answer, *rest = await self._store.run(f"capsule/{script}", touched, args)
        if text_of(answer) == "ok":
            return rest
        raise _REFUSALS[text_of(rest[0])]


def _who(holder: Holder) -> tuple[int, str]:
    return holder.member, "" if holder.staff is None else holder.staff.value
