# SPDX-License-Identifier: EUPL-1.2
"""Whether the live store still is what it was: one that died and was started anew holds nothing.

It gives the store a name that is lost with everything else; what to do about a loss is not known here.
"""

from collections.abc import Callable
from typing import Final

from chatserver.live import keys
from chatserver.live.store import Store

LIFE_MS: Final = 24 * 3_600_000
"""Far longer than from one look to the next: a name that ends by itself would be taken for a loss."""


class Memory:
    """One server's acquaintance with the live store.  *new_name* never answers the same twice."""

    def __init__(self, store: Store, new_name: Callable[[], str]) -> None:
        self._store = store
        self._new_name = new_name
        self._known: bytes | None = None

    async def lost(self) -> bool:
        """
        Whether everything has been lost since the last look; never at the first.

        Raises:
            BusyError: the store does not answer.
        """
        name: bytes = await self._store.run("memory/name", [keys.memory()], [self._new_name(), LIFE_MS])
        known, self._known = self._known, name
        return known is not None and known != name
