# SPDX-License-Identifier: EUPL-1.2
"""One line per thing that matters, and nothing about a visitor in it.

Rule 1: a field that is not on the list does not get out; in tests it raises (``strict``).
Rule 2: what the libraries log is reduced to its logger's name and level: their texts quote payloads
(seen: python-engineio 4.15 prints whole packets at INFO, and tracebacks of bad ones even with logger=False).
Rule 3: an exception is told by its type and the line it left from, never by its message or locals.
"""

import logging
import sys
from collections.abc import Mapping, MutableMapping
from typing import Any, TextIO

import structlog

FIELDS: Mapping[str, type | tuple[type, ...]] = {
    "age_seconds": (int, float),
    "channel": str,
    "code": str,
    "count": int,
    "event": str,
    "exception": str,
    "lane": str,
    "level": str,
    "library": str,
    "method": str,
    "node": str,
    "port": int,
    "role": str,
    "route": str,
    "seconds": (int, float),
    "setting": str,
    "state": str,
    "status": int,
    "tag": str,
    "task": str,
    "timestamp": str,
    "version": str,
    "wire_event": str,
}
"""Everything a line may hold.  ``channel`` is its kind; ``tag`` a pseudonym of the day (``observe.tags``)."""

LIBRARIES = (
    "aiohttp",
    "asyncio",
    "http_message_signatures",
    "engineio",
    "socketio",
    "redis",
    "sqlalchemy",
    "alembic",
    "aiosqlite",
)

Fields = MutableMapping[str, Any]


class UnlistedFieldError(ValueError):
    """Somebody tried to log what is not on the list.  Raised in strict mode only; else it is left out."""


def only_listed(*, strict: bool) -> structlog.typing.Processor:
    """A processor that lets only ``FIELDS`` pass, each of its own type."""

    def process(_logger: Any, _method: str, fields: Fields) -> Fields:
        unlisted = {name for name, value in fields.items() if not isinstance(value, FIELDS.get(name, ()))}
        if unlisted and strict:
            raise UnlistedFieldError(", ".join(sorted(unlisted)))
        return {name: value for name, value in fields.items() if name not in unlisted}

    return process


def where_it_broke(_logger: Any, _method: str, fields: Fields) -> Fields:
    """Turn ``exc_info`` into the type and the innermost line of our own code."""
    exc_info = fields.pop("exc_info", None)
    if not exc_info:
        return fields
    kind, _, trace = exc_info if isinstance(exc_info, tuple) else sys.exc_info()
    place = ""
    while trace is not None:
        module = str(trace.tb_frame.f_globals.get("__name__", ""))
        if module.startswith("chatserver"):
            place = f" at {module}:{trace.tb_lineno}"
        trace = trace.tb_next
    return {**fields, "exception": f"{kind.__name__ if kind else 'unknown'}{place}"}


class LibraryHandler(logging.Handler):
    """Says that a library had something to say, not what."""

    def emit(self, record: logging.LogRecord) -> None:
        log = structlog.get_logger()
        level = "error" if record.levelno >= logging.ERROR else "warning"
        broke = {"exc_info": record.exc_info} if record.exc_info else {}
        getattr(log, level)("library", library=record.name.split(".")[0], **broke)


def route_libraries() -> None:
    """Hand the libraries' loggers, and whatever else uses ``logging``, to ours; nothing below WARNING."""
    logging.lastResort = None
    for name in (None, *LIBRARIES):
        logger = logging.getLogger(name)  # noqa: TID251  # the one place where the two systems meet
        logger.handlers = [LibraryHandler()] if name is None else []
        logger.setLevel(logging.WARNING)
        logger.propagate = name is not None


def configure(*, json: bool, strict: bool = False, stream: TextIO | None = None) -> None:
    """Set up logging for the process: JSON lines for machines, aligned text for a terminal."""
    out = stream or sys.stderr
    last = structlog.processors.JSONRenderer() if json else structlog.dev.ConsoleRenderer(colors=out.isatty())
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            where_it_broke,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            only_listed(strict=strict),
            last,
        ],
        logger_factory=structlog.PrintLoggerFactory(out),
        cache_logger_on_first_use=False,
    )
    route_libraries()
