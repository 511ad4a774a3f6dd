"""n-SAM with constant radius leaves the trap of m-SAM, to stay where f is not stationary either.

The function is the problem msam-trap: l₁′ = βm₁, l₂′(r) = βr, h is f′ = (l₁′ + l₂′)/2. p₁(r), p₂(r)
are the probes from r, and u(k, ω) the iterates of n-SAM after the draws ω. c = −9ρ/32 is where a
step of n-SAM is 0 in the mean.
"""

from __future__ import annotations

from sam_theory.proofs.proof import (
    Define,
    Part,
    Proof,
    Ref,
    Statement,
    Step,
    Uses,
    definition,
    hypothesis,
    step,
)
from sam_theory.proofs.writing import follows
from sam_theory.statements.formulas import POSITIVE_L, given

L, RADIUS = hypothesis("L"), hypothesis("radius")
PIECES = (
    "forall(r, implies(r <= -rho, m1(r) == r + 59*rho/32)"
    " and implies(-rho <= r and r <= 11*rho/16, m1(r) == (11*rho/16 - r)/2)"
    " and implies(11*rho/16 <= r and r <= 21*rho/16, m1(r) == 0)"
    " and implies(21*rho/16 <= r, m1(r) == r - 21*rho/16))"
)
PROBES = (
    "forall(r, implies(m1(r) > 0, p1(r) == r + rho) and implies(m1(r) < 0, p1(r) == r - rho)"
    " and implies(m1(r) == 0, p1(r) == r) and implies(r > 0, p2(r) == r + rho)"
    " and implies(r < 0, p2(r) == r - rho) and implies(r == 0, p2(r) == r))"
)
MEAN = "((m1(p1(r)) + p1(r) + m1(p2(r)) + p2(r))/4)"
MOVES = ("m1(p1(r))", "p1(r)", "m1(p2(r))", "p2(r)")
MOVE = (1, 2, 3, 4)
AFTER = " + ".join(f"(r - t*L*{m} - c)**2/4" for m in MOVES)
SQUARE = "mean(omega, (u({k}, omega) - c)**2)"
NEAR = f"{SQUARE.format(k='k')} <= (1 - t*L)**(k - 1)*{SQUARE.format(k='1')} + 9*t*L*rho**2/2"
GAP = (
    "mean(omega, F(u(k, omega))) - fstar >= (507/32768)*L*rho**2"
    f" - (L/2)*((1 - t*L)**(k - 1)*{SQUARE.format(k='1')} + 9*t*L*rho**2/2)"
)


def moves() -> tuple[Ref, ...]:
    return tuple(definition(f"move {i}", r="r") for i in MOVE)


def pieces(*at: str) -> tuple[Ref, ...]:
    return tuple(hypothesis("pieces", r=r) for r in at)


