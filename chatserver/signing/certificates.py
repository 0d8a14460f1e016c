# SPDX-License-Identifier: EUPL-1.2
"""Certificates of staff devices, as bytes.

Four layouts, all big endian, times in seconds since 1970, keys as uncompressed points of P-256:
the issuing certificate (164 bytes, signed by the helpline's root), the device certificate and the
report certificate (signed by the issuing key over both), and the endorsement of one conversation's
leaf key (82 bytes, signed by the device).  A report certificate is a device certificate of kind 5 and
use 2 which names a second key, the one that reports are sealed to, by its SHA-256:

    version u8 = 1 | kind u8 = 5 | flags u8 | use u8 = 2 | role u8 | serial 16 | not_before u64
    | not_after u64 | device key 65 | SHA-256 of the X-Wing key 32 | name_length u8 | name | signature 64

  What may be believed is decided in ``trust.py``; who signs, in ``issuing.py``.
"""

import enum
import hashlib
from dataclasses import dataclass
from typing import Final, Self

from chatserver.domain.staff import Role, is_display_name
from chatserver.signing import p256
from chatserver.signing.layout import Reader, malformed, u8, u16, u64

VERSION: Final = 1
ISSUING_BYTES: Final = 164
ENDORSEMENT_BYTES: Final = 82
HELPLINE_BYTES: Final = 16
SERIAL_BYTES: Final = 16
SEAL_DIGEST_BYTES: Final = 32
STAFF_IDENTITY: Final = 1
"""First byte of a staff member's MLS credential; a visitor's whole identity is one byte 0."""

_ISSUING_KIND: Final = 1
_DEVICE_KIND: Final = 2
_LEAF_KIND: Final = 3
_REPORT_KIND: Final = 5
_ROLES: Final = {Role.COUNSELLOR: 1, Role.SUPERVISOR: 2, Role.OFFICER: 3, Role.SAFEGUARDING: 4}
_ROLE_OF: Final = {number: role for role, number in _ROLES.items()}


class Use(enum.IntEnum):
    """What a device's key is for."""

    TALK = 1
    REPORT = 2


def helpline_digest(name: str) -> bytes:
    """How certificates name a helpline."""
    return hashlib.sha256(name.encode()).digest()[:HELPLINE_BYTES]


def issuing_name(key: bytes) -> bytes:
    """How the deny-list names the issuing *key*: as long as a serial, so that both stand in one list."""
    return hashlib.sha256(key).digest()[:SERIAL_BYTES]


def seal_digest(public_key: bytes) -> bytes:
    """How a report certificate names the X-Wing *public_key*."""
    return hashlib.sha256(public_key).digest()


def seal_name(digest: bytes) -> bytes:
    """How the deny-list names the X-Wing key with *digest*, whatever certificate it has."""
    return digest[:SERIAL_BYTES]


