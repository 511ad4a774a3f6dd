"""USAM with constants on quadratics: which eigenvalues are stable, exactly.

f(x) = ½⟨A(x − x*), x − x*⟩, A symmetric with eigenvalues lam[m], of any sign, and an orthonormal
basis of eigenvectors v[m], m ≤ N. Along v[m] a step multiplies the coordinate c = ⟨x − x*, v[m]⟩ by
1 − tλ(1 + ρλ). For λ > 0 all starts converge iff 0 < tλ(1 + ρλ) < 2. For λ < 0 the number
tλ(1 + ρλ) is positive iff ρ > 1/|λ|: then USAM is attracted by a saddle or a maximizer.

Bolte, Le, Pauwels 2025 (2510.09034) show 0 ≤ λ(1 + ρλ) ≤ 2(1 + β)/α at the limit from almost every
start, α the step, β the momentum. At β = 0 this is the closure of the condition here: on quadratics
it is sharp up to its ends, of which the lower one holds c where it is, and the upper one exchanges
c and −c.
"""

from __future__ import annotations

from sam_theory.proofs.derived import terms_vanish
from sam_theory.proofs.proof import (
    Block,
    Define,
    Part,
    Proof,
    Series,
    Statement,
    Step,
    definition,
    hypothesis,
    local,
    step,
)
from sam_theory.proofs.tending import vanishes_by_square
from sam_theory.proofs.writing import by_rule, follows, inductively
from sam_theory.statements.formulas import given

COORDINATE = "dot(x[{k}] - xstar, v[m])"
HERE, NEXT, FIRST = (COORDINATE.format(k=k) for k in ("k", "k + 1", "1"))
SIZE = f"abs({HERE})"
PRODUCT = "t*lam[m]*(1 + rho*lam[m])"
FACTOR = f"(1 - {PRODUCT})"
MODE = "m >= 1 and m <= N"
STABLE = f"0 < {PRODUCT} and {PRODUCT} < 2"
BEYOND = f"({PRODUCT} < 0 or {PRODUCT} > 2)"
VANISHES = f"tends(k, {SIZE}, 0)"
CONVERGES = "tends(k, x[k], xstar)"


def in_modes(*parts: str, then: str) -> str:
    """The formula for every eigenvector with these properties."""
    return f"forall(m, implies({' and '.join((MODE, *parts))}, {then}))"


one_step = Block(
    fix=("m",),
    assume=(("m", MODE),),
    steps=(
        follows(
            "gradient along v",
            f"always(k, dot(grad(x[k]), v[m]) == lam[m]*{HERE})",
            *(hypothesis("eigenvectors", m="m", z="x[k]"), local("m")),
        ),
        follows(
            "probe along v",
            "always(k, dot(grad(x[k] + rho*grad(x[k])), v[m])"
            f" == lam[m]*({HERE} + rho*dot(grad(x[k]), v[m])))",
            *(hypothesis("eigenvectors", m="m", z="x[k] + rho*grad(x[k])"), local("m")),
        ),
        follows(
            "step along v",
            f"always(k, {NEXT} == {HERE} - t*dot(grad(x[k] + rho*grad(x[k])), v[m]))",
            definition("iteration"),
        ),
        follows(
            "multiplied",
            f"always(k, {NEXT} == {FACTOR}*{HERE})",
            *(step("gradient along v"), step("probe along v"), step("step along v")),
        ),
    ),
)


def at_the_end(name: str, case: str, then: str) -> Block:
    """What a step does to the coordinate in a case in which it multiplies by 1 or −1."""
    return Block(
        fix=("m",),
        assume=((f"{name}: m", MODE), (f"{name}: case", case)),
        steps=(
            follows(
                f"{name}: once",
                f"always(k, {then})",
                *(step("one step", m="m"), local(f"{name}: m"), local(f"{name}: case")),
            ),
        ),
    )


