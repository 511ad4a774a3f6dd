"""The sine on which SAM with constant radius settles at points that are not stationary."""

from __future__ import annotations

import math

import numpy as np

from sam_theory.library.domains import above
from sam_theory.setting.facts import Enclosure, Fact, Facts
from sam_theory.setting.problem import Array, Problem, namespace

domains = {"beta": above(0), "rho": above(0)}


def si_yun_sine(*, beta: float = 1.0, rho: float = 0.1) -> Problem:
    """f(x) = (9βρ²/25π²) sin(5πx/3ρ), so f″(x) = −β sin(5πx/3ρ) and L = β."""
    height, frequency = 9 * beta * rho**2 / (25 * math.pi**2), 5 * math.pi / (3 * rho)
    slope, period = 3 * beta * rho / (5 * math.pi), 1.2 * rho

    def distance(x: Array) -> Array:
        phase = x[..., 0] + 0.3 * rho
        return np.abs(phase - period * np.round(phase / period))

    return Problem(
        name="si-yun-sine",
        formula="f(x) = (9βρ²/25π²) sin(5πx/3ρ)",
        dimension=1,
        value=lambda x: height * namespace(x).sin(frequency * x)[..., 0],
        gradient=lambda x: slope * namespace(x).cos(frequency * x),
        starts=((0.03 * rho,), (0.75 * rho,), (-0.41 * rho,)),  # each leads to a trap
        region=((-3 * rho,), (3 * rho,)),
        facts=Facts(
            convex=Fact(False, "f″ = −β at x = 3ρ/10"),
            lipschitz=Fact(Enclosure(beta, beta), "|β sin| ≤ β, attained at x = 3ρ/10"),
            descent=Fact(Enclosure(beta, beta), "f″ = β at x = −3ρ/10"),
            slope=Fact(Enclosure.around(slope, 8), "f′ = (3βρ/5π) cos(5πx/3ρ)"),
            infimum=Fact(Enclosure.around(-height, 8), "sin ≥ −1, attained at x = −3ρ/10"),
            attained=Fact(True, "at x = −3ρ/10"),
            minimizers=Fact(distance, "sin(5πx/3ρ) = −1 exactly on −3ρ/10 + (6ρ/5)ℤ"),
            unique_minimizer=Fact(False, "f has period 6ρ/5"),
            level_sets_bounded=Fact(False, "{f ≤ max f} = ℝ"),
            definability=Fact("analytic", "sin is"),
            kl_exponent=Fact(0.5, "f′ = 0 only where sin = ±1, and there f″ = ±β"),
        ),
        source="Si, Yun 2023, the nonconvex example (normalized ascent of radius ρ)",
    )
