"""Training configurations as schedules: what PyTorch's schedulers are as formulas in k.

Iteration k belongs to epoch e = ⌊(k − 1)/S⌋, S the steps per epoch, counted from 0 as PyTorch does.
Beyond the last epoch a schedule is continued by its own formula.

Source: the closed forms in the documentation of torch.optim.lr_scheduler (PyTorch 2).
"""

from __future__ import annotations

import ast
import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sam_theory.errors import UsageError
from sam_theory.schedule import Schedule

LARGEST = 1_000_000  # bytes of a configuration
MOST_STEPS = 10**9  # steps per epoch, epochs, and the like
RATE = ("lr", "rate", "learning_rate", "initial_rate", "initial_lr", "base_lr")
RADIUS = ("rho", "radius")
EPOCHS = ("epochs", "max_epochs", "num_epochs")
STEPS = ("steps_per_epoch", "batches_per_epoch", "iterations_per_epoch")
SCHEDULER = ("scheduler", "lr_scheduler")


@dataclass(frozen=True, kw_only=True)
class TrainingRun:
    """A configuration as schedules. `unread` are the entries that play no part here."""

    scheduler: str
    step: Schedule
    radius: Schedule
    epochs: int
    steps_per_epoch: int
    unread: tuple[str, ...] = ()

    @property
    def iterations(self) -> int:
        """How long the training is."""
        return self.epochs * self.steps_per_epoch


def read(path: str) -> TrainingRun:
    """The training run of a YAML or JSON file; raises UsageError where it cannot be understood."""
    found = _mapping(_load(path), "the configuration")
    rate, radius = _number(found, RATE), _formula_or_number(found, RADIUS)
    epochs, steps = _count(found, EPOCHS), _count(found, STEPS)
    name, parameters = _scheduler(found)
    step = _step(name, rate, parameters, _epoch(steps))
    known = {*RATE, *RADIUS, *EPOCHS, *STEPS, *SCHEDULER}
    return TrainingRun(
        scheduler=name,
        step=Schedule(step),
        radius=Schedule(radius),
        epochs=epochs,
        steps_per_epoch=steps,
        unread=tuple(sorted(key for key in found if key not in known)),
    )


def _load(path: str) -> Any:
    import yaml

    try:
        size = Path(path).stat().st_size
        if size > LARGEST:
            raise UsageError(
                f"a configuration must be below {LARGEST:,} bytes; {path} has {size:,}"
            )
        text = Path(path).read_text(encoding="utf-8")
        return json.loads(text) if path.lower().endswith(".json") else yaml.safe_load(text)
    except OSError as error:
        raise UsageError(f"{path} could not be read: {error.strerror or error}") from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        reason = " ".join(str(error).split())[:200]
        raise UsageError(f"{path} must be YAML or JSON; {reason}") from error


def _mapping(value: Any, what: str) -> Mapping[str, Any]:
    if not isinstance(value, dict) or not all(isinstance(key, str) for key in value):
        raise UsageError(f"{what} must be a mapping of names to values; got {str(value)[:60]!r}")
    return value


# -- entries ------------------------------------------------------------------------------------


def _entry(found: Mapping[str, Any], names: tuple[str, ...]) -> Any:
    present = [name for name in names if name in found]
    if len(present) > 1:
        raise UsageError(f"give one of {' and '.join(present)}; they mean the same")
    if not present:
        others = f" (or {', '.join(names[1:])})" if names[1:] else ""
        raise UsageError(f"the configuration must have an entry {names[0]}{others}")
    return found[present[0]]


def _number(found: Mapping[str, Any], names: tuple[str, ...]) -> str:
    return _as_number(_entry(found, names), names[0])


def _as_number(value: Any, name: str, least: float = 0.0) -> str:
    """A number as it is written in formulas; YAML reads 1e-3 as a text."""
    try:
        number = float(value) if not isinstance(value, bool) else math.nan
    except (TypeError, ValueError, OverflowError):
        number = math.nan
    if not (math.isfinite(number) and number >= least):
        raise UsageError(f"{name} must be a number >= {least:g}; got {str(value)[:60]!r}")
    return str(value) if isinstance(value, int) else repr(number)


def _formula_or_number(found: Mapping[str, Any], names: tuple[str, ...]) -> str:
    value = _entry(found, names)
    if not isinstance(value, str):
        return _as_number(value, names[0])
    return Schedule(value).formula


def _count(found: Mapping[str, Any], names: tuple[str, ...]) -> int:
    return _as_count(_entry(found, names), names[0])


def _as_count(value: Any, name: str, least: int = 1) -> int:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= MOST_STEPS:
        raise UsageError(
            f"{name} must be a whole number from {least} to {MOST_STEPS:,}; got {str(value)[:60]!r}"
        )
    return value


def _scheduler(found: Mapping[str, Any]) -> tuple[str, Mapping[str, Any]]:
    """The scheduler's name and parameters: {name: StepLR, step_size: 60}, or a bare name."""
    present = [name for name in SCHEDULER if name in found]
    value = _entry(found, SCHEDULER) if present else None
    if value is None or isinstance(value, str):
        value = {"name": value or "constant"}
    entries = dict(_mapping(value, "scheduler"))
    name = entries.pop("name", None)
    if not isinstance(name, str):
        raise UsageError(f"scheduler must have a name, such as StepLR; got {str(name)[:60]!r}")
    for nested in ("parameters", "params"):
        entries.update(_mapping(entries.pop(nested, {}), nested))
    return name, entries


