# SPDX-License-Identifier: EUPL-1.2
"""Refusals: understood, and not done.

Each carries a code from the closed set that the other end sees; the message of the exception is
for our own log and never travels.  ``wire/codes.py`` documents every code for those who read the wire.
"""

from typing import ClassVar


class CannotError(Exception):
    """A start, or a command, that cannot be: one line that says what is wrong and what to do."""


class RefusedError(Exception):
    """We understood the request and will not do it.  Nothing has changed."""

    code: ClassVar[str] = "refused"
    retry: ClassVar[bool] = False


class MalformedError(RefusedError):
    """The other end sent something that is not in the protocol."""

    code = "malformed"


class UnknownEventError(MalformedError):
    """An event name that is not on the namespace's table."""

    code = "unknown_event"


class TooLargeError(MalformedError):
    """A frame, an event or a field over its limit."""

    code = "too_large"


class MlsRefusedError(MalformedError):
    """A sealed body that breaks the relay's rules: wrong wire format, wrong group, unreadable header."""

    code = "mls_refused"


class TooFastError(RefusedError):
    """More events a second than a person makes."""

    code = "too_fast"
    retry = True


class NotAllowedNowError(RefusedError):
    """A known event in a phase in which it cannot happen."""

    code = "not_allowed_now"


class NotYoursError(RefusedError):
    """Somebody else's conversation, or none: the answer is the same."""

    code = "not_yours"


class NotSignedInError(RefusedError):
    """No valid staff session behind this connection."""

    code = "not_signed_in"


class LinkRefusedError(RefusedError):
    """An enrolment link that is unknown, used or over: the answer is the same."""

    code = "link_refused"


class PasskeyRefusedError(RefusedError):
    """A passkey's answer that is not the one we asked for, or was given before."""

    code = "passkey_refused"


class NotAllowedError(RefusedError):
    """A request from a page, a host or a machine that may not make it."""

    code = "not_allowed"


class UnknownPathError(MalformedError):
    """No such path, or not with this method."""

    code = "unknown_path"


class OldGenerationError(RefusedError):
    """A newer connection of the same member exists; this one has been displaced."""

    code = "old_generation"


class BadTicketError(RefusedError):
    """A ticket that we did not sign, or not for this use."""

    code = "ticket_bad"


class ExpiredTicketError(RefusedError):
    """A genuine ticket whose time is over."""

    code = "ticket_expired"


class OtherEraError(RefusedError):
    """The live store's memory of this conversation is not the one the sender means."""

    code = "era"


class SettlingError(RefusedError):
    """A new era is settling: commits wait."""

    code = "settling"
    retry = True


class GapError(RefusedError):
    """A message number that skips one: something before it never arrived."""

    code = "gap"


class FullError(RefusedError):
    """The mailbox, or the line, holds as much as it may."""

    code = "full"
    retry = True


class StaleCommitError(RefusedError):
    """Another commit won this epoch; it comes by the mailbox."""

    code = "stale"


class OldEpochError(RefusedError):
    """An application message sealed more than one epoch ago: seal again under the same number."""

    code = "old_epoch"


class OutdatedError(RefusedError):
    """A deed to another version of a case than there is now."""

    code = "outdated"


class TakenError(RefusedError):
    """Something else stands already under this name."""

    code = "taken"


class NoReaderError(RefusedError):
    """Sealed to nobody who could open it there."""

    code = "no_reader"


class SignatureRefusedError(RefusedError):
    """A signature that a certified device of whoever asks has not made, over this, now."""

    code = "signature_refused"


class CodeRefusedError(RefusedError):
    """A reply code that is wrong, used, or of a rung that the ladder has left: the answer is the same."""

    code = "code_refused"


class GoneError(RefusedError):
    """The conversation, or the offer, is no more."""

    code = "gone"


class ClosedLaneError(RefusedError):
    """Nobody serves this lane now."""

    code = "lane_closed"


class UnknownLaneError(RefusedError):
    """This helpline has no such lane."""

    code = "lane_unknown"


class BusyError(RefusedError):
    """A store did not answer in time.  What was asked may or may not have been done; asking again is safe."""

    code = "busy"
    retry = True
