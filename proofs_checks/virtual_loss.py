"""The virtual loss of SAM and USAM on quadratics, and what follows for SAM with constants.

On f = f* + ½⟨A(x − x*), x − x*⟩, A symmetric, the gradient at SAM's probe is that of
J = f + ρ‖∇f‖, which has a kink at the solutions and is convex if f is. g(y) is the direction of SAM
at y, d(y) that of USAM, whose virtual loss J₁ = f + (ρ/2)‖∇f‖² is a quadratic.
"""

from __future__ import annotations

from sam_theory.proofs.proof import (
    Define,
    Part,
    Proof,
    Ref,
    Statement,
    Step,
    definition,
    hypothesis,
    step,
)
from sam_theory.proofs.writing import follows, inductively
from sam_theory.statements.formulas import POSITIVE_L, given
from sam_theory.statements.quadratic_formulas import (
    BOUNDED,
    LINEAR,
    SEMIDEFINITE,
    SYMMETRIC,
    VALUE,
)

SIZE = "norm(grad(y))"
TANGENT = "(J(y) + dot(g(y), v))"
REMAINDER = "(L/2 + rho*L**2/(2*norm(grad(y))))*sq(v)"
DIFFERENTIABLE = f"forall(y, v, implies(grad(y) != 0, abs(J(y + v) - {TANGENT}) <= {REMAINDER}))"
SUBGRADIENT = f"forall(y, v, J(y + v) >= {TANGENT})"
OF_USAM = "forall(y, v, J1(y + v) == J1(y) + dot(d(y), v) + dot(A(v), v)/2 + (rho/2)*sq(A(v)))"
EULER = "forall(y, dot(g(y), y - xstar) == 2*(f(y) - fstar) + rho*norm(grad(y)))"
DISTANCE = "sq(x[{k}] - xstar)"
HERE, NEXT, FIRST = (DISTANCE.format(k=k) for k in ("k", "k + 1", "1"))
ONE_STEP = (
    f"always(k, {NEXT} <= {HERE} - 2*t*(2 - t*L)*(f(x[k]) - fstar)"
    " - 2*t*rho*(1 - t*L)*norm(grad(x[k])) + t**2*L**2*rho**2)"
)
AVERAGE = f"always(k, total(i, 1, k + 1, f(x[i]) - fstar)/k <= {FIRST}/(2*t*k) + t*L**2*rho**2/2)"
AT_ITERATES = {
    "r": "norm(x[k] - xstar)",
    "a": "dot(g(x[k]), x[k] - xstar)",
    "b": "sq(g(x[k]))",
    "n2": "norm(grad(x[k]))",
}
L = hypothesis("L")


def linear(y: str, z: str, r: str = "1") -> Ref:
    return hypothesis("linear", y=y, z=z, r=r)


def gradient(y: str) -> Ref:
    return definition("gradient", y=y)


