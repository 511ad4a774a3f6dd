"""Cycles and fixed points that are false, each with the reason; `falsifying` sees them so."""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction

from certificates.case import Case, cycle, down, enters, up
from certificates.true_cycles import SETTINGS, line

F = Fraction
UNIT = "quadratic[eigenvalues=(1.0,)]"
SINE = "si-yun-sine"
NEAR = F(1, 10**9)


def pairs() -> Iterator[Case]:
    """SAM's two-cycle on λx²/2, one number a little beyond what is true."""
    for lam, t, rho in SETTINGS:
        problem, _tau, r, rate = line(lam, t, rho)
        true = {
            "slope": F(lam) * r,
            "basis": [[1]],
            "half": r / 2,
            "rate": rate + NEAR,
            "reach": r / 4,
        }
        pair = ([r], [-r])
        for points, changes, why in (
            (pair, {"slope": F(lam) * r + NEAR, "width": F(1, 10**12)}, "‖∇f‖ = λr"),
            (pair, {"half": r + NEAR}, "0 is in it, a stationary point"),
            (pair, {"half": r + NEAR, "reach": r + NEAR}, "0 is in it, and not attracted"),
            (pair, {"half": 3 * r, "reach": 2 * r}, "so are 0 and −r"),
            (([r + F(1, 10**6)], [-r - F(1, 10**6)]), {}, "the cycle is 1e-6 away, width is 1e-9"),
            (([r - F(1, 10**6)], [-r + F(1, 10**6)]), {}, "the cycle is 1e-6 away, width is 1e-9"),
            (([r], [-r - F(1, 10**6)]), {}, "the second point is 1e-6 away"),
            (([r],), {}, "r is sent to −r: its period is 2"),
            (([r], [-r], [r]), {}, "r is sent to −r, not to itself: 3 is odd"),
            (([r], [r]), {}, "the second point is −r"),
            (([0],), {"slope": 0}, "near 0 SAM goes tρλ away"),
            (([0], [0]), {"slope": 0}, "near 0 SAM goes tρλ away"),
            (([0],), {"slope": NEAR, "basis": ()}, "∇f(0) = 0"),
            (([2 * r], [-2 * r]), {}, "twice too far"),
            (pair, {"rate": 1, "half": r * 2}, "a rate of 1 attracts nothing"),
        ):
            yield Case(
                problem=problem,
                step=t,
                radius=rho,
                certificate=cycle(*points, **{**true, **changes}),
                why=why,
            )
        if rate > 0:
            yield Case(
                problem=problem,
                step=t,
                radius=rho,
                certificate=cycle(*pair, **{**true, "rate": rate - NEAR}),
                why="two steps have the slope (1 − τ)²",
            )
        for other_t, other_rho, why in (
            (str(F(t) * F(1001, 1000)), rho, "the cycle of another t"),
            (t, str(F(rho) * F(999, 1000)), "the cycle of another ρ"),
            (f"{t} + 1/k", rho, "t is not constant"),
            (t, f"{rho}*k**(-0.001)", "ρ is not constant"),
            (f"{t} + 0.001*sin(k)", rho, "t is not constant"),
        ):
            yield Case(
                problem=problem,
                step=other_t,
                radius=other_rho,
                certificate=cycle(*pair, **true),
                why=why,
            )


def planes() -> Iterator[Case]:
    """Two-cycles along eigenvectors of several dimensions; along all but the top one they repel."""
    for values, t, rho in (
        ((1.0, 2.0), "1/2", "1/10"),
        ((0.25, 1.0), "1", "1"),
        ((1.0, 2.0, 4.0), "1/5", "1/10"),
        ((1.0, 1.0), "1/2", "1/10"),
        ((2.0, 2.0, 1.0), "1/2", "1/5"),
    ):
        n = len(values)
        eigenvalues = [F(v) for v in values]
        for i, lam in enumerate(eigenvalues):
            tau = F(t) * lam
            r = tau * F(rho) / (2 - tau)
            rates = [
                (1 - tau) ** 2 if j == i else (1 - F(t) * mu - (mu / lam) ** 2 * (2 - tau)) ** 2
                for j, mu in enumerate(eigenvalues)
            ]
            point = [r if j == i else F(0) for j in range(n)]
            numbers = {
                "slope": lam * r / 2,
                "basis": [[int(a == b) for a in range(n)] for b in range(n)],
                "half": r / 10**6,
                "reach": r / 10**7,
            }
            least = max(rates)
            claims = [F(99, 100)] if least >= 1 else [least - F(1, 10**6), least / 2]
            for rate in claims:
                if rate <= 0:
                    continue
                yield Case(
                    problem=f"quadratic[eigenvalues={values}]",
                    step=t,
                    radius=rho,
                    certificate=cycle(point, [-u for u in point], rate=rate, **numbers),
                    why="a multiplier is 1 − tμ − (μ/λ)²(2 − tλ), squared",
                )
            yield Case(
                problem=f"quadratic[eigenvalues={values}]",
                step=t,
                radius=rho,
                certificate=cycle(
                    point, [-u for u in point], slope=lam * r + NEAR, width=F(1, 10**12)
                ),
                why="‖∇f‖ = λr",
            )
            yield Case(
                problem=f"quadratic[eigenvalues={values}]",
                step=t,
                radius=rho,
                certificate=cycle(point, point, slope=lam * r / 2),
                why="the second point is the mirror image",
            )


