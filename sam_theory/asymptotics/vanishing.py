"""Whether a germ that looks like 0 is 0: divide by one of its terms and differentiate.

A germ is written as Σ Rᵢ·Sᵢ·Λᵢ: Sᵢ a product of powers of 1 + δ and of exp δ, Λᵢ one of natural
powers of log(1 + δ), and Rᵢ what remains, a sum of monomials of the scale times sines and cosines.
With R₁ ≠ 0 and Λ₁ of the highest degree, the derivative of Σ Rᵢ·Sᵢ·Λᵢ/(R₁·S₁) has one term fewer of
that degree. If it is 0, the germ is c·R₁·S₁, and c can be read off its expansion.
What is shown to be 0 is 0; that everything is shown is not claimed.

Source: the structure of J. H. Davenport, Computer Algebra, 1988, section 5.1 (elementary functions,
one derivation at a time), and J. Shackell, Zero-equivalence in function fields defined by algebraic
differential equations, Trans. AMS 336 (1993).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cmp_to_key

from sam_theory.asymptotics.constants import ONE, ZERO, Constant, compare, number, whole
from sam_theory.asymptotics.germs import (
    NOTHING,
    Factor,
    Germ,
    Key,
    cleared,
    product,
    total,
)
from sam_theory.asymptotics.numeric import differs_from_zero
from sam_theory.asymptotics.outcome import Undecidable
from sam_theory.asymptotics.scale import Scale

DEEPEST = 12  # derivatives in a row
MOST_STEPS = 12  # integer powers of 1 + δ multiplied out
MOST_ANGLES = 64  # sines and cosines of sums of angles
MOST_TERMS = 40  # of an expansion that are looked through for the constant c

Factors = frozenset[tuple[Factor, Constant]]
HALF = number(Fraction(1, 2))
_ORDER = cmp_to_key(compare)


def is_identically_zero(scale: Scale, germ: Germ) -> bool:
    """Whether the germ is 0 for all large k; raises Undecidable where neither can be shown."""
    if differs_from_zero(scale, germ):
        return False
    if not cleared(germ, scale.budget).terms or vanishes(scale, germ):
        return True
    raise Undecidable("a difference vanishes numerically, and this could not be proved")


def vanishes(scale: Scale, germ: Germ, depth: int = 0) -> bool:
    """Whether the germ is proved to be 0 for all large k."""
    groups = _groups(multiplied_out(scale, germ))
    groups = {key: rest for key, rest in groups.items() if not _trigonometric_zero(scale, rest)}
    if not groups:
        return True
    if len(groups) == 1 or depth == DEEPEST:
        return False
    kept = _joined(scale, groups)
    pivot = max(groups, key=lambda key: (_degree(key[1]), -len(groups[key].terms)))
    over = product(kept, _inverse(pivot[0]), scale.budget)
    rest = groups[pivot]
    if not vanishes(scale, _wronskian(scale, over, rest), depth + 1):
        return False
    return _no_multiple(scale, kept, rest)  # S₁ → 1, so that S₁·rest starts where rest does


def _wronskian(scale: Scale, a: Germ, b: Germ) -> Germ:
    """a'b − ab', which is b²(a/b)'."""
    left = product(scale.slope(a), b, scale.budget)
    return left - product(a, scale.slope(b), scale.budget)


def _degree(logs: Factors) -> int:
    return sum(whole(x) for _, x in logs)


def _inverse(units: Factors) -> Germ:
    lowered = frozenset(
        (Factor("exp", -f.small), x) if f.kind == "exp" else (f, -x) for f, x in units
    )
    return Germ({((), lowered): ONE})


def _no_multiple(scale: Scale, germ: Germ, other: Germ) -> bool:
    """Whether c = 0 in germ = c·other, other ≠ 0: the germ has no term where other starts."""
    leading = scale.leading(other)
    if leading is None:
        return False
    top = max(germ.elements | other.elements, key=scale.order.index, default=None)
    if top is None:
        return False
    start = dict(leading.powers).get(top, ZERO)
    for index, (exponent, coefficient) in enumerate(scale.expansion(germ, top).terms()):
        if compare(exponent, start) < 0:
            return True
        if index == MOST_TERMS or not scale.is_zero(coefficient):
            return False
    return True


# -- terms --------------------------------------------------------------------------------------


def multiplied_out(scale: Scale, germ: Germ) -> Germ:
    """The same germ with integer powers of each 1 + δ multiplied out, the most nested first."""
    units = {f for _, factors in germ.terms for f, _ in factors if f.kind == "unit"}
    for factor in sorted(units, key=_nesting, reverse=True):
        lowest: list[Constant] = []
        for x in (dict(factors)[factor] for _, factors in germ.terms if factor in dict(factors)):
            _keep_lowest(lowest, x)
        lowest = [min(x, ZERO, key=_ORDER) if _is_whole(x) else x for x in lowest]
        parts = (_lowered(scale, key, c, factor, lowest) for key, c in germ.terms.items())
        made = total(parts, scale.budget)
        if made != germ:
            return multiplied_out(scale, made)
    return germ


