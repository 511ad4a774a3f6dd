"""How a decision ends early: a budget that counts the work term by term."""

from __future__ import annotations

from contextlib import suppress
from itertools import combinations
from math import inf

import pytest

from sam_theory.asymptotics import germs
from sam_theory.asymptotics.growth import Growth
from sam_theory.asymptotics.outcome import Budget, Undecidable, Undefined
from sam_theory.asymptotics.parsing import parse

STEPS = 30_000
UNCOUNTED = 2  # terms that are worked on for each that is counted, at most


def denested(count: int) -> str:
    """√((Σ√(k + i))²), multiplied out under the root, minus Σ√(k + i): 0, by a long proof."""
    roots = [f"(k+{i})" for i in range(1, count + 1)]
    pairs = "+".join(f"2*sqrt({a}*{b})" for a, b in combinations(roots, 2))
    return f"sqrt({'+'.join(roots)}+{pairs})-{'-'.join(f'sqrt{root}' for root in roots)}"


def terms_handled(monkeypatch: pytest.MonkeyPatch, formula: str, budget: Budget) -> int:
    """The terms that went into sums and products while the sign was sought."""
    gather, handled = germs.gather, 0

    def counting(terms):  # type: ignore[no-untyped-def]  # as gather
        nonlocal handled
        found = list(terms)
        handled += len(found)
        assert handled <= UNCOUNTED * STEPS
        return gather(found)

    monkeypatch.setattr(germs, "gather", counting)
    with suppress(Undecidable):
        Growth(budget).sign(parse(formula))
    return handled


@pytest.mark.parametrize("count", [2, 3, 4, 6])
@pytest.mark.parametrize("rest", ["", "+1/k"])
def test_work_is_within_the_budget(monkeypatch: pytest.MonkeyPatch, count: int, rest: str) -> None:
    """No clock is looked at; what is counted ends the search, or the search ends before."""
    budget = Budget(STEPS, deadline=inf, end=inf)
    handled = terms_handled(monkeypatch, denested(count) + rest, budget)
    assert handled <= UNCOUNTED * (STEPS - budget.steps)


def test_a_long_proof_is_within_the_budget_of_a_decision() -> None:
    assert Growth(Budget(deadline=inf)).sign(parse(denested(3))) == 0


def test_several_steps_at_once_look_at_the_clock() -> None:
    budget = Budget(deadline=-inf)
    budget.spend(10)
    with pytest.raises(Undecidable, match="budget"):
        budget.spend(1000)


def test_steps_are_counted_to_the_last() -> None:
    budget = Budget(steps=100, deadline=inf)
    budget.spend(100)
    with pytest.raises(Undecidable, match="budget"):
        budget.spend()


def test_a_budget_ends() -> None:
    budget = Budget(steps=3)
    growth = Growth(budget)
    with pytest.raises(Undecidable, match="budget"):
        growth.sign(parse("1/k-1/(k+1)-log(1+1/k)*log(1+1/(k+1))"))


def test_formulas_without_values_are_told_apart() -> None:
    with pytest.raises(Undefined):
        Growth().sign(parse("log(1/k-1)"))
    with pytest.raises(Undefined):
        Growth().sign(parse("1/(k-k)"))
    with pytest.raises(Undecidable):
        Growth().sign(parse("sin(k)"))
