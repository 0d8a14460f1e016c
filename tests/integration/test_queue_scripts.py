# SPDX-License-Identifier: EUPL-1.2
"""Every script of the live store, of all families, runs on a Cluster and touches only the keys it declares.

A Cluster refuses a script whose keys do not have one tag.  Undeclared keys may pass there, when the node has
their slots, too; so each script is run behind a gate that refuses those.
"""

import asyncio
import re
import secrets
from collections.abc import Awaitable, Callable, Iterator, Sequence
from typing import Any, ClassVar

import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test
from redis import Redis
from redis.exceptions import ResponseError

from chatserver.domain.ids import ConversationId, StaffId
from chatserver.domain.lanes import LaneName
from chatserver.domain.queue import Duty
from chatserver.live.conversations import Mailboxes
from chatserver.live.embedded import Embedded
from chatserver.live.memory import Memory
from chatserver.live.queue import Announced, Moment, Queue
from chatserver.live.store import SCRIPTS, Script, Store, load_scripts
from chatserver.services.conversations import BOUNDS
from chatserver.services.line import terms
from chatserver.signing.tickets import Tickets
from tests.conftest import ManualClock
from tests.drivers.ports import free_port
from tests.drivers.shift import Shift
from tests.property.test_capsule_machine import CapsuleMachine
from tests.property.test_mailbox_machine import MailboxMachine
from tests.property.test_queue_machine import QueueMachine

GATE = """
local gate_declared = {}
for _, key in ipairs(KEYS) do
  gate_declared[key] = true
end
local gate_call = redis.call
local gate_keyless = {TIME = true, PING = true}
local gate_all_keys = {DEL = true, UNLINK = true, EXISTS = true, MGET = true, TOUCH = true}
local redis = setmetatable({
  call = function(command, key, ...)
    local name = string.upper(command)
    if not gate_keyless[name] then
      for _, one in ipairs(gate_all_keys[name] and {key, ...} or {key}) do
        if not gate_declared[one] then
          error('undeclared key in ' .. name)
        end
      end
    end
    return gate_call(command, key, ...)
  end,
}, {__index = redis})
"""
"""Stands before a script and takes the place of ``redis``."""

RUNS = settings(max_examples=12, stateful_step_count=40, derandomize=True, database=None, deadline=None)


class GatedStore(Store):
    """The way to the live store, through the gate; remembers what was run."""

    ran: ClassVar[set[str]] = set()

    def __init__(self, address: str, **limits: Any) -> None:
        super().__init__(address, **limits)
        self._scripts = {name: Script.of(GATE + script.text) for name, script in self._scripts.items()}

    async def run(self, script: str, keys: Sequence[str], args: Sequence[str | int | bytes]) -> Any:
        self.ran.add(script)
        return await super().run(script, keys, args)


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Embedded]:
    """A Cluster of one primary that has every slot."""
    own = ("--port", str(free_port()), "--cluster-port", str(free_port()), "--bind", "127.0.0.1")
    folder = tmp_path_factory.mktemp("cluster")
    embedded = asyncio.run(Embedded.start(folder, extra=("--cluster-enabled", "yes", *own), grace_seconds=5))
    with Redis(unix_socket_path=embedded.address, protocol=2) as redis:
        redis.execute_command("CLUSTER", "ADDSLOTSRANGE", "0", "16383")
        while b"cluster_state:ok" not in redis.execute_command("CLUSTER", "INFO"):
            pass
    yield embedded
    asyncio.run(embedded.stop())


@pytest.fixture
def gated(cluster: Embedded, monkeypatch: pytest.MonkeyPatch) -> type[GatedStore]:
    """The gated store, for whoever opens one."""
    for machine in ("queue", "mailbox", "capsule"):
        monkeypatch.setattr(f"tests.property.test_{machine}_machine.Store", GatedStore)
    assert cluster.address
    return GatedStore


async def queue_reads(store: Store) -> None:
    """What the queue's machine has no need of."""
    lanes = [LaneName("young:sv")]
    queue, at = Queue(store, lanes, terms(1)), Moment(1, "chance-of-this-test")
    conversation, staff = ConversationId("conversation"), StaffId("staff")
    await queue.desk(staff, 1, says=Announced(duty=Duty.FREE), at=at)
    await queue.join(conversation, lanes[0], urgent=True, claim=None, at=at)
    await queue.seat(conversation, staff, 1, at=at)
    await queue.house(at=at)
    await queue.lines(at=at)
    await queue.stages([conversation.value], at=at)


