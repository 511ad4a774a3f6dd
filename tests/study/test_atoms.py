"""Atoms follow from the study alone; blocks are unions of them of about equal work."""

from __future__ import annotations

from dataclasses import replace

import pytest
from kept import study

from sam_theory.library.catalogues import Library
from sam_theory.study.atoms import (
    FULL,
    LONGEST,
    SOON,
    Atom,
    atoms_of,
    blocks_of,
    foretaste,
    seconds_of,
)
from sam_theory.study.defaults import study_of

DEFAULT = study_of(Library(), problems=["quadratic", "ripple[dimension=20]", "huber"])


def test_methods_are_together_until_they_fill_a_batch() -> None:
    few = atoms_of(DEFAULT)
    assert set(few) == {Atom(problem, DEFAULT.methods) for problem in DEFAULT.problems}
    many = atoms_of(replace(DEFAULT, starts=FULL // len(DEFAULT.pairs) + 1))
    assert {(a.problem, *a.methods) for a in many} == {
        (problem, method) for problem in DEFAULT.problems for method in DEFAULT.methods
    }
    between = atoms_of(replace(DEFAULT, problems=("huber",), starts=20))  # of 10 · 360 runs, 3 full
    assert [len(atom.methods) for atom in between] == [3, 3, 4]
    assert sum((atom.methods for atom in between), ()) == DEFAULT.methods


def test_methods_that_draw_and_are_not_displaced_are_alone() -> None:
    drawing = replace(DEFAULT, problems=("huber",), methods=("sam", "sgd", "sam-momentum"))
    assert [atom.methods for atom in atoms_of(drawing)] == [("sam", "sam-momentum"), ("sgd",)]


def test_a_problem_is_part_of_the_same_atoms_in_every_study() -> None:
    alone = atoms_of(replace(DEFAULT, problems=("huber",)))
    assert set(alone) <= set(atoms_of(DEFAULT))


@pytest.mark.parametrize("workers", [1, 2, 5])
def test_blocks_hold_every_atom_once_and_about_the_same_work(workers: int) -> None:
    many = study(60)
    blocks = blocks_of(many, atoms_of(many), workers)
    assert sorted(atom.problem for block in blocks for atom in block) == sorted(many.problems)
    loads = [sum(seconds_of(many, atom) for atom in block) for block in blocks]
    longest = max(seconds_of(many, atom) for atom in atoms_of(many))
    shortest, *others = loads
    assert len(blocks[0]) == 1
    assert shortest == min(seconds_of(many, atom) for atom in atoms_of(many))
    assert others == sorted(others, reverse=True)
    assert others[0] - others[-1] <= longest * (1 + 1e-12)  # sums are rounded
    assert len(blocks) >= 4 * workers
    assert max(loads) < LONGEST + longest


def test_no_block_is_empty() -> None:
    few = study(2)
    assert len(blocks_of(few, atoms_of(few), 8)) == 2


def test_work_grows_with_everything_that_is_asked() -> None:
    (atom,) = atoms_of(study(1))
    base = seconds_of(study(1), atom)
    assert seconds_of(study(1, pairs=2), atom) < base
    for greater in ({"iterations": 10**6}, {"starts": 50}):
        assert seconds_of(replace(study(1), **greater), atom) > 2 * base  # type: ignore[arg-type]
    large = Atom("ripple[dimension=20]", atom.methods)
    long = replace(study(1), iterations=10**6)
    assert seconds_of(long, large) > seconds_of(long, atom)


def test_a_foretaste_is_a_small_part_of_a_long_study() -> None:
    long = replace(study_of(Library()), engine="jax", curves=True)
    few = foretaste(long, atoms_of(long))
    assert few is not None
    assert (few.methods, few.engine, few.curves) == (("gradient-descent",), "numpy", False)
    assert set(few.problems) < set(long.problems)
    assert set(few.pairs) < set(long.pairs)
    (atom,) = atoms_of(few)
    assert seconds_of(few, atom) < SOON
    short = replace(DEFAULT, problems=("huber",), methods=("sam",))
    assert foretaste(short, atoms_of(short)) is None  # it is soon done
    endless = replace(long, iterations=10**9)
    assert foretaste(endless, atoms_of(endless)) is None  # nothing of it is