pieces = (
    follows(
        "gradient of a sum",
        "forall(y, v, grad(y + v) == grad(y) + A(v))",
        *(gradient("y"), gradient("y + v"), linear("y - xstar", "v")),
        claim="∇f(y + v) = ∇f(y) + A(v)",
    ),
    follows(
        "norms",
        "forall(v, w, dot(v, w) <= norm(v)*norm(w) and 2*norm(v)*norm(w) <= sq(v) + sq(w))",
    ),
    follows(
        "second order",
        "forall(y, abs(dot(A(y), y)) <= L*sq(y) and sq(A(y)) <= L**2*sq(y))",
        hypothesis("bound", y="y"),
    ),
    Step(name="ratio", check=Define(symbol="ratio(y)", value=f"rho/{SIZE}")),
    follows(
        "direction off solutions",
        "forall(y, implies(grad(y) != 0, g(y) == grad(y) + ratio(y)*A(grad(y))))",
        *(definition("sam", y="y"), definition("ratio", y="y"), gradient("y")),
        gradient(f"y + (rho/{SIZE})*grad(y)"),
        linear("y - xstar", "grad(y)", f"rho/{SIZE}"),
    ),
    follows(
        "direction",
        "forall(y, g(y) == grad(y) + ratio(y)*A(grad(y)))",
        *(definition("sam", y="y"), step("direction off solutions", y="y")),
        step("second order", y="grad(y)"),
        claim="SAM's direction is ∇f + ρA∇f/‖∇f‖",
    ),
    follows(
        "f and its tangents",
        "forall(y, v, f(y + v) == f(y) + dot(grad(y), v) + dot(A(v), v)/2)",
        *(definition("value", y="y"), definition("value", y="y + v"), gradient("y")),
        linear("y - xstar", "v"),
        hypothesis("symmetric", y="y - xstar", z="v"),
        claim="f(y + v) = f(y) + ⟨∇f(y), v⟩ + ½⟨A(v), v⟩",
    ),
    follows(
        "norms of gradients",
        f"forall(y, v, {SIZE}*norm(grad(y + v)) >= sq(grad(y)) + dot(A(grad(y)), v)"
        f" and 2*{SIZE}*norm(grad(y + v)) <= 2*sq(grad(y)) + 2*dot(A(grad(y)), v) + sq(A(v)))",
        *(step("gradient of a sum", y="y", v="v"), step("norms", v="grad(y)", w="grad(y + v)")),
        hypothesis("symmetric", y="grad(y)", z="v"),
        claim="‖∇f(y)‖‖∇f(y + v)‖ lies between ‖∇f(y)‖² + ⟨A∇f(y), v⟩ and this + ½‖A(v)‖²",
    ),
)
ALONG = "dot(A(grad(y)), v)"
SCALARS = {
    "c": "dot(grad(y), v)",
    "h": "dot(g(y), v)",
    "p": ALONG,
    "q": "dot(A(v), v)",
    "u": "sq(A(v))",
    "q1": "sq(v)",
    "n": SIZE,
    "n1": "norm(grad(y + v))",
}
AT = "(y, v)"


def scalars(names: str) -> tuple[Ref, ...]:
    return tuple(definition(name, y="y", v="v") for name in names.split())


ABOVE = f"J(y) + h{AT} + q{AT}/2"
tangents = (
    *(
        Step(name=name, check=Define(symbol=f"{name}{AT}", value=value))
        for name, value in SCALARS.items()
    ),
    follows(
        "tangent",
        f"forall(y, v, h{AT} == c{AT} + ratio(y)*p{AT})",
        *(step("direction", y="y"), *scalars("c h p")),
    ),
    follows(
        "kink",
        f"forall(y, v, n{AT}*n1{AT} >= n{AT}**2 + p{AT} and n{AT} >= 0"
        f" and 2*n{AT}*n1{AT} <= 2*n{AT}**2 + 2*p{AT} + u{AT})",
        *(step("norms of gradients", y="y", v="v"), *scalars("n n1 p u")),
    ),
    follows(
        "ratio in scalars",
        f"forall(y, v, implies(n{AT} != 0, ratio(y) == rho/n{AT}))",
        *(definition("ratio", y="y"), *scalars("n")),
    ),
    follows(
        "J in scalars",
        f"forall(y, v, J(y + v) - J(y) == c{AT} + q{AT}/2 + rho*n1{AT} - rho*n{AT})",
        *(definition("virtual", y="y"), definition("virtual", y="y + v")),
        *(step("f and its tangents", y="y", v="v"), *scalars("c q n n1")),
    ),
    follows(
        "J and its tangents",
        f"forall(y, v, implies(n{AT} != 0, J(y + v) >= {ABOVE}"
        f" and J(y + v) <= {ABOVE} + (rho/(2*n{AT}))*u{AT}))",
        *(step("J in scalars", y="y", v="v"), step("ratio in scalars", y="y", v="v")),
        *(step("tangent", y="y", v="v"), step("kink", y="y", v="v"), hypothesis("radius")),
    ),
    follows(
        "second order in scalars",
        f"forall(y, v, abs(q{AT}) <= L*q1{AT} and u{AT} <= L**2*q1{AT})",
        *(step("second order", y="v"), *scalars("q q1 u")),
    ),
    follows(
        "differentiable in scalars",
        f"forall(y, v, implies(n{AT} != 0, abs(J(y + v) - (J(y) + h{AT}))"
        f" <= (L/2 + rho*L**2/(2*n{AT}))*q1{AT}))",
        *(step("J and its tangents", y="y", v="v"), step("second order in scalars", y="y", v="v")),
        *(hypothesis("radius"), step("kink", y="y", v="v")),
    ),
    follows(
        "differentiable",
        DIFFERENTIABLE,
        *(step("differentiable in scalars", y="y", v="v"), *scalars("n h q1")),
        claim="|J(y + v) − J(y) − ⟨g(y), v⟩| ≤ (L/2 + ρL²/(2‖∇f(y)‖))‖v‖²: ∇J = g there",
    ),
    follows(
        "at solutions",
        "forall(y, v, implies(grad(y) == 0, J(y + v) >= J(y) and g(y) == 0))",
        *(definition("virtual", y="y"), definition("virtual", y="y + v"), hypothesis("radius")),
        *(step("f and its tangents", y="y", v="v"), step("direction", y="y")),
        *(hypothesis("semidefinite", y="v"), step("second order", y="grad(y)")),
    ),
    follows(
        "subgradient",
        SUBGRADIENT,
        *(step("J and its tangents", y="y", v="v"), hypothesis("semidefinite", y="v")),
        *(step("at solutions", y="y", v="v"), *scalars("n h q")),
        claim="if f is convex, so is J, and SAM's direction is a subgradient, solutions included",
    ),
)

