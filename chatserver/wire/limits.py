# SPDX-License-Identifier: EUPL-1.2
"""Bounds of everything that crosses the wire.  The client's copies are generated from here."""

from typing import Final

PROTOCOL_VERSION: Final = 1

MAX_FRAME_BYTES: Final = 65_536
"""One Engine.IO frame.  Base64 of the largest event and its envelope fit."""
MAX_DEPTH: Final = 8
"""Nesting of JSON; ours never passes 5."""
MAX_EVENT_BYTES: Final = 40_000
"""Sealed bytes of one event, all parts together, before base64."""
MAX_KEY_PACKAGE_BYTES: Final = 4_096
MAX_BAD_PACKETS: Final = 5
"""So many malformed packets end a connection."""

MAX_TEXT_CODE_POINTS: Final = 4_000
"""Of one message; checked by the client before sealing, since the server cannot."""
PADDED_BYTES: Final = (256, 512, 1024, 2048, 4096, 8192, 16384)
"""Lengths of plaintext before sealing."""
MAX_MEMBERS: Final = 4
"""ts-mls 1.6.4 fails to join larger groups."""

WINDOW_MESSAGES: Final = 32
WINDOW_BYTES: Final = 256_000
"""How far the server runs ahead of what a member has acknowledged."""
UNDER_WAY: Final = 4
"""Unanswered messages of one sender."""
MAILBOX_EVENTS: Final = 500
MAILBOX_BYTES: Final = 2_000_000

LEASE_SECONDS: Final = 30
"""How long an offer stands."""
KEY_SECONDS: Final = 20
"""From accepting to the device's key package."""
WELCOME_SECONDS: Final = 20
"""From the key package to the visitor's Welcome."""
PLACE_EVERY_SECONDS: Final = 5
LINGER_SECONDS: Final = 30
"""How long an ended conversation waits for those who have not read its end."""
TICKET_HOURS: Final = 12
PING_SECONDS: Final = 10
PONG_SECONDS: Final = 5
ANSWER_SECONDS: Final = 5
"""Without an answer for so long the client opens a new connection."""
RECONNECT_SECONDS: Final = 2
"""The longest wait between two tries to reconnect."""

CAPSULE_RENEW_SECONDS: Final = 30
"""How often the key of a page that is connected gets its life again."""
CAPSULE_VANISHED_SECONDS: Final = 300
"""How long the key of a page that vanished without a word is kept."""
CAPSULE_LEAVING_SECONDS: Final = 30
"""How long the key of a page that said it was leaving is kept."""
CAPSULE_GENERATIONS: Final = 1_000
"""By so much each taking of a key raises the generation: no connection of the page before counts as newer."""
