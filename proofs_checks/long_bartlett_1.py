"""The edge of stability of SAM: which threshold it is, and that the two-cycle sits on it.

Across the gradient, along an eigenvector of μ that is orthogonal to g = ∇f(x), a step of SAM on a
quadratic multiplies by 1 − tμ(1 + ρμ/‖g‖), which is −1 where μ is the edge. Along g it is 1 − tλ:
the edge is the threshold of the other directions. Where SAM ends, ‖g‖ = λr with r = tρλ/(2 − tλ),
and the edge is λ. On the line u[k] is |xᵏ − x*|, a = tλ.
"""

from __future__ import annotations

from sam_theory.proofs.proof import (
    Block,
    Cited,
    Define,
    Identity,
    Part,
    Proof,
    Statement,
    Step,
    definition,
    local,
    step,
)
from sam_theory.proofs.writing import follows
from sam_theory.statements.formulas import given
from sam_theory.theorems.long_bartlett_1 import EDGE, TENDS

POSITIVE = "tau > 0 and rad > 0 and size > 0 and mu > 0"
AT = EDGE.replace("rho", "rad").replace("(t*", "(tau*")
ROOT = AT.format(s="size")
AT_THE_CYCLE = (
    "forall(tau, rad, lam, implies(tau > 0 and rad > 0 and lam > 0 and tau*lam < 2,"
    f" lam == {AT.format(s='lam*(tau*rad*lam/(2 - tau*lam))')}))"
)

VALUE = "tau*mu*(1 + rad*mu/size)"
CASES = (
    f"{VALUE} < 2 and mu < {ROOT} or {VALUE} == 2 and mu == {ROOT} or {VALUE} > 2 and mu > {ROOT}"
)
THRESHOLD = f"forall(tau, rad, size, mu, implies({POSITIVE}, {CASES}))"

threshold = Block(
    fix=("tau", "rad", "size", "mu"),
    assume=(("positive", POSITIVE),),
    steps=(
        Step(name="c", check=Define(symbol="c", value="rad/size")),
        follows("c > 0", "c > 0", definition("c"), local("positive")),
        Step(name="h", check=Define(symbol="h", value="sqrt(1 + 8*rad/(tau*size))")),
        follows(
            "square",
            "h >= 0 and h**2 == 1 + 8*rad/(tau*size)",
            *(definition("h"), local("positive")),
        ),
        follows(
            "square by c",
            "h**2 == 1 + 8*c/tau",
            *(step("square"), definition("c"), local("positive")),
        ),
        follows(
            "h > 1",
            "h > 1",
            step("square"),
            local("positive"),
        ),
        Step(name="l", check=Define(symbol="l", value="(h - 1)/(2*c)")),
        follows(
            "l > 0", "2*c*l == h - 1 and l > 0", *(definition("l"), step("h > 1"), step("c > 0"))
        ),
        follows(
            "at the edge",
            "tau*l*(1 + c*l) == 2",
            *(step("l > 0"), step("square by c"), step("c > 0"), local("positive")),
        ),
        follows(
            "by the edge",
            "tau*mu*(1 + c*mu) < 2 and mu < l or tau*mu*(1 + c*mu) == 2 and mu == l"
            " or tau*mu*(1 + c*mu) > 2 and mu > l",
            *(step("at the edge"), step("l > 0"), step("c > 0"), local("positive")),
        ),
        follows(
            "the edge",
            f"l == {ROOT}",
            *(definition("l"), definition("h"), definition("c"), local("positive")),
        ),
        follows(
            "product",
            "tau*mu*(1 + rad*mu/size) == tau*mu*(1 + c*mu)",
            *(definition("c"), local("positive")),
        ),
        follows(
            "cases",
            CASES,
            local("positive"),
        ),
    ),
)

NORM = "lam*(tau*rad*lam/(2 - tau*lam))"
at_the_cycle = Block(
    fix=("tau", "rad", "lam"),
    assume=(("signs", "tau > 0 and rad > 0 and lam > 0 and tau*lam < 2"),),
    steps=(
        follows("its gradient", f"{NORM} > 0", local("signs")),
        follows(
            "at the threshold",
            f"tau*lam*(1 + rad*lam/({NORM})) == 2",
            local("signs"),
        ),
        follows(
            "so λ is the edge",
            f"lam == {AT.format(s=NORM)}",
            local("signs"),
        ),
    ),
)

proof = Proof(
    name="long-bartlett-1",
    summary="the edge of stability of SAM as a threshold, and that the two-cycle sits on it",
    source="derived here; the edge: Long, Bartlett, JMLR 25 (2024)",
    statement=Statement(
        conclusions=(
            given("threshold", "tμ(1 + ρμ/‖g‖) < 2 iff μ is below the edge", THRESHOLD),
            given("cycle", "at ‖g‖ = λ·tρλ/(2 − tλ) the edge is λ", AT_THE_CYCLE),
            TENDS,
        ),
    ),
    steps=(
        Step(
            name="multiplier across",
            claim="along an eigenvector of μ orthogonal to g, at distance y from the line, a step"
            " has the derivative 1 − tμ(1 + ρμ/‖g‖) at y = 0, where ‖g‖ = s",
            ours=True,
            check=Identity(
                given=("s > 0", "mu > 0"),
                equation="limit(diff((1 - t*mu)*y"
                " - t*rho*mu**2*y/sqrt(s**2 + mu**2*y**2), y), y, 0)"
                " == 1 - t*mu*(1 + rho*mu/s)",
            ),
        ),
        Step(
            name="threshold",
            claim="it is above −1 iff μ < (‖g‖/(2ρ))(√(1 + 8ρ/(t‖g‖)) − 1)",
            ours=True,
            check=threshold,
        ),
        Step(
            name="the cycle is at its edge",
            claim="at the two-cycle along λ, ‖g‖ = tρλ²/(2 − tλ), and the edge is λ",
            ours=True,
            check=at_the_cycle,
        ),
        Step(
            name="ends",
            claim="SAM ends in the two-cycle along λmax from almost every start",
            check=Cited("Bartlett, Long, Bousquet, JMLR 24 (2023)", then=TENDS.formula),
        ),
    ),
    parts=(
        Part(
            text="the edge is where a direction across ∇f loses its stability",
            conclusion="threshold",
            shown_by="threshold",
            ours=True,
        ),
        Part(
            text="at the two-cycle along λ the edge is λ",
            conclusion="cycle",
            shown_by="the cycle is at its edge",
            ours=True,
        ),
        Part(text="SAM ends at its edge", conclusion="edge", shown_by="ends"),
    ),
    outcome="the edge is the threshold across ∇f; cycles sit on it; that SAM ends there is cited",
)
