"""Recorded arrays, judged by the API as the command judges files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sam_theory import UsageError, assess, check
from sam_theory.study.assessing import assess as assess_file
from sam_theory.study.assessing import foretold

K = np.arange(1, 401)
X = 0.97**K
RECORD: dict[str, Any] = {"value": X**2, "gradient_norm": 2 * X}


def test_it_judges_as_the_command_does(tmp_path: Path) -> None:
    path = tmp_path / "run.npz"
    columns = RECORD | {"iterate": X[:, None], "step": 0.1 / K, "k": 2 * K}
    np.savez(path, **columns)
    told = assess_file(str(path), foretold(None, "0.1/k"))
    found = assess(**columns, radius="0.1/k")
    assert found.properties == told.verdicts
    assert found.needs == told.needs
    assert found.trace.iterations == 800


def test_formulas_and_numbers_say_how_schedules_go_on() -> None:
    for step in ("0.015", 0.015):
        found = assess(**RECORD, iterate=X[:, None], step=step, radius=0)
        assert found.trace.steps is not None
        assert np.all(found.trace.steps.high == 0.015)
        assert found.properties["iterate-limit"].holds
    recorded = assess(**RECORD, iterate=X[:, None], step=np.full(400, 0.015))
    assert recorded.trace.steps is not None


def test_it_takes_the_trajectory_of_a_check() -> None:
    run = check("quadratic", "sam", step="0.3/L", radius="0.1/k", iterations=400).trajectory
    columns = {name: getattr(run, name) for name in ("value", "gradient_norm", "iterate")}
    assert assess(**columns, step=run.step, radius=run.radius).trace.iterations == 400


def test_it_is_shown_and_drawn() -> None:
    found = assess(**RECORD)
    shown = repr(found)
    assert len(shown.splitlines()) <= 10
    assert max(map(len, shown.splitlines())) <= 80
    assert found.answer.startswith("The recorded arrays, k up to 400: the record shows")
    assert "undecided" in found.answer
    assert "gradient-limit" in found._repr_html_()
    assert len(found.plot().axes) >= 2


def test_a_loss_alone_is_judged_for_what_it_shows_and_no_column_is_guessed() -> None:
    alone = assess(value=X**2, step=K.astype(float))
    assert list(alone.properties) == ["value-limit"]
    assert alone.trace.steps is not None
    assert alone.trace.iterations == 400
    assert len(assess(gradient_norm=X).properties) == 5
    assert "value-limit" in repr(alone)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"value": [], "gradient_norm": []}, "the record must have at least one row; got none"),
        ({"value": [1.0]}, "must have the same length; value has 1, gradient_norm has 400"),
        ({"value": None, "gradient_norm": None}, "value or gradient_norm must be given"),
        ({"value": 1.0}, "value in the record must be an array over k; got a single number"),
        ({"value": np.where(K == 7, np.nan, 1.0)}, "value in the record must be finite; row 7"),
        ({"gradient_norm": np.where(K == 7, np.inf, 1.0)}, "must be finite; row 7"),
        ({"gradient_norm": 3.0 - K}, "must not be negative; row 4"),
        ({"iterate": X}, r"iterate in the record must have shape \(K, n\); got \(400,\)"),
        ({"iterate": [[1], [1, 2]]}, "iterate in the record must be an array of numbers over k"),
        ({"step": -X}, "step in the record must not be negative; row 1"),
        ({"step": X[:5]}, "must have the same length"),
        ({"step": "1/L"}, "'1/L' names L, a constant of a problem"),
        ({"step": "1-k"}, "the step must be defined and nonnegative for every k"),
        ({"step": -1}, "step must be finite and nonnegative; got -1"),
        ({"step": lambda k: 1}, "step in the record must hold numbers"),
        ({"radius": True}, "radius must be a formula in k"),
        ({"value": [None] * 400}, "value in the record must hold numbers; got object"),
        ({"k": K[::-1]}, "k in the record must be increasing integers from 1 on"),
        ({"k": K + 0.5}, "k in the record must be increasing integers from 1 on"),
    ],
)
def test_what_is_no_record_is_refused(changed: dict[str, Any], sentence: str) -> None:
    with pytest.raises(UsageError, match=sentence) as refused:
        assess(**(RECORD | changed))
    assert "\n" not in str(refused.value)
