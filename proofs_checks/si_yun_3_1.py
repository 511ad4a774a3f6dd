"""Si, Yun: SAM with constant radius on strongly convex functions, the rate 1/T²."""

from __future__ import annotations

from sam_theory.proofs.proof import Cited, Part, Proof, Reals, Step

steps = (
    Step(
        name="rate",
        claim="the gap is Õ(exp(−μT/(2β))Δ + β³ρ²/(μ²T²)) for η = min{(1/(μT)) max{1, "
        "log(μ²ΔT²/(β³ρ²))}, 1/(2β)}",
        check=Cited("Si, Yun, NeurIPS 2023, Theorem 3.1; the symbol Õ hides a logarithm of T"),
    ),
    Step(
        name="direct rate",
        claim="the one-step estimate alone gives Δe^(−ημT) + β³ηρ²/(2μ), only 1/T in the last term",
        ours=True,
        check=Reals(  # the contraction of dai-1 with 2 − βη ≥ 1, at its fixed point e
            given=(
                *("beta > 0", "mu > 0", "eta > 0", "beta*eta <= 1", "rho >= 0", "e >= 0"),
                "e <= (1 - eta*mu*(2 - beta*eta))*e + beta**3*eta**2*rho**2/2",
            ),
            then="e <= beta**3*eta*rho**2/(2*mu)",
        ),
    ),
    Step(
        name="on quadratics",
        claim="on quadratics with curvatures in [μ, β] the two-cycle, of radius ηβρ/(2 − ηβ), has "
        "a gap between β³η²ρ²/8 and (2/9)β³η²ρ² for η ≤ 1/(2β): 1/T² is right there, up "
        "to logarithms",
        ours=True,
        check=Reals(
            given=("beta > 0", "eta > 0", "2*beta*eta <= 1", "r == eta*beta*rho/(2 - eta*beta)"),
            then="beta**3*eta**2*rho**2/8 <= beta/2*r**2"
            " and beta/2*r**2 <= (2/9)*beta**3*eta**2*rho**2",
        ),
    ),
)

proof = Proof(
    name="si-yun-3.1",
    summary="Si, Yun 2023, Theorem 3.1: rate 1/T² on strongly convex functions",
    source="Si, Yun, NeurIPS 2023, Theorem 3.1",
    hypotheses=(("smooth", "f is β-smooth"), ("strong", "f is μ-strongly convex")),
    steps=steps,
    parts=(Part(text="the rate", rests_on=("rate",)),),
    outcome="rests on the publication; the radius of the two-cycle of quadratics agrees with it",
)
