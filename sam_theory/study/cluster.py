"""Workers of a Dask cluster, which somebody else has started."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, wait
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from threading import Thread
from typing import Any

from sam_theory.errors import UsageError
from sam_theory.study.conduct import Done
from sam_theory.study.orders import work
from sam_theory.study.versions import apart, versions

MISSING = '--scheduler needs Dask; run: pip install "sam-theory[cluster]"'
ADDRESS = re.compile(r"(tcp|tls|ws|wss|ucx)://\S+:\d+")
CONNECTING = 10  # seconds until a scheduler counts as unreachable
POLL, POLLS = 5, 24  # seconds, and how often in a row nobody may be there before it is given up


@dataclass(frozen=True)
class Cluster:
    """The workers of a scheduler: what reaches it, as Dask's client takes it."""

    where: str
    client: Any

    @property
    def count(self) -> int:
        """One block a process: a second thread of it waits."""
        return max(len(_workers(self.client)), 1)

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
        left, lonely = set(tasks), 0
        while left:
            ended, left = wait(left, timeout=POLL, return_when=FIRST_COMPLETED)
            yield from ended
            lonely = 0 if ended or _workers(self.client) else lonely + 1
            if lonely == POLLS:
                raise _lonely(self.where)

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
            f"the scheduler must stay up; {self.where} is gone; start it anew and give the same "
            "command, which takes up what --keep has kept"
        )


def _told() -> Mapping[str, str]:
    """What a worker says of itself."""
    return dict(versions())


def _answers(client: Any) -> Mapping[str, Any]:
    """What workers say of themselves, or why they cannot, by address; of all or of none."""
    found: dict[str, Any] = {}

    def ask() -> None:
        with suppress(Exception):  # of a scheduler that is gone, which is told later
            found.update(client.run(_told, on_error="return"))

    asking = Thread(target=ask, daemon=True)
    asking.start()
    asking.join(CONNECTING)
    return dict(found)


@contextmanager
def cluster(where: str) -> Iterator[Cluster]:
    """The workers of the scheduler at an address, or of a file that Dask wrote.

    Raises UsageError where Dask is missing, for what is neither, where nobody answers, and where
    there is no worker.
    """
    if find_spec("distributed") is None:
        raise UsageError(MISSING)
    address = _address(where)
    client = None
    with _silent():
        try:
            client = _connected(where, address)
            yield Cluster(where, client)
        finally:
            if client is not None:
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
    if isinstance(told, str) and ADDRESS.fullmatch(told):
        return told
    raise UsageError(
        "--scheduler must be an address such as tcp://127.0.0.1:8786, or the file that a scheduler "
        f"of Dask wrote; got {where!r}"
    )


def _connected(where: str, address: str) -> Any:
    import dask
    import distributed

    make: Any = distributed.Client
    with dask.config.set({"distributed.comm.timeouts.connect": CONNECTING}):
        try:
            client = make(address, timeout=CONNECTING, set_as_default=False)
        except Exception as error:  # of a host that is none, of a port that is another program's
            raise UsageError(
                f"--scheduler must reach a running scheduler; {where} does not: {_first(error)}; "
                "start one with: dask scheduler"
            ) from error
        try:
            client.wait_for_workers(1, timeout=CONNECTING)
        except TimeoutError as error:
            client.close()
            raise _lonely(where) from error
    return client


def _workers(client: Any) -> Mapping[str, int]:
    """The workers there are, by address; none where nobody can say."""
    with suppress(Exception):  # whatever a scheduler that is going away makes of the question
        found: Mapping[str, int] = client.nthreads()
        return found
    return {}


def _lonely(where: str) -> UsageError:
    return UsageError(
        f"--scheduler must have workers; {where} has none; start some with: "
        f"dask worker {where if '://' in where else f'--scheduler-file {where}'} --nthreads 1"
    )


def _first(error: BaseException) -> str:
    return (str(error) or type(error).__name__).strip().split("\n")[0][:200]


@contextmanager
def _silent() -> Iterator[None]:
    """Keep Dask from telling standard error what is told in a sentence."""
    loggers = [logging.getLogger(name) for name in ("distributed", "tornado", "asyncio")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)