async def conversation_ends(store: Store) -> None:
    """What the mailboxes' machine does at its end only."""
    mailboxes, conversation = Mailboxes(store, BOUNDS), ConversationId("conversation")
    await mailboxes.open(conversation, StaffId("staff"), era="era", now_ms=1)
    await mailboxes.end(conversation, why="visitor", by=0, now_ms=1)
    await mailboxes.exit(conversation, why="exit")


async def memory_is_looked_at(store: Store) -> None:
    """All that there is of it."""
    await Memory(store, secrets.token_hex).lost()
    await store.rinse()


FAMILIES = {
    "queue": (QueueMachine, queue_reads),
    "conversation": (MailboxMachine, conversation_ends),
    "memory": (None, memory_is_looked_at),
    "capsule": (CapsuleMachine, conversation_ends),
}


@pytest.mark.parametrize("family", [path.name for path in sorted(SCRIPTS.iterdir())])
def test_scripts_touch_only_what_they_declare(
    cluster: Embedded, gated: type[GatedStore], family: str
) -> None:
    """All that a family can do is done on a Cluster, behind the gate."""
    machine, rest = FAMILIES[family]

    if machine is not None:
        machine.address = cluster.address
        run_state_machine_as_test(machine, settings=RUNS)
    asyncio.run(with_store(cluster.address, rest))

    assert gated.ran >= {f"{family}/{path.stem}" for path in (SCRIPTS / family).glob("[a-z]*.lua")}


async def with_store(address: str, does: Callable[[Store], Awaitable[None]]) -> None:
    """Do something behind the gate, on a store that has nothing in it."""
    with Redis(unix_socket_path=address, protocol=2) as redis:
        redis.flushall()
    store = await GatedStore.open(address)
    try:
        await does(store)
    finally:
        await store.close()


async def test_an_undeclared_key_is_seen(cluster: Embedded) -> None:
    """The gate does refuse any key that is not declared, and the Cluster keys of more than one tag."""
    store = await GatedStore.open(cluster.address)
    store._scripts = {
        "test/one": Script.of(GATE + "return redis.call('GET', '{queue}:other')"),
        "test/many": Script.of(GATE + "return redis.call('EXISTS', KEYS[1], '{queue}:other')"),
        "test/fine": Script.of(GATE + "return redis.call('EXISTS', KEYS[1])"),
    }

    for script in ("test/one", "test/many"):
        with pytest.raises(ResponseError, match="undeclared key"):
            await store.run(script, ["{queue}:one"], [])
    with pytest.raises(ResponseError, match="same slot"):
        await store.run("test/fine", ["{queue}:one", "{c:1}:record"], [])
    assert await store.run("test/fine", ["{queue}:one"], []) == 0
    await store.close()


def test_every_script_says_what_it_is() -> None:
    """Each begins with its licence and a comment; what it answers is said there, or in the prelude."""
    for path in SCRIPTS.glob("*/*.lua"):
        head = re.match(r"(--.*\n)+", path.read_text())
        assert head, path
        assert head[0].count("\n") > 2, path
        assert "Answers" in head[0] or "answers" in (path.parent / "_prelude.lua").read_text(), path


def test_the_store_knows_every_script() -> None:
    """What is written is what can be run."""
    assert set(load_scripts()) == {
        f"{path.parent.name}/{path.stem}" for path in SCRIPTS.glob("*/*.lua") if path.name[0] != "_"
    }


def calls(address: str) -> int:
    """How many commands the store has run, those of scripts among them; it counts anew from now on."""
    with Redis(unix_socket_path=address, protocol=2) as redis:
        stats = redis.info("commandstats")
        redis.config_resetstat()
        ours = ("cmdstat_info", "cmdstat_config|resetstat")
        return sum(one["calls"] for name, one in stats.items() if name not in ours)


async def test_a_visitors_command_does_no_more_when_more_wait(
    valkey: Embedded, store: Store, clock: ManualClock, tickets: Tickets
) -> None:
    """Joining, coming back, dropping and leaving take as many steps behind 300 as behind nobody."""
    shift = Shift(store, clock, tickets)
    await shift.counsellor(duty=Duty.PAUSE)
    taken: list[list[int]] = []
    for crowd in (1, 3, 300):
        for _ in range(crowd):
            await shift.visitor()
        visitor = shift.stranger()
        await visitor.comes()
        await shift.line.push_desks()
        calls(valkey.address)
        steps = []
        for does in (visitor.joins, visitor.joins, visitor.drops, visitor.comes, visitor.leaves):
            await does()
            steps.append(calls(valkey.address))
        taken.append(steps)

    # The first time the store learns the scripts.
    assert taken[1] == taken[2]
    assert max(taken[1]) < 30
