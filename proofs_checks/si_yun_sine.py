"""The sine of Si and Yun: SAM with its radius is trapped from every start that is not stationary.

u[k] is the iterate, h is f′ of f(r) = (9βρ²/(25π²)) sin(5πr/(3ρ)), L is β. The angle 5πu/(3ρ) is
taken from the nearest top (e = 1) or bottom (e = −1) of the cosine, at c, towards e, and shifted by
π/6: angle[k] is 0 in the trap, and a step of SAM reads a⁺ = a − tₖβ sin a, sin r = cos(r − π/2).
"""

from __future__ import annotations

from dataclasses import replace

from sam_theory.proofs.proof import (
    Apply,
    Block,
    Choose,
    Define,
    Identity,
    Number,
    Part,
    Proof,
    Ref,
    Series,
    Statement,
    Step,
    Witness,
    definition,
    hypothesis,
    local,
    step,
)
from sam_theory.proofs.writing import by_rule, follows, inductively
from sam_theory.statements.formulas import POSITIVE_L, STEP_DIVERGES, given

SIGNS = ("beta > 0", "rho > 0")
SINE = "(9*beta*rho**2/(25*pi**2))*sin(5*pi*x/(3*rho))"
SLOPE = "(3*beta*rho/(5*pi))*cos(5*pi*x/(3*rho))"
HELD = "(27/(100*pi**2))*L**2*rho**2"
RUN, START, RADIUS = definition("run"), hypothesis("start"), hypothesis("radius")
POSITIVE, STEPS = (hypothesis("L"), RADIUS), hypothesis("steps")
EVEN, HALF, POSITIVE_COSINE = "cosine even", hypothesis("cosine of π/6"), "cosine positive"


def turns(at: str) -> Ref:
    """cos(r + π) = −cos r at this r."""
    return hypothesis("cosine turns", r=at)


def slope_of(name: str, point: str, angle: str, *why: Ref) -> tuple[Step, ...]:
    """f′ at a point by the cosine of its angle, which `why` says."""
    return (
        follows(f"angle at {name}", f"5*pi*({point})/(3*rho) == {angle}", RADIUS, *why),
        by_rule(
            f"slope at {name}",
            "equals",
            {
                "P(r)": f"h({point}) == top*cos(r)",
                "a": f"5*pi*({point})/(3*rho)",
                "b": angle,
            },
            *(step(f"angle at {name}"), step("slope", r=point)),
        ),
    )


in_formulas = (
    Step(
        name="curvature",
        claim="f(x) = (9βρ²/(25π²)) sin(5πx/(3ρ)) has f″ = −β sin(5πx/(3ρ)), so |f″| ≤ β",
        check=Identity(
            given=SIGNS, equation=f"diff(diff({SINE}, x), x) == -beta*sin(5*pi*x/(3*rho))"
        ),
    ),
    Step(
        name="derivative",
        claim="f′(x) = (3βρ/(5π)) cos(5πx/(3ρ))",
        check=Identity(given=SIGNS, equation=f"diff({SINE}, x) == {SLOPE}"),
    ),
    Step(
        name="cosines",
        claim="cos(−π/6) = √3/2 and cos(3π/2) = 0",
        check=Identity(equation="cos(-pi/6) - sqrt(3)/2 == cos(3*pi/2) == 0"),
    ),
    Step(
        name="attraction",
        claim="near −ρ/10, where f′ > 0, x⁺ = x − tf′(x + ρ) has the derivative 1 − tβ: it "
        "attracts for 0 < tβ < 2",
        check=Identity(given=SIGNS, equation="-t*(-beta*sin(5*pi*(9*rho/10)/(3*rho))) == -t*beta"),
    ),
    Step(
        name="share of β²ρ²",
        claim="0 < 27/(100π²) < 1",
        check=Number(relation="27/(100*pi**2) > 0 and 27/(100*pi**2) < 1"),
    ),
)

constants = (
    Step(name="top", check=Define(symbol="top", value="3*L*rho/(5*pi)")),
    Step(name="width", check=Define(symbol="width", value="3*rho/(5*pi)")),
    Step(name="level", check=Define(symbol="level", value=HELD)),
    follows(
        "sizes",
        "top > 0 and width > 0 and level == (3/4)*top**2",
        *(definition("top"), definition("width"), definition("level"), *POSITIVE),
    ),
    follows(
        "slope",
        "forall(r, h(r) == top*cos(5*pi*r/(3*rho)))",
        *(hypothesis("slope", r="r"), definition("top")),
    ),
)

