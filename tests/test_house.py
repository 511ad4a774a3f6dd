"""The map in CONTRIBUTING is what the imports say, its doors are there, tests go by modules."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from benchmarks.mutants import explanations, pool, stale
from house import BEGIN, DOCUMENT, END, PACKAGE, ROOT, drawn, reached, reduced, replaced, rooms

TEXT = DOCUMENT.read_text()


def test_the_map_is_what_the_imports_say() -> None:
    assert replaced(TEXT) == TEXT, "python tests/house.py draws it anew"
    assert replaced(BEGIN + "old\n" + END) != BEGIN + "old\n" + END


def test_arrows_left_out_follow_from_the_others() -> None:
    arrows = rooms()
    few = reduced(arrows)
    assert sum(map(len, few.values())) < sum(map(len, arrows.values()))
    assert all(reached(name, few) == reached(name, arrows) for name in arrows)
    assert not any(name in reached(name, arrows) for name in arrows)


def test_at_most_twenty_two_names_at_the_top() -> None:
    assert len(rooms()) <= 22


def test_every_room_says_what_it_is() -> None:
    assert not re.search(r"\|  \|", drawn())


PATHS = sorted(
    {p for p in re.findall(r"`([a-z_]+/[\w/.]+)`", TEXT.partition("## A problem")[0]) if p}
)


@pytest.mark.parametrize("path", PATHS)
def test_the_doors_are_there(path: str) -> None:
    assert (ROOT / path).exists()


MIRRORED = ("asymptotics", "proofs", "schedules", "setting", "statements", "study")
TESTS = sorted(
    path.relative_to(ROOT / "tests")
    for room in MIRRORED
    for path in (ROOT / "tests" / room).rglob("test_*.py")
)


def named_after_a_module(path: Path) -> bool:
    """Whether test_X.py or test_X_SUBJECT.py stands where a module or package X does."""
    words = path.stem.removeprefix("test_").split("_")
    folder = ROOT / PACKAGE / path.parent
    names = ("_".join(words[:n]) for n in range(1, len(words) + 1))
    return any((folder / name).is_dir() or (folder / f"{name}.py").exists() for name in names)


@pytest.mark.parametrize("path", TESTS, ids=str)
def test_tests_are_named_after_what_they_test(path: Path) -> None:
    assert named_after_a_module(path), (
        f"sam_theory/{path.parent} has no module of which that is the name"
    )


def test_other_names_are_noticed() -> None:
    assert named_after_a_module(Path("asymptotics/test_scale_of_logarithms.py"))
    assert named_after_a_module(Path("proofs/test_exact.py"))
    assert not named_after_a_module(Path("asymptotics/test_series.py"))
    assert not named_after_a_module(Path("proofs/test_scale.py"))
    assert not named_after_a_module(Path("statements/test_rates.py"))


def test_mutants_that_are_explained_are_there() -> None:
    """`python tests/benchmarks/mutants.py` says which mutants survive."""
    assert all(why for why in explanations().values())
    assert not stale(pool())
