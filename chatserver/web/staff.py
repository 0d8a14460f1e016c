# SPDX-License-Identifier: EUPL-1.2
"""What the console asks: signing in and out, enrolling, and having its device certified."""

import base64
import binascii

from chatserver.domain.errors import MalformedError, UnknownPathError
from chatserver.domain.ids import StaffId
from chatserver.services.demonstration import DemonstrationStaff
from chatserver.web.endpoint import Answer, Ask
from chatserver.wire.http import EnrolBegun, Me, SignInBegun


async def me(ask: Ask) -> Answer:
    """Who I am, and how far my devices are."""
    return Answer(await _me(ask, ask.cookie))


async def begin_sign_in(ask: Ask) -> Answer:
    """What my passkey is to answer."""
    return Answer(SignInBegun(options=ask.parts.sign_in.begin()))


async def finish_sign_in(ask: Ask) -> Answer:
    """Sign me in."""
    return await _signed_in(ask, await ask.parts.sign_in.finish(ask.body.credential))


async def begin_enrolment(ask: Ask) -> Answer:
    """Whom my link is for, and what passkey to make."""
    begun = await ask.parts.enrolment.begin(ask.body.link)
    return Answer(EnrolBegun(options=begun.options, name=begun.person.name, role=begun.person.role))


async def finish_enrolment(ask: Ask) -> Answer:
    """Enrol me, and sign me in."""
    cookie = await ask.parts.enrolment.finish(ask.body.link, ask.body.credential)
    return await _signed_in(ask, cookie)


async def device(ask: Ask) -> Answer:
    """Have this device certified, and its report key if there is one."""
    who = await ask.who()
    key, report = ask.body.key, ask.body.report
    report_key = None if report is None else _bytes(report)
    return Answer(await ask.parts.certification.register(who, _bytes(key), report_key))


async def sign_out(ask: Ask) -> Answer:
    """Sign me out.  Nothing happens to who is not signed in."""
    await ask.parts.doorman.sign_out(ask.cookie)
    return Answer(cookie="")


async def demonstration(ask: Ask) -> Answer:
    """Whom one can be in the demonstration."""
    return Answer(_made_up(ask).everybody())


async def demonstration_sign_in(ask: Ask) -> Answer:
    """Sign me in as somebody made up."""
    return await _signed_in(ask, await _made_up(ask).sign_in(StaffId(ask.body.staff)))


async def _signed_in(ask: Ask, cookie: str) -> Answer:
    if ask.cookie:
        # A browser has one session; the one before would stay open for nobody.
        await ask.parts.doorman.sign_out(ask.cookie)
    return Answer(await _me(ask, cookie), cookie=cookie)


async def _me(ask: Ask, cookie: str) -> Me:
    who = await ask.parts.doorman.who(cookie)
    devices = await ask.parts.certification.devices_of(who.staff)
    return Me(
        id=who.staff.value, name=who.name, role=who.role, helpline=ask.parts.site.helpline, devices=devices
    )


def _made_up(ask: Ask) -> DemonstrationStaff:
    if ask.parts.demonstration is None:
        raise UnknownPathError("no demonstration runs")
    return ask.parts.demonstration


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error:
        raise MalformedError("not base64") from None
