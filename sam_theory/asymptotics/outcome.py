"""How a decision can end early: outside the class, undefined, or out of steps."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

STEPS = 100_000  # of the expansion engine, for one decision
SECONDS = 4.0  # of computing for one decision, should its steps be slow
TOGETHER = 8.0  # and for several that share their work, beyond which each gets LEAST
LEAST = 1.5
LOOK = 64  # steps from one look at the clock to the next


class Undecidable(Exception):
    """The question lies outside what can be decided; the message says why."""


class Undefined(Exception):
    """The formula has no value for all large k; the message says why."""


@dataclass
class Budget:
    """Counts the steps of one decision and ends it with Undecidable when they are spent.

    A step is a term of an expansion or of a germ that is worked on.
    """

    steps: int = STEPS
    deadline: float = field(default_factory=lambda: time.thread_time() + SECONDS)
    end: float = field(default_factory=lambda: time.thread_time() + TOGETHER)

    def renew(self) -> None:
        """Start the next of several decisions."""
        now = time.thread_time()
        self.steps, self.deadline = STEPS, max(now + LEAST, min(now + SECONDS, self.end))

    def spend(self, steps: int = 1) -> None:
        """Take steps."""
        before, self.steps = self.steps, self.steps - steps
        looks = self.steps // LOOK < before // LOOK  # at the clock
        if self.steps < 0 or (looks and time.thread_time() > self.deadline):
            raise Undecidable("the decision did not end within its budget of steps")