def wells() -> Iterator[Case]:
    """Fixed points of SAM on the double well: ±(1 − ρ) for ρ ∈ (1, 2), ±ρ for ρ < 1."""
    for rho, t in (("3/2", "1/2"), ("5/4", "1/5"), ("7/4", "1/4"), ("11/10", "9/10")):
        c, size = 1 - F(rho), F(t)
        slope = abs(c**3 - c)
        edge = min(-c, 1 + c)
        half = edge / 4
        sharp = max(abs(1 - size * (1 + e) * (2 + e)) for e in (-half, half))
        true = {
            "slope": slope - NEAR,
            "basis": [[1]],
            "half": half,
            "rate": sharp,
            "reach": half / 2,
        }
        for point, changes, why in (
            (c, {"slope": slope + NEAR, "width": F(1, 10**12)}, "|f′(1 − ρ)|"),
            (c, {"rate": sharp - NEAR}, "|1 − t(1 + e)(2 + e)| at an end"),
            (c, {"rate": abs(1 - 2 * size) - NEAR, "half": NEAR}, "the multiplier is 1 − 2t"),
            (
                c,
                {"half": edge + NEAR, "rate": F(999, 1000), "reach": edge},
                "beyond −1 or 0 SAM ascends the other way",
            ),
            (-F(rho) + F(1, 10**5), {}, "not a fixed point"),
            (c + F(1, 10**8), {}, "the fixed point is 1e-8 away"),
            (F(1), {"slope": 0}, "at the minimizer SAM steps away"),
            (F(0), {"slope": 0}, "at the maximum SAM steps away"),
        ):
            if changes.get("rate") is not None and changes["rate"] <= 0:
                continue
            yield Case(
                problem="double-well",
                step=t,
                radius=rho,
                certificate=cycle([point], **{**true, **changes}),
                why=why,
            )
    for rho in ("1/2", "4/5", "9/10"):
        for t in ("1/100", "1/2"):
            point = F(rho)
            numbers = {"basis": [[1]], "half": F(1, 1000), "rate": F(99, 100), "reach": F(1, 2000)}
            yield Case(
                problem="double-well",
                step=t,
                radius=rho,
                certificate=cycle([point], slope=F(1, 100), **numbers),
                why="x − ρ = 0 is the maximum: the multiplier is 1 + t",
            )
            yield Case(
                problem="double-well",
                step=t,
                radius=rho,
                certificate=cycle([point], slope=point - point**3 + NEAR, width=F(1, 10**12)),
                why="|f′(ρ)| = ρ − ρ³",
            )


