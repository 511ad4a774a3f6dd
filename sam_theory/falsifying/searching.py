"""The search: settings drawn and run together, the most promising ones held to certificates."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from sam_theory.falsifying.aiming import aimed, settings_about, spoken_of
from sam_theory.falsifying.candidates import Key
from sam_theory.falsifying.claims import Counterexample, Target
from sam_theory.falsifying.climbing import Ascent
from sam_theory.falsifying.functions import Kind
from sam_theory.falsifying.judging import Tried, killed, tried
from sam_theory.falsifying.rates import claims_rate
from sam_theory.falsifying.screening import Promise, screened
from sam_theory.falsifying.shrinking import shrunk
from sam_theory.setting.method import Method
from sam_theory.statements.theorem import Theorem

ATTEMPTS = 3  # certificates a round
CLIMBS = 1  # a round, in which one looks around the best setting of a target
SLOW = 6  # attempts of what claims a rate, whose certificates take long
WORTH = 6  # attempts that a target waits for, where runs do not yet show that it fails


@dataclass
class Search:
    """What is known so far: counts and kills by target, and how often each was attempted."""

    theorem: Theorem
    targets: tuple[Target, ...]
    methods: tuple[Method, ...]
    kinds: tuple[Kind, ...] = ()
    tested: Counter[Target] = field(default_factory=Counter)
    reached: Counter[Target] = field(default_factory=Counter)
    without: Counter[Target] = field(default_factory=Counter)
    offered: Counter[Target] = field(default_factory=Counter)  # functions that suit it
    attempts: Counter[Target] = field(default_factory=Counter)
    kills: dict[Target, Counterexample] = field(default_factory=dict)
    weights: dict[Target, float] = field(default_factory=dict)  # of what kills, less for simpler
    shown: dict[Target, str | None] = field(default_factory=dict)  # the proofs that show them
    ascent: Ascent = field(default_factory=Ascent)
    held: set[Key] = field(default_factory=set)  # to certificates
    found: int = 0  # settings that kill something
    faults: dict[str, None] = field(default_factory=dict)  # of facts, each once, in order

    @property
    def open(self) -> list[Target]:
        """Those that stand so far."""
        return [t for t in self.attacked if t not in self.kills]

    @property
    def attacked(self) -> list[Target]:
        """Those that no proof shows, and of which there is something to be found."""
        return [t for t in self.targets if not self.shown.get(t) and not self.pointless(t)]

    def pointless(self, target: Target) -> bool:
        """Whether the conclusion is false with all its hypotheses, for no reason that is known."""
        if target.dropped is None:
            return False
        kill = self.kills.get(target.stated)
        return kill is not None and not kill.erratum


def searched(search: Search, rng: np.random.Generator, rounds: int) -> Iterator[int]:
    """Search for so many rounds; yields the number of each when it is done."""
    for number in range(rounds):
        still = search.open
        if not still:
            return
        drawn = settings_about(
            search.theorem, still, search.offered, search.methods, search.kinds, rng, number
        )
        climbs = CLIMBS
        found = screened(search, still, aimed(search.theorem, still, search.reached, drawn))
        for _ in range(ATTEMPTS):
            promise = most_promising(search, found)
            if promise is not None:
                attempt(search, promise)
                continue
            if not climbs:
                break
            climbs -= 1
            for near in search.ascent.neighbours(search.open, rng):
                found += screened(search, search.open, spoken_of(search.theorem, near))
        yield number


def most_promising(search: Search, promises: Sequence[Promise]) -> Promise | None:
    """The one that is held to a certificate next: simple, for a target that was attempted least."""
    still = set(search.open)

    def rank(promise: Promise) -> tuple[float, float]:
        waiting = min(search.attempts[t] for t in promise.targets if t in still)
        return waiting - WORTH * promise.strength, promise.candidate.weight

    new = (
        p for p in promises if still.intersection(p.targets) and p.candidate.key not in search.held
    )
    return min(new, key=rank, default=None)


def attempt(search: Search, promise: Promise) -> None:
    """Hold it to a certificate, and keep what it kills, made simpler."""
    search.held.add(promise.candidate.key)
    for target in promise.targets:
        search.attempts[target] += 1
    name = f"against-{search.theorem.name}-{search.found + 1}"
    few = [
        t for t in promise.targets if search.attempts[t] <= SLOW or not claims_rate(t.conclusion)
    ]
    found = tried(promise.candidate, name, targets=few)
    kills = {} if found is None else {kill.target: kill for kill in killed(found, search.open)}
    if found is not None:
        search.faults |= dict.fromkeys(found.doubted)
    if found is None or not kills:
        return
    search.found += 1
    keep(search, shrunk(found, kills, search.faults))


def keep(search: Search, found: Tried) -> None:
    """Keep it for each target that it kills, unless what is known to kill that is as simple."""
    weight = found.candidate.weight
    for kill in killed(found, search.attacked):
        if weight < search.weights.get(kill.target, math.inf):
            search.kills[kill.target], search.weights[kill.target] = kill, weight
    for target in [t for t in search.kills if search.pointless(t)]:
        del search.kills[target]
