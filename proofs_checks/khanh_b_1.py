"""Three sequences: when Σ β α² < ∞ forces α → 0."""

from __future__ import annotations

from sam_theory.proofs.derived import near_the_lim_inf, terms_vanish
from sam_theory.proofs.proof import (
    Block,
    Choose,
    Given,
    Part,
    Proof,
    Reals,
    Ref,
    Rule,
    Statement,
    Step,
    hypothesis,
    local,
    step,
)
from sam_theory.proofs.writing import by_rule, inductively

SQUARE, SQUARES = "beta[k]*alpha[k]**2", "beta[i]*alpha[i]**2"

not_away = Block(
    fix=("r",),
    assume=(("r", "r > 0"), ("away", "eventually(k, alpha[k] >= r)")),
    steps=(
        Step(name="away from K on", check=Choose(names=("K",), given=local("away"))),
        *inductively(
            "Σβα² ≥ r²Σβ",
            f"total(i, K, k, {SQUARES}) >= r**2*total(i, K, k, beta[i])",
            "K",
            given=(step("away from K on"), hypothesis("signs"), local("r")),
        ),
        Step(
            name="terms from K on",
            check=Reals(then=f"since(K, k, {SQUARE} >= 0)", given=(hypothesis("signs"),)),
        ),
        Step(
            name="Σβα² is bounded",
            check=Rule(
                schema="sums and tails",
                by={"a(k)": SQUARE, "K": "K"},
                given=(hypothesis("weighted"), step("terms from K on")),
            ),
        ),
        Step(
            name="Σβ is not",
            check=Rule(
                schema="sums exceed",
                by={"a(k)": "beta[k]", "K": "K", "c": f"tail(i, K, {SQUARES})/r**2"},
                given=(hypothesis("divergent"),),
            ),
        ),
        Step(
            name="against each other",
            check=Reals(
                then="False",
                given=(
                    *(local("r"), step("Σβ is not"), step("Σβα² is bounded")),
                    step("Σβα² ≥ r²Σβ"),
                ),
            ),
        ),
    ),
)


def small(
    name: str, of: str, below: str, vanish: tuple[Step, ...], *bounds: Ref
) -> tuple[Step, ...]:
    """What tends to 0, as the last step of `vanish` says, is below a number from some K on."""
    return (
        Step(
            name=f"{name}: positive",
            check=Reals(then=f"{below} > 0", given=(local("eps"), *bounds)),
        ),
        *vanish,
        Step(
            name=f"{name}: for large k",
            check=Rule(
                schema="near the limit",
                by={"a(k)": of, "c": "0", "r": below},
                given=(step(vanish[-1].name), step(f"{name}: positive")),
            ),
        ),
        Step(name=name, check=Choose(names=(CHOSEN[name],), given=step(f"{name}: for large k"))),
    )


CHOSEN = {"tails of γ": "K2", "tails of βα²": "K3", "terms βα²": "K4"}
WEIGHTED, SUMMABLE = hypothesis("weighted"), hypothesis("summable")
SMALL = "alpha[k] < 0 + eps and k >= K1 and k >= K2 and k >= K3 and k >= K4"

beginning = (
    *small(
        *("tails of γ", "tail(i, k, gamma[i])", "eps/3"),
        (by_rule("tails of γ vanish", "tails vanish", {"a(k)": "gamma[k]"}, SUMMABLE),),
    ),
    *small(
        *("tails of βα²", f"tail(i, k, {SQUARES})", "eps**2/3"),
        (by_rule("tails of βα² vanish", "tails vanish", {"a(k)": SQUARE}, WEIGHTED),),
    ),
    *small(
        *("terms βα²", SQUARE, "eps**2/(9*B)"),
        terms_vanish("βα² → 0", SQUARE, WEIGHTED),
        step("β̄"),
    ),
    *near_the_lim_inf(
        "α ≤ ε now and then", *("alpha[k]", "0", "eps"), step("lim inf"), local("eps")
    ),
    Step(
        name="all at once",
        check=Reals(
            then=f"frequently(k, {SMALL})",
            given=(step("α ≤ ε now and then"), step("recursion"), *map(step, CHOSEN)),
        ),
    ),
    Step(
        name="Kε exists",
        check=Rule(
            schema="infinitely many", by={"P(k)": SMALL, "K": "K1"}, given=(step("all at once"),)
        ),
    ),
    Step(name="Kε", check=Choose(names=("K",), given=step("Kε exists"))),
    Step(
        name="(19)",
        claim="some Kε has α ≤ ε, Σ_{k≥Kε}γ < ε/3, Σ_{k≥Kε}βα² < ε²/3 and β̄βα² ≤ ε²/9 from "
        "there on: tails and terms of convergent series vanish, then lim inf α = 0",
        check=Reals(
            then="alpha[K] <= eps and since(K, k, tail(i, k, gamma[i]) < eps/3"
            f" and tail(i, k, {SQUARES}) < eps**2/3 and B*{SQUARE} <= eps**2/9)",
            given=(step("Kε"), *map(step, CHOSEN)),
        ),
    ),
)