def sines() -> Iterator[Case]:
    """The fixed points −ρ/10 and 7ρ/10 of Si and Yun's sine, |f′| = 3√3βρ/(10π)."""
    for beta, rho, t in ((1.0, 0.1, "1/2"), (2.0, 0.5, "1/4"), (1.0, 1.0, "1")):
        name = SINE + ("" if (beta, rho) == (1.0, 0.1) else f"[beta={beta}, rho={rho}]")
        size = F(str(rho))
        slope = 3 * math.sqrt(3) * beta * rho / (10 * math.pi)
        h = beta * float(F(t))
        half = size / 50
        e = 5 * math.pi / 3 / 50
        sharp = 1 - h * math.sin(e) / e
        true = {
            "slope": F(slope / 2),
            "basis": [[1]],
            "half": half,
            "rate": F(sharp) + F(1, 200),
            "reach": half / 2,
        }
        for at in ("-1/10", "7/10"):
            for point, changes, why in (
                (
                    F(at) * size,
                    {"slope": up(slope, 9) + NEAR, "width": F(1, 10**12)},
                    "|f′| = 3√3βρ/(10π)",
                ),
                (F(at) * size, {"width": 0}, "the floats of ω and ρ move it by 1e-17"),
                (F(at) * size, {"rate": down(sharp, 6) - F(1, 10**6)}, "1 − h sin(e)/e at the end"),
                (
                    F(at) * size,
                    {"half": size / 2, "reach": size / 3},
                    "beyond ±π/2 it goes elsewhere",
                ),
                (F(at) * size + size / 10**6, {}, "1e-6 ρ away"),
                (F(at) * size + size * 3 / 5, {}, "half a period away"),
                (-F(at) * size, {}, "its mirror image"),
                (F(at) * size - size / 5, {}, "at a stationary point, −3ρ/10 or ρ/2"),
            ):
                if changes.get("rate") is not None and changes["rate"] <= 0:
                    continue
                yield Case(
                    problem=name,
                    step=t,
                    radius=str(size),
                    certificate=cycle([point], **{**true, **changes}),
                    why=why,
                )
        yield Case(
            problem=name,
            step=str(F(5, 2) / F(beta)),
            radius=str(size),
            certificate=cycle([-size / 10], **true),
            why="for h = 5/2 it repels",
        )


def exchanged() -> Iterator[Case]:
    """Cycles of which every neighbour is one: none attracts."""
    numbers = {"slope": F(1, 10), "basis": [[1]], "half": F(1, 100), "reach": F(1, 200)}
    for rate in ("1", "999999/1000000"):
        for problem, method, t, rho, x in (
            ("huber[dimension=1]", "sam", "3/4", "1", "3/8"),
            ("quadratic[eigenvalues=(2.0,)]", "gradient-descent", "1", "1/10", "1"),
            (UNIT, "usam", "1", "1", "1"),
            (UNIT, "extragradient", "4", "1/2", "1"),
        ):
            yield Case(
                problem=problem,
                method=method,
                step=t,
                radius=rho,
                certificate=cycle([x], [-F(x)], rate=rate, **numbers),
                why="two steps are the identity nearby",
            )


def uneven() -> Iterator[Case]:
    """A two-cycle of SAM with another slope at each point: −ρ and ρ/2 on 1.5 and 2 times x²/2."""
    for points, slope, why in (
        (([F(-1, 10)], [F(1, 20)]), F(101, 1000), "|f′(ρ/2)| = ρ at the second point"),
        (([F(1, 20)], [F(-1, 10)]), F(101, 1000), "|f′(ρ/2)| = ρ at the first point"),
        (([F(-1, 10)], [F(1, 20)]), F(151, 1000), "|f′(−ρ)| = 1.5ρ"),
        (([F(-1, 10)], [F(1, 10)]), F(1, 100), "the second point is ρ/2"),
    ):
        for basis in ((), [[1]]):
            yield Case(
                problem="kinked-bowl[left=1.5, right=2.0]",
                certificate=cycle(
                    *points,
                    slope=slope,
                    basis=basis,
                    half=F(1, 1000),
                    rate=F(1, 2),
                    reach=F(1, 2000),
                ),
                why=why,
            )


def lopsided() -> Iterator[Case]:
    """A contraction by 1/10 and then an expansion by 3/2, at 77ρ/23 and −13ρ/23."""
    points = ([F(77, 230)], [-F(13, 230)])
    for turned, rate in ((False, "12/100"), (False, "149/1000"), (True, "149/1000")):
        yield Case(
            problem="kinked-bowl[left=5.0, right=1.8]",
            certificate=cycle(
                *(points[::-1] if turned else points),
                slope=F(1, 10),
                basis=[[1]],
                half=F(1, 1000),
                rate=rate,
                reach=F(1, 2000),
            ),
            why="two steps have the slope −3/20",
        )


def beyond_one() -> Iterator[Case]:
    """Fixed points that repel, their multiplier given as it is: they attract nothing."""
    for rho, rate in (("1/2", "3/2"), ("1/2", "2"), ("4/5", "8/5")):
        yield Case(
            problem="double-well",
            radius=rho,
            certificate=cycle(
                [F(rho)],
                slope=F(1, 10),
                basis=[[1]],
                half=F(1, 1000),
                rate=F(rate) + NEAR,
                reach=F(1, 2000),
            ),
            why="the multiplier is 1 + t",
        )


