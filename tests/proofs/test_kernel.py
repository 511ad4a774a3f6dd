"""What the kernel refuses: loose names, mixed indices, facts and constants out of their scope."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from proving import proof, report

from sam_theory.proofs.proof import (
    Apply,
    Block,
    Choose,
    Define,
    Reals,
    Rule,
    Step,
    Uses,
    Witness,
    definition,
    hypothesis,
    local,
    step,
)
from sam_theory.verdict import Status

GIVEN: Mapping[str, str] = {
    "a": "always(k, a[k] >= 0)",
    "small": "forall(r, implies(r > 0, eventually(k, a[k] < r)))",
    "often": "frequently(k, b[k] >= 1)",
    "odd": "frequently(k, c[k] >= 1)",
    "late": "eventually(k, e0[k] <= a[k])",
    "some": "exists(C, always(k, a[k] <= C))",
    "each": "always(k, exists(C, a[k] <= C))",
    "x": "forall(y, z, norm(h(y) - h(z)) <= L*norm(y - z))",
    "L": "L > 0",
    "sub": "exists(s, increasing(s) and tends(j, x[s[j]], xbar))",
}


def last(*steps: Step, given: Mapping[str, str] = GIVEN) -> tuple[Status, str]:
    """The verdict on the last of the steps."""
    checked = report(proof(*steps, given=given, vectors=("h",))).checked[-1]
    return checked.verdict.status, checked.verdict.evidence


def test_a_limit_is_shown_for_each_margin() -> None:
    found = report(
        proof(
            Step(
                name="near",
                check=Block(
                    fix=("r",),
                    assume=(("r", "r > 0"),),
                    steps=(
                        Step(
                            name="both sides",
                            check=Reals(
                                then="eventually(k, 0 - r < a[k] and a[k] < 0 + r)",
                                given=(hypothesis("small", r="r"), local("r"), hypothesis("a")),
                            ),
                        ),
                    ),
                ),
            ),
            Step(
                name="limit",
                check=Rule(schema="limit", by={"a(k)": "a[k]", "c": "0"}, given=(step("near"),)),
            ),
            given=GIVEN,
            shows={"limit": "tends(k, a[k], 0)"},
            vectors=("h",),
        )
    )
    assert found.conclusion.status is Status.PROVED
    assert found.unused != ()


REFUSED: dict[str, tuple[tuple[Step, ...], str]] = {
    "an unknown hypothesis": (
        (Step(name="1", check=Reals(then="1 > 0", given=(hypothesis("none"),))),),
        "no hypothesis 'none'",
    ),
    "a later step": (
        (
            Step(name="1", check=Reals(then="1 > 0", given=(step("2"),))),
            Step(name="2", check=Reals(then="1 > 0")),
            Step(name="3", check=Reals(then="1 > 0", given=(step("1"),))),
        ),
        "no step '1'",
    ),
    "a loose name": ((Step(name="1", check=Reals(then="q**2 >= 0")),), "q in q ** 2 >= 0"),
    "two that hold often": (
        (
            Step(
                name="1",
                check=Reals(
                    then="frequently(k, b[k] + c[k] >= 2)",
                    given=(hypothesis("often"), hypothesis("odd")),
                ),
            ),
        ),
        "need not hold for the same",
    ),
    "often is not for large k": (
        (
            Step(
                name="1",
                check=Reals(then="eventually(k, b[k] >= 1)", given=(hypothesis("often"),)),
            ),
        ),
        "infinitely many k does not give",
    ),
    "for large k is not for all": (
        (
            Step(
                name="1",
                check=Reals(then="always(k, e0[k] <= a[k])", given=(hypothesis("late"),)),
            ),
        ),
        "for every k",
    ),
    "for large k at an index": (
        (
            Step(name="K", check=Choose(names=("K",), given=hypothesis("late"))),
            Step(name="1", check=Reals(then="e0[K] <= a[K]", given=(hypothesis("late", k="K"),))),
        ),
        "choose a K before",
    ),
    "a constant of each k for all k": (
        (Step(name="C", check=Choose(names=("C0",), given=hypothesis("each"))),),
        "must be known to exist",
    ),
    "a chosen constant outside of its block": (
        (
            Step(
                name="1",
                check=Block(
                    fix=("m",),
                    steps=(
                        Step(name="C", check=Reals(then="a[m] <= a[m]")),
                        Step(
                            name="D",
                            check=Witness(
                                then="exists(C, a[m] <= C)",
                                values={"C": "a[m]"},
                                given=(step("C"),),
                            ),
                        ),
                        Step(name="E", check=Choose(names=("C0",), given=step("D"))),
                        Step(name="F", check=Reals(then="a[m] <= C0", given=(step("E"),))),
                    ),
                ),
            ),
        ),
        "chosen within the block",
    ),
    "a name that stands for something": (
        (Step(name="K", check=Choose(names=("L",), given=hypothesis("some"))),),
        "L must be new",
    ),
    "an index for a number": (
        (Step(name="K", check=Choose(names=("K",), given=hypothesis("some"))),),
        "constants of the kinds",
    ),
    "a fixed k for any k": (
        (
            Step(
                name="1",
                check=Block(
                    fix=("k",),
                    assume=(("one", "a[k] <= 1"),),
                    steps=(
                        Step(
                            name="2",
                            check=Reals(then="always(k, a[k] <= 1)", given=(local("one"),)),
                        ),
                    ),
                ),
            ),
        ),
        "last step of the block is refused",
    ),
    "a step within a block": (
        (
            Step(
                name="1",
                check=Block(
                    assume=(("one", "L > 1"),),
                    steps=(Step(name="2", check=Reals(then="L > 1", given=(local("one"),))),),
                ),
            ),
            Step(name="3", check=Reals(then="L > 1", given=(step("2"),))),
        ),
        "no step '2'",
    ),
    "an assumption outside": (
        (
            Step(
                name="1",
                check=Block(
                    assume=(("one", "L > 1"),),
                    steps=(Step(name="2", check=Reals(then="L > 1", given=(local("one"),))),),
                ),
            ),
            Step(name="3", check=Reals(then="L > 1", given=(local("one"),))),
        ),
        "no local 'one'",
    ),
    "a number for a vector": (
        (Step(name="1", check=Reals(then="L > 0", given=(hypothesis("x", y="L", z="L"),))),),
        "must both be vectors",
    ),
    "half an index": (
        (Step(name="1", check=Reals(then="L > 0", given=(hypothesis("a", k="1/2"),))),),
        "an index must be",
    ),
    "a variable that is not bound": (
        (Step(name="1", check=Reals(then="L > 0", given=(hypothesis("L", y="L"),))),),
        "is not about y",
    ),
    "no such rule": ((Step(name="1", check=Rule(schema="magic")),), "no rule 'magic'"),
    "a rule without a premise": (
        (Step(name="1", check=Rule(schema="tails vanish", by={"a(k)": "a[k]"})),),
        "needs summable(k, a[k])",
    ),
    "a rule of another sequence": (
        (
            Step(
                name="1",
                check=Rule(
                    schema="infinitely many",
                    by={"P(k)": "a[k] >= 1", "K": "1"},
                    given=(hypothesis("a"),),
                ),
            ),
        ),
        "which no premise says",
    ),
    "a rule about vectors for numbers": (
        (
            Step(
                name="1",
                check=Rule(
                    schema="subsequence", by={"v(k)": "a[k]", "c": "L"}, given=(hypothesis("a"),)
                ),
            ),
        ),
        "needs a vector for v",
    ),
    "a parameter that the rule has not": (
        (Step(name="1", check=Rule(schema="tails vanish", by={"a(k)": "a[k]", "q": "L"})),),
        "has no parameter q",
    ),
    "a witness that is none": (
        (
            Step(
                name="1",
                check=Witness(then="exists(C, C > 1)", values={"C": "L"}, given=(hypothesis("L"),)),
            ),
        ),
        "which no premise says",
    ),
    "what is applied without its condition": (
        (Step(name="1", check=Apply(to=hypothesis("small", r="L"), given=())),),
        "which no premise says",
    ),
    "what is applied is no implication": (
        (Step(name="1", check=Apply(to=hypothesis("L"), given=())),),
        "must be an implication",
    ),
    "a definition by itself": (
        (Step(name="u", check=Define(symbol="u[k]", value="u[k] + 1")),),
        "u in",
    ),
    "a definition of what is known": (
        (Step(name="u", check=Define(symbol="a[k]", value="1")),),
        "a must be new",
    ),
    "an index defined as a number": (
        (Step(name="u", check=Define(symbol="N", value="1/2")),),
        "an index must be",
    ),
    "no such proof": (
        (Step(name="1", check=Uses(proof="p", conclusion="limit")),),
        "rest on each other",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused_with_a_sentence(name: str) -> None:
    steps, said = REFUSED[name]
    status, evidence = last(*steps)
    assert status is Status.UNDECIDED
    assert said in evidence


def test_a_definition_is_a_premise() -> None:
    status, _ = last(
        Step(name="u", check=Define(symbol="u[k]", value="a[k] + a[k + 1]")),
        Step(
            name="1",
            check=Reals(
                then="always(k, u[k] >= 0)",
                given=(definition("u"), hypothesis("a"), hypothesis("a", k="k + 1")),
            ),
        ),
    )
    assert status is Status.PROVED


def test_a_bound_variable_does_not_capture() -> None:
    """A bound C of a[k] for each k, put where C means another number, stays what it was."""
    status, evidence = last(
        Step(name="C", check=Choose(names=("C0",), given=hypothesis("some"))),
        Step(
            name="1",
            check=Rule(
                schema="bounded sums",
                by={"a(k)": "a[k]", "K": "1", "c": "k"},
                given=(hypothesis("a"), step("C")),
            ),
        ),
    )
    assert status is Status.UNDECIDED
    assert "k1" in evidence


def test_a_circle_of_proofs_is_refused() -> None:
    one = proof(
        Step(name="1", check=Uses(proof="q", conclusion="c")), shows={"c": "1 > 0"}, name="p"
    )
    two = proof(
        Step(name="1", check=Uses(proof="p", conclusion="c")), shows={"c": "1 > 0"}, name="q"
    )
    found = report(one, two)
    assert found.conclusion.status is Status.UNDECIDED
    assert found.checked[0].verdict.status is Status.UNDECIDED


def test_a_conclusion_is_that_of_the_theorem() -> None:
    steps = Step(name="1", check=Reals(then="L > 0", given=(hypothesis("L"),)))
    good = report(proof(steps, given={"L": "L > 0"}, shows={"c": "0 < L"}))
    bad = report(proof(steps, given={"L": "L > 0"}, shows={"c": "L > 1"}))
    assert good.conclusion.status is Status.PROVED
    assert bad.conclusion.status is Status.UNDECIDED
    assert "the conclusion of p is L > 1" in bad.part(bad.proof.parts[0]).evidence


def test_a_statement_that_is_no_formula_is_refused() -> None:
    found = report(proof(Step(name="1", check=Reals(then="L > 0")), given={"bad": "x[k] <= x[1]"}))
    assert "the statement of p" in found.checked[0].verdict.evidence


@pytest.mark.parametrize(
    "name", ["_1", "_0", "pi_", "_pi_", "lambda_", "_if_", "_", "abs_", "_max"]
)
def test_a_name_like_a_number_or_a_word_stands_for_any_number(name: str) -> None:
    status, _ = last(
        Step(name="1", check=Reals(then=f"forall({name}, {name}*0 == 0)")),
        Step(name="2", check=Reals(then=f"forall({name}, {name} == 1 or {name} < 4)")),
    )
    assert status is not Status.PROVED
    status, _ = last(Step(name="2", check=Reals(then=f"forall(q, {name}, q*{name} == 0)")))
    assert status is not Status.PROVED
