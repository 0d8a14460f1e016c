# SPDX-License-Identifier: EUPL-1.2
"""A server that lies on the wire, and what the young person reads then."""

import base64
import json
from collections.abc import Callable
from typing import Any

from playwright.async_api import Page, WebSocketRoute

from tests.stories.people import PHONE, Stage, Visitor

Told = dict[str, Any]


async def lies(page: Page, event: str, lie: Callable[[Told], Told]) -> None:
    """What *page* is told by *event* is what *lie* makes of it; everything else passes."""

    def said(frame: str | bytes) -> str | bytes:
        start = frame.find(f'["{event}",') if isinstance(frame, str) else -1
        if not isinstance(frame, str) or start < 0:
            return frame
        name, told = json.loads(frame[start:])
        return frame[:start] + json.dumps([name, lie(told)])

    def between(here: WebSocketRoute) -> None:
        there = here.connect_to_server()
        there.on_message(lambda frame: here.send(said(frame)))
        here.on_message(there.send)

    await page.route_web_socket("**/socket.io/**", between)


async def test_a_changed_key_package_is_refused(stage: Stage) -> None:
    """A key package that was changed on the wire lets nobody in, and nothing has been sent."""
    visitor = Visitor(await stage.page(size=PHONE), stage.helpline, framed=False)
    said: list[str] = []
    visitor.page.on("websocket", lambda socket: socket.on("framesent", lambda f: said.append(str(f))))

    def changed(told: Told) -> Told:
        package = bytearray(base64.b64decode(told["key_package"]))
        package[-1] ^= 1
        return {**told, "key_package": base64.b64encode(package).decode()}

    await lies(visitor.page, "member:candidate", changed)
    counsellor = await stage.counsellor("Cilla")
    await counsellor.is_free()
    await visitor.opens()
    await visitor.joins()
    await counsellor.button("Take the conversation").click()

    await visitor.sees("We stopped, to be safe")
    await visitor.sees("the proof of who answers is false")
    await visitor.sees("112")
    assert not [frame for frame in said if "message:send" in frame]


async def test_a_replayed_message_is_told_as_missing(stage: Stage) -> None:
    """A message that comes again in another's place is not shown; that one is missing stands there."""
    heard: list[Told] = []

    def second_is_first(told: Told) -> Told:
        heard.append(told)
        return {**told, "body": heard[0]["body"]} if len(heard) == 2 else told

    visitor = Visitor(await stage.page(size=PHONE), stage.helpline, framed=False)
    await lies(visitor.page, "message:new", second_is_first)
    counsellor = await stage.counsellor("Disa")
    await counsellor.is_free()
    await visitor.opens()
    await visitor.joins()
    await counsellor.takes()
    await visitor.meets("Disa")
    for text in ("det första", "det andra", "det tredje"):
        await counsellor.says(text)

    await visitor.sees("det tredje")
    await visitor.sees("A message from Disa (demonstration) could not be opened. You can ask for it again.")
    assert len(heard) == 3
    # Disa is wanted again: a page that only vanishes keeps her for five minutes.
    await counsellor.ends()
