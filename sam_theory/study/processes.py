"""Workers that are processes of this machine; one of them is this process itself."""

from __future__ import annotations

import gc
import os
import signal
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from threading import Thread, current_thread, main_thread

from sam_theory.library.collecting import LeftOut
from sam_theory.study.conduct import Done
from sam_theory.study.orders import Opened, computed, work

WAITING = 1  # orders that wait for a process, so that none waits for an order
WAITS = "interrupted; what is under way is finished first; interrupt again to end at once"
POOLS = 3  # made for a study: after the third time that a process died it is given up


@dataclass(frozen=True)
class Processes:
    """So many processes."""

    jobs: int
    tell: Callable[[str], None] = lambda sentence: None  # hears what a reader should know

    @property
    def count(self) -> int:
        """One block a process."""
        return self.jobs

    @property
    def distant(self) -> bool:
        """They read the library folders themselves."""
        return False

    def carry_out(self, orders: Sequence[str], done: Done) -> None:
        """With one job, or one order, or no semaphores, it happens in this process, unsealed.

        A process that dies loses what is under way; that is computed anew, twice at most. An
        interruption waits for what is under way; a second one does not. Raises BrokenProcessPool.
        """
        left = dict(enumerate(orders))

        def finished(number: int, block: bytes | Opened) -> None:
            done(number, block)
            del left[number]

        for pools in range(1, POOLS + 1):
            processes = min(self.jobs, len(left))
            # What may have ended a process is not tried in this one.
            pool = _pool(processes) if processes > 1 or pools > 1 else None
            if pool is None:
                for number, text in list(left.items()):
                    finished(number, computed(text))
                return
            from concurrent.futures.process import BrokenProcessPool

            try:
                _spread(pool, left, finished, self)
                return
            except BrokenProcessPool:
                if pools == POOLS:
                    raise


def _spread(pool: Executor, left: Mapping[int, str], finished: Done, processes: Processes) -> None:
    """Have a pool carry out what is left; what it has finished is told whatever happens.

    It has no more than so many orders at a time: what it has begun to pass on cannot be taken back.
    """
    tasks: dict[Future[bytes], int] = {}
    orders, window = iter(list(left.items())), processes.jobs + WAITING
    try:
        while _submit(pool, tasks, islice(orders, window - len(tasks))):
            for task in wait(tasks, return_when=FIRST_COMPLETED).done:
                finished(tasks[task], task.result())
                del tasks[task]
    except KeyboardInterrupt:
        processes.tell(WAITS)
        raise
    finally:
        _end(pool, tasks)
        for task in [task for task in tasks if _succeeded(task) and tasks[task] in left]:
            finished(tasks[task], task.result())


def _submit(
    pool: Executor, tasks: dict[Future[bytes], int], orders: Iterable[tuple[int, str]]
) -> bool:
    """Give these orders too; whether the pool has anything to do then."""
    with _deaf():  # processes start here, and inherit it: no tracebacks of half imports
        for number, text in orders:
            tasks[pool.submit(work, text)] = number
    return bool(tasks)


def _pool(processes: int) -> Executor | None:
    """Processes to spread over; None where the system gives no semaphores, as without /dev/shm."""
    try:
        from concurrent.futures import ProcessPoolExecutor
        from multiprocessing import get_context

        return ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=_quiet)
    except (OSError, ImportError, NotImplementedError):
        return None


def _end(pool: Executor, tasks: Iterable[Future[bytes]]) -> None:
    """Wait for the tasks under way, or, interrupted again, end them.

    The wait is for tasks: an interruption while a thread is joined makes Python 3.11 take it to
    have ended, and the program would end before the pool.
    """
    under_way = [task for task in tasks if not task.cancel()]
    try:
        wait(under_way)
    except KeyboardInterrupt:
        from multiprocessing import active_children

        for process in active_children():
            process.terminate()
    pool.shutdown(wait=True, cancel_futures=True)


def _succeeded(task: Future[bytes]) -> bool:
    return task.done() and not task.cancelled() and task.exception() is None


@contextmanager
def _deaf() -> Iterator[None]:
    """Put off interruptions, where this thread may say so: what comes meanwhile comes afterwards.

    The processes that start here inherit that theirs are put off.
    """
    if current_thread() is not main_thread():
        yield
        return
    came: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, frame: came.append(number))
    _put_off(True)
    try:
        yield
    finally:
        _put_off(False)
        signal.signal(signal.SIGINT, before)
        if came:
            signal.raise_signal(signal.SIGINT)


def _put_off(yes: bool) -> None:
    if hasattr(signal, "pthread_sigmask"):  # which Windows lacks
        signal.pthread_sigmask(signal.SIG_BLOCK if yes else signal.SIG_UNBLOCK, [signal.SIGINT])


def _quiet() -> None:
    """Leave an interruption to the parent, which waits for the tasks under way, and end with it.

    What a study makes is many small objects and few cycles: collecting those can wait.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _put_off(False)
    warnings.simplefilter("ignore", LeftOut)  # the parent has told it
    gc.set_threshold(100_000, 20, 20)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End at once when the parent is gone, who may have been killed; nobody hears of the block."""
    from multiprocessing import parent_process

    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
