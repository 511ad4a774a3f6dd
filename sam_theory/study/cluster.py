"""Workers of a Dask cluster, which somebody else has started."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError, Future, wait
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any, TypeVar

from sam_theory.errors import UsageError
from sam_theory.study.conduct import Done
from sam_theory.study.orders import OtherVersion, work
from sam_theory.study.store import Tell
from sam_theory.study.versions import apart, versions

MISSING = '--scheduler needs Dask; run: pip install "sam-theory[cluster]"'
ADDRESS = re.compile(r"tcp://\S+:(\d{1,5})")
LAST_PORT = 65535
CONNECTING = 10  # seconds until a scheduler counts as unreachable, and until it has to answer
STAGES = 3  # of a connection: each is given that time
POLL, POLLS = 5, 24  # seconds, and how often in a row nobody may be there before it is given up

T = TypeVar("T")


@dataclass(frozen=True)
class Cluster:
    """The workers of a scheduler: what reaches it, as Dask's client takes it."""

    where: str
    client: Any
    tell: Tell = lambda sentence: None  # hears of workers that are left out

    @property
    def count(self) -> int:
        """One block a process: a second thread of it waits."""
        return max(len(_workers(self.client) or ()), 1)

    @property
    def distant(self) -> bool:
        """They need not see the files of this machine."""
        return True

    def carry_out(self, orders: Sequence[str], done: Done) -> None:
        """Dask gives a block of a worker that died to others, three times at most.

        A worker of another version is left out, whenever it comes. Raises UsageError where all are,
        where a block ends every worker that it is given to, where the scheduler is gone, and where
        no worker is left.
        """
        sent = Sent(self, dict(enumerate(orders)))
        try:
            sent.ask()
            sent.send(sent.left)
            while sent.left:
                sent.receive(done)
        except (CancelledError, OSError) as error:
            raise self.gone() from error
        except Exception as error:
            if type(error).__name__ != "KilledWorker":
                raise
            raise UsageError(
                "a block must leave its worker alive; one ended all that it was given to, perhaps "
                "for lack of memory; allow them more, or lower --iterations or --starts"
            ) from error
        finally:
            for task in sent.tasks:
                task.cancel()

    def gone(self) -> UsageError:
        """What is said where the scheduler does not answer."""
        return UsageError(
            f"the scheduler must stay up; {self.where} does not answer; start it anew and give the "
            "same command, which takes up what --keep has kept"
        )


@dataclass
class Sent:
    """The orders that are not carried out yet, the tasks that are to do that, and by whom."""

    cluster: Cluster
    left: dict[int, str]  # orders by number
    tasks: dict[Future[bytes], tuple[int, int]] = field(default_factory=dict)  # number, refusals
    refused: set[str] = field(default_factory=set)  # addresses of other versions
    chosen: frozenset[str] = frozenset()  # to whom alone the last ones were given; empty: anybody
    alone: int = 0  # how often in a row nobody was there
    # Tasks as they end: to wait for any of thousands looks at each of them again and again.
    ended: SimpleQueue[Future[bytes]] = field(default_factory=SimpleQueue)

    def send(self, numbers: Iterable[int]) -> None:
        """Give orders to anybody, or where workers are refused, to the others alone."""
        fit = set(_workers(self.cluster.client) or ()) - self.refused if self.refused else ()
        self.chosen = frozenset(fit)
        only = {"workers": list(self.chosen)} if self.chosen else {}
        executor = self.cluster.client.get_executor(pure=False, **only)  # what failed is tried anew
        for number in list(numbers):
            task = executor.submit(work, self.left[number])
            self.tasks[task] = number, len(self.refused)
            task.add_done_callback(self.ended.put)

    def receive(self, done: Done) -> None:
        """Wait for tasks to end, for a while, and give those of the unfit to others."""
        ended = [task for task in self._ended() if task in self.tasks]  # others were given up
        again: list[int] = []
        for task in ended:
            number, refusals = self.tasks.pop(task)
            error = task.exception()
            if error is None:
                done(number, task.result())
                del self.left[number]
            elif self._of_the_unfit(error, refusals):
                again.append(number)
            else:
                raise error
        if again:
            self.send(again)
        elif ended:
            self.alone = 0
        else:
            self._look()

    def _ended(self) -> Iterator[Future[bytes]]:
        """Those that have ended, if any does in time."""
        with suppress(Empty):
            yield self.ended.get(timeout=POLL)
            while True:
                yield self.ended.get_nowait()

    def _of_the_unfit(self, error: BaseException, refusals: int) -> bool:
        """Whether a worker that cannot carry it out had the order when so many were refused."""
        if isinstance(error, OtherVersion):
            self._refuse(error.where, str(error))
            return True
        self.ask()
        return len(self.refused) > refusals

    def ask(self) -> None:
        """Refuse those that have another version, or cannot say which.

        One that does not answer is not waited for: its orders tell it what it must be.
        """
        for where, told in _answers(self.cluster.client).items():
            if words := _unfit(where, told):
                self._refuse(where, words)

    def _refuse(self, where: str, words: str) -> None:
        """Leave a worker out, and tell it once; raises UsageError where nobody else is there."""
        new = where not in self.refused
        self.refused.add(where)
        if not set(_workers(self.cluster.client) or ()) - self.refused:
            raise UsageError(words)
        if new:
            self.cluster.tell(f"left out: {words}")

    def _look(self) -> None:
        """See who is there; raise UsageError where for long it has been nobody."""
        there = _workers(self.cluster.client)
        usable = set(there or ()) - self.refused
        self.alone = 0 if usable else self.alone + 1
        if self.alone == POLLS:
            raise self.cluster.gone() if there is None else _lonely(self.cluster.where)
        if usable and self.chosen and not usable & self.chosen:  # others have come in their place
            for task in self.tasks:
                task.cancel()
            self.tasks.clear()
            self.send(self.left)


