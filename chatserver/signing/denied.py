# SPDX-License-Identifier: EUPL-1.2
"""The deny-list: whom nobody may believe any more although their certificate is genuine.

One layout, big endian, times in seconds since 1970:

    version u8 = 1 | kind u8 = 4 | helpline 16 | number u64 | not_before u64 | not_after u64
    | issuing certificate 164 | count u16 | count times 16 bytes, rising | signature 64

The 16 bytes are the serial of a certificate, or the name of a key (the first half of its SHA-256): an
issuing key's point, or the X-Wing key of a report key, which then no new certificate brings back.  The
issuing key signs ``"lykta denied v1\\0"`` and all that stands before the signature.

An issuing key signs, not the root: a list lives 14 days, and a root that had to be fetched from its safe
every fortnight would soon not go back.  A stolen issuing key can sign a list too, but a thief must also
write to the host of the static files, and the other registrar's next list names the key.
"""

import itertools
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Self

from chatserver.domain.errors import CannotError
from chatserver.signing import p256
from chatserver.signing.certificates import (
    HELPLINE_BYTES,
    SERIAL_BYTES,
    VERSION,
    IssuingCertificate,
    helpline_digest,
    issuing_name,
)
from chatserver.signing.distrust import Distrust, DistrustError
from chatserver.signing.issuing import DAY_SECONDS, Issuer
from chatserver.signing.layout import Reader, malformed, u8, u16, u64
from chatserver.signing.trust import Trust, check_rooted, check_time

DENIED_FILE: Final = "denied.bin"
LIST_SECONDS: Final = 14 * DAY_SECONDS
BACKDATED_SECONDS: Final = 3600
"""Lists begin in the past: the clock of a visitor's old phone may be slow by more than the slack."""

_KIND: Final = 4


class DenyListError(CannotError):
    """A deny-list that is missing, or not one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DenyList:
    """One list as it is published."""

    helpline: bytes
    number: int
    """Rises with each list; a page refuses to go back."""
    not_before: int
    not_after: int
    issuing: IssuingCertificate
    denied: tuple[bytes, ...]
    signature: bytes = b""

    def body(self) -> bytes:
        """All but the signature."""
        head = u8(VERSION) + u8(_KIND) + self.helpline + u64(self.number)
        times = u64(self.not_before) + u64(self.not_after)
        return head + times + self.issuing.encode() + u16(len(self.denied)) + b"".join(self.denied)

    def signed_text(self) -> bytes:
        """What the issuing key signs."""
        return b"lykta denied v1\0" + self.body()

    def encode(self) -> bytes:
        """As it is published."""
        return self.body() + self.signature

    @classmethod
    def parse(cls, content: bytes) -> Self:
        """
        The list that *content* is.

        Raises:
            DistrustError: malformed.
        """
        reader = Reader(content)
        reader.expect(VERSION)
        reader.expect(_KIND)
        helpline, number = reader.take(HELPLINE_BYTES), reader.number(8)
        times = reader.number(8), reader.number(8)
        issuing = IssuingCertificate.read(reader)
        found = cls(
            helpline=helpline,
            number=number,
            not_before=times[0],
            not_after=times[1],
            issuing=issuing,
            denied=_read_denied(reader),
            signature=reader.take(p256.SIGNATURE_BYTES),
        )
        reader.end()
        return found

    @classmethod
    def read(cls, path: Path) -> Self:
        """
        The list in the file *path*, as it stands there; whether to believe it is `verify_denied`'s.

        Raises:
            DenyListError: there is none, or it is not one.
        """
        try:
            return cls.parse(path.read_bytes())
        except OSError as wrong:
            why = wrong.strerror
            raise DenyListError(
                f"{path} cannot be read ({why}): bring it back from a backup; it must not begin empty again."
            ) from None
        except DistrustError:
            raise DenyListError(f"{path} is no deny-list: bring it back from a backup.") from None


def make_denied(issuer: Issuer, denied: Iterable[bytes], *, after: int, now: int) -> DenyList:
    """A list of *denied* for the next 14 days, newer than the one with the number *after*."""
    issuing = issuer.certificate
    begins = max(now - BACKDATED_SECONDS, issuing.not_before)
    unsigned = DenyList(
        helpline=issuing.helpline,
        # The clock, too: whoever begins anew without the file before must not be refused as rolled back.
        number=max(after + 1, now),
        not_before=begins,
        not_after=min(begins + LIST_SECONDS, issuing.not_after),
        issuing=issuing,
        denied=tuple(sorted(set(denied))),
    )
    return sign_denied(issuer.key, unsigned)


def renewed(path: Path, issuer: Issuer, *, now: int) -> DenyList:
    """The list in *path* anew, by *issuer*; a list of nobody where there is none that can be read."""
    try:
        before = DenyList.read(path)
    except DenyListError:
        return make_denied(issuer, (), after=0, now=now)
    return make_denied(issuer, before.denied, after=before.number, now=now)


def sign_denied(key: p256.PrivateKey, unsigned: DenyList) -> DenyList:
    """*unsigned* with the signature of the issuing *key*."""
    return replace(unsigned, signature=p256.sign(key, unsigned.signed_text()))


def verify_denied(content: bytes, trust: Trust, *, newest: int = 0) -> DenyList:
    """
    The list in *content*, if it is the helpline's own, of now, and not older than number *newest*.

    The same checks in the same order as in ``widget/core/src/denied.ts``; both are held to
    ``tests/vectors/denied.json``.

    Raises:
        DistrustError: it is not; the first check that failed is its ``why``.
    """
    found = DenyList.parse(content)
    check_rooted(found.issuing, trust.roots)
    _check_signed(found)
    digest = helpline_digest(trust.helpline)
    if found.helpline != digest or found.issuing.helpline != digest:
        raise DistrustError(Distrust.WRONG_HELPLINE, "for another helpline")
    if found.issuing.demo and not trust.demo_allowed:
        raise DistrustError(Distrust.DEMONSTRATION, "a demonstration's list")
    check_time(found, trust.now)
    _check_within(found)
    if issuing_name(found.issuing.key) in trust.denied.union(found.denied):
        raise DistrustError(Distrust.DENIED, "signed by a key that is denied itself")
    if found.number < newest:
        raise DistrustError(Distrust.DENY_LIST_OLD, "older than one that was seen already")
    return found


def _check_signed(found: DenyList) -> None:
    try:
        p256.check(found.issuing.key, found.signature, found.signed_text())
    except p256.BadSignatureError:
        raise DistrustError(Distrust.FORGED, "the issuing key has not signed the list") from None


def _check_within(found: DenyList) -> None:
    outlives = found.not_before < found.issuing.not_before or found.not_after > found.issuing.not_after
    if outlives or found.not_after - found.not_before > LIST_SECONDS:
        raise DistrustError(Distrust.FORGED, "a list that lives too long; a genuine issuer makes none")


def _read_denied(reader: Reader) -> tuple[bytes, ...]:
    denied = tuple(reader.take(SERIAL_BYTES) for _ in range(reader.number(2)))
    if any(before >= after for before, after in itertools.pairwise(denied)):
        raise malformed("not rising: there is one way to write a list")
    return denied
