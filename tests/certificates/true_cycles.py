"""Cycles and fixed points that are true, with the derivation of each."""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction

from certificates.case import Case, cycle, down, enters

F = Fraction
LEAST = F(1, 10**9)
SETTINGS = (
    ("1", "1/2", "1/10"),
    ("2", "1/10", "1"),
    ("1/2", "3", "1/20"),
    ("10", "3/20", "1/5"),
    ("1", "1", "1"),
)


def line(lam: str, t: str, rho: str) -> tuple[str, Fraction, Fraction, Fraction]:
    """The problem λx²/2, τ, the radius r = τρ/(2 − τ) of SAM's two-cycle, and (1 − τ)²."""
    tau = F(lam) * F(t)
    return (
        f"quadratic[eigenvalues=({float(F(lam))},)]",
        tau,
        tau * F(rho) / (2 - tau),
        (1 - tau) ** 2,
    )


def pairs() -> Iterator[Case]:
    """SAM's two-cycle on λx²/2, x ↦ x − τ(x + ρ) for x > 0: two steps have the slope (1 − τ)²."""
    for lam, t, rho in SETTINGS:
        problem, _, r, rate = line(lam, t, rho)
        for share in ("1/10", "9/10"):
            half = F(share) * r
            for points, slope in (([r], [-r]), F(lam) * r - LEAST), (([-r], [r]), 0):
                yield Case(
                    problem=problem,
                    step=t,
                    radius=rho,
                    certificate=cycle(
                        *points,
                        slope=slope,
                        basis=[[1]],
                        half=half,
                        rate=rate + F(1, 10**6),
                        reach=half * F(9, 10),
                    ),
                    why="x⁺ = (1 − τ)x − τρ for x > 0, and the mirror image",
                )


def planes() -> Iterator[Case]:
    """The two-cycle along the top eigenvector, the others contracted by 1 − tμ − (μ/λ)²(2 − tλ)."""
    for values, t, rho in (
        ((1.0, 2.0), "1/2", "1/10"),
        ((0.25, 1.0), "1", "1"),
        ((1.0, 2.0, 4.0), "1/5", "1/10"),
    ):
        *others, top = map(F, values)
        tau = F(t) * top
        r = tau * F(rho) / (2 - tau)
        rates = [(1 - tau) ** 2] + [
            (1 - F(t) * mu - (mu / top) ** 2 * (2 - tau)) ** 2 for mu in others
        ]
        n = len(values)
        point = [0] * (n - 1) + [r]
        yield Case(
            problem=f"quadratic[eigenvalues={values}]",
            step=t,
            radius=rho,
            certificate=cycle(
                point,
                [-u for u in point],
                slope=top * r - LEAST,
                basis=[[int(i == j) for i in range(n)] for j in range(n)],
                half=r / 1000,
                rate=max(rates) + F(1, 50),
                reach=r / 2000,
            ),
            why="the Jacobian of a step is diagonal at the cycle",
        )


def wells() -> Iterator[Case]:
    """SAM on the double well, ρ ∈ (1, 2): the fixed point 1 − ρ, with slope 1 − tw″(1 + e)."""
    for rho, t in (("3/2", "1/2"), ("5/4", "1/5"), ("7/4", "1/4"), ("11/10", "9/10")):
        c = 1 - F(rho)
        half = min(F(1, 20), -c / 2, (1 + c) / 2) / 5
        rate = max(abs(1 - F(t) * (3 * (1 + e) ** 2 - 1)) for e in (-half, half))
        for sign in (1, -1):
            yield Case(
                problem="double-well",
                step=t,
                radius=rho,
                certificate=cycle(
                    [sign * c],
                    slope=abs(c**3 - c) - LEAST,
                    basis=[[1]],
                    half=half,
                    rate=rate + F(1, 20),
                    reach=half * F(9, 10),
                ),
                why="x + ρ = 1 + e, w″(u) = 3u² − 1",
            )


