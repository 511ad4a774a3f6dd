"""Problems written down once more, from their formulas, for any mpmath context.

What certificates say is held against these: in floats (`mpmath.fp`) where a margin is left, in as
many digits as one likes (`mpmath.mp`) where not. Nothing here is taken from the catalogues but
their parameters, and the random data of least-squares.
"""

from __future__ import annotations

import ast
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

Vector = list[Any]


@dataclass(frozen=True)
class Function:
    """f and ∇f, inf f where it is known, and the gradients of components where f is their mean."""

    value: Callable[[Vector], Any]
    gradient: Callable[[Vector], Vector]
    infimum: Any = None
    parts: tuple[Callable[[Vector], Vector], ...] = ()


def split(text: str) -> tuple[str, dict[str, Any]]:
    """`name[a=1, b=(2,)]` as a name and its parameters."""
    name, _, rest = text.partition("[")
    call = ast.parse(f"f({rest.removesuffix(']')})", mode="eval").body
    assert isinstance(call, ast.Call)
    return name, {str(word.arg): ast.literal_eval(word.value) for word in call.keywords}


def function(text: str, c: Any) -> Function:
    """The problem of that name with its parameters, in the numbers of an mpmath context."""
    name, given = split(text)
    return FUNCTIONS[name](c, **given)


def _each(c: Any, w: Callable[[Any], Any], slope: Callable[[Any], Any], low: Any) -> Function:
    """f(x) = Σᵢ w(xᵢ), with inf w."""
    return Function(lambda x: c.fsum(w(u) for u in x), lambda x: [slope(u) for u in x], infimum=low)


def quadratic(c: Any, eigenvalues: tuple[float, ...] = (1.0, 10.0)) -> Function:
    """½ Σ λᵢxᵢ²."""
    scale = [c.mpf(v) for v in eigenvalues]
    return Function(
        lambda x: c.fsum(s * u * u for s, u in zip(scale, x, strict=True)) / 2,
        lambda x: [s * u for s, u in zip(scale, x, strict=True)],
        c.mpf(0),
    )


def shifted_quadratic(
    c: Any, center: tuple[float, float] = (3.0, -1.0), minimum: float = -5.0
) -> Function:
    """½⟨A(x − c), x − c⟩ + m, A = (2 1; 1 2)."""

    def off(x: Vector) -> Vector:
        return [x[0] - center[0], x[1] - center[1]]

    def value(x: Vector) -> Any:
        u, v = off(x)
        return u * u + u * v + v * v + minimum

    def gradient(x: Vector) -> Vector:
        u, v = off(x)
        return [2 * u + v, u + 2 * v]

    return Function(value, gradient, c.mpf(minimum))


def saddle(c: Any) -> Function:
    """(x² − y²)/2."""
    return Function(lambda x: (x[0] ** 2 - x[1] ** 2) / 2, lambda x: [x[0], -x[1]])


def huber(c: Any, dimension: int = 2) -> Function:
    """s²/2 up to |s| = 1, |s| − ½ beyond."""
    return _each(
        c,
        lambda s: s * s / 2 if abs(s) <= 1 else abs(s) - c.mpf(1) / 2,
        lambda s: s if abs(s) <= 1 else c.sign(s),
        c.mpf(0),
    )


def double_well(c: Any, dimension: int = 1) -> Function:
    """¼(u² − 1)²."""
    return _each(c, lambda u: (u * u - 1) ** 2 / 4, lambda u: u**3 - u, c.mpf(0))


def ripple(c: Any, dimension: int = 2) -> Function:
    """1 − cos u."""
    return _each(c, lambda u: 1 - c.cos(u), c.sin, c.mpf(0))


def tilted_ripple(c: Any, tilt: float = 0.2) -> Function:
    """1 − cos u − au."""
    return _each(c, lambda u: 1 - c.cos(u) - tilt * u, lambda u: c.sin(u) - tilt, None)


