# SPDX-License-Identifier: EUPL-1.2
"""``lykta channels``: the key that signs what agencies get, what is set up, and a try of one channel."""

import argparse
import asyncio
import sys
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from chatserver import config
from chatserver.domain.agencies import ChannelKind
from chatserver.domain.errors import CannotError
from chatserver.domain.escalation import CaseStatus, Urgency
from chatserver.observe import logs
from chatserver.services.channels.channel import RESULTS, Errand
from chatserver.services.channels.replies import ReplyCodes
from chatserver.services.channels.retrying import is_good
from chatserver.services.channels.settings import ChannelFile, read_channels
from chatserver.services.channels.table import CHANNELS, Tools, make_channels
from chatserver.services.ports import SystemChance, SystemClock
from chatserver.signing.webhookkeys import PublicPart, WebhookKeys
from chatserver.wire.sealed import VERSION, Envelope, Report

_TRIABLE: Final = (ChannelKind.WEBHOOK, ChannelKind.SMTP, ChannelKind.GATEWAY)
_TEST_MS: Final = 3_600_000
_SECRET_BYTES: Final = 32
_CASE_BYTES: Final = 8


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands."""
    channels = commands.add_parser("channels", help="set up the ways to agencies, and try them")
    kinds = channels.add_subparsers(required=True, metavar="WHAT")
    key = kinds.add_parser("key", help="print the public key for agencies, made if there is none")
    turn = key.add_mutually_exclusive_group()
    turn.add_argument("--next", action="store_true", dest="successor", help="make and print the next key")
    turn.add_argument("--take-over", action="store_true", help="let the next key sign from now on")
    key.set_defaults(run=lambda n: show_key(config.read(), successor=n.successor, take_over=n.take_over))
    look = kinds.add_parser("check", help="read the file of channels; status 1 if it is stale")
    look.set_defaults(run=lambda _named: check(config.read()))
    one = kinds.add_parser(
        "try", help="send a test, marked as one and without a report; status 1 if it fails"
    )
    one.add_argument(
        "kind", type=ChannelKind, choices=_TRIABLE, metavar="KIND", help="webhook, smtp or gateway"
    )
    one.add_argument("address", help="as it is going to be recorded for the agency")
    one.set_defaults(run=lambda n: try_channel(config.read(), n.kind, n.address))


def show_key(settings: config.Settings, *, successor: bool, take_over: bool) -> None:
    """Make, turn or only print the key."""
    keys = WebhookKeys(settings.data_folder)
    if take_over:
        keys.take_over()
    elif not keys.has(successor=successor):
        keys.make(successor=successor)
    _print_key("Signs now", keys.public_part())
    if keys.has(successor=True):
        _print_key("Next", keys.public_part(successor=True))


def check(settings: config.Settings) -> int:
    """Print which channels are set up, and until when somebody vouches for it."""
    file, today = _file(settings), _today()
    made = make_channels(_tools(settings, file))
    for kind in CHANNELS:
        sys.stdout.write(f"{kind.value:<8}  {'set up' if kind in made else 'not set up'}\n")
    if file.valid_until is not None:
        stale = "   STALE: try every channel, then change both dates" if file.is_stale(today) else ""
        sys.stdout.write(f"Verified on {file.verified_on}, valid until {file.valid_until}{stale}\n")
    return int(file.is_stale(today))


def try_channel(settings: config.Settings, kind: ChannelKind, address: str) -> int:
    """Send one test by *kind* to *address*, and print what came of it."""
    logs.configure(json=False)
    CHANNELS[kind].check_address(address)
    channel = make_channels(_tools(settings, _file(settings))).get(kind)
    if channel is None:
        raise CannotError(f"{kind.value} is not set up: see LYKTA_CHANNELS_FILE.")
    result = asyncio.run(channel.send(_test(settings.helpline, address)))
    sys.stdout.write(f"{result.value}: {RESULTS[result].text}\n")
    return int(not is_good(result))


@dataclass(frozen=True, slots=True)
class _Nobody:
    """No officer is connected to a command."""

    def wake(self, agency: str, rung: int) -> None:
        """There is nobody to wake."""


def _test(helpline: str, address: str) -> Errand:
    now = SystemClock().now_ms()
    envelope = Envelope(
        case=f"test-{SystemChance().token(_CASE_BYTES).hex()}",
        version=1,
        sent=now,
        expires=now + _TEST_MS,
        sender=helpline,
        agency="test",
        urgency=Urgency.P2,
        status=CaseStatus.TEST,
        message="alert",
    )
    return Errand(
        report=Report(v=VERSION, envelope=envelope), loop=0, rung=0, channel="test", address=address
    )


def _tools(settings: config.Settings, file: ChannelFile) -> Tools:
    clock, chance = SystemClock(), SystemChance()
    return Tools(
        file=file,
        folder=settings.data_folder,
        officers=_Nobody(),
        codes=ReplyCodes(chance.token(_SECRET_BYTES), clock),  # a test's code must postpone nothing
        clock=clock,
        chance=chance,
    )


def _file(settings: config.Settings) -> ChannelFile:
    path: Path | None = settings.channels_file
    return ChannelFile() if path is None else read_channels(path)


def _today() -> date:
    return datetime.fromtimestamp(SystemClock().now_ms() / 1000, UTC).date()


def _print_key(what: str, public: PublicPart) -> None:
    sys.stdout.write(f"{what}: {public.key_id}\n{public.pem}\n")
