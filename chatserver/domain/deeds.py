# SPDX-License-Identifier: EUPL-1.2
"""What goes on record of what staff do: who, when, what, to whom.  Never a word of anybody's."""

import enum
from dataclasses import dataclass


class OfficeDeed(enum.StrEnum):
    """What changes who works here and what visitors believe; a case has deeds of its own."""

    INVITE = "invite"  # subject: the id that the person will have; detail: their role
    ENROL = "enrol"  # subject: whoever has made a passkey, by themselves
    CERTIFY = "certify"  # subject: whose device, or which agency; detail: use:serial
    RENEW = "renew"  # the same, or the subject `deny-list`
    DENY = "deny"  # subject: a serial, or the name of a report key or an issuing key
    PUBLISH = "publish"  # subject: SHA-256 of roots.json
    WITHDRAW = "withdraw"  # a recovery key; subject: the agency; detail: the key's fingerprint
    SKIP = "skip"  # an exercise that came due could not begin; subject: the agency


@dataclass(frozen=True, slots=True)
class Doer:
    """Who did it.  *id*: of staff their own, of a registrar their issuing key's name, else none."""

    role: str
    id: str = ""


ADMINISTRATOR = Doer("administrator")
"""Whoever may run commands on the server's machine; it knows no more about them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedDeed:
    """One deed as it stands on record."""

    at: int
    """Milliseconds since 1970."""
    doer: Doer
    deed: str
    subject: str
    detail: str = ""
    """A code, never a sentence."""


@dataclass(frozen=True, slots=True)
class Link:
    """One deed in the chain: its number, the hash of the one before it, and its own."""

    number: int
    deed: RecordedDeed
    previous: bytes
    hash: bytes