def si_yun_sine(c: Any, beta: float = 1.0, rho: float = 0.1) -> Function:
    """h sin(ωx), with the floats that stand for h, ω and ωh."""
    height, omega = c.mpf(9 * beta * rho**2 / (25 * math.pi**2)), c.mpf(5 * math.pi / (3 * rho))
    slope = c.mpf(3 * beta * rho / (5 * math.pi))
    return _each(
        c, lambda u: height * c.sin(omega * u), lambda u: slope * c.cos(omega * u), -height
    )


def himmelblau(c: Any) -> Function:
    """(x² + y − 11)² + (x + y² − 7)²."""

    def value(x: Vector) -> Any:
        return (x[0] ** 2 + x[1] - 11) ** 2 + (x[0] + x[1] ** 2 - 7) ** 2

    def gradient(x: Vector) -> Vector:
        p, q = x[0] ** 2 + x[1] - 11, x[0] + x[1] ** 2 - 7
        return [4 * x[0] * p + 2 * q, 2 * p + 4 * x[1] * q]

    return Function(value, gradient, c.mpf(0))


def log_himmelblau(c: Any) -> Function:
    """log(1 + f), f Himmelblau's."""
    inner = himmelblau(c)
    return Function(
        lambda x: c.log(1 + inner.value(x)),
        lambda x: [g / (1 + inner.value(x)) for g in inner.gradient(x)],
        c.mpf(0),
    )


def camel(c: Any) -> Function:
    """2x² − 1.05x⁴ + x⁶/6 + xy + y², with the floats 1.05 and 4.2."""
    return Function(
        lambda x: 2 * x[0] ** 2 - c.mpf(1.05) * x[0] ** 4 + x[0] ** 6 / 6 + x[0] * x[1] + x[1] ** 2,
        lambda x: [4 * x[0] - c.mpf(4.2) * x[0] ** 3 + x[0] ** 5 + x[1], x[0] + 2 * x[1]],
        c.mpf(0),
    )


def exponential_tail(c: Any) -> Function:
    """e^(−x) right of 0, 1 − x + x²/2 left of it."""
    return _each(
        c,
        lambda u: c.exp(-u) if u >= 0 else 1 - u + u * u / 2,
        lambda u: -c.exp(-u) if u >= 0 else u - 1,
        c.mpf(0),
    )


def softplus(c: Any, dimension: int = 1) -> Function:
    """log(1 + e^u)."""
    return _each(c, lambda u: c.log(1 + c.exp(u)), lambda u: 1 / (1 + c.exp(-u)), c.mpf(0))


def log_cosh(c: Any, dimension: int = 2, curvature: float = 0.0) -> Function:
    """log cosh u + κu²/2."""
    return _each(
        c,
        lambda u: abs(u) + c.log((1 + c.exp(-2 * abs(u))) / 2) + curvature * u * u / 2,
        lambda u: c.tanh(u) + curvature * u,
        c.mpf(0),
    )


def pseudo_huber(c: Any, dimension: int = 2, width: float = 1.0) -> Function:
    """w²(√(1 + ‖x‖²/w²) − 1)."""

    def root(x: Vector) -> Any:
        return c.sqrt(1 + c.fsum(u * u for u in x) / c.mpf(width) ** 2)

    return Function(
        lambda x: c.mpf(width) ** 2 * (root(x) - 1), lambda x: [u / root(x) for u in x], c.mpf(0)
    )


def quartic_hill(c: Any) -> Function:
    """u²/2 − u⁴/4."""
    return _each(c, lambda u: u * u / 2 - u**4 / 4, lambda u: u - u**3, None)


def power(c: Any, exponent: float = 4.0) -> Function:
    """|u|^p."""
    p = c.mpf(exponent)
    return _each(c, lambda u: abs(u) ** p, lambda u: p * c.sign(u) * abs(u) ** (p - 1), c.mpf(0))


def linear(c: Any, slopes: tuple[float, ...] = (1.0, -2.0)) -> Function:
    """⟨c, x⟩."""
    return Function(
        lambda x: c.fsum(s * u for s, u in zip(slopes, x, strict=True)),
        lambda x: [c.mpf(s) for s in slopes],
    )


