# SPDX-License-Identifier: EUPL-1.2
"""Pseudonyms of the day: enough to follow one conversation through today's log, useless tomorrow.

The key lives in this process's memory and is thrown away when the day changes.
"""

import hashlib
import hmac
import secrets

from chatserver.domain.ids import ConversationId

_DAY_MS = 86_400_000


class Tags:
    """
    Makes tags.

    Two nodes, or two lives of one, do not share a key: a tag cannot be joined across them.
    """

    def __init__(self) -> None:
        self._day = -1
        self._key = b""

    def of(self, conversation: ConversationId, now_ms: int) -> str:
        """Eight characters for *conversation*, the same within one day (UTC) of this process."""
        day = now_ms // _DAY_MS
        if day != self._day:
            self._day, self._key = day, secrets.token_bytes(32)
        return hmac.new(self._key, conversation.value.encode(), hashlib.sha256).hexdigest()[:8]
