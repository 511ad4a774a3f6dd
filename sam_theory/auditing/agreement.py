"""Whether the facts of a problem agree with one another, as logic and definitions have it."""

from __future__ import annotations

import math
from collections.abc import Callable

from sam_theory.setting.facts import Enclosure, Facts, fails, holds
from sam_theory.setting.problem import Problem
from sam_theory.verdict import Verdict, consistent, violated

ROUNDING = 1e-9  # by which constants that are equal may be stated differently


def check(problem: Problem) -> Verdict:
    """`violated` if two facts contradict each other, whatever f is."""
    facts = problem.facts
    clashes = [text for text, clash in RULES.items() if clash(facts)]
    given = problem.components.facts if problem.components else {}
    known = [*vars(facts).items(), *((f"{name} of components", f) for name, f in given.items())]
    unsourced = [name for name, fact in known if fact and not fact.source.strip()]
    if unsourced:
        return violated(f"every fact needs a source; {unsourced[0]} has none")
    if clashes:
        return violated(f"facts contradict each other: {clashes[0]}")
    quadratic = facts.quadratic
    if quadratic is not None and len(quadratic.value) != problem.dimension:
        return violated(f"{len(quadratic.value)} eigenvalues in dimension {problem.dimension}")
    each = given.get("lipschitz")
    if each and facts.lipschitz and not _below(facts.lipschitz.value, each.value):
        return violated("the L of every component is one of their mean, which is stated as greater")
    return consistent("no two facts contradict each other")


def _below(small: Enclosure, large: Enclosure) -> bool:
    """Whether the one constant may be ≤ the other."""
    return small.lower <= large.upper * (1 + ROUNDING)


def _constants_clash(facts: Facts) -> bool:
    mu, lip, descent = facts.strong_convexity, facts.lipschitz, facts.descent
    if mu and any(large and not _below(mu.value, large.value) for large in (lip, descent)):
        return True
    if lip is None or descent is None:
        return False
    if not _below(descent.value, lip.value):
        return True
    return holds(facts.convex) and not _below(lip.value, descent.value)


def _spectrum_clashes(facts: Facts) -> bool:
    if facts.quadratic is None:
        return False
    low, high = min(facts.quadratic.value), max(facts.quadratic.value)
    size = max(abs(low), abs(high))
    if facts.convex is not None and facts.convex.value is (low < -ROUNDING * size):
        return True
    mu, lip, descent = facts.strong_convexity, facts.lipschitz, facts.descent
    stated = ((mu, low), (lip, size), (descent, max(high, 0.0)))
    return any(fact and not _holds(fact.value, constant, size) for fact, constant in stated)


def _holds(enclosure: Enclosure, constant: float, size: float) -> bool:
    slack = ROUNDING * size
    return enclosure.lower - slack <= constant <= enclosure.upper + slack


RULES: dict[str, Callable[[Facts], bool]] = {
    "strong convexity is convexity with a constant μ > 0": lambda f: (
        f.strong_convexity is not None and (fails(f.convex) or f.strong_convexity.value.upper == 0)
    ),
    "a strongly convex f has one minimizer, bounded level sets and KL exponent ½": lambda f: (
        f.strong_convexity is not None
        and f.strong_convexity.value.lower > 0
        and (
            fails(f.attained)
            or fails(f.unique_minimizer)
            or fails(f.level_sets_bounded)
            or (f.kl_exponent is not None and f.kl_exponent.value < 0.5)
        )
    ),
    "μ ≤ L of (4) ≤ L of (3), with equality of the two for convex f": _constants_clash,
    "a Lipschitz f is not strongly convex, nor a quadratic but for constants": lambda f: (
        f.slope is not None
        and f.slope.value.bounded
        and (holds(f.strongly_convex) or (f.quadratic is not None and any(f.quadratic.value)))
    ),
    "an infimum of −∞ is not attained": lambda f: fails(f.bounded_below) and holds(f.attained),
    "the infimum is a number or −∞": lambda f: (
        f.infimum is not None and f.infimum.value.lower == math.inf
    ),
    "bounded level sets make the infimum attained": lambda f: (
        holds(f.level_sets_bounded) and fails(f.attained)
    ),
    "minimizers are stated only where the infimum is attained": lambda f: (
        fails(f.attained) and (f.minimizers is not None or holds(f.unique_minimizer))
    ),
    "a convex f with one minimizer has bounded level sets": lambda f: (
        holds(f.convex) and holds(f.unique_minimizer) and fails(f.level_sets_bounded)
    ),
    "KL holds for semialgebraic, analytic and definable f, and with an exponent": lambda f: (
        fails(f.kl_property)
        and (
            f.kl_exponent is not None
            or (f.definability is not None and f.definability.value != "neither")
        )
    ),
    "the Hessian's eigenvalues decide convexity, μ and both L": _spectrum_clashes,
}
