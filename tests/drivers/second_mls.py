# SPDX-License-Identifier: EUPL-1.2
"""Another implementation of MLS as a member of our groups: PyPI ``rfc9420``, which shares no line with ours.

Only what the library leaves to its caller is done here: it takes commits as public messages, so a
sealed one is opened and put into that form first (RFC 9420, 6.3).
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from typing import Self

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from rfc9420 import CipherSuite, DefaultCryptoProvider, ProtocolMLSGroup, Sender, SenderType
from rfc9420.extensions.extensions import build_capabilities_data
from rfc9420.messages import messages
from rfc9420.messages.data_structures import Credential, Signature, Welcome
from rfc9420.messages.key_packages import KeyPackage, LeafNode
from rfc9420.protocol.tree.ratchet_tree import RatchetTree

from chatserver.signing import p256

SUITE = 2


def provider() -> DefaultCryptoProvider:
    """Suite 0x0002, as the library computes it."""
    return DefaultCryptoProvider(suite_id=SUITE)


@dataclass(frozen=True, slots=True)
class Pair:
    """A private key as the library wants it, and its point."""

    scalar: bytes
    point: bytes

    @classmethod
    def make(cls) -> Self:
        key = ec.generate_private_key(ec.SECP256R1())
        return cls(key.private_numbers().private_value.to_bytes(32, "big"), p256.point(key))


def unwrapped(octets: bytes, wire_format: messages.WireFormat) -> bytes:
    """What is inside an MLSMessage of that form."""
    message = messages.MLSMessage.deserialize(octets)
    assert message.wire_format == wire_format
    assert message.serialize() == octets
    return message.content


def read_key_package(octets: bytes, now: int) -> KeyPackage:
    """A key package of ours, verified by the library."""
    package = KeyPackage.deserialize(unwrapped(octets, messages.WireFormat.KEY_PACKAGE))
    package.verify(provider(), current_time=now)
    return package


@contextmanager
def _leaves_as_they_are() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            RatchetTree,
            "_compute_parent_hash_for_leaf",
            lambda tree, leaf: tree.get_node(leaf * 2).leaf_node.parent_hash,
        )
        yield


class SecondMember:
    """One member whose every step is the other library's."""

    def __init__(self) -> None:
        self._leaf, self._init, self.signing = Pair.make(), Pair.make(), Pair.make()
        self._package: KeyPackage | None = None
        self._group: ProtocolMLSGroup | None = None

    def key_package(self, identity: bytes, *, now: int) -> bytes:
        """Its own, with what our client demands of a leaf."""
        crypto = provider()
        leaf = LeafNode(
            encryption_key=self._leaf.point,
            signature_key=self.signing.point,
            capabilities=build_capabilities_data([SUITE], [], include_grease=False),
            credential=Credential(identity=identity, public_key=self.signing.point),
            lifetime_not_before=now - 3600,
            lifetime_not_after=now + 12 * 3600,
        )
        sign = crypto.sign_with_label
        leaf = replace(
            leaf, signature=Signature(sign(self.signing.scalar, b"LeafNodeTBS", leaf.tbs_serialize()))
        )
        suite = CipherSuite.deserialize(SUITE.to_bytes(2, "big"))
        package = KeyPackage(cipher_suite=suite, init_key=self._init.point, leaf_node=leaf)
        signature = sign(self.signing.scalar, b"KeyPackageTBS", package.tbs_serialize())
        self._package = replace(package, signature=Signature(signature))
        return messages.MLSMessage.from_key_package(self._package).serialize()

    def joins(self, welcome: bytes, *, old_hashes: bool = False) -> None:
        """
        By a Welcome of ours.

        *old_hashes*: go on where the library wants more than the standard.  It asks that the parent hash
        in each leaf be that of the tree as it is, but a leaf keeps the one of its own last path, and
        when somebody else has renewed the parents since, no parent answers to it any more.  RFC 9420
        (7.9.2) asks it of parents only, which the library checks too, before.
        """
        with _leaves_as_they_are() if old_hashes else nullcontext():
            self._join(welcome)

    def _join(self, welcome: bytes) -> None:
        self._group = ProtocolMLSGroup.from_welcome(
            Welcome.deserialize(unwrapped(welcome, messages.WireFormat.WELCOME)),
            self._init.scalar,
            provider(),
            key_package=self._package,
            encryption_private_key=self._leaf.scalar,
        )

    def follows(self, commit: bytes) -> int:
        """A commit of ours; the answer is its committer's leaf."""
        group, sealed = self.group, self._sealed(commit)
        schedule = group._key_schedule
        assert schedule is not None
        sender, content, auth = messages.unprotect_content_handshake(
            sealed, schedule, group._secret_tree, group._crypto_provider
        )
        framed = messages.FramedContent(
            group_id=sealed.group_id,
            epoch=sealed.epoch,
            sender=Sender(sender, SenderType.MEMBER),
            authenticated_data=sealed.authenticated_data,
            content_type=sealed.content_type,
            content=content,
        )
        unmarked = messages.AuthenticatedContent(self._signed(framed), auth)
        # A sealed commit has no membership tag. The library asks for one, so it gets the one that is right.
        tag = group._crypto_provider.hmac_sign(schedule.membership_key, unmarked.serialize_tbm())
        group.process_commit(messages.MLSPlaintext(replace(unmarked, membership_tag=tag)), sender)
        return sender

    def opens(self, message: bytes) -> tuple[int, bytes]:
        """An application message of ours: its sender's leaf and the plaintext, padding and all."""
        return self.group.unprotect(self._sealed(message))

    def says(self, plaintext: bytes, stamp: bytes) -> bytes:
        """An application message for us, with our stamp beside it."""
        group = self.group
        assert group._secret_tree is not None
        assert group._key_schedule is not None
        place = (group.get_group_id(), group.get_epoch(), group.get_own_leaf_index(), stamp)
        framed = messages.FramedContent(
            place[0],
            place[1],
            Sender(place[2], SenderType.MEMBER),
            stamp,
            messages.ContentType.APPLICATION,
            plaintext,
        )
        signed = self._signed(framed).serialize()
        signature = provider().sign_with_label(self.signing.scalar, b"FramedContentTBS", signed)
        sealed = messages.protect_content_application(
            *place, plaintext, signature, group._key_schedule, group._secret_tree, provider(), pad_to=0
        )
        return messages.MLSMessage.from_private_message(sealed).serialize()

    def exports(self, label: bytes, context: bytes, length: int) -> bytes:
        """
        A secret of the epoch (RFC 9420, 8.5).

        The library leaves the hashing of *context* out, against the standard and its official vectors.
        """
        return self.group.export_secret(label, hashlib.sha256(context).digest(), length)

    @property
    def group(self) -> ProtocolMLSGroup:
        """The group, once there is one."""
        assert self._group is not None
        return self._group

    def _sealed(self, octets: bytes) -> messages.MLSCiphertext:
        inner = unwrapped(octets, messages.WireFormat.PRIVATE_MESSAGE)
        return messages.MLSCiphertext.deserialize(inner)

    def _signed(self, framed: messages.FramedContent) -> messages.AuthenticatedContentTBS:
        """What a member signs when it seals *framed* (RFC 9420, 6.1)."""
        context = self.group._group_context
        assert context is not None
        form = messages.WireFormat.PRIVATE_MESSAGE
        return messages.AuthenticatedContentTBS(form, framed, context.serialize())
