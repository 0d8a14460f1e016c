# SPDX-License-Identifier: EUPL-1.2
"""Mailboxes against their model: nothing acknowledged is lost, doubled or reordered, whatever happens."""

import asyncio
import contextlib
import secrets
from collections.abc import Coroutine
from dataclasses import replace
from typing import Any, ClassVar

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from chatserver.domain.conversation import Kind, Phase
from chatserver.domain.errors import GoneError, RefusedError
from chatserver.domain.ids import CONVERSATION_BYTES, ConversationId, StaffId
from chatserver.live.conversations import Mailboxes
from chatserver.live.embedded import Embedded
from chatserver.live.store import Store
from chatserver.services.conversations import BOUNDS, Conversations
from chatserver.services.ports import SystemChance
from chatserver.signing.tickets import Tickets
from chatserver.wire.limits import LINGER_SECONDS
from chatserver.wire.shapes import Why
from tests.conftest import ManualClock, is_thorough
from tests.drivers import sealed
from tests.drivers.delivery import Dumped, End, Posts, Talk
from tests.drivers.mailbox_model import Model, Person

EVENTS = 14
"""So small a mailbox is full now and then."""
STAFF = [StaffId("anna"), StaffId("berit"), StaffId("cilla")]
ANY = st.integers(0, 999)


