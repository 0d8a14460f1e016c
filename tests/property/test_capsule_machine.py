# SPDX-License-Identifier: EUPL-1.2
"""Keys in trust against their model: who gets which key, for how long, whatever comes in whatever order."""

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Any, ClassVar

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from chatserver.domain.capsules import Deposit, Holder, seal_of_sign_in
from chatserver.domain.errors import GoneError, OldGenerationError
from chatserver.domain.ids import ConversationId, StaffId
from chatserver.live.capsules import CapsuleKeys
from chatserver.live.conversations import Mailboxes
from chatserver.live.embedded import Embedded
from chatserver.live.store import Store
from chatserver.services.conversations import BOUNDS
from tests.conftest import is_thorough
from tests.drivers.capsules import Reloadable
from tests.drivers.delivery import Dumped

ANNA = StaffId("anna")
LIFE, VANISHED, LEAVING, RAISED = 330, 300, 30, 1_000
SLACK_SECONDS = 30
"""How far the store's own clock may run while a test does; lives here are in minutes of the test's."""
WHO = st.integers(0, 1)
GENERATION = st.integers(1, 12)


@dataclass
class Kept:
    """What the store should hold for one member; no *page*: somebody left who never kept one."""

    page: Reloadable | None
    generation: int
    lowest: int
    life: int
    leaving: bool = False


