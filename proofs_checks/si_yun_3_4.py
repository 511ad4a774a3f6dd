"""Si, Yun: average gradients of SAM on nonconvex functions, and the trap where it settles."""

from __future__ import annotations

from sam_theory.proofs.proof import Argument, Identity, Induction, Number, Part, Proof, Reals, Step

GH = ("G", "H")
TRAP = "(9*beta*rho**2/(25*pi**2))*sin(5*pi*x/(3*rho))"
SLOPE = "(3*beta*rho/(5*pi))*cos(5*pi*{x}/(3*rho))"
SIGNS = ("beta > 0", "rho > 0")

steps = (
    Step(
        name="one step",
        claim="(η/2)‖∇f‖² ≤ f(xᵏ) − f(xᵏ⁺¹) + (η/2)β²ρ² for η ≤ 1/β",
        check=Reals(
            vectors=GH,
            given=(
                *("beta > 0", "eta > 0", "eta*beta <= 1", "rho >= 0"),
                "smooth: f_ <= f - eta*dot(G, H) + (beta*eta**2/2)*sq(H)",
                "smooth: norm(H - G) <= beta*rho",
            ),
            then="eta/2*sq(G) <= f - f_ + eta/2*beta**2*rho**2",
        ),
    ),
    Step(
        name="average",
        claim="(1/T)Σ‖∇f‖² ≤ 2Δ/(ηT) + β²ρ²",
        check=Argument(
            rule="cases",
            obligations=(
                Induction(
                    state=("S", "f", "n"),
                    start=("S == 0", "f == f0", "n == 0"),
                    given=("eta > 0",),
                    step=(
                        *("S_ == S + N**2", "n_ == n + 1"),
                        "@one step: eta/2*N**2 <= f - f_ + eta/2*w",
                    ),
                    then="eta/2*S <= f0 - f + n*eta/2*w",
                ),
                Reals(
                    given=(
                        *("eta > 0", "n > 0", "eta/2*S <= f0 - f + n*eta/2*w"),
                        "bounded-below: f >= low",
                    ),
                    then="S/n <= 2*(f0 - low)/(eta*n) + w",
                ),
            ),
        ),
    ),
    Step(
        name="trap, curvature",
        claim="f(x) = (9βρ²/(25π²)) sin(5πx/(3ρ)) has f″ = −β sin(5πx/(3ρ)), so |f″| ≤ β",
        check=Identity(
            given=SIGNS, equation=f"diff(diff({TRAP}, x), x) == -beta*sin(5*pi*x/(3*rho))"
        ),
    ),
    Step(
        name="trap, slope",
        claim="f′(−ρ/10) = (3√3/(10π))βρ > 0",
        check=Argument(
            rule="cases",
            obligations=(
                Identity(
                    given=SIGNS,
                    equation=SLOPE.format(x="(-rho/10)") + " == 3*sqrt(3)*beta*rho/(10*pi)",
                ),
                Number(relation="3*sqrt(3)/(10*pi) > 0"),
            ),
        ),
    ),
    Step(
        name="trap, fixed point",
        claim="SAM stays at −ρ/10, which is not stationary: −ρ/10 + ρ = 9ρ/10 is a minimizer",
        check=Identity(given=SIGNS, equation=SLOPE.format(x="(-rho/10 + rho)") + " == 0"),
    ),
    Step(
        name="trap, attraction",
        claim="near −ρ/10, where f′ > 0, x⁺ = x − ηf′(x + ρ) has the derivative 1 − ηβ: it "
        "attracts for 0 < ηβ < 2",
        check=Argument(
            rule="cases",
            obligations=(
                Identity(
                    given=SIGNS,
                    equation="-eta*(-beta*sin(5*pi*(9*rho/10)/(3*rho))) == -eta*beta",
                ),
                Reals(given=("eta*beta > 0", "eta*beta < 2"), then="abs(1 - eta*beta) < 1"),
            ),
        ),
    ),
    Step(
        name="unavoidable",
        claim="there ‖∇f‖² = (27/(100π²))β²ρ²: an O(ρ²) term is unavoidable, and β²ρ² is "
        "an upper bound",
        check=Argument(
            rule="cases",
            obligations=(
                Identity(equation="(3*sqrt(3)/(10*pi))**2 == 27/(100*pi**2)"),
                Number(relation="27/(100*pi**2) > 0 and 27/(100*pi**2) < 1"),
            ),
        ),
    ),
)

proof = Proof(
    name="si-yun-3.4",
    summary="Si, Yun 2023, Theorem 3.4: average gradients, nonconvex, with the trap",
    source="Si, Yun, NeurIPS 2023, Theorem 3.4 and the nonconvex example; quoted in K24, 1.1",
    hypotheses=(("smooth", "f is β-smooth"), ("bounded-below", "f is bounded below")),
    steps=steps,
    parts=(
        Part(text="(1/T)Σ‖∇f‖² ≤ 2Δ/(ηT) + β²ρ² for η ≤ 1/β", rests_on=("average",)),
        Part(
            text="the term β²ρ² cannot be dropped",
            rests_on=(
                *("trap, curvature", "trap, slope", "trap, fixed point", "trap, attraction"),
                "unavoidable",
            ),
        ),
    ),
    outcome="as published",
)
