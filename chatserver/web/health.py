# SPDX-License-Identifier: EUPL-1.2
"""Whether the process lives, and whether it can work: two questions, since only one asks for a restart."""

import asyncio
from typing import Final

import structlog
from aiohttp import web

from chatserver.domain.errors import RefusedError
from chatserver.web.parts import PARTS, Probe

PROBE_SECONDS: Final = 3

log = structlog.get_logger()


async def health(_request: web.Request) -> web.Response:
    """Alive: nothing else is asked."""
    return web.json_response({"alive": True})


async def ready(request: web.Request) -> web.Response:
    """Ready if every store answers; else 503, and which one does not."""
    probes = request.app[PARTS].probes
    works = {name: await _works(name, probe) for name, probe in probes.items()}
    everything = all(works.values())
    return web.json_response({"ready": everything, "works": works}, status=200 if everything else 503)


async def _works(name: str, probe: Probe) -> bool:
    try:
        async with asyncio.timeout(PROBE_SECONDS):
            await probe()
    except (RefusedError, OSError, TimeoutError):
        log.warning("not ready", state=name)
        return False
    return True