def _unfit(where: str, told: object) -> str:
    """Why a worker cannot carry out orders; empty where it can."""
    if not isinstance(told, dict):
        return (
            f"workers must have sam-theory {versions()['sam-theory']}; {where} says: "
            f"{_first(told) if isinstance(told, BaseException) else told}; install it there"
        )
    words = apart(told, versions())
    return words and (
        f"workers must have the versions that are here; {where} has {words}; install these there"
    )


def _told() -> Mapping[str, str]:
    """What a worker says of itself."""
    return dict(versions())


def _answers(client: Any) -> Mapping[str, Any]:
    """What workers say of themselves, or why they cannot, by address; of all or of none."""
    with suppress(Exception):  # of a scheduler that is gone, which is told later
        found: Mapping[str, Any] = _within(lambda: client.run(_told, on_error="return"))
        return found
    return {}


def _within(ask: Callable[[], T], tries: int = 1) -> T:
    """What Dask answers; raises TimeoutError where it does not in so many times `CONNECTING`.

    Of its own waits some have no end: a port that takes a connection and says nothing holds it.
    """
    answer: Future[T] = Future()

    def wait_for_it() -> None:
        try:
            answer.set_result(ask())
        except BaseException as error:  # whatever it is: it is raised where the answer is read
            answer.set_exception(error)

    Thread(target=wait_for_it, daemon=True).start()
    if not wait([answer], timeout=tries * CONNECTING).done:
        raise TimeoutError(f"no answer in {tries * CONNECTING} s")
    return answer.result()


@contextmanager
def cluster(where: str, tell: Tell = lambda sentence: None) -> Iterator[Cluster]:
    """The workers of the scheduler at an address, or of a file that Dask wrote.

    Raises UsageError where Dask is missing, for what is neither, where nobody answers, and where
    there is no worker.
    """
    if find_spec("distributed") is None:
        raise UsageError(MISSING)
    address = _address(where)
    with _silent():
        client = _connected(where, address)
        try:
            _require_workers(where, client)
            yield Cluster(where, client, tell)
        finally:
            with suppress(Exception):  # of a scheduler that is gone there is nothing to close
                client.close(timeout=CONNECTING)


def _address(where: str) -> str:
    """The address itself, or that in a scheduler file."""
    told: Any = where
    if Path(where).is_file():
        try:
            told = json.loads(Path(where).read_text(encoding="utf-8"))["address"]
        except (OSError, ValueError, TypeError, LookupError):
            told = ""
    match = ADDRESS.fullmatch(told) if isinstance(told, str) else None
    if match and 0 < int(match[1]) <= LAST_PORT:
        return match[0]
    found = repr(where) if told == where else f"{where!r}, with {told!r}"
    raise UsageError(
        "--scheduler must be an address such as tcp://127.0.0.1:8786, of TCP without TLS, or the "
        f"file that a scheduler of Dask wrote; got {found}"
    )


def _connected(where: str, address: str) -> Any:
    import dask
    import distributed

    def connect() -> Any:
        make: Any = distributed.Client
        return make(address, timeout=CONNECTING, set_as_default=False)

    with dask.config.set({"distributed.comm.timeouts.connect": CONNECTING}):
        try:
            return _within(connect, STAGES)
        except Exception as error:  # of a host that is none, of a port that is another program's
            raise UsageError(
                f"--scheduler must reach a running scheduler; {where} does not: {_first(error)}; "
                "start one with: dask scheduler"
            ) from error


def _require_workers(where: str, client: Any) -> None:
    try:
        _within(lambda: client.wait_for_workers(1, timeout=CONNECTING), STAGES)
    except Exception as error:  # a scheduler that goes away now has none either
        raise _lonely(where) from error


def _workers(client: Any) -> Collection[str] | None:
    """The addresses of the workers; None where nobody says."""
    with suppress(Exception):  # whatever a scheduler that is going away makes of the question
        found: Collection[str] = _within(client.nthreads).keys()
        return found
    return None


def _lonely(where: str) -> UsageError:
    return UsageError(
        f"--scheduler must have workers; {where} has none; start some with: "
        f"dask worker {where if '://' in where else f'--scheduler-file {where}'} --nthreads 1"
    )


def _first(error: BaseException) -> str:
    return (str(error) or type(error).__name__).strip().split("\n")[0][:200]


@contextmanager
def _silent() -> Iterator[None]:
    """Keep Dask from telling standard error what is told in a sentence.

    Its loggers get levels and handlers of their own when it is imported, and so do not heed those
    of the loggers above them.
    """
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(before)