cosine = (
    follows(
        "cos(3π/2) = 0",
        "cos(-pi/2) == 0 and cos(pi/2) == 0 and cos(3*pi/2) == 0",
        *(turns("-pi/2"), turns("pi/2"), hypothesis(EVEN, r="pi/2")),
    ),
    follows(
        "sine is odd",
        "forall(r, cos(-r - pi/2) == -cos(r - pi/2))",
        *(hypothesis(EVEN, r="r + pi/2"), turns("r - pi/2")),
    ),
    follows(
        "sine turns",
        "forall(r, cos(r + 3*pi/2) == cos(r - pi/2))",
        *(turns("r + pi/2"), turns("r - pi/2")),
    ),
    follows(
        "sine at most r",
        "forall(r, implies(0 <= r, cos(r - pi/2) <= r))",
        *(hypothesis("cosine Lipschitz", a="r - pi/2", b="-pi/2"), step("cos(3π/2) = 0")),
    ),
    follows(
        "sine up",
        "forall(r, implies(0 <= r and r <= 2*pi/3, r/3 <= cos(r - pi/2) and cos(r - pi/2) <= r))",
        *(hypothesis("sine below", r="r"), step("sine at most r", r="r")),
    ),
    follows(
        "sine down",
        "forall(r, implies(-2*pi/3 <= r and r <= 0, r <= cos(r - pi/2) and cos(r - pi/2) <= r/3))",
        *(step("sine up", r="-r"), step("sine is odd", r="r")),
    ),
)

# ---- the trap itself

AT, PROBE = "-rho/10", "9*rho/10"

trap = (
    *slope_of("−ρ/10", AT, "-pi/6"),
    *slope_of("9ρ/10", PROBE, "3*pi/2"),
    follows(
        "slope of the trap",
        f"h({AT}) == (3*sqrt(3)/(10*pi))*L*rho and h({AT}) > 0",
        *(step("slope at −ρ/10"), HALF, definition("top"), step("sizes")),
        claim="f′(−ρ/10) = (3√3/(10π))βρ > 0",
    ),
    follows(
        "probe of the trap",
        f"{AT} + rho*h({AT})/abs(h({AT})) == {PROBE}",
        step("slope of the trap"),
    ),
    Step(
        name="fixed point",
        claim="SAM stays at −ρ/10, which is not stationary: −ρ/10 + ρ = 9ρ/10 is a minimizer",
        check=Block(
            fix=("m",),
            assume=(("m", "m >= 1"), ("there", f"u[m] == {AT}")),
            steps=(
                by_rule(
                    "step from −ρ/10",
                    "equals",
                    {
                        "P(r)": "u[m + 1] == r - t[m]*h(r + rho*h(r)/abs(h(r)))",
                        "a": "u[m]",
                        "b": AT,
                    },
                    *(local("there"), definition("run", k="m")),
                ),
                by_rule(
                    "step by f′(9ρ/10)",
                    "equals",
                    {
                        "P(r)": f"u[m + 1] == {AT} - t[m]*h(r)",
                        "a": f"{AT} + rho*h({AT})/abs(h({AT}))",
                        "b": PROBE,
                    },
                    *(step("probe of the trap"), step("step from −ρ/10")),
                ),
                follows(
                    "back at −ρ/10",
                    f"u[m + 1] == {AT}",
                    *(step("step by f′(9ρ/10)"), step("slope at 9ρ/10"), step("cos(3π/2) = 0")),
                ),
            ),
        ),
    ),
    by_rule(
        "for ever",
        "induction",
        {"P(k)": f"u[k] == {AT}", "K": "1"},
        *(hypothesis("trap-start"), step("fixed point")),
    ),
    follows(
        "stays",
        f"always(k, u[k] == {AT} and h({AT})**2 == {HELD})",
        *(step("for ever"), step("slope of the trap")),
        claim="there ‖∇f‖² = (27/(100π²))β²ρ²",
    ),
)

# ---- every angle is within π/2 of a top or a bottom of the cosine, or at one of its zeros

CENTRED = (
    "exists(c, e, (e == 1 or e == -1) and -pi/2 < a - c and a - c < pi/2"
    " and forall(r, cos(e*r + c) == e*cos(r)))"
)
IN_RANGE = "-pi/2 <= a and a <= -pi/2 + {k}*pi and cos(a) != 0"
UP_TO = f"forall(a, implies({IN_RANGE.format(k='k')}, {CENTRED}))"


def at(formula: str, angle: str) -> str:
    """A formula about the angle a, of another angle."""
    return (
        formula.replace("cos(a)", f"cos({angle})")
        .replace("a - c", f"{angle} - c")
        .replace("<= a", f"<= {angle}")
        .replace("a <=", f"{angle} <=")
    )


