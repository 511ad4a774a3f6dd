"""What is worth a certificate: what a run leaves open of itself, a certificate may show."""

from __future__ import annotations

from fractions import Fraction

from holding import LIBRARY

from sam_theory.falsifying.attacking import targets_of
from sam_theory.falsifying.candidates import Candidate
from sam_theory.falsifying.kinds.sums import Sum
from sam_theory.falsifying.screening import screened
from sam_theory.falsifying.searching import Search
from sam_theory.setting.pieces import Pieces

THEOREM = LIBRARY.get("theorems", "khanh-4.1")
STEP_BOUND = THEOREM.conditions[3]
BENT = Pieces((Fraction(0),), (Fraction(1), Fraction(2)), Fraction(0))


def test_a_cycle_may_stay_bounded_though_its_run_does_not_tell() -> None:
    """Gradient descent with t = 3/2 goes from 1 to −2 and back: f does not converge."""
    one = Candidate(
        function=Sum((BENT,)),
        method=LIBRARY.get("methods", "gradient-descent"),
        step="3/2",
        radius="0",
        start=(Fraction(1),),
    )
    search = Search(theorem=THEOREM, targets=targets_of(THEOREM), methods=())
    (promise,) = screened(search, search.targets, [one])
    first, second, third, *_ = THEOREM.conclusions
    without = {t.conclusion: t for t in search.targets if t.dropped is STEP_BOUND}
    assert {without[c] for c in (first, second, third)} <= set(promise.targets)
    assert not search.reached[without[second]]  # what is open does not count
    assert not [t for t in promise.targets if t.dropped is None]
