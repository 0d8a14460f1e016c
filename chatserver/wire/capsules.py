# SPDX-License-Identifier: EUPL-1.2
"""How a page leaves the key of its capsule in trust, and how the page after a reload asks for it.

The capsule itself never crosses the wire.  What is secret here prints as nothing.
"""

from typing import Annotated

from msgspec import Meta

from chatserver.wire.shapes import Generation, Shape, Token

Seal = Annotated[str, Meta(min_length=43, max_length=43, pattern=r"^[A-Za-z0-9_-]{43}\Z")]
"""A SHA-256 in base64url."""
CapsuleSecret = Annotated[str, Meta(min_length=44, max_length=44, pattern=r"^[A-Za-z0-9+/]{43}=\Z")]
"""32 bytes in base64."""
ResumeText = Annotated[
    str, Meta(min_length=76, max_length=76, pattern=r"^[A-Za-z0-9_-]{32}\.[A-Za-z0-9_-]{43}\Z")
]
"""A conversation's name, a dot, and the 32 bytes of the resume secret in base64url."""


class Unspoken(Shape, frozen=True):
    """Something that no line and no traceback may show."""

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"


class CapsuleKeep(Unspoken, frozen=True):
    """
    Keep this key in trust, in place of any other of mine.

    *seal* is the SHA-256 of the resume secret's 32 bytes: who shows the secret gets the key.
    """

    seal: Seal
    key: CapsuleSecret


class CapsuleAsk(Unspoken, frozen=True):
    """Body of ``POST /api/capsule``: the key for whoever shows the secret."""

    resume: ResumeText


class CapsuleTaken(Unspoken, frozen=True):
    """Answer of ``POST /api/capsule``.  Connect with a generation above *generation*."""

    key: CapsuleSecret
    generation: Generation


class StaffCapsuleKeep(Unspoken, frozen=True):
    """Keep this key for me, while I am signed in as now, in place of any other of mine here."""

    conversation: Token
    key: CapsuleSecret


class CapsuleKey(Unspoken, frozen=True):
    """The key that I left in trust."""

    key: CapsuleSecret
