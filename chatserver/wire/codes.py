# SPDX-License-Identifier: EUPL-1.2
"""The closed set of codes, each with what it says to those who read the wire.

A code never changes its meaning.  The classes that raise them stand in ``domain/errors.py``; a test
compares both.  ``internal`` has no class: it is what everything else becomes.
"""

from collections.abc import Mapping
from typing import Final

CODES: Final[Mapping[str, str]] = {
    "malformed": "What was sent is not in the protocol. Five such packets end the connection.",
    "unknown_event": "There is no event of that name in this namespace.",
    "too_large": "A frame, an event or a field is over its bound.",
    "mls_refused": "A sealed body breaks the relay's rules: its wire format, group, content type or parts.",
    "too_fast": "More events than a person makes; slower.",
    "not_allowed_now": "The event is known, and cannot happen in the phase the conversation is in.",
    "not_yours": "The conversation, or the case, is somebody else's, or there is none: the answer is the same.",
    "not_signed_in": "No valid staff sign-in stands behind this connection.",
    "link_refused": "The enrolment link is unknown, used or over: the answer is the same. Ask for a new one.",
    "passkey_refused": "The passkey's answer is not the one that was asked for, or was given before. Begin again.",
    "not_allowed": "This page, host or machine may not ask for that.",
    "unknown_path": "There is no such path, or not with this method.",
    "old_generation": "A newer connection of the same member has taken this one's place.",
    "ticket_bad": "The ticket is not one of ours, or not for this use.",
    "ticket_expired": "The ticket is genuine and its time is over.",
    "era": "The relay's memory of this conversation is another one; resume.",
    "settling": "A new era is settling and commits wait.",
    "gap": "The number skips one: a message before it never arrived. Send that one first.",
    "full": "The mailbox, or the line, holds as much as it may.",
    "stale": "Another commit won this epoch; it comes by the mailbox, once.",
    "old_epoch": "Sealed in an epoch that is over. Seal again, under the same number.",
    "outdated": "The case has another version by now. Fetch it again.",
    "taken": "Something else stands already under this name.",
    "no_reader": "It is sealed to nobody who could open it there. Fetch the keys again, and seal anew.",
    "signature_refused": "No certified device of yours has signed this, about this version, in the last minutes.",
    "code_refused": "The reply code is wrong, used, or of a rung that the ladder has left: the answer is the same.",
    "gone": "The conversation, or the offer, is no more.",
    "lane_closed": "Nobody serves this lane now.",
    "lane_unknown": "This helpline has no such lane.",
    "busy": "A store did not answer in time. It may have been done or not; asking again is safe.",
    "internal": "Something broke here. It has been logged; asking again is safe.",
}
"""Every code with one or two sentences for the reference page."""

RETRIED: Final = frozenset({"too_fast", "settling", "full", "busy", "internal"})
"""The codes after which the same request may succeed later: ``retry`` is true."""
