"""From which L/D on a conclusion fails that rests on (4) alone: L of (3), D of (4).

f′ rises to 1 with slope D = 1, falls from there with slope −L for long, stays, and rises again. A
probe with ρ = 1/2 from the flat part comes back to the minimum at 0 where L is little above 1/ρ.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import cache

import numpy as np

from sam_theory.errors import UsageError
from sam_theory.falsifying.asking import decided
from sam_theory.falsifying.candidates import Candidate
from sam_theory.falsifying.claims import Target, Threshold
from sam_theory.falsifying.judging import Tried, killed, proved_of, tried
from sam_theory.falsifying.kinds.sums import Sum
from sam_theory.falsifying.running import runs_of
from sam_theory.falsifying.superfluous import Find, proof_of
from sam_theory.falsifying.thresholds import Late, bracket, never
from sam_theory.library.catalogues import Library
from sam_theory.setting.method import Method
from sam_theory.setting.pieces import Pieces
from sam_theory.statements.hypotheses.facts import DESCENT_CONDITION
from sam_theory.statements.theorem import Conclusion, Run, Theorem

ENDS = Fraction(1), Fraction(4)  # of L/D
HALVINGS = 8
WIDTH = Fraction(2**20)  # of the part where f′ falls
STEP, RADIUS = "1/k", "1/2"
ITERATIONS = 64  # of a run of which hypotheses are decided


def ratio_of_constants(
    target: Target, method: Method, find: Find, library: Library, late: Late = never
) -> Threshold | None:
    """κ = L/D from which on the conclusion fails as stated, for a method with ρ = 1/(2D).

    Where it is killed on one side by a certificate, and shown on the other by a theorem about the
    same methods that is proved: all that this asks for is proved of the setting. Else None.
    """
    if target.dropped is not None or DESCENT_CONDITION not in target.asked:
        return None
    others = list(_saying_the_same(target, library))

    @cache
    def at(ratio: Fraction) -> Tried | None:
        return tried(candidate(ratio, method), "of-a-ratio")

    def kill(ratio: Fraction) -> str:
        found = at(ratio)
        kills = [] if found is None else list(killed(found, [target]))
        return kills[0].verdict.evidence if kills else ""

    def hold(ratio: Fraction) -> str:
        run = _run(candidate(ratio, method))
        shown = (_shown(other, run, find) for other in others if run is not None)
        return next(filter(None, shown), "")

    found = bracket(kill, hold, *ENDS, halvings=HALVINGS, late=late) if others else None
    name = "κ = L/D; ρ = 1/(2D), L of (3), D of (4)"
    return None if found is None else found.threshold(name)


def candidate(ratio: Fraction, method: Method) -> Candidate:
    """The f with D = 1 and that L, from where a probe of the flat part would be at 0."""
    ends = Fraction(1), 1 + WIDTH, 4 * WIDTH
    pieces = Pieces(ends, (Fraction(1), -ratio, Fraction(0), Fraction(1)), Fraction(1))
    start = -pieces.heights[1][1] * Fraction(RADIUS)
    return Candidate(
        function=Sum((pieces,)), method=method, step=STEP, radius=RADIUS, start=(start,)
    )


def _saying_the_same(target: Target, library: Library) -> Iterator[Target]:
    """The same conclusion of other theorems about methods of that family."""
    for name in library.items("theorems"):
        other = library.get("theorems", name)
        assert isinstance(other, Theorem)
        if other.name != target.theorem.name and other.family == target.theorem.family:
            for conclusion in other.conclusions:
                if _formula(conclusion) == _formula(target.conclusion) != "":
                    yield Target(theorem=other, conclusion=conclusion)


def _formula(conclusion: Conclusion) -> str:
    return "" if conclusion.states is None else conclusion.states.formula


def _run(one: Candidate) -> Run | None:
    problem = one.function.problem("of-a-ratio", [one.start])
    try:
        with np.errstate(all="ignore"):
            (run,) = runs_of(problem, [one], ITERATIONS)
    except UsageError:
        return None
    return run


def _shown(target: Target, run: Run, find: Find) -> str:
    """That a proof shows the conclusion, and all that it asks for is proved of the run."""
    if not target.theorem.about(run.setting.method):
        return ""
    if not all(proved_of(h, decided(h, run)) for h in target.asked):
        return ""
    name = proof_of(target, find)
    return "" if name is None else f"{name}: {target.conclusion.text}"
