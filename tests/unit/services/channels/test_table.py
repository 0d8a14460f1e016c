# SPDX-License-Identifier: EUPL-1.2
"""The table of channels: every kind has its row, and what is not set up is not made."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from chatserver.domain.agencies import ChannelKind
from chatserver.services.channels import phone
from chatserver.services.channels.channel import AddressError, Result
from chatserver.services.channels.gateway import Provider
from chatserver.services.channels.phone import Do, steps
from chatserver.services.channels.replies import ReplyCodes
from chatserver.services.channels.settings import ChannelFile, Way
from chatserver.services.channels.smtp import Post
from chatserver.services.channels.table import CHANNELS, Tools, make_channels, reference
from tests.drivers.errands import AGENCY, errand, report
from tests.drivers.manual import CountedChance, HandClock


@dataclass
class Awake:
    """Officers who are connected."""

    woken: list[tuple[str, int]] = field(default_factory=list)

    def wake(self, agency: str, rung: int) -> None:
        """Keep whom."""
        self.woken.append((agency, rung))


def tools(file: ChannelFile, officers: Awake | None = None) -> Tools:
    """What channels are made of."""
    return Tools(
        file=file,
        folder=Path("nowhere"),
        officers=officers or Awake(),
        codes=ReplyCodes(b"k" * 32, HandClock()),
        clock=HandClock(),
        chance=CountedChance(),
    )


WHOLE = ChannelFile(
    webhook=Way(),
    smtp=Post(host="mail.example", port=587, security="starttls", sender="larm@lykta.example"),
    gateway=Provider(url="https://sms.example/", fields={}, headers={}),
)


def test_every_kind_has_a_row_and_is_made() -> None:
    """The inbox and the telephone always; the others when they are set up."""
    assert set(CHANNELS) == set(ChannelKind)
    assert set(make_channels(tools(WHOLE))) == set(ChannelKind)
    assert set(make_channels(tools(ChannelFile()))) == {ChannelKind.INBOX, ChannelKind.PHONE}


def test_the_reference_tells_every_channel_and_every_result() -> None:
    """Whoever reads a code in a log finds it there."""
    page = reference()

    assert all(f"| `{name}` |" in page for name in (*ChannelKind, *Result))


ADDRESSES = {
    ChannelKind.INBOX: "",
    ChannelKind.WEBHOOK: "https://cases.ostersund.example/lykta",
    ChannelKind.SMTP: "jour@ostersund.example",
    ChannelKind.GATEWAY: "+46701234567",
    ChannelKind.PHONE: "11414",
}


@pytest.mark.parametrize("kind", ChannelKind)
def test_an_address_is_of_its_channel(kind: ChannelKind) -> None:
    """Each takes its own, and refuses what is none of anybody's."""
    CHANNELS[kind].check_address(ADDRESSES[kind])
    with pytest.raises(AddressError):
        CHANNELS[kind].check_address("somewhere else")


async def test_the_inbox_wakes_officers_and_is_delivered() -> None:
    """What lies in the records is there, whether anybody sits at it or not."""
    officers = Awake()
    way = make_channels(tools(ChannelFile(), officers))[ChannelKind.INBOX]

    assert await way.send(errand("")) is Result.DELIVERED
    assert officers.woken == [(AGENCY, 1)]


async def test_the_telephone_sends_nothing_and_says_what_to_do() -> None:
    """Steps in both languages, with the number of the report, ending in a log of who answered."""
    assert await phone.Phone().send(errand("+4663143000")) is Result.BY_HAND
    told = steps(errand("+4663143000", report=report(sender="Lykta {case}")))

    assert [step.do for step in told] == [Do.DIAL, Do.SAY, Do.ASK, Do.ASK, Do.ASK, Do.WRITE]
    assert all(set(step.text) == {"sv", "en"} for step in told)
    assert told[0].text["sv"] == "Ring +4663143000."
    assert (
        told[1].text["en"] == "I am calling from Lykta {case}. A report is waiting for you, number 803-066."
    )


def test_the_same_errand_has_the_same_key_and_no_other_has() -> None:
    """Case, version, rung, loop and channel make it; the address and the time do not."""
    first = errand("https://a.example/").idempotency_key
    others = [
        errand("https://a.example/", **changed).idempotency_key
        for changed in (
            {"loop": 1},
            {"rung": 2},
            {"channel": "way-2"},
            {"report": report(version=2)},
            {"report": report(case="other")},
        )
    ]

    assert errand("https://b.example/").idempotency_key == first
    assert len({first, *others}) == 6
