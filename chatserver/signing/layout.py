# SPDX-License-Identifier: EUPL-1.2
"""Fixed binary layouts, big endian, read to the last byte.  Knows nothing of what the fields mean."""

import struct

from chatserver.signing.distrust import Distrust, DistrustError

_U64 = struct.Struct(">Q")


def u8(value: int) -> bytes:
    """*value* as one byte."""
    return value.to_bytes(1, "big")


def u16(value: int) -> bytes:
    """*value* as two bytes."""
    return value.to_bytes(2, "big")


def u64(value: int) -> bytes:
    """*value* as eight bytes."""
    return _U64.pack(value)


def malformed(text: str) -> DistrustError:
    """What to raise when a layout is not ours."""
    return DistrustError(Distrust.MALFORMED, text)


class Reader:
    """Takes fields off the front of *content*; every method raises `DistrustError` (malformed) at its end."""

    def __init__(self, content: bytes) -> None:
        self._rest = content

    def take(self, size: int) -> bytes:
        """The next *size* bytes."""
        if len(self._rest) < size:
            raise malformed("cut short")
        taken, self._rest = self._rest[:size], self._rest[size:]
        return taken

    def number(self, size: int) -> int:
        """An unsigned number of *size* bytes."""
        return int.from_bytes(self.take(size), "big")

    def expect(self, value: int) -> None:
        """One byte that must be *value*."""
        if self.number(1) != value:
            raise malformed("another version or kind")

    def end(self) -> None:
        """Nothing is left."""
        if self._rest:
            raise malformed("more than there should be")