def centre(name: str, c: str, e: str, *why: Ref) -> tuple[Step, ...]:
    """The steps by which the angle a has a centre, where `why` says that c and e are right."""
    return (
        follows(
            f"{name}: c and e",
            f"({e} == 1 or {e} == -1) and -pi/2 < a - ({c}) and a - ({c}) < pi/2"
            f" and forall(r, cos(({e})*r + ({c})) == ({e})*cos(r))",
            *why,
        ),
        Step(
            name=name,
            check=Witness(then=CENTRED, values={"c": c, "e": e}, given=(step(f"{name}: c and e"),)),
        ),
    )


def zero(name: str, angle: str) -> Step:
    """cos a = 0 where a is this zero of the cosine."""
    return Step(
        name=name,
        check=Block(
            fix=("a",),
            assume=((name, f"a == {angle}"),),
            steps=(
                follows(f"{name}: turned", f"{angle} == a", local(name)),
                by_rule(
                    f"{name}: cosine",
                    "equals",
                    {"P(r)": "cos(r) == 0", "a": angle, "b": "a"},
                    *(step(f"{name}: turned"), step("cos(3π/2) = 0")),
                ),
            ),
        ),
    )


around_0 = Block(
    fix=("a",),
    assume=(("around 0", IN_RANGE.format(k="1")),),
    steps=centre(
        *("near 0", "0", "1"),
        *(local("around 0"), step("a = −π/2", a="a"), step("a = π/2", a="a")),
    ),
)

beyond = Block(
    assume=(("beyond", "a > -pi/2 + k*pi"),),
    steps=(
        follows("cosine before", "cos(a - pi) == -cos(a)", turns("a - pi")),
        follows(
            "a − π is centred",
            at(CENTRED, "(a - pi)"),
            *(local("up to k", a="a - pi"), local("in range"), local("beyond"), local("k ≥ 1")),
            step("cosine before"),
        ),
        Step(name="its centre", check=Choose(names=("c1", "e1"), given=step("a − π is centred"))),
        *centre(
            *("one further", "c1 + pi", "-e1"),
            *(step("its centre"), step("its centre", r="-r"), hypothesis(EVEN, r="r")),
            turns("-e1*r + c1"),
        ),
    ),
)

one_more = Block(
    fix=("k",),
    assume=(("k ≥ 1", "k >= 1"), ("up to k", UP_TO)),
    steps=(
        Step(
            name="up to k + 1",
            check=Block(
                fix=("a",),
                assume=(("in range", IN_RANGE.format(k="(k + 1)")),),
                steps=(
                    Step(name="if beyond", check=beyond),
                    follows(
                        "in either range",
                        CENTRED,
                        *(step("if beyond"), local("up to k", a="a"), local("in range")),
                    ),
                ),
            ),
        ),
    ),
)

to_the_left = Block(
    assume=(("left", "a < -pi/2"),),
    steps=(
        follows("cosine mirrored", "cos(-a) == cos(a)", hypothesis(EVEN, r="a")),
        follows(
            "−a is centred",
            at(CENTRED, "(-a)"),
            *(step("up to N", a="-a"), step("N is large"), local("left"), local("no zero")),
            step("cosine mirrored"),
        ),
        Step(name="centre of −a", check=Choose(names=("c1", "e1"), given=step("−a is centred"))),
        *centre(
            *("mirrored", "-c1", "e1"),
            *(step("centre of −a"), step("centre of −a", r="-r")),
            *(hypothesis(EVEN, r="r"), hypothesis(EVEN, r="-e1*r + c1")),
        ),
    ),
)

centres = (
    zero("a = −π/2", "-pi/2"),
    zero("a = π/2", "pi/2"),
    Step(name="half-turns: 1", check=around_0),
    Step(name="half-turns: k to k + 1", check=one_more),
    by_rule(
        "half-turns",
        "induction",
        {"P(k)": UP_TO, "K": "1"},
        *(step("half-turns: 1"), step("half-turns: k to k + 1")),
    ),
    *inductively("count", "total(i, 1, k, 1) == k - 1", "1"),
    Step(name="Σ1 = ∞", check=Series(then="diverges(k, 1)")),
    Step(
        name="centre of an angle",
        claim="where cos a ≠ 0 there are c, with |a − c| < π/2, and e = ±1 such that"
        " cos(er + c) = e cos r for all r",
        check=Block(
            fix=("a",),
            assume=(("no zero", "cos(a) != 0"),),
            steps=(
                by_rule(
                    "Σ1 exceeds |a|",
                    "sums exceed",
                    {"a(k)": "1", "K": "1", "c": "abs(a)"},
                    step("Σ1 = ∞"),
                ),
                Step(name="N", check=Choose(names=("N",), given=step("Σ1 exceeds |a|"))),
                follows(
                    "N is large",
                    "N - 1 > abs(a)",
                    *(step("N", k="N"), step("count", k="N")),
                ),
                Step(name="up to N", check=Apply(to=step("half-turns", k="N"), given=())),
                Step(name="if left", check=to_the_left),
                follows(
                    "on either side",
                    CENTRED,
                    *(step("if left"), step("up to N", a="a"), step("N is large")),
                    local("no zero"),
                ),
            ),
        ),
    ),
)

