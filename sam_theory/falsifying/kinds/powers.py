"""A quadratic and a power of each coordinate: (3) fails, and (4) holds where the power falls."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from sam_theory.falsifying.blackboard import linear, of_coordinates, subscripted
from sam_theory.falsifying.drawing import one_of
from sam_theory.falsifying.functions import Function, Kind, Start, changed, floats, nearby
from sam_theory.falsifying.kinds.sums import Sum
from sam_theory.falsifying.piecing import quadratic
from sam_theory.setting.powers import POWERS, Power, sum_of_powers
from sam_theory.setting.problem import Problem
from sam_theory.setting.problem_file import Expression, call, listed, starts_of

SQUARES = tuple(map(Fraction, ("1", "2", "1/2", "0", "0", "-1")))
FACTORS = tuple(map(Fraction, ("1/2", "1", "2")))
EXPONENTS = tuple(POWERS)
CUTS = tuple(map(Fraction, ("1/2", "1", "2")))
MOST_DRAWS = 64


@dataclass(frozen=True)
class Powers:
    """f(x) = Σᵢ (aᵢ/2)xᵢ² + (cᵢ/pᵢ)|xᵢ|^pᵢ."""

    summands: tuple[Power, ...]

    @property
    def dimension(self) -> int:
        """n."""
        return len(self.summands)

    @property
    def formula(self) -> str:
        """The sum on a blackboard."""
        if self.dimension == 1:
            return f"f(x) = {_told(self.summands[0], 'x')}"
        rows = [f"{subscripted('f', i)}(u) = {_told(p, 'u')}" for i, p in enumerate(self.summands)]
        return of_coordinates(rows)

    @property
    def count(self) -> int:
        """A piece a coordinate, three of what is cut."""
        return sum(1 if p.cut is None else 3 for p in self.summands)

    @property
    def numbers(self) -> tuple[Fraction, ...]:
        """a, c, p and R of each."""
        return tuple(n for p in self.summands for n in _numbers(p) if n is not None)

    def problem(self, name: str, starts: Sequence[Start]) -> Problem:
        """The problem, with the facts of its numbers."""
        return sum_of_powers(self.summands, name=name, formula=self.formula, starts=floats(starts))

    def expression(self, name: str, start: Start | None) -> Expression:
        """powers(…)."""
        cuts = ["" if p.cut is None else listed([p.cut])[1:-1] for p in self.summands]
        arguments = {
            "squares": listed([p.bend_of_square for p in self.summands]),
            "factors": listed([p.factor for p in self.summands]),
            "exponents": listed([p.exponent_of_power for p in self.summands]),
            "cuts": "" if not any(cuts) else f"[{', '.join(cut or 'None' for cut in cuts)}]",
            "name": repr(name),
            "formula": repr(self.formula),
            "starts": starts_of(start),
        }
        given = {name: text for name, text in arguments.items() if text}
        return call("sam_theory.setting.powers", "powers", given)

    def simpler(self, start: Start) -> Iterator[tuple[Function, Start]]:
        """A parabola, without a coordinate, or with a number that is simpler."""
        if self.dimension == 1 and self.summands[0].factor > 0:
            yield Sum((quadratic(Fraction(2)),)), start
        for i, each in enumerate(self.summands):
            others = self.summands[:i], self.summands[i + 1 :]
            if self.dimension > 1:
                yield Powers((*others[0], *others[1])), (*start[:i], *start[i + 1 :])
            for found in _simpler(each):
                yield Powers((*others[0], found, *others[1])), start

    def near(self) -> Iterator[Function]:
        """With a summand beside one of its own; powers stay."""
        for i, each in enumerate(self.summands):
            a, c, p, cut = _numbers(each)
            rows = nearby((a, c) if cut is None else (a, c, cut))
            for found in filter(None, (_made(b, d, p, *cuts) for b, d, *cuts in rows)):
                yield Powers((*self.summands[:i], found, *self.summands[i + 1 :]))


Numbers = tuple[Fraction, Fraction, Fraction, Fraction | None]


def _numbers(power: Power) -> Numbers:
    return power.bend_of_square, power.factor, power.exponent_of_power, power.cut


def _simpler(power: Power) -> Iterator[Power]:
    """Without the cut, or with a number that is simpler."""
    a, c, p, cut = _numbers(power)
    tries: list[Numbers] = [(b, d, p, cut) for b, d in changed((a, c))]
    if cut is not None:
        tries += [(a, c, p, None), *((a, c, p, other) for (other,) in changed((cut,)))]
    yield from filter(None, (_made(*numbers) for numbers in tries))


def _made(a: Fraction, c: Fraction, p: Fraction, cut: Fraction | None = None) -> Power | None:
    """(a/2)x² + (c/p)|x|^p, where its stationary points are rational."""
    try:
        return Power(a, c, p, cut)
    except ValueError:
        return None


def _told(power: Power, x: str) -> str:
    """(a/2)x² + (c/p)|x|^p, as far as that goes."""
    a, c, p = power.bend_of_square, power.factor / power.exponent_of_power, power.exponent_of_power
    size = f"{x}⁴" if p == 4 else f"|{x}|³" if p == 3 else f"|{x}|^({p})"
    text = linear(c, Fraction(0), size)
    if a:
        square = linear(a / 2, Fraction(0), f"{x}²")
        text = f"{square} {'+' if c > 0 else '−'} {linear(abs(c), Fraction(0), size)}"
    if power.cut is None:
        return text
    return f"{text} for |{x}| ≤ {power.cut}, f″ = {a + power.outer_bend} beyond"


def _power(rng: np.random.Generator, sign: int) -> Power:
    """One that rises, or falls, beside its square: (4) without (3) where it falls."""
    squares = SQUARES if sign > 0 or rng.random() < 0.3 else SQUARES[:3]
    for _ in range(MOST_DRAWS):
        found = _made(one_of(rng, squares), sign * one_of(rng, FACTORS), one_of(rng, EXPONENTS))
        if found is not None:
            return found
    return Power(Fraction(0), Fraction(1), Fraction(4))


def _flat(rng: np.random.Generator) -> Powers:
    """A power with a bounded f″, flat at 0: (3) holds, and KL with an exponent beyond ½."""
    exponent = one_of(rng, [p for p in EXPONENTS if p > 2])
    return Powers((Power(Fraction(0), one_of(rng, FACTORS), exponent, one_of(rng, CUTS)),))


def powers_of_two(rng: np.random.Generator) -> Powers:
    """A function of two coordinates."""
    return Powers((_power(rng, one_of(rng, (1, -1))), _power(rng, one_of(rng, (1, -1)))))


def _drawn(rng: np.random.Generator) -> Powers:
    sign = one_of(rng, (1, -1, 0))
    return Powers((_power(rng, sign),)) if sign else _flat(rng)


KINDS = (Kind("powers", _drawn),)
