"""Spreads a study over processes, one problem a task, longest first."""

from __future__ import annotations

import gc
import signal
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from multiprocessing import active_children, get_context
from threading import current_thread, main_thread

from sam_theory.library.collecting import LeftOut
from sam_theory.setting.problem import Unanswered
from sam_theory.statements.finding import Skipped
from sam_theory.study.study import Result, Study, examine

MOST_JOBS = 256  # processes; each takes a quarter of a gigabyte
Progress = Callable[[int, int], None]  # problems done, problems in all


def conduct(study: Study, *, jobs: int, progress: Progress, collect: list[Result]) -> None:
    """Examine every problem and append its result to `collect`, in the order of the study.

    With one job, or one problem, or no semaphores, it happens in this process. After an
    interruption, which is passed on, `collect` holds what was finished; a second one does not wait
    for what is under way.
    """
    processes = min(jobs, len(study.problems))
    pool = _pool(processes) if processes > 1 else None
    if pool is None:
        for done, name in enumerate(study.problems):
            progress(done, len(study.problems))
            collect.append(_examined(study, name))
        return
    tasks: dict[Future[Result], str] = {}
    try:
        _submit(pool, study, tasks)
        for done, future in enumerate(as_completed(tasks), 1):
            future.result()
            progress(done, len(study.problems))
    finally:
        _end(pool)
        finished = {tasks[task]: task.result() for task in tasks if _succeeded(task)}
        collect.extend(finished[name] for name in study.problems if name in finished)


def _pool(processes: int) -> Executor | None:
    """Processes to spread over; None where the system gives no semaphores, as without /dev/shm."""
    try:
        return ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=_quiet)
    except (OSError, ImportError, NotImplementedError):
        return None


def _examined(study: Study, name: str) -> Result:
    """The result of one problem: where its f or ∇f raises, no setting of it is run."""
    try:
        return examine(study, name)
    except Unanswered as error:
        if not study.lenient:
            raise
        left = [
            Skipped(
                problem=name, method=m, step=str(p.step), radius=str(p.radius), reason=str(error)
            )
            for m in study.methods
            for p in study.pairs
        ]
        return (), tuple(left)


def _submit(pool: Executor, study: Study, tasks: dict[Future[Result], str]) -> None:
    longest_first = sorted(study.problems, key=lambda name: -_size(study, name))
    with _deaf():  # the processes start here, and inherit it: no tracebacks of half imports
        for name in longest_first:
            tasks[pool.submit(_examined, study, name)] = name


def _end(pool: Executor) -> None:
    """Wait for the tasks under way, or, interrupted again, end them."""
    try:
        pool.shutdown(wait=True, cancel_futures=True)
    except KeyboardInterrupt:
        for process in active_children():
            process.terminate()
        pool.shutdown(wait=True, cancel_futures=True)


def _succeeded(task: Future[Result]) -> bool:
    return task.done() and not task.cancelled() and task.exception() is None


def _size(study: Study, name: str) -> int:
    """A guess at the work: the dimension, since high-dimensional problems take longest."""
    return int(study.library.get("problems", name).dimension)


@contextmanager
def _deaf() -> Iterator[None]:
    """Ignore interruptions, where this thread may say so."""
    if current_thread() is not main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _quiet() -> None:
    """Leave an interruption to the parent, which waits for the tasks under way.

    What a study makes is many small objects and few cycles: collecting those can wait.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    warnings.simplefilter("ignore", LeftOut)  # the parent has told it
    gc.set_threshold(100_000, 20, 20)
