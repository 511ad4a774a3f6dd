"""Traps that are true, with the derivation of each, many of them by a last digit."""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction

from certificates.case import Case, box, down, enters, mirrored, trap, up

F = Fraction
LEAST = F(1, 10**9)  # by which numbers stay away from where they would be false
EXACT = "the images touch the ends of the cells, and balls are rounded outwards"
PAIRS = (  # λ, t₁, t₂, ρ₁, ρ₂, the share of the least cycle radius at which the cells begin
    ("1", "1/2", "1/2", "1/10", "1/10", "1/2"),
    ("1", "2/5", "1/2", "1/10", "11/100", "1/4"),
    ("2", "1/10", "1/10", "1", "1", "3/4"),
    ("1/2", "1", "6/5", "1/20", "3/50", "1/3"),
    ("10", "1/20", "3/50", "1/5", "1/4", "1/8"),
    ("3", "1/10", "1/8", "2", "2", "1/5"),
)


def ends(
    lam: Fraction, t: tuple[Fraction, Fraction], rho: tuple[Fraction, Fraction], a: Fraction
) -> tuple[Fraction, Fraction]:
    """Between which b, for tλ < 1, SAM on λx²/2 exchanges [a, b] and [−b, −a].

    From x > 0 it goes to −(τρ − (1 − τ)x), τ = tλ, which rises in τ and ρ and falls in x: the ends
    are at least τ₁ρ₁ − (1 − τ₁)b ≥ a and at most τ₂ρ₂ − (1 − τ₂)a ≤ b.
    """
    first, last = lam * t[0], lam * t[1]
    return last * rho[1] - (1 - last) * a, (first * rho[0] - a) / (1 - first)


def pairs() -> Iterator[Case]:
    """SAM on λx²/2, two cells that it exchanges, with b at both ends of what is true."""
    for row in PAIRS:
        lam, t1, t2, r1, r2, share = map(F, row)
        a = down(share * lam * t1 * r1 / (2 - lam * t1), 6)
        low, high = ends(lam, (t1, t2), (r1, r2), a)
        for b in (up(low, 9) + LEAST, down(high, 9) - LEAST):
            yield Case(
                problem=f"quadratic[eigenvalues=({float(lam)},)]",
                step=str(t1),
                radius=str(r1),
                certificate=trap(
                    *mirrored((a, b)),
                    t=(t1, t2),
                    rho=(r1, r2),
                    slope=lam * a - LEAST,
                    gap=lam * a * a / 2 - LEAST,
                ),
                why="the ends of −(τρ − (1 − τ)x) over the cell and the ranges",
            )


def overshooting() -> Iterator[Case]:
    """SAM on x²/2 with 1 < t < 2: from x > 0 to −(tρ + (t − 1)x), rising in t, ρ and x."""
    for t1, t2, rho in (("6/5", "13/10", "1/10"), ("3/2", "3/2", "1"), ("101/100", "7/4", "1/4")):
        low, high, r = F(t1), F(t2), F(rho)
        a, b = down(low * r / (2 - low), 9) - LEAST, up(high * r / (2 - high), 9) + LEAST
        yield Case(
            problem="quadratic[eigenvalues=(1.0,)]",
            step=t1,
            radius=rho,
            certificate=trap(
                *mirrored((a, b)), t=(low, high), rho=(r, r), slope=a - LEAST, gap=a * a / 2 - LEAST
            ),
            why="a = t₁ρ/(2 − t₁) ≤ tρ + (t − 1)x ≤ t₂ρ/(2 − t₂) = b on [a, b]",
        )


def again() -> Iterator[Case]:
    """SAM on λx²/2 on [−b, b]: x or x⁺ is at least r = τρ/(2 − τ) in absolute value, or x = 0."""
    for lam, t, rho, b in (
        ("1", "1/2", "1/10", "1"),
        ("2", "1/4", "1", "3/5"),
        ("1", "1", "1", "11/10"),
    ):
        tau = F(lam) * F(t)
        r = tau * F(rho) / (2 - tau)
        yield Case(
            problem=f"quadratic[eigenvalues=({float(F(lam))},)]",
            step=t,
            radius=rho,
            certificate=trap(
                box((-F(b), b)), t=(t, t), rho=(rho, rho), slope=F(lam) * r * F(9, 10), again=True
            ),
            why="max(x, |(1 − τ)x − τρ|) ≥ r for x > 0, and τρ ≤ b",
        )


