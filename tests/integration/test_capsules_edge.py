# SPDX-License-Identifier: EUPL-1.2
"""Reloads as the edge sees them: keys kept, taken, renewed and forgotten over real sockets."""

import io
import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import structlog

from chatserver.app.helpline import Helpline, Keys, Stores
from chatserver.background.runner import Runner
from chatserver.config import read
from chatserver.domain.errors import GoneError, NotSignedInError
from chatserver.domain.ids import ConversationId, StaffId
from chatserver.live.store import Store
from chatserver.observe.logs import configure
from chatserver.records.store import Records
from chatserver.signing.keyfolder import demonstration
from chatserver.sockets.counsellor import Counsellor
from chatserver.sockets.seats import VisitorSeat
from chatserver.wire.capsules import StaffCapsuleKeep
from chatserver.wire.limits import CAPSULE_RENEW_SECONDS
from tests.conftest import ManualClock
from tests.drivers.capsules import Reloadable
from tests.drivers.delivery import Dumped
from tests.drivers.lines import Json, until, websocket
from tests.drivers.whole_edge import DIALS, Trained, WholeEdge, Young, meet, name_of_nobody
from tests.unit.sockets.test_seats import Ear

GONE = {"ok": False, "code": "gone", "retry": False}
OK = {"ok": True}


def lives(dumped: Dumped, conversation: ConversationId, seconds: int, member: int = 0) -> bool:
    """Whether a key has so long to live, to the second."""
    left = dumped.left_ms(conversation, f"capsule:{member}")
    return seconds * 1_000 - 1_000 < left <= seconds * 1_000


def kept(dumped: Dumped, conversation: ConversationId) -> set[str]:
    """Of whom there is a key."""
    return {label for label in dumped.of(conversation) if label.startswith("capsule")}


# Visitors


@pytest.mark.parametrize("by", DIALS)
async def test_a_conversation_goes_on_after_a_reload(edge: WholeEdge, dumped: Dumped, by: str) -> None:
    """The new page takes the key, counts on from its generation, and takes the place of the page before."""
    old, new = Reloadable(), Reloadable()
    async with edge.visitor(DIALS[by], generation=3) as young:
        assert (await young.joins())["code"] == "lane_closed"
        assert await young.keeps(old) == OK
        assert await young.caller.asks("capsule:leaving") == OK
        first, taken = [await edge.capsules.take(old.resume(young.conversation)) for _ in range(2)]
        assert (first.key, taken.key) == (old.key_text, old.key_text)
        assert (first.generation, taken.generation) == (1_003, 2_003)
        async with edge.visitor(DIALS[by], young.ticket, taken.generation + 1) as again:
            assert await young.caller.hears("seat:displaced") == {}
            assert await again.keeps(new) == OK
            with pytest.raises(GoneError):
                await edge.capsules.take(old.resume(young.conversation))

            assert (await edge.capsules.take(new.resume(young.conversation))).key == new.key_text
            assert lives(dumped, young.conversation, 330)


async def test_a_page_that_leaves_has_half_a_minute_and_one_that_vanishes_five(
    edge: WholeEdge, dumped: Dumped
) -> None:
    """Leaving and then the disconnect: 30 s; the disconnect alone: 300 s; while it is there: 330 s."""
    for says, seconds in ((True, 30), (False, 300)):
        async with edge.visitor(websocket) as young:
            await young.keeps(Reloadable())
            assert lives(dumped, young.conversation, 330)
            if says:
                await young.caller.asks("capsule:leaving")
                assert lives(dumped, young.conversation, 30)
        await until(lambda: not edge.seats.everyone())
        await edge.settled()

        assert lives(dumped, young.conversation, seconds)


async def test_who_is_here_is_renewed_and_who_is_leaving_is_not(
    edge: WholeEdge, met: tuple[Young, Trained], dumped: Dumped
) -> None:
    """One round renews the keys of everybody who sits here, of both roles."""
    young, trained = met
    await young.keeps(Reloadable())
    await trained.keeps(Reloadable())
    dumped.shorten(young.conversation, 9)
    await edge.capsules.renew(edge.seats.holders())
    assert lives(dumped, young.conversation, 330)
    assert lives(dumped, young.conversation, 330, trained.member)
    await young.caller.asks("capsule:leaving")
    await trained.caller.asks("capsule:leaving")
    await edge.capsules.renew(edge.seats.holders())

    assert lives(dumped, young.conversation, 30)
    assert lives(dumped, young.conversation, 30, trained.member)


async def test_leaving_the_queue_leaves_no_key(edge: WholeEdge, dumped: Dumped) -> None:
    """Who waits no more has nothing to come back to."""
    page = Reloadable()
    async with edge.visitor(websocket) as young:
        await young.keeps(page)
        assert await young.caller.asks("queue:leave") == OK

        assert dumped.of(young.conversation) == {}
    with pytest.raises(GoneError):
        await edge.capsules.take(page.resume(young.conversation))


