# SPDX-License-Identifier: EUPL-1.2
"""Names of things.

The name of a conversation is a capability, so it prints as nothing; logs use ``observe.tags``.
Making a new one needs chance, which lives elsewhere: this module only checks and carries.
"""

import base64
import binascii
import re
from dataclasses import dataclass

CONVERSATION_BYTES = 24
"""Random bytes in a conversation's name; they are also the MLS group id (192 bits, OWASP ASVS 7.2.3)."""

_TOKEN = re.compile(r"[A-Za-z0-9_-]{16,64}")


@dataclass(frozen=True, slots=True)
class ConversationId:
    """
    A conversation's secret name: 32 characters of base64url.

    It prints as nothing.  Only a verified ticket or a seat turns a string off the wire into one.
    """

    value: str

    def __repr__(self) -> str:
        return "<ConversationId>"

    __str__ = __repr__

    @property
    def group(self) -> bytes:
        """The MLS group id: the bytes behind the name."""
        return base64.urlsafe_b64decode(self.value)

    @classmethod
    def of(cls, group: bytes) -> "ConversationId":
        """The name for *group*, which must be ``CONVERSATION_BYTES`` long."""
        if len(group) != CONVERSATION_BYTES:
            raise ValueError("a conversation's name has 24 bytes")
        return cls(base64.urlsafe_b64encode(group).decode())


@dataclass(frozen=True, slots=True)
class StaffId:
    """A staff person's name in the records: opaque, never shown to visitors."""

    value: str


@dataclass(frozen=True, slots=True)
class AgencyId:
    """An agency's name in the records and on the command line, chosen by whoever adds it: ``ostersund``."""

    value: str


@dataclass(frozen=True, slots=True)
class CaseId:
    """A case's name: 22 characters that a browser has made.  It leads nowhere without a sign-in."""

    value: str


@dataclass(frozen=True, slots=True)
class OfferId:
    """The name of one offer of one visitor to one counsellor."""

    value: str

    def __repr__(self) -> str:
        return "<OfferId>"

    __str__ = __repr__


VISITOR_MEMBER = 0
"""The visitor is member 0 and leaf 0 of its group; staff are 1, 2, 3 ..., never used twice."""


def is_token(text: str) -> bool:
    """Whether *text* could be one of our opaque names."""
    return _TOKEN.fullmatch(text) is not None


def is_conversation(text: str) -> bool:
    """Whether *text* has the form of a conversation's name."""
    try:
        return len(base64.b64decode(text, altchars=b"-_", validate=True)) == CONVERSATION_BYTES
    except (binascii.Error, ValueError):
        return False