# ---- one step of SAM in angles

FIRST = "5*pi*u[1]/(3*rho)"
INSIDE = "-pi/3 < angle[{k}] and angle[{k}] < 2*pi/3"
SIN = "cos(angle[m] - pi/2)"
CENTRE = step("centre")
CONTRACTS = "abs(angle[{n}]) <= (1 - kappa*t[{k}]*L)*abs(angle[{k}])"
MONOTONE = (
    "implies(t[{k}]*L <= 1, angle[{n}]*angle[{k}] >= 0"
    " and abs(angle[{n}]) <= (1 - t[{k}]*L/3)*abs(angle[{k}]))"
)
RISES = "h(u[{k}]) == e*(top*cos(angle[{k}] - pi/6)) and cos(angle[{k}] - pi/6) > 0"
SHRINKS = "abs(angle[{n}]) <= abs(angle[{k}])"


def after(*formulas: str, k: str) -> str:
    """Formulas at k and k + 1."""
    return " and ".join(formula.format(k=k, n=f"{k} + 1") for formula in formulas)


AT_M = hypothesis("steps", k="m")
SINE_BETWEEN = (
    *(step("next angle"), local("inside"), AT_M, hypothesis("L")),
    *(step("sine up", r="angle[m]"), step("sine down", r="angle[m]")),
)

inside = Block(
    fix=("m",),
    assume=(("m ≥ 1", "m >= 1"), ("inside", INSIDE.format(k="m"))),
    steps=(
        *slope_of(*("uᵏ", "u[m]", "e*(angle[m] - pi/6) + c"), definition("angle", k="m"), CENTRE),
        follows(
            "f′ has the sign of e",
            after(RISES, k="m"),
            *(step("slope at uᵏ"), step("centre", r="angle[m] - pi/6"), local("inside")),
            hypothesis(POSITIVE_COSINE, r="angle[m] - pi/6"),
        ),
        follows(
            "steepness", "top*cos(angle[m] - pi/6) > 0", step("f′ has the sign of e"), step("sizes")
        ),
        follows(
            "sign",
            "h(u[m]) == e*abs(h(u[m])) and abs(h(u[m])) > 0",
            *(step("f′ has the sign of e"), step("steepness"), CENTRE),
        ),
        follows("probe", "u[m] + rho*h(u[m])/abs(h(u[m])) == u[m] + e*rho", step("sign")),
        by_rule(
            "step to uᵏ⁺¹",
            "equals",
            {
                "P(r)": "u[m + 1] == u[m] - t[m]*h(r)",
                "a": "u[m] + rho*h(u[m])/abs(h(u[m]))",
                "b": "u[m] + e*rho",
            },
            *(step("probe"), definition("run", k="m")),
        ),
        *slope_of(
            *("uᵏ + eρ", "u[m] + e*rho", "e*(angle[m] + 3*pi/2) + c"),
            *(definition("angle", k="m"), CENTRE),
        ),
        follows(
            "slope in the sine",
            f"h(u[m] + e*rho) == e*top*{SIN}",
            *(step("slope at uᵏ + eρ"), step("centre", r="angle[m] + 3*pi/2")),
            step("sine turns", r="angle[m]"),
        ),
        follows(
            "next angle",
            f"angle[m + 1] == angle[m] - t[m]*L*{SIN}",
            *(definition("angle", k="m"), definition("angle", k="m + 1"), CENTRE),
            *(step("step to uᵏ⁺¹"), step("slope in the sine"), RADIUS, definition("top")),
            claim="in angles, a⁺ = a − tₖβ sin a",
        ),
        follows(
            "contracts",
            after(CONTRACTS, k="m"),
            *(step("contraction", a="angle[m]", b=SIN, r="t[m]*L"), *SINE_BETWEEN),
            claim="|a⁺| ≤ (1 − κtₖβ)|a| with κ = min(1/3, δ/2), as a/3 ≤ sin a ≤ a for a ≥ 0",
        ),
        follows(
            "monotone",
            after(MONOTONE, k="m"),
            *SINE_BETWEEN,
            claim="for tₖβ ≤ 1 a⁺ is between 0 and a, and |a⁺| ≤ (1 − tₖβ/3)|a|",
        ),
        follows(
            "shrinks",
            after(SHRINKS, k="m"),
            *(step("contracts"), step("share"), AT_M, hypothesis("L")),
        ),
        follows(
            "inside again",
            INSIDE.format(k="m + 1"),
            *(local("inside"), step("next angle"), step("shrinks"), AT_M, hypothesis("L")),
            *(hypothesis("cosine bounded", r="angle[m] - pi/2"),),
            step("at most 2", b=SIN, r="t[m]*L"),
            claim="−π/3 < a⁺ < 2π/3: by |a⁺| ≤ |a|, and for a ≥ π/3 by a⁺ ≥ a − 2",
        ),
        follows(
            "one step",
            after(INSIDE.replace("{k}", "{n}"), RISES, SHRINKS, CONTRACTS, MONOTONE, k="m"),
            *(step("inside again"), step("f′ has the sign of e"), step("contracts")),
            *(step("monotone"), step("shrinks")),
        ),
    ),
)

