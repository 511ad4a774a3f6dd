"""SAM with constants on strongly convex functions, as quoted by K24."""

from __future__ import annotations

from sam_theory.conclusions.bounds import gap_contracts
from sam_theory.hypotheses.constants import STRONGLY_CONVEX, constant
from sam_theory.hypotheses.facts import LIPSCHITZ_GRADIENT
from sam_theory.theorem import Conclusion, Theorem

dai_1 = Theorem(
    name="dai-1",
    summary="SAM with constants on strongly convex f: the gap contracts to a multiple of ρ²",
    about=lambda method: method.name == "sam",
    about_settings=constant,
    hypotheses=(STRONGLY_CONVEX, LIPSCHITZ_GRADIENT),
    conclusions=(
        Conclusion(
            text="f(xᵏ) − f* ≤ (1 − tμ(2 − Lt))ᵏ(f(x⁰) − f*) + tL²ρ²/(2μ(2 − Lt))",
            property="bound",
            check=gap_contracts,
        ),
    ),
    source="Dai, Ahn, Sra, NeurIPS 2023, Theorem 1, as quoted in K24, section 1.1",
)
