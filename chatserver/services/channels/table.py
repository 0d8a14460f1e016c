# SPDX-License-Identifier: EUPL-1.2
"""The table of channels, one row each: from it come the senders, checks of addresses, the reference page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from chatserver.domain.agencies import ChannelKind
from chatserver.services.channels import gateway, inbox, phone, smtp, webhook
from chatserver.services.channels.channel import RESULTS, Channel
from chatserver.services.channels.inbox import Officers
from chatserver.services.channels.outbound import Reach
from chatserver.services.channels.replies import ReplyCodes
from chatserver.services.channels.settings import ChannelFile, Way
from chatserver.services.ports import Chance, Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """What channels are made of."""

    file: ChannelFile
    folder: Path
    """With the key of the webhook."""
    officers: Officers
    codes: ReplyCodes
    clock: Clock
    chance: Chance
    demonstration: bool = False

    def reach(self, way: Way) -> Reach:
        """How far requests on *way* may go."""
        return Reach(
            private_networks=way.private_networks,
            authorities=way.authorities,
            demonstration=self.demonstration,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One channel."""

    make: Callable[[Tools], Channel | None]
    """Makes it; none if it is not set up."""
    check_address: Callable[[str], None]
    """Raises `AddressError`."""
    address: str
    travels: str
    counts_as: str


CHANNELS: Final[Mapping[ChannelKind, Row]] = {
    ChannelKind.INBOX: Row(
        make=lambda t: inbox.Inbox(t.officers),
        check_address=inbox.check_address,
        address="none",
        travels="the sealed report, from the records, to officers whose key it is sealed to",
        counts_as="*delivered*; only the signature of an officer who has opened it stops the ladder",
    ),
    ChannelKind.WEBHOOK: Row(
        make=lambda t: (
            None
            if t.file.webhook is None
            else webhook.Webhook(t.folder, t.reach(t.file.webhook), t.clock, t.chance)
        ),
        check_address=webhook.check_address,
        address="`https://host/path`",
        travels="the sealed report and its envelope, in a signed request",
        counts_as="*delivered* at a 2xx: nothing more is sent on this channel, the ladder climbs on",
    ),
    ChannelKind.SMTP: Row(
        make=lambda t: None if t.file.smtp is None else smtp.Mail(t.file.smtp, t.clock),
        check_address=smtp.check_address,
        address="`name@example.se`",
        travels="“a report is waiting, number X”, in Swedish and in English",
        counts_as="a *bell*",
    ),
    ChannelKind.GATEWAY: Row(
        make=lambda t: (
            None
            if t.file.gateway is None
            else gateway.Gateway(t.file.gateway, t.reach(t.file.gateway_way), t.codes)
        ),
        check_address=gateway.check_address,
        address="`+46…`",
        travels="the same bell, by text message or voice, with a code for *on it*",
        counts_as="a *bell*; the code, typed back, postpones the next rung once",
    ),
    ChannelKind.PHONE: Row(
        make=lambda _tools: phone.Phone(),
        check_address=phone.check_address,
        address="`+46…`, or a short number",
        travels="nothing: a human phones, and reads from a script",
        counts_as="*by hand*; a logged call that names the person stops the ladder",
    ),
}


def make_channels(tools: Tools) -> Mapping[ChannelKind, Channel]:
    """Those that are set up."""
    made = {kind: row.make(tools) for kind, row in CHANNELS.items()}
    return {kind: channel for kind, channel in made.items() if channel is not None}


_PAGE = """\
# Channels

Generated from `chatserver/services/channels/` by `lykta generate`; a test compares it.
How to set them up: [connect an agency](../how-to/connect-an-agency.md).

| channel | its address | what travels | what it counts as |
|---|---|---|---|
{channels}

## What can come of an attempt

No result acknowledges anything: only a human does.

| result | meaning | then |
|---|---|---|
{results}
"""


def reference() -> str:
    """The reference page of all channels."""
    rows = (f"| `{kind}` | {r.address} | {r.travels} | {r.counts_as} |" for kind, r in CHANNELS.items())
    results = (f"| `{code}` | {each.text} | {each.comes.value} |" for code, each in RESULTS.items())
    return _PAGE.format(channels="\n".join(rows), results="\n".join(results))
