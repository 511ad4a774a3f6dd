"""Traps that are false, each with the reason, derived by hand; `falsifying` sees them so."""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction

from certificates.case import Case, box, cycle, down, enters, mirrored, trap, up
from certificates.true_traps import PAIRS, ends

F = Fraction
DIGIT = F(1, 10**6)
UNIT = "quadratic[eigenvalues=(1.0,)]"
SINE = "si-yun-sine"


def pairs() -> Iterator[Case]:
    """The two cells that SAM exchanges on λx²/2, one number a little beyond what is true."""
    for row in PAIRS:
        lam, t1, t2, r1, r2, share = map(F, row)
        a = down(share * lam * t1 * r1 / (2 - lam * t1), 6)
        low, high = ends(lam, (t1, t2), (r1, r2), a)
        b = (low + high) / 2
        first, last = lam * t1, lam * t2
        true = {"t": (t1, t2), "rho": (r1, r2), "slope": lam * a, "gap": lam * a * a / 2}
        wide_t = up((b + a) / (lam * (r2 + a)), 6) + DIGIT
        low_t = down((b + a) / (lam * (r1 + b)), 6) - DIGIT
        wide_r = up((b + (1 - last) * a) / last, 6) + DIGIT
        low_r = down((a + (1 - first) * b) / first, 6) - DIGIT
        for sides, changes, why in (
            ((a, down(low, 9) - F(1, 10**9)), {}, "−(τ₂ρ₂ − (1 − τ₂)a) lies beyond −b"),
            ((a, up(high, 9) + F(1, 10**9)), {}, "−(τ₁ρ₁ − (1 − τ₁)b) lies above −a"),
            ((a, b), {"slope": lam * a + DIGIT}, "|f′(a)| = λa is less"),
            ((a, b), {"gap": lam * a * a / 2 + F(1, 10**9)}, "f(a) = λa²/2 is less"),
            ((a, b), {"t": (t1, wide_t)}, "τρ₂ − (1 − τ)a > b at the new end of t"),
            ((a, b), {"t": (low_t, t2)}, "τρ₁ − (1 − τ)b < a at the new end of t"),
            ((a, b), {"rho": (r1, wide_r)}, "τ₂ρ − (1 − τ₂)a > b at the new end of ρ"),
            ((a, b), {"rho": (low_r, r2)}, "τ₁ρ − (1 − τ₁)b < a at the new end of ρ"),
        ):
            yield Case(
                problem=f"quadratic[eigenvalues=({float(lam)},)]",
                step=str(t1),
                radius=str(r1),
                certificate=trap(*mirrored(sides), **{**true, **changes}),
                why=why,
            )
        yield Case(
            problem=f"quadratic[eigenvalues=({float(lam)},)]",
            certificate=trap(box((a, b)), t=(t1, t2), rho=(r1, r2), slope=lam * a),
            why="one of the two cells alone: SAM changes sides",
        )
        yield Case(
            problem=f"quadratic[eigenvalues=({float(lam)},)]",
            certificate=trap(box((-b, b)), t=(t1, t2), rho=(r1, r2), slope=DIGIT),
            why="∇f(0) = 0",
        )


def contracting() -> Iterator[Case]:
    """Methods that multiply x by q on λx²/2: no cell away from 0 holds them unless |q| = 1."""
    for method, t, rho, lam in (
        ("gradient-descent", "1/2", "0", "1"),
        ("gradient-descent", "2000001/1000000", "0", "1"),
        ("gradient-descent", "1999999/1000000", "0", "1"),
        ("usam", "1/2", "1/10", "1"),
        ("usam", "1000001/1000000", "1", "1"),
        ("usam", "999999/1000000", "1", "1"),
        ("usam", "1", "1000001/1000000", "1"),
        ("usam", "1/4", "1", "2"),
        ("extragradient", "1/2", "1/10", "1"),
        ("extragradient", "4", "499999/1000000", "1"),
        ("extragradient", "4", "500001/1000000", "1"),
        ("igd-constant-error", "1/2", "1/10", "1"),
    ):
        for sides in (mirrored(("1/2", 1)), (box(("1/2", 1)),), mirrored((1, 2))):
            yield Case(
                problem=f"quadratic[eigenvalues=({float(F(lam))},)]",
                method=method,
                certificate=trap(*sides, t=(t, t), rho=(rho, rho), slope=F(lam) / 2),
                why="x⁺ = qx with |q| ≠ 1 leaves at one of the ends",
            )
    yield Case(
        problem=UNIT,
        method="usam",
        certificate=trap(box((-1, 1)), t=(0, 1), rho=(0, "1000001/1000000")),
        why="q = 1 − t(1 + ρ) < −1 at the ends",
    )
    yield Case(
        problem=UNIT,
        method="extragradient",
        certificate=trap(box((-1, 1)), t=(0, 1), rho=(0, "1000001/1000000")),
        why="q = 1 − t(1 − ρ) > 1 at the ends",
    )


