"""Germs at infinity as exact sums of terms over an asymptotic scale.

A germ is a finite sum Σ c·m·Πφ(δ): c an exact constant, m a product of real powers of the
elements of the scale (…, log log k, log k, k, …, eᴾ, …), φ(δ) one of 1 + δ to a real power,
exp δ, log(1 + δ), sin δ, cos δ, with δ an infinitesimal germ. Nothing is truncated.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from itertools import chain

from sam_theory.asymptotics.constants import ONE, ZERO, Constant, null, power, vanishes
from sam_theory.asymptotics.outcome import Budget, Undecidable

LARGEST = 4000  # terms of a germ
MOST_STEPS = 40  # integer powers of 1 + δ multiplied out

Powers = tuple[tuple[int, Constant], ...]  # element of the scale -> exponent, by element
Key = tuple[Powers, frozenset[tuple["Factor", Constant]]]


@dataclass(frozen=True)
class Factor:
    """1 + δ (kind `unit`), exp δ, log(1 + δ), sin δ, cos δ (kinds `exp`, `log`, `sin`, `cos`)."""

    kind: str
    small: Germ


@dataclass(frozen=True)
class Germ:
    """A finite sum of terms; `terms` maps what a term is made of to its coefficient, never 0."""

    terms: Mapping[Key, Constant]
    _hash: int = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_hash", hash(frozenset(self.terms.items())))

    def __hash__(self) -> int:
        return self._hash

    @property
    def constant(self) -> Constant | None:
        """The value, where the germ is visibly a constant."""
        if not self.terms:
            return ZERO
        return self.terms.get(((), frozenset())) if len(self.terms) == 1 else None

    @cached_property
    def elements(self) -> frozenset[int]:
        """The elements of the scale that occur, also inside the factors."""
        found = {e for powers, _ in self.terms for e, _ in powers}
        inner = (f.small.elements for _, factors in self.terms for f, _ in factors)
        return frozenset(found.union(*inner))

    def __add__(self, other: Germ) -> Germ:
        return gather(chain(self.terms.items(), other.terms.items()))

    def __neg__(self) -> Germ:
        return Germ({key: -c for key, c in self.terms.items()})

    def __sub__(self, other: Germ) -> Germ:
        return self + -other

    def __mul__(self, other: Germ) -> Germ:
        if len(self.terms) * len(other.terms) > LARGEST:
            raise Undecidable("the formula multiplies out to too many terms")
        return gather(
            (_times(a, b), c * d) for a, c in self.terms.items() for b, d in other.terms.items()
        )

    def shared(self) -> tuple[frozenset[tuple[Factor, Constant]], Germ]:
        """The powers of factors that every term has, and the germ without them."""
        common = frozenset.intersection(*(factors for _, factors in self.terms))
        if not common:
            return common, self
        rest = {(powers, factors - common): c for (powers, factors), c in self.terms.items()}
        return common, Germ(rest)

    def slope_of(self, element: int) -> Constant | None:
        """c, where the germ is visibly c times the element."""
        if len(self.terms) != 1:
            return None
        ((powers, factors), c) = next(iter(self.terms.items()))
        return c if powers == ((element, ONE),) and not factors else None

    def scaled(self, c: Constant) -> Germ:
        """The germ times a nonzero constant."""
        return Germ({key: c * d for key, d in self.terms.items()})


NOTHING = Germ({})


def gather(terms: Iterable[tuple[Key, Constant]]) -> Germ:
    """The sum of the terms, like terms combined."""
    found: dict[Key, Constant] = {}
    combined = set()
    for key, c in terms:
        if key in found:
            combined.add(key)
        found[key] = found[key] + c if key in found else c
    return Germ(
        {key: c for key, c in found.items() if not (vanishes(c) if key in combined else c == ZERO)}
    )


def total(germs: Iterable[Germ], budget: Budget) -> Germ:
    """The sum of the germs, a step for each of their terms."""

    def terms() -> Iterator[tuple[Key, Constant]]:
        for germ in germs:
            budget.spend(len(germ.terms))
            yield from germ.terms.items()

    return gather(terms())


def product(a: Germ, b: Germ, budget: Budget) -> Germ:
    """The product of two germs, a step for each pair of terms."""
    budget.spend(len(a.terms) * len(b.terms))
    return a * b


def constant(c: Constant) -> Germ:
    """The constant germ."""
    return gather([(((), frozenset()), c)])


def monomial(powers: Powers, c: Constant = ONE) -> Germ:
    """c times a product of powers of elements of the scale."""
    return Germ({(normal(powers), frozenset()): c})


def of_factor(factor: Factor, exponent: Constant = ONE) -> Germ:
    """One factor φ(δ) to a power; φ(0) where δ is visibly 0."""
    if not factor.small.terms:
        return NOTHING if factor.kind in ("log", "sin") else constant(ONE)
    return Germ({((), frozenset({(factor, exponent)})): ONE})


def normal(powers: Iterable[tuple[int, Constant]]) -> Powers:
    """Exponents added by element, zeros dropped, ordered by element."""
    found: dict[int, Constant] = {}
    for element, exponent in powers:
        found[element] = found[element] + exponent if element in found else exponent
    return tuple(
        sorted(((e, x) for e, x in found.items() if not null(x)), key=lambda pair: pair[0])
    )


def _times(a: Key, b: Key) -> Key:
    if not a[0] and not a[1]:
        return b
    if not b[0] and not b[1]:
        return a
    powers = normal(chain(a[0], b[0])) if a[0] and b[0] else a[0] or b[0]
    return powers, _merge(a[1], b[1]) if a[1] and b[1] else a[1] or b[1]


def _merge(
    a: frozenset[tuple[Factor, Constant]], b: frozenset[tuple[Factor, Constant]]
) -> frozenset[tuple[Factor, Constant]]:
    found: dict[Factor, Constant] = {}
    exponent = NOTHING
    for factor, power_ in chain(a, b):
        if factor.kind == "exp":
            exponent = exponent + factor.small.scaled(power_)
        else:
            found[factor] = found[factor] + power_ if factor in found else power_
    kept = {(factor, x) for factor, x in found.items() if not null(x)}
    if exponent.terms:
        kept.add((Factor("exp", exponent), ONE))
    return frozenset(kept)


def raised(germ: Germ, exponent: Constant) -> Germ | None:
    """germ to a power, where it is one term whose factors have no zero; None otherwise."""
    if len(germ.terms) != 1:
        return None
    ((powers, factors), c) = next(iter(germ.terms.items()))
    if any(factor.kind not in ("unit", "exp") for factor, _ in factors):
        return None
    if null(exponent):
        return constant(ONE)
    lifted = _merge(
        frozenset((f, x * exponent) for f, x in factors if f.kind == "unit"),
        frozenset(
            (Factor("exp", f.small.scaled(x * exponent)), ONE)
            for f, x in factors
            if f.kind == "exp"
        ),
    )
    return Germ({(normal((e, x * exponent) for e, x in powers), lifted): power(c, exponent)})


def cleared(germ: Germ, budget: Budget) -> Germ:
    """A germ that is 0 exactly if this one is, with powers of each 1 + δ multiplied out.

    Multiplies by a power of each 1 + δ that occurs with exponents that differ by integers.
    """
    for factor in _units(germ):
        exponents = [dict(factors).get(factor, ZERO) for _, factors in germ.terms]
        steps = _whole_steps([(x - exponents[0]).rational for x in exponents])
        if steps is None:
            continue
        one_plus = constant(ONE) + factor.small
        made = []
        for (key, c), step in zip(germ.terms.items(), steps, strict=True):
            rest = Germ({(key[0], frozenset(p for p in key[1] if p[0] != factor)): c})
            for _ in range(step):
                rest = product(rest, one_plus, budget)
            made.append(rest)
        return cleared(total(made, budget), budget)
    return germ


def _whole_steps(differences: list[Fraction | None]) -> list[int] | None:
    if any(d is None or d.denominator != 1 for d in differences):
        return None
    whole = [int(d) for d in differences if d is not None]
    steps = [d - min(whole) for d in whole]
    return steps if max(steps) <= MOST_STEPS else None


def _units(germ: Germ) -> list[Factor]:
    return [f for _, factors in germ.terms for f, _ in factors if f.kind == "unit"]