def bounded() -> Iterator[Case]:
    """SAM on x²/2 stays in [−b, b] where t₂ρ₂ ≤ b, and RSAM where ρ₂ ≤ b."""
    for method, b in (
        ("sam", "501/1000"),
        ("rsam", "1"),
        ("vasso", "1"),
        ("f-sam", "1"),
        ("gradient-descent", "1"),
    ):
        yield Case(
            problem="quadratic[eigenvalues=(1.0,)]",
            method=method,
            certificate=trap(box((-F(b), b)), t=("1/10", "1"), rho=("1/10", "1/2")),
            why="tρ ≤ b, or ρ ≤ b where the direction may be any: then (1 − t)b + tρ ≤ b",
        )


SINE = (  # cells in units of ρ = 1/10, around −1/10 within (−3/10, 3/10), and t₂
    ("-2/10", "1/10", "1"),
    ("-11/100", "-9/100", "1"),
    ("-29/100", "29/100", "1/2"),
    ("-101/1000", "2/10", "1"),
)


def sines() -> Iterator[Case]:
    """SAM on Si and Yun's sine: θ⁺ = θ − tβ cos(θ − π/3) at phases |θ| < π/2, which is monotone."""
    for low, high, t2 in SINE:
        a, b = F(low) / 10 - LEAST, F(high) / 10 + LEAST
        steep = 0.3 / (5 * math.pi) * min(math.cos(50 * math.pi / 3 * float(u)) for u in (a, b))
        for shift in (F(0), F(12, 100)):  # a period
            yield Case(
                problem="si-yun-sine",
                step=t2,
                radius="1/10",
                certificate=trap(
                    box((a + shift, b + shift)),
                    t=(0, t2),
                    rho=("1/10", "1/10"),
                    slope=down(steep, 9) - LEAST,
                ),
                why="θ ↦ θ − h cos(θ − π/3) rises for h ≤ 1, with the fixed point −π/6 between",
            )


def wells() -> Iterator[Case]:
    """SAM on the double well with ρ ∈ (1, 2) around 1 − ρ: e⁺ = e(1 − t(1 + e)(2 + e))."""
    for rho, t, width in (
        ("3/2", "1/2", "1/4"),
        ("5/4", "1/5", "1/8"),
        ("7/4", "3/4", "1/10"),
        ("3/2", "4/5", "1/10"),
    ):
        c, d = 1 - F(rho), F(width)
        assert F(t) * (1 + d) * (2 + d) <= 2
        slope = min(abs(u**3 - u) for u in (c - d, c + d))
        yield Case(
            problem="double-well",
            step=t,
            radius=rho,
            certificate=trap(
                box((c - d, c + d)),
                t=(0, t),
                rho=(rho, rho),
                slope=down(slope, 9) - LEAST,
                gap=down(((c - d) ** 2 - 1) ** 2 / 4, 9) - LEAST,
            ),
            why="f′ > 0 on (−1, 0), so x + ρ = 1 + e; |1 − t(1 + e)(2 + e)| ≤ 1",
        )


def held_at_a_maximum() -> Iterator[Case]:
    """SAM on the double well at the maximum 0: x⁺ = x − t w′(x − ρ) for x > 0."""
    for rho, t in (("4/5", "1/10"), ("7/10", "1/5"), ("4/5", "1/50")):
        d = up(F(t) * F(rho) * (1 - F(rho) ** 2), 4) + F(1, 1000)
        yield Case(
            problem="double-well",
            step=t,
            radius=rho,
            certificate=trap(
                box((-d, d)), t=(t, t), rho=(rho, rho), gap=down((1 - d * d) ** 2 / 4, 9) - LEAST
            ),
            why="w″(−ρ) > 0 for ρ > 1/√3, so x − t w′(x − ρ) rises from −tρ(1 − ρ²) ≥ −d",
        )


def climbing() -> Iterator[Case]:
    """On the ripple with ρ near π every ascent by ρ turns descent into ascent: π attracts."""
    for method in ("sam", "rsam", "vasso", "f-sam", "igd-constant-error"):
        yield Case(
            problem="ripple[dimension=1]",
            method=method,
            step="1/2",
            radius="22/7",
            certificate=trap(
                box((2, 4)), t=(0, 1), rho=("3.14", "22/7"), gap=down(1 - math.cos(2), 6)
            ),
            why="x − t sin(x ± ρ) = x + t sin(x ± ε), ε ≤ 0.0016, rises and moves 2 up and 4 down",
        )