ALLOWED = "0 <= r and r <= 2 - delta"
UP = "0 <= a and a/3 <= b and b <= a"
BETWEEN = "implies(0 <= a, a/3 <= b and b <= a) and implies(a <= 0, a <= b and b <= a/3)"

contraction = (
    Step(name="kappa", check=Define(symbol="kappa", value="min(1/3, delta/2)")),
    follows(
        "share",
        "0 < kappa and kappa <= 1/3 and kappa <= delta/2",
        *(definition("kappa"), STEPS),
    ),
    follows(
        "contraction up",
        f"forall(a, b, r, implies({ALLOWED} and {UP},"
        " -(1 - kappa*r)*a <= a - r*b and a - r*b <= (1 - kappa*r)*a))",
        step("share"),
    ),
    follows(
        "contraction",
        f"forall(a, b, r, implies({ALLOWED} and {BETWEEN}, abs(a - r*b) <= (1 - kappa*r)*abs(a)))",
        *(
            step("contraction up", a="a", b="b", r="r"),
            step("contraction up", a="-a", b="-b", r="r"),
        ),
    ),
    follows(
        "at most 2",
        f"forall(b, r, implies({ALLOWED} and abs(b) <= 1, abs(r*b) <= 2))",
        STEPS,
    ),
)

angles = (
    follows("not at a zero", f"cos({FIRST}) != 0", START, hypothesis("slope", r="u[1]")),
    Step(
        name="centred at first",
        check=Apply(to=step("centre of an angle", a=FIRST), given=(step("not at a zero"),)),
    ),
    Step(name="centre", check=Choose(names=("c", "e"), given=step("centred at first"))),
    Step(name="angle", check=Define(symbol="angle[k]", value="e*(5*pi*u[k]/(3*rho) - c) + pi/6")),
    follows("first angle", INSIDE.format(k="1"), definition("angle", k="1"), CENTRE),
    Step(name="if inside", check=inside),
    *inductively(
        *("inside for ever", INSIDE.format(k="k"), "1"),
        base=(step("first angle"),),
        given=(step("if inside"),),
    ),
    follows(
        "every step",
        f"always(k, {after(INSIDE, RISES, SHRINKS, CONTRACTS, MONOTONE, k='k')})",
        *(step("inside for ever"), step("if inside")),
    ),
)

# ---- angles tend to 0, iterates to the trap

positive_limit = Block(
    assume=(("positive", "low > 0"),),
    steps=(
        follows("room", "kappa*L*low > 0", local("positive"), step("share"), hypothesis("L")),
        follows(
            "weights",
            "always(k, kappa*t[k]*L >= 0)",
            *(step("share"), hypothesis("L"), STEPS),
        ),
        follows(
            "falls by",
            "always(k, abs(angle[k + 1]) <= abs(angle[k]) - (kappa*L*low)*t[k])",
            *(step("every step"), step("its limit"), step("weights")),
        ),
        *inductively(
            "falls",
            "abs(angle[k]) <= abs(angle[1]) - (kappa*L*low)*total(i, 1, k, t[i])",
            "1",
            given=(step("falls by"),),
        ),
        by_rule(
            "Σt is large",
            "sums exceed",
            {"a(k)": "t[k]", "K": "1", "c": "abs(angle[1])/(kappa*L*low)"},
            hypothesis(STEP_DIVERGES.key),
        ),
        follows("below 0", "False", step("room"), step("falls"), step("Σt is large")),
    ),
)

