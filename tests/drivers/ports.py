# SPDX-License-Identifier: EUPL-1.2
"""Ports for processes that a test starts, and may start again at the same place."""

import secrets
import socket
from typing import Final

_NEVER_LENT: Final = range(20_000, 32_768)
"""Below the ports that a kernel lends to whoever connects (Linux from 32768, macOS and Windows from 49152).

One of those can be somebody's before the process that shall have it has started, or between two starts.
"""


def free_port() -> int:
    """A port of loopback that nobody listens on now, and that no connection is lent."""
    while True:
        port = secrets.choice(_NEVER_LENT)
        with socket.socket() as listener:
            try:
                listener.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
