# SPDX-License-Identifier: EUPL-1.2
"""The telephone: a human calls, and reads from these steps.  Nothing is sent.

The report is not read out of here: the caller has it on their own screen, and this knows nothing of it.
"""

import enum
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from chatserver.services.channels.bell import number_of
from chatserver.services.channels.channel import AddressError, Errand, Result

_NUMBER: Final = re.compile(r"\+[1-9][0-9]{5,14}|[1-9][0-9]{2,5}")
"""E.164, or a short number such as a municipality's switchboard within the country."""


class Do(enum.StrEnum):
    """What the caller does in a step."""

    DIAL = "dial"
    SAY = "say"
    ASK = "ask"
    WRITE = "write"


@dataclass(frozen=True, slots=True)
class Step:
    """One step, in each language."""

    do: Do
    text: Mapping[str, str]


_STEPS: Final = (
    (Do.DIAL, "Ring {address}.", "Phone {address}."),
    (
        Do.SAY,
        "Jag ringer från {sender}. En rapport väntar hos er, nummer {number}.",
        "I am calling from {sender}. A report is waiting for you, number {number}.",
    ),
    (Do.ASK, "Vem talar jag med, och är du i tjänst nu?", "Who am I speaking to, and are you on duty now?"),
    (
        Do.ASK,
        "Kan du öppna inkorgen nu och läsa rapporten? Kan du inte, läser jag upp den.",
        "Can you open the inbox now and read the report? If you cannot, I will read it out.",
    ),
    (Do.ASK, "Vad gör ni nu, och när?", "What will you do now, and when?"),
    (
        Do.WRITE,
        "Skriv namn och klockslag i loggen. Svarade ingen, skriv det: stegen går vidare.",
        "Log the name and the time. If nobody answered, log that: the ladder climbs on.",
    ),
)


def steps(errand: Errand) -> tuple[Step, ...]:
    """What whoever phones on *errand* does, in order."""
    known = {
        "address": errand.address,
        "sender": errand.report.envelope.sender,
        "number": number_of(errand.case),
    }
    return tuple(
        Step(do, {"sv": swedish.format(**known), "en": english.format(**known)})
        for do, swedish, english in _STEPS
    )


class Phone:
    """The way that a human goes."""

    async def send(self, errand: Errand) -> Result:  # noqa: ARG002 - the interface's
        """Ask for a call.  Only the call that is logged with a name stops the ladder."""
        return Result.BY_HAND


def check_address(address: str) -> None:
    """
    A telephone number.

    Raises:
        AddressError: it is none.
    """
    if not _NUMBER.fullmatch(address):
        raise AddressError("A telephone number is written +46..., without spaces.")
