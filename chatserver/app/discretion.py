# SPDX-License-Identifier: EUPL-1.2
"""This process keeps its memory to itself: nothing of it is written to a disk, nor shown to a neighbour.

It knows the operating system and nothing of Lykta.  Where a system has no such switch nothing happens.
"""

import contextlib
import ctypes
import resource
import sys
from typing import Final

NO_DUMP: Final = 1
"""Bytes.  Too few for any file; and 0 would not keep Linux from handing a dump to a program."""
_SET_DUMPABLE: Final = 4  # PR_SET_DUMPABLE of <linux/prctl.h>
_PERTURB: Final = -6  # M_PERTURB of <malloc.h>
_FILLING: Final = 90
_CACHED_SIZES: Final = range(496, 1_040, 16)
_CACHED_OF_EACH: Final = 8
"""What the GNU library puts aside for a thread (seven of each), overwritten only when it is given out again.
Python asks it for nothing smaller."""


def keep_to_itself() -> None:
    """No dump after a crash; no other program of this account looks in; what is given back is overwritten."""
    resource.setrlimit(resource.RLIMIT_CORE, (NO_DUMP, NO_DUMP))
    if sys.platform == "linux":
        system = ctypes.CDLL(None)
        system.prctl(_SET_DUMPABLE, 0, 0, 0, 0)
        # Of the GNU library alone.
        with contextlib.suppress(AttributeError):
            system.mallopt(_PERTURB, _FILLING)


def overwrite_the_freed() -> None:
    """What the allocator has put aside unchanged is written over.  In the thread that freed it."""
    # Not bytes: those are asked for in a way that passes by what was put aside.
    _ = [bytearray(size) for size in _CACHED_SIZES for _ in range(_CACHED_OF_EACH)]