def sines() -> Iterator[Case]:
    """Si and Yun's sine: −ρ/10 and 7ρ/10 up to rounding, contracted by 1 − h sin(e)/e."""
    for beta, rho, t in ((1.0, 0.1, "1/2"), (2.0, 0.5, "1/4"), (1.0, 1.0, "1")):
        for point in ("-1/10", "7/10"):
            half = F(rho) / 50
            e = 5 * math.pi / 3 / 50
            rate = 1 - beta * float(F(t)) * math.sin(e) / e
            yield Case(
                problem="si-yun-sine"
                + ("" if (beta, rho) == (1.0, 0.1) else f"[beta={beta}, rho={rho}]"),
                step=t,
                radius=str(rho),
                certificate=cycle(
                    [F(point) * F(str(rho))],
                    slope=down(3 * math.sqrt(3) * beta * rho / (10 * math.pi), 9) - LEAST,
                    basis=[[1]],
                    half=half,
                    rate=F(rate) + F(1, 200),
                    reach=half / 2,
                ),
                why="|f′| = 3√3βρ/(10π) at phases −π/6 and 7π/6",
            )


def others() -> Iterator[Case]:
    """Fixed points without an attraction, and those of other methods."""
    for rho in ("1/2", "4/5"):
        yield Case(
            problem="double-well",
            step="1/2",
            radius=rho,
            certificate=cycle([F(rho)], slope=F(rho) - F(rho) ** 3 - LEAST),
            why="x − ρ = 0, the maximum: it repels",
        )
    for point, slope in (([-1], 20),):
        yield Case(
            problem="lopsided-wells",
            method="usam",
            step="1/2",
            radius="0.1",
            certificate=cycle(point, slope=slope - F(1, 10**6)),
            why="f′(−1) = 2/ν, and f′(−1 + 0.1 · 20) = f′(1) = 0",
        )
    yield Case(
        problem="kinked-bowl[left=1.5, right=2.0]",
        certificate=cycle(
            [F(-1, 10)],
            [F(1, 20)],
            slope=F(1, 10) - LEAST,
            basis=[[1]],
            half=F(1, 1000),
            rate=F(1, 100),
            reach=F(1, 2000),
        ),
        why="ρ/2 − (ρ/2 + ρ) = −ρ, −ρ + ¾ · 2ρ = ρ/2; from ρ/2 the step has the slope 0",
    )
    yield Case(
        problem="ripple[dimension=1]",
        step="1/2",
        radius="4",
        certificate=cycle(
            [down(2 * math.pi - 4, 12)],
            slope=down(abs(math.sin(2 * math.pi - 4)), 9) - LEAST,
            basis=[[1]],
            half="1/10",
            rate="51/100",
            reach="1/20",
        ),
        why="x + 4 = 2π, sin x > 0; e⁺ = e − sin(e)/2",
    )


def with_states() -> Iterator[Case]:
    """Two-cycles x ↦ −x of VaSSO, F-SAM and SAM with momentum on x²/2."""
    r = F(1, 30)
    for method, state in (("vasso[theta=0.5]", -r / 3), ("f-sam[theta=0.5, sigma=1.0]", -r / 3)):
        yield Case(
            problem="quadratic[eigenvalues=(1.0,)]",
            method=method,
            certificate=cycle(
                [r, state],
                [-r, -state],
                slope=r - LEAST,
                basis=[[1, 0], [0, 2]],
                half=F(1, 1000),
                rate=F(1, 2) + F(1, 10**6),
                reach=F(1, 2000),
            ),
            why="m = −r/3 before and r/3 after the average with r",
        )
    theta, t, rho = F(1, 2), F(1, 2), F(1, 10)
    r = t * rho / (2 * (1 + theta) - t)
    yield Case(
        problem="quadratic[eigenvalues=(1.0,)]",
        method="sam-momentum[momentum=0.5]",
        certificate=cycle([r, -2 * r / t], [-r, 2 * r / t], slope=r - LEAST),
        why="2r = t(r + ρ)/(1 + θ)",
    )


def entries() -> Iterator[Case]:
    """Runs that come within reach."""
    problem, _, r, rate = line("1", "1/2", "1/10")
    for start, at in (("1/30", 1), ("1/25", 1), ("1/8", 4), ("1", 40), ("-1", 41)):
        yield Case(
            problem=problem,
            certificate=cycle(
                [r],
                [-r],
                slope=r - LEAST,
                basis=[[1]],
                half=r * F(9, 10),
                rate=rate + LEAST,
                reach=r * F(8, 10),
            ),
            entry=enters(start, at=at),
            why="computed: after those steps it is right of 0, or left of it",
        )


TRUE = tuple(
    case
    for family in (pairs, planes, wells, sines, others, with_states, entries)
    for case in family()
)
