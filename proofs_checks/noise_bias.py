"""The bias of n-SAM and m-SAM with constants on βr²/2 with noise of two values.

l₁′(r) = βr + s is drawn with probability 3/4, l₂′(r) = βr − 3s with 1/4, so that f′(r) = βr; b
stands for s ≥ βρ. A step is 0 in the mean at c = −ρ/2. p₁(r), p₂(r) are the probes from r; u(k, ω)
are the iterates of n-SAM, u1(k, ω) those of m-SAM after the draws ω.
"""

from __future__ import annotations

from sam_theory.proofs.proof import (
    Define,
    Part,
    Proof,
    Statement,
    Step,
    Uses,
    definition,
    hypothesis,
    step,
)
from sam_theory.proofs.writing import follows
from sam_theory.statements.formulas import POSITIVE_L, given

L = hypothesis("L")
RADIUS, NOISE, STEP = (hypothesis(key) for key in ("radius", "noise", "step"))
PROBES = "forall(r, {})".format(
    " and ".join(
        f"implies(L*r + {n} > 0, {p}(r) == r + rho) and implies(L*r + {n} < 0, {p}(r) == r - rho)"
        f" and implies(L*r + {n} == 0, {p}(r) == r)"
        for p, n in (("p1", "b"), ("p2", "(-3*b)"))
    )
)


def after(probe: str, noise: str, factor: str) -> str:
    return f"{factor}*(r - t*(L*{probe}(r) + {noise}) - c)**2"


N_AFTER = " + ".join(
    after(*told)
    for told in (
        ("p1", "b", "(9/16)"),
        ("p1", "(-3*b)", "(3/16)"),
        ("p2", "b", "(3/16)"),
        ("p2", "(-3*b)", "(1/16)"),
    )
)
M_AFTER = f"{after('p1', 'b', '(3/4)')} + {after('p2', '(-3*b)', '(1/4)')}"
BOUND = "(1 - t*L)*(r - c)**2 + t**2*(9*L**2*rho**2 + 6*b**2)"
FORMS = {"n-SAM": ("u", "W"), "m-SAM": ("u1", "W1")}


def square(u: str, k: str = "k") -> str:
    return f"mean(omega, ({u}({k}, omega) - c)**2)"


def near(u: str) -> str:
    return f"(1 - t*L)**(k - 1)*{square(u, '1')} + t*(9*L**2*rho**2 + 6*b**2)/L"


def gap(u: str) -> str:
    return f"mean(omega, F({u}(k, omega))) >= L*rho**2/16 - L*({near(u)})"


def run(name: str) -> tuple[Step, ...]:
    """Where the iterates of a method stay."""
    u, w = FORMS[name]
    return (
        Step(
            name=f"{name}: near, by rate",
            check=Uses(
                proof="stays-near",
                conclusion="near",
                by={
                    "q": "1 - t*L",
                    "b": "t**2*(9*L**2*rho**2 + 6*b**2)",
                    "W(r)": f"{w}(r)",
                    "u(k, omega)": f"{u}(k, omega)",
                },
                given=(step("constants"), step(f"{name}: one step"), definition(f"{name}-run")),
            ),
        ),
        follows(
            f"{name}: near",
            f"always(k, {square(u)} <= {near(u)})",
            *(step(f"{name}: near, by rate"), STEP, L),
        ),
        Step(
            name=f"{name}: values",
            check=Uses(
                proof="stays-near",
                conclusion="value",
                by={"p": "-L*rho/2", "u(k, omega)": f"{u}(k, omega)", "W(r)": f"{w}(r)"},
                given=(step("tangent"), definition(f"{name}-run")),
            ),
        ),
        follows(
            f"{name}: gap",
            f"always(k, {gap(u)})",
            *(step(f"{name}: values", a="2*L"), step(f"{name}: near"), step("value at c"), L),
        ),
    )


