"""Dask: a worker that hangs and dies, other versions, a scheduler that is gone, a study resumed."""

from __future__ import annotations

import json
import logging
import os
import re
import shutil
import signal
import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from kept import (
    PATIENCE,
    ROOT,
    Process,
    conducted,
    ends,
    interrupted,
    scheduler,
    slow,
    study,
    until,
    worker,
)

from sam_theory.errors import UsageError
from sam_theory.study.cluster import Cluster, cluster
from sam_theory.study.conduct import Done, Workers
from sam_theory.study.processes import Processes
from sam_theory.study.store import store_of

pytest.importorskip("distributed")
HANGING = """
import time
from sam_theory.study import orders

def work(text):
    open({asked!r}, "w").close()
    while True:
        time.sleep(0.05)

orders.work = work
"""


@dataclass(frozen=True)
class Watched:
    """Workers, of which something is done after each block."""

    workers: Workers
    after: object
    orders: list[str] = field(default_factory=list)

    @property
    def count(self) -> int:
        return self.workers.count

    @property
    def distant(self) -> bool:
        return self.workers.distant

    def carry_out(self, orders: Sequence[str], done: Done) -> None:
        self.orders.extend(orders)
        ended = 0

        def finished(number: int, data: bytes) -> None:
            nonlocal ended
            done(number, data)
            ended += 1
            self.after(len(orders) - ended)  # type: ignore[operator]

        self.workers.carry_out(orders, finished)


@pytest.fixture(autouse=True)
def _bounded() -> Iterator[None]:
    with ends():
        yield


@pytest.fixture(scope="module")
def running(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[Process, str]]:
    """A scheduler with one worker."""
    folder = tmp_path_factory.mktemp("cluster")
    with scheduler(folder) as (process, file), worker(file, folder / "worker"):
        yield process, file


def test_a_worker_that_hangs_stops_nobody_and_loses_a_block_when_it_dies(
    running: tuple[Process, str], tmp_path: Path
) -> None:
    """It never answers; when hardly anything else is left it is killed, and others do its blocks.

    The library exists where the client is, and crosses as text.
    """
    asked, preload = tmp_path / "asked", tmp_path / "hanging.py"
    preload.write_text(HANGING.format(asked=str(asked)))
    given = study(folder=tmp_path / "mine")
    left: list[int] = []
    with (
        cluster(running[1]) as workers,
        worker(running[1], tmp_path / "other", preload=preload) as other,
    ):
        workers.client.wait_for_workers(2, timeout=PATIENCE)

        def after(still: int) -> None:
            left.append(still)
            if still == 3:
                until(asked.exists, "a block for the other worker", other)
                other.kill()

        found = conducted(given, Watched(workers, after))
    assert left == list(range(8))[::-1]
    assert len(found[0]) == 200
    assert found == conducted(given)


def changed(folder: Path) -> None:
    """A copy of the program in which a problem is another."""
    for name in ("sam_theory", "problems", "proofs_checks", "figures"):
        ignored = shutil.ignore_patterns("__pycache__", "*.js", "*.png")
        shutil.copytree(ROOT / name, folder / name, ignore=ignored)
    path = folder / "problems" / "quadratic.py"
    path.write_text(f"{path.read_text()}# changed\n")


def older(folder: Path) -> None:
    """A program that cannot read orders."""
    (folder / "sam_theory").mkdir(parents=True)
    (folder / "sam_theory" / "__init__.py").touch()


@pytest.mark.skipif(os.name == "nt", reason="processes are stopped another way there")
@pytest.mark.parametrize("late", [False, True])
@pytest.mark.parametrize(
    ("install", "sentence"),
    [
        (
            changed,
            r"workers must have the versions .*tcp://127.0.0.1:\d+ .*, sources",
        ),
        (
            older,
            r"workers must have sam-theory .*; tcp://.* says: .*No module named",
        ),
    ],
)
def test_workers_of_another_version_are_left_out(
    running: tuple[Process, str],
    install: Callable[[Path], None],
    sentence: str,
    late: bool,
    tmp_path: Path,
) -> None:
    """Whether they are there before the study or come while it runs: the others do their blocks.

    Who comes late is given what is left, as nobody else answers at that time.
    """
    install(tmp_path / "program")
    told: list[str] = []
    with cluster(running[1], told.append) as workers, ExitStack() as stack:
        (good,) = workers.client.run(os.getpid).values()

        def come() -> None:
            folder = tmp_path / "other"
            other = stack.enter_context(worker(running[1], folder, root=tmp_path / "program"))
            until(lambda: other.poll() is not None or workers.count == 2, "the other worker")

        def after(still: int) -> None:
            if late and still == 15:
                os.kill(good, signal.SIGSTOP)
                come()
                os.kill(good, signal.SIGCONT)

        if not late:
            come()
        given = study(16)
        assert conducted(given, Watched(Each(workers), after)) == conducted(given)
    if late and install is older:
        assert told == []  # given what it cannot read, it ends itself
    else:
        assert len(told) == 1
        assert re.match(f"left out: {sentence}", told[0])
    until(lambda: _others(running[1]) == 0, "the end of the other worker")


