"""Conducts a study: what is kept is read, the rest is cut into blocks and given to workers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from sam_theory.statements.finding import Finding, Skipped
from sam_theory.study.atoms import Atom, atoms_of, blocks_of
from sam_theory.study.orders import Opened, head_of, opened, order, sealed
from sam_theory.study.study import Result, Study

if TYPE_CHECKING:
    from sam_theory.study.store import Store, Tell

Progress = Callable[[int, int], None]  # atoms done, atoms in all
Hear = Callable[[Iterable[Result]], None]  # hears of results as they come, in whatever order
# Hears the number of an order and its finished block, which is sealed if it came from elsewhere.
Done = Callable[[int, bytes | Opened], None]


class Workers(Protocol):
    """Who carries out orders."""

    @property
    def count(self) -> int:
        """How many blocks they compute at the same time."""

    @property
    def distant(self) -> bool:
        """Whether library files have to be carried to them."""

    def carry_out(self, orders: Sequence[str], done: Done) -> None:
        """Have all orders carried out, in any order, and tell of each block that is finished.

        After an interruption, which is passed on, `done` has heard of all that was finished.
        """


def conduct(
    study: Study,
    *,
    workers: Workers,
    progress: Progress,
    collect: list[Result],
    keep: Store | None = None,
    tell: Tell = lambda sentence: None,
    hear: Hear = lambda results: None,
) -> None:
    """Examine the study and append the result of every problem to `collect`, in its order.

    The result is the same whatever the workers, the blocks, and what was kept before. After an
    interruption, which is passed on, `collect` holds the problems of which something is finished.
    """
    atoms = atoms_of(study)
    asked = study if keep is None else replace(study, curves=True)  # a page may be asked for later
    found = {} if keep is None else keep.read(tell)
    missing = [atom for atom in atoms if atom not in found]
    total = len(atoms)
    writes = keep is not None and (missing or not keep.described or keep.heals)

    def finished(number: int, block: bytes | Opened) -> None:
        if keep is not None:
            block = sealed(block) if isinstance(block, Opened) else block
            keep.write(head_of(study, blocks[number]), block)
        here = opened(block, curves=study.curves) if isinstance(block, bytes) else block
        found.update(here.results)
        progress(len(found), total)
        hear(here.results.values())

    progress(len(found), total)
    if found:
        hear(found.values())
    try:
        blocks = blocks_of(study, missing, workers.count) if missing else []
        orders = [order(asked, block, carried=workers.distant) for block in blocks]
        with keep.held() if keep is not None and writes else nullcontext():
            workers.carry_out(orders, finished)
    finally:
        collect.extend(_by_problem(study, atoms, found))


def _by_problem(study: Study, atoms: Sequence[Atom], found: Mapping[Atom, Result]) -> list[Result]:
    """What is found, a result a problem, each in the order of the methods."""
    places = {name: place for place, name in enumerate(study.methods)}

    def place(item: Finding | Skipped) -> int:
        return places[item.method]

    parts: dict[str, list[Result]] = {}
    for atom in atoms:
        if atom in found:
            parts.setdefault(atom.problem, []).append(found[atom])
    return [
        (
            tuple(sorted((f for findings, _ in of for f in findings), key=place)),
            tuple(sorted((s for _, skipped in of for s in skipped), key=place)),
        )
        for of in parts.values()
    ]