# -- schedulers ---------------------------------------------------------------------------------


def _epoch(steps: int) -> str:
    return "(k-1)" if steps == 1 else f"floor((k-1)/{steps})"


def _step(name: str, rate: str, parameters: Mapping[str, Any], epoch: str) -> str:
    if name not in SCHEDULERS:
        raise UsageError(f"a scheduler must be one of {', '.join(SCHEDULERS)}; got {name!r}")
    required, optional, formula = SCHEDULERS[name]
    for key in parameters:
        if key not in (*required, *optional):
            allowed = ", ".join((*required, *optional)) or "no parameters"
            raise UsageError(f"{name} takes {allowed}; got {key!r}")
    for key in required:
        if key not in parameters:
            raise UsageError(f"{name} needs {key}; give it")
    return formula(rate, {**optional, **parameters}, epoch)


def _constant(rate: str, given: Mapping[str, Any], epoch: str) -> str:
    return rate


def _stairs(rate: str, given: Mapping[str, Any], epoch: str) -> str:
    size, gamma = _as_count(given["step_size"], "step_size"), _as_number(given["gamma"], "gamma")
    return f"{rate}*{gamma}**floor({epoch}/{size})"


def _milestones(rate: str, given: Mapping[str, Any], epoch: str) -> str:
    gamma, milestones = _as_number(given["gamma"], "gamma"), given["milestones"]
    if not isinstance(milestones, list):
        raise UsageError(f"milestones must be a list of epochs; got {str(milestones)[:60]!r}")
    passed = [f"({epoch}>={_as_count(m, 'a milestone', 0)})" for m in milestones]
    return f"{rate}*{gamma}**({'+'.join(passed)})" if passed else rate


def _exponential(rate: str, given: Mapping[str, Any], epoch: str) -> str:
    return f"{rate}*{_as_number(given['gamma'], 'gamma')}**{epoch}"


def _cosine(rate: str, given: Mapping[str, Any], epoch: str) -> str:
    period, least = _as_count(given["T_max"], "T_max"), _as_number(given["eta_min"], "eta_min")
    return _between(least, rate, f"(1+cos(pi*{epoch}/{period}))/2")


def _between(least: str, rate: str, share: str) -> str:
    return f"{rate}*{share}" if float(least) == 0 else f"{least}+({rate}-{least})*{share}"


def _restarts(rate: str, given: Mapping[str, Any], epoch: str) -> str:
    first, factor = _as_count(given["T_0"], "T_0"), _as_count(given["T_mult"], "T_mult")
    least = _as_number(given["eta_min"], "eta_min")
    if factor == 1:
        share = f"Mod({epoch},{first})/{first}"
    else:
        begun = f"{epoch}/{first}+1" if factor == 2 else f"{epoch}*{factor - 1}/{first}+1"
        grown = f"{factor}**Mod(log({begun})/log({factor}),1)-1"  # since the last restart
        share = f"({grown})" if factor == 2 else f"({grown})/{factor - 1}"
    return _between(least, rate, f"(1+cos(pi*{share}))/2")


def _polynomial(rate: str, given: Mapping[str, Any], epoch: str) -> str:
    total, power = (
        _as_count(given["total_iters"], "total_iters"),
        _as_number(given["power"], "power"),
    )
    return f"{rate}*(1-Min({epoch},{total})/{total})**{power}"


def _lambda(rate: str, given: Mapping[str, Any], epoch: str) -> str:
    """The factor as a formula in `epoch`, or as a Python lambda of one variable."""
    text = given["lr_lambda"]
    if not isinstance(text, str):
        raise UsageError(f"lr_lambda must be a formula in epoch; got {str(text)[:60]!r}")
    try:
        tree = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        raise UsageError(f"lr_lambda must be a formula in epoch; got {text[:60]!r}") from error
    name = "epoch"
    if isinstance(tree, ast.Lambda):
        if len(tree.args.args) != 1:
            raise UsageError("lr_lambda must have one variable, the epoch")
        name, tree = tree.args.args[0].arg, tree.body
    index = ast.parse(epoch, mode="eval").body
    return f"{rate}*({ast.unparse(_Replaced(name, index).visit(tree))})"


class _Replaced(ast.NodeTransformer):
    """Puts a formula in the place of a name."""

    def __init__(self, name: str, index: ast.expr) -> None:
        self.name, self.index = name, index

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return self.index if node.id == self.name else node


Formula = Callable[[str, Mapping[str, Any], str], str]
SCHEDULERS: Mapping[str, tuple[tuple[str, ...], Mapping[str, Any], Formula]] = {
    # required parameters, optional ones with PyTorch's defaults, and the formula
    "constant": ((), {}, _constant),
    "StepLR": (("step_size",), {"gamma": 0.1}, _stairs),
    "MultiStepLR": (("milestones",), {"gamma": 0.1}, _milestones),
    "ExponentialLR": (("gamma",), {}, _exponential),
    "CosineAnnealingLR": (("T_max",), {"eta_min": 0}, _cosine),
    "CosineAnnealingWarmRestarts": (("T_0",), {"T_mult": 1, "eta_min": 0}, _restarts),
    "PolynomialLR": ((), {"total_iters": 5, "power": 1}, _polynomial),
    "LambdaLR": (("lr_lambda",), {}, _lambda),
}