SUM, SHIFTED, OF_GAMMA, OF_SQUARES = (
    "total(i, N, m, beta[i]*alpha[i] + gamma[i])",
    "total(i, N + 1, m + 1, beta[i]*alpha[i])",
    "total(i, N, m, gamma[i])",
    f"total(i, N, m + 1, {SQUARES})",
)

since_the_last = (  # N is the last index up to m with α ≤ ε
    Step(
        name="there is a k′",
        check=Rule(
            schema="last index",
            by={"P(k)": "alpha[k] <= eps", "K": "K", "m": "m"},
            given=(step("(19)"), local("m")),
        ),
    ),
    Step(
        name="k′",
        claim="k′ is the last index from Kε to k with α ≤ ε",
        check=Choose(names=("N",), given=step("there is a k′")),
    ),
    *inductively(
        "telescoping",
        "alpha[k] - alpha[N] <= total(i, N, k, beta[i]*alpha[i] + gamma[i])",
        "N",
        claim="αₖ − αₖ′ ≤ Σ_{i=k′}^{k−1}(βᵢαᵢ + γᵢ)",
        given=(step("k′"), step("Kε"), step("recursion")),
    ),
    Step(
        name="shifted sum",
        erratum="= should be ≤",
        claim="Σ_{i=k′}^{k−1}(βᵢαᵢ + γᵢ) = Σ_{i=k′+1}^{k} βᵢαᵢ + Σ_{i=k′}^{k−1} γᵢ + βₖ′αₖ′",
        check=Reals(  # where k = k′ + 1: first and last are βα at k′ and at k
            then="forall(first, last, c, implies(first >= 0 and last >= 0 and c >= 0,"
            " first + c == last + c + first))",
        ),
    ),
    Step(
        name="shifted sum, corrected",
        claim="the same with ≤ in place of =",
        ours=True,
        check=Reals(
            then=f"{SUM} <= {SHIFTED} + {OF_GAMMA} + beta[N]*alpha[N]",
            given=(hypothesis("signs", k="m"),),
        ),
    ),
    *inductively(
        "Σβα",
        "implies(k <= m + 1, total(i, N + 1, k, beta[i]*alpha[i])"
        f" <= (1/eps)*total(i, N + 1, k, {SQUARES}))",
        "N + 1",
        claim="Σ_{i=k′+1}^{k} βᵢαᵢ ≤ (1/ε)Σ βα², as αᵢ > ε there",
        base=(local("eps"),),
        given=(local("eps"), step("k′"), hypothesis("signs")),
    ),
    Step(
        name="√β̄",
        claim="βₖ′αₖ′ ≤ √β̄ √(βₖ′αₖ′²) ≤ ε/3",
        check=Reals(
            then="beta[N]*alpha[N] <= sqrt(B)*sqrt(beta[N]*alpha[N]**2) <= eps/3",
            given=(
                *(hypothesis("signs", k="N"), step("β̄", k="N")),
                *(step("k′"), step("(19)", k="N")),
            ),
        ),
    ),
    *(
        part
        for name, term in (("γ", "gamma[k]"), ("βα²", SQUARE))
        for part in (
            Step(
                name=f"terms {name} from k′ on",
                check=Reals(then=f"since(N, k, {term} >= 0)", given=(hypothesis("signs"),)),
            ),
            Step(
                name=f"Σ{name} from k′ on",
                check=Rule(
                    schema="sums and tails",
                    by={"a(k)": term, "K": "N"},
                    given=(
                        WEIGHTED if name == "βα²" else SUMMABLE,
                        step(f"terms {name} from k′ on"),
                    ),
                ),
            ),
        )
    ),
    Step(
        name="α ≤ 2ε at k",
        claim="(1/ε)Σβα² + Σγ + √β̄√(βₖ′αₖ′²) ≤ ε, so αₖ ≤ 2ε",
        check=Reals(
            then="alpha[m] <= 2*eps",
            given=(
                *(local("eps"), step("k′"), step("telescoping", k="m"), step("√β̄")),
                *(step("shifted sum, corrected"), step("Σβα", k="m + 1"), step("(19)", k="N")),
                *(step("Σγ from k′ on", k="m"), step("Σβα² from k′ on", k="m + 1")),
            ),
        ),
    ),
)

