"""Workers of a Dask cluster, which somebody else has started."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, wait
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from threading import Thread
from typing import Any, TypeVar

from sam_theory.errors import UsageError
from sam_theory.study.conduct import Done
from sam_theory.study.orders import work
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

    @property
    def count(self) -> int:
        """One block a process: a second thread of it waits."""
        return max(_workers(self.client) or 0, 1)

    @property
    def distant(self) -> bool:
        """They need not see the files of this machine."""
        return True

    def carry_out(self, orders: Sequence[str], done: Done) -> None:
        """Dask gives a block of a worker that died to others, three times at most.

        Raises UsageError where a worker has another version, where a block ends every worker that
        it is given to, where the scheduler is gone, and where no worker is left.
        """
        self._require_versions()
        executor = self.client.get_executor()
        tasks: dict[Future[bytes], int] = {}
        try:
            tasks |= {executor.submit(work, text): n for n, text in enumerate(orders)}
            for task in self._finished(tasks):
                done(tasks[task], task.result())
        except (CancelledError, OSError) as error:
            raise self._gone() from error
        except Exception as error:
            if type(error).__name__ != "KilledWorker":
                raise
            raise UsageError(
                "a block must leave its worker alive; one ended all that it was given to, perhaps "
                "for lack of memory; allow them more, or lower --iterations or --starts"
            ) from error
        finally:
            for task in tasks:
                task.cancel()

    def _finished(self, tasks: Mapping[Future[bytes], int]) -> Iterator[Future[bytes]]:
        """The tasks as they end."""
        left, alone = set(tasks), 0
        while left:
            ended, left = wait(left, timeout=POLL, return_when=FIRST_COMPLETED)
            yield from ended
            there = None if ended else _workers(self.client)
            alone = 0 if ended or there else alone + 1
            if alone == POLLS:
                raise self._gone() if there is None else _lonely(self.where)

    def _require_versions(self) -> None:
        """Raise UsageError where a worker cannot say its versions, or has others.

        One that does not answer is not waited for: its orders tell it what it must be.
        """
        for where, told in _answers(self.client).items():
            words = apart(told, versions()) if isinstance(told, dict) else ""
            if words:
                raise UsageError(
                    f"workers must have the versions that are here; {where} has {words}; "
                    "install these there"
                )
            if not isinstance(told, dict):
                raise UsageError(
                    f"workers must have sam-theory {versions()['sam-theory']}; {where} says: "
                    f"{_first(told)}; install it there"
                )

    def _gone(self) -> UsageError:
        return UsageError(
            f"the scheduler must stay up; {self.where} does not answer; start it anew and give the "
            "same command, which takes up what --keep has kept"
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
def cluster(where: str) -> Iterator[Cluster]:
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
            yield Cluster(where, client)
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


def _workers(client: Any) -> int | None:
    """How many workers there are; None where nobody says."""
    with suppress(Exception):  # whatever a scheduler that is going away makes of the question
        return len(_within(client.nthreads))
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
