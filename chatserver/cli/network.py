# SPDX-License-Identifier: EUPL-1.2
"""Whether this machine could reach another: the interfaces that are up, but for loopback."""

import socket
from pathlib import Path
from typing import Final

INTERFACES: Final = Path("/sys/class/net")
_UP, _LOOPBACK = 0x1, 0x8


def interfaces_up(folder: Path = INTERFACES) -> list[str]:
    """Their names.  Where the system does not tell which are up, every one that is not called lo counts."""
    if not folder.is_dir():
        return [name for _, name in socket.if_nameindex() if not name.startswith("lo")]
    return [path.name for path in sorted(folder.iterdir()) if _is_up(path / "flags")]


def _is_up(flags: Path) -> bool:
    try:
        value = int(flags.read_text(), 16)
    except (OSError, ValueError):
        return False  # what has no flags is no interface (bonding_masters)
    return bool(value & _UP) and not value & _LOOPBACK
