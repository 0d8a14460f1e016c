# SPDX-License-Identifier: EUPL-1.2
"""The queue as plain lists and loops: what the real one must be equal to, however fast it is.

It is told the commands and the effects that the real queue answered with; whatever a rule forbids is an
``AssertionError``.  It knows nothing of sorted sets, scripts or keys.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

MINUTE = 60_000
HEAD_START = 10 * MINUTE
UNCOUNTED = 5 * MINUTE
MUTES = 3
DUTY_KEPT = 5 * MINUTE
OPEN_AFTER_DROP = 10_000
LEASE, KEY, WELCOME, PAUSE = 30_000, 20_000, 20_000, 2 * MINUTE
WITH_SOMEBODY = ("offered", "key", "welcome")


@dataclass
class Visitor:
    """One visitor."""

    generation: int = 0
    stage: str = "idle"
    present: bool = True
    lane: str = ""
    joined: int = 0
    urgent: bool = False
    head: int = 0
    mutes: int = 0
    counted: bool = False
    uncounted_at: int = 0
    deadline: int = 0
    staff: str = ""
    offer: str = ""
    met: bool = False
    talked: bool = False
    spoke: bool = True

    @property
    def virtual(self) -> int:
        return self.joined - self.head

    @property
    def matchable(self) -> bool:
        return self.stage == "waiting" and self.present


@dataclass
class Counsellor:
    """One counsellor."""

    lanes: list[str]
    generation: int = 0
    connected: bool = False
    gone_at: int = 0
    duty: str = "away"
    free_since: int = 0
    pause_until: int = 0
    declined: str = ""
    holds: dict[str, str] = field(default_factory=dict)
    """Conversation to offer, in the order in which they came."""


@dataclass
class Effect:
    """What the real queue says that it has done."""

    what: str
    staff: str
    conversation: str = ""
    offer: str = ""
    why: str = ""


class RefusedByModelError(Exception):
    """The model refuses too, with this code."""


class Model:
    """The whole queue."""

    def __init__(self, lanes: Sequence[str], *, capacity: int, now: int) -> None:
        self.lanes = list(lanes)
        self.capacity = capacity
        self.now = now
        self.visitors: dict[str, Visitor] = {}
        self.staff: dict[str, Counsellor] = {}
        self.lengths: list[int] = []
        self.effects: list[Effect] = []
        self.matches = 0

    # What is true now.

    def free(self, who: str) -> bool:
        person = self.staff[who]
        return person.connected and person.duty == "free" and len(person.holds) < self.capacity

    def order(self, who: str) -> tuple[int, int, int, str]:
        """Smaller is next: fewest conversations, fewest lanes, longest free."""
        person = self.staff[who]
        return len(person.holds), len(person.lanes), person.free_since, who

    def on_duty(self, lane: str) -> int:
        return sum(
            lane in p.lanes and p.duty != "away" and (p.connected or p.gone_at + OPEN_AFTER_DROP > self.now)
            for p in self.staff.values()
        )

    def counted(self, lane: str) -> list[Visitor]:
        return [v for v in self.visitors.values() if v.counted and v.lane == lane]

    def place(self, name: str) -> int:
        v = self.visitors[name]
        if not v.counted:
            return 0
        ahead = [o for o in self.counted(v.lane) if o.virtual < v.virtual]
        ties = [n for n, o in self.visitors.items() if o.counted and o.lane == v.lane and n < name]
        ties = [
            n for n in ties if self.visitors[n].virtual == v.virtual and self.visitors[n].urgent == v.urgent
        ]
        return len(ahead) + len(ties) + 1

    # Matching, as the real queue says it happened.

    def settled(self, effects: Iterable[Effect]) -> None:
        """Carry out *effects*; afterwards nobody is left whom somebody could serve."""
        for effect in effects:
            assert effect.what == "made", f"a surprise: {effect}"
            self.match(effect)
        for who, person in self.staff.items():
            left = [n for n, v in self.visitors.items() if v.matchable and v.lane in person.lanes]
            assert not self.free(who) or set(left) <= set(person.holds), f"{who} and {left} were not matched"

    def match(self, effect: Effect) -> None:
        """The matching invariant, at every match."""
        v, person = self.visitors[effect.conversation], self.staff[effect.staff]
        assert v.matchable, "somebody who is absent or offered has been offered"
        assert v.lane in person.lanes
        assert self.free(effect.staff), "a counsellor without room, or not there, got an offer"
        mine = [o for n, o in self.visitors.items() if n not in person.holds]
        earlier = [o for o in mine if o.matchable and o.lane in person.lanes and o.virtual < v.virtual]
        assert not earlier, "somebody who is present and unoffered has an earlier virtual time"
        others = [w for w, p in self.staff.items() if self.free(w) and v.lane in p.lanes]
        others = [w for w in others if effect.conversation not in self.staff[w].holds]
        assert self.order(effect.staff) == min(map(self.order, others)), "another counsellor was next"
        assert effect.offer not in {o for p in self.staff.values() for o in p.holds.values()}
        v.stage, v.staff, v.offer, v.deadline = "offered", effect.staff, effect.offer, self.now + LEASE
        v.counted, v.uncounted_at = False, 0
        person.holds[effect.conversation] = effect.offer
        self.matches += 1

    # Visitors.

    def stand(self, v: Visitor) -> None:
        """In line, whether matchable or skipped."""
        if v.present:
            v.uncounted_at = 0
        elif v.uncounted_at == 0:
            v.uncounted_at = self.now + UNCOUNTED
        v.counted = True

    def in_line(self, name: str) -> None:
        v = self.visitors[name]
        v.stage, v.staff, v.offer, v.deadline, v.uncounted_at = "waiting", "", "", 0, 0
        self.stand(v)

    def unhold(self, name: str) -> tuple[str, str]:
        v = self.visitors[name]
        who = v.staff
        offer = self.staff[who].holds.pop(name)
        v.staff, v.offer, v.deadline = "", "", 0
        return who, offer

    def told_gone(self, effects: list[Effect], who: str, offer: str, why: str) -> None:
        first = effects.pop(0)
        assert (first.what, first.staff, first.offer, first.why) == ("gone", who, offer, why)

    def join(self, name: str, lane: str, effects: list[Effect], *, urgent: bool, claim: int | None) -> None:
        v = self.visitors.get(name, Visitor())
        if v.stage == "over":
            raise RefusedByModelError("gone")
        if v.stage == "idle":
            # Whoever stood in a line that was lost stands in it again, also before its counsellors are back.
            if not self.on_duty(lane) and claim is None:
                raise RefusedByModelError("lane_closed")
            v.lane, v.urgent, v.head = lane, urgent, HEAD_START if urgent else 0
            v.joined = self.now if claim is None else min(claim, self.now)
            self.visitors[name] = v
            v.present = True
            self.in_line(name)
        else:
            if urgent and not v.urgent:
                v.urgent, v.head = True, HEAD_START
            v.present = True
            if v.stage == "waiting":
                self.stand(v)
        v.spoke = True
        self.settled(effects)

    def leave(self, name: str, effects: list[Effect]) -> None:
        v = self.visitors.get(name)
        if v is not None and v.stage not in ("idle", "over"):
            if v.staff:
                who, offer = self.unhold(name)
                self.told_gone(effects, who, offer, "left")
            self.visitors[name] = Visitor(v.generation, "over" if v.met else "idle", v.present)
        self.settled(effects)

    def here(self, name: str, generation: int, effects: list[Effect]) -> None:
        v = self.visitors.setdefault(name, Visitor())
        if generation < v.generation:
            raise RefusedByModelError("old_generation")
        v.generation, v.present, v.spoke = generation, True, True
        if v.stage == "waiting":
            self.stand(v)
        self.settled(effects)

    def away(self, name: str, generation: int, effects: list[Effect]) -> None:
        v = self.visitors.get(name)
        if v is not None and generation >= v.generation:
            if v.stage == "idle":
                del self.visitors[name]
            elif v.present:
                v.present = False
                if v.stage == "waiting":
                    self.stand(v)
                if v.stage == "offered":
                    self.told_gone(effects, *self.unhold(name), "left")
                    self.in_line(name)
        self.settled(effects)

    def another(self, name: str, effects: list[Effect], *, wanted: bool) -> str:
        v = self.visitors.get(name, Visitor())
        if v.stage == "over":
            raise RefusedByModelError("gone")
        if not v.talked:
            raise RefusedByModelError("not_allowed_now")
        lost = ""
        if wanted and v.stage == "served":
            v.present = True
            self.in_line(name)
        elif not wanted and v.stage != "served":
            if v.staff:
                lost, offer = self.unhold(name)
                self.told_gone(effects, lost, offer, "left")
            v.stage, v.counted, v.uncounted_at = "served", False, 0
        self.settled(effects)
        return lost

    # Counsellors.

    def choose(self, who: str, duty: str) -> None:
        person = self.staff[who]
        if duty == person.duty:
            return
        person.duty, person.pause_until = duty, 0
        if duty == "free":
            person.free_since = self.now
        else:
            self.give_back_offers(who)

    def give_back_offers(self, who: str) -> None:
        for name in list(self.staff[who].holds):
            if self.visitors[name].stage == "offered" and self.visitors[name].staff == who:
                self.unhold(name)
                self.in_line(name)

    def desk(
        self, who: str, generation: int, effects: list[Effect], *, duty: str | None, lanes: list[str] | None
    ) -> None:
        person = self.staff.setdefault(who, Counsellor(list(self.lanes), free_since=self.now))
        if generation < person.generation:
            raise RefusedByModelError("old_generation")
        if person.gone_at and not person.connected and self.now - person.gone_at >= DUTY_KEPT:
            person.duty, person.pause_until = "away", 0
        person.generation, person.connected = generation, True
        person.lanes = person.lanes if lanes is None else lanes
        self.choose(who, duty or person.duty)
        self.settled(effects)

    def set_duty(self, who: str, duty: str, effects: list[Effect]) -> None:
        if who not in self.staff:
            raise RefusedByModelError("not_allowed_now")
        self.choose(who, duty)
        self.settled(effects)

    def unseat(self, who: str, generation: int, effects: list[Effect]) -> None:
        person = self.staff.get(who)
        if person is not None and person.connected and generation >= person.generation:
            person.connected, person.gone_at = False, self.now
            self.give_back_offers(who)
        self.settled(effects)

    def holding(self, who: str, offer: str) -> str:
        """The conversation that *who* holds under *offer*."""
        person = self.staff.get(who)
        return next((n for n, o in person.holds.items() if o == offer), "") if person else ""

    def stage_of(self, who: str, name: str) -> str:
        """How far the two have come; another counsellor may have come further with the same visitor."""
        v = self.visitors.get(name)
        person = self.staff.get(who)
        if v is None or person is None or name not in person.holds:
            return ""
        return v.stage if v.staff == who else "served"

    def accept(self, who: str, offer: str, effects: list[Effect]) -> str:
        name = self.holding(who, offer)
        if not name:
            raise RefusedByModelError("gone")
        v = self.visitors[name]
        if self.stage_of(who, name) == "offered":
            v.stage, v.met, v.deadline = "key", True, self.now + KEY
        self.settled(effects)
        return name

    def decline(self, who: str, offer: str, effects: list[Effect]) -> None:
        name = self.holding(who, offer)
        if name and self.stage_of(who, name) == "offered":
            self.staff[who].declined = offer
            self.turn_away(who)
            self.unhold(name)
            self.in_line(name)
        elif who not in self.staff or self.staff[who].declined != offer:
            raise RefusedByModelError("gone")
        self.settled(effects)

    def turn_away(self, who: str) -> None:
        self.staff[who].duty, self.staff[who].pause_until = "away", 0

    def lapse(self, name: str, offer: str, effects: list[Effect]) -> None:
        v = self.visitors.get(name)
        if v is not None and v.stage == "offered" and v.offer == offer and v.deadline <= self.now:
            self.turn_away(v.staff)
            self.told_gone(effects, *self.unhold(name), "lease")
            self.in_line(name)
        self.settled(effects)

    def key(self, who: str, name: str, effects: list[Effect]) -> None:
        stage = self.stage_of(who, name)
        if stage in ("", "offered"):
            raise RefusedByModelError("gone")
        v = self.visitors[name]
        if stage == "key":
            v.stage, v.deadline, v.spoke = "welcome", self.now + WELCOME, False
        self.settled(effects)

    def was_joined(self, who: str, name: str, effects: list[Effect]) -> None:
        if self.stage_of(who, name) in ("key", "welcome"):
            v = self.visitors[name]
            v.stage, v.staff, v.offer, v.deadline = "served", "", "", 0
            v.talked, v.mutes = True, 0
        self.settled(effects)

    def back(self, who: str, name: str, why: str, effects: list[Effect]) -> None:
        if self.stage_of(who, name) in ("key", "welcome"):
            v = self.visitors[name]
            self.told_gone(effects, *self.unhold(name), why)
            if why == "key":
                self.turn_away(who)
            if why == "left":
                self.visitors[name] = Visitor(v.generation, "over", v.present)
            else:
                v.mutes += why == "mute"
                if why == "mute" and v.mutes % MUTES == 0:
                    v.joined, v.head = self.now, 0
                v.present = v.present and (why == "key" or v.spoke)
                self.in_line(name)
        self.settled(effects)

    def release(self, who: str, name: str, seconds: int, effects: list[Effect]) -> None:
        stage = self.stage_of(who, name)
        person = self.staff.get(who)
        if person is not None and stage not in ("", "offered"):
            del person.holds[name]
            if stage == "served":
                person.free_since = self.now
                self.lengths = [seconds, *self.lengths][:50]
                if person.duty == "free":
                    person.duty, person.pause_until = "pause", self.now + PAUSE
            else:
                v = self.visitors[name]
                self.visitors[name] = Visitor(v.generation, "over", v.present)
        self.settled(effects)

    # Time.

    def sweep(self, effects: list[Effect]) -> None:
        due = [(p.pause_until, w) for w, p in self.staff.items() if 0 < p.pause_until <= self.now]
        for _, who in sorted(due):
            person = self.staff[who]
            person.duty, person.pause_until, person.free_since = "free", 0, self.now
            while effects and effects[0].staff == who:
                self.match(effects.pop(0))
        for v in self.visitors.values():
            if v.counted and not v.present and v.uncounted_at <= self.now:
                v.counted, v.uncounted_at = False, 0
        self.settled(effects)

    def orphan(self, effects: list[Effect]) -> None:
        for who, person in self.staff.items():
            if person.connected:
                person.connected, person.gone_at = False, self.now
            self.give_back_offers(who)
        for name, v in list(self.visitors.items()):
            if v.stage == "idle":
                del self.visitors[name]
                continue
            v.present = False
            if v.stage == "waiting":
                self.stand(v)
        self.settled(effects)
