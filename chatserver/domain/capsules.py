# SPDX-License-Identifier: EUPL-1.2
"""Keys in trust: what a page leaves with the relay so that a reload need not end its conversation.

Rule 1: whoever has the key has no capsule, whoever has the capsule has no key.  Rule 2: what is secret here
prints as nothing.
"""

import base64
import hashlib
from dataclasses import dataclass, field
from typing import Final

from chatserver.domain.ids import ConversationId, StaffId

_SIGN_IN: Final = b"lykta capsule of a sign-in v1\0"
_NAME: Final = 32
"""Characters of a conversation's name."""


@dataclass(frozen=True, slots=True)
class Holder:
    """The member whose key it is; *staff* for all but the visitor."""

    conversation: ConversationId
    member: int
    staff: StaffId | None = None


@dataclass(frozen=True, slots=True)
class Deposit:
    """A key, and the hash of what must be shown for it."""

    seal: str = field(repr=False)
    key: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Taken:
    """A key that was given out; connections of whoever took it count from above *generation*."""

    key: str = field(repr=False)
    generation: int


def seal_of(secret: bytes) -> str:
    """The seal that *secret* opens."""
    return base64.urlsafe_b64encode(hashlib.sha256(secret).digest()).rstrip(b"=").decode()


def seal_of_sign_in(session: bytes) -> str:
    """The seal for whoever is signed in by *session*; the live store does not learn what the records hold."""
    return seal_of(_SIGN_IN + session)


def opened(resume: str) -> tuple[ConversationId, str]:
    """The conversation, and the seal, that a resume text of the right form is for."""
    name, secret = resume[:_NAME], resume[_NAME + 1 :]
    return ConversationId(name), seal_of(base64.urlsafe_b64decode(f"{secret}="))
