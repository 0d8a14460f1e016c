# SPDX-License-Identifier: EUPL-1.2
"""Every guard of the queue's scripts is needed: without it, the machine of ``test_queue_machine.py`` fails.

Slow, since each takes examples until one fails: run with ``--hypothesis-profile thorough``.
"""

from dataclasses import dataclass

import pytest
from hypothesis import Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from chatserver.live.embedded import Embedded
from chatserver.live.store import SCRIPTS, Script
from tests.conftest import is_thorough
from tests.property.test_queue_machine import QueueMachine

PRELUDE = "_prelude"
ENOUGH = settings(
    max_examples=2_000,
    stateful_step_count=50,
    derandomize=True,
    database=None,
    deadline=None,
    # One failure is enough: nobody needs the smallest.
    phases=[Phase.generate],
    report_multiple_bugs=False,
)


@dataclass(frozen=True)
class Sabotage:
    """*guard* in *script* is replaced by *hole*."""

    what: str
    script: str
    guard: str
    hole: str


SABOTAGES = [
    Sabotage("the first is taken", PRELUDE, "joined < first_at", "joined > first_at"),
    Sabotage("of all lanes", PRELUDE, "if not first or joined < first_at then", "if not first then"),
    Sabotage(
        "the absent are skipped",
        PRELUDE,
        "if v.present then\n    write('ZADD'",
        "if true then\n    write('ZADD'",
    ),
    Sabotage(
        "an offer takes out of the line",
        PRELUDE,
        "  made = made + 1\n  step_out(name, v)",
        "  made = made + 1",
    ),
    Sabotage(
        "capacity", PRELUDE, "#holds_of(person) < terms.capacity", "#holds_of(person) < terms.capacity + 1"
    ),
    Sabotage("only who is connected is offered to", PRELUDE, "return person.connected and", "return"),
    Sabotage("only who is free is offered to", PRELUDE, "person.duty == 'free' and #", "#"),
    Sabotage("fewest conversations first", PRELUDE, "#holds_of(person) * terms.load_weight", "0"),
    Sabotage("then fewest lanes", PRELUDE, "#person.lanes * terms.lane_weight", "0"),
    Sabotage("then longest free", PRELUDE, "+ person.free_since", "- person.free_since"),
    Sabotage(
        "nobody is given back their own", PRELUDE, "if not hold_of(person, found[at]) then", "if true then"
    ),
    Sabotage("not only the first who is free", PRELUDE, "0, terms.members - 1", "0, 0"),
    Sabotage("the absent are not put off", PRELUDE, "absent, 'NX', now", "absent, now"),
    Sabotage("coming back ends the absence", PRELUDE, "    write('ZREM', absent, name)\n  else", "  else"),
    Sabotage("nobody is counted twice", PRELUDE, "v.urgent and 'urgent' or 'calm'", "'calm'"),
    Sabotage("who is away keeps no lane open", PRELUDE, "if person.duty == 'away' then", "if false then"),
    Sabotage("an offer that is called off frees", PRELUDE, "table.remove(person.holds, at)", "local _ = at"),
    Sabotage("a pause of one's own has no end", PRELUDE, "  write('ZREM', pauses, id)\n", ""),
    Sabotage("who joins is matched", "join", "settle(v.lane)", ""),
    Sabotage(
        "the first joining time stands",
        "join",
        "v.present, v.spoke = true, true\n  if ask",
        "v.joined = now\n  v.present, v.spoke = true, true\n  if ask",
    ),
    Sabotage(
        "urgency stays",
        "join",
        "if ask.urgent and not v.urgent then",
        "if ask.urgent ~= v.urgent then v.urgent, v.head = ask.urgent, ask.head end\n  if false then",
    ),
    Sabotage("urgency moves", "join", "  v.urgent, v.head = true, ask.head\n", ""),
    Sabotage("nobody joins a closed lane", "join", "on_duty(lane) == 0 and", "false and"),
    Sabotage("nobody begins again", "join", "if v.stage == 'over' then", "if false then"),
    Sabotage("who was met does not begin again", "leave", "v.met and 'over'", "false and 'over'"),
    Sabotage("leaving frees the counsellor", "leave", "if free then", "if false then"),
    Sabotage("leaving leaves the line", "leave", "  step_out(name, v)\n", "  local _ = 1\n"),
    Sabotage("an older visit is refused", "here", "ask.generation < v.generation", "false"),
    Sabotage("who is back is matched", "here", "  settle(v.lane)\n", ""),
    Sabotage("an older visit's end changes nothing", "away", "ask.generation < v.generation", "false"),
    Sabotage("the uncounted stay uncounted", "away", "if not v.present then", "if false then"),
    Sabotage(
        "no ghosts are offered", "away", "elseif v.stage == 'offered' then", "elseif false then\n  local free"
    ),
    Sabotage("who lost a ghost is served", "away", "  serve(free)\n", ""),
    Sabotage("an older seat is refused", "desk", "ask.generation < person.generation", "false"),
    Sabotage("last night's duty is over", "desk", "now - person.gone >= terms.duty_kept", "false"),
    Sabotage("old lanes are left", "desk", "    write('ZREM', lanes[name].free, id)\n", ""),
    Sabotage("old lanes are closed", "desk", "    write('ZREM', lanes[name].duty, id)\n", ""),
    Sabotage("what a desk gives back is matched", "desk", "settle_all(left)", ""),
    Sabotage("who takes nobody gives back", PRELUDE, "  return return_offers(id, person)\n", "  return {}\n"),
    Sabotage("what a choice gives back is matched", "duty", "settle_all(left)", ""),
    Sabotage("who becomes free is served", "duty", "serve(id)", "muster(id, person)"),
    Sabotage("an older seat's end changes nothing", "unseat", "or ask.generation < person.generation", ""),
    Sabotage(
        "who is cut off gives back", "unseat", "local left = return_offers(id, person)", "local left = {}"
    ),
    Sabotage("what the cut off give back is matched", "unseat", "settle_all(left)", ""),
    Sabotage("only one's own offer is accepted", "accept", "if hold.offer == ask.offer then", "if true then"),
    Sabotage("an acceptance begins once", "accept", "hold.stage == 'offered'", "true"),
    Sabotage("only one's own offer is declined", "decline", "hold.offer == ask.offer and", ""),
    Sabotage("what is accepted is not declined", "decline", "and hold.stage == 'offered'", ""),
    Sabotage("who declines is away", "decline", "    turn(person, ask.duty)\n", ""),
    Sabotage("what is declined is matched", "decline", "    settle(hold.lane)\n", ""),
    Sabotage("what is declined is in line again", "decline", "    back_in_line(", "    tostring("),
    Sabotage("a lease is not cut short", "lapse", "hold_of(person, name).deadline > now", "false"),
    Sabotage("what is accepted does not lapse", "lapse", "v.stage ~= 'offered' or", ""),
    Sabotage("another offer does not lapse", "lapse", "or v.offer ~= ask.offer", ""),
    Sabotage("who misses is away", "lapse", "turn(person, ask.duty)", ""),
    Sabotage("what lapses is matched", "lapse", "settle(v.lane)", ""),
    Sabotage("a key needs an acceptance", "key", "or hold.stage == 'offered'", ""),
    Sabotage("a key comes once", "key", "if hold.stage == 'key' then", "if true then"),
    Sabotage(
        "nobody is let in unaccepted", "joined", "(hold.stage == 'key' or hold.stage == 'welcome')", "true"
    ),
    Sabotage(
        "only an acceptance is given back", "back", "or (hold.stage ~= 'key' and hold.stage ~= 'welcome')", ""
    ),
    Sabotage("who gives no key is away", "back", "turn(person, ask.duty)", ""),
    Sabotage("the mute are skipped", "back", "(ask.why ~= 'mute' or v.spoke or false)", "true"),
    Sabotage("the often mute stand behind", "back", "v.mutes % terms.mutes == 0", "false"),
    Sabotage("who spoke is not mute", "back", "v.spoke or false", "false"),
    Sabotage("who left does not begin again", "back", "if ask.why == 'left' then", "if false then"),
    Sabotage("who is given back meets the next one", "back", "  settle(v.lane)\n", ""),
    Sabotage("who stays free is served", "back", "serve(id)\nreturn", "return"),
    Sabotage("an offer is not released", "release", "or hold.stage == 'offered'", ""),
    Sabotage("a release comes once", "release", "drop_hold(id, person, name)\n", ""),
    Sabotage("a pause follows", "release", "  turn(person, ask.duty)\n", ""),
    Sabotage("what never began is over", "release", "{stage = 'over', ", "{stage = 'idle', "),
    Sabotage("who has no pause is served", "release", "serve(id)\n", "muster(id, person)\n"),
    Sabotage(
        "only who talked wants another",
        "another",
        "if not v or not v.talked then",
        "if not v or not v.lane then",
    ),
    Sabotage("who left wants nobody", "another", "if v and v.stage == 'over' then", "if false then"),
    Sabotage("who wants another is matched", "another", "    settle(v.lane)\n", ""),
    Sabotage("who wants nobody is out of line", "another", "    step_out(name, v)\n", "    local _ = 1\n"),
    Sabotage("whom nobody wants is served", "another", "    serve(lost)\n", ""),
    Sabotage("who has rested is served", "sweep", "  serve(id)\n", "  muster(id, staff.get(id))\n"),
    Sabotage(
        "the long absent do not count",
        "sweep",
        "  step_out(name, visitors.get(name))\n",
        "  local _ = name\n",
    ),
    Sabotage("the node's visitors are absent", "orphan", "  v.present = false\n", ""),
    Sabotage(
        "the node's counsellors are absent",
        "orphan",
        "person.connected, person.gone = false, now",
        "person.gone = now",
    ),
    Sabotage("the node's offers are given back", "orphan", "  return_offers(id, person)\n", ""),
]


