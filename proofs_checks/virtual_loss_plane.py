"""Where SAM has no virtual loss: in the plane, on a convex function that is piecewise quadratic.

v and w are orthonormal and f(av + bw) = a²/2 + p(b), p′(b) = min(b, 2ρ) for b ≥ 0. If SAM's
direction g were the gradient of some J, J would fall by ρ²/40 around the rectangle 0 ≤ a ≤ ρ,
3ρ/2 ≤ b ≤ 2ρ: there ⟨g, w⟩ = 2ρ is constant, and ⟨g, v⟩ falls as b grows.
"""

from __future__ import annotations

from sam_theory.proofs.proof import (
    Block,
    Define,
    Identity,
    Part,
    Proof,
    Statement,
    Step,
    definition,
    hypothesis,
    local,
    step,
)
from sam_theory.proofs.writing import by_rule, follows
from sam_theory.statements.formulas import given

Sides = tuple[Step, ...]
RADIUS = hypothesis("radius")


def at(a: str, b: str) -> str:
    """The point av + bw."""
    return f"({a})*v + ({b})*w"


IN_RECTANGLE = "0 <= a and a <= rho and 3*rho/2 <= b and b <= 2*rho"
CLIPPED = "max(min({}, 2*rho), -2*rho)"
CLASS = (
    f"forall(p, q, 0 <= ({CLIPPED.format('p')} - {CLIPPED.format('q')})*(p - q)"
    f" and abs({CLIPPED.format('p')} - {CLIPPED.format('q')}) <= abs(p - q))"
)
S, P = (
    "sqrt(a**2 + b**6)",
    "(b + rho*b**3/sqrt(a**2 + b**6))",
)  # of a²/2 + b⁴/4: ‖∇f‖, and the probe
HERE, ORTHONORMAL = at("a", "b"), hypothesis("orthonormal")
PROBE = f"{HERE} + (rho/norm(grad({HERE})))*grad({HERE})"
SIDES = (  # name, start, coordinates along it, d, a, b with ⟨g, d⟩ ≤ a + br, and why
    ("top", at("0", "2*rho"), ("r*rho", "2*rho"), "rho*v", "0", "3*rho**2/2", "lengths"),
    ("left", at("0", "3*rho/2"), ("0", "3*rho/2 + r*rho/2"), "(rho/2)*w", "rho**2", "0"),
    (
        *("bottom", at("rho", "3*rho/2"), ("rho - r*rho", "3*rho/2"), "-rho*v"),
        *("-31*rho**2/20", "31*rho**2/20", "lengths", "longest"),
    ),
    ("right", at("rho", "2*rho"), ("rho", "2*rho - r*rho/2"), "-(rho/2)*w", "-rho**2", "0"),
)


def side(
    name: str, start: str, now: tuple[str, str], along: str, a: str, b: str, *bounds: str
) -> Sides:
    """J at the end of a side is at most J(start) + a + b/2."""
    here = {"a": now[0], "b": now[1]}
    return (
        follows(
            f"{name}: along",
            f"forall(r, implies(0 <= r and r <= 1, dot(g({start} + r*({along})), {along})"
            f" <= {a} + ({b})*r))",
            *(RADIUS, step("in the rectangle", **here)),
            *(step(bound, **here) for bound in bounds),
        ),
        by_rule(
            name,
            "along a segment",
            {"f": "J", "grad": "g", "y": start, "d": along, "a": a, "b": b},
            *(local("virtual"), step(f"{name}: along")),
        ),
    )


