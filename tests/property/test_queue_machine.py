# SPDX-License-Identifier: EUPL-1.2
"""The queue against its model: nobody is overtaken, lost, or claimed twice, whatever happens when."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any, ClassVar

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from chatserver.domain.errors import RefusedError
from chatserver.domain.ids import ConversationId, OfferId, StaffId
from chatserver.domain.lanes import LaneName
from chatserver.domain.queue import Duty, Turn
from chatserver.live.embedded import Embedded
from chatserver.live.queue import Announced, Moment, Queue
from chatserver.live.queue_replies import Done, Effect
from chatserver.live.store import Script, Store
from chatserver.services.line import terms
from tests.conftest import is_thorough
from tests.drivers import queue_model as m
from tests.drivers.queue_state import QueueState, expected

LANES = [LaneName("young:sv"), LaneName("young:en"), LaneName("adult:sv")]
VISITORS = [f"visitor-{number}" for number in range(7)]
STAFF = [f"staff-{number}" for number in range(4)]
BEGIN = 1_800_000_000_000
PAUSE_SECONDS = 120

a_visitor = st.sampled_from(VISITORS)
a_counsellor = st.sampled_from(STAFF)
a_lane = st.sampled_from(LANES)
a_duty = st.sampled_from(["free", "free", "free", "pause", "away"])
some_lanes = st.none() | st.lists(a_lane, unique=True, min_size=1)
a_pick = st.integers(0, 30)

Act = Callable[[Moment], Awaitable[Any]]


class QueueMachine(RuleBasedStateMachine):
    """A few visitors and counsellors who do everything that can be done, rightly or not."""

    address: ClassVar[str]
    scripts: ClassVar[dict[str, Script]] = {}
    """Scripts to be run in place of the real ones."""

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.state = QueueState(self.address, LANES)
        self.state.flush()
        self.store = self.runner.run(Store.open(self.address))
        self.store._scripts = {**self.store._scripts, **self.scripts}
        self.now = BEGIN
        self.moments = 0
        self.offers = ["no-such-offer"]
        self.last: tuple[Act, str] | None = None

    def teardown(self) -> None:
        self.runner.run(self.store.close())
        self.runner.close()
        self.state.close()

    @initialize(
        capacity=st.sampled_from([1, 2]),
        serving=st.lists(some_lanes, min_size=1, max_size=len(STAFF)),
        waiting=st.lists(st.tuples(a_lane, st.booleans()), min_size=3, max_size=len(VISITORS)),
    )
    def opens(
        self, capacity: int, serving: list[list[LaneName] | None], waiting: list[tuple[LaneName, bool]]
    ) -> None:
        """A shift that has begun: some are on duty, and some have joined already."""
        self.queue = Queue(self.store, LANES, replace(terms(PAUSE_SECONDS), capacity=capacity))
        self.model = m.Model(LANES, capacity=capacity, now=self.now)
        for who, lanes in zip(STAFF, serving, strict=False):
            self.sits_down(who, 1, "free", lanes)
        for name, (lane, urgent) in zip(VISITORS, waiting, strict=False):
            self.now += 1_000
            self.is_here(name, 1)
            self.joins(name, lane, urgent=urgent)

    # How a rule is carried out.

    def does(self, act: Act, modelled: Callable[[list[m.Effect]], Any]) -> Any:
        """Do *act* on the real queue, tell the model what came of it, and have both refuse alike."""
        answer, code = self.asks(act)
        told = answer.told if isinstance(answer, Done) else ()
        effects = [self.effect(effect) for effect in told]
        self.model.now = self.now
        assert code == _refusal(modelled, effects)
        self.last = act, code
        return answer

    def asks(self, act: Act) -> tuple[Any, str]:
        self.moments += 1

        async def outcome() -> tuple[Any, str]:
            try:
                return await act(Moment(self.now, f"moment-{self.moments}")), ""
            except RefusedError as refused:
                return None, refused.code

        return self.runner.run(outcome())

    def effect(self, told: Effect) -> m.Effect:
        if told.hold is None:
            return m.Effect("gone", told.staff, offer=told.offer, why=told.why)
        self.offers.append(told.hold.offer)
        return m.Effect("made", told.staff, told.hold.conversation, told.hold.offer)

    def offer(self, pick: int) -> str:
        """An offer, more probably a late one."""
        return self.offers[-1 - pick % len(self.offers)]

    def owner(self, offer: str, who: str) -> str:
        """Whoever has *offer*, or *who* if nobody does."""
        return next((w for w, p in self.model.staff.items() if offer in p.holds.values()), who)

    def pair(self, pick: int, who: str, name: str) -> tuple[str, str]:
        """A counsellor and a visitor who have met, if any have; now and then any two."""
        pairs = [(w, n) for w, p in self.model.staff.items() for n in p.holds]
        return pairs[pick % len(pairs)] if pairs and pick else (who, name)

    # Visitors.

    @rule(name=a_visitor, lane=a_lane, urgent=st.booleans(), ago=st.none() | st.integers(0, 900_000))
    def joins(self, name: str, lane: LaneName, *, urgent: bool, ago: int | None = None) -> None:
        claim = None if ago is None else self.now - ago
        joined = self.does(
            lambda at: self.queue.join(ConversationId(name), lane, urgent=urgent, claim=claim, at=at),
            lambda effects: self.model.join(name, lane, effects, urgent=urgent, claim=claim),
        )
        if joined is not None:
            assert joined.place == self.model.place(name)
            assert joined.open == (self.model.on_duty(joined.lane) > 0)
            assert joined.waiting == len(self.model.counted(joined.lane))

    @rule(names=st.lists(a_visitor, min_size=1, max_size=4, unique=True), pick=a_pick, urgent=st.booleans())
    def arrive(self, names: list[str], pick: int, *, urgent: bool) -> None:
        """Some connect, or connect again, and join a lane that is open."""
        lanes = [lane for lane in LANES if self.model.on_duty(lane)] or LANES
        for number, name in enumerate(names):
            self.is_here(name, 1)
            self.joins(name, lanes[(pick + number) % len(lanes)], urgent=urgent and number == 0)

    @rule(name=a_visitor)
    def leaves(self, name: str) -> None:
        self.does(
            lambda at: self.queue.leave(ConversationId(name), at=at),
            lambda effects: self.model.leave(name, effects),
        )

    @rule(name=a_visitor, step=st.sampled_from([-1, 0, 1, 1]))
    def is_here(self, name: str, step: int) -> None:
        generation = max(1, self.model.visitors.get(name, m.Visitor()).generation + step)
        self.does(
            lambda at: self.queue.here(ConversationId(name), generation, at=at),
            lambda effects: self.model.here(name, generation, effects),
        )

    @rule(name=a_visitor, step=st.sampled_from([-1, 0, 0]))
    def drops(self, name: str, step: int) -> None:
        generation = self.model.visitors.get(name, m.Visitor()).generation + step
        self.does(
            lambda at: self.queue.away(ConversationId(name), generation, at=at),
            lambda effects: self.model.away(name, generation, effects),
        )

    @rule(name=a_visitor, pick=a_pick, wanted=st.booleans())
    def wants_another(self, name: str, pick: int, *, wanted: bool) -> None:
        talked = [n for n, v in self.model.visitors.items() if v.talked]
        name = talked[pick % len(talked)] if talked and pick else name
        lost: list[str] = []
        undone = self.does(
            lambda at: self.queue.another(ConversationId(name), wanted=wanted, at=at),
            lambda effects: lost.append(self.model.another(name, effects, wanted=wanted)),
        )
        assert undone is None or [undone.staff] == lost

    # Counsellors.

    @rule(who=a_counsellor, step=st.sampled_from([-1, 0, 1, 1]), duty=st.none() | a_duty, lanes=some_lanes)
    def sits_down(self, who: str, step: int, duty: str | None, lanes: list[LaneName] | None) -> None:
        known = self.model.staff.get(who)
        generation = max(1, (known.generation if known else 0) + step)
        says = Announced(duty=None if duty is None else Duty(duty), lanes=lanes)
        self.does(
            lambda at: self.queue.desk(StaffId(who), generation, says=says, at=at),
            lambda effects: self.model.desk(
                who, generation, effects, duty=duty, lanes=None if lanes is None else list(lanes)
            ),
        )

    @rule(who=a_counsellor, duty=a_duty)
    def chooses(self, who: str, duty: str) -> None:
        self.does(
            lambda at: self.queue.duty(StaffId(who), Duty(duty), at=at),
            lambda effects: self.model.set_duty(who, duty, effects),
        )

    @rule(who=a_counsellor, step=st.sampled_from([-1, 0, 0]))
    def is_cut_off(self, who: str, step: int) -> None:
        known = self.model.staff.get(who)
        generation = (known.generation if known else 0) + step
        self.does(
            lambda at: self.queue.unseat(StaffId(who), generation, at=at),
            lambda effects: self.model.unseat(who, generation, effects),
        )

    @rule(pick=a_pick, who=a_counsellor, mine=st.booleans())
    def accepts(self, pick: int, who: str, *, mine: bool) -> None:
        offer = self.offer(pick)
        who = self.owner(offer, who) if mine else who
        names: list[str] = []
        taken = self.does(
            lambda at: self.queue.accept(StaffId(who), OfferId(offer), at=at),
            lambda effects: names.append(self.model.accept(who, offer, effects)),
        )
        assert taken is None or [taken.taken.conversation] == names

    @rule(pick=a_pick, who=a_counsellor, mine=st.booleans())
    def declines(self, pick: int, who: str, *, mine: bool) -> None:
        offer = self.offer(pick)
        who = self.owner(offer, who) if mine else who
        self.does(
            lambda at: self.queue.decline(StaffId(who), OfferId(offer), at=at),
            lambda effects: self.model.decline(who, offer, effects),
        )

    @rule(pick=a_pick, who=a_counsellor, name=a_visitor)
    def gives_key(self, pick: int, who: str, name: str) -> None:
        who, name = self.pair(pick, who, name)
        self.does(
            lambda at: self.queue.key(ConversationId(name), StaffId(who), at=at),
            lambda effects: self.model.key(who, name, effects),
        )

    @rule(pick=a_pick, who=a_counsellor, name=a_visitor)
    def is_let_in(self, pick: int, who: str, name: str) -> None:
        who, name = self.pair(pick, who, name)
        self.does(
            lambda at: self.queue.joined(ConversationId(name), StaffId(who), at=at),
            lambda effects: self.model.was_joined(who, name, effects),
        )

    @rule(
        pick=a_pick, who=a_counsellor, name=a_visitor, why=st.sampled_from([Turn.KEY, Turn.MUTE, Turn.LEFT])
    )
    def gives_back(self, pick: int, who: str, name: str, why: Turn) -> None:
        who, name = self.pair(pick, who, name)
        self.does(
            lambda at: self.queue.back(ConversationId(name), StaffId(who), why, at=at),
            lambda effects: self.model.back(who, name, why, effects),
        )

    @rule(pick=a_pick, who=a_counsellor, name=a_visitor, seconds=st.integers(1, 3_600))
    def is_released(self, pick: int, who: str, name: str, seconds: int) -> None:
        who, name = self.pair(pick, who, name)
        self.does(
            lambda at: self.queue.release(ConversationId(name), StaffId(who), seconds=seconds, at=at),
            lambda effects: self.model.release(who, name, seconds, effects),
        )

    @rule(who=a_counsellor, steps=st.integers(1, 5), seconds=st.integers(1, 3_600))
    def works(self, who: str, steps: int, seconds: int) -> None:
        """A counsellor does the next thing, as they should."""
        for _ in range(steps):
            self.works_on(who, seconds)

    def works_on(self, who: str, seconds: int) -> None:
        person = self.model.staff.get(who)
        if person is None or not person.connected:
            self.sits_down(who, 1, "free", None)
        elif not person.holds:
            self.chooses(who, "free")
        else:
            name, offer = list(person.holds.items())[-1]
            match self.model.stage_of(who, name):
                case "offered":
                    self.accepts(self.offers[::-1].index(offer), who, mine=True)
                case "key":
                    self.gives_key(0, who, name)
                case "welcome":
                    self.is_let_in(0, who, name)
                case _:
                    self.is_released(0, who, name, seconds)

    # Time.

    @rule(seconds=st.sampled_from([1, 9, 20, 31, 119, 299]), sweeps=st.booleans())
    def time_passes(self, seconds: int, *, sweeps: bool) -> None:
        self.now += seconds * 1_000
        self.model.now = self.now
        self.last = None
        if sweeps:
            self.sweeps(again=1)

    @rule(name=a_visitor, pick=a_pick, own=st.booleans())
    def a_lease_ends(self, name: str, pick: int, *, own: bool) -> None:
        offer = self.model.visitors.get(name, m.Visitor()).offer if own else self.offer(pick)
        self.does(
            lambda at: self.queue.lapse(ConversationId(name), OfferId(offer), at=at),
            lambda effects: self.model.lapse(name, offer, effects),
        )

    @rule()
    def what_is_overdue(self) -> None:
        due, _ = self.asks(lambda at: self.queue.due(at=at))
        late = {n: v for n, v in self.model.visitors.items() if 0 < v.deadline <= self.now}

        assert {(d.conversation, d.staff, d.offer, d.stage.value) for d in due} == {
            (n, v.staff, v.offer, v.stage) for n, v in late.items()
        }

    @rule(again=st.integers(0, 4))
    def sweeps(self, again: int) -> None:
        """Now and then the node starts again; else time does its work."""
        if again:
            self.does(lambda at: self.queue.sweep(at=at), self.model.sweep)
        else:
            self.does(lambda at: self.queue.orphan(at=at), self.model.orphan)

    @precondition(lambda self: self.last is not None)
    @rule()
    def the_answer_was_lost(self) -> None:
        """Whatever was done last is done once more: nothing happens, and the answer is as good."""
        assert self.last is not None
        act, code = self.last
        before = self.state.raw()

        answer, again = self.asks(act)

        assert again == code
        assert not isinstance(answer, Done) or answer.told == ()
        assert self.state.raw() == before

    # What always holds.

    @invariant()
    def the_store_holds_what_the_model_does(self) -> None:
        if self.moments:
            seen = self.state.seen(self.now)
            assert seen == expected(self.model)
            assert all(len(person["holds"]) <= self.model.capacity for person in seen["staff"].values())


def _refusal(modelled: Callable[[list[m.Effect]], Any], effects: list[m.Effect]) -> str:
    try:
        modelled(effects)
    except m.RefusedByModelError as refused:
        return str(refused)
    return ""


EXAMPLES = 60
STEPS = 40

QUICK = settings(
    max_examples=EXAMPLES, stateful_step_count=STEPS, derandomize=True, database=None, deadline=None
)
"""The same examples every time: what is found today is found tomorrow."""
THOROUGH = settings(max_examples=20 * EXAMPLES, stateful_step_count=2 * STEPS, deadline=None, print_blob=True)
"""For ``--hypothesis-profile thorough``; what fails is printed with what repeats it."""


def test_nobody_is_overtaken_lost_or_claimed_twice(valkey: Embedded) -> None:
    """The queue is equal to its model at every step, and every match takes the earliest who may be taken."""
    QueueMachine.address = valkey.address

    run_state_machine_as_test(QueueMachine, settings=THOROUGH if is_thorough() else QUICK)
