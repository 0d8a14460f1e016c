# SPDX-License-Identifier: EUPL-1.2
"""What everybody may ask.  No cookie is read or set, and nothing is kept."""

from chatserver.web.endpoint import Answer, Ask
from chatserver.wire.http import Helpline, LaneOpen


async def helpline(ask: Ask) -> Answer:
    """Who answers here, and in which lanes somebody does now."""
    lanes = [
        LaneOpen(audience=lane.audience, language=lane.language, open=is_open)
        for lane, is_open in await ask.parts.lanes.open_lanes()
    ]
    demo = ask.parts.demonstration is not None
    return Answer(Helpline(name=ask.parts.site.helpline, demo=demo, lanes=lanes))


async def ticket(ask: Ask) -> Answer:
    """A ticket for a fresh conversation."""
    return Answer(ask.parts.admissions.admit())


async def capsule(ask: Ask) -> Answer:
    """The key of the capsule that a page has found after its reload."""
    return Answer(await ask.parts.capsules.take(ask.body))
