# SPDX-License-Identifier: EUPL-1.2
"""``lykta staff``: invite somebody to work here, and see who does."""

import argparse
import asyncio
import shlex
import sys

from chatserver import config
from chatserver.cli.office import Settings, day, opened_records
from chatserver.domain.errors import CannotError, MalformedError
from chatserver.domain.staff import Person, Role, Staff, display_name
from chatserver.records import devices
from chatserver.records import staff as people
from chatserver.records.devices import Device
from chatserver.services.enrolment import LINK_MS, invite
from chatserver.services.ports import SystemChance, SystemClock
from chatserver.signing.certificates import DeviceChain

_INVITED = """\
For {name}, {role}. Good once, for {minutes} minutes; send it by a way that you trust:

    {origin}/console/#enrol={secret}

Then certify their device with the words they read out: lykta keys certify --folder YOUR-STICK {quoted}
"""


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands."""
    staff = commands.add_parser("staff", help="invite staff, and list them")
    kinds = staff.add_subparsers(required=True, metavar="WHAT")
    one = kinds.add_parser("invite", help="print a one-time link by which somebody enrols a passkey")
    one.add_argument("--name", required=True, help="display name, as visitors will read it")
    one.add_argument("--role", required=True, choices=[role.value for role in Role])
    one.set_defaults(run=lambda named: invite_person(config.read(), named.name, Role(named.role)))
    everybody = kinds.add_parser("list", help="show everybody with the state of their devices")
    everybody.set_defaults(run=lambda _named: list_staff(config.read()))


def invite_person(settings: Settings, name: str, role: Role) -> None:
    """Print a one-time link for *name*."""
    try:
        person = Person(display_name(name), role)
    except MalformedError as wrong:
        raise CannotError(f"{name!r} cannot be a display name: {wrong}.") from None
    secret = asyncio.run(_invite(settings, person))
    minutes = LINK_MS // 60_000
    told = {"name": person.name, "quoted": shlex.quote(person.name), "role": role.value, "minutes": minutes}
    sys.stdout.write(_INVITED.format(**told, origin=settings.pages, secret=secret))


def list_staff(settings: Settings) -> None:
    """Print everybody, one a line."""
    everybody = asyncio.run(_everybody(settings))
    if not everybody:
        sys.stdout.write("Nobody works here yet: `lykta staff invite` prints a link for the first.\n")
    for member, own in everybody:
        person = member.person
        states = ", ".join(map(_state, own)) or "no device yet"
        demo = " [demonstration]" if member.demo else ""
        sys.stdout.write(f"{member.id.value}  {person.role.value:<12}  {person.name}{demo}  ({states})\n")


def _state(device: Device) -> str:
    if device.certificate is None:
        return "waits for its five words"
    told = f"certified until {_end(device.certificate)}"
    if device.report_key is None:
        return told
    if device.report_certificate is None:
        return f"{told}; its report key waits for five words"
    return f"{told}; report key until {_end(device.report_certificate)}"


def _end(certificate: bytes) -> str:
    return day(DeviceChain.parse(certificate).device.not_after)


async def _invite(settings: Settings, person: Person) -> str:
    async with opened_records(settings) as records:
        return await invite(records, person, clock=SystemClock(), chance=SystemChance())


async def _everybody(settings: Settings) -> list[tuple[Staff, list[Device]]]:
    async with opened_records(settings) as records, records.read() as transaction:
        everybody = await people.everybody(transaction)
        return [(member, await devices.all_of(transaction, member.id)) for member in everybody]