steps = (
    follows(
        "towards, right",
        f"forall(r, implies(r >= -9*rho/32, {MEAN} >= (5/8)*(r + 9*rho/32)))",
        *(definition("probes", r="r"), *pieces("r", "p1(r)", "p2(r)")),
    ),
    follows(
        "towards, left",
        f"forall(r, implies(r <= -9*rho/32, {MEAN} <= (5/8)*(r + 9*rho/32)))",
        *(definition("probes", r="r"), *pieces("p1(r)", "p2(r)")),
    ),
    follows(
        "probes are near",
        "forall(r, abs(p1(r) - r) <= rho and abs(p2(r) - r) <= rho)",
        *(definition("probes", r="r"), RADIUS),
    ),
    follows(
        "slopes",
        "forall(r, abs(m1(r)) <= abs(r + 9*rho/32) + 31*rho/64)",
        *(RADIUS, *pieces("r")),
    ),
    Step(name="to c", check=Define(symbol="e(r)", value="r + 9*rho/32")),
    *(
        Step(name=f"move {i}", check=Define(symbol=f"q{i}(r)", value=move))
        for i, move in enumerate(MOVES, 1)
    ),
    follows(
        "mean move",
        "forall(r, e(r)*(q1(r) + q2(r) + q3(r) + q4(r)) >= (5/2)*e(r)**2)",
        *(step("towards, right", r="r"), step("towards, left", r="r"), definition("to c", r="r")),
        *moves(),
        claim="(r − c)E step ≥ (5/8)βt(r − c)²",
    ),
    follows(
        "sizes",
        f"forall(r, {' and '.join(f'abs(q{i}(r)) <= abs(e(r)) + 95*rho/64' for i in MOVE)})",
        *(step("probes are near", r="r"), definition("to c", r="r")),
        *(step("slopes", r="p1(r)"), step("slopes", r="p2(r)")),
        *moves(),
    ),
    follows(
        "squares",
        f"forall(r, {' and '.join(f'q{i}(r)**2 <= 2*e(r)**2 + 9*rho**2/2' for i in MOVE)})",
        step("sizes", r="r"),
    ),
    Step(name="step size", check=Define(symbol="a", value="t*L")),
    follows("small", "0 < a and a <= 1/8", L, hypothesis("step"), definition("step size")),
    Step(
        name="slope of V", check=Define(symbol="b(r)", value="e(r)*(q1(r) + q2(r) + q3(r) + q4(r))")
    ),
    Step(
        name="square of V",
        check=Define(symbol="h(r)", value="q1(r)**2 + q2(r)**2 + q3(r)**2 + q4(r)**2"),
    ),
    follows(
        "slope bounded",
        "forall(r, b(r) >= (5/2)*e(r)**2)",
        *(step("mean move", r="r"), definition("slope of V", r="r")),
    ),
    follows(
        "square bounded",
        "forall(r, h(r) <= 8*e(r)**2 + 18*rho**2)",
        *(step("squares", r="r"), definition("square of V", r="r")),
    ),
    follows(
        "V by moves",
        f"forall(r, W(r) == {' + '.join(f'(e(r) - a*q{i}(r))**2/4' for i in MOVE)})",
        *(definition("W", r="r"), definition("c"), definition("to c", r="r")),
        *(*moves(), definition("step size")),
    ),
    follows(
        "expanded",
        "forall(r, W(r) == e(r)**2 - (a/2)*b(r) + (a**2/4)*h(r))",
        *(step("V by moves", r="r"), definition("slope of V", r="r")),
        definition("square of V", r="r"),
    ),
    follows(
        "bounded",
        "forall(r, e(r)**2 - (a/2)*b(r) + (a**2/4)*h(r) <= (1 - a)*e(r)**2 + 9*a**2*rho**2/2)",
        *(step("slope bounded", r="r"), step("square bounded", r="r"), step("small")),
    ),
    follows(
        "W",
        "forall(r, W(r) <= (1 - t*L)*(r - c)**2 + 9*t**2*L**2*rho**2/2)",
        *(step("expanded", r="r"), step("bounded", r="r"), definition("c")),
        *(definition("to c", r="r"), definition("step size")),
        claim="E(r⁺ − c)² ≤ (1 − tβ)(r − c)² + (9/2)t²β²ρ² for t ≤ 1/(8β)",
    ),
    follows(
        "constants",
        "0 <= 1 - t*L and 1 - t*L < 1 and 9*t**2*L**2*rho**2/2 >= 0",
        *(hypothesis("step"), L),
    ),
    Step(
        name="near, by rate",
        check=Uses(
            proof="stays-near",
            conclusion="near",
            by={"q": "1 - t*L", "b": "9*t**2*L**2*rho**2/2"},
            given=(step("constants"), step("W"), definition("run")),
        ),
    ),
    follows(
        "near",
        f"always(k, {NEAR})",
        *(step("near, by rate"), hypothesis("step"), L),
        claim="E(uᵏ − c)² ≤ (1 − tβ)ᵏ⁻¹E(u¹ − c)² + (9/2)tβρ²: n-SAM comes as near to c as t is"
        " small",
    ),
    follows(
        "at c",
        f"{' + '.join(m.replace('(r)', '(c)') for m in MOVES)} == 0"
        " and (L*m1(c) + L*c)/2 == 13*L*rho/128",
        *(definition("c"), definition("probes", r="c")),
        *pieces("c", "p1(c)", "p2(c)"),
        claim="at c the step is 0 in the mean, and f′(c) = (13/128)βρ",
    ),
    follows(
        "value at c",
        "F(c) == fstar + 169*L*rho**2/8192",
        *(definition("c"), hypothesis("value", r="c"), RADIUS),
    ),
    Step(
        name="values near c",
        check=Uses(
            proof="stays-near",
            conclusion="value",
            by={"p": "(L*m1(c) + L*c)/2"},
            given=(hypothesis("convex", r="c"), definition("run")),
        ),
    ),
    follows(
        "gap",
        f"always(k, {GAP})",
        *(step("values near c", a="L"), step("value at c"), step("at c"), step("near"), L),
        claim="E f(uᵏ) − f* ≥ (507/32768)βρ² − (β/2)E(uᵏ − c)²",
    ),
)

