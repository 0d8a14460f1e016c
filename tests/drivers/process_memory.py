# SPDX-License-Identifier: EUPL-1.2
"""The memory of a running process, as whoever seizes the machine has it (Linux only)."""

from collections.abc import Iterable, Iterator, Mapping
from io import FileIO
from pathlib import Path

from redis.asyncio import Redis


async def process_of(store: str) -> int:
    """The process of the live store at the socket *store*."""
    async with Redis(unix_socket_path=store) as redis:
        return int((await redis.info("server"))["process_id"])


def can_be_read(process: int) -> bool:
    """Whether the memory of *process* is ours to read: root's, or its own account's where that may be."""
    try:
        with Path(f"/proc/{process}/mem").open("rb"):
            return True
    except OSError:
        return False


def regions(process: int) -> Iterator[bytes]:
    """Everything that *process* has written, or could have."""
    maps = Path(f"/proc/{process}/maps").read_text().splitlines()
    with FileIO(f"/proc/{process}/mem") as memory:
        for line in maps:
            span, rights, *_ = line.split()
            if rights.startswith("rw"):
                yield _read(memory, *(int(end, 16) for end in span.split("-")))


def _read(memory: FileIO, start: int, end: int) -> bytes:
    try:
        memory.seek(start)
        return memory.read(end - start)
    except OSError:
        return b""  # gone meanwhile, or of a device


def counted(process: int, sought: Mapping[str, Iterable[bytes]]) -> Mapping[str, int]:
    """How often each of *sought* stands in the memory of *process*, in any of its spellings."""
    found = dict.fromkeys(sought, 0)
    for region in regions(process):
        for name, spellings in sought.items():
            found[name] += sum(region.count(spelling) for spelling in spellings)
    return found
