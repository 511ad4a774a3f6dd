"""Processes: the same whatever their number; one that dies costs what is under way."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from pathlib import Path

import pytest
from kept import DATA, PATIENCE, ROOT, conducted, library, study

from sam_theory.errors import UsageError
from sam_theory.study.atoms import Block, atoms_of
from sam_theory.study.conduct import Done
from sam_theory.study.orders import MOST_CARRIED, head_of, opened, order, work
from sam_theory.study.processes import Processes, _deaf
from sam_theory.study.study import Study

DYING = """
import os, pathlib

def died():
    deaths = pathlib.Path({deaths!r})
    count = len(list(deaths.iterdir()))
    if count < {times}:
        (deaths / str(count)).touch()
        os._exit(1)

def mine"""


def dying(folder: Path, times: int) -> Study:
    """A study with a problem that ends its process so many times."""
    (folder / "deaths").mkdir()
    own, path = library(folder / "mine"), folder / "mine" / "problems" / "mine.py"
    died = DYING.format(deaths=str(folder / "deaths"), times=times)
    text = path.read_text(encoding="utf-8").replace("\ndef mine", died)
    text = text.replace("gradient=lambda x:", "gradient=lambda x: died() or")
    path.write_text(text, encoding="utf-8")
    given = study(4, pairs=1)
    return replace(given, problems=(*given.problems, "mine[curvature=2.0]"), library=own)


def test_a_process_that_dies_is_replaced(tmp_path: Path) -> None:
    given = dying(tmp_path, 1)
    found, _ = conducted(given, Processes(2))
    assert len(found) == 5
    assert found == conducted(given)[0]
    assert len(os.listdir(tmp_path / "deaths")) == 1


def test_a_process_that_dies_again_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sam_theory.study.processes.POOLS", 1)
    with pytest.raises(BrokenProcessPool):
        conducted(dying(tmp_path, 2), Processes(2))
    assert len(os.listdir(tmp_path / "deaths")) == 1


def test_what_does_not_leave_this_process_is_not_sealed(monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere = conducted(study(2, pairs=2), Processes(2))

    def sealed(block: object) -> bytes:
        raise AssertionError("a block was sealed")

    monkeypatch.setattr("sam_theory.study.orders.sealed", sealed)
    monkeypatch.setattr("sam_theory.study.conduct.sealed", sealed)
    assert conducted(study(2, pairs=2), Processes(1)) == elsewhere


PARENT = """
import os, signal, sys, time
from sam_theory.study.processes import _pool

if __name__ == "__main__":
    pool = _pool(1)
    print(pool.submit(os.getpid).result(), flush=True)
    pool.submit(time.sleep, 3600)
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(os.name == "nt", reason="processes are killed another way there")
def test_processes_end_when_their_parent_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(PARENT)
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, str(script)]
    parent = subprocess.Popen(command, env=surroundings, stdout=subprocess.PIPE)
    worker, _ = parent.communicate(timeout=PATIENCE)  # until nobody is left to write there
    assert (parent.returncode, int(worker) > 0) == (-signal.SIGKILL, True)


@pytest.mark.skipif(os.name == "nt", reason="interrupts are sent another way there")
def test_an_interruption_while_processes_start_is_put_off_and_not_lost() -> None:
    begun = []

    def begin() -> None:
        with _deaf():
            os.kill(os.getpid(), signal.SIGINT)
            begun.append("processes")

    with pytest.raises(KeyboardInterrupt):
        begin()
    assert begun


class Shuffled:
    """Workers that do the blocks in another order, cut in another way."""

    distant = False

    def __init__(self, count: int) -> None:
        self.count = count

    def carry_out(self, orders: Sequence[str], done: Done) -> None:
        """From the last to the first."""
        for number in reversed(range(len(orders))):
            done(number, work(orders[number]))


def test_the_cut_and_the_order_change_nothing() -> None:
    given = replace(study(3, pairs=2), methods=("sam", "usam", "sam-momentum"))
    assert conducted(given, Shuffled(1)) == conducted(given, Shuffled(100)) == conducted(given)


def test_a_block_is_the_same_bytes_in_any_company() -> None:
    given = study(2, pairs=2)
    alone = order(given, atoms_of(given)[:1], carried=False)
    work(order(given, atoms_of(given), carried=False))
    assert work(alone) == work(alone)


def carried(folder: Path) -> tuple[str, Block]:
    """An order with the files of a library that is gone from its place."""
    given = study(1, pairs=1, folder=folder)
    text = order(given, atoms_of(given), carried=True)
    shutil.rmtree(folder)
    return text, atoms_of(given)


def test_library_files_cross_and_data_among_them(tmp_path: Path) -> None:
    text, block = carried(tmp_path / "mine")
    assert str(tmp_path) not in text
    assert len(work(text)) > 100
    assert block[0].problem == "mine[curvature=1.5]"


HELPED = f"""
import sys
from pathlib import Path

DATA = {DATA!r}
sys.path.insert(0, str(Path(__file__).parents[1]))
from held import STRETCH
"""


def helped(folder: Path, stretch: float) -> str:
    """An order for a problem whose module imports another one, and that a hidden, linked file."""
    given = study(1, pairs=1, folder=folder)
    path = folder / "problems" / "mine.py"
    text = path.read_text(encoding="utf-8").replace("curvature * x", "STRETCH * curvature * x")
    path.write_text(HELPED + text, encoding="utf-8")
    beside = folder.with_suffix(".apart")
    beside.mkdir()
    (beside / ".stretch").write_text(str(stretch))
    (folder / "linked").symlink_to(beside, target_is_directory=True)
    (beside / "round").symlink_to(folder, target_is_directory=True)
    (folder / "held.py").write_text(
        "from pathlib import Path\n\n"
        'STRETCH = float(Path(__file__).parent.joinpath("linked", ".stretch").read_text())\n'
    )
    text = order(given, atoms_of(given), carried=True)
    shutil.rmtree(beside)
    return text


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
def test_all_that_lies_below_a_library_crosses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A worker that had a library with the same names before computes what a new one does."""
    monkeypatch.setattr(sys, "path", [*sys.path])  # which its modules add to
    first, second = helped(tmp_path / "one", 1), helped(tmp_path / "two", 0.5)
    found = [opened(work(text), curves=False).results for text in (first, second, first)]
    assert found[0] == found[2] != found[1]


def test_library_files_that_are_too_much_to_carry_are_refused(tmp_path: Path) -> None:
    given = study(1, pairs=1, folder=tmp_path)
    data = tmp_path / "problems" / "data" / "mine.bin"
    data.write_bytes(DATA + bytes(MOST_CARRIED))
    assert order(given, atoms_of(given), carried=False)  # who reads the folder himself can
    with pytest.raises(UsageError, match=r"2,000,000 bytes .* most of them in .*/data/mine.bin;"):
        order(given, atoms_of(given), carried=True)


def test_library_files_are_those_of_their_digest(tmp_path: Path) -> None:
    text, _ = carried(tmp_path / "mine")
    with pytest.raises(UsageError, match="library files must stay as they are"):
        work(text.replace("A parabola", "A parable"))


def test_an_order_of_another_version_is_refused() -> None:
    given = study(1, pairs=1)
    text = order(given, atoms_of(given), carried=False)
    numpy = head_of(given, ())["versions"]["numpy"]
    with pytest.raises(UsageError, match=f"numpy 1.0, and here it is {numpy}"):
        work(text.replace(f'"numpy": "{numpy}"', '"numpy": "1.0"'))