usam = (
    follows(
        "USAM's direction",
        "forall(y, d(y) == grad(y) + rho*A(grad(y)))",
        *(definition("usam", y="y"), gradient("y"), gradient("y + rho*grad(y)")),
        linear("y - xstar", "grad(y)", "rho"),
    ),
    follows(
        "squares of gradients",
        f"forall(y, v, sq(grad(y + v)) == sq(grad(y)) + 2*{ALONG} + sq(A(v)))",
        *(step("gradient of a sum", y="y", v="v"),),
        hypothesis("symmetric", y="grad(y)", z="v"),
    ),
    follows(
        "USAM's tangent",
        f"forall(y, v, dot(d(y), v) == c{AT} + rho*p{AT})",
        *(step("USAM's direction", y="y"), *scalars("c p")),
    ),
    follows(
        "squares in scalars",
        f"forall(y, v, sq(grad(y + v)) - sq(grad(y)) == 2*p{AT} + u{AT})",
        *(step("squares of gradients", y="y", v="v"), *scalars("p u")),
    ),
    follows(
        "f in scalars",
        f"forall(y, v, f(y + v) - f(y) == c{AT} + q{AT}/2)",
        *(step("f and its tangents", y="y", v="v"), *scalars("c q")),
    ),
    follows(
        "J₁ in scalars",
        f"forall(y, v, J1(y + v) - J1(y) == c{AT} + q{AT}/2 + rho*p{AT} + (rho/2)*u{AT})",
        *(definition("virtual-usam", y="y"), definition("virtual-usam", y="y + v")),
        *(step("f in scalars", y="y", v="v"), step("squares in scalars", y="y", v="v")),
    ),
    follows(
        "USAM",
        OF_USAM,
        *(step("J₁ in scalars", y="y", v="v"), step("USAM's tangent", y="y", v="v")),
        *scalars("q u"),
        claim="J₁ is a quadratic with Hessian A + ρA², and USAM is gradient descent on it",
    ),
)

