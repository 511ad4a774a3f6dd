"""What a one-step estimate gives: a bound on averages, and one on the last iterate.

F[k] stands for f(xᵏ), M[k] for ‖∇f(xᵏ)‖², or for their means over draws.
"""

from __future__ import annotations

from sam_theory.proofs.proof import Part, Proof, Reals, Rule, Statement, Step, hypothesis, step
from sam_theory.proofs.writing import inductively
from sam_theory.statements.formulas import given

FACTOR = "(1 - 2*r*mu)"
LAST = f"F[k] - fstar <= {FACTOR}**(k - 1)*(F[1] - fstar) + c/(2*r*mu)"
AVERAGE = "always(k, total(i, 1, k + 1, M[i])/k <= (F[1] - fstar)/(r*k) + c/r)"
SIGNS, ONE = hypothesis("signs"), hypothesis("one-step")

average = (
    *inductively(
        "sum",
        "r*total(i, 1, k, M[i]) <= F[1] - F[k] + (k - 1)*c",
        "1",
        claim="rΣ_{i<k}Mᵢ ≤ F₁ − Fₖ + (k − 1)c",
        given=(ONE,),
    ),
    Step(
        name="average",
        claim="(1/k)Σ_{i≤k}Mᵢ ≤ (F₁ − f*)/(rk) + c/r",
        check=Reals(
            then=AVERAGE,
            given=(SIGNS, step("sum", k="k + 1"), hypothesis("low", k="k + 1")),
        ),
    ),
)

last = (
    Step(
        name="contraction",
        claim="Fₖ₊₁ − f* ≤ (1 − 2rμ)(Fₖ − f*) + c",
        check=Reals(
            then=f"always(k, F[k + 1] - fstar <= {FACTOR}*(F[k] - fstar) + c)",
            given=(SIGNS, ONE, hypothesis("pl")),
        ),
    ),
    Step(name="powers", check=Rule(schema="powers", by={"c": FACTOR})),
    *inductively(
        "last iterate",
        LAST,
        "1",
        claim="Fₖ − f* ≤ (1 − 2rμ)ᵏ⁻¹(F₁ − f*) + c/(2rμ)",
        base=(SIGNS, hypothesis("pl")),
        given=(
            *(SIGNS, hypothesis("pl"), step("contraction"), step("powers")),
            *(hypothesis("factor", k="1"), hypothesis("factor", k="k + 1")),
        ),
    ),
)

proof = Proof(
    name="one-step",
    summary="what a one-step estimate gives: averages and the last iterate",
    source="elementary",
    statement=Statement(
        hypotheses=(
            given("signs", "r > 0, c ≥ 0", "r > 0 and c >= 0"),
            given("one-step", "Fₖ₊₁ ≤ Fₖ − rMₖ + c", "always(k, F[k + 1] <= F[k] - r*M[k] + c)"),
            given("low", "Fₖ ≥ f*", "always(k, F[k] >= fstar)"),
            given(
                "pl",
                "Mₖ ≥ 2μ(Fₖ − f*), μ > 0",
                "mu > 0 and always(k, M[k] >= 2*mu*(F[k] - fstar))",
            ),
            given(
                "factor",
                "1 − 2rμ ≥ 0, unless Fₖ = f* for all k",
                f"always(k, {FACTOR} >= 0 or F[k] == fstar)",
            ),
        ),
        conclusions=(
            given("average", "(1/k) Σ_{i≤k} Mᵢ ≤ (F₁ − f*)/(rk) + c/r", AVERAGE),
            given(
                "last-iterate", "Fₖ − f* ≤ (1 − 2rμ)ᵏ⁻¹(F₁ − f*) + c/(2rμ)", f"always(k, {LAST})"
            ),
        ),
        needs={"average": ("low",), "last-iterate": ("pl", "factor")},
    ),
    steps=(*average, *last),
    parts=(
        Part(text="averages", conclusion="average", shown_by="average"),
        Part(text="the last iterate", conclusion="last-iterate", shown_by="last iterate"),
    ),
    outcome="elementary",
)