class MailboxMachine(RuleBasedStateMachine):
    """One conversation: people who come, speak, read, lose connections, repeat themselves, lie and leave."""

    address: ClassVar[str]

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.clock = ManualClock()
        self.posts = Posts()
        self.dumped = Dumped(self.address)
        self.store = self.runner.run(Store.open(self.address))
        mailboxes = Mailboxes(self.store, replace(BOUNDS, events=EVENTS))
        conversations = Conversations(mailboxes, Tickets(bytes(32)), self.posts, self.clock, SystemChance())
        self.conversation = ConversationId.of(secrets.token_bytes(CONVERSATION_BYTES))
        self.talk = self.runner.run(Talk.begins(conversations, self.conversation))
        self.model = Model(most_events=EVENTS)
        self.pages: dict[int, End] = {0: self.talk.visitor}
        self.invites(0, key=True)

    def teardown(self) -> None:
        try:
            self.everybody_reads_what_was_meant_for_them()
        finally:
            self.runner.run(self.store.close())
            self.runner.close()
            self.dumped.close()

    # How a rule is carried out

    def person(self, pick: int, *states: str) -> tuple[int, End]:
        """Somebody: mostly one in one of *states*, now and then one who is not, or not any more."""
        people = self.model.people
        fit = [k for k in self.pages if k in people and people[k].state in states] if pick % 8 else []
        chosen = fit or list(self.pages)
        k = chosen[pick // 8 % len(chosen)]
        return k, self.pages[k]

    def does(self, act: Coroutine[Any, Any, Any], code: str = "") -> Any:
        """*act* is refused with *code* and changes nothing; without a code it is done."""
        before = self.dumped.of(self.conversation) if code else {}
        answer, refused = self.runner.run(_outcome(act))
        assert refused == code
        assert not code or self.dumped.of(self.conversation) == before
        return answer

    def sends(self, k: int, kind: Kind, *, epoch: int, target: int = 0, skip: int = 0) -> None:
        """A message of *k*, taken or refused as the model says."""
        n = (self.model.people[k].n if k in self.model.people else 0) + 1 + skip
        body = self.sealing(kind, epoch, target)(k, n)
        code = self.model.refuses(k, n, kind, epoch=epoch, target=target)
        answer = self.does(self.pages[k].sends(n, body), code)
        if not code:
            seq = self.model.stores(k, kind, body, target=target, now_ms=self.clock.now_ms())
            assert answer.seq == seq
            assert (answer.added and answer.added.member) == (target if kind is Kind.ADD else None)
            assert (answer.removed and answer.removed.member) == (target if kind is Kind.REMOVE else None)

    def sealing(self, kind: Kind, epoch: int, target: int) -> sealed.Sealing:
        match kind:
            case Kind.WORDS:
                return sealed.words(self.conversation, epoch, size=40)
            case Kind.REKEY:
                return sealed.commit(self.conversation, epoch)
            case Kind.ADD:
                return sealed.commit(self.conversation, epoch, adds=target)
            case Kind.REMOVE:
                return sealed.commit(self.conversation, epoch, removes=target)

    # Coming and going

    @rule(who=ANY)
    def meets(self, who: int) -> None:
        """Somebody accepts and is let in at once."""
        self.invites(who, key=True)
        self.lets_in(who | 1)

    @rule(who=ANY, key=st.booleans())
    def invites(self, who: int, *, key: bool) -> None:
        """Somebody accepts; again before they are out, it is the same member."""
        staff = STAFF[who % len(STAFF)]
        end = self.does(self.talk.invites(staff, key=key), "gone" if self.model.over else "")
        if end is None:
            return
        if end.member not in self.pages:
            self.pages[end.member] = end
            self.model.people[end.member] = Person()
        person = self.model.people[end.member]
        assert self.pages[end.member].staff == staff
        assert person.state != "out"
        if key and person.state == "invited":
            person.state = "candidate"

    @rule(who=ANY)
    def withdraws(self, who: int) -> None:
        """An invitation is taken back if its member is not in."""
        k, _ = self.person(who, "invited", "candidate")
        if k == 0 or self.model.unlinked:
            return
        out = self.does(self.talk.conversations.withdraw(self.conversation, k))
        person = self.model.people.get(k)
        assert out == (person is None or person.state in {"invited", "candidate"})
        if out:
            self.model.people.pop(k, None)

    @rule(who=ANY)
    def lets_in(self, who: int) -> None:
        """The visitor adds somebody, who may or may not wait for it."""
        k, _ = self.person(who, "candidate")
        self.sends(0, Kind.ADD, epoch=self.model.epoch, target=max(k, 1))

    @precondition(lambda self: len(self.model.inside()) > 2)
    @rule(who=ANY)
    def takes_out(self, who: int) -> None:
        """The visitor removes somebody, who may or may not be inside."""
        k, _ = self.person(who, "in")
        self.sends(0, Kind.REMOVE, epoch=self.model.epoch, target=max(k, 1))

    # Speaking

    @rule(who=ANY, late=st.sampled_from([0, 0, 0, 1, 2, -1]))
    def says(self, who: int, late: int) -> None:
        """Words, sealed in an epoch that may be over or not yet begun."""
        k, _ = self.person(who, "in")
        self.sends(k, Kind.WORDS, epoch=max(self.model.epoch - late, 0))

    @rule(who=ANY, late=st.sampled_from([0, 0, 1, -1]))
    def renews_keys(self, who: int, late: int) -> None:
        """A commit that may have lost its race."""
        k, _ = self.person(who, "in")
        self.sends(k, Kind.REKEY, epoch=max(self.model.epoch - late, 0))

    @rule(who=ANY, skip=st.integers(1, 3))
    def skips(self, who: int, skip: int) -> None:
        """A number with a hole before it."""
        k, _ = self.person(who, "in")
        self.sends(k, Kind.WORDS, epoch=self.model.epoch, skip=skip)

    @rule(who=ANY, back=st.integers(0, 5))
    def repeats(self, who: int, back: int) -> None:
        """An earlier message again: the first answer, and nothing changes."""
        k, end = self.person(who, "in", "out")
        person = self.model.people.get(k)
        n = person.n - back if person else 0
        if person is None or n < 1:
            return
        seq, body = person.answers[n]
        before = self.dumped.of(self.conversation)
        answer = self.does(end.sends(n, body), self.model.refuses(k, n, Kind.WORDS, epoch=0, target=0))
        assert answer is None or answer.seq == seq
        assert self.dumped.of(self.conversation) == before

    @rule(who=ANY)
    def means_another_era(self, who: int) -> None:
        """Another era is never stored."""
        _, end = self.person(who)
        code = "gone" if self.model.unlinked else "era"
        self.does(end.sends(1, sealed.words(self.conversation, 0), era="another-era-altogether"), code)

    @rule(who=ANY)
    def speaks_from_an_old_connection(self, who: int) -> None:
        """An older connection is never heard."""
        k, end = self.person(who, "in")
        person = self.model.people.get(k)
        if person is None or person.state not in {"in", "out"} or self.model.unlinked:
            return
        self.does(end.comes_back())
        self.model.has(k, end.position)
        code = self.refuses_reading(k) or "old_generation"
        words = sealed.words(self.conversation, self.model.epoch)
        self.does(end.sends(person.n + 1, words, generation=end.generation - 1), code)

    # Reading

    def refuses_reading(self, k: int) -> str:
        if self.model.unlinked:
            return "gone"
        return "" if k in self.model.people else "not_yours"

    @rule(who=ANY, messages=st.integers(1, 5))
    def reads(self, who: int, messages: int) -> None:
        """What comes is exactly what comes next of what was meant for them."""
        k, end = self.person(who, "in", "out")
        position = end.position
        mails = self.does(end.reads(messages=messages), self.refuses_reading(k))
        if mails is not None:
            due = [event for event in self.model.meant_for(k) if event.seq > position]
            shown = [(mail.seq, mail.member, mail.n) for mail in mails]
            # An end that nobody made is told as the visitor's member: on the wire there is no nobody.
            assert shown == [(event.seq, max(event.author, 0), event.n) for event in due[:messages]]

    @rule(who=ANY, back=st.sampled_from([0, 0, 0, 1, 3]))
    def acknowledges(self, who: int, back: int) -> None:
        """All that was read, or less, also again."""
        k, end = self.person(who, "in", "out")
        seq = max(end.position - back, 0)
        code = self.refuses_reading(k)
        if not code and self.model.people[k].state in {"invited", "candidate"}:
            code = "not_allowed_now"
        self.does(end.acknowledges(seq), code)
        if not code:
            self.model.has(k, seq)

    @rule(who=ANY, beyond=st.integers(1, 3))
    def acknowledges_what_never_came(self, who: int, beyond: int) -> None:
        """Nobody has what was never owed to them."""
        k, end = self.person(who, "in", "out")
        if k in self.model.people:
            due = [event.seq for event in self.model.meant_for(k)]
            seq = max([self.model.people[k].got, *due]) + beyond
            self.does(end.acknowledges(seq), self.refuses_reading(k) or "not_allowed_now")

    @rule(who=ANY, forgets=st.booleans())
    def comes_back(self, who: int, *, forgets: bool) -> None:
        """With a new connection, and perhaps with less than it had acknowledged."""
        k, end = self.person(who, "in", "out")
        person = self.model.people.get(k)
        if person is None or self.model.unlinked:
            self.does(end.comes_back(), "gone")
            return
        first = min((event.seq for event in self.model.meant_for(k)), default=1) if k else 1
        forgot = forgets and person.got >= first and person.state in {"in", "out"}
        back = self.does(
            end.comes_back(position=person.got - 1 if forgot else None), "gone" if forgot else ""
        )
        if forgot:
            end.generation -= 1
            return
        assert (back.last, back.epoch) == (person.n, self.model.epoch)
        self.model.has(k, end.position)

    @rule(who=ANY)
    def vanishes_and_is_here_again(self, who: int) -> None:
        """A connection that comes and goes changes nothing of what is owed."""
        k, end = self.person(who)
        if k not in self.model.people or self.model.unlinked:
            return
        before = self.dumped.of(self.conversation)["mail"] if self.model.events else None
        self.does(self.talk.conversations.disconnected(self.conversation, k, end.generation))
        end.generation += 1
        self.does(self.talk.conversations.connected(self.conversation, k, end.generation))
        assert self.dumped.of(self.conversation).get("mail") == before

    @rule(seconds=st.sampled_from([1, 20, 40]))
    def time_passes(self, seconds: int) -> None:
        """Who was taken out half a minute ago is waited for no more."""
        self.clock.advance(seconds)
        self.does(self.talk.conversations.tend(self.conversation))
        if not self.model.unlinked:
            self.model.lapses(self.clock.now_ms(), LINGER_SECONDS)

    # Ending

    @precondition(lambda self: len(self.model.events) > 8)
    @rule(who=ANY, rarely=st.integers(0, 4))
    def ends(self, who: int, rarely: int) -> None:
        """Somebody inside, or nobody, ends it; also again."""
        k, _ = self.person(who, "in")
        if rarely == 0 and (k in self.model.inside() or self.model.over):
            by = k if who % 2 else -1
            self.does(self.talk.conversations.end(self.conversation, Why.COUNSELLOR, by=by))
            self.model.ends(by)

    @precondition(lambda self: len(self.model.events) > 8)
    @rule(rarely=st.integers(0, 9))
    def exits(self, rarely: int) -> None:
        """The visitor leaves in a hurry; also again."""
        if rarely == 0:
            self.does(self.talk.conversations.exit(self.conversation))
            self.model.exits()

    # What is true at any time

    @invariant()
    def the_mailbox_holds_what_it_must(self) -> None:
        """Every event that somebody still waits for, none that all have, and counted right."""
        if self.model.unlinked:
            return
        found = self.dumped.of(self.conversation)
        mail = [(int(at.split(b"-")[0]), int(row[b"m"]), int(row[b"n"])) for at, row in found.get("mail", [])]
        size = sum(len(row.get(b"b", row.get(b"e", b""))) for _, row in found.get("mail", []))

        assert mail == [(event.seq, event.author, event.n) for event in self.model.kept()]
        assert (int(found["record"][b"events"]), int(found["record"][b"bytes"])) == (len(mail), size)
        assert int(found["record"][b"epoch"]) == self.model.epoch

    @invariant()
    def everybody_knows_what_has_arrived(self) -> None:
        """The record, and what authors were told last, say what all have."""
        if self.model.unlinked:
            return
        record = self.dumped.of(self.conversation)["record"]
        for k, person in self.model.people.items():
            arrived = self.model.arrived(k) if person.state in {"in", "out"} else 0
            assert int(record[f"{k}:arrived".encode()]) == arrived
        told = [arrived.n for arrived in self.posts.told_visitor("message:arrived")]
        assert told == sorted(set(told))
        assert max(told, default=0) == self.model.arrived(0)

    @invariant()
    def nothing_remains_and_nothing_lasts(self) -> None:
        """Once over and read only the mark is left, before it only record and mailbox; all have a life."""
        lives = self.dumped.lives(self.conversation)
        assert all(0 < life <= BOUNDS.gone_seconds for life in lives.values())
        assert ("gone" in lives) == self.model.over
        if self.model.unlinked:
            assert set(lives) == {"gone"}
        expected = Phase.OVER if self.model.over else None
        phase = self.runner.run(self.talk.conversations.phase(self.conversation))
        assert expected in {None, phase}

    def everybody_reads_what_was_meant_for_them(self) -> None:
        """In the end everybody still there has been shown all that was meant for them, in order, once."""
        for k, end in self.pages.items():
            meant = [(event.author, event.n) for event in self.model.meant_for(k) if event.n]
            if k in self.model.people and not self.model.unlinked:
                # The last of all readers takes the record along, and finds nothing when it looks once more.
                with contextlib.suppress(GoneError):
                    self.runner.run(end.catches_up())
                assert end.shown == meant
                self.model.has(k, end.position)
            assert end.shown == meant[: len(end.shown)]


async def _outcome(act: Coroutine[Any, Any, Any]) -> tuple[Any, str]:
    """The answer of *act*, and the code of its refusal."""
    try:
        return await act, ""
    except RefusedError as refused:
        return None, refused.code


def test_mailboxes_do_what_the_model_says(valkey: Embedded) -> None:
    """Whatever is asked in whatever order, the mailbox, the answers and the refusals are the model's."""
    MailboxMachine.address = valkey.address
    run_state_machine_as_test(
        MailboxMachine,
        settings=settings(
            max_examples=25, stateful_step_count=50, deadline=None, derandomize=not is_thorough()
        ),
    )