def sabotaged(sabotage: Sabotage) -> dict[str, Script]:
    """All scripts of the queue, with the hole."""
    texts = {path.stem: path.read_text() for path in (SCRIPTS / "queue").glob("*.lua")}
    assert sabotage.guard in texts[sabotage.script]
    texts[sabotage.script] = texts[sabotage.script].replace(sabotage.guard, sabotage.hole)
    prelude = texts.pop(PRELUDE)
    return {f"queue/{name}": Script.of(f"{prelude}\n{text}") for name, text in texts.items()}


@pytest.mark.skipif(not is_thorough(), reason="slow; run with --hypothesis-profile thorough")
@pytest.mark.parametrize("sabotage", SABOTAGES, ids=lambda sabotage: sabotage.what)
def test_no_guard_is_idle(valkey: Embedded, sabotage: Sabotage) -> None:
    """Without this guard the queue differs from its model, or breaks."""

    class Sabotaged(QueueMachine):
        address = valkey.address
        scripts = sabotaged(sabotage)

    with pytest.raises(BaseException) as failure:  # noqa: PT011  # an assertion, or a script that breaks
        run_state_machine_as_test(Sabotaged, settings=ENOUGH)

    assert not isinstance(failure.value, KeyboardInterrupt)


def test_every_guard_is_where_its_sabotage_looks() -> None:
    """The list of guards keeps up with the scripts."""
    for sabotage in SABOTAGES:
        assert sabotaged(sabotage)
