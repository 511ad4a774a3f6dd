"""Which column is what, in the files that TensorBoard, wandb and Lightning export, and in ours."""

from __future__ import annotations

import numpy as np
import pytest

from sam_theory.errors import UsageError
from sam_theory.runs.dialects import choose, said_of
from sam_theory.runs.sheet import Column, Sheet

COUNT = np.arange(5.0)


def sheet(header: str, **numbers: np.ndarray) -> Sheet:
    """Columns separated by |, which count where no numbers are given."""
    columns = {name: Column.whole(numbers.get(name, COUNT)) for name in header.split("|")}
    return Sheet(path="log.csv", columns=columns, rows=COUNT)


@pytest.mark.parametrize(
    ("header", "columns"),
    [
        ("Wall time|Step|Value", {"value": "Value", "k": "Step"}),
        (
            "Step|run 7 - loss|run 7 - loss__MIN|run 7 - loss__MAX",
            {"value": "run 7 - loss", "k": "Step"},
        ),
        (
            "_step|_runtime|_timestamp|train/loss|val/loss|train/grad_norm|lr",
            {"value": "train/loss", "gradient_norm": "train/grad_norm", "step": "lr", "k": "_step"},
        ),
        ("epoch|step|train_loss|val_loss", {"value": "train_loss", "k": "step"}),
        (
            "epoch|step|train_loss_step|lr-SGD",
            {"value": "train_loss_step", "step": "lr-SGD", "k": "step"},
        ),
        ("_step|trainer/global_step|loss", {"value": "loss", "k": "trainer/global_step"}),
        ("train/loss|train/train_loss|eval/loss|Step", {"value": "train/loss", "k": "Step"}),
        ("Loss/train|Loss/test", {"value": "Loss/train"}),
        ("grad_2.0_norm_total|step", {"gradient_norm": "grad_2.0_norm_total", "k": "step"}),
        ("loss|rho|Step", {"value": "loss", "radius": "rho", "k": "Step"}),
        (
            "value|gradient_norm|loss|k",
            {"value": "value", "gradient_norm": "gradient_norm", "k": "k"},
        ),
    ],
)
def test_known_exports(header: str, columns: dict[str, str]) -> None:
    assert choose(sheet(header), {}).columns == columns


def test_step_is_ours_unless_it_counts() -> None:
    """t = 0.1, 0.1, …; 2, 2, …; 0, 1, 1, …: steps; 0, 10, 20, …: a counter."""
    header = "value|gradient_norm|step"
    for t in (0 * COUNT + 0.1, 0 * COUNT + 2, np.minimum(COUNT, 1), 5 - COUNT):
        assert choose(sheet(header, step=t), {}).columns["step"] == "step"
    found = choose(sheet(header, step=10 * COUNT), {}).columns
    assert (found["k"], "step" in found) == ("step", False)
    named = choose(sheet(header, step=10 * COUNT), {"step": "step"}).columns
    assert (named["step"], "k" in named) == ("step", False)


def test_what_is_said_comes_first() -> None:
    log = sheet("Step|train/loss|loss|value|k")
    assert choose(log, {"value": "train/loss"}).columns == {"value": "train/loss", "k": "k"}
    assert choose(log, {"value": "k", "k": "value"}).columns == {"value": "k", "k": "value"}


@pytest.mark.parametrize(
    ("header", "said", "told"),
    [
        ("step|loss|train/loss", {}, "value may be loss, train/loss; say which"),
        ("Step|a - loss|b - loss", {}, "value may be a - loss, b - loss"),
        (
            "step|loss|grad_norm|train/grad_norm",
            {},
            "gradient_norm may be grad_norm, train/grad_norm",
        ),
        ("step|accuracy", {}, "its columns are step, accuracy; say which"),
        ("step|val_loss", {}, "must have a column for value or gradient_norm"),
        ("step|loss", {"value": "Loss"}, "--column value=Loss must name a column; .* step, loss"),
        ("|".join(f"c{i}" for i in range(40)), {}, "c11 and 28 more"),
    ],
)
def test_no_choice_is_guessed(header: str, said: dict[str, str], told: str) -> None:
    with pytest.raises(UsageError, match=told):
        choose(sheet(header), said)


def test_schedules_that_may_be_several_are_left_out() -> None:
    found = choose(sheet("step|loss|lr-SGD/pg1|lr-SGD/pg2"), {})
    assert "step" not in found.columns
    assert "step may be lr-SGD/pg1, lr-SGD/pg2, and is left out" in found.notes[0]


def test_names_of_others_are_told_apart_from_f() -> None:
    assert choose(sheet("value|gradient_norm"), {}).notes == ()
    (note,) = choose(sheet("loss|grad_norm"), {}).notes
    assert "minibatch" in note
    assert "loss and grad_norm" in note


def test_a_counter_is_there_where_the_loss_is() -> None:
    half = Column(numbers=COUNT, filled=COUNT > 2)
    log = sheet("_step|global_step|loss")
    columns = {**log.columns, "global_step": half}
    sparse = Sheet(path="log.csv", columns=columns, rows=COUNT)
    assert choose(sparse, {}).columns["k"] == "_step"
    both = Sheet(path="log.csv", columns={**columns, "loss": half}, rows=COUNT)
    assert choose(both, {}).columns["k"] == "global_step"


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["value"], "NAME=COLUMN"),
        (["value="], "NAME=COLUMN"),
        (["loss=train/loss"], "NAME among value, gradient_norm"),
        (["value=a", "value=b"], "must name value once"),
        (["value=a", "k=a"], "'a' is named twice"),
    ],
)
def test_bad_options(options: list[str], told: str) -> None:
    with pytest.raises(UsageError, match=told):
        said_of(options)


def test_names_may_hold_an_equals_sign() -> None:
    assert said_of(["value=loss/ρ=0.1"]) == {"value": "loss/ρ=0.1"}