def sines() -> Iterator[Case]:
    """Si and Yun's sine, ρ = 1/10: traps are around −1/100 in ±3/100, and around 7/100."""
    slope = math.sqrt(3) / 2 * 0.3 / (5 * math.pi)
    for low, high, t, rho, claimed, why in (
        (
            "-1/100",
            "2/100",
            "1",
            "1/10",
            slope + 1e-6,
            "|f′| at −π/6 is 3√3ρ/(10π), and falls to the right",
        ),
        ("-2/100", "0", "1", "1/10", slope, "|f′| at −2/100 is less than at −π/6"),
        ("-9/1000", "2/100", "1", "1/10", 0, "the fixed point −π/6 is left of it"),
        ("-2/100", "-1001/100000", "1", "1/10", 0, "the fixed point −π/6 is right of it"),
        (
            "-301/10000",
            "2/100",
            "1",
            "1/10",
            0,
            "beyond −π/2 SAM ascends the other way, and leaves",
        ),
        ("-2/100", "301/10000", "1", "1/10", 0, "beyond π/2 SAM goes to 7π/6"),
        ("-1/100", "0", "2", "1/10", 0, "for h = 2 the map overshoots −π/6 from the right"),
        ("-2/100", "0", "3", "1/10", 0, "for h = 3 the fixed point repels"),
        ("-101/10000", "-99/10000", "2001/1000", "1/10", 0, "for h > 2 the fixed point repels"),
        (
            "-2/100",
            "0",
            "1",
            "12/100",
            0,
            "at ρ = 12/100, a period, SAM is gradient descent: to −π/2",
        ),
        ("-2/100", "-1/1000", "1", "89/1000", 0, "the fixed point moves to 1/1000"),
        ("4/100", "6/100", "1", "1/10", 0, "the fixed point 7/100 is right of it"),
        ("71/1000", "8/100", "1", "1/10", 0, "the fixed point 7/100 is left of it"),
        ("6/100", "8/100", "1", "1/10", slope + 1e-7, "|f′| at 7π/6"),
        ("29/1000", "31/1000", "1", "1/10", 0, "at the maximum 3/100 SAM moves away on both sides"),
        ("-31/1000", "-29/1000", "1", "1/10", 0, "at the minimum −3/100 as well"),
        ("-2/100", "14/100", "1", "1/10", 1e-6, "∇f vanishes at 3/100 and 9/100 inside"),
        ("-3/10", "3/10", "1", "1/10", 0.001, "it vanishes many times"),
    ):
        yield Case(
            problem=SINE,
            certificate=trap(box((low, high)), t=("1/10", t), rho=(rho, rho), slope=F(claimed)),
            why=why,
        )
    for method, why in (
        ("gradient-descent", "it goes to −π/2"),
        ("usam", "ρ|f′| is small: it goes to −π/2"),
        ("rsam", "the other sign leads away from −π/6"),
        ("vasso", "the average may point the other way"),
        ("f-sam", "the direction may point the other way"),
        ("igd-constant-error", "the ascent goes the other way"),
        ("extragradient", "ρ|f′| is small"),
        ("sam-steps", "the second ascent goes another way"),
        ("asam", "the ascent is scaled by |x|"),
    ):
        yield Case(
            problem=SINE,
            method=method,
            certificate=trap(
                box(("-2/100", "0")), t=("1/10", 1), rho=("1/10", "1/10"), slope=F(1, 100)
            ),
            why=why,
        )


def wells() -> Iterator[Case]:
    """SAM on the double well around 1 − ρ, and at the maximum 0."""
    for rho, t, width in (
        ("3/2", "1/2", "1/4"),
        ("5/4", "1/5", "1/8"),
        ("7/4", "3/4", "1/10"),
        ("3/2", "4/5", "1/10"),
    ):
        c, d = 1 - F(rho), F(width)
        least = min(abs(u**3 - u) for u in (c - d, c + d))
        low = ((c - d) ** 2 - 1) ** 2 / 4
        upto = up(2 / ((1 + d) * (2 + d)), 6) + DIGIT
        for cell, changes, why in (
            (box((c - d, c + d)), {"slope": least + F(1, 10**9)}, "|f′| at one end"),
            (
                box((c - d, c + d)),
                {"gap": min(low, ((c + d) ** 2 - 1) ** 2 / 4) + F(1, 10**9)},
                "f at one end",
            ),
            (box((c - d, c + d)), {"t": (0, upto)}, "t(1 + d)(2 + d) > 2"),
            (box((c + DIGIT, c + d)), {}, "the fixed point is left of it"),
            (box((c - d, c - DIGIT)), {"t": ("1/10", "1/10")}, "the fixed point is right of it"),
            (
                box(
                    (-c - d, -c + d),
                ),
                {"rho": (rho, F(rho) + F(3, 4))},
                "the fixed point moves out",
            ),
            (
                mirrored((c - d, c + d)),
                {"rho": ("1/2", "1/2")},
                "no fixed point: x + ρ = 1/2 + e descends",
            ),
        ):
            cells = cell if isinstance(cell, tuple) else (cell,)
            numbers = {"t": ("1/10", t), "rho": (rho, rho), **changes}
            yield Case(problem="double-well", certificate=trap(*cells, **numbers), why=why)
    for rho, t in (("4/5", "1/10"), ("7/10", "1/5"), ("4/5", "1/50")):
        jump = F(t) * F(rho) * (1 - F(rho) ** 2)
        for d, changes, why in (
            (
                jump - DIGIT,
                {},
                "from either side of 0, where the direction jumps, SAM goes tρ(1 − ρ²)",
            ),
            (jump + F(1, 1000), {"slope": F(1, 10**6)}, "∇f(0) = 0"),
            (jump + F(1, 1000), {"gap": "1/4"}, "f(0) − inf f = 1/4 is the maximum"),
            (jump + F(1, 1000), {"rho": ("1/2", rho)}, "at ρ = 1/2 it goes farther"),
        ):
            numbers = {"t": (t, t), "rho": (rho, rho), **changes}
            yield Case(problem="double-well", certificate=trap(box((-d, d)), **numbers), why=why)
        yield Case(
            problem="double-well",
            certificate=trap(box((0, jump + F(1, 1000))), t=(t, t), rho=(rho, rho)),
            why="0 itself stays, everything right of it goes to the left of 0",
        )


