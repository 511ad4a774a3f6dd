"""Phrases of answers: what is missing, with its evidence."""

from __future__ import annotations

from sam_theory.report.phrases import LONGEST, lacks, shown
from sam_theory.verdict import Verdict, consistent, refuted, undecided, violated


def test_conditions_of_the_same_evidence_are_told_together() -> None:
    told = lacks([("a", refuted("it is 0")), ("b", undecided("no L")), ("c", refuted("it is 0"))])
    assert told == "“a” and “c” are refuted (it is 0) and “b” is undecided (no L)"


def test_the_same_evidence_of_another_status_is_told_apart() -> None:
    assert lacks([("a", refuted("e")), ("b", violated("e"))]) == (
        "“a” is refuted (e) and “b” is violated (e)"
    )


def test_long_evidence_is_left_to_the_table() -> None:
    most = "w" * LONGEST
    assert lacks([("a", refuted(most))]) == f"“a” is refuted ({most})"
    assert lacks([("a", refuted(most + "w"))]) == "“a” is refuted"


def test_what_is_told_is_bounded() -> None:
    several = [(name, refuted(name * 70)) for name in "abcde"]
    assert lacks(several) == f"“a” is refuted ({'a' * 70}) and “b” is refuted and 3 more"
    assert "(" not in lacks(several, longest=69)


def seen(failing: Verdict, value: Verdict) -> str:
    """What is said of runs of which these two verdicts are told, and whose iterates diverge."""
    verdicts = {"liminf-gradient": failing, "gradient-limit": failing, "value-limit": value}
    return shown(verdicts, "3 runs")


def test_what_is_refuted_is_not_what_runs_contradict() -> None:
    assert seen(violated("e"), violated("f")) == (
        "3 runs contradict liminf ‖∇f(xᵏ)‖ = 0, f(xᵏ) → f(x̄) with ∇f(x̄) = 0."
    )
    assert seen(refuted("e"), violated("f")) == (
        "3 runs contradict f(xᵏ) → f(x̄) with ∇f(x̄) = 0. A certificate refutes liminf ‖∇f(xᵏ)‖ = 0."
    )
    assert seen(refuted("e"), refuted("e")) == (
        "A certificate refutes liminf ‖∇f(xᵏ)‖ = 0, f(xᵏ) → f(x̄) with ∇f(x̄) = 0."
    )
    assert seen(refuted("e"), consistent("f")) == (
        "3 runs show f(xᵏ) → f(x̄) with ∇f(x̄) = 0. A certificate refutes liminf ‖∇f(xᵏ)‖ = 0."
    )