proof = Proof(
    name="nsam-trap",
    summary="n-SAM with constants on the trap of m-SAM: its bias, which no step size removes",
    source="derived here",
    statement=Statement(
        hypotheses=(
            POSITIVE_L,
            given("radius", "ρ > 0", "rho > 0"),
            given("step", "0 < t ≤ 1/(8β)", "t > 0 and t*L <= 1/8"),
            given(
                "pieces",
                "m₁′ is 1, −1/2, 0, 1, with jumps at −ρ, 11ρ/16, 21ρ/16, and m₁ = 0 between those",
                PIECES,
            ),
            given(
                "value",
                "f(r) = f* + (β/8)(r + 11ρ/16)² for −ρ ≤ r ≤ 11ρ/16",
                "forall(r, implies(-rho <= r and r <= 11*rho/16,"
                " F(r) == fstar + (L/8)*(r + 11*rho/16)**2))",
            ),
            given(
                "convex",
                "f(q) ≥ f(r) + f′(r)(q − r)",
                "forall(r, q, F(q) >= F(r) + ((L*m1(r) + L*r)/2)*(q - r))",
            ),
        ),
        definitions=(
            given("c", "c = −9ρ/32", "c == -9*rho/32"),
            given(
                "W",
                "W(r) = E(r⁺ − c)², r⁺ = r − tlⱼ′(pᵢ(r)), i and j drawn independently",
                f"forall(r, W(r) == {AFTER})",
            ),
            given(
                "run",
                "E(uᵏ⁺¹ − c)² = E W(uᵏ), as i, j and uᵏ are independent",
                f"always(k, {SQUARE.format(k='k + 1')} == mean(omega, W(u(k, omega))))",
            ),
            given("probes", "pᵢ(r) = r ± ρ, ± the sign of lᵢ′(r), or r where that is 0", PROBES),
        ),
        conclusions=(
            given(
                "near",
                "E(uᵏ + 9ρ/32)² ≤ (1 − tβ)ᵏ⁻¹E(u¹ + 9ρ/32)² + (9/2)tβρ²",
                f"always(k, {NEAR})",
            ),
            given(
                "gap",
                "E f(uᵏ) − f* ≥ (507/32768)βρ² − (β/2)((1 − tβ)ᵏ⁻¹E(u¹ + 9ρ/32)² + (9/2)tβρ²)",
                f"always(k, {GAP})",
            ),
        ),
        needs={"gap": ("value", "convex")},
    ),
    steps=steps,
    parts=(
        Part(
            text="n-SAM comes as near to −9ρ/32 as t is small",
            conclusion="near",
            shown_by="near",
            ours=True,
        ),
        Part(
            text="so its mean gap does not vanish with t",
            conclusion="gap",
            shown_by="gap",
            ours=True,
        ),
    ),
    outcome="for t → 0 n-SAM stays about −9ρ/32, where f − f* = (169/8192)βρ²",
)