descent = (
    follows(
        "Euler",
        EULER,
        *(definition("ratio", y="y"), gradient("y"), definition("value", y="y")),
        *(step("direction", y="y"), hypothesis("symmetric", y="grad(y)", z="y - xstar")),
    ),
    follows(
        "cocoercive",
        "forall(y, sq(A(y)) <= L*dot(A(y), y))",
        *(hypothesis("bound", y="A(y)"), hypothesis("semidefinite", y="y - A(y)/L")),
        *(linear("y", "A(y)", "-1/L"), hypothesis("symmetric", y="A(y)", z="y")),
    ),
    follows(
        "square of the gradient",
        "forall(y, sq(grad(y)) <= 2*L*(f(y) - fstar))",
        *(gradient("y"), definition("value", y="y"), step("cocoercive", y="y - xstar")),
    ),
    follows(
        "terms of the square",
        f"forall(y, ratio(y)*dot(A(grad(y)), grad(y)) <= L*rho*{SIZE}"
        " and ratio(y)**2*sq(A(grad(y))) <= L**2*rho**2)",
        *(hypothesis("radius"), definition("ratio", y="y")),
        step("second order", y="grad(y)"),
    ),
    follows(
        "square of the direction",
        f"forall(y, sq(g(y)) <= 2*L*(f(y) - fstar) + 2*L*rho*{SIZE} + L**2*rho**2)",
        *(step("direction", y="y"), step("terms of the square", y="y")),
        step("square of the gradient", y="y"),
    ),
    *(
        Step(name=name, check=Define(symbol=f"{name}[k]", value=value))
        for name, value in AT_ITERATES.items()
    ),
    follows(
        "distance",
        "always(k, r[k + 1]**2 == r[k]**2 - 2*t*a[k] + t**2*b[k])",
        *(definition("iteration"), definition("r"), definition("r", k="k + 1")),
        *(definition("a"), definition("b")),
    ),
    follows(
        "Euler at xᵏ",
        "always(k, a[k] == 2*(f(x[k]) - fstar) + rho*n2[k])",
        *(step("Euler", y="x[k]"), definition("a"), definition("n2")),
    ),
    follows(
        "square at xᵏ",
        "always(k, b[k] <= 2*L*(f(x[k]) - fstar) + 2*L*rho*n2[k] + L**2*rho**2)",
        *(step("square of the direction", y="x[k]"), definition("b"), definition("n2")),
    ),
    follows(
        "one step in scalars",
        "always(k, r[k + 1]**2 <= r[k]**2 - 2*t*(2 - t*L)*(f(x[k]) - fstar)"
        " - 2*t*rho*(1 - t*L)*n2[k] + t**2*L**2*rho**2)",
        *(step("distance"), step("Euler at xᵏ"), step("square at xᵏ")),
    ),
    follows(
        "one step",
        ONE_STEP,
        *(step("one step in scalars"), definition("n2")),
        *(definition("r"), definition("r", k="k + 1")),
        claim="‖x⁺ − x*‖² ≤ ‖x − x*‖² − 2t(2 − tL)(f − f*) − 2tρ(1 − tL)‖∇f‖ + t²L²ρ²",
    ),
    follows(
        "f ≥ f*",
        "always(k, f(x[k]) >= fstar and n2[k] >= 0)",
        *(L, step("square of the gradient", y="x[k]"), definition("n2")),
    ),
    follows(
        "values",
        "always(k, r[k + 1]**2 <= r[k]**2 - 2*t*(f(x[k]) - fstar) + t**2*L**2*rho**2)",
        *(step("one step in scalars"), hypothesis("radius"), hypothesis("step")),
        step("f ≥ f*"),
    ),
    *inductively(
        "sums",
        "2*t*total(i, 1, k, f(x[i]) - fstar) <= r[1]**2 - r[k]**2 + t**2*L**2*rho**2*(k - 1)",
        "1",
        given=(step("values"),),
    ),
    follows(
        "sums of gaps",
        "always(k, 2*t*total(i, 1, k + 1, f(x[i]) - fstar) <= r[1]**2 + t**2*L**2*rho**2*k)",
        step("sums", k="k + 1"),
    ),
    follows(
        "average",
        AVERAGE,
        *(step("sums of gaps"), hypothesis("step"), definition("r", k="1")),
        claim="(1/k)Σ(f(xⁱ) − f*) ≤ ‖x¹ − x*‖²/(2tk) + tL²ρ²/2",
    ),
)