near_the_trap = Block(
    fix=("r",),
    assume=(("r > 0", "r > 0"),),
    steps=(
        follows("r in angles", "5*pi*r/(3*rho) > 0", local("r > 0"), RADIUS),
        by_rule(
            "near the limit of |a|",
            "near the limit",
            {"a(k)": "abs(angle[k])", "c": "low", "r": "5*pi*r/(3*rho)"},
            *(step("its limit"), step("r in angles")),
        ),
        follows(
            "within r of the trap",
            "eventually(k, held - r < u[k] and u[k] < held + r)",
            *(step("near the limit of |a|"), step("the limit is no number > 0")),
            *(step("distance"), definition("width"), step("sizes")),
        ),
    ),
)

MONOTONE_IN_X = (
    "implies(t[k]*L <= 1, (u[k + 1] - {q})*(u[k] - {q}) >= 0"
    " and abs(u[k + 1] - {q}) <= (1 - t[k]*L/3)*abs(u[k] - {q}))"
)
TRAPPED = (
    "tends(k, u[k], {q}) and abs(h({q})) == (3*sqrt(3)/(10*pi))*L*rho and abs(u[1] - {q}) < 2*rho/5"
    " and always(k, h(u[k])*h({q}) > 0 and abs(u[k + 1] - {q}) <= abs(u[k] - {q}) and "
    + MONOTONE_IN_X
    + ")"
)

convergence = (
    follows("|a| ≥ 0", "always(k, abs(angle[k]) >= 0)"),
    by_rule(
        "|a| converges",
        "monotone convergence",
        {"a(k)": "abs(angle[k])", "K": "1", "c": "0"},
        *(step("every step"), step("|a| ≥ 0")),
    ),
    Step(name="its limit", check=Choose(names=("low",), given=step("|a| converges"))),
    Step(name="the limit is no number > 0", check=positive_limit),
    Step(name="held", check=Define(symbol="held", value="width*(c - e*pi/6)")),
    follows(
        "offset",
        "always(k, u[k] - held == width*(e*angle[k]))",
        *(definition("held"), definition("angle"), definition("width"), CENTRE, RADIUS),
    ),
    follows(
        "distance",
        "always(k, abs(u[k] - held) == width*abs(angle[k]))",
        *(step("offset"), CENTRE, step("sizes")),
        claim="|uᵏ − q| = (3ρ/(5π))|a|",
    ),
    Step(name="as near to the trap as one likes", check=near_the_trap),
    by_rule(
        "to the trap",
        "limit",
        {"a(k)": "u[k]", "c": "held"},
        step("as near to the trap as one likes"),
    ),
    *slope_of("the limit", "held", "e*(-pi/6) + c", definition("held"), definition("width")),
    follows(
        "slope held",
        "h(held) == e*(top*(sqrt(3)/2))",
        *(step("slope at the limit"), step("centre", r="-pi/6"), HALF),
    ),
    follows(
        "|f′| held",
        "abs(h(held)) == (3*sqrt(3)/(10*pi))*L*rho",
        *(step("slope held"), CENTRE, step("sizes"), definition("top")),
        claim="|f′(q)| = (3√3/(10π))βρ",
    ),
    follows(
        "near from the start",
        "abs(u[1] - held) < 2*rho/5",
        *(step("distance", k="1"), step("first angle"), definition("width"), step("sizes")),
    ),
    follows(
        "signs",
        "always(k, top*cos(angle[k] - pi/6) > 0 and e*h(u[k]) > 0 and e*h(held) > 0)",
        *(step("every step"), step("slope held"), CENTRE, step("sizes")),
    ),
    follows(
        "on one side",
        "always(k, h(u[k])*h(held) > 0)",
        step("signs"),
    ),
    follows(
        "in widths",
        "always(k, width*abs(angle[k + 1]) <= width*abs(angle[k]) and implies(t[k]*L <= 1,"
        " width*abs(angle[k + 1]) <= (1 - t[k]*L/3)*(width*abs(angle[k]))))",
        *(step("every step"), step("sizes")),
    ),
    follows(
        "ever nearer",
        "always(k, abs(u[k + 1] - held) <= abs(u[k] - held))",
        *(step("distance"), step("distance", k="k + 1"), step("in widths")),
    ),
    follows(
        "same side",
        "always(k, implies(t[k]*L <= 1, (u[k + 1] - held)*(u[k] - held) >= 0))",
        *(step("offset"), step("offset", k="k + 1"), step("every step")),
    ),
    follows(
        "monotone approach",
        f"always(k, {MONOTONE_IN_X.format(q='held')})",
        *(step("distance"), step("distance", k="k + 1"), step("in widths"), step("same side")),
    ),
    follows(
        "trapped at q",
        TRAPPED.format(q="held"),
        *(step("to the trap"), step("|f′| held"), step("near from the start")),
        *(step("on one side"), step("ever nearer"), step("monotone approach")),
    ),
    Step(
        name="trapped",
        claim="SAM converges from every start with f′(u¹) ≠ 0 to a point q with |f′(q)| ="
        " (3√3/(10π))βρ",
        check=Witness(
            then=f"exists(q, {TRAPPED.format(q='q')})",
            values={"q": "held"},
            given=(step("trapped at q"),),
        ),
    ),
)