@pytest.mark.parametrize("over", ["conversation:exit", "conversation:leave"])
async def test_nobody_keeps_a_key_for_what_is_over(
    edge: WholeEdge, met: tuple[Young, Trained], dumped: Dumped, over: str
) -> None:
    """After an exit and an end both keys are gone, and what is asked about them is refused or nothing."""
    young, trained = met
    assert await young.keeps(Reloadable()) == await trained.keeps(Reloadable()) == OK
    assert kept(dumped, young.conversation) == {"capsule:0", f"capsule:{trained.member}"}
    await young.caller.asks(over)

    assert (
        await young.keeps(Reloadable()) == await trained.keeps(Reloadable()) == await trained.takes() == GONE
    )
    for caller in (young.caller, trained.caller):
        assert await caller.asks("capsule:leaving") == OK
    await edge.capsules.renew(edge.seats.holders())
    assert kept(dumped, young.conversation) == set()


KEY = f"{'K' * 42}A="
SEAL = "s" * 43
FORGED: dict[str, Json] = {
    "no seal": {"key": KEY},
    "no key": {"seal": SEAL},
    "a short key": {"seal": SEAL, "key": f"{'K' * 41}A="},
    "a long key": {"seal": SEAL, "key": f"{'K' * 43}A="},
    "no base64": {"seal": SEAL, "key": f"{'K' * 41}-A="},
    "a line's end": {"seal": SEAL, "key": f"{'K' * 43}\n"},
    "a short seal": {"seal": SEAL[1:], "key": KEY},
    "a long seal": {"seal": f"{SEAL}s", "key": KEY},
    "an empty seal": {"seal": "", "key": KEY},
    "numbers": {"seal": 1, "key": 2},
    "null": {"seal": None, "key": None},
    "a member": {"seal": SEAL, "key": KEY, "member": 1},
    "another's name": {"seal": SEAL, "key": KEY, "conversation": "n" * 32},
    "a life": {"seal": SEAL, "key": KEY, "seconds": 99_999},
    "a generation": {"seal": SEAL, "key": KEY, "generation": 9},
}


@pytest.mark.parametrize("body", FORGED.values(), ids=FORGED)
async def test_a_forged_deposit_is_refused_and_changes_nothing(
    edge: WholeEdge, dumped: Dumped, body: Json
) -> None:
    """Nothing but a seal and a key gets in, each of its own form."""
    async with edge.visitor(websocket) as young:
        await young.keeps(Reloadable())
        before = dumped.of(young.conversation)
        answer = await young.caller.asks("capsule:keep", body)

        assert (answer["ok"], answer["code"] in {"malformed", "too_large"}) == (False, True)
        assert dumped.of(young.conversation) == before


async def test_a_visitor_cannot_take_over_the_socket(edge: WholeEdge) -> None:
    """There is no such event: what a visitor's page left is given over HTTP, to whoever shows the secret."""
    async with edge.visitor(websocket) as young:
        await young.keeps(Reloadable())
        answer = await young.caller.asks("capsule:take", {"conversation": young.conversation.value})

        assert answer["code"] == "unknown_event"


# Counsellors


async def test_a_console_takes_its_key_by_the_same_sign_in_only(
    edge: WholeEdge, met: tuple[Young, Trained], dumped: Dumped
) -> None:
    """The same person by another sign-in, and anybody else, is refused; the same one may take it twice."""
    young, trained = met
    page = Reloadable()
    await trained.keeps(page)
    own = {"ok": True, "key": page.key_text}
    assert [await trained.takes() for _ in range(2)] == [own, own]
    async with edge.counsellor(websocket, await edge.signed_in_again("anna"), 2) as elsewhere:
        elsewhere.takes_up(trained)
        assert (await elsewhere.takes())["code"] == "not_yours"
        await elsewhere.opens(None)
        assert await elsewhere.takes() == GONE
    async with edge.counsellor(websocket, await edge.signed_in("bo")) as other:
        await other.opens("pause")
        for named in (trained.conversation, name_of_nobody()):
            other.conversation = named
            assert (await other.takes())["code"] == "not_yours"

    assert kept(dumped, young.conversation) == {f"capsule:{trained.member}"}


async def test_a_reloaded_console_gets_its_key(edge: WholeEdge, dumped: Dumped) -> None:
    """Over the next connection of the same sign-in, once its desk is open."""
    cookie, page = await edge.signed_in("anna"), Reloadable()
    async with edge.visitor(websocket) as young:
        async with edge.counsellor(websocket, cookie) as before:
            await before.opens()
            await young.joins()
            await before.accepts()
            await before.keeps(page)
            await before.caller.asks("capsule:leaving")
        async with edge.counsellor(websocket, cookie, 2) as after:
            after.takes_up(before)
            await after.opens(None)

            assert await after.takes() == {"ok": True, "key": page.key_text}
            assert lives(dumped, young.conversation, 30, before.member)
            assert await after.keeps(Reloadable()) == OK
            assert lives(dumped, young.conversation, 330, before.member)