def jumps() -> Iterator[Case]:
    """Cells with a stationary point on their boundary or inside, where SAM's direction jumps."""
    for t, rho in (("1/2", "1/10"), ("1/10", "1"), ("9/10", "1/2")):
        r = F(t) * F(rho)
        for cells, why in (
            ((box((0, 1)),), "right of 0 SAM goes to the left of it"),
            ((box((-1, 0)),), "left of 0 SAM goes to the right of it"),
            ((box((-r + DIGIT, r - DIGIT)),), "near 0 SAM goes to ∓tρ"),
            ((box((-r + DIGIT, 1)),), "right of 0 SAM goes to −tρ"),
            (
                (box((0, 0)), box((F(1, 10**9), 1)), box((-1, F(-1, 10**9)))),
                "some x are sent into the slits beside 0",
            ),
        ):
            if "slits" in why and t != "1/2":
                continue
            yield Case(
                problem=UNIT,
                certificate=trap(*cells, t=(t, t), rho=(rho, rho)),
                why=why,
                witness=((0.1 + 1e-9,), 0.5, 0.1) if "slits" in why else None,
            )
    for sides, why in (
        ((("0", 1), ("-1/10", "1/10")), "near (0, 0) it goes to the left"),
        (
            (("-1/20", "1/20"), ("-1/20", "1/20")),
            "near 0 it goes by tρλ = 1/10 or more along an axis",
        ),
    ):
        yield Case(
            problem="quadratic[eigenvalues=(1.0, 2.0)]",
            certificate=trap(box(*sides), t=("1/2", "1/2"), rho=("1/5", "1/5")),
            why=why,
        )


def corners() -> Iterator[Case]:
    """Cells that leak at corners only, in two and three dimensions."""
    top, low = 2.0, 0.5
    for width in ("1/100", "1/50", "1/20"):
        w = F(width)
        for n in (2, 3):
            values = (top, low, low)[:n]
            t, rho, a = F(1, 4), F(1, 10), F(1, 50)
            cosine = top * 0.045 / math.hypot(top * 0.045, *([low * float(w)] * (n - 1)))
            image = F(t * F(top) * (F(9, 200) + rho * F(cosine)) - F(9, 200))
            for edge, why in (
                (
                    image + F(1, 10**6),
                    "at the corner (b, w) the ascent is turned, and x⁺ is above −a",
                ),
            ):
                yield Case(
                    problem=f"quadratic[eigenvalues={values}]",
                    certificate=trap(
                        *mirrored((edge, F(9, 200)), *([(-w, w)] * (n - 1))),
                        t=(t, t),
                        rho=(rho, rho),
                    ),
                    why=why,
                )
            del a
    for method, t in (("gradient-descent", "1/4"), ("usam", "1/4")):
        for n in (2, 3):
            yield Case(
                problem=f"quadratic[eigenvalues={(1.0,) * n}]",
                method=method,
                certificate=trap(
                    *(box(*([("-1", "1/2")] * n)), box(*([("1/2", 1)] * n))), t=(t, t), rho=(0, 1)
                ),
                why="(1, …, 1/2 + …) belongs to no cell: mixed corners lead outside",
            )
    yield Case(
        problem="himmelblau",
        certificate=trap(box((2, 4), (1, 3)), t=("1/100", "1/100"), rho=("1/10", "1/10")),
        why="at (4, 3) ∂f/∂x = 4 · 4 · 8 + 2 · 6 is large, and x⁺ is beyond the other side",
    )


def slits() -> Iterator[Case]:
    """Unions with a slit that some step falls into, or with an end missing."""
    for slit in ("1/1000", "1/100000", "1/10000000"):
        w = F(slit)
        for at in ("1/4", "-1/4"):
            c = F(at)
            yield Case(
                problem="double-well",
                method="gradient-descent",
                certificate=trap(box(("-3/2", c)), box((c + w, "3/2")), t=(0, "1/10"), rho=(0, 0)),
                why="t runs from 0: from the edge of the slit some t lead into it",
                witness=((float(c if c > 0 else c + w),), float(w), 0.0),
            )
    for slope in ("1/10", "1/4"):
        yield Case(
            problem="double-well",
            method="gradient-descent",
            certificate=trap(
                box(("1/2", "9/10")),
                box(("11/10", "3/2")),
                t=("1/100", "1/10"),
                rho=(0, 0),
                slope=slope,
            ),
            why="descent leads into the hole around 1",
        )
    yield Case(
        problem=UNIT,
        certificate=trap(
            box(("1/50", "1/20")),
            box(("-1/20", "-9/250")),
            box(("-7/200", "-1/50")),
            t=("1/2", "1/2"),
            rho=("1/10", "1/10"),
        ),
        why="x = 0.029 goes to −0.0355, between the cells on the left",
    )