def aside() -> Iterator[Case]:
    """Starts beside the two-cycle (0, ±1/10) in one coordinate only."""
    for start in (("1/10", "1/10"), ("0", "1/5"), ("-1/100", "1/10")):
        yield Case(
            problem="quadratic[eigenvalues=(1.0, 2.0)]",
            certificate=cycle(
                [0, F(1, 10)],
                [0, -F(1, 10)],
                slope=F(1, 10),
                basis=[[1, 0], [0, 1]],
                half=F(1, 10000),
                rate=F(1, 10),
                reach=F(1, 20000),
            ),
            entry=enters(*start),
            why="one coordinate is beyond reach",
        )


def at_rest() -> Iterator[Case]:
    """Fixed points at stationary points: ∇f = 0 there, and the rates of gradient methods."""
    for method, t, rho, factor in (
        ("gradient-descent", "1/2", "1/10", "1/2"),
        ("gradient-descent", "5/2", "1/10", "3/2"),
        ("usam", "1/2", "1/10", "9/20"),
        ("usam", "1", "2", "2"),
        ("extragradient", "1/2", "1/10", "11/20"),
        ("extragradient", "1/2", "3", "2"),
    ):
        numbers = {"basis": [[1]], "half": F(1, 10), "reach": F(1, 20)}
        yield Case(
            problem=UNIT,
            method=method,
            step=t,
            radius=rho,
            certificate=cycle([0], rate=min(F(factor) - NEAR, F(99, 100)), **numbers),
            why="x⁺ = qx, |q| greater",
        )
        yield Case(
            problem=UNIT,
            method=method,
            step=t,
            radius=rho,
            certificate=cycle([0], slope=NEAR, width=F(1, 10**10)),
            why="∇f(0) = 0",
        )
    for problem, point in (
        ("double-well", [1]),
        ("himmelblau", [3, 2]),
        ("shifted-quadratic", [3, -1]),
        ("lopsided-wells", [1]),
    ):
        yield Case(
            problem=problem,
            method="gradient-descent",
            step="1/1000",
            certificate=cycle(point, slope=F(1, 10**6), width=F(1, 10**9)),
            why="∇f = 0 there",
        )
    yield Case(
        problem="lopsided-wells",
        method="usam",
        step="1/2",
        certificate=cycle([-1], slope=20 + F(1, 10**6)),
        why="f′(−1) = 2/ν = 20",
    )


def with_states() -> Iterator[Case]:
    """Two-cycles x ↦ −x with a state: of the wrong sign or size, or forgotten."""
    r = F(1, 30)
    identity = [[1, 0], [0, 1]]
    for method in ("vasso[theta=0.5]", "f-sam[theta=0.5, sigma=1.0]"):
        for points, numbers, why in (
            (([r, r / 3], [-r, -r / 3]), {}, "the average at r is −r/3 before"),
            (([r, 0], [-r, 0]), {}, "the average is not 0"),
            (([r, -r / 3 + F(1, 10**6)], [-r, r / 3 - F(1, 10**6)]), {}, "1e-6 away"),
            (([r, -r / 3], [-r, r / 3]), {"slope": r + NEAR, "width": F(1, 10**12)}, "‖∇f‖ = r"),
            (
                ([r, -r / 3], [-r, r / 3]),
                {"basis": identity, "half": F(1, 1000), "rate": "749/1000"},
                "‖J²‖_∞ = 3/4, J² = (1/4 0; 1/2 1/4)",
            ),
            (
                ([r, -r / 3], [-r, r / 3]),
                {"basis": identity, "half": F(1, 30), "rate": "9/10"},
                "0 is in it",
            ),
            (([r, -r / 3],), {}, "its period is 2"),
        ):
            yield Case(
                problem=UNIT,
                method=method,
                certificate=cycle(*points, **{"slope": r / 2, **numbers}),
                why=why,
            )
    theta, t, rho = F(1, 2), F(1, 2), F(1, 10)
    x = t * rho / (2 * (1 + theta) - t)
    for points, numbers, why in (
        (([x, 2 * x / t], [-x, -2 * x / t]), {}, "m = −2r/t before"),
        (([x, 0], [-x, 0]), {}, "m is not 0"),
        (([F(1, 30), -F(4, 30)], [-F(1, 30), F(4, 30)]), {}, "the radius without momentum"),
        (
            ([x, -2 * x / t], [-x, 2 * x / t]),
            {"slope": x + NEAR, "width": F(1, 10**12)},
            "‖∇f‖ = r",
        ),
        (
            ([x, -2 * x / t], [-x, 2 * x / t]),
            {"basis": identity, "half": F(1, 10**6), "rate": F(1, 4)},
            "J = (½ −¼; 1 ½), ‖J²‖_∞ is 1 or more",
        ),
    ):
        yield Case(
            problem=UNIT,
            method="sam-momentum[momentum=0.5]",
            certificate=cycle(*points, **{"slope": x / 2, **numbers}),
            why=why,
        )


