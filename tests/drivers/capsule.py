# SPDX-License-Identifier: EUPL-1.2
"""What lies in a slot on somebody's device, opened as a client opens it: the relay itself never sees one."""

import base64
import json
import re
from typing import Any, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

IV_BYTES: Final = 12
VERSION: Final = 1
SLOT: Final = re.compile(
    r"(1\.[0-9]{1,15}\.(?:[A-Za-z0-9_-]{32}\.[A-Za-z0-9_-]{43})?\.)([A-Za-z0-9+/]{4,}={0,2})"
)
"""``1.<how often written>.<resume text or nothing>.``, and base64 of iv || ciphertext; the seal vouches."""


class NotOpenedError(Exception):
    """By which *layer* it was refused: ``slot``, ``seal`` or ``content``."""

    def __init__(self, layer: str) -> None:
        super().__init__(layer)
        self.layer = layer


def sealed(content: bytes, *, key: bytes, iv: bytes, head: str) -> str:
    """The text of a slot."""
    return head + base64.b64encode(iv + AESGCM(key).encrypt(iv, content, head.encode())).decode()


def opened(slot: str, key: bytes) -> dict[str, Any]:
    """
    What is in *slot*.

    Raises:
        NotOpenedError: nothing that this version could go on with.
    """
    found = SLOT.fullmatch(slot)
    if found is None:
        raise NotOpenedError("slot")
    head, text = found.groups()
    box = base64.b64decode(text)
    try:
        plain = AESGCM(key).decrypt(box[:IV_BYTES], box[IV_BYTES:], head.encode())
    except (InvalidTag, ValueError):
        raise NotOpenedError("seal") from None
    return _content(plain)


def _content(plain: bytes) -> dict[str, Any]:
    try:
        said: dict[str, Any] = json.loads(plain)
        if said.pop("v") == VERSION:
            return said
    except (ValueError, KeyError, AttributeError, TypeError):
        pass
    raise NotOpenedError("content")