def drifting() -> Iterator[Case]:
    """Where f falls for ever, no bounded cell holds a method that steps."""
    for problem, sides, methods in (
        (
            "exponential-tail",
            ((0, 10),),
            ("sam", "gradient-descent", "usam", "rsam", "vasso", "sam-epsilon"),
        ),
        ("exponential-tail", ((-1, 5),), ("sam", "igd-constant-error")),
        ("softplus", ((-20, 5),), ("sam", "usam", "extragradient")),
        ("linear", ((-5, 5), (-5, 5)), ("sam", "gradient-descent", "rsam", "usam")),
        ("quartic-hill", (("5/4", 3),), ("sam", "gradient-descent")),
        ("saddle", ((-1, 1), ("1/2", 2)), ("sam", "gradient-descent", "usam")),
        ("tilted-ripple[tilt=1.5]", ((0, 50),), ("sam", "gradient-descent")),
        ("log-cosh[dimension=1]", ((2, 5),), ("sam", "gradient-descent")),
        ("huber[dimension=1]", ((2, 5),), ("sam", "usam")),
        ("pseudo-huber[dimension=1]", ((1, 5),), ("sam", "extragradient")),
        ("power", (("1/2", 1),), ("sam", "gradient-descent")),
    ):
        for method in methods:
            yield Case(
                problem=problem,
                method=method,
                certificate=trap(box(*sides), t=("1/10", "1/10"), rho=("1/10", "1/10")),
                why="f′ has one sign on it, so that the end at the bottom is left",
            )


def exchanged() -> Iterator[Case]:
    """x ↦ −x exactly; anything beside that leaves."""
    cells = mirrored(("1/8", "5/8"))
    for t, rho, slope, why in (
        (("3/4", "750001/1000000"), ("1", "3"), 0, "x − t < −5/8 from 1/8"),
        (("749999/1000000", "3/4"), ("1", "3"), 0, "x − t > −1/8 from 5/8"),
        (("3/4", "3/4"), ("1/20", "3"), 0, "at ρ = 1/20 1/8 goes to −0.00625"),
        (("3/4", "3/4"), ("1", "3"), "125001/1000000", "|f′(1/8)| = 1/8"),
    ):
        yield Case(
            problem="huber[dimension=1]",
            certificate=trap(*cells, t=t, rho=rho, slope=slope),
            why=why,
        )
    for low, high in (("-1/8", "5/8"), ("1/8", "6/8")):
        yield Case(
            problem="huber[dimension=1]",
            certificate=trap(
                *mirrored((low, high)), t=("3/4", "3/4"), rho=("1", "3"), slope="1/100"
            ),
            why="x − 3/4 is not in the mirror image",
        )
    yield Case(
        problem="quadratic[eigenvalues=(1.0, 2.0)]",
        method="gradient-descent",
        certificate=trap(
            *mirrored((-1, 1), ("1/2", 1)), t=(1, 1), rho=(0, 0), slope="1000001/1000000"
        ),
        why="‖∇f(0, ½)‖ = 1",
    )
    yield Case(
        problem="quadratic[eigenvalues=(1.0, 2.0)]",
        method="gradient-descent",
        certificate=trap(
            *mirrored((-1, 1), ("1/2", 1)), t=("999999/1000000", 1), rho=(0, 0), slope=1
        ),
        why="y⁺ = (1 − 2t)y",
    )


def resting() -> Iterator[Case]:
    """Traps of gradient descent, true as such, with a minimizer in them: ∇f and f − inf f are 0."""
    square, steps = (("-1", 1), ("-1", 1)), ("1/100", "1/4")
    for problem, sides, x in (
        ("double-well", (("1/2", "3/2"),), (1.0,)),
        ("double-well", ((0, 1),), (1.0,)),
        ("ripple[dimension=1]", ((0, 3),), (0.0,)),
        ("ripple", square, (0.0, 0.0)),
        ("huber", square, (0.0, 0.0)),
        ("huber[dimension=1]", ((0, 3),), (0.0,)),
        ("huber[dimension=1]", ((-1, 3),), (0.0,)),
        ("huber[dimension=1]", ((-3, 6),), (0.0,)),
        ("log-cosh", square, (0.0, 0.0)),
        ("log-cosh[dimension=1]", ((-3, 0),), (0.0,)),
        ("pseudo-huber", square, (0.0, 0.0)),
        ("shifted-quadratic", ((2, 4), (-2, 0)), (3.0, -1.0)),
        ("wavy-bowl", square, (0.0, 0.0)),
        ("wavy-bowl[dimension=1]", ((0, 2),), (0.0,)),
        ("quartic-hill", (("-9/10", "9/10"),), (0.0,)),
        ("power", (("-1/2", 1),), (0.0,)),
        ("quadratic[eigenvalues=(1.0, 2.0, 3.0)]", ((0, 1), (-1, 0), (0, 1)), (0.0, 0.0, 0.0)),
    ):
        for numbers, why in (
            ({"slope": F(1, 10**9)}, "∇f = 0 at the minimizer in the cell"),
            ({"gap": F(1, 10**9)}, "f = inf f at the minimizer in the cell"),
        ):
            if problem == "quartic-hill" and "gap" in numbers:
                continue
            yield Case(
                problem=problem,
                method="gradient-descent",
                certificate=trap(box(*sides), t=steps, rho=(0, 0), **numbers),
                why=why,
                witness=(x, 0.25, 0.0),
            )
    for n in (1, 2, 3):
        halves = [("-1", 0), (0, 1)]
        cells = [box(*(halves[i >> j & 1] for j in range(n))) for i in range(2**n)]
        yield Case(
            problem=f"quadratic[eigenvalues={(1.0, 2.0, 3.0)[:n]}]",
            method="gradient-descent",
            certificate=trap(*cells, t=("1/4", "1/3"), rho=(0, 0), slope=F(1, 10**9)),
            why="the minimizer is where all cells meet",
        )


