# SPDX-License-Identifier: EUPL-1.2
"""Keeps one live store for as long as a server holds it, and a little longer.

Run as a program of its own by ``live/embedded.py``:
``keeper.py <folder> <grace seconds> <binary> <option> ...``

Rule 1: whoever holds a shared lock on ``<folder>/held`` needs the store; the kernel lets go of it however
the holder dies.  Nobody for *grace seconds*: the store ends, and so does this program.  Rule 2: the store
never outlives its keeper (Linux), nor writes anything to a disk.  Rule 3: this file needs nothing but
Python itself, so that it starts in a blink and stays small.
"""

import contextlib
import ctypes
import fcntl
import os
import resource
import select
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final, TextIO

LOOK_SECONDS: Final = 0.5
_SET_DEATH_SIGNAL: Final = 1  # PR_SET_PDEATHSIG of <linux/prctl.h>
_SUCCESSION_LOOKS: Final = 10
NO_DUMP: Final = 1
"""Bytes.  Too few for any file; and 0 would not keep Linux from handing a dump to a program."""
FORGETTING: Final = {
    "GLIBC_TUNABLES": "glibc.malloc.perturb=90:glibc.malloc.tcache_count=0",
    "MallocScribble": "1",
}
"""How the system's allocator (Linux, macOS) is told to overwrite memory that is given back."""


def main(folder: Path, grace_seconds: float, command: list[str]) -> None:
    """Keep the store in *folder* until nobody has held it for *grace_seconds*, or it dies by itself."""
    _leave_parent()
    with (folder / "kept").open("w") as kept, (folder / "held").open("w") as held:
        if not _alone(kept):
            return
        store = _start(command)
        if _unwanted(held, store, grace_seconds):
            # Our lock on *held* stays until we have ended: who starts meanwhile waits, and then starts anew.
            os.kill(store, signal.SIGKILL)
            os.waitpid(store, 0)


def _leave_parent() -> None:
    """Stay when the server goes, and when a terminal sends its interrupt to everybody."""
    if os.fork():
        os._exit(0)
    os.setsid()


def _alone(kept: TextIO) -> bool:
    """Whether we are the only keeper.  One that is just ending gets a moment."""
    for _ in range(_SUCCESSION_LOOKS):
        if _locked(kept):
            return True
        time.sleep(LOOK_SECONDS / 5)
    return False


def _locked(file: TextIO) -> bool:
    with contextlib.suppress(BlockingIOError):
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    return False


def _start(command: list[str]) -> int:
    keeper = os.getpid()
    store = os.fork()
    if store == 0:
        # A dump of its memory would put on a disk what must never be there.
        resource.setrlimit(resource.RLIMIT_CORE, (NO_DUMP, NO_DUMP))
        for name, value in FORGETTING.items():
            os.putenv(name, value)
        _die_with(keeper)
        os.execv(command[0], command)  # noqa: S606  # the binary that our own package names
    return store


def _die_with(keeper: int) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SET_DEATH_SIGNAL, signal.SIGKILL)
        if os.getppid() != keeper:
            os._exit(1)


def _unwanted(held: TextIO, store: int, grace_seconds: float) -> bool:
    """Wait.  True, and *held* locked: nobody has held the store for *grace_seconds*.  False: it has died."""
    alone_since = None
    wait = _until_a_child_dies()
    while os.waitpid(store, os.WNOHANG) == (0, 0):
        if not _locked(held):
            alone_since = None
        elif alone_since is None:
            alone_since = time.monotonic()
        elif time.monotonic() - alone_since >= grace_seconds:
            return True
        fcntl.flock(held, fcntl.LOCK_UN)
        wait(LOOK_SECONDS)
    return False


def _until_a_child_dies() -> Callable[[float], object]:
    """A wait of so many seconds that ends early when the store dies."""
    ears, mouth = os.pipe()
    os.set_blocking(mouth, False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(mouth)
    return lambda seconds: select.select([ears], [], [], seconds)


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]), sys.argv[3:])