stable = Block(
    fix=("m",),
    assume=(("m stable", MODE), ("stable", STABLE)),
    steps=(
        Step(name="q", check=Define(symbol="q", value=f"abs({FACTOR})")),
        follows("q < 1", "0 <= q and q < 1", definition("q"), local("stable")),
        follows(
            "shrinks",
            f"always(k, abs({NEXT}) == q*{SIZE})",
            *(step("one step", m="m"), local("m stable"), definition("q")),
        ),
        *inductively(
            "geometric sum",
            f"(1 - q)*total(j, 1, k, {SIZE.replace('[k]', '[j]')}) == abs({FIRST}) - {SIZE}",
            "1",
            given=(step("shrinks"),),
        ),
        follows(
            "sums bounded",
            f"always(k, total(j, 1, k, {SIZE.replace('[k]', '[j]')}) <= abs({FIRST})/(1 - q))",
            *(step("geometric sum"), step("q < 1")),
        ),
        follows("sizes", f"always(k, {SIZE} >= 0)"),
        by_rule(
            "summable",
            "bounded sums",
            {"a(k)": SIZE, "K": "1", "c": f"abs({FIRST})/(1 - q)"},
            *(step("sizes"), step("sums bounded")),
        ),
        *terms_vanish("size tends to 0", SIZE, step("summable")),
    ),
)

escaping = Block(
    fix=("m",),
    assume=(("m beyond", MODE), ("beyond", BEYOND), ("off", f"{FIRST} != 0")),
    steps=(
        Step(name="p", check=Define(symbol="p", value=f"abs({FACTOR})")),
        follows("p > 1", "p > 1", definition("p"), local("beyond")),
        Step(name="first", check=Define(symbol="first", value=f"abs({FIRST})")),
        follows("first > 0", "first > 0", definition("first"), local("off")),
        follows(
            "grows",
            f"always(k, abs({NEXT}) == p*{SIZE})",
            *(step("one step", m="m"), local("m beyond"), definition("p")),
        ),
        *inductively(
            "Bernoulli",
            f"{SIZE} >= first + first*(p - 1)*total(j, 1, k, 1) and total(j, 1, k, 1) >= 0",
            "1",
            base=(definition("first"),),
            given=(step("grows"), step("p > 1")),
        ),
        Step(name="Σ1 = ∞", check=Series(then="diverges(k, 1)")),
        Step(
            name="beyond any bound",
            check=Block(
                fix=("b",),
                steps=(
                    by_rule(
                        "Σ1 is large",
                        "sums exceed",
                        {"a(k)": "1", "K": "1", "c": "b/(first*(p - 1))"},
                        step("Σ1 = ∞"),
                    ),
                    follows(
                        "beyond b",
                        f"eventually(k, {SIZE} > b)",
                        *(step("Σ1 is large"), step("Bernoulli"), step("p > 1")),
                        step("first > 0"),
                    ),
                ),
            ),
        ),
    ),
)

only = Block(
    fix=("m",),
    assume=(("m only", MODE), ("moved", f"{FIRST} != 0"), ("vanishes", VANISHES)),
    steps=(
        follows("some size", f"abs({FIRST}) > 0", local("moved")),
        by_rule(
            "below the first size",
            "near the limit",
            {"a(k)": SIZE, "c": "0", "r": f"abs({FIRST})"},
            *(local("vanishes"), step("some size")),
        ),
        Step(
            name="not at least the first size",
            check=Block(
                assume=(("unstable", f"not ({STABLE})"),),
                steps=(
                    follows(
                        "factor ≥ 1",
                        f"abs({FACTOR}) >= 1",
                        local("unstable"),
                    ),
                    follows(
                        "does not shrink",
                        f"always(k, abs({NEXT}) >= {SIZE})",
                        *(step("one step", m="m"), local("m only"), step("factor ≥ 1")),
                    ),
                    *inductively(
                        "at least the first size",
                        f"{SIZE} >= abs({FIRST})",
                        "1",
                        given=(step("does not shrink"),),
                    ),
                    follows(
                        "no such size",
                        "False",
                        *(step("below the first size"), step("at least the first size")),
                    ),
                ),
            ),
        ),
        follows("so stable", STABLE, step("not at least the first size")),
    ),
)