def standing() -> Iterator[Case]:
    """t = 0 moves nothing: what is claimed of ∇f and f is false by itself."""
    for problem, sides, numbers, why, *seen in (
        ("ripple[dimension=1]", (("1/2", "29/10"),), {"slope": "24/100"}, "sin 2.9 = 0.2392…"),
        ("ripple[dimension=1]", ((1, 2),), {"slope": "8415/10000"}, "sin 1 = 0.84147…"),
        (
            "tilted-ripple[tilt=1.5]",
            ((1, 2),),
            {"slope": "501/1000"},
            "sin x − 3/2 has its least absolute value ½ at π/2, inside",
        ),
        (
            "tilted-ripple[tilt=0.2]",
            ((0, 1),),
            {"slope": "1/1000000"},
            "sin x = 0.2 inside",
            ((math.asin(0.2) + 1e-9,), 0, 0),
        ),
        ("double-well", (("1/10", "9/10"),), {"slope": "991/10000"}, "|0.1³ − 0.1| = 0.099"),
        ("double-well", (("1/10", "9/10"),), {"gap": "1/100"}, "¼(0.81 − 1)² = 0.009025"),
        (
            "double-well",
            (("-3/2", "3/2"),),
            {"gap": "1/1000000000"},
            "f(1) = 0 inside",
            ((1.0,), 0, 0),
        ),
        (
            "himmelblau",
            (("29/10", "31/10"), ("19/10", "21/10")),
            {"gap": "1/1000000"},
            "f(3, 2) = 0",
        ),
        (
            "himmelblau",
            (("-1/2", "0"), ("-1", "-1/2")),
            {"slope": "1/1000"},
            "a maximum near (−0.27, −0.92)",
            ((-0.270845, -0.923039), 0, 0),
        ),
        ("himmelblau", (("-1/2", "0"), ("-1", "-1/2")), {"gap": "182"}, "f < 181.7 there"),
        (
            "shifted-quadratic",
            ((3, 4), (-1, 0)),
            {"slope": "1/1000"},
            "∇f(3, −1) = 0 in the corner",
            ((3 + 1e-5, -1.0), 0, 0),
        ),
        (
            "shifted-quadratic",
            (("31/10", 4), ("-1", 0)),
            {"slope": "23/100"},
            "‖∇f(3.1, −1)‖ = √0.05 = 0.2236",
        ),
        ("camel", (("-1/10", "1/10"), ("-1/10", "1/10")), {"gap": "1/1000"}, "f(0, 0) = 0"),
        (
            "huber[dimension=2]",
            (("1/2", 3), ("1/2", 3)),
            {"slope": "7072/10000"},
            "‖(½, ½)‖ = 0.70710…",
        ),
        ("exponential-tail", ((1, 3),), {"slope": "5/100"}, "e⁻³ = 0.0497…"),
        ("exponential-tail", ((1, 3),), {"gap": "5/100"}, "f(3) − 0 = e⁻³"),
        ("softplus", ((-3, 3),), {"gap": "49/1000"}, "log(1 + e⁻³) = 0.04858…"),
        ("log-cosh[dimension=1]", ((1, 3),), {"slope": "762/1000"}, "tanh 1 = 0.76159…"),
        ("pseudo-huber", ((1, 2), (-1, 1)), {"slope": "708/1000"}, "1/√2 at (1, 0)"),
        ("quartic-hill", (("1/2", "99/100"),), {"slope": "2/100"}, "0.99(1 − 0.9801) = 0.0197"),
        (
            "si-yun-sine",
            (("-1/100", "2/100"),),
            {"gap": "4/10000"},
            "h(sin(−π/6) + 1) = h/2 = 1.8e-4",
        ),
        ("power", (("1/2", 1),), {"slope": "501/1000"}, "4 · ⅛ = ½"),
        ("least-squares[columns=1]", ((-12, 12),), {"slope": "1/100"}, "the minimizer is inside"),
        ("least-squares[columns=1]", ((-12, 12),), {"gap": "1/100"}, "f = inf f inside"),
        ("lopsided-wells", (("-1/2", 2),), {"slope": "1/1000"}, "f′(1) = 0", ((1 + 1e-6,), 0, 0)),
        (
            "rastrigin[dimension=1]",
            (("1/10", "9/10"),),
            {"slope": "1/10"},
            "f′ changes sign inside",
            ((0.502546,), 0, 0),
        ),
        (
            "sine-valley",
            (("1/2", 3),),
            {"slope": "155/100"},
            "f′ has its least value 1.5441 inside, at 2x = 2π − arccos(−⅓)",
            ((2.18628,), 0, 0),
        ),
        ("kinked-bowl", ((-1, "-1/10"),), {"slope": "11/100"}, "|f′(−1/10)| = 1/10"),
        ("wavy-bowl[dimension=1]", (("1/10", 1),), {"slope": "6/100"}, "0.1 − sin(0.1)/2 = 0.0501"),
    ):
        for again in (False, True):
            if again and "gap" in numbers:
                continue
            yield Case(
                problem=problem,
                step="0",
                certificate=trap(box(*sides), t=(0, 0), rho=(0, 0), again=again, **numbers),
                why=why,
                witness=seen[0] if seen else None,
            )


