"""Facts in words: what is known of f, and the names of facts as people say them."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

from sam_theory.report.items.sections import number
from sam_theory.setting.facts import Enclosure, Fact

# Names of facts, and of what `audit` looks at besides.
NAMES: Mapping[str, str] = {
    "region": "region of the starts",
    "batch": "many points at once",
    "agreement": "facts agree",
    "gradient": "∇f is the slope of f",
    "components": "f is the mean of its components",
    "components_lipschitz": "Lipschitz constant of every ∇fᵢ",
    "components_variance": "variance of the ∇fᵢ",
    "convex": "convexity",
    "strong_convexity": "strong convexity",
    "lipschitz": "Lipschitz constant of ∇f, (3)",
    "lipschitz_on": "Lipschitz constant on boxes",
    "descent": "constant of the descent condition (4)",
    "slope": "supremum of ‖∇f‖",
    "infimum": "infimum",
    "attained": "infimum attained",
    "minimizers": "distance to the minimizers",
    "unique_minimizer": "one minimizer",
    "level_sets_bounded": "bounded level sets",
    "definability": "definability",
    "kl_property": "KL property",
    "kl_exponent": "KL exponent",
    "quadratic": "constant Hessian",
}


def sentence(name: str, fact: Fact[Any]) -> str:
    """What a fact says of f, in words, without its reason."""
    return SENTENCES[name](fact.value)


def _either(yes: str, no: str) -> Callable[[bool], str]:
    return lambda value: yes if value else no


def enclosed(symbol: str, value: Enclosure) -> str:
    """A constant: known exactly, between two numbers, or only from one side."""
    if value.sharp:
        return f"{symbol} = {number(value.upper)}"
    if value.upper == math.inf:
        return f"{symbol} ≥ {number(value.lower)}"
    if value.lower in (0, -math.inf):
        return f"{symbol} ≤ {number(value.upper)}"
    return f"{symbol} is between {number(value.lower)} and {number(value.upper)}"


def _lipschitz(value: Enclosure) -> str:
    if value.absent:
        return "∇f is not Lipschitz: there is no L in (3)"
    return f"∇f is Lipschitz (3): {enclosed('L', value)}"


def _of_components(value: Enclosure) -> str:
    if value.absent:
        return "not every ∇fᵢ is Lipschitz"
    return f"every ∇fᵢ is Lipschitz: {enclosed('L', value)}"


def _variance(value: Enclosure) -> str:
    if value.absent:
        return "the variance of the ∇fᵢ(x) is unbounded in x"
    return f"the variance of the ∇fᵢ(x) is bounded: {enclosed('σ²', value)}"


def _descent(value: Enclosure) -> str:
    if value.absent:
        return "the descent condition (4) holds for no constant"
    return f"the descent condition (4) holds: {enclosed('D', value)}"


def _slope(value: Enclosure) -> str:
    if value.absent:
        return "f is not Lipschitz: ‖∇f‖ is unbounded"
    return f"f is Lipschitz: {enclosed('sup ‖∇f‖', value)}"


def _infimum(value: Enclosure) -> str:
    if value.upper == -math.inf:
        return "f is unbounded below"
    if value.upper == math.inf:
        return f"f ≥ {number(value.lower)}"
    return enclosed("inf f", value)


def _definable(value: str) -> str:
    return "f is definable in no o-minimal structure" if value == "neither" else f"f is {value}"


def _quadratic(eigenvalues: tuple[float, ...]) -> str:
    return f"f is quadratic, with the eigenvalues {', '.join(map(number, eigenvalues))}"


SENTENCES: Mapping[str, Callable[[Any], str]] = {
    "convex": _either("f is convex", "f is not convex"),
    "strong_convexity": lambda value: f"f is strongly convex: {enclosed('μ', value)}",
    "lipschitz": _lipschitz,
    "lipschitz_on": lambda _: "∇f is Lipschitz on every box, with an L that is known",
    "components_lipschitz": _of_components,
    "components_variance": _variance,
    "descent": _descent,
    "slope": _slope,
    "infimum": _infimum,
    "attained": _either("f attains its infimum", "f does not attain its infimum"),
    "minimizers": lambda _: "the distance to the minimizers is known",
    "unique_minimizer": _either("f has one minimizer", "f has not exactly one minimizer"),
    "level_sets_bounded": _either("level sets are bounded", "some level set is unbounded"),
    "definability": _definable,
    "kl_property": _either("f has the KL property", "f lacks the KL property"),
    "kl_exponent": lambda q: f"the KL exponent is {number(q)}",
    "quadratic": _quadratic,
}