# ---- no bound on the average of f′² falls below what is held

LESS = "b < " + HELD
BELOW = "always(k, total(i, 1, k + 1, h(u[i])**2)/k <= r/k + b)"
UNAVOIDABLE = f"forall(b, implies({LESS}, not exists(r, {BELOW})))"

too_small = Block(
    fix=("r",),
    assume=(("bounded", BELOW),),
    steps=(
        by_rule(
            "Σ1 is large",
            "sums exceed",
            {"a(k)": "1", "K": "1", "c": "2*(r + (level + b)/2*N1)/(level - b)"},
            step("Σ1 = ∞"),
        ),
        follows(
            "too large",
            "False",
            *(step("Σ1 is large"), step("count"), local("bounded"), step("room below")),
            step("sums grow by now"),
        ),
    ),
)

from_below = Block(
    fix=("b",),
    assume=(("less", LESS),),
    steps=(
        follows(
            "room below",
            "b < level and level > 0",
            *(local("less"), definition("level"), step("sizes")),
        ),
        Step(name="gap", check=Define(symbol="gap", value="(level - b)/(4*top**2)")),
        follows(
            "gap > 0",
            "gap > 0 and top**2*gap == (level - b)/4",
            *(definition("gap"), step("room below"), step("sizes")),
        ),
        by_rule(
            "angles near their limit",
            "near the limit",
            {"a(k)": "abs(angle[k])", "c": "low", "r": "gap"},
            *(step("its limit"), step("gap > 0")),
        ),
        follows(
            "cosines near √3/2",
            "eventually(k, cos(angle[k] - pi/6) >= sqrt(3)/2 - gap)",
            *(step("angles near their limit"), step("the limit is no number > 0"), HALF),
            hypothesis("cosine Lipschitz", a="angle[k] - pi/6", b="-pi/6"),
        ),
        follows(
            "slopes squared",
            "always(k, h(u[k])**2 == top**2*cos(angle[k] - pi/6)**2)",
            *(step("every step"), CENTRE),
        ),
        follows(
            "slopes stay",
            "eventually(k, h(u[k])**2 >= (level + b)/2)",
            *(step("cosines near √3/2"), step("slopes squared"), step("sizes"), step("gap > 0")),
        ),
        Step(name="from N1 on", check=Choose(names=("N1",), given=step("slopes stay"))),
        *inductively("sums of squares", "total(i, 1, k, h(u[i])**2) >= 0", "1"),
        *inductively(
            "sums grow",
            "total(i, 1, k, h(u[i])**2) >= (level + b)/2*(k - N1)",
            "N1",
            base=(step("sums of squares", k="N1"),),
            given=(step("from N1 on"),),
        ),
        follows(
            "sums grow by now",
            "since(N1, k, total(i, 1, k + 1, h(u[i])**2) >= (level + b)/2*(k + 1 - N1))",
            step("sums grow", k="k + 1"),
        ),
        Step(name="no constant", check=too_small),
        Step(
            name="none at all",
            check=Block(
                assume=(("some", f"exists(r, {BELOW})"),),
                steps=(
                    Step(name="it", check=Choose(names=("r",), given=local("some"))),
                    Step(
                        name="but", check=Apply(to=step("no constant", r="r"), given=(step("it"),))
                    ),
                ),
            ),
        ),
        follows("unavoidable for b", f"not exists(r, {BELOW})", step("none at all")),
    ),
)

averages = (
    Step(
        name="unavoidable",
        claim="(1/T)Σf′² ≤ c/T + b fails, whatever c, for b < (27/(100π²))β²ρ²: the β²ρ² of Theorem"
        " 3.4 cannot be dropped",
        check=from_below,
    ),
)

not_in_print = (*centres, *contraction, *angles, *convergence, *averages)

RUNS_ON = ("steps", STEP_DIVERGES.key, "start", "cosine positive", "cosine bounded")
LEMMAS = ("cosine Lipschitz", "sine below")