def again() -> Iterator[Case]:
    """max(x, |(1 − τ)x − τρ|) is r = τρ/(2 − τ) at x = r: more is not true."""
    for lam, t, rho, b in (
        ("1", "1/2", "1/10", "1"),
        ("2", "1/4", "1", "3/5"),
        ("1", "1", "1", "11/10"),
        ("1", "1/10", "1/5", "1"),
    ):
        tau = F(lam) * F(t)
        r = tau * F(rho) / (2 - tau)
        name = f"quadratic[eigenvalues=({float(F(lam))},)]"
        slope = up(F(lam) * r, 6) + F(1, 10**6)
        fine = (box((-F(b), -r)), box((-r, r)), box((r, b)))
        for changes, why in (
            ({"slope": slope}, "the two-cycle stays at λr"),
            (
                {"slope": F(lam) * r / 2, "rho": ("0", rho)},
                "at ρ = 0 it is gradient descent: both are small",
            ),
            ({"slope": F(lam) * r / 2, "t": ("0", t)}, "at t = 0 nothing moves"),
            ({"slope": F(lam) * r / 2, "gap": F(1, 10**9)}, "f(0) = inf f"),
        ):
            numbers = {"t": (t, t), "rho": (rho, rho), **changes}
            seen = ((0.1,), 1.0, 0.1) if "gradient descent" in why and t == "1" else None
            yield Case(
                problem=name,
                certificate=trap(*fine, again=True, **numbers),
                why=why,
                witness=seen,
            )
    yield Case(
        problem="double-well",
        certificate=trap(
            box(("-1/20", "1/20")),
            t=("1/10", "1/10"),
            rho=("4/5", "4/5"),
            slope="5/100",
            again=True,
        ),
        why="near the maximum x and x⁺ are both below 0.03 somewhere: two steps stay near 0",
    )


def with_states() -> Iterator[Case]:
    """States that the cells forget, or that leave theirs."""
    a, b = "3/100", "37/1000"
    kept = ("-148/10000", "-75/10000")
    for method in ("vasso[theta=0.5]", "f-sam[theta=0.5, sigma=1.0]"):
        for state, why in (
            (None, "the average may point the other way, and then x leaves at once"),
            (("-148/10000", "-77/10000"), "(a − D)/2 = 0.0076 is below 0.0077"),
            (("-147/10000", "-75/10000"), "(b − d)/2 = 0.01475 is above 0.0147"),
            (("-1/10", "-75/10000"), "d = −1/10 + x < 0 keeps the wrong sign"),
            (
                ("75/10000", "148/10000"),
                "the average has the sign of x before the step: its next value is in no cell",
            ),
        ):
            cells = mirrored((a, b), state=None if state is None else (state,))
            yield Case(
                problem=UNIT,
                method=method,
                certificate=trap(*cells, t=("1/2", "1/2"), rho=("1/10", "1/10")),
                why=why,
            )
        yield Case(
            problem=UNIT,
            method=method,
            certificate=trap(
                *mirrored((a, b), state=(kept,)), t=("1/2", "1/2"), rho=("1/10", "1/10")
            ),
            entry=enters("33/1000"),
            why="at k = 1 the average is 0, which is in no cell",
        )
        for t, rho, why in (
            (("1/4", "1/2"), ("1/10", "1/10"), "at t = 1/4 b goes to 0.00275 only"),
            (("1/2", "3/4"), ("1/10", "1/10"), "at t = 3/4 a goes to −0.0675"),
            (("1/2", "1/2"), ("1/20", "1/10"), "at ρ = 1/20 b goes to −0.0065"),
            (("1/2", "1/2"), ("1/10", "1/5"), "at ρ = 1/5 a goes to −0.085"),
        ):
            yield Case(
                problem=UNIT,
                method=method,
                certificate=trap(*mirrored((a, b), state=(kept,)), t=t, rho=rho),
                why=why,
            )
    for method, problem, sides in (
        ("sam-momentum[momentum=0.5]", UNIT, ("1/100", "1/10")),
        ("heavy-ball[momentum=0.5]", UNIT, ("-1", "1")),
        ("usam-momentum[momentum=0.5]", "double-well", ("1/2", "3/2")),
        ("sam-momentum[momentum=0.9]", SINE, ("-2/100", "1/100")),
        ("heavy-ball[momentum=0.9]", "double-well", ("-2", "2")),
        ("sampa", UNIT, ("1/100", "1/10")),
    ):
        yield Case(
            problem=problem,
            method=method,
            certificate=trap(*mirrored(sides), t=("1/10", "1/2"), rho=("1/10", "1/10")),
            why="the momentum, or the auxiliary point, may be anything: x⁺ is anywhere",
        )
        yield Case(
            problem=problem,
            method=method,
            certificate=trap(
                *mirrored(sides, state=(("-10", "10"),)), t=("1/10", "1/2"), rho=("1/10", "1/10")
            ),
            why="with a state of 10 it leaves, and the state with it",
        )
    for theta in ("0.5", "0.9"):
        yield Case(
            problem=UNIT,
            method=f"heavy-ball[momentum={theta}]",
            certificate=trap(box((-1, 1), state=((-1, 1),)), t=("1/2", "1/2"), rho=(0, 0)),
            why="at (1, 1) the state becomes θ + 1 > 1",
        )


