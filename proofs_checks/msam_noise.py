"""How noisy the components must be to hold m-SAM with constants, on the line.

l(r, ξ) is l′(r; ξ), h is f′, F is f; c is the left end of an interval with f′(c) > 0 that no draw
leaves to the left. Draws are from finitely many. u[k] are the iterates, draw[k] what is drawn.
"""

from __future__ import annotations

from sam_theory.proofs.proof import (
    Block,
    Define,
    Part,
    Proof,
    Ref,
    Statement,
    Step,
    definition,
    hypothesis,
    local,
    step,
)
from sam_theory.proofs.writing import by_rule, follows, inductively
from sam_theory.statements.formulas import POSITIVE_L, given

L, CONSTANTS, CONVEX = (hypothesis(key) for key in ("L", "constants", "strongly-convex"))
BELOW = "delta >= h(c + rho) and h(c + rho) >= h(c) + mu*rho"
HEIGHT = "forall(q, 2*mu*(F(c) - F(q)) <= (delta - mu*rho)**2)"
VARIANCE = "sigma**2*L*rho >= h(c)*(h(c) + mu*rho)**2"
ORDER = "forall(q, s, implies(F(c) - F(q) >= s*L*rho**2, sigma**4*L >= 2*s*mu**5*rho**4))"
LEVEL = "(delta + L*t*(2*delta + L*rho))"
BOUND = f"max(abs(h(u[1])) - (k - 1)*t*mu**2*rho, {LEVEL})"
SLOPES = f"always(k, abs(h(u[k])) <= {BOUND})"
GAPS = f"always(k, F(u[k]) - F(a) <= {BOUND}**2/(2*mu))"


def convex(p: str, q: str) -> Ref:
    return hypothesis("strongly-convex", p=p, q=q)


def deviation(r: str, xi: str = "xi") -> Ref:
    return hypothesis("deviation", r=r, xi=xi)


def component(p: str, q: str, xi: str = "xi") -> Ref:
    return hypothesis("components", p=p, q=q, xi=xi)


shared = (
    follows(
        "increasing",
        "forall(p, q, implies(p < q, h(q) - h(p) >= mu*(q - p)))",
        *(convex("p", "q"), convex("q", "p")),
    ),
    follows(
        "at the probe",
        "h(c + rho) >= h(c) + mu*rho",
        *(CONSTANTS, step("increasing", p="c", q="c + rho")),
    ),
    follows(
        "not to the left",
        "forall(xi, implies(l(c, xi) > 0, l(c + rho, xi) <= 0))",
        *(CONSTANTS, hypothesis("held", xi="xi")),
    ),
)

by_deviation = (
    Step(
        name="if δ < f′(c + ρ)",
        check=Block(
            assume=(("small", "delta < h(c + rho)"),),
            steps=(
                follows(
                    "all to the right",
                    "forall(xi, l(c, xi) <= 0)",
                    *(local("small"), step("not to the left", xi="xi"), deviation("c + rho")),
                ),
                by_rule(
                    "their mean",
                    "means keep order",
                    {"a(xi)": "l(c, xi)", "b(xi)": "0"},
                    step("all to the right"),
                ),
                follows(
                    "contradiction",
                    "False",
                    *(step("their mean"), hypothesis("unbiased", r="c"), hypothesis("slope")),
                ),
            ),
        ),
    ),
    follows(
        "deviation",
        BELOW,
        *(step("if δ < f′(c + ρ)"), step("at the probe")),
        claim="all |lᵢ′ − f′| ≤ δ: no trap unless δ ≥ f′(c + ρ) ≥ f′(c) + μρ",
    ),
)

height = (
    follows(
        "gap by the slope",
        "forall(p, q, 2*mu*(F(p) - F(q)) <= h(p)**2)",
        *(hypothesis("mu"), convex("p", "q")),
    ),
    follows(
        "height",
        HEIGHT,
        *(step("gap by the slope", p="c", q="q"), step("deviation"), hypothesis("slope")),
        claim="so the least gap in a trap is at most (δ − μρ)²/(2μ)",
    ),
)

