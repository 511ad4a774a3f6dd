"""`--jobs`, `--scheduler` and `--keep`: who carries out a study, and where it is kept."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from sam_theory.cli.output import progress_bar, say
from sam_theory.errors import UsageError, require_between

if TYPE_CHECKING:
    from sam_theory.study.conduct import Workers
    from sam_theory.study.study import Result, Study

MOST_JOBS = 256  # processes; each takes a quarter of a gigabyte

SchedulerOption = Annotated[
    str | None,
    typer.Option(metavar="ADDRESS", help="A Dask scheduler: tcp://HOST:PORT, or its file."),
]
KeepOption = Annotated[
    str | None,
    typer.Option(metavar="DIR", help="Keep what is finished; take up there what is missing."),
]


def conducted(
    study: Study, jobs: int | None, scheduler: str | None, keep: str | None
) -> tuple[Result, bool]:
    """The findings of a study and what was not run, and whether that is all of it."""
    from sam_theory.study.conduct import conduct
    from sam_theory.study.store import store_of
    from sam_theory.study.study import all_findings

    results: list[Result] = []
    try:
        with workers_of(jobs, scheduler) as workers, progress_bar() as bar:
            task = bar.add_task("blocks", total=None)
            conduct(
                study,
                workers=workers,
                progress=lambda done, total: bar.update(task, completed=done, total=total),
                collect=results,
                keep=None if keep is None else store_of(keep, study),
                tell=say,
            )
    except KeyboardInterrupt:
        return all_findings(results), False
    return all_findings(results), True


@contextmanager
def workers_of(jobs: int | None, scheduler: str | None) -> Iterator[Workers]:
    """The processes, or the cluster; raises UsageError for what cannot be reached, or for both."""
    from sam_theory.study.cluster import cluster
    from sam_theory.study.processes import Processes

    require_jobs(jobs)
    if scheduler is None:
        yield Processes(jobs or os.cpu_count() or 1)
        return
    if jobs is not None:
        raise UsageError("--jobs and --scheduler must not be given together; got both; drop one")
    with cluster(scheduler) as workers:
        yield workers


def require_jobs(jobs: int | None) -> None:
    """Raise UsageError for a number of processes that is none."""
    if jobs is not None:
        require_between("--jobs", jobs, 1, MOST_JOBS)
