"""Processes: the same whatever their number; one that dies costs what is under way."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from pathlib import Path

import pytest
from kept import MINE, conducted, study

from sam_theory.errors import UsageError
from sam_theory.library.catalogues import Library
from sam_theory.study.atoms import Block, atoms_of
from sam_theory.study.conduct import Done
from sam_theory.study.orders import head_of, order, work
from sam_theory.study.processes import POOLS, Processes
from sam_theory.study.study import Study

DYING = MINE.replace("import Enclosure", "import Enclosure").replace(
    "def mine",
    """
import os, pathlib

def died():
    deaths = pathlib.Path(DEATHS)
    count = len(list(deaths.iterdir()))
    if count < TIMES:
        (deaths / str(count)).touch()
        os._exit(1)

def mine""",
)


def dying(folder: Path, times: int) -> Study:
    """A study with a problem that ends its process so many times."""
    (folder / "problems").mkdir()
    (folder / "deaths").mkdir()
    text = DYING.replace("DEATHS", repr(str(folder / "deaths"))).replace("TIMES", str(times))
    text = text.replace("gradient=lambda x: curv", "gradient=lambda x: died() or curv")
    (folder / "problems" / "mine.py").write_text(text)
    given = study(4, pairs=1)
    problems = (*given.problems, "mine[curvature=2.0]")
    return replace(given, problems=problems, library=Library((str(folder),)))


@pytest.mark.parametrize("times", [1, POOLS])
def test_a_process_that_dies_is_replaced_so_many_times(times: int, tmp_path: Path) -> None:
    given = dying(tmp_path, times)
    if times < POOLS:
        found, _ = conducted(given, Processes(2))
        assert len(found) == 5
        assert found == conducted(given)[0]
    else:
        with pytest.raises(BrokenProcessPool):
            conducted(given, Processes(2))
    assert len(os.listdir(tmp_path / "deaths")) == times


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
    (folder / "problems" / "mine.py").unlink()
    return text, atoms_of(given)


def test_library_files_cross_as_text(tmp_path: Path) -> None:
    text, block = carried(tmp_path / "mine")
    assert str(tmp_path) not in text
    assert len(work(text)) > 100
    assert block[0].problem == "mine[curvature=1.5]"


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