def lopsided_wells(c: Any, nu: float = 0.1) -> Function:
    """u²/2 + u/ν − 1.025(1 + 1/ν)√(u² + 0.225²), with the floats."""
    push, pull, square = c.mpf(1 / nu), c.mpf(1.025 * (1 + 1 / nu)), c.mpf(0.225**2)
    return _each(
        c,
        lambda u: u * (u / 2 + push) - pull * c.sqrt(u * u + square),
        lambda u: u + push - pull * u / c.sqrt(u * u + square),
        None,
    )


def kinked_bowl(c: Any, left: float = 1.0, right: float = 10.0) -> Function:
    """½λ₋u² left of 0, ½λ₊u² right of it."""

    def slope(u: Any) -> Any:
        return (left if u < 0 else right) * u

    return _each(c, lambda u: u * slope(u) / 2, slope, c.mpf(0))


def rastrigin(c: Any, dimension: int = 2) -> Function:
    """u² + 20 sin² πu, with the floats π, 2π and 20π."""
    turn, height, half = c.mpf(2 * math.pi), c.mpf(20 * math.pi), c.mpf(math.pi)
    return _each(
        c,
        lambda u: u * u + 20 * c.sin(half * u) ** 2,
        lambda u: 2 * u + height * c.sin(turn * u),
        c.mpf(0),
    )


def wavy_bowl(c: Any, dimension: int = 2) -> Function:
    """u²/2 − sin²(u/2)."""
    return _each(c, lambda u: u * u / 2 - c.sin(u / 2) ** 2, lambda u: u - c.sin(u) / 2, c.mpf(0))


def sine_valley(c: Any) -> Function:
    """u² + 3 sin² u."""
    return _each(
        c, lambda u: u * u + 3 * c.sin(u) ** 2, lambda u: 2 * u + 3 * c.sin(2 * u), c.mpf(0)
    )


def least_squares(c: Any, columns: int = 3, seed: int = 0) -> Function:
    """‖Ax − b‖²/(2m), each row measured twice with opposite errors; the data are integers."""
    rng, half = np.random.default_rng(seed), 2 * columns
    rows = rng.integers(-3, 4, (half, columns)).tolist()
    solution = rng.integers(-3, 4, columns).tolist()
    errors = rng.integers(-2, 3, half).tolist()
    exact = [sum(a * u for a, u in zip(row, solution, strict=True)) for row in rows]
    data = [b + e for b, e in zip(exact, errors, strict=True)]
    data += [b - e for b, e in zip(exact, errors, strict=True)]
    matrix, m = rows + rows, 2 * half

    def residual(i: int, x: Vector) -> Any:
        return c.fsum(a * u for a, u in zip(matrix[i], x, strict=True)) - data[i]

    def part(i: int) -> Callable[[Vector], Vector]:
        return lambda x: [a * residual(i, x) for a in matrix[i]]

    parts = tuple(part(i) for i in range(m))
    return Function(
        lambda x: c.fsum(residual(i, x) ** 2 for i in range(m)) / (2 * m),
        lambda x: mean([p(x) for p in parts]),
        c.mpf(sum(e * e for e in errors)) / m,
        parts,
    )


def mean(vectors: Sequence[Vector]) -> Vector:
    """The mean of vectors."""
    return [sum(column) / len(vectors) for column in zip(*vectors, strict=True)]


FUNCTIONS: dict[str, Callable[..., Function]] = {
    f.__name__.replace("_", "-"): f
    for f in (
        quadratic,
        shifted_quadratic,
        saddle,
        huber,
        double_well,
        ripple,
        tilted_ripple,
        si_yun_sine,
        himmelblau,
        log_himmelblau,
        camel,
        exponential_tail,
        softplus,
        log_cosh,
        pseudo_huber,
        quartic_hill,
        power,
        linear,
        lopsided_wells,
        kinked_bowl,
        rastrigin,
        wavy_bowl,
        sine_valley,
        least_squares,
    )
}
