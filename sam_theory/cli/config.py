"""`--config`: the schedules of a training configuration, for every command that takes schedules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from sam_theory.errors import UsageError

if TYPE_CHECKING:
    from sam_theory.schedules.training import TrainingRun

LONGEST = 10_000_000  # iterations that are run because a configuration says so
EVERY = {"epoch": "an epoch", "step": "an iteration"}
EXACT = "they speak of exact gradients: no noise of batches, momentum or weight decay"

ConfigOption = Annotated[
    str | None,
    typer.Option(
        "--config", metavar="FILE", help="Take the schedules of a YAML or JSON training run."
    ),
]


def training_of(config: str | None, step: str | None, radius: str | None) -> TrainingRun | None:
    """The training run of the file, None without one; raises UsageError for one beside formulas."""
    if config is None:
        return None
    if step is not None or radius is not None:
        raise UsageError("--config brings the schedules; leave out --step and --radius")
    from sam_theory.schedules.training import read

    return read(config)


def both(step: str | None, radius: str | None) -> tuple[str, str]:
    """The two formulas; raises UsageError where one is missing."""
    if step is None or radius is None:
        raise UsageError("--step and --radius must be given together, or --config; give them")
    return step, radius


def iterations_of(training: TrainingRun | None, given: int | None, default: int) -> int:
    """How long to run: as asked, else as long as the training is."""
    if given is not None or training is None:
        return default if given is None else given
    if training.iterations > LONGEST:
        raise UsageError(
            f"--iterations must be given for trainings of more than {LONGEST:,} iterations; that "
            f"of {training.path} has {training.iterations:,}"
        )
    return training.iterations


def heading(training: TrainingRun) -> str:
    """What the schedules are, in a line."""
    long = f"{training.epochs:,} epochs of {training.steps_per_epoch:,} iterations"
    told = f"{training.scheduler}, a step {EVERY[training.interval]}; {long}"
    return f"{training.path}: {told}. {unread(training)}".rstrip()


def described(training: TrainingRun) -> dict[str, Any]:
    """The training run in a document."""
    return {
        "file": training.path,
        "scheduler": training.scheduler,
        "interval": training.interval,
        "epochs": training.epochs,
        "steps_per_epoch": training.steps_per_epoch,
        "iterations": training.iterations,
        "unread": list(training.unread),
        "note": continued(training),
    }


def unread(training: TrainingRun) -> str:
    """The entries that play no part, if there are any."""
    return f"Not read: {', '.join(training.unread)}." if training.unread else ""


def rests_on(training: TrainingRun | None) -> str:
    """The end of an answer that speaks of all k: where the training ends, what is assumed then."""
    if training is None:
        return ""
    return f" The training ends at k = {training.iterations:,}; {training.beyond}."


def continued(training: TrainingRun) -> str:
    """What is assumed beyond the training, and what theorems leave out."""
    return (
        f"the training ends at k = {training.iterations:,}; the theorems speak of all k, and "
        f"{training.beyond}; {EXACT}"
    )
