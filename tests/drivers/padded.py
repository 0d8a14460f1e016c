# SPDX-License-Identifier: EUPL-1.2
"""The clients' padding, written a second time from its description: length u16, content, zeros.

The relay has no use for it: only tests look inside.
"""

import struct

SIZES = (256, 512, 1024, 2048, 4096, 8192, 16384)


class NotPaddedError(Exception):
    """The bytes are not the padding of anything."""


def pad(content: bytes) -> bytes:
    """*content* in the smallest size that holds it."""
    whole = struct.pack(">H", len(content)) + content
    return whole.ljust(_size(len(whole)), b"\0")


def unpad(padded: bytes) -> bytes:
    """
    What was padded.

    Raises:
        NotPaddedError: nothing is padded to these bytes.
    """
    if len(padded) not in SIZES:
        raise NotPaddedError("no such size")
    (length,) = struct.unpack_from(">H", padded)
    content = padded[2 : 2 + length]
    if len(content) != length or pad(content) != padded:
        raise NotPaddedError("not the padding of its content")
    return content


def _size(needed: int) -> int:
    for size in SIZES:
        if size >= needed:
            return size
    raise NotPaddedError("too long")