class CapsuleMachine(RuleBasedStateMachine):
    """A visitor and a counsellor whose pages come, keep, go, come again and end it, late and doubled."""

    address: ClassVar[str]

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.dumped = Dumped(self.address)
        self.store = self.runner.run(Store.open(self.address))
        self.keys = CapsuleKeys(self.store)
        self.mailboxes = Mailboxes(self.store, BOUNDS)
        self.conversation = ConversationId.of(Reloadable().key[:24])
        self.kept: dict[int, Kept] = {}
        self.pages: dict[int, list[Reloadable]] = {0: [], 1: []}
        self.barred: set[int] = set()
        opened = self.mailboxes.open(self.conversation, ANNA, era="e" * 22, now_ms=1)
        assert self.runner.run(opened).member == 1

    def teardown(self) -> None:
        self.runner.run(self.store.close())
        self.runner.close()
        self.dumped.close()

    def holder(self, who: int) -> Holder:
        """The visitor, or the counsellor."""
        return Holder(self.conversation, who, ANNA if who else None)

    def seal(self, who: int, page: Reloadable) -> str:
        """What *page*'s key is kept for."""
        return seal_of_sign_in(page.secret) if who else page.keep.seal

    def does(self, act: Coroutine[Any, Any, Any]) -> Any:
        """*act*, or the refusal."""

        async def outcome() -> Any:
            try:
                return await act
            except (GoneError, OldGenerationError) as refused:
                return type(refused)

        return self.runner.run(outcome())

    @rule(who=WHO, generation=GENERATION, raised=st.integers(0, 3))
    def keeps(self, who: int, generation: int, raised: int) -> None:
        """A page, maybe one that has taken a key before, leaves a new one."""
        generation += raised * RAISED
        page = Reloadable()
        deposit = Deposit(self.seal(who, page), page.key_text)
        answer = self.does(self.keys.keep(self.holder(who), generation, deposit, seconds=LIFE))
        before = self.kept.get(who)
        if who in self.barred:
            assert answer is GoneError
        elif before is not None and generation < before.lowest:
            assert answer is OldGenerationError
        else:
            assert answer is None
            highest = generation if before is None else max(generation, before.generation)
            self.kept[who] = Kept(page, highest, generation, LIFE)
            self.pages[who].append(page)

    @rule(who=WHO, pick=st.integers(0, 99))
    def takes(self, who: int, pick: int) -> None:
        """Whoever has what some page left on the device, the newest more often than others, asks."""
        pages = self.pages[who] or [Reloadable()]
        page = pages[-1 - pick % 3 % len(pages)]
        answer = self.does(self.keys.take(self.holder(who), self.seal(who, page), raised=RAISED))
        kept = self.kept.get(who)
        if kept is None or kept.page is not page:
            assert answer is GoneError
        else:
            kept.generation += RAISED
            assert (answer.key, answer.generation) == (page.key_text, kept.generation)

    @rule(who=WHO, generation=GENERATION, raised=st.integers(0, 3), said=st.booleans())
    def goes(self, who: int, generation: int, raised: int, *, said: bool) -> None:
        """A connection goes, or its page says that it will."""
        generation += raised * RAISED
        seconds = LEAVING if said else VANISHED
        self.does(self.keys.leave(self.holder(who), generation, seconds=seconds, said=said))
        kept = self.kept.get(who)
        if who in self.barred or (kept is None and not said) or (kept and generation < kept.lowest):
            return
        kept = kept or Kept(None, 0, 0, seconds)
        kept.life, kept.lowest = min(kept.life, seconds), generation + 1
        kept.leaving = kept.leaving or said
        self.kept[who] = kept

    @rule(who=WHO, generation=GENERATION, raised=st.integers(0, 3))
    def stays(self, who: int, generation: int, raised: int) -> None:
        """A connection stands when keys are renewed."""
        generation += raised * RAISED
        self.does(self.keys.renew(self.holder(who), generation, seconds=LIFE))
        kept = self.kept.get(who)
        if kept and kept.page and not kept.leaving and generation >= kept.lowest:
            kept.life, kept.lowest = LIFE, generation
            kept.generation = max(kept.generation, generation)

    @rule(minutes=st.integers(1, 3))
    def passes(self, minutes: int) -> None:
        """Time."""
        for who, kept in list(self.kept.items()):
            kept.life -= minutes * 60
            self.dumped.set_life(self.conversation, f"capsule:{who}", kept.life)
            if kept.life <= 0:
                del self.kept[who]

    @rule(who=WHO, pick=st.integers(0, 99))
    def forgets(self, who: int, pick: int) -> None:
        """A visitor leaves the queue; a counsellor signs out of one sign-in."""
        page = (self.pages[who] or [Reloadable()])[-1 - pick % len(self.pages[who] or [1])]
        self.does(self.keys.forget(self.holder(who), seal=self.seal(who, page) if who else ""))
        kept = self.kept.get(who)
        if kept and (not who or kept.page is page):
            del self.kept[who]

    @rule(pick=st.integers(0, 11))
    def is_not_let_in(self, pick: int) -> None:
        """Now and then the counsellor's invitation is taken back."""
        if pick == 0:
            self.does(self.mailboxes.withdraw(self.conversation, 1))
            self.kept.pop(1, None)
            self.barred.add(1)

    @rule(pick=st.integers(0, 23))
    def is_over(self, pick: int) -> None:
        """Now and then it ends."""
        match pick:
            case 0:
                self.does(self.mailboxes.exit(self.conversation, why="exit"))
            case 1:
                self.does(self.mailboxes.end(self.conversation, why="visitor", by=0, now_ms=1))
            case _:
                return
        self.kept.clear()
        self.barred = {0, 1}

    @invariant()
    def nothing_else_is_kept(self) -> None:
        """The keys that may be there are, each for its seal and its life; any other page's key is nowhere."""
        found = self.dumped.of(self.conversation)
        lives = self.dumped.lives(self.conversation)
        assert {label for label in found if label.startswith("capsule")} == {
            f"capsule:{k}" for k in self.kept
        }
        for who, kept in self.kept.items():
            fields = found[f"capsule:{who}"]
            page = kept.page
            pair = (fields.get(b"seal", b"").decode(), fields.get(b"key", b"").decode())
            assert pair == ((self.seal(who, page), page.key_text) if page else ("", ""))
            assert kept.life - SLACK_SECONDS <= lives[f"capsule:{who}"] <= kept.life
        mine = {kept.page.key_text for kept in self.kept.values() if kept.page}
        for page in (page for pages in self.pages.values() for page in pages):
            assert (page.key_text in repr(found)) == (page.key_text in mine)


def test_keys_in_trust_do_as_their_model_says(valkey: Embedded) -> None:
    """Whatever comes late, doubled or in another order: one key per member, for its page, for its minutes."""
    CapsuleMachine.address = valkey.address
    run_state_machine_as_test(
        CapsuleMachine,
        settings=settings(
            max_examples=25, stateful_step_count=40, deadline=None, derandomize=not is_thorough()
        ),
    )