async def test_signing_out_leaves_no_key_of_that_sign_in(edge: WholeEdge, dumped: Dumped) -> None:
    """What was left by the sign-in that is over goes with it; what is of another, or a visitor's, stays."""
    cookie = await edge.signed_in("anna")
    async with edge.visitor(websocket) as young, edge.counsellor(websocket, cookie) as trained:
        await meet(young, trained)
        await young.keeps(Reloadable())
        await trained.keeps(Reloadable())
        both = {"capsule:0", f"capsule:{trained.member}"}
        await edge.doorman.sign_out(await edge.signed_in_again("anna"))
        await edge.settled()
        assert kept(dumped, young.conversation) == both
        await edge.doorman.sign_out(cookie)
        await until(lambda: kept(dumped, young.conversation) == {"capsule:0"})


async def test_who_is_just_signing_out_leaves_no_new_key(edge: WholeEdge, dumped: Dumped) -> None:
    """A deposit that is handled once the seat has been ended is refused: nothing would take it away again."""
    cookie = await edge.signed_in("anna")
    async with edge.visitor(websocket) as young, edge.counsellor(websocket, cookie) as trained:
        await meet(young, trained)
        seat = edge.seats.staff(StaffId(f"anna-{'x' * 16}"))
        assert seat is not None
        await edge.doorman.sign_out(cookie)
        ask = StaffCapsuleKeep(conversation=trained.conversation, key=Reloadable().key_text)
        with pytest.raises(NotSignedInError):
            await Counsellor.handlers["capsule:keep"](None, seat, ask)

        assert kept(dumped, young.conversation) == set()


# Put together


async def test_the_house_renews_every_half_minute(
    store: Store, records: Records, clock: ManualClock, dumped: Dumped, tmp_path: Path
) -> None:
    """A helpline that runs renews whoever sits there, 30 seconds after it last did."""
    settings = read({}, demonstration=True)
    made = demonstration(tmp_path / "keys", helpline=settings.helpline, now=clock.now_ms() // 1_000)
    keys = Keys(secret=bytes(32), roots=made.roots, denied=tmp_path / "denied")
    async with Runner(clock) as runner:
        house = Helpline(settings, Stores(live=store, records=records), keys, runner, clock)
        await house.begin()
        conversation, page = ConversationId(name_of_nobody()), Reloadable()
        with house.seats.sitting(VisitorSeat(far=Ear(), generation=1, conversation=conversation)):
            await house.capsules.keep(conversation, 1, page.keep)
            dumped.shorten(conversation, 9)

            def renewed() -> bool:
                clock.advance(CAPSULE_RENEW_SECONDS)
                return lives(dumped, conversation, 330)

            await until(renewed)


# Silence


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """What is logged."""
    stream = io.StringIO()
    configure(json=True, strict=True, stream=stream)
    yield stream
    structlog.reset_defaults()
    logging.getLogger().handlers.clear()  # noqa: TID251  # what configure hung there


async def test_no_key_and_no_secret_is_ever_printed(
    edge: WholeEdge, met: tuple[Young, Trained], lines: io.StringIO, capfd: pytest.CaptureFixture[str]
) -> None:
    """Kept, refused, taken, broken: no line, no traceback and no value in between shows either."""
    young, trained = met
    mine, theirs = Reloadable(), Reloadable()
    resume = mine.resume(young.conversation)
    taken: list[Any] = []
    for _ in range(2):
        await young.keeps(mine)
        await trained.keeps(theirs)
        taken.append(await trained.takes())
        await young.caller.asks("capsule:leaving")
    await young.caller.asks(
        "capsule:keep", {"seal": mine.keep.seal, "key": mine.key_text, "more": mine.key_text}
    )
    taken.append(await edge.capsules.take(resume))
    edge.capsules._kept = None  # type: ignore[assignment]  # whatever comes now breaks
    for asks in (young.keeps(mine), trained.keeps(theirs), trained.takes()):
        assert (await asks)["code"] == "internal"
    printed = lines.getvalue() + "".join(capfd.readouterr()) + repr([taken[-1], resume, mine.keep])

    said = [json.loads(line) for line in lines.getvalue().splitlines()]
    assert {"refused", "broken"} <= {line["event"] for line in said}
    secrets = [mine.key_text, theirs.key_text, mine.keep.seal, resume.resume.partition(".")[2]]
    assert [secret for secret in secrets if secret[:12] in printed] == []
    assert theirs.key_text[:12] in repr(taken[0])  # as it would be found
