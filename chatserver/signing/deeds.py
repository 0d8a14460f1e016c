# SPDX-License-Identifier: EUPL-1.2
"""The chain of deeds: each holds the hash of the one before it, so that none can be changed alone.

The hash of a deed is the SHA-256 of, big endian::

    "lykta deed v1\\0" | previous 32 | number u64 | at u64 | role | id | deed | subject | detail

where each of the last five is ``length u8 | UTF-8``.  Numbers are 1, 2, 3 ..., and before the first stand 32
zero bytes.  There is no key in it: whoever can write to the records can make a whole new chain.  That is
found by a hash that was written down elsewhere, and by nothing else.
"""

import hashlib
from typing import Final

from chatserver.domain.deeds import Link, RecordedDeed

BEGINNING: Final = bytes(32)
"""What the first deed follows."""
_DOMAIN: Final = b"lykta deed v1\0"


class MisfitError(Exception):
    """A deed that does not fit into the chain; *layer* is the check that found it."""

    def __init__(self, layer: str) -> None:
        super().__init__(layer)
        self.layer = layer


def hash_of(previous: bytes, number: int, deed: RecordedDeed) -> bytes:
    """
    The hash of *deed*, the *number*-th, after that of the deed before it.

    Raises:
        ValueError: a text is longer than 255 bytes, or a figure is none.
    """
    texts = (deed.doer.role, deed.doer.id, deed.deed, deed.subject, deed.detail)
    figures = previous + _figure(number) + _figure(deed.at)
    return hashlib.sha256(_DOMAIN + figures + b"".join(map(_text, texts))).digest()


def follow(before: int, previous: bytes, link: Link) -> bytes:
    """
    The hash of *link*, which is the next after number *before*, whose hash is *previous*.

    Raises:
        MisfitError: it is not.
    """
    if link.number != before + 1:
        raise MisfitError("number")
    if link.previous != previous:
        raise MisfitError("previous")
    try:
        found = hash_of(previous, link.number, link.deed)
    except ValueError:
        raise MisfitError("layout") from None
    if link.hash != found:
        raise MisfitError("hash")
    return found


def _figure(figure: int) -> bytes:
    try:
        return figure.to_bytes(8, "big")
    except OverflowError:
        raise ValueError("no figure of 64 bits") from None


def _text(text: str) -> bytes:
    content = text.encode()
    return bytes([len(content)]) + content