def drawn() -> Iterator[Case]:
    """Draws: what holds for one of them, or in the mean, is not true for all."""
    name = "least-squares[columns=1]"
    for method in ("sgd", "m-sam", "n-sam", "full-ascent-sam"):
        kept = ((-500, 500),) if method == "sgd" else None
        for sides, t, why in (
            (("-1/10", "1/10"), "1/20", "components pull to zeros far from it"),
            ((2, 3), "1/20", "some component pulls away"),
            ((-12, 12), "1", "t = 1: x⁺ = (1 − a²)x + … overshoots"),
            (("-2", "-1"), "1/20", "some component pulls away"),
            ((5, 12), "1/20", "all of them pull left"),
        ):
            yield Case(
                problem=name,
                method=method,
                certificate=trap(box(sides, state=kept), t=(t, t), rho=("1/10", "1/10")),
                why=why,
            )
        for low, high in (("-3/4", "-1/4"), ("-3/2", "-3/4"), ("1/4", "3/4"), ("3/4", "3/2")):
            yield Case(
                problem=name,
                method=method,
                certificate=trap(
                    box((low, high), state=kept), t=("1/20", "1/20"), rho=("1/100", "1/100")
                ),
                why="it holds for the one component whose zero, ±1/2 or ±1, is in it",
            )
    for sides, t, rho, slope in (
        (("1/50", "1/20"), "1/2", "1/10", "1/50"),
        (("-1/50", "1/50"), "1/2", "1/10", 0),
        (("-99/1000", "99/1000"), "1/2", "1/10", 0),
    ):
        yield Case(
            problem=UNIT,
            method="rsam",
            certificate=trap(*mirrored(sides), t=(t, t), rho=(rho, rho), slope=slope),
            why="Δ may turn the ascent: x⁺ = x/2 ± 1/20",
        )
    for method in ("rsam", "vasso", "f-sam", "igd-constant-error"):
        yield Case(
            problem=UNIT,
            method=method,
            certificate=trap(
                *mirrored(("1/50", "1/20")), t=("1/2", "1/2"), rho=("1/10", "1/10"), slope="1/50"
            ),
            why="what SAM exchanges is left by an ascent the other way",
        )
    yield Case(
        problem="double-well",
        method="rsam",
        certificate=trap(box(("-3/4", "-1/4")), t=("1/10", "1/2"), rho=("3/2", "3/2")),
        why="Δ may turn the ascent: x − 3/2 instead of x + 3/2",
    )


def knowing_k() -> Iterator[Case]:
    """Methods whose step depends on k: what SAM does at some k they do not do at others."""
    for method in ("look-sam", "look-sam[period=2]", "sam-adamw"):
        for sides in (("1/50", "1/20"), ("1/100", "1/10"), ("-1/100", "1/100")):
            yield Case(
                problem=UNIT,
                method=method,
                certificate=trap(*mirrored(sides), t=("1/2", "1/2"), rho=("1/10", "1/10")),
                why="at other k it is gradient descent, or a normalized step",
            )


