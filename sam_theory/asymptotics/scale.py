"""Leading terms of germs: the asymptotic scale, and lazy expansions in its largest element.

The scale is a list of germs …, log log k, log k, k, …, eᴾ that tend to ∞, each of a smaller
comparability class than the next: log bᵢ = o(log bᵢ₊₁). A germ expands in its largest element b as
Σ cⱼ·b^eⱼ, e₁ > e₂ > …, with coefficients cⱼ that are germs over the smaller elements, exact and not
truncated; the leading term of c₁ is found in the same way.

Source: B. Salvy, J. Shackell, Symbolic asymptotics: multiseries of inverse functions, J. Symb.
Comp. 27 (1999); D. Richardson, B. Salvy, J. Shackell, J. van der Hoeven, Asymptotic expansions of
exp-log functions, ISSAC 1996: the algorithm ends for every exp-log germ, given the signs of
constants and a test for functions that vanish identically.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import chain

from sam_theory.asymptotics.constants import ONE, Constant, power, sign
from sam_theory.asymptotics.expanding import of_term
from sam_theory.asymptotics.expansions import (
    Expansion,
    first_nonzero,
    summed,
)
from sam_theory.asymptotics.factors import slope_of
from sam_theory.asymptotics.germs import (
    NOTHING,
    Factor,
    Germ,
    Key,
    Powers,
    constant,
    monomial,
    normal,
    product,
    total,
)
from sam_theory.asymptotics.outcome import Budget, Undecidable

INDEX = 0  # the element k of every scale


@dataclass(frozen=True)
class Leading:
    """The leading term c·Πbᵉ of a germ."""

    c: Constant
    powers: Powers


@dataclass(frozen=True)
class Split:
    """A germ as the sum of its infinite part, its constant and its infinitesimal part."""

    infinite: Germ
    constant: Constant
    small: Germ


@dataclass
class Scale:
    """The scale of one decision; it grows as exponentials and iterated logarithms are met.

    `vanishes` is the test for germs that are 0 for all large k, asked where coefficients cancel.
    """

    vanishes: Callable[[Scale, Germ], bool]
    budget: Budget = field(default_factory=Budget)
    order: list[int] = field(default_factory=lambda: [INDEX])  # smallest element first
    logs: list[Germ | None] = field(default_factory=lambda: [None])  # log of each element
    parents: list[int | None] = field(default_factory=lambda: [None])  # whose log it is
    _leading: dict[Germ, Leading | None] = field(default_factory=dict)
    _expansions: dict[tuple[Germ, int], Expansion] = field(default_factory=dict)

    # -- elements ---------------------------------------------------------------------------

    def log_of(self, element: int) -> Germ:
        """The logarithm of an element; extends the chain of iterated logarithms on demand."""
        known = self.logs[element]
        if known is not None:
            return known
        new = self._insert(0, None, element)
        self.logs[element] = monomial(((new, ONE),))
        return self.log_of(element)

    def iterated_log(self, level: int) -> Germ:
        """k for level 0, log k for 1, log log k for 2, …"""
        germ = monomial(((INDEX, ONE),))
        for _ in range(level):
            ((powers, _),) = germ.terms
            germ = self.log_of(powers[0][0])
        return germ

    def log_of_monomial(self, powers: Powers) -> Germ:
        """log of a product of powers of elements."""
        return total((self.log_of(b).scaled(exponent) for b, exponent in powers), self.budget)

    def log_slope(self, element: int) -> Germ:
        """d log b/dk of an element b."""
        parent = self.parents[element]
        if element == INDEX:
            return monomial(((INDEX, -ONE),))
        if parent is not None:
            return self.log_slope(parent) * monomial(((element, -ONE),))
        return self.slope(self.log_of(element))

    def slope(self, germ: Germ) -> Germ:
        """The derivative d/dk of a germ."""
        return total(chain.from_iterable(map(self._slopes, germ.terms.items())), self.budget)

    def _slopes(self, term: tuple[Key, Constant]) -> Iterator[Germ]:
        """The derivative of a term, factor by factor."""
        (powers, factors), c = term
        for element, exponent in powers:
            yield Germ({(powers, factors): c}) * self.log_slope(element).scaled(exponent)
        for factor, exponent in factors:
            rest = Germ({(powers, factors - {(factor, exponent)}): c})
            yield rest * product(slope_of(factor, exponent), self.slope(factor.small), self.budget)

    def _insert(self, position: int, log: Germ | None, parent: int | None) -> int:
        self.logs.append(log)
        self.parents.append(parent)
        self.order.insert(position, len(self.logs) - 1)
        return len(self.logs) - 1

    def exponential(self, infinite: Germ) -> Germ:
        """eᴾ for a purely infinite P, as a product of powers of elements."""
        powers: list[tuple[int, Constant]] = []
        while (leading := self.leading(infinite)) is not None:
            self.budget.spend()
            element = self._with_log_like(leading)
            if element is None:
                element = self._new_exponential(infinite, leading)
            exponent = leading.c / self._lead(self.log_of(element)).c
            powers.append((element, exponent))
            infinite = infinite - self.log_of(element).scaled(exponent)
        return monomial(tuple(powers))

    def _with_log_like(self, leading: Leading) -> int | None:
        """The element whose logarithm has the same leading monomial."""
        for element in self.order[1:] if self.logs[self.order[0]] is None else list(self.order):
            if self._lead(self.log_of(element)).powers == leading.powers:
                return element
        return None

    def _new_exponential(self, infinite: Germ, leading: Leading) -> int:
        log = infinite.scaled(ONE / leading.c)
        position = sum(
            1
            for index, element in enumerate(self.order)
            if (index == 0 and self.logs[element] is None)
            or self.order_of(self._lead(self.log_of(element)).powers, leading.powers) < 0
        )
        return self._insert(position, log, None)

    # -- comparison -------------------------------------------------------------------------

    def growth(self, powers: Powers) -> int:
        """1, 0 or −1: whether the monomial tends to ∞, is 1, or tends to 0."""
        for _, exponent in sorted(powers, key=lambda pair: -self.order.index(pair[0])):
            if side := sign(exponent):
                return side
        return 0

    def order_of(self, a: Powers, b: Powers) -> int:
        """1, 0 or −1: whether the monomial a is larger than b, equal, or smaller."""
        return self.growth(_ratio(a, b))

    # -- leading terms ----------------------------------------------------------------------

    def leading(self, germ: Germ) -> Leading | None:
        """The leading term; None for the germ 0."""
        if germ not in self._leading:
            self._leading[germ] = self._find_leading(germ)
        return self._leading[germ]

    def _find_leading(self, germ: Germ) -> Leading | None:
        """What all terms have in common comes out first: its leading term is known."""
        if not germ.terms:
            return None
        common, rest = germ.shared()
        if not common:
            return self._expanded(germ)
        found = self._expanded(rest) if rest.terms else None
        for factor, exponent in common:
            found = found and self._times_factor(found, factor, exponent)
        return found

    def _times_factor(self, found: Leading, factor: Factor, exponent: Constant) -> Leading | None:
        """log(1 + δ) and sin δ are ~ δ; the others tend to 1."""
        if factor.kind not in ("log", "sin"):
            return found
        inner = self.leading(factor.small)
        if inner is None:
            return None
        lifted = ((e, x * exponent) for e, x in inner.powers)
        return Leading(found.c * power(inner.c, exponent), normal((*found.powers, *lifted)))

    def _expanded(self, germ: Germ) -> Leading | None:
        powers: list[tuple[int, Constant]] = []
        for element in reversed(self.order):
            if element not in germ.elements:
                continue
            head = first_nonzero(self.expansion(germ, element), self, germ)
            if head is None:
                return None
            powers.append((element, head[0]))
            germ = head[1]
        value = germ.constant
        if value is None:
            raise Undecidable("an expansion has a coefficient that is no visible constant")
        return Leading(value, normal(powers)) if sign(value) else None

    def _lead(self, germ: Germ) -> Leading:
        leading = self.leading(germ)
        if leading is None:
            raise Undecidable("a germ that must not vanish does")
        return leading

    def is_zero(self, germ: Germ) -> bool:
        """Whether the germ is 0 for all large k."""
        return not germ.terms or self.leading(germ) is None

    def sign(self, germ: Germ) -> int:
        """The sign of the germ for all large k."""
        leading = self.leading(germ)
        return 0 if leading is None else sign(leading.c)

    def split(self, germ: Germ) -> Split:
        """Infinite part, constant and infinitesimal part."""
        infinite, rest = NOTHING, germ
        for element in reversed(self.order):
            if element not in rest.elements:
                continue
            expansion, rest = self.expansion(rest, element), NOTHING
            for exponent, coefficient in expansion.terms():
                side = sign(exponent)
                if side < 0:
                    break
                if side > 0 and not self.is_zero(coefficient):
                    infinite = infinite + coefficient * monomial(((element, exponent),))
                elif side == 0:
                    rest = coefficient
                    break
        value = rest.constant
        if value is None:
            raise Undecidable("an expansion has a coefficient that is no visible constant")
        return Split(infinite, value, germ - infinite - constant(value))

    # -- expansions -------------------------------------------------------------------------

    def expansion(self, germ: Germ, element: int) -> Expansion:
        """The expansion in one element; every smaller element stays in the coefficients."""
        key = (germ, element)
        if key not in self._expansions:
            rows = [of_term(self, term, c, element) for term, c in germ.terms.items()]
            self._expansions[key] = Expansion(summed(rows, self.budget))
        return self._expansions[key]

    def confirm_nonzero(self, germ: Germ) -> bool:
        """False if the germ is proved to vanish, True if it does not; else raises Undecidable."""
        return not self.vanishes(self, germ)


def _ratio(a: Powers, b: Powers) -> Powers:
    found = dict(a)
    for element, exponent in b:
        found[element] = found[element] - exponent if element in found else -exponent
    return normal(found.items())