@dataclass(frozen=True)
class Each:
    """Workers that are given every atom as a block of its own."""

    workers: Cluster
    count: int = 16
    distant: bool = True

    def carry_out(self, orders: Sequence[str], done: Done) -> None:
        self.workers.carry_out(orders, done)


def _others(file: str) -> int:
    """How many workers there are besides that of the tests."""
    with cluster(file) as workers:
        return workers.count - 1


def test_where_all_are_of_another_version_nothing_is_computed(tmp_path: Path) -> None:
    changed(tmp_path / "program")
    with (
        scheduler(tmp_path) as (_, file),
        worker(file, tmp_path / "worker", root=tmp_path / "program"),
        cluster(file) as workers,
        pytest.raises(UsageError, match="workers must have the versions that are here; tcp://"),
    ):
        conducted(study(2), workers)


@pytest.mark.skipif(os.name == "nt", reason="interrupts are sent another way there")
def test_an_interruption_ends_with_what_is_kept(
    running: tuple[Process, str], tmp_path: Path
) -> None:
    """In one sentence; nothing of the client stays, the workers stay for others."""
    arguments = [*slow(tmp_path / "mine"), "--scheduler", running[1]]
    blocks = interrupted(arguments, tmp_path / "interrupted")
    assert 0 < len(list(blocks.iterdir())) < 4
    with cluster(running[1]) as workers:
        assert workers.count == 1


class Heard(logging.Handler):
    """What a logger says."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Note it."""
        self.said.append(record.getMessage())

    @contextmanager
    def listening(self, name: str) -> Iterator[None]:
        """Hear the logger of that name."""
        logging.getLogger(name).addHandler(self)
        try:
            yield
        finally:
            logging.getLogger(name).removeHandler(self)


@pytest.mark.parametrize("ending", ["SIGSTOP", "SIGKILL"])
def test_a_scheduler_that_is_gone_loses_nothing_that_is_kept(
    ending: str, running: tuple[Process, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It hangs, or dies, after two blocks; processes compute the others, and nothing else."""
    given = study()
    process, file = running
    heard = Heard()
    with heard.listening("distributed.client"), cluster(file) as workers:
        for name, value in {"CONNECTING": 1, "POLL": 0.2, "POLLS": 2}.items():
            monkeypatch.setattr(f"sam_theory.study.cluster.{name}", value)

        def after(still: int) -> None:
            if still == 2:
                process.send_signal(getattr(signal, ending))

        with pytest.raises(UsageError, match=r"the scheduler must stay up; .* same command"):
            conducted(given, Watched(workers, after), store_of(str(tmp_path), given))
    assert heard.said == []
    process.send_signal(signal.SIGCONT)
    kept = len(list((tmp_path / "blocks").iterdir()))
    assert kept >= 2
    resumed = Watched(Processes(1), lambda still: None)
    found = conducted(given, resumed, store_of(str(tmp_path), given))
    assert 0 < sum(len(order_atoms(text)) for text in resumed.orders) < 20
    assert found == conducted(given)


def order_atoms(text: str) -> list[object]:
    """The atoms of an order."""
    atoms: list[object] = json.loads(text)["head"]["atoms"]
    return atoms


def _enter(where: str) -> None:
    with cluster(where):
        pass


@pytest.mark.parametrize(
    ("where", "sentence"),
    [
        ("127.0.0.1:8786", "must be an address such as tcp://127.0.0.1:8786, of TCP"),
        ("", "must be an address"),
        ("tcp://127.0.0.1", "must be an address"),
        ("tcp://127.0.0.1:65536", "must be an address"),
        ("tls://127.0.0.1:8786", r"must be an address .* without TLS, .* got 'tls://127"),
        ("ucx://127.0.0.1:8786", "must be an address"),
        ("nowhere.json", "must be an address"),
        ("tcp://127.0.0.1:1", "must reach a running scheduler; tcp://127.0.0.1:1 does not"),
    ],
)
def test_what_is_no_scheduler_is_refused(
    where: str, sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sam_theory.study.cluster.CONNECTING", 1)
    with pytest.raises(UsageError, match=sentence):
        _enter(where)


def test_a_program_that_takes_connections_and_says_nothing_is_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sam_theory.study.cluster.CONNECTING", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        where = f"tcp://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(UsageError, match=f"{where} does not: no answer in 0.6.* s; start"):
            _enter(where)


def test_a_file_that_is_none_of_dask_is_refused(tmp_path: Path) -> None:
    for number, text in enumerate(("{", "{}", "[]", '{"address": 5}', '{"address": "x"}')):
        path = tmp_path / f"{number}.json"
        path.write_text(text)
        with pytest.raises(UsageError, match="or the file that a scheduler of Dask wrote"):
            _enter(str(path))


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sam_theory.study.cluster.find_spec", lambda name: None)
    with pytest.raises(UsageError, match=r'pip install "sam-theory\[cluster\]"'):
        _enter("tcp://127.0.0.1:8786")
