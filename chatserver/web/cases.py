# SPDX-License-Identifier: EUPL-1.2
"""What the console asks about cases.  What is sealed goes through here, and is looked at by nobody."""

from chatserver.web.endpoint import Answer, Ask


async def mine(ask: Ask) -> Answer:
    """The cases that I may see, open or ended within a day."""
    return Answer(await ask.parts.cases.reading.mine(await ask.who()))


async def route(ask: Ask) -> Answer:
    """Where a report would go now, and whom to seal it to."""
    return Answer(await ask.parts.cases.routing.route(await ask.who(), ask.body))


async def recipients(ask: Ask) -> Answer:
    """Whom to seal to at an agency."""
    return Answer(await ask.parts.cases.routing.recipients(await ask.who(), ask.body.agency))


async def submit(ask: Ask) -> Answer:
    """Store a sealed report, and begin its review."""
    who = await ask.who()
    await ask.parts.cases.submitting.submit(who, ask.body)
    return Answer(await ask.parts.cases.reading.one(who, ask.body.case))


async def report(ask: Ask) -> Answer:
    """A sealed report, with what opens it for me."""
    return Answer(await ask.parts.cases.reading.report(await ask.who(), ask.body))


async def acknowledge(ask: Ask) -> Answer:
    """I have opened and read it: this alone stops the ladder."""
    who = await ask.who()
    await ask.parts.cases.acknowledging.acknowledge(who, ask.body)
    return Answer(await ask.parts.cases.reading.one(who, ask.body.case))


async def do(ask: Ask) -> Answer:
    """Do something to a case by one word."""
    who = await ask.who()
    await ask.parts.cases.doing.do(who, ask.body)
    return Answer(await ask.parts.cases.reading.one(who, ask.body.case))


async def call(ask: Ask) -> Answer:
    """Log a call."""
    who = await ask.who()
    await ask.parts.cases.doing.call(who, ask.body)
    return Answer(await ask.parts.cases.reading.one(who, ask.body.case))


async def note(ask: Ask) -> Answer:
    """Leave a sealed note: a question to the author, or an answer to the agency."""
    who = await ask.who()
    await ask.parts.cases.noting.write(who, ask.body)
    return Answer(await ask.parts.cases.noting.read(who, ask.body.case))


async def notes(ask: Ask) -> Answer:
    """All notes of a case, with what opens them for me."""
    return Answer(await ask.parts.cases.noting.read(await ask.who(), ask.body.case))


async def on_it(ask: Ask) -> Answer:
    """Postpone the next rung by one interval, once.  For a gateway that hands on what was typed."""
    await ask.parts.replies.on_it(ask.body.code, ask.parts.cases.postponing)
    return Answer()


async def wraps(ask: Ask) -> Answer:
    """Let colleagues open a report too."""
    who = await ask.who()
    await ask.parts.cases.submitting.seal_again(who, ask.body)
    return Answer(await ask.parts.cases.reading.one(who, ask.body.case))


async def reroute(ask: Ask) -> Answer:
    """It belongs to another agency."""
    await ask.parts.cases.submitting.reroute(await ask.who(), ask.body)
    return Answer()