def entries() -> Iterator[Case]:
    """The region is a trap, but the run is not there, or its schedules leave the ranges."""
    cells = mirrored(("19/1000", "6/100"))
    for step, t, radius, rho, start, at, why in (
        ("1/k", ("1/2", "1"), "1/10", ("1/10", "1/10"), "1/30", 2, "1/k leaves [1/2, 1] at k = 3"),
        ("1/2 + 1/k", ("1/2", "501/1000"), "1/10", ("1/10", "1/10"), "1/30", 999, "1/999 > 1/1000"),
        (
            "1/2 + 1/k",
            ("1/2", "501/1000"),
            "1/10",
            ("1/10", "1/10"),
            "1/30",
            1,
            "far from it at k = 1",
        ),
        (
            "1/2 + 1/k**2",
            ("1/2", "501/1000"),
            "1/10",
            ("1/10", "1/10"),
            "3/100",
            31,
            "1/961 > 1/1000",
        ),
        (
            "0.5*k**(-0.001)",
            ("49/100", "1/2"),
            "1/10",
            ("1/10", "1/10"),
            "1/30",
            1,
            "falls below 0.49 at k = 6e8",
        ),
        (
            "0.5*k**(-0.0001)",
            ("49/100", "1/2"),
            "1/10",
            ("1/10", "1/10"),
            "1/30",
            1,
            "falls below 0.49 at k = 1e88",
        ),
        (
            "0.5 + 0.001*sin(k)",
            ("4991/10000", "501/1000"),
            "1/10",
            ("1/10", "1/10"),
            "1/30",
            1,
            "sin k < −0.9 for some k",
        ),
        (
            "0.5 + 0.001*sin(k)",
            ("499/1000", "5009/10000"),
            "1/10",
            ("1/10", "1/10"),
            "1/30",
            1,
            "sin k > 0.9 for some k",
        ),
        (
            "0.5 - 0.001/k",
            ("4995/10000", "1/2"),
            "1/10",
            ("1/10", "1/10"),
            "1/30",
            1,
            "0.499 at k = 1",
        ),
        (
            "0.5 - 0.001/k",
            ("4999999/10000000", "1/2"),
            "1/10",
            ("1/10", "1/10"),
            "1/30",
            5000,
            "not before k = 10,000",
        ),
        (
            "1/2",
            ("1/2", "1/2"),
            "0.1*k**(-0.001)",
            ("99/1000", "1/10"),
            "1/30",
            1,
            "falls below 0.099 at k = 2.4e4",
        ),
        ("1/2", ("1/2", "1/2"), "0.1 + 0.001*cos(k)", ("1/10", "101/1000"), "1/30", 1, "cos k < 0"),
        (
            "1/2",
            ("1/2", "1/2"),
            "0.1 - 1/k**3",
            ("999/10000", "1/10"),
            "1/30",
            20,
            "1/8000 > 1/10000",
        ),
        (
            "1/3",
            ("333333/1000000", "333333/1000000"),
            "1/10",
            ("1/10", "1/10"),
            "1/50",
            1,
            "1/3 > 0.333333",
        ),
        (
            "1/2",
            ("1/2", "1/2"),
            "1/7",
            ("142857/1000000", "142857/1000000"),
            "1/20",
            1,
            "1/7 > 0.142857",
        ),
        ("1/2", ("1/2", "1/2"), "1/10", ("1/10", "1/10"), "1/10", 1, "1/10 is outside"),
        ("1/2", ("1/2", "1/2"), "1/10", ("1/10", "1/10"), "1/10", 2, "x² = 0: the run is over"),
        ("1/2", ("1/2", "1/2"), "1/10", ("1/10", "1/10"), "1/10", 9, "x² = 0: the run is over"),
        ("1/2", ("1/2", "1/2"), "1/10", ("1/10", "1/10"), "3/10", 3, "x³ = 0: the run is over"),
        ("1/2", ("1/2", "1/2"), "1/10", ("1/10", "1/10"), "0", 1, "the run is over"),
        ("1/2", ("1/2", "1/2"), "1/10", ("1/10", "1/10"), "1", 2, "x² = 9/20 is outside"),
        ("1/2", ("1/2", "1/2"), "1/10", ("1/10", "1/10"), "1", 3, "x³ = 7/40 is outside"),
        ("1/2", ("1/2", "1/2"), "1/10", ("1/10", "1/10"), "-1", 3, "x³ = −7/40 is outside"),
        ("1/2", ("1/2", "1/2"), "1/10", ("1/10", "1/10"), "189999/10000000", 1, "just outside"),
        ("1/2", ("1/2", "1/2"), "1/10", ("1/10", "1/10"), "60001/1000000", 1, "just outside"),
    ):
        yield Case(
            problem=UNIT,
            step=step,
            radius=radius,
            certificate=trap(*cells, t=t, rho=rho, slope="18/1000"),
            entry=enters(start, at=at),
            why=why,
        )
    sine = trap(box(("-2/100", "2/100")), t=("1/10", "1"), rho=("1/10", "1/10"), slope="8/1000")
    for step, start, at, why in (
        ("1", "8/100", 5, "the run goes to 7/100"),
        ("1", "31/1000", 1, "outside"),
        ("1/k", "-1/100", 1, "1/k leaves [1/10, 1]"),
        ("1/Min(k, 11)", "-1/100", 1, "1/11 < 1/10"),
        ("0.9 + 1/k", "-1/100", 3, "above 1 until k = 10"),
        ("0.9 + 1/k", "-1/100", 9, "above 1 until k = 10"),
        ("0.2 - 1/k", "-1/100", 9, "1/5 - 1/9 < 1/10"),
        ("1 + 1/k", "-1/100", 3, "above 1 for all k"),
        ("1 + 1/k", "-1/100", 100, "above 1 for all k"),
        ("0.1 - 1/(1000*k)", "-1/100", 9, "below 1/10 for all k"),
    ):
        yield Case(
            problem=SINE,
            step=step,
            radius="1/10",
            certificate=sine,
            entry=enters(start, at=at),
            why=why,
        )


FALSE = tuple(
    case
    for family in (
        pairs,
        contracting,
        sines,
        wells,
        jumps,
        corners,
        slits,
        drifting,
        exchanged,
        resting,
        standing,
        again,
        with_states,
        drawn,
        knowing_k,
        entries,
    )
    for case in family()
)
OVER = tuple(  # runs that are over, as SAM has no direction where ∇f = 0
    Case(
        problem=problem,
        method=method,
        step=t,
        radius="1/10",
        certificate=certificate,
        entry=enters(start, at=at),
        why="the start is stationary",
    )
    for problem, t, start, methods, certificate in (
        (
            UNIT,
            "1/2",
            0,
            ("sam",),
            trap(
                *mirrored(("19/1000", "6/100")),
                t=("1/2", "1/2"),
                rho=("1/10", "1/10"),
                slope="18/1000",
            ),
        ),
        (
            UNIT,
            "1/2",
            0,
            ("sam",),
            cycle(
                ["1/30"],
                ["-1/30"],
                slope="3/100",
                basis=[[1]],
                half="31/1000",
                rate="26/100",
                reach="3/100",
            ),
        ),
    )
    for method in methods
    for at in (2, 4, 6)
)
