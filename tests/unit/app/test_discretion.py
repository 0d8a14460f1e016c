# SPDX-License-Identifier: EUPL-1.2
"""A process keeps its memory to itself: no other looks in, and what it has freed is not left lying there."""

import platform
import subprocess
import sys

import pytest

FREES = """
import ctypes

from chatserver.app import discretion

discretion.keep_to_itself()
print("dumpable", ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))  # PR_GET_DUMPABLE
for size in (600, 1_000, 4_000):
    kept = bytearray(b"canary" * size)[:size]
    view = ctypes.c_char.from_buffer(kept)
    at = ctypes.addressof(view)
    del view, kept
    before = ctypes.string_at(at, size).count(b"canary")
    discretion.overwrite_the_freed()
    print("before" if before else "at once", ctypes.string_at(at, size).count(b"canary"))
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="knows how the GNU library puts memory aside")
def test_what_was_freed_is_written_over() -> None:
    """Large pieces at once; small ones, which the allocator puts aside for the next, when it is told to."""
    command = [sys.executable, "-c", FREES]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603  # our own
    assert ran.stdout.splitlines() == ["dumpable 0", "before 0", "before 0", "at once 0"]
