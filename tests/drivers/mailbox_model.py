# SPDX-License-Identifier: EUPL-1.2
"""What ought to be true of a mailbox: sets of who is owed what, without a thought of how one is built."""

from dataclasses import dataclass, field

from chatserver.domain.conversation import Kind
from chatserver.wire.shapes import Body


@dataclass
class Event:
    """One stored event, and who was, and is still, owed it."""

    seq: int
    author: int
    n: int
    meant_for: frozenset[int]
    owed: set[int]


@dataclass
class Person:
    """One member."""

    state: str = "invited"
    n: int = 0
    got: int = 0
    left_ms: int = 0
    answers: dict[int, tuple[int, Body]] = field(default_factory=dict)


class Model:
    """One conversation."""

    def __init__(self, *, most_events: int) -> None:
        self.most_events = most_events
        self.people: dict[int, Person] = {0: Person("in")}
        self.events: list[Event] = []
        self.epoch = 0
        self.over = False
        self.unlinked = False

    def inside(self) -> set[int]:
        """Who is in the conversation now."""
        return {k for k, person in self.people.items() if person.state == "in"}

    def kept(self) -> list[Event]:
        """What the mailbox must hold: what waits for a reader, or comes after what waits for that reader."""
        waiting: set[int] = set()
        kept = []
        for event in self.events:
            waiting |= event.owed
            if waiting - {event.author}:
                kept.append(event)
        return kept

    def meant_for(self, k: int) -> list[Event]:
        """All that was ever owed to *k*, in order."""
        return [event for event in self.events if k in event.meant_for]

    def arrived(self, author: int) -> int:
        """The highest n up to which everybody has everything of *author*."""
        unread = [event.n for event in self.kept() if event.author == author and event.n]
        return min(unread) - 1 if unread else self.people[author].n

    def refuses(self, k: int, n: int, kind: Kind, *, epoch: int, target: int) -> str:
        """The code that a message gets; empty if it is taken, now or before."""
        person = self.people.get(k)
        if self.unlinked:
            return "gone"
        if person is None:
            return "not_yours"
        if person.state in {"invited", "candidate"}:
            return "not_allowed_now"
        if n <= person.n:
            return "" if n > person.n - 4 else "malformed"
        return "gap" if n > person.n + 1 else self._refuses_new(person, kind, epoch, target)

    def _refuses_new(self, person: Person, kind: Kind, epoch: int, target: int) -> str:
        counsellors = len(self.inside()) - 1
        named = self.people.get(target, Person("unknown")).state
        refusals = [
            ("not_yours", person.state == "out"),
            ("gone", self.over),
            ("not_allowed_now", counsellors == 0 and kind is not Kind.ADD),
            ("not_allowed_now", counsellors == 3 and kind is Kind.ADD),
            ("not_allowed_now", kind is Kind.ADD and named != "candidate"),
            ("not_allowed_now", kind is Kind.REMOVE and named != "in"),
            ("full", len(self.kept()) >= self.most_events),
            ("old_epoch", kind is Kind.WORDS and epoch not in {self.epoch, self.epoch - 1}),
            ("stale", kind is not Kind.WORDS and epoch != self.epoch),
        ]
        return next((code for code, applies in refusals if applies), "")

    def stores(self, k: int, kind: Kind, body: Body, *, target: int, now_ms: int) -> int:
        """A new message is stored; its seq."""
        person = self.people[k]
        person.n += 1
        if kind is Kind.ADD:
            self.people[target].state = "in"
            self.people[target].got = len(self.events)
        readers = self.inside() - {k}
        if kind is Kind.REMOVE:
            self.people[target].state = "out"
            self.people[target].left_ms = now_ms
        if kind is not Kind.WORDS:
            self.epoch += 1
        seq = self._adds(k, person.n, readers)
        person.answers[person.n] = (seq, body)
        return seq

    def ends(self, by: int) -> None:
        """The conversation is over."""
        if not self.over and not self.unlinked:
            self.over = True
            self._adds(by, 0, self.inside() - {by})
            self._unlinks_if_read()

    def exits(self) -> None:
        """Nothing is left."""
        self.over = self.unlinked = True

    def has(self, k: int, seq: int) -> None:
        """*k* has everything up to *seq*."""
        self.people[k].got = max(seq, self.people[k].got)
        for event in self.events:
            if event.seq <= seq:
                event.owed.discard(k)
        self._unlinks_if_read()

    def lapses(self, now_ms: int, seconds: int) -> None:
        """Who was taken out long enough ago is waited for no more, and forgotten."""
        for k, person in list(self.people.items()):
            if person.state == "out" and now_ms - person.left_ms > seconds * 1_000:
                del self.people[k]
                for event in self.events:
                    event.owed.discard(k)
        self._unlinks_if_read()

    def _adds(self, author: int, n: int, readers: set[int]) -> int:
        seq = len(self.events) + 1
        self.events.append(Event(seq, author, n, frozenset(readers), set(readers)))
        return seq

    def _unlinks_if_read(self) -> None:
        self.unlinked = self.unlinked or (self.over and not self.kept())
