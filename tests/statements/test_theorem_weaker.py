"""The words that a hypothesis names as weaker follow from it, by the kernel and on settings."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from holding import LIBRARY
from proving import find

from sam_theory.proofs.derived import terms_vanish
from sam_theory.proofs.kernel import beginning, concluded
from sam_theory.proofs.proof import (
    Block,
    Choose,
    Proof,
    Reals,
    Statement,
    Step,
    Uses,
    Witness,
    hypothesis,
    step,
)
from sam_theory.proofs.reporting import report_all
from sam_theory.proofs.tending import vanishes_by_square
from sam_theory.statements import formulas
from sam_theory.statements.theorem import Hypothesis, Theorem
from sam_theory.verdict import Status

pytest.importorskip("z3")

SQUARES = (
    *terms_vanish("squares vanish", "t[k]**2", hypothesis("step-square-summable")),
    *vanishes_by_square("t vanishes", "t[k]", "t[k]**2", step("squares vanish")),
)
CHOSEN = Choose(names=("C",), given=hypothesis("bounded-below"))


def itself(key: str, formula: str) -> tuple[Step, ...]:
    return (Step(name="1", check=Reals(then=formula, given=(hypothesis(key),))),)


PROOFS: dict[tuple[str, str], tuple[Step, ...]] = {
    ("step-square-summable", "step-vanishes"): SQUARES,
    ("step-vanishes", "step-vanishes"): itself("step-vanishes", formulas.STEP_VANISHES.formula),
    ("step-vanishes", "step-decreases"): itself("step-decreases", formulas.STEP_DECREASES.formula),
    ("L", "L"): itself("L", "L > 0"),
    ("L", "descent"): (
        Step(
            name="1",
            check=Uses(
                proof="khanh-2",
                conclusion="descent",
                given=tuple(map(hypothesis, ("smooth", "L", "lipschitz"))),
            ),
        ),
    ),
    ("strongly-convex", "convex"): (
        Step(
            name="1",
            check=Reals(
                then=formulas.CONVEX.formula,
                given=(hypothesis("strongly-convex"), hypothesis("strongly-convex", y="y", z="z")),
            ),
        ),
    ),
    ("bounded-below", "not-to-minus-infinity"): (
        Step(
            name="1",
            check=Block(
                fix=(),
                steps=(
                    Step(name="b", check=CHOSEN),
                    Step(
                        name="often",
                        check=Reals(then="frequently(k, f(x[k]) >= C)", given=(step("b"),)),
                    ),
                    Step(
                        name="some",
                        check=Witness(
                            then=formulas.NOT_TO_MINUS_INFINITY.formula,
                            values={"b": "C"},
                            given=(step("often"),),
                        ),
                    ),
                ),
            ),
        ),
    ),
}


PROOFS |= {
    ("product-summable", "product-vanishes"): terms_vanish(
        "tρ vanishes", "t[k]*rho[k]", hypothesis("product-summable")
    ),
    ("error-summable", "error-vanishes"): terms_vanish(
        "tε vanishes", "t[k]*eps[k]", hypothesis("error-summable")
    ),
    ("radius-nonnegative", "radius-bounded"): (
        Step(
            name="below",
            check=Reals(
                then="always(k, rho[k] <= nu/L)",
                given=(hypothesis("L"), hypothesis("radius-relative")),
            ),
        ),
        Step(
            name="1",
            check=Witness(
                then=formulas.RADIUS_BOUNDED.formula,
                values={"b": "nu/L"},
                given=(step("below"),),
            ),
        ),
    ),
    ("low", "bounded-below"): (
        Step(
            name="above",
            check=Reals(then="always(k, f(x[k]) >= fstar)", given=(hypothesis("low", y="x[k]"),)),
        ),
        Step(
            name="1",
            check=Witness(
                then=formulas.BOUNDED_BELOW.formula,
                values={"b": "fstar"},
                given=(step("above"),),
            ),
        ),
    ),
    ("H1", "decrease"): (
        Step(name="1", check=Reals(then=formulas.DECREASE.formula, given=(hypothesis("H1"),))),
    ),
    ("step-below-inverse", "step-below-twice"): (
        Step(
            name="1",
            check=Reals(
                then=formulas.STEP_BELOW_TWICE.formula,
                given=(hypothesis("L"), hypothesis("step-below-inverse")),
            ),
        ),
    ),
}


def hypotheses() -> Iterator[Hypothesis]:
    for name in LIBRARY.entries("theorems"):
        theorem = LIBRARY.get("theorems", name)
        assert isinstance(theorem, Theorem)
        yield from theorem.conditions


WEAKER = sorted(
    {(h.states[0].key, word.key) for h in hypotheses() for w in h.weaker for word in w.states}
)


@pytest.mark.parametrize(("strong", "weak"), WEAKER)
def test_what_is_weaker_follows(strong: str, weak: str) -> None:
    (hypothesis_,) = {
        h for h in hypotheses() if h.states and h.states[0].key == strong and h.weaker
    }
    (word,) = {g for w in hypothesis_.weaker for g in w.states if g.key == weak}
    given = tuple(dict.fromkeys((formulas.SMOOTH, formulas.POSITIVE_L, *hypothesis_.states)))
    steps = PROOFS[strong, weak]
    proof = Proof(
        name="weaker",
        summary="",
        source="",
        statement=Statement(hypotheses=given, conclusions=(word,)),
        steps=steps,
        parts=(),
        outcome="",
    )
    found = report_all([proof], find)["weaker"]
    assert all(c.verdict.status is Status.PROVED for c in found.checked), found.checked
    concluded(beginning(proof), proof, word, found.checked[-1].formula)