def entries() -> Iterator[Case]:
    """The cycle is true, but the run is not within reach at that k."""
    problem, _, r, rate = line("1", "1/2", "1/10")
    for start, at, why in (
        ("0", 1, "the run is over"),
        ("0", 7, "the run is over"),
        ("1/10", 2, "hits 0"),
        ("1/10", 5, "hits 0"),
        ("3/10", 3, "hits 0 after two steps"),
        ("7/10", 9, "hits 0 after three steps"),
        ("-7/10", 9, "hits 0 after three steps"),
        ("1/30", 2, "on the other side"),
        ("-1/30", 1, "on the other side"),
        ("1", 1, "too far"),
        ("1", 2, "too far"),
        ("64/1000", 1, "farther than 0.03"),
        ("3/1000", 1, "farther than 0.03"),
    ):
        yield Case(
            problem=problem,
            certificate=cycle(
                [r],
                [-r],
                slope=r - NEAR,
                basis=[[1]],
                half=F(31, 1000),
                rate=rate + NEAR,
                reach="3/100",
            ),
            entry=enters(start, at=at),
            why=why,
        )
    yield Case(
        problem=problem,
        certificate=cycle([r], [-r], slope=r - NEAR),
        entry=enters("1/25"),
        why="nothing is said of neighbours",
    )
    for t, rho in (("1/4", "1/5"), ("1", "1/10")):
        yield Case(
            problem="double-well",
            step=t,
            radius="3/2",
            certificate=cycle(
                [-F(1, 2)],
                slope=F(3, 8) - NEAR,
                basis=[[1]],
                half="1/10",
                rate="99/100",
                reach="1/20",
            ),
            entry=enters("1/2"),
            why="the run stays at the other fixed point, or the rate is false",
        )
        del rho


def two_dimensions() -> Iterator[Case]:
    """Himmelblau's function: where x + ρ∇f/‖∇f‖ is the minimizer (3, 2), and near it."""
    for point, why in (
        ([3, 2], "the minimizer itself"),
        ([F(5, 2), F(3, 2)], "the probe is elsewhere"),
        ([F(-27, 100), F(-92, 100)], "the maximum"),
        ([F(3), F(19, 10)], "the probe is near the minimizer, not in it"),
    ):
        for rho in ("1/10", "1/2"):
            yield Case(
                problem="himmelblau",
                step="1/100",
                radius=rho,
                certificate=cycle(point, slope=F(1, 10**6)),
                why=why,
            )


def knowing_k() -> Iterator[Case]:
    """Methods that draw, or whose step depends on k, have no cycle here."""
    r = F(1, 30)
    for method, points in (
        ("look-sam", ([r, 0], [-r, 0])),
        ("look-sam[period=2]", ([r, 0], [-r, 0])),
        ("sam-adamw", ([r, 0, 0], [-r, 0, 0])),
        ("igd-constant-error", ([r], [-r])),
        ("asam", ([r], [-r])),
        ("sampa", ([r, 0], [-r, 0])),
        ("usam", ([r], [-r])),
    ):
        n = len(points[0])
        for basis in ((), [[int(i == j) for i in range(n)] for j in range(n)]):
            yield Case(
                problem=UNIT,
                method=method,
                certificate=cycle(
                    *points,
                    slope=r / 2,
                    basis=basis,
                    half=F(1, 10**4),
                    rate=F(1, 2),
                    reach=F(1, 10**5),
                ),
                why="the cycle is SAM's",
            )


FALSE = tuple(
    case
    for family in (
        pairs,
        planes,
        wells,
        sines,
        exchanged,
        uneven,
        lopsided,
        beyond_one,
        aside,
        at_rest,
        with_states,
        entries,
        two_dimensions,
        knowing_k,
    )
    for case in family()
)
DRAWN = tuple(  # of these there is no map, so nothing is computed: a cycle for all draws is none
    Case(
        problem=problem,
        method=method,
        certificate=cycle(
            [F(1, 30)], [F(-1, 30)], slope=F(1, 100), basis=basis, half=F(1, 10**4), rate=F(1, 2)
        ),
        why="another draw leads elsewhere",
    )
    for problem, method in (
        (UNIT, "rsam"),
        ("least-squares[columns=1]", "m-sam"),
        ("least-squares[columns=1]", "n-sam"),
        ("least-squares[columns=1]", "full-ascent-sam"),
    )
    for basis in ((), [[1]])
)
