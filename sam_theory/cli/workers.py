"""`--jobs`, `--scheduler` and `--keep`: who carries out a study, and where it is kept."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from sam_theory.cli.output import progress_bar, say
from sam_theory.errors import UsageError, require_between

if TYPE_CHECKING:
    from sam_theory.study.conduct import Workers
    from sam_theory.study.store import Store, Tell
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


def store_at(keep: str | None, study: Study) -> Store | None:
    """The folder of `--keep`, if it is given."""
    if keep is None:
        return None
    from sam_theory.study.store import store_of

    return store_of(keep, study)


def conducted(
    study: Study, jobs: int | None, scheduler: str | None, keep: Store | None, tell: Tell = say
) -> tuple[Result, bool]:
    """The findings of a study and what was not run, and whether that is all of it.

    `tell` hears what is amiss in the folder where it is kept.
    """
    from sam_theory.study.conduct import conduct
    from sam_theory.study.joining import all_findings

    results: list[Result] = []
    try:
        with workers_of(jobs, scheduler) as workers, progress_bar() as bar:
            task = bar.add_task("", total=None)
            count = Count()

            def hear(found: Iterable[Result]) -> None:
                bar.update(task, description=count.with_(found), refresh=True)

            if not bar.disable and (keep is None or not keep.described):
                hear(_first(study))
                count = Count()
            conduct(
                study,
                workers=workers,
                progress=lambda done, total: bar.update(task, completed=done, total=total),
                collect=results,
                keep=keep,
                tell=tell,
                hear=hear,
            )
    except KeyboardInterrupt:
        return all_findings(results), False
    return all_findings(results), True


def heard_by(sentences: list[str]) -> Tell:
    """Say what there is to tell, and have it in a list too."""

    def tell(sentence: str) -> None:
        sentences.append(sentence)
        say(sentence)

    return tell


@dataclass
class Count:
    """What has been found so far, for who waits for the end."""

    settings: int = 0
    contradicting: int = 0

    def with_(self, results: Iterable[Result]) -> str:
        """The count with these too, in words."""
        for findings, _ in results:
            self.settings += len(findings)
            self.contradicting += sum(finding.contradiction for finding in findings)
        settings = f"{self.settings:,} setting{'' if self.settings == 1 else 's'}"
        verb = "contradicts" if self.contradicting == 1 else "contradict"
        return f"{settings}, {self.contradicting:,} {verb} a theorem"


def _first(study: Study) -> Iterable[Result]:
    """The results of a few settings, found before all others, where the study takes long."""
    from sam_theory.study.atoms import atoms_of, foretaste
    from sam_theory.study.orders import computed, order

    few = foretaste(study, atoms_of(study))
    if few is None:
        return ()
    return computed(order(few, atoms_of(few), carried=False)).results.values()


@contextmanager
def workers_of(jobs: int | None, scheduler: str | None) -> Iterator[Workers]:
    """The processes, or the cluster; raises UsageError for what cannot be reached, or for both."""
    require_jobs(jobs)
    if scheduler is None:
        from sam_theory.study.processes import Processes

        yield Processes(jobs or os.cpu_count() or 1, say)
        return
    if jobs is not None:
        raise UsageError("--jobs and --scheduler must not be given together; got both; drop one")
    from sam_theory.study.cluster import cluster

    with cluster(scheduler, say) as workers:
        yield workers


def require_jobs(jobs: int | None) -> None:
    """Raise UsageError for a number of processes that is none."""
    if jobs is not None:
        require_between("--jobs", jobs, 1, MOST_JOBS)