modes = (
    Step(
        name="one step",
        claim="⟨xᵏ⁺¹ − x*, v⟩ = (1 − tλ(1 + ρλ))⟨xᵏ − x*, v⟩",
        ours=True,
        check=one_step,
    ),
    Step(
        name="held",
        claim="at tλ(1 + ρλ) = 0 the coordinate stays",
        ours=True,
        check=at_the_end("held", f"{PRODUCT} == 0", f"{NEXT} == {HERE}"),
    ),
    Step(
        name="exchanged",
        claim="at tλ(1 + ρλ) = 2 it changes its sign: a two-cycle",
        ours=True,
        check=at_the_end("exchanged", f"{PRODUCT} == 2", f"{NEXT} == -{HERE}"),
    ),
    Step(
        name="vanishes if stable",
        claim="for 0 < tλ(1 + ρλ) < 2 the coordinate tends to 0",
        ours=True,
        check=stable,
    ),
    Step(
        name="stable if it vanishes",
        claim="and only then, unless it is 0 at the start",
        ours=True,
        check=only,
    ),
    Step(
        name="escapes",
        claim="for tλ(1 + ρλ) > 2, or < 0, it grows beyond any bound, unless it is 0 at the start",
        ours=True,
        check=escaping,
    ),
)

# ---- all of ℝⁿ

ALL_STABLE = in_modes(then=STABLE)


def squares(k: str) -> str:
    """The sum of the squares of the coordinates before the k-th."""
    return f"total(m, 1, {k}, dot(x[j] - xstar, v[m])**2)"


PARTIAL = f"implies({{k}} <= N + 1, tends(j, {squares('{k}')}, 0))"
NEXT_SIZE = "abs(dot(x[j] - xstar, v[k]))"


def same_limit(name: str, value: str, k: str) -> tuple[Step, ...]:
    """The sum before the k-th coordinate tends to 0, since its value does by the step `limit`."""
    return (
        follows(
            f"{name}: equal",
            f"eventually(j, {value} <= {squares(k)} and {squares(k)} <= {value})",
        ),
        by_rule(
            name,
            "squeeze",
            {"a(j)": value, "b(j)": value, "e(j)": squares(k), "c": "0"},
            *(step(f"{name}: limit"), step(f"{name}: equal")),
        ),
    )


one_more = Block(
    fix=("k",),
    assume=(("k ≥ 1", "k >= 1"), ("before", PARTIAL.format(k="k"))),
    steps=(
        Step(
            name="if k ≤ N",
            check=Block(
                assume=(("k ≤ N", "k + 1 <= N + 1"),),
                steps=(
                    follows(
                        "so far", f"tends(j, {squares('k')}, 0)", local("before"), local("k ≤ N")
                    ),
                    follows(
                        "next coordinate",
                        f"tends(j, {NEXT_SIZE}, 0)",
                        *(step("vanishes if stable", m="k"), local("all stable", m="k")),
                        *(local("k ≥ 1"), local("k ≤ N")),
                    ),
                    by_rule(
                        "its square",
                        "product of limits",
                        {"a(j)": NEXT_SIZE, "b(j)": NEXT_SIZE, "c": "0", "d": "0"},
                        step("next coordinate"),
                    ),
                    by_rule(
                        "one more: limit",
                        "sum of limits",
                        {
                            "a(j)": squares("k"),
                            "b(j)": f"{NEXT_SIZE}*{NEXT_SIZE}",
                            "c": "0",
                            "d": "0",
                        },
                        *(step("so far"), step("its square")),
                    ),
                    *same_limit("one more", f"{squares('k')} + {NEXT_SIZE}*{NEXT_SIZE}", "k + 1"),
                ),
            ),
        ),
    ),
)


space = Block(
    assume=(("all stable", ALL_STABLE),),
    steps=(
        by_rule("none: limit", "constant", {"c": "0"}),
        *same_limit("none", "0", "1"),
        follows("none yet", PARTIAL.format(k="1"), step("none")),
        Step(name="one coordinate more", check=one_more),
        by_rule(
            "coordinates together",
            "induction",
            {"P(k)": PARTIAL.format(k="k"), "K": "1"},
            *(step("none yet"), step("one coordinate more")),
        ),
        follows(
            "all squares",
            f"tends(j, {squares('N + 1')}, 0)",
            step("coordinates together", k="N + 1"),
        ),
        *vanishes_by_square(
            "distance tends to 0",
            "norm(x[k] - xstar)",
            squares("N + 1"),
            *(step("all squares"), hypothesis("basis", z="x[k] - xstar")),
            index="j",
        ),
        by_rule(
            "to x*",
            "limit of the distance",
            {"v(k)": "x[k]", "c": "xstar"},
            step("distance tends to 0"),
        ),
    ),
)

