"""Whether Σ aₖ converges, for a germ a: the logarithmic scale of tests.

Write l₀ = k, lᵢ₊₁ = log lᵢ, and Dⱼ = log(m·l₀·l₁⋯lⱼ), where a ~ c·m and m is a product of powers
of elements of the scale, so that Dⱼ is 0 or infinite. Take the first j for which Dⱼ is of order at
least lⱼ₊₁: the series converges if Dⱼ → −∞ and diverges if Dⱼ → +∞. For then |a|·l₀⋯lⱼ₋₁ is below
lⱼ^(−1−ε), or above lⱼ^(−1+ε), for some ε > 0 and all large k, and Σ 1/(l₀⋯lⱼ₋₁·lⱼ^p) converges
exactly if p > 1. Such a j exists: a germ made with finitely many logarithms and exponentials either
has Dⱼ = 0 for some j, so that Dⱼ₊₁ = lⱼ₊₂, or Dⱼ of order at least lⱼ₊₁ for some j.

Source: J. Bertrand 1842, A. De Morgan 1842; G. H. Hardy, Orders of Infinity, 2nd ed. 1924,
chapter V (an exp-log germ is not between all of the convergent and all of the divergent of these
series); K. Knopp, Theory and Application of Infinite Series, § 37.
"""

from __future__ import annotations

from dataclasses import dataclass

from sam_theory.asymptotics.constants import ONE, ZERO, Constant, sign
from sam_theory.asymptotics.formula import Node
from sam_theory.asymptotics.growth import Growth, constant_text
from sam_theory.asymptotics.outcome import Undecidable
from sam_theory.asymptotics.scale import Leading

DEEPEST = 12  # iterated logarithms tried


@dataclass(frozen=True)
class Summation:
    """Whether the series of a germ converges, and the test that shows it."""

    converges: bool
    reason: str


def summation(growth: Growth, node: Node) -> Summation:
    """Decides Σ aₖ for the germ of the formula (absolutely: a germ has an eventual sign)."""
    leading = growth.leading(node)
    if leading is None:
        return Summation(True, "its terms are 0 from some k on")
    return of_order(growth, leading)


def of_order(growth: Growth, leading: Leading) -> Summation:
    """Decides a series whose terms are of the order of a leading term."""
    found = _decisive(growth, leading)
    return Summation(sign(found.c) < 0, _reason(growth, leading, found))


def deciding_level(growth: Growth, node: Node) -> int:
    """The level j at which the series of the germ is decided."""
    leading = growth.leading(node)
    if leading is None:
        raise Undecidable("a series of zeros has no level")
    return _decisive(growth, leading).level


@dataclass(frozen=True)
class _Decisive:
    """The first level whose Dⱼ counts; `c` is its leading coefficient, against lⱼ₊₁ if `alike`."""

    level: int
    c: Constant
    alike: bool


def _decisive(growth: Growth, leading: Leading) -> _Decisive:
    logarithm = growth.scale.log_of_monomial(leading.powers)
    for level in range(DEEPEST):
        step = growth.scale.iterated_log(level + 1)
        logarithm = logarithm + step
        found, target = growth.scale.leading(logarithm), growth.scale.leading(step)
        assert target is not None
        if found is None:
            continue
        side = growth.scale.order_of(found.powers, target.powers)
        if side >= 0:
            if level and growth.scale.is_zero(logarithm - step):
                return _Decisive(level - 1, ZERO, True)
            return _Decisive(level, found.c, side == 0)
    raise Undecidable("the logarithmic scale of tests was not deep enough")


def _reason(growth: Growth, leading: Leading, found: _Decisive) -> str:
    shape = f"its terms are ~ {growth.term_text(leading)}"
    p = ONE - found.c
    if found.level == 0 and found.alike and (sign(p) < 0 or not leading.powers):
        return f"{shape}, which do not tend to 0"
    if not found.alike:
        return f"{shape}: {_beyond(found.level, sign(found.c) < 0)}"
    known = f"Σ {reference(found.level, 'p')} converges exactly if p > 1"
    return f"{shape}: {_test(found.level)} with p = {constant_text(p)} ({known})"


def _test(level: int) -> str:
    return "the p-test" if level == 0 else "the logarithmic test"


def _beyond(level: int, small: bool) -> str:
    if small:
        return f"smaller than {reference(level, 'p')} for every p"
    if level == 0:
        return "larger than every power of k"
    return f"larger than {reference(level, 'p')} for every p > 0"


def reference(level: int, exponent: str) -> str:
    """The terms that series are compared with: 1/(k·log k·…·(log … log k)^p)."""
    names = ["k" if i == 0 else "log " * i + "k" for i in range(level + 1)]
    bracketed = [name if name == "k" else f"({name})" for name in names]
    last = f"{bracketed[-1]}^{exponent}"
    product = "·".join([*bracketed[:-1], last])
    return f"1/({product})" if level else f"1/{product}"
