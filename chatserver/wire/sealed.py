# SPDX-License-Identifier: EUPL-1.2
"""A sealed report on its way to an agency: the envelope that the server may see, and what it cannot open.

Vocabulary of the envelope after OASIS CAP 1.2.  A body's order and spelling are as `encode` writes them:
the signature of the request is over these bytes.
"""

from typing import Annotated, Final, Literal

import msgspec
from msgspec import Meta

from chatserver.domain.escalation import CaseStatus, Urgency
from chatserver.wire.shapes import Instant, Positive, Shape

VERSION: Final = 1
MEDIA_TYPE: Final = "application/vnd.lykta.report+json"

Case = Annotated[str, Meta(pattern=r"^[A-Za-z0-9._-]{1,64}\Z")]
Name = Annotated[str, Meta(pattern=r"^[A-Za-z0-9._-]{1,64}\Z")]
Fingerprint = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z")]
"""SHA-256 of an X-Wing public key."""


class Envelope(Shape, frozen=True, kw_only=True):
    """What the server knows of a report.  Shown to nobody but the agency and the staff on duty."""

    case: Case
    """The case's name: random, it says nothing."""
    version: Positive
    """Which sealed report of the case, from 1."""
    sent: Instant
    expires: Instant
    """After this the agency need not act on it; milliseconds since 1970, as `sent`."""
    sender: Annotated[str, Meta(min_length=1, max_length=200)]
    """The helpline's name."""
    agency: Name
    urgency: Urgency
    status: CaseStatus
    message: Literal["alert", "update", "cancel"]
    """*update*: replaces what it refers to.  *cancel*: withdraws it, and carries no report."""
    references: tuple[Positive, ...] = ()
    """Versions of the same case that this one replaces or withdraws."""
    keys: tuple[Fingerprint, ...] = ()
    """Whom the report is sealed to, at this agency."""
    size: Literal[0, 4_096, 16_384, 65_536] = 0
    """Length of the padded report; 0: none is carried."""


class Wrap(Shape, frozen=True, kw_only=True):
    """The content key, sealed to one of the agency's keys: HPKE's encapsulated key (1120), ciphertext (48)."""

    key: Fingerprint
    sealed: bytes


class Report(Shape, frozen=True, kw_only=True):
    """A sealed report as it is stored, under its envelope."""

    v: Literal[1]
    envelope: Envelope
    ciphertext: bytes = b""
    """Nonce (12), then AES-256-GCM of the padded report; bound to ``lykta/report/v1|case|version``."""
    wraps: tuple[Wrap, ...] = ()

    def __repr__(self) -> str:
        return "<Report>"

    def encode(self) -> bytes:
        """As it travels: JSON, bytes in base64."""
        return msgspec.json.encode(self)