proof = Proof(
    name="virtual-loss",
    summary="on quadratics SAM is subgradient descent on f + ρ‖∇f‖",
    source="derived here; the notion: Si, Yun, NeurIPS 2023",
    statement=Statement(
        hypotheses=(
            POSITIVE_L,
            given("radius", "ρ ≥ 0", "rho >= 0"),
            LINEAR,
            SYMMETRIC,
            BOUNDED,
            SEMIDEFINITE,
            given("step", "0 < t ≤ 1/L", "t > 0 and t <= 1/L"),
        ),
        definitions=(
            VALUE,
            given("gradient", "∇f(y) = A(y − x*)", "forall(y, grad(y) == A(y - xstar))"),
            given(
                "sam",
                "g(y) = ∇f(y + ρ∇f(y)/‖∇f(y)‖), 0 where ∇f(y) = 0",
                "forall(y, implies(grad(y) != 0,"
                f" g(y) == grad(y + (rho/{SIZE})*grad(y))) and implies(grad(y) == 0, g(y) == 0))",
            ),
            given("usam", "d(y) = ∇f(y + ρ∇f(y))", "forall(y, d(y) == grad(y + rho*grad(y)))"),
            given("virtual", "J = f + ρ‖∇f‖", f"forall(y, J(y) == f(y) + rho*{SIZE})"),
            given(
                "virtual-usam",
                "J₁ = f + (ρ/2)‖∇f‖²",
                "forall(y, J1(y) == f(y) + (rho/2)*sq(grad(y)))",
            ),
            given("iteration", "xᵏ⁺¹ = xᵏ − tg(xᵏ)", "always(k, x[k + 1] == x[k] - t*g(x[k]))"),
        ),
        conclusions=(
            given(
                "differentiable",
                "|J(y + v) − J(y) − ⟨g(y), v⟩| ≤ (L/2 + ρL²/(2‖∇f(y)‖))‖v‖² where ∇f(y) ≠ 0",
                DIFFERENTIABLE,
            ),
            given("subgradient", "J(y + v) ≥ J(y) + ⟨g(y), v⟩", SUBGRADIENT),
            given(
                "usam",
                "J₁(y + v) = J₁(y) + ⟨d(y), v⟩ + ½⟨(A + ρA²)(v), v⟩",
                OF_USAM,
            ),
            given(
                "one-step",
                "‖xᵏ⁺¹ − x*‖² ≤ ‖xᵏ − x*‖² − 2t(2 − tL)(f(xᵏ) − f*) − 2tρ(1 − tL)‖∇f(xᵏ)‖ + t²L²ρ²",
                ONE_STEP,
            ),
            given(
                "average",
                "(1/k)Σ_{i≤k}(f(xⁱ) − f*) ≤ ‖x¹ − x*‖²/(2tk) + tL²ρ²/2",
                AVERAGE,
            ),
        ),
        needs={
            "subgradient": ("semidefinite",),
            "one-step": ("semidefinite",),
            "average": ("semidefinite", "step"),
        },
    ),
    steps=(*pieces, *tangents, *usam, *descent),
    parts=(
        Part(
            text="∇J = g where ∇f ≠ 0, for every symmetric A",
            conclusion="differentiable",
            shown_by="differentiable",
            ours=True,
        ),
        Part(
            text="SAM is subgradient descent on J, if f is convex",
            conclusion="subgradient",
            shown_by="subgradient",
            ours=True,
        ),
        Part(
            text="USAM is gradient descent on J₁, with Hessian A + ρA²",
            conclusion="usam",
            shown_by="USAM",
            ours=True,
        ),
        Part(
            text="one step towards x*, if f is convex",
            conclusion="one-step",
            shown_by="one step",
            ours=True,
        ),
        Part(
            text="the average of f − f* is at most ‖x¹ − x*‖²/(2tk) + tL²ρ²/2",
            conclusion="average",
            shown_by="average",
            ours=True,
        ),
    ),
    outcome="J = f + ρ‖∇f‖ has the solutions of f; with t = ‖x¹ − x*‖/(Lρ√k) the average of f − f*"
    " is at most Lρ‖x¹ − x*‖/√k, without strong convexity",
    vectors=("A",),
)
