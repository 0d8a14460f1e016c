# SPDX-License-Identifier: EUPL-1.2
"""The ladder's rounds: steps that are due, channels to try, hints.  Any node makes them, and all may."""

from chatserver.background.runner import Runner
from chatserver.services.escalations.climbing import Climbing
from chatserver.services.escalations.exercises import Exercises
from chatserver.services.escalations.hints import Hints

STEP_SECONDS = 0.5
"""A step comes at most so late."""
EXERCISES_SECONDS = 60.0


def start_ladder(runner: Runner, climbing: Climbing, hints: Hints, exercises: Exercises) -> None:
    """Begin them; they end with *runner*."""

    async def tell() -> None:
        # Beside each other, and beside the steps: one channel that takes half a minute keeps nobody waiting.
        for claimed in await climbing.claim():
            runner.spawn(climbing.tell(claimed), "channel")

    runner.every(STEP_SECONDS, climbing.step, "ladder")
    runner.every(STEP_SECONDS, tell, "channels")
    runner.every(STEP_SECONDS, hints.look, "case hints")
    runner.every(EXERCISES_SECONDS, exercises.look, "exercises")
