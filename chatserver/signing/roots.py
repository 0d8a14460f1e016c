# SPDX-License-Identifier: EUPL-1.2
"""``roots.json``: the public keys that a helpline's staff are checked against.  Nothing in it is secret."""

import base64
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import msgspec

from chatserver.domain.errors import CannotError
from chatserver.signing.p256 import is_point


class RootsError(CannotError):
    """A ``roots.json`` that is missing or is not one."""


class _File(msgspec.Struct, forbid_unknown_fields=True):
    helpline: str
    roots: list[str]


@dataclass(frozen=True, slots=True)
class Roots:
    """The roots of one helpline: the current one, and the next while there is one."""

    helpline: str
    keys: tuple[bytes, ...]

    def encode(self) -> bytes:
        """As it is served and kept."""
        return msgspec.json.encode(
            _File(self.helpline, [base64.b64encode(key).decode() for key in self.keys])
        )

    @classmethod
    def parse(cls, content: bytes) -> Self:
        """
        The roots in *content*.

        Raises:
            RootsError: it is not a ``roots.json``.
        """
        try:
            file = msgspec.json.decode(content, type=_File)
            keys = tuple(base64.b64decode(key, validate=True) for key in file.roots)
        except (msgspec.MsgspecError, ValueError):
            raise RootsError(
                "roots.json is not one: bring in the right one with `lykta keys publish`."
            ) from None
        if not keys or not all(map(is_point, keys)):
            raise RootsError("roots.json holds no roots: bring in the right one with `lykta keys publish`.")
        return cls(file.helpline, keys)

    @classmethod
    def read(cls, path: Path) -> Self:
        """
        The roots in the file *path*.

        Raises:
            RootsError: there is none, or it is not one.
        """
        try:
            return cls.parse(path.read_bytes())
        except OSError as wrong:
            why = wrong.strerror
            raise RootsError(
                f"{path} cannot be read ({why}): bring in the ceremony's with `lykta keys publish`."
            ) from None