def _keep_lowest(lowest: list[Constant], x: Constant) -> None:
    """The least exponent of each class of exponents that differ by integers."""
    for i, y in enumerate(lowest):
        if _is_whole(x - y):
            lowest[i] = min(x, y, key=_ORDER)
            return
    lowest.append(x)


def _is_whole(x: Constant) -> bool:
    return x.rational is not None and x.rational.denominator == 1


def _lowered(scale: Scale, key: Key, c: Constant, factor: Factor, lowest: list[Constant]) -> Germ:
    """The term with its power of 1 + δ brought down to the least of its class, and expanded."""
    exponent = dict(key[1]).get(factor, ZERO)
    base = next((y for y in lowest if _is_whole(exponent - y)), exponent)
    steps = whole(exponent - base)
    if steps > MOST_STEPS:
        raise Undecidable("a power in a difference is too large to be multiplied out")
    others = frozenset(p for p in key[1] if p[0] != factor)
    kept = others if base == ZERO else others | {(factor, base)}
    made = Germ({(key[0], kept): c})
    for _ in range(steps):
        made = made + product(made, factor.small, scale.budget)
    return made


def _nesting(factor: Factor) -> int:
    inner = (f for _, factors in factor.small.terms for f, _ in factors)
    return 1 + max((_nesting(f) for f in inner), default=0)


def _groups(germ: Germ) -> dict[tuple[Factors, Factors], Germ]:
    """Rᵢ for each pair of Sᵢ and Λᵢ."""
    found: dict[tuple[Factors, Factors], dict[Key, Constant]] = {}
    for (powers, factors), c in germ.terms.items():
        units = frozenset(p for p in factors if p[0].kind in ("unit", "exp"))
        logs = frozenset(p for p in factors if p[0].kind == "log")
        found.setdefault((units, logs), {})[powers, factors - units - logs] = c
    return {key: Germ(rest) for key, rest in found.items()}


def _joined(scale: Scale, groups: dict[tuple[Factors, Factors], Germ]) -> Germ:
    parts = (Germ({((), units | logs): ONE}) * rest for (units, logs), rest in groups.items())
    return total(parts, scale.budget)


# -- sines and cosines --------------------------------------------------------------------------


@dataclass(frozen=True)
class _Wave:
    """cosine·cos θ + sine·sin θ."""

    angle: Germ
    cosine: Germ
    sine: Germ


def _trigonometric_zero(scale: Scale, germ: Germ) -> bool:
    """Whether a sum of monomials times sines and cosines is 0, products turned into sums."""
    if not any(factors for _, factors in germ.terms):
        return not germ.terms
    waves: list[_Wave] = []
    for (powers, factors), c in germ.terms.items():
        for wave in _product(Germ({(powers, frozenset()): c}), factors):
            waves = _gathered(scale, waves, wave)
    return not any(wave.cosine.terms or (wave.sine.terms and wave.angle.terms) for wave in waves)


def _product(coefficient: Germ, factors: Factors) -> list[_Wave]:
    """cos α cos β = ½(cos(α + β) + cos(α − β)), and its like.

    With the wave of each angle comes that of its negative, which says the same.
    """
    waves = [_Wave(NOTHING, coefficient, NOTHING)]
    for factor, exponent in factors:
        for _ in range(whole(exponent)):
            waves = [each for wave in waves for each in _times(wave, factor)]
            if len(waves) > MOST_ANGLES:
                raise Undecidable("a product of sines and cosines is too long")
    return waves


def _times(wave: _Wave, factor: Factor) -> tuple[_Wave, _Wave]:
    above, below = wave.angle + factor.small, wave.angle - factor.small
    a, b = wave.cosine.scaled(HALF), wave.sine.scaled(HALF)
    if factor.kind == "cos":
        return _Wave(above, a, b), _Wave(below, a, b)
    return _Wave(above, -b, a), _Wave(below, b, -a)


def _gathered(scale: Scale, waves: list[_Wave], new: _Wave) -> list[_Wave]:
    for i, wave in enumerate(waves):
        scale.budget.spend(sum(len(g.terms) for g in (wave.angle, wave.cosine, wave.sine)))
        if scale.is_zero(wave.angle - new.angle):
            sum_ = _Wave(wave.angle, wave.cosine + new.cosine, wave.sine + new.sine)
            return [*waves[:i], sum_, *waves[i + 1 :]]
    zero = scale.is_zero(new.angle)
    return [*waves, _Wave(NOTHING, new.cosine, NOTHING) if zero else new]