DEVIATES = "(l(c + rho, xi) - h(c + rho))**2"
by_variance = (
    follows(
        "draw by draw",
        f"forall(xi, h(c + rho)**2*l(c, xi) <= L*rho*{DEVIATES})",
        *(CONSTANTS, step("not to the left", xi="xi"), step("at the probe")),
        *(component("c", "c + rho"), hypothesis("slope"), hypothesis("mu")),
    ),
    by_rule(
        "in the mean",
        "means keep order",
        {"a(xi)": "h(c + rho)**2*l(c, xi)", "b(xi)": f"L*rho*{DEVIATES}"},
        step("draw by draw"),
    ),
    follows(
        "variance at the probe",
        "h(c)*h(c + rho)**2 <= L*rho*sigma**2",
        *(L, CONSTANTS, step("in the mean"), hypothesis("unbiased", r="c")),
        hypothesis("variance", r="c + rho"),
    ),
    follows(
        "variance",
        VARIANCE,
        *(step("variance at the probe"), step("at the probe"), CONSTANTS),
        *(hypothesis("slope"), hypothesis("mu")),
        claim="σ²βρ ≥ f′(c)(f′(c) + μρ)²: no trap with f′ ≥ δ on it for small σ",
    ),
    follows(
        "slope by variance",
        "h(c)*mu**2*rho <= sigma**2*L",
        *(step("variance"), CONSTANTS, hypothesis("slope"), hypothesis("mu")),
    ),
    follows(
        "slope by variance, squared",
        "h(c)**2*mu**4*rho**2 <= sigma**4*L**2",
        *(step("slope by variance"), CONSTANTS, hypothesis("slope")),
    ),
    follows(
        "gap by variance",
        "forall(q, 2*mu**5*rho**2*(F(c) - F(q)) <= sigma**4*L**2)",
        *(step("slope by variance, squared"), step("gap by the slope", p="c", q="q")),
    ),
    follows(
        "order",
        ORDER,
        *(step("gap by variance", q="q"), hypothesis("mu"), L),
        claim="f(c) − f* ≥ Cβρ² asks for σ⁴ ≥ 2Cμ⁵ρ⁴/β, σ of order βρ for μ of order β: no one C"
        " in the place of Ω is right for every σ",
    ),
)
# ---- where runs go, whatever is drawn

SLOPE, DRAWN = "h(u[k])", "l(u[k], draw[k])"
PROBE, MOVED = "(u[k] {} rho)", "u[k + 1] == u[k] - t*l(u[k] {} rho, draw[k])"


def beyond(name: str, sign: str) -> tuple[Step, ...]:
    """One step from where all components have the slope of f, to the right (+) or left (−)."""
    probe, minus = PROBE.format(sign), "" if sign == "+" else "-"
    past, size = f"({minus}{SLOPE})", f"({minus}l({probe}, draw[k]))"
    return (
        follows(
            f"{name}: component",
            f"always(k, implies({past} > delta, {minus}{DRAWN} > 0 and {size} >= mu*rho"
            f" and {size} <= {past} + delta + L*rho))",
            *(CONSTANTS, deviation("u[k]", "draw[k]")),
            *(deviation(probe, "draw[k]"), component("u[k]", probe, "draw[k]")),
            step("increasing", p="u[k]", q=probe)
            if sign == "+"
            else step("increasing", p=probe, q="u[k]"),
        ),
        follows(
            f"{name}: moves",
            f"always(k, implies({past} > delta, {MOVED.format(sign)}))",
            *(step(f"{name}: component"), definition("run")),
        ),
        follows(
            f"{name}: slope",
            f"always(k, implies({past} > delta, {minus}h(u[k + 1]) <= {past} - t*mu**2*rho"
            f" and {minus}h(u[k + 1]) >= {past} - L*t*({past} + delta + L*rho)))",
            *(CONSTANTS, hypothesis("mu"), step(f"{name}: component"), step(f"{name}: moves")),
            *(hypothesis("lipschitz", p="u[k]", q="u[k + 1]"),),
            step("increasing", p="u[k + 1]", q="u[k]")
            if sign == "+"
            else step("increasing", p="u[k]", q="u[k + 1]"),
        ),
    )


runs = (
    *beyond("right", "+"),
    *beyond("left", "-"),
    follows(
        "within: component",
        f"always(k, implies(abs({SLOPE}) <= delta, abs(u[k + 1] - u[k]) <= t*(2*delta + L*rho)))",
        *(CONSTANTS, definition("run"), deviation("u[k]", "draw[k]")),
        component("u[k]", "u[k] + rho", "draw[k]"),
        component("u[k]", "u[k] - rho", "draw[k]"),
    ),
    follows(
        "within: slope",
        f"always(k, implies(abs({SLOPE}) <= delta, abs(h(u[k + 1])) <= {LEVEL}))",
        *(L, step("within: component"), hypothesis("lipschitz", p="u[k]", q="u[k + 1]")),
    ),
    Step(name="b", check=Define(symbol="b", value=LEVEL)),
    follows(
        "one step",
        f"always(k, abs(h(u[k + 1])) <= max(abs({SLOPE}) - t*mu**2*rho, b))",
        *(hypothesis("short"), definition("b")),
        *(step("within: slope"), step("right: slope"), step("left: slope")),
        deviation("u[k]", "draw[k]"),
        claim="|f′(u⁺)| ≤ max{|f′(u)| − tμ²ρ, δ + Lt(2δ + Lρ)}, whatever is drawn",
    ),
    *inductively(
        "slopes by b",
        f"abs({SLOPE}) <= max(abs(h(u[1])) - (k - 1)*t*mu**2*rho, b)",
        "1",
        given=(step("one step"), CONSTANTS),
    ),
    follows("slopes", SLOPES, *(step("slopes by b"), definition("b"))),
    follows(
        "gaps",
        GAPS,
        *(hypothesis("mu"), step("slopes"), step("gap by the slope", p="u[k]", q="a")),
        claim="so m-SAM comes to where f − f* ≤ (δ + Lt(2δ + Lρ))²/(2μ), whatever is drawn",
    ),
)