proof = Proof(
    name="usam-quadratic",
    summary="USAM with constants on quadratics: the eigenvalues along which it is stable, exactly",
    source="derived here; the condition without its ends: Bolte, Le, Pauwels 2025",
    statement=Statement(
        hypotheses=(
            given(
                "eigenvectors",
                "⟨∇f(z), vₘ⟩ = λₘ⟨z − x*, vₘ⟩, m ≤ N",
                "forall(m, z, implies(m >= 1 and m <= N,"
                " dot(grad(z), v[m]) == lam[m]*dot(z - xstar, v[m])))",
            ),
            given(
                "basis",
                "‖z‖² = Σₘ ⟨z, vₘ⟩²",
                "forall(z, sq(z) == total(m, 1, N + 1, dot(z, v[m])**2))",
            ),
        ),
        definitions=(
            given(
                "iteration",
                "xᵏ⁺¹ = xᵏ − t∇f(xᵏ + ρ∇f(xᵏ))",
                "always(k, x[k + 1] == x[k] - t*grad(x[k] + rho*grad(x[k])))",
            ),
        ),
        conclusions=(
            given(
                "multipliers",
                "⟨xᵏ⁺¹ − x*, v⟩ = (1 − tλ(1 + ρλ))⟨xᵏ − x*, v⟩",
                in_modes(then=f"always(k, {NEXT} == {FACTOR}*{HERE})"),
            ),
            given(
                "stable",
                "for 0 < tλ(1 + ρλ) < 2 the coordinate along v tends to 0",
                in_modes(STABLE, then=VANISHES),
            ),
            given(
                "only",
                "and only then, unless it is 0 at the start",
                in_modes(f"{FIRST} != 0", VANISHES, then=STABLE),
            ),
            given(
                "two-cycle",
                "at tλ(1 + ρλ) = 2 it changes its sign in every step",
                in_modes(f"{PRODUCT} == 2", then=f"always(k, {NEXT} == -{HERE})"),
            ),
            given(
                "held",
                "at tλ(1 + ρλ) = 0 it stays",
                in_modes(f"{PRODUCT} == 0", then=f"always(k, {NEXT} == {HERE})"),
            ),
            given(
                "diverges",
                "beyond, it grows beyond any bound, unless it is 0 at the start",
                in_modes(
                    BEYOND,
                    f"{FIRST} != 0",
                    then=f"forall(b, eventually(k, {SIZE} > b))",
                ),
            ),
            given(
                "space",
                "xᵏ → x* from every start if 0 < tλ(1 + ρλ) < 2 for every eigenvalue λ",
                f"implies({ALL_STABLE}, {CONVERGES})",
            ),
        ),
        needs={"space": ("basis",)},
    ),
    steps=(*modes, Step(name="all of ℝⁿ", check=space)),
    parts=(
        Part(
            text="along an eigenvector a step multiplies by 1 − tλ(1 + ρλ)",
            conclusion="multipliers",
            shown_by="one step",
            ours=True,
        ),
        Part(
            text="0 < tλ(1 + ρλ) < 2 is enough for the coordinate to vanish",
            conclusion="stable",
            shown_by="vanishes if stable",
            ours=True,
        ),
        Part(
            text="and necessary, unless it is 0 at the start",
            conclusion="only",
            shown_by="stable if it vanishes",
            ours=True,
        ),
        Part(
            text="tλ(1 + ρλ) = 2: a two-cycle",
            conclusion="two-cycle",
            shown_by="exchanged",
            ours=True,
        ),
        Part(
            text="tλ(1 + ρλ) = 0: the coordinate stays",
            conclusion="held",
            shown_by="held",
            ours=True,
        ),
        Part(
            text="tλ(1 + ρλ) > 2 or < 0: divergence",
            conclusion="diverges",
            shown_by="escapes",
            ours=True,
        ),
        Part(
            text="ℝⁿ: convergence from every start if every eigenvalue is stable",
            conclusion="space",
            shown_by="all of ℝⁿ",
            ours=True,
        ),
    ),
    outcome="for λ > 0 stable iff 0 < tλ(1 + ρλ) < 2; for λ < 0 iff moreover ρ > 1/|λ|: a saddle or"
    " a maximizer attracts USAM",
)