def exchanged() -> Iterator[Case]:
    """x ↦ −x exactly: Huber's loss beyond 1, and methods that multiply by −1."""
    yield Case(
        problem="huber[dimension=1]",
        step="3/4",
        radius="1",
        certificate=trap(
            *mirrored(("1/8", "5/8")), t=("3/4", "3/4"), rho=("1", "3"), slope="1/8", gap="1/128"
        ),
        why="|x| + ρ ≥ 1 gives g = ±1 and x − 3/4 ∈ [−5/8, −1/8]",
        refused=EXACT,
    )
    yield Case(
        problem="quadratic[eigenvalues=(2.0,)]",
        method="gradient-descent",
        step="1",
        certificate=trap(*mirrored((1, 2)), t=(1, 1), rho=(0, 1), slope=2, gap=1),
        why="x⁺ = −x",
        refused=EXACT,
    )
    yield Case(
        problem="quadratic[eigenvalues=(1.0,)]",
        method="usam",
        step="1",
        radius="1",
        certificate=trap(*mirrored((1, 2)), t=(1, 1), rho=(1, 1), slope=1, gap="1/2"),
        why="x⁺ = x − 2x",
        refused=EXACT,
    )
    yield Case(
        problem="quadratic[eigenvalues=(1.0, 2.0)]",
        method="gradient-descent",
        step="1",
        certificate=trap(*mirrored((-1, 1), ("1/2", 1)), t=(1, 1), rho=(0, 0), slope=1, gap="1/4"),
        why="(x, y)⁺ = (0, −y)",
        refused=EXACT,
    )
    yield Case(
        problem="quadratic[eigenvalues=(1.0,)]",
        method="extragradient",
        step="4",
        radius="1/2",
        certificate=trap(*mirrored((1, 2)), t=(4, 4), rho=("1/2", "1/2"), slope=1, gap="1/2"),
        why="x⁺ = x − 4(x − x/2) = −x",
        refused=EXACT,
    )


def with_states() -> Iterator[Case]:
    """VaSSO and F-SAM on x²/2: x goes as with SAM as long as d keeps the sign of x."""
    a, b = F(3, 100), F(37, 1000)
    yield Case(
        problem="quadratic[eigenvalues=(1.0,)]",
        method="vasso[theta=0.5]",
        certificate=trap(
            *mirrored((a, b), state=(("-148/10000", "-75/10000"),)),
            t=("1/2", "1/2"),
            rho=("1/10", "1/10"),
            slope=a - LEAST,
            gap=a * a / 2 - LEAST,
        ),
        why="d⁺ = (d + x)/2 ∈ [0.0076, 0.01475] is in [0.0075, 0.0148], mirrored",
    )
    yield Case(
        problem="quadratic[eigenvalues=(1.0,)]",
        method="f-sam[theta=0.5, sigma=1.0]",
        certificate=trap(
            *mirrored((a, b), state=(("-148/10000", "-75/10000"),)),
            t=("1/2", "1/2"),
            rho=("1/10", "1/10"),
            slope=a - LEAST,
        ),
        why="d = (x − m)/2 > 0, and m goes as d does in VaSSO",
    )
    yield Case(
        problem="double-well",
        method="gradient-descent",
        certificate=trap(box(("1/2", "3/2")), t=("1/100", "1/4"), rho=(0, 0)),
        why="x − t(x³ − x) rises on it for t ≤ 1/4, and moves the ends inwards",
    )


def entries() -> Iterator[Case]:
    """Runs that are in a trap from some k on."""
    cells = mirrored(("1/50", "1/20"))
    for step, t, rho, start, at in (
        ("1/2", ("1/2", "1/2"), "1/10", "1/25", 1),
        ("1/2", ("1/2", "1/2"), "1/10", "1/8", 3),
        ("1/2 + 1/(1000*k)", ("1/2", "501/1000"), "1/10", "3/100", 1),
        ("0.5 + 0.001*sin(k)", ("499/1000", "501/1000"), "1/10", "3/100", 1),
        ("1/2 + 1/k**2", ("1/2", "501/1000"), "1/10", "3/100", 40),
    ):
        yield Case(
            problem="quadratic[eigenvalues=(1.0,)]",
            step=step,
            radius=rho,
            certificate=trap(*cells, t=t, rho=(rho, rho), slope="19/1000"),
            entry=enters(start, at=at),
            why="from 1/50 to 1/20: 0.025 ≤ τρ − (1 − τ)x ≤ 0.041 for τ near 1/2; runs go to ±1/30",
        )


def stochastic() -> Iterator[Case]:
    """All components of least squares in one variable pull into the hull of their zeros."""
    for method in ("sgd", "m-sam", "n-sam", "full-ascent-sam"):
        kept = ((-500, 500),) if method == "sgd" else None
        yield Case(
            problem="least-squares[columns=1]",
            method=method,
            step="1/20",
            radius="1/10",
            certificate=trap(box((-12, 12), state=kept), t=("1/1000", "1/20"), rho=(0, "1/10")),
            why="x − ta(ay − b) with |y − x| ≤ ρ and a² ≤ 9: a mean of x and zeros moved by ρ",
        )


TRUE = tuple(
    case
    for family in (
        pairs,
        overshooting,
        again,
        bounded,
        sines,
        wells,
        held_at_a_maximum,
        climbing,
        exchanged,
        with_states,
        entries,
        stochastic,
    )
    for case in family()
)
