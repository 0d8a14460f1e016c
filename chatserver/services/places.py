# SPDX-License-Identifier: EUPL-1.2
"""Tells those who wait where they stand: only what has changed, seldom, and why when it is worse.

Rule 1: what a visitor was last told is remembered on this node alone; others are told by theirs.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from msgspec.structs import replace

from chatserver.domain.estimate import Range
from chatserver.domain.ids import ConversationId
from chatserver.domain.queue import Stage, Standing, reason, standings
from chatserver.live.queue import Moment, Queue
from chatserver.live.queue_replies import Joined, LaneLine
from chatserver.services.outlook import Outlook
from chatserver.services.ports import Post
from chatserver.wire.limits import PLACE_EVERY_SECONDS
from chatserver.wire.visitor import Place

_COMING: Final = frozenset({Stage.OFFERED, Stage.KEY, Stage.WELCOME})
"""Not in line, and perhaps in line again."""


@dataclass(frozen=True, slots=True)
class _Told:
    """What a visitor was last told, and when."""

    place: Place
    at: int


class Places:
    """The places that visitors have been told."""

    def __init__(self, queue: Queue, post: Post, outlook: Outlook) -> None:
        self._queue = queue
        self._post = post
        self._outlook = outlook
        self._told: dict[str, _Told] = {}

    def answered(self, conversation: ConversationId, joined: Joined, at: Moment) -> Place:
        """Where a visitor stands, for the answer to what it asked."""
        place = Place(
            place=joined.place,
            waiting=joined.waiting,
            open=joined.open,
            urgent=joined.urgent,
            **_minutes(self._outlook.estimate(joined.lane, joined.place)),
        )
        self._told[conversation.value] = _Told(place, at.now_ms)
        return place

    def forget(self, conversation: ConversationId) -> None:
        """This visitor does not wait any more."""
        self._told.pop(conversation.value, None)

    async def push(self, at: Moment) -> None:
        """Tell everybody whose place is another, and who has not been told anything for a while."""
        await self._outlook.refresh(at)
        lines = await self._queue.lines(at=at)
        in_line = {name for line in lines for name in self._push_line(line, at)}
        await self._push_coming([name for name in self._told if name not in in_line], at)

    def _push_line(self, line: LaneLine, at: Moment) -> Sequence[str]:
        everybody = standings(_pairs(line.calm), _pairs(line.urgent))
        for name, standing in everybody.items():
            told = self._told.get(name)
            if told is None or _is_due(told, at):
                self._push_one(name, self._in_line(line, standing, len(everybody), told), at)
        return list(everybody)

    def _in_line(self, line: LaneLine, standing: Standing, waiting: int, told: _Told | None) -> Place:
        why = reason(before=told.place.place, now=standing, since=told.at, risen=line.rises) if told else None
        return Place(
            place=standing.place,
            waiting=waiting,
            open=line.counsellors > 0,
            urgent=standing.urgent,
            **_minutes(self._outlook.estimate(line.lane, standing.place)),
            why=why,
        )

    async def _push_coming(self, names: Sequence[str], at: Moment) -> None:
        """Those who have been told a place and are not in line: place 0, or nothing more."""
        if not names:
            return
        for name, stage in zip(names, await self._queue.stages(names, at=at), strict=True):
            told = self._told[name]
            if stage not in _COMING:
                del self._told[name]
            elif _is_due(told, at):
                self._push_one(name, _coming(told.place), at)

    def _push_one(self, name: str, place: Place, at: Moment) -> None:
        told = self._told.get(name)
        if told is None or not _same(told.place, place):
            self._told[name] = _Told(place, at.now_ms)
            self._post.to_visitor(ConversationId(name), "queue:place", place)


def _minutes(outlook: Range | None) -> dict[str, Any]:
    if outlook is None:
        return {}
    return {
        "soonest_minutes": outlook.soonest_minutes,
        "latest_minutes": outlook.latest_minutes,
        "unlikely": outlook.unlikely,
    }


def _coming(place: Place) -> Place:
    return Place(place=0, waiting=place.waiting, open=place.open, urgent=place.urgent)


def _same(told: Place, place: Place) -> bool:
    return told == replace(place, why=told.why)


def _is_due(told: _Told, at: Moment) -> bool:
    return at.now_ms - told.at >= PLACE_EVERY_SECONDS * 1_000


def _pairs(flat: Sequence[str]) -> list[tuple[str, int]]:
    return [(name, int(float(virtual))) for name, virtual in zip(flat[::2], flat[1::2], strict=True)]