steps = (
    follows(
        "probes",
        "forall(r, abs(p1(r) - r) <= rho and abs(p2(r) - r) <= rho)",
        *(definition("probes", r="r"), RADIUS),
    ),
    Step(name="to c", check=Define(symbol="e(r)", value="r - c")),
    follows(
        "towards, right",
        "forall(r, implies(e(r) >= 0, (3*p1(r) + p2(r))/4 >= e(r)))",
        *(definition("to c", r="r"), definition("c"), definition("probes", r="r")),
        *(RADIUS, NOISE, L),
    ),
    follows(
        "towards, left",
        "forall(r, implies(e(r) <= 0, (3*p1(r) + p2(r))/4 <= e(r)))",
        *(definition("to c", r="r"), definition("c"), definition("probes", r="r")),
        *(RADIUS, L),
    ),
    Step(name="mean probe", check=Define(symbol="q(r)", value="e(r)*(3*p1(r) + p2(r))/4")),
    follows(
        "towards",
        "forall(r, q(r) >= e(r)**2)",
        *(step("towards, right", r="r"), step("towards, left", r="r")),
        definition("mean probe", r="r"),
        claim="(r − c)E step ≥ tβ(r − c)²",
    ),
    follows(
        "sizes",
        "forall(r, p1(r)**2 <= 2*e(r)**2 + 9*rho**2/2 and p2(r)**2 <= 2*e(r)**2 + 9*rho**2/2)",
        *(step("probes", r="r"), definition("to c", r="r"), definition("c")),
    ),
    Step(name="step size", check=Define(symbol="a", value="t*L")),
    follows("small", "0 < a and a <= 1/4", L, STEP, definition("step size")),
    follows(
        "n-SAM: expanded",
        "forall(r, W(r) == e(r)**2 - 2*a*q(r) + a**2*(3*p1(r)**2/4 + p2(r)**2/4) + 3*t**2*b**2)",
        *(definition("n-SAM-W", r="r"), definition("to c", r="r"), definition("step size")),
        definition("mean probe", r="r"),
    ),
    follows(
        "m-SAM: expanded",
        "forall(r, W1(r) <= e(r)**2 - 2*a*q(r) + a**2*(3*p1(r)**2/2 + p2(r)**2/2) + 6*t**2*b**2)",
        *(definition("m-SAM-W", r="r"), definition("to c", r="r"), definition("step size")),
        definition("mean probe", r="r"),
    ),
    *(
        follows(
            f"{name}: in e",
            f"forall(r, {w}(r) <= (1 - a)*e(r)**2 + 9*a**2*rho**2 + 6*t**2*b**2)",
            *(step(f"{name}: expanded", r="r"), step("towards", r="r"), step("sizes", r="r")),
            step("small"),
        )
        for name, (_, w) in FORMS.items()
    ),
    *(
        follows(
            f"{name}: one step",
            f"forall(r, {w}(r) <= {BOUND})",
            *(step(f"{name}: in e", r="r"), definition("to c", r="r"), definition("step size")),
        )
        for name, (_, w) in FORMS.items()
    ),
    follows(
        "constants",
        "0 <= 1 - t*L and 1 - t*L < 1 and t**2*(9*L**2*rho**2 + 6*b**2) >= 0",
        *(STEP, L),
    ),
    follows(
        "tangent",
        "forall(r, F(r) >= F(c) + (-L*rho/2)*(r - c))",
        *(definition("value", r="r"), definition("value", r="c"), definition("c"), L),
    ),
    follows("value at c", "F(c) == L*rho**2/8", definition("value", r="c"), definition("c")),
    *run("n-SAM"),
    *run("m-SAM"),
)

proof = Proof(
    name="noise-bias",
    summary="n-SAM and m-SAM with constants are biased on βr²/2 with noise of two values",
    source="derived here",
    statement=Statement(
        hypotheses=(
            POSITIVE_L,
            given("radius", "ρ > 0", "rho > 0"),
            given("noise", "s ≥ βρ", "b >= L*rho"),
            given("step", "0 < t ≤ 1/(4β)", "t > 0 and t*L <= 1/4"),
        ),
        definitions=(
            given("c", "c = −ρ/2", "c == -rho/2"),
            given("value", "f(r) = βr²/2", "forall(r, F(r) == L*r**2/2)"),
            given("probes", "pᵢ(r) = r ± ρ, ± the sign of lᵢ′(r), or r where that is 0", PROBES),
            given(
                "n-SAM-W",
                "W(r) = E(r⁺ − c)², r⁺ = r − tlⱼ′(pᵢ(r)), i and j drawn independently",
                f"forall(r, W(r) == {N_AFTER})",
            ),
            given(
                "m-SAM-W",
                "W₁(r) = E(r⁺ − c)², r⁺ = r − tlᵢ′(pᵢ(r))",
                f"forall(r, W1(r) == {M_AFTER})",
            ),
            *(
                given(
                    f"{name}-run",
                    "E(uᵏ⁺¹ − c)² = E W(uᵏ), as what is drawn is independent of uᵏ",
                    f"always(k, {square(u, 'k + 1')} == mean(omega, {w}({u}(k, omega))))",
                )
                for name, (u, w) in FORMS.items()
            ),
        ),
        conclusions=(
            *(
                given(
                    f"{name}-near",
                    "E(uᵏ + ρ/2)² ≤ (1 − tβ)ᵏ⁻¹E(u¹ + ρ/2)² + t(9β²ρ² + 6s²)/β",
                    f"always(k, {square(u)} <= {near(u)})",
                )
                for name, (u, _) in FORMS.items()
            ),
            *(
                given(
                    f"{name}-gap",
                    "E f(uᵏ) − f* ≥ βρ²/16 − β((1 − tβ)ᵏ⁻¹E(u¹ + ρ/2)² + t(9β²ρ² + 6s²)/β)",
                    f"always(k, {gap(u)})",
                )
                for name, (u, _) in FORMS.items()
            ),
        ),
    ),
    steps=steps,
    parts=tuple(
        Part(
            text=f"{name} {what}",
            conclusion=f"{name}-{key}",
            shown_by=f"{name}: {key}",
            ours=True,
        )
        for name in FORMS
        for key, what in (
            ("near", "comes as near to −ρ/2 as t is small"),
            ("gap", "has a mean gap that does not vanish with t"),
        )
    ),
    outcome="for t → 0 both stay about −ρ/2, where f − f* = βρ²/8",
)