steps = (
    Step(name="not away from 0", claim="α ≥ r > 0 for large k is impossible", check=not_away),
    Step(
        name="lim inf",
        claim="lim inf αₖ = 0: else αₖ ≥ r for large k and Σβα² ≥ r²Σβ = ∞",
        check=Rule(
            schema="lim inf of 0",
            by={"a(k)": "alpha[k]"},
            given=(hypothesis("signs"), step("not away from 0")),
        ),
    ),
    Step(name="β̄", claim="β̄ bounds β", check=Choose(names=("B",), given=hypothesis("bounded"))),
    Step(
        name="recursion",
        claim="the recursion holds from some K₁ on",
        check=Choose(names=("K1",), given=hypothesis("recursion")),
    ),
    Step(
        name="α ≤ 2ε",
        claim="αₖ ≤ 2ε for all large k",
        check=Block(
            fix=("eps",),
            assume=(("eps", "eps > 0"),),
            steps=(
                *beginning,
                Step(
                    name="α ≤ 2ε from Kε on",
                    check=Block(fix=("m",), assume=(("m", "m >= K"),), steps=since_the_last),
                ),
                Step(
                    name="α ≤ 2ε for large k",
                    check=Reals(
                        then="eventually(k, alpha[k] <= 2*eps)", given=(step("α ≤ 2ε from Kε on"),)
                    ),
                ),
            ),
        ),
    ),
    Step(
        name="as near to 0 as one likes",
        check=Block(
            fix=("r",),
            assume=(("r", "r > 0"),),
            steps=(
                Step(
                    name="ε = r/3",
                    check=Reals(
                        then="eventually(k, 0 - r < alpha[k] and alpha[k] < 0 + r)",
                        given=(step("α ≤ 2ε", eps="r/3"), local("r"), hypothesis("signs")),
                    ),
                ),
            ),
        ),
    ),
    Step(
        name="limit",
        claim="αₖ → 0",
        check=Rule(
            schema="limit",
            by={"a(k)": "alpha[k]", "c": "0"},
            given=(step("as near to 0 as one likes"),),
        ),
    ),
    Step(
        name="β bounded",
        claim="boundedness of β cannot be dropped: from α = δ², β = 1/δ² one step leads to α > 1, "
        "with βα² = δ² as small as one likes",
        ours=True,
        check=Reals(
            then="forall(delta, implies(delta > 0, (1/delta**2)*(delta**2)**2 == delta**2"
            " and delta**2 + (1/delta**2)*delta**2 > 1))",
        ),
    ),
)

proof = Proof(
    name="khanh-b.1",
    summary="Lemma B.1: three sequences",
    source="K24, Lemma B.1",
    statement=Statement(
        hypotheses=(
            Given(
                key="signs",
                text="αₖ, βₖ, γₖ ≥ 0",
                formula="always(k, alpha[k] >= 0 and beta[k] >= 0 and gamma[k] >= 0)",
            ),
            Given(
                key="recursion",
                text="αₖ₊₁ − αₖ ≤ βₖαₖ + γₖ for large k",
                formula="eventually(k, alpha[k + 1] - alpha[k] <= beta[k]*alpha[k] + gamma[k])",
            ),
            Given(
                key="bounded",
                text="βₖ is bounded",
                formula="exists(b, b > 0 and always(k, beta[k] <= b))",
            ),
            Given(key="divergent", text="Σ βₖ = ∞", formula="diverges(k, beta[k])"),
            Given(key="summable", text="Σ γₖ < ∞", formula="summable(k, gamma[k])"),
            Given(key="weighted", text="Σ βₖαₖ² < ∞", formula="summable(k, beta[k]*alpha[k]**2)"),
        ),
        conclusions=(Given(key="limit", text="αₖ → 0", formula="tends(k, alpha[k], 0)"),),
    ),
    steps=steps,
    parts=(Part(text="αₖ → 0", conclusion="limit", shown_by="limit"),),
    outcome="the lemma survives; one line prints = where ≤ is meant",
)
