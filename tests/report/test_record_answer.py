"""The answer for records: what they show, what is open, what would decide that."""

from __future__ import annotations

from findings import PROPERTIES

from sam_theory.report.record_answer import record_answer, records_answer
from sam_theory.verdict import Verdict, consistent, undecided, violated

OPEN = dict.fromkeys(PROPERTIES, undecided("too short"))
SHOWN = dict.fromkeys(PROPERTIES, consistent("it falls"))
AGAINST = dict.fromkeys(PROPERTIES, violated("it stays"))


def answered(verdicts: dict[str, Verdict], needs: dict[str, str] | None = None) -> str:
    return record_answer("run.npz", 3000, verdicts, needs or {})


def test_the_strongest_property_is_told() -> None:
    assert answered(SHOWN) == "run.npz, k up to 3,000: the record shows xᵏ → x̄ with ∇f(x̄) = 0."
    weaker = SHOWN | {"iterate-limit": undecided("where x goes is not told")}
    assert "shows ∇f(xᵏ) → 0, f(xᵏ) → f(x̄)" in answered(weaker)
    assert "and leaves undecided xᵏ → x̄" in answered(weaker)


def test_what_is_contradicted_is_told_by_its_weakest_form() -> None:
    answer = answered(AGAINST)
    assert "the record contradicts liminf ‖∇f(xᵏ)‖ = 0" in answer
    assert "∇f(xᵏ) → 0" not in answer


def test_what_is_undecided_is_told_with_what_would_decide_it() -> None:
    needs = {"gradient-limit": "iterations (the record has 3,000): about 10,000 show it"}
    assert answered(OPEN, needs) == (
        "run.npz, k up to 3,000: the record decides none of the five properties. What would "
        "decide the rest: iterations (the record has 3,000)."
    )


def test_what_was_not_judged_is_not_told() -> None:
    answer = answered({"value-limit": undecided("too short")})
    assert answer.endswith("the record leaves undecided f(xᵏ) → f(x̄) with ∇f(x̄) = 0.")


def test_many_records_are_counted() -> None:
    answer = records_answer({"a": SHOWN, "b": OPEN, "c": AGAINST, "d": SHOWN}, 5)
    assert answer.startswith("4 of 5 files could be judged; they show ")
    assert "∇f → 0 in 2" in answer
    assert "not ∇f → 0 in 1" in answer
    assert records_answer({"b": OPEN}, 1).endswith("they show nothing.")
