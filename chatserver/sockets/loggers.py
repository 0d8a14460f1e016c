# SPDX-License-Identifier: EUPL-1.2
"""What python-socketio, python-engineio and aiohttp log: that there was something, never what.

Their texts quote packets, Origins and addresses, at INFO and in tracebacks even with ``logger=False`` (seen).
"""

import logging
from typing import Final

import structlog

log = structlog.get_logger()

_TALKERS: Final = (
    "engineio",
    "engineio.client",
    "engineio.server",
    "socketio",
    "socketio.client",
    "socketio.server",
    "aiohttp.access",
    "aiohttp.client",
    "aiohttp.internal",
    "aiohttp.server",
    "aiohttp.web",
    "aiohttp.websocket",
)


class LibraryLog:
    """Looks like a logger to a library.  Sampled: the 1st, 2nd, 4th, 8th ... are told, with their count."""

    def __init__(self, library: str) -> None:
        self._library = library
        self._count = 0

    def info(self, *_: object, **__: object) -> None:
        """Nothing: whole payloads come this way."""

    debug = info

    def warning(self, *_: object, **__: object) -> None:
        """Tell that there was a warning."""
        self._tell("warning")

    def error(self, *_: object, **__: object) -> None:
        """Tell that there was an error."""
        self._tell("error")

    critical = error

    def exception(self, *_: object, **__: object) -> None:
        """Tell that something broke, and where (``observe.logs`` takes the message off)."""
        self._tell("error", exc_info=True)

    def _tell(self, level: str, **where: object) -> None:
        self._count += 1
        if self._count & (self._count - 1) == 0:
            getattr(log, level)("library", library=self._library, count=self._count, **where)


def quiet_library_loggers() -> None:
    """
    Take the libraries' own handlers away.

    Stock servers and clients hang a stream handler on their loggers when they are built; without it what
    they say goes up to the root logger, which ``observe.logs`` owns.
    """
    for name in _TALKERS:
        logger = logging.getLogger(name)  # noqa: TID251  # the loggers are the libraries', not ours
        logger.handlers.clear()
        logger.setLevel(logging.WARNING)
        logger.propagate = True
