"""Training configurations: PyTorch's schedulers as formulas, and what the theorems make of them."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from holding import LIBRARY, theorem

from sam_theory.cli.app import run_command
from sam_theory.errors import UsageError
from sam_theory.schedules.deciding import decide_all
from sam_theory.schedules.schedule import Schedule
from sam_theory.schedules.training import TrainingRun, read
from sam_theory.statements.applicability import applicable
from sam_theory.verdict import Status

STEPS = 7  # per epoch
Capture = pytest.CaptureFixture[str]

ITEMS = [theorem(name) for name in LIBRARY.entries("theorems")]


def written(folder: Path, scheduler: Any, **changes: Any) -> str:
    """A configuration file with that scheduler."""
    config = {"lr": 0.1, "rho": 0.05, "epochs": 200, "steps_per_epoch": STEPS}
    path = folder / "config.json"
    path.write_text(json.dumps(config | {"scheduler": scheduler} | changes))
    return str(path)


def run_of(folder: Path, name: str, **parameters: Any) -> TrainingRun:
    return read(written(folder, {"name": name, **parameters}))


def restarts(epoch: int, first: int, factor: int) -> float:
    """The share of a cycle that has passed, by walking through the cycles."""
    length, start = first, 0
    while epoch >= start + length:
        start, length = start + length, length * factor
    return (epoch - start) / length


# As PyTorch computes them: the rate at an epoch, counted from 0, for a base rate of 0.1.
RATES: list[tuple[str, dict[str, Any], Callable[[int], float]]] = [
    ("StepLR", {"step_size": 30, "gamma": 0.2}, lambda e: 0.1 * 0.2 ** (e // 30)),
    ("StepLR", {"step_size": 60}, lambda e: 0.1 * 0.1 ** (e // 60)),
    (
        "MultiStepLR",
        {"milestones": [60, 120, 160], "gamma": 0.2},
        lambda e: 0.1 * 0.2 ** sum(e >= m for m in (60, 120, 160)),
    ),
    ("MultiStepLR", {"milestones": []}, lambda e: 0.1),
    ("ExponentialLR", {"gamma": 0.97}, lambda e: 0.1 * 0.97**e),
    (
        "CosineAnnealingLR",
        {"T_max": 50, "eta_min": 0.001},
        lambda e: 0.001 + 0.099 * (1 + math.cos(math.pi * e / 50)) / 2,
    ),
    (
        "CosineAnnealingWarmRestarts",
        {"T_0": 10},
        lambda e: 0.1 * (1 + math.cos(math.pi * (e % 10) / 10)) / 2,
    ),
    (
        "CosineAnnealingWarmRestarts",
        {"T_0": 10, "T_mult": 2, "eta_min": 0.01},
        lambda e: 0.01 + 0.09 * (1 + math.cos(math.pi * restarts(e, 10, 2))) / 2,
    ),
    (
        "CosineAnnealingWarmRestarts",
        {"T_0": 5, "T_mult": 3},
        lambda e: 0.1 * (1 + math.cos(math.pi * restarts(e, 5, 3))) / 2,
    ),
    (
        "PolynomialLR",
        {"total_iters": 100, "power": 0.9},
        lambda e: 0.1 * (1 - min(e, 100) / 100) ** 0.9,
    ),
    ("PolynomialLR", {}, lambda e: 0.1 * (1 - min(e, 5) / 5)),
    ("LambdaLR", {"lr_lambda": "lambda n: 1/(n+1)"}, lambda e: 0.1 / (e + 1)),
    ("LambdaLR", {"lr_lambda": "0.95**epoch"}, lambda e: 0.1 * 0.95**e),
    ("constant", {}, lambda e: 0.1),
]


@pytest.mark.parametrize(("name", "parameters", "rate"), RATES)
def test_formulas_are_pytorchs(
    tmp_path: Path, name: str, parameters: dict[str, Any], rate: Callable[[int], float]
) -> None:
    run = run_of(tmp_path, name, **parameters)
    k = np.arange(1, 300 * STEPS + 1)
    expected = np.array([rate((i - 1) // STEPS) for i in k])
    found = run.step.values(k)
    jumps = np.abs(found - expected) > 1e-9  # log₂ rounds the first step of a cycle down, at times
    assert np.all(np.abs(found - expected)[~jumps] < 1e-12)
    assert jumps.mean() < 0.01
    assert run.iterations == 200 * STEPS


ANSWERS = {  # which of positive, Σt = ∞, Σt² < ∞, t → 0, nonincreasing, bounded below holds
    "StepLR": "+-+++-",
    "MultiStepLR": "++--++",
    "ExponentialLR": "+-+++-",
    "CosineAnnealingLR": "++---+",
    "PolynomialLR": "--+++-",
    "constant": "++--++",
}


@pytest.mark.parametrize("name", ANSWERS)
def test_schedulers_are_decided(tmp_path: Path, name: str) -> None:
    parameters = next(p for n, p, _ in RATES if n == name)
    run = run_of(tmp_path, name, **parameters)
    found = list(decide_all(run.step, run.radius).values())[:6]
    signs = {Status.PROVED: "+", Status.REFUTED: "-", Status.UNDECIDED: "?"}
    assert "".join(signs[verdict.status] for verdict in found) == ANSWERS[name]


@pytest.mark.parametrize(("factor", "least"), [(1, "++---+"), (2, "++----"), (3, "++----")])
def test_warm_restarts(tmp_path: Path, factor: int, least: str) -> None:
    run = run_of(tmp_path, "CosineAnnealingWarmRestarts", T_0=10, T_mult=factor)
    found = list(decide_all(run.step, run.radius).values())[:6]
    signs = {Status.PROVED: "+", Status.REFUTED: "-", Status.UNDECIDED: "?"}
    assert "".join(signs[verdict.status] for verdict in found) == least


def test_a_constant_radius_is_outside_the_nonconvex_theorem(tmp_path: Path) -> None:
    """Section 5 of K24: the stepsize by epoch η/n, ρ = 0.05."""
    run = run_of(tmp_path, "LambdaLR", lr_lambda="1/(epoch+1)")
    found = {a.theorem.name: a for a in applicable(ITEMS, run.step, run.radius)}
    assert found["khanh-3.2"].status is Status.PROVED
    assert found["khanh-3.5"].status is Status.REFUTED
    assert found["khanh-3.5"].failing(Status.REFUTED) == ("product-summable",)
    assert found["khanh-4.2"].status is Status.UNDECIDED  # it depends on L
    assert found["dai-1"].status is Status.REFUTED


def test_a_vanishing_radius_brings_it_back(tmp_path: Path) -> None:
    path = written(tmp_path, {"name": "LambdaLR", "lr_lambda": "1/(epoch+1)"}, rho="0.05/k**0.001")
    run = read(path)
    found = {a.theorem.name: a.status for a in applicable(ITEMS, run.step, run.radius)}
    assert found["khanh-3.5"] is Status.PROVED


def test_yaml_with_other_names(tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    path.write_text(
        "learning_rate: 1e-1\nradius: 5e-2\nmax_epochs: 90\nbatches_per_epoch: 391\n"
        "momentum: 0.9\nmodel: resnet18\n"
        "lr_scheduler:\n  name: StepLR\n  parameters: {step_size: 30}\n"
    )
    run = read(str(path))
    assert run.step == Schedule("0.1*0.1**floor(floor((k-1)/391)/30)")
    assert run.radius == Schedule("5e-2")
    assert run.iterations == 90 * 391
    assert run.unread == ("model", "momentum")


def test_a_scheduler_may_be_left_out(tmp_path: Path) -> None:
    assert read(written(tmp_path, None)).step == Schedule("0.1")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "mapping"),
        ("[1, 2]", "mapping"),
        ("lr: 0.1", "rho"),
        ("lr: [", "YAML or JSON"),
        ("{lr: -1, rho: 0.1, epochs: 1, steps_per_epoch: 1}", "lr must be a number"),
        ("{lr: true, rho: 0.1, epochs: 1, steps_per_epoch: 1}", "lr must be a number"),
        ("{lr: .nan, rho: 0.1, epochs: 1, steps_per_epoch: 1}", "lr must be a number"),
        ("{lr: 0.1, rho: j, epochs: 1, steps_per_epoch: 1}", "formula"),
        ("{lr: 0.1, rho: 0.1, epochs: 1.5, steps_per_epoch: 1}", "whole number"),
        ("{lr: 0.1, rho: 0.1, epochs: 1, steps_per_epoch: 0}", "whole number"),
        ("{lr: 0.1, rate: 0.1, rho: 0.1, epochs: 1, steps_per_epoch: 1}", "mean the same"),
        ("!!python/object/apply:os.getcwd []", "YAML or JSON"),
    ],
)
def test_bad_configurations(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "config.yaml"
    path.write_text(text)
    with pytest.raises(UsageError, match=said):
        read(str(path))


@pytest.mark.parametrize(
    ("scheduler", "said"),
    [
        ("CyclicLR", "must be one of"),
        ({"name": "StepLR"}, "needs step_size"),
        ({"name": "StepLR", "step_size": 0}, "whole number"),
        ({"name": "StepLR", "step_size": 3, "factor": 2}, "takes step_size, gamma"),
        ({"name": "MultiStepLR", "milestones": 3}, "list"),
        ({"name": "LambdaLR", "lr_lambda": "__import__('os')"}, "formula"),
        ({"name": "LambdaLR", "lr_lambda": "lambda a, b: a"}, "one variable"),
        ({"name": "LambdaLR", "lr_lambda": 3}, "formula in epoch"),
        ({"step_size": 3}, "name"),
        ([1], "mapping"),
    ],
)
def test_bad_schedulers(tmp_path: Path, scheduler: Any, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        read(written(tmp_path, scheduler))


def test_missing_and_large_files(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="could not be read"):
        read(str(tmp_path / "none.yaml"))
    with pytest.raises(UsageError, match="could not be read"):
        read(str(tmp_path))
    path = tmp_path / "large.yaml"
    path.write_text("a: " + "x" * 1_000_001)
    with pytest.raises(UsageError, match="bytes"):
        read(str(path))


# -- the command --------------------------------------------------------------------------------


def test_the_command_answers_for_a_training_run(tmp_path: Path, capsys: Capture) -> None:
    path = written(tmp_path, {"name": "StepLR", "step_size": 60, "gamma": 0.2})
    assert run_command(["schedule", "--from-config", path, "--json", "-"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["schema"] == "sam-theory/1"
    assert found["command"] == "schedule"
    assert found["hypotheses"]["step-diverges"]["status"] == "refuted"
    assert "beyond that by its own formula" in found["training"]["note"]
    theorems = {t["name"]: t for t in found["theorems"]}
    assert theorems["khanh-3.5"]["applies"] == "refuted"
    assert "step-diverges" in theorems["khanh-3.5"]["fails"]
    assert run_command(["schedule", "--from-config", path]) == 0
    assert "khanh-3.5" in capsys.readouterr().out


def test_the_command_writes_the_contract(capsys: Capture) -> None:
    arguments = ["schedule", "--step", "1/k", "--radius", "0.1/k**0.001", "--json", "-"]
    keys = [
        "step-positive", "step-diverges", "step-square-summable", "step-vanishes",
        "step-decreases", "step-bounded-below", "radius-positive", "radius-bounded",
        "radius-vanishes", "product-summable",
    ]  # fmt: skip
    assert run_command(arguments) == 0
    assert list(json.loads(capsys.readouterr().out)["hypotheses"]) == keys
    assert run_command([*arguments, "--lipschitz", "1", "--kl", "0.5"]) == 0
    more = ["radius-limsup", "radius-relative", "step-bound", "kl-tail"]
    found = json.loads(capsys.readouterr().out)["hypotheses"]
    assert list(found) == [*keys, *more]
    assert all(set(verdict) == {"status", "evidence", "slack"} for verdict in found.values())


def test_constants_are_unknown_unless_given(capsys: Capture) -> None:
    arguments = ["schedule", "--step", "1/k**n", "--radius", "0.1/D", "--lipschitz", "3"]

    def found(*more: str) -> tuple[str, str, str]:
        assert run_command([*arguments, *more, "--json", "-"]) == 0
        document = json.loads(capsys.readouterr().out)
        keys = ("step-diverges", "radius-limsup")
        diverges, limsup = (document["hypotheses"][key]["status"] for key in keys)
        return diverges, limsup, document["answer"]

    *open_, answer = found()
    assert open_ == ["undecided", "undecided"]
    assert "D stands for any positive constant" in answer
    assert "n stands for any dimension" in answer
    assert "L stands" not in answer
    *decided, answer = found("--dimension", "1", "--descent", "0.2")
    assert decided == ["proved", "proved"]  # 3 · 0.5 < 2
    assert "stands" not in answer
    assert found("--dimension", "2", "--descent", "0.1")[:2] == ("refuted", "refuted")


def test_constants_of_a_training_run(tmp_path: Path, capsys: Capture) -> None:
    path = written(tmp_path, None, rho="0.1/D")
    arguments = ["schedule", "--from-config", path, "--lipschitz", "3", "--json", "-"]
    for more, expected in (([], "undecided"), (["--descent", "0.2"], "proved")):
        assert run_command([*arguments, *more]) == 0
        found = json.loads(capsys.readouterr().out)["hypotheses"]
        assert found["radius-limsup"]["status"] == expected


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--step", "1/k"],
        ["--step", "1/j", "--radius", "0.1"],
        ["--step", "", "--radius", "0.1"],
        ["--step", "1/k", "--radius", "0.1", "--lipschitz", "0"],
        ["--step", "1/k", "--radius", "0.1", "--lipschitz", "nan"],
        ["--step", "1/k", "--radius", "0.1", "--lipschitz", "1e999999999"],
        ["--step", "1/k", "--radius", "0.1", "--descent", "0"],
        ["--step", "1/k", "--radius", "0.1", "--descent", "x"],
        ["--step", "1/k", "--radius", "0.1", "--dimension", "0"],
        ["--step", "1/k", "--radius", "0.1", "--dimension", "1.5"],
        ["--step", "1/k", "--radius", "0.1", "--dimension", "9" * 400],
        ["--step", "1/k", "--radius", "0.1", "--kl", "1"],
        ["--step", "1/k", "--radius", "0.1", "--kl", "x"],
        ["--step", "1/k", "--radius", "0.1", "--json", "{missing}/file.json"],
        ["--step", "1/k", "--from-config", "x.yaml"],
    ],
)
def test_wrong_calls_end_in_one_sentence(
    arguments: list[str], tmp_path: Path, capsys: Capture
) -> None:
    missing = tmp_path / "missing"  # a folder that nobody has made
    given = [argument.replace("{missing}", str(missing)) for argument in arguments]
    assert run_command(["schedule", *given]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    assert not missing.exists()


@pytest.mark.parametrize(
    ("written_as", "formula"),
    [
        ("lambda epoch: 0.1 ** (epoch // 30)", "0.1 ** floor(epoch / 30)"),
        ("lambda e: max(0.01, 1 - e / 90)", "Max(0.01, 1 - epoch / 90)"),
        ("lambda e: 1 if e < 5 else 1 / math.sqrt(e)", "where(epoch < 5, 1, 1 / sqrt(epoch))"),
        ("0.5 * (1 + np.cos(math.pi * (epoch % 10) / 10))", "0.5*(1 + cos(pi*Mod(epoch, 10)/10))"),
        ("lambda e: 0.97 ** int(e / 2.4)", "0.97 ** floor(epoch / 2.4)"),
        ("lambda e: float(e + 1) ** -0.5", "(epoch + 1) ** -0.5"),
    ],
)
def test_lambdas_as_python_writes_them(tmp_path: Path, written_as: str, formula: str) -> None:
    found = run_of(tmp_path, "LambdaLR", lr_lambda=written_as).step
    assert found.tree == run_of(tmp_path, "LambdaLR", lr_lambda=formula).step.tree


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("lambda e, *rest: 1", "one variable"),
        ("lambda e, **rest: 1", "one variable"),
        ("lambda e: os.system('x')", "may use only"),
        ("lambda e: torch.load(e)", "may use only"),
        ("lambda e: min(e, key=1)", "may use only"),
        ("lambda e: [e][0]", "may use only"),
    ],
)
def test_lambdas_that_are_no_formulas(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        run_of(tmp_path, "LambdaLR", lr_lambda=text)


def test_too_many_milestones_are_refused_in_their_own_words(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="milestones must be at most"):
        run_of(tmp_path, "MultiStepLR", milestones=list(range(1, 100)))
    assert run_of(tmp_path, "MultiStepLR", milestones=list(range(1, 26))).step.formula


def test_stairs_are_not_constant(tmp_path: Path) -> None:
    run = run_of(tmp_path, "MultiStepLR", milestones=[60, 120])
    found = {a.theorem.name: a for a in applicable(ITEMS, run.step, run.radius)}
    assert found["dai-1"].status is Status.REFUTED