proof = Proof(
    name="si-yun-sine",
    summary="The sine of Si, Yun: SAM ends in a trap from every start that is not stationary",
    source="derived here; the function and its trap: Si, Yun, NeurIPS 2023, nonconvex example",
    statement=Statement(
        hypotheses=(
            POSITIVE_L,
            given("radius", "ρ > 0", "rho > 0"),
            given(
                "slope",
                "f′(r) = (3βρ/(5π)) cos(5πr/(3ρ))",
                "forall(r, h(r) == (3*L*rho/(5*pi))*cos(5*pi*r/(3*rho)))",
            ),
            given("cosine turns", "cos(r + π) = −cos r", "forall(r, cos(r + pi) == -cos(r))"),
            given(EVEN, "cos(−r) = cos r", "forall(r, cos(-r) == cos(r))"),
            given("cosine of π/6", "cos(−π/6) = √3/2", "cos(-pi/6) == sqrt(3)/2"),
            given(
                "cosine positive",
                "cos r > 0 for |r| < π/2",
                "forall(r, implies(-pi/2 < r and r < pi/2, cos(r) > 0))",
            ),
            given("cosine bounded", "|cos r| ≤ 1", "forall(r, abs(cos(r)) <= 1)"),
            given(
                "cosine Lipschitz",
                "|cos a − cos b| ≤ |a − b|",
                "forall(a, b, abs(cos(a) - cos(b)) <= abs(a - b))",
            ),
            given(
                "sine below",
                "sin r = cos(r − π/2) ≥ r/3 for 0 ≤ r ≤ 2π/3",
                "forall(r, implies(0 <= r and r <= 2*pi/3, r/3 <= cos(r - pi/2)))",
            ),
            given("trap-start", "u¹ = −ρ/10", f"u[1] == {AT}"),
            given("start", "f′(u¹) ≠ 0", "h(u[1]) != 0"),
            given(
                "steps",
                "0 ≤ tₖ ≤ (2 − δ)/β, δ > 0",
                "delta > 0 and always(k, 0 <= t[k] and t[k]*L <= 2 - delta)",
            ),
            STEP_DIVERGES,
        ),
        definitions=(
            given(
                "run",
                "uᵏ⁺¹ = uᵏ − tₖf′(uᵏ + ρf′(uᵏ)/|f′(uᵏ)|)",
                "always(k, u[k + 1] == u[k] - t[k]*h(u[k] + rho*h(u[k])/abs(h(u[k]))))",
            ),
        ),
        conclusions=(
            given(
                "stays",
                "from u¹ = −ρ/10, for any tₖ: uᵏ = −ρ/10 for all k, where f′² = (27/(100π²))β²ρ²",
                f"always(k, u[k] == {AT} and h({AT})**2 == {HELD})",
            ),
            given(
                "trapped",
                "uᵏ → q with |f′(q)| = (3√3/(10π))βρ, |u¹ − q| < 2ρ/5, f′(uᵏ) of the sign of f′(q)"
                " and |uᵏ⁺¹ − q| ≤ |uᵏ − q|; where tₖ ≤ 1/β, uᵏ⁺¹ is between q and uᵏ and"
                " |uᵏ⁺¹ − q| ≤ (1 − tₖβ/3)|uᵏ − q|",
                f"exists(q, {TRAPPED.format(q='q')})",
            ),
            given(
                "unavoidable",
                "for b < (27/(100π²))β²ρ² no c has (1/T)Σf′(uⁱ)² ≤ c/T + b for all T",
                UNAVOIDABLE,
            ),
        ),
        needs={
            "stays": ("trap-start",),
            "trapped": (*RUNS_ON, *LEMMAS),
            "unavoidable": (*RUNS_ON, *LEMMAS),
        },
    ),
    steps=(
        *(*in_formulas, *constants, *cosine, *trap),
        *(replace(step, ours=True) for step in not_in_print),
    ),
    parts=(
        Part(text="SAM stays at −ρ/10, where f′ ≠ 0", conclusion="stays", shown_by="stays"),
        Part(
            text="SAM converges from every nonstationary start to a point with |f′| ="
            " (3√3/(10π))βρ",
            conclusion="trapped",
            shown_by="trapped",
            ours=True,
        ),
        Part(
            text="the term β²ρ² of Theorem 3.4 cannot be dropped, from any of these starts",
            conclusion="unavoidable",
            shown_by="unavoidable",
            ours=True,
        ),
    ),
    outcome="every start that is not stationary is trapped, for tₖ ≤ (2 − δ)/β with Σtₖ = ∞;"
    " elementary facts about the cosine are hypotheses",
)