def role_number(role: Role) -> int:
    """How certificates and words write *role*."""
    return _ROLES[role]


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuingCertificate:
    """The root's word that a key may certify devices of one helpline."""

    demo: bool
    helpline: bytes
    not_before: int
    not_after: int
    key: bytes
    signature: bytes = b""

    def body(self) -> bytes:
        """All but the signature."""
        head = u8(VERSION) + u8(_ISSUING_KIND) + u8(self.demo) + self.helpline
        return head + u64(self.not_before) + u64(self.not_after) + self.key

    def signed_text(self) -> bytes:
        """What the root signs."""
        return b"lykta issuer v1\0" + self.body()

    def encode(self) -> bytes:
        """As it travels."""
        return self.body() + self.signature

    @classmethod
    def read(cls, reader: Reader) -> Self:
        """
        The next certificate of *reader*.

        Raises:
            DistrustError: malformed.
        """
        reader.expect(VERSION)
        reader.expect(_ISSUING_KIND)
        return cls(
            demo=_read_demo(reader),
            helpline=reader.take(HELPLINE_BYTES),
            not_before=reader.number(8),
            not_after=reader.number(8),
            key=_read_key(reader),
            signature=reader.take(p256.SIGNATURE_BYTES),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceCertificate:
    """The issuing key's word about the device of one person; with *seal_digest*, about its report key too."""

    demo: bool
    use: Use
    role: Role
    serial: bytes
    not_before: int
    not_after: int
    key: bytes
    name: str
    seal_digest: bytes = b""
    """SHA-256 of the X-Wing key; empty where there is none."""
    signature: bytes = b""

    def body(self) -> bytes:
        """All but the signature."""
        name, kind = self.name.encode(), _REPORT_KIND if self.seal_digest else _DEVICE_KIND
        head = u8(VERSION) + u8(kind) + u8(self.demo) + u8(self.use) + u8(role_number(self.role))
        times = u64(self.not_before) + u64(self.not_after)
        return head + self.serial + times + self.key + self.seal_digest + u8(len(name)) + name

    def signed_text(self, issuing: IssuingCertificate) -> bytes:
        """What the key of *issuing* signs: the certificate is bound to its issuer's."""
        return b"lykta device v1\0" + issuing.encode() + self.body()

    def encode(self) -> bytes:
        """As it travels, after its issuing certificate."""
        return self.body() + self.signature

    @classmethod
    def read(cls, reader: Reader) -> Self:
        """
        The next certificate of *reader*.

        Raises:
            DistrustError: malformed.
        """
        reader.expect(VERSION)
        seals = _read_kind(reader) == _REPORT_KIND
        return cls(
            demo=_read_demo(reader),
            use=_read_use(reader, seals=seals),
            role=_read_role(reader),
            serial=reader.take(SERIAL_BYTES),
            not_before=reader.number(8),
            not_after=reader.number(8),
            key=_read_key(reader),
            seal_digest=reader.take(SEAL_DIGEST_BYTES) if seals else b"",
            name=_read_name(reader),
            signature=reader.take(p256.SIGNATURE_BYTES),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """What an endorsement is about: the signature key of one leaf in one conversation of one helpline."""

    helpline: bytes
    conversation: bytes
    key: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Endorsement:
    """A device's word about the leaf it made for one conversation."""

    not_before: int
    not_after: int
    signature: bytes = b""

    def body(self) -> bytes:
        """All but the signature."""
        return u8(VERSION) + u8(_LEAF_KIND) + u64(self.not_before) + u64(self.not_after)

    def signed_text(self, leaf: Leaf) -> bytes:
        """What the device signs."""
        return b"lykta leaf v1\0" + leaf.helpline + leaf.conversation + leaf.key + self.body()

    def encode(self) -> bytes:
        """As it travels, last in the identity."""
        return self.body() + self.signature

    @classmethod
    def read(cls, reader: Reader) -> Self:
        """
        The next endorsement of *reader*.

        Raises:
            DistrustError: malformed.
        """
        reader.expect(VERSION)
        reader.expect(_LEAF_KIND)
        times = reader.number(8), reader.number(8)
        return cls(not_before=times[0], not_after=times[1], signature=reader.take(p256.SIGNATURE_BYTES))


@dataclass(frozen=True, slots=True)
class DeviceChain:
    """A device certificate and the issuing certificate that it stands on: ``certificate`` on the wire."""

    issuing: IssuingCertificate
    device: DeviceCertificate

    def encode(self) -> bytes:
        """As it travels."""
        return self.issuing.encode() + self.device.encode()

    @classmethod
    def parse(cls, content: bytes) -> Self:
        """
        The chain that *content* is.

        Raises:
            DistrustError: malformed.
        """
        reader = Reader(content)
        chain = cls(IssuingCertificate.read(reader), DeviceCertificate.read(reader))
        reader.end()
        return chain


@dataclass(frozen=True, slots=True)
class StaffIdentity:
    """The MLS basic credential of a staff member: a chain, and the endorsement of this leaf."""

    chain: DeviceChain
    endorsement: Endorsement

    def encode(self) -> bytes:
        """As it stands in the credential."""
        device = self.chain.device.encode()
        head = u8(STAFF_IDENTITY) + self.chain.issuing.encode() + u16(len(device))
        return head + device + self.endorsement.encode()

    @classmethod
    def parse(cls, content: bytes) -> Self:
        """
        The identity that *content* is.

        Raises:
            DistrustError: malformed; a visitor's identity is, too.
        """
        reader = Reader(content)
        reader.expect(STAFF_IDENTITY)
        issuing = reader.take(ISSUING_BYTES)
        device = reader.take(reader.number(2))
        identity = cls(DeviceChain.parse(issuing + device), Endorsement.read(reader))
        reader.end()
        return identity


def _read_demo(reader: Reader) -> bool:
    flags = reader.number(1)
    if flags not in {0, 1}:
        raise malformed("a flag that does not exist yet")
    return flags == 1


def _read_kind(reader: Reader) -> int:
    kind = reader.number(1)
    if kind not in {_DEVICE_KIND, _REPORT_KIND}:
        raise malformed("another version or kind")
    return kind


def _read_use(reader: Reader, *, seals: bool) -> Use:
    number = reader.number(1)
    if number not in set(Use) or (seals and number != Use.REPORT):
        raise malformed("a use that does not exist")
    return Use(number)


def _read_role(reader: Reader) -> Role:
    role = _ROLE_OF.get(reader.number(1))
    if role is None:
        raise malformed("a role that does not exist")
    return role


def _read_key(reader: Reader) -> bytes:
    key = reader.take(p256.POINT_BYTES)
    if not p256.is_point(key):
        raise malformed("a key that is no point of P-256")
    return key


def _read_name(reader: Reader) -> str:
    try:
        name = reader.take(reader.number(1)).decode()
    except UnicodeDecodeError:
        raise malformed("a name that is not UTF-8") from None
    if not is_display_name(name):
        raise malformed("a name that could be taken for another")
    return name