plane = (
    follows("class", CLASS, claim="p′ increases and is 1-Lipschitz"),
    Step(name="length", check=Define(symbol="n(a, b)", value="sqrt(a**2 + b**2)")),
    follows(
        "lengths",
        f"forall(a, b, implies({IN_RECTANGLE}, n(a, b) > 0 and n(a, b) <= 2*b and b <= n(a, b)))",
        *(RADIUS, definition("length", a="a", b="b")),
    ),
    follows(
        "longest",
        "forall(a, b, implies(0 <= a and a <= rho and 2*b == 3*rho, 11*n(a, b) <= 20*rho))",
        definition("length", a="a", b="b"),
    ),
    follows(
        "norm of the gradient",
        f"forall(a, b, implies({IN_RECTANGLE}, grad({HERE}) == {HERE}"
        f" and norm(grad({HERE})) == n(a, b)))",
        *(ORTHONORMAL, definition("plane", a="a", b="b")),
        definition("length", a="a", b="b"),
    ),
    Step(
        name="in the rectangle",
        claim="where a ≤ ρ and 3ρ/2 ≤ b ≤ 2ρ, SAM's direction is (a + ρa/s)v + 2ρw, s = √(a² + b²)",
        check=Block(
            fix=("a", "b"),
            assume=(("rectangle", IN_RECTANGLE),),
            steps=(
                Step(name="ratio", check=Define(symbol="e", value="rho/n(a, b)")),
                follows(
                    "the ratio",
                    f"rho/norm(grad({HERE})) == e and grad({HERE}) != 0",
                    *(local("rectangle"), definition("ratio"), step("lengths", a="a", b="b")),
                    step("norm of the gradient", a="a", b="b"),
                ),
                follows(
                    "by SAM",
                    f"g({HERE}) == grad({PROBE})",
                    *(definition("sam", y=HERE), step("the ratio")),
                ),
                follows(
                    "the gradient",
                    f"grad({HERE}) == {HERE}",
                    local("rectangle"),
                    step("norm of the gradient", a="a", b="b"),
                ),
                follows("ratio alone", f"rho/norm(grad({HERE})) == e", step("the ratio")),
                by_rule(
                    "by the ratio",
                    "equals",
                    {
                        "P(r)": f"g({HERE}) == grad({HERE} + r*grad({HERE}))",
                        "a": f"rho/norm(grad({HERE}))",
                        "b": "e",
                    },
                    *(step("ratio alone"), step("by SAM")),
                ),
                by_rule(
                    "by the gradient",
                    "equals",
                    {
                        "P(z)": f"g({HERE}) == grad({HERE} + e*z)",
                        "a": f"grad({HERE})",
                        "b": HERE,
                    },
                    *(step("the gradient"), step("by the ratio")),
                ),
                follows(
                    "beyond 2ρ",
                    "a + e*a >= 0 and b + e*b >= 2*rho and e > 0",
                    *(local("rectangle"), definition("ratio"), step("lengths", a="a", b="b")),
                ),
                follows(
                    "probe's gradient",
                    f"g({HERE}) == (a + e*a)*v + 2*rho*w",
                    *(step("by the gradient"), step("beyond 2ρ"), RADIUS),
                    definition("plane", a="a + e*a", b="b + e*b"),
                ),
                follows(
                    "direction there",
                    f"dot(g({HERE}), v) == a + e*a and dot(g({HERE}), w) == 2*rho",
                    *(step("probe's gradient"), ORTHONORMAL),
                ),
                follows(
                    "direction by its length",
                    f"dot(g({HERE}), v) == a + rho*a/n(a, b) and dot(g({HERE}), w) == 2*rho",
                    *(step("direction there"), definition("ratio"), local("rectangle")),
                    step("lengths", a="a", b="b"),
                ),
            ),
        ),
    ),
    Step(
        name="no virtual loss",
        claim="along the rectangle ⟨g, d⟩ sums up to less than −ρ²/40, and of a gradient to 0",
        check=Block(
            assume=(("virtual", "gradient(J, g)"),),
            steps=(
                *(s for told in SIDES for s in side(*told)),
                follows("around", "False", RADIUS, *(step(told[0]) for told in SIDES)),
            ),
        ),
    ),
    Step(
        name="curl",
        claim="on a²/2 + b⁴/4 the curl of SAM's direction is (3ρab³/s³)(p² − b²), with s = ‖∇f‖ and"
        " p = b + ρb³/s: not 0 off the axes",
        check=Identity(
            given=("a > 0", "b > 0", "rho > 0"),
            equation=f"diff(a + rho*a/{S}, b) - diff({P}**3, a)"
            f" == (3*rho*a*b**3/{S}**3)*({P}**2 - b**2)",
        ),
    ),
    Step(
        name="curl at a point",
        claim="at a = 3/4, b = 1 it is (144/125)ρ((1 + 4ρ/5)² − 1)",
        check=Identity(
            given=("rho > 0",),
            equation="(3*rho*(3/4)/sqrt(9/16 + 1)**3)*((1 + rho/sqrt(9/16 + 1))**2 - 1)"
            " == (144/125)*rho*((1 + 4*rho/5)**2 - 1)",
        ),
    ),
)

proof = Proof(
    name="virtual-loss-plane",
    summary="in the plane SAM's direction need not be the gradient of anything",
    source="derived here; the notion: Si, Yun, NeurIPS 2023",
    statement=Statement(
        hypotheses=(
            given("radius", "ρ > 0", "rho > 0"),
            given(
                "orthonormal",
                "‖v‖ = ‖w‖ = 1, ⟨v, w⟩ = 0",
                "sq(v) == 1 and sq(w) == 1 and dot(v, w) == 0",
            ),
        ),
        definitions=(
            given(
                "plane",
                "∇f(av + bw) = av + min(b, 2ρ)w for a, b ≥ 0",
                "forall(a, b, implies(a >= 0 and b >= 0,"
                " grad(a*v + b*w) == a*v + min(b, 2*rho)*w))",
            ),
            given(
                "sam",
                "g(y) = ∇f(y + ρ∇f(y)/‖∇f(y)‖) where ∇f(y) ≠ 0",
                "forall(y, implies(grad(y) != 0, g(y) == grad(y + (rho/norm(grad(y)))*grad(y))))",
            ),
        ),
        conclusions=(
            given(
                "none", "g is the gradient of no C¹ function J", "implies(gradient(J, g), False)"
            ),
            given("class", "p′ = max(min(b, 2ρ), −2ρ) increases and is 1-Lipschitz", CLASS),
        ),
    ),
    steps=plane,
    parts=(
        Part(
            text="SAM has no virtual loss on a convex f with 1-Lipschitz gradient in the plane",
            conclusion="none",
            shown_by="no virtual loss",
            ours=True,
        ),
        Part(
            text="f is convex, its gradient 1-Lipschitz",
            conclusion="class",
            shown_by="class",
            ours=True,
        ),
    ),
    outcome="beyond quadratics and the line SAM need not descend any function",
)