proof = Proof(
    name="msam-noise",
    summary="how noisy components must be to hold m-SAM away from the minimizer, on the line",
    source="derived here, after the lower bound for m-SAM of Si, Yun, NeurIPS 2023",
    statement=Statement(
        hypotheses=(
            POSITIVE_L,
            given("constants", "ρ > 0, t > 0", "rho > 0 and t > 0"),
            given("mu", "μ > 0", "mu > 0"),
            given(
                "strongly-convex",
                "F(q) ≥ F(p) + h(p)(q − p) + (μ/2)(q − p)²",
                "forall(p, q, F(q) >= F(p) + h(p)*(q - p) + (mu/2)*(q - p)**2)",
            ),
            given("unbiased", "E l′(r; ξ) = f′(r)", "forall(r, mean(xi, l(r, xi)) == h(r))"),
            given(
                "components",
                "|l′(p; ξ) − l′(q; ξ)| ≤ L|p − q|",
                "forall(p, q, xi, abs(l(p, xi) - l(q, xi)) <= L*abs(p - q))",
            ),
            given(
                "deviation",
                "|l′(r; ξ) − f′(r)| ≤ δ",
                "forall(r, xi, abs(l(r, xi) - h(r)) <= delta)",
            ),
            given(
                "variance",
                "E(l′(r; ξ) − f′(r))² ≤ σ²",
                "forall(r, mean(xi, (l(r, xi) - h(r))**2) <= sigma**2)",
            ),
            given(
                "lipschitz",
                "|f′(p) − f′(q)| ≤ L|p − q|",
                "forall(p, q, abs(h(p) - h(q)) <= L*abs(p - q))",
            ),
            given("short", "t ≤ 1/L", "t*L <= 1"),
            given("slope", "f′(c) > 0", "h(c) > 0"),
            given(
                "held",
                "no draw leads from c to the left",
                "forall(xi, implies(l(c, xi) > 0, c - t*l(c + rho, xi) >= c))",
            ),
        ),
        definitions=(
            given(
                "run",
                "uᵏ⁺¹ = uᵏ − tl′(uᵏ ± ρ; ξₖ), ± the sign of l′(uᵏ; ξₖ), or uᵏ where that is 0",
                "always(k, implies(l(u[k], draw[k]) > 0,"
                " u[k + 1] == u[k] - t*l(u[k] + rho, draw[k]))"
                " and implies(l(u[k], draw[k]) < 0,"
                " u[k + 1] == u[k] - t*l(u[k] - rho, draw[k]))"
                " and implies(l(u[k], draw[k]) == 0, u[k + 1] == u[k]))",
            ),
        ),
        conclusions=(
            given("deviation", "δ ≥ f′(c + ρ) ≥ f′(c) + μρ", BELOW),
            given("height", "F(c) − F(q) ≤ (δ − μρ)²/(2μ) for every q", HEIGHT),
            given("variance", "σ²Lρ ≥ f′(c)(f′(c) + μρ)²", VARIANCE),
            given("order", "F(c) − F(q) ≥ CLρ² only if σ⁴L ≥ 2Cμ⁵ρ⁴", ORDER),
            given(
                "slopes",
                "|f′(uᵏ)| ≤ max{|f′(u¹)| − (k − 1)tμ²ρ, δ + Lt(2δ + Lρ)}, whatever is drawn",
                SLOPES,
            ),
            given("gaps", "and F(uᵏ) − F(a) at most its square over 2μ", GAPS),
        ),
        needs={
            "deviation": ("deviation", "slope", "held"),
            "height": ("deviation", "slope", "held"),
            "slopes": ("deviation", "components", "lipschitz", "short"),
            "gaps": ("deviation", "components", "lipschitz", "short"),
            "variance": ("variance", "slope", "held", "components"),
            "order": ("variance", "slope", "held", "components"),
        },
    ),
    steps=(*shared, *by_deviation, *height, *by_variance, *runs),
    parts=(
        Part(
            text="deviations below f′(c) + μρ cannot hold m-SAM",
            conclusion="deviation",
            shown_by="deviation",
            ours=True,
        ),
        Part(
            text="the least gap in a trap is at most (δ − μρ)²/(2μ)",
            conclusion="height",
            shown_by="height",
            ours=True,
        ),
        Part(
            text="a variance below f′(c)(f′(c) + μρ)²/(Lρ) cannot",
            conclusion="variance",
            shown_by="variance",
            ours=True,
        ),
        Part(
            text="f(c) − f* ≥ Cβρ² asks for σ⁴ ≥ 2Cμ⁵ρ⁴/β",
            conclusion="order",
            shown_by="order",
            ours=True,
        ),
        Part(
            text="|f′| sinks to δ + Lt(2δ + Lρ), whatever is drawn",
            conclusion="slopes",
            shown_by="slopes",
            ours=True,
        ),
        Part(
            text="f − f* sinks to (δ + Lt(2δ + Lρ))²/(2μ)",
            conclusion="gaps",
            shown_by="gaps",
            ours=True,
        ),
    ),
    outcome="an m-SAM trap asks for δ > μρ; for small δ and t the gap is at most about δ²/(2μ),"
    " however large ρ is",
)
