"""The atoms of a study: what is computed together, by a rule that the study alone decides."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from sam_theory.runs.engines import seconds_of_jax, seconds_of_numpy
from sam_theory.study.refuting import COORDINATES
from sam_theory.study.settings import pairs_of
from sam_theory.study.study import Study

# Runs that are stepped together cost less than one after the other: from so many on, little less.
FULL = 1000
# Processor seconds, of the default study on one core at 2.5 GHz: to judge a run, to hold the
# theorems against the runs of a setting, to look for certificates.
JUDGING, HOLDING, CERTIFYING = 2.3e-3, 4.2e-3, 0.5
BLOCKS_A_WORKER = 4  # so that the longest does not decide when all is done
FEW = 5  # pairs that are run before all others
SOON, LONG = 2.0, 2.0  # seconds of predicted work: what is done at once, and what is waited for
LONGEST = 10.0  # seconds of predicted work in a block: what is lost with a worker


@dataclass(frozen=True)
class Atom:
    """A problem, and the methods whose runs on it are computed together."""

    problem: str
    methods: tuple[str, ...]

    def of(self, study: Study) -> Study:
        """The study of nothing else."""
        return replace(study, problems=(self.problem,), methods=self.methods)


Block = tuple[Atom, ...]  # in the order of the study


def atoms_of(study: Study) -> tuple[Atom, ...]:
    """All atoms, problem by problem.

    An atom is a problem and a method with all its runs, where these fill a batch. Methods are
    joined until they do: the engines step displaced ones together, and certificates are looked for
    once an atom. Of the others those that draw stand alone: no certificate speaks of them.
    """
    methods = [study.library.get("methods", name) for name in study.methods]
    runs = len(study.pairs) * study.starts
    alone = [(m.name,) for m in methods if m.displacement is None and m.random]
    together = _shared([m.name for m in methods if (m.name,) not in alone], runs)
    groups = sorted([*together, *alone], key=lambda names: study.methods.index(names[0]))
    return tuple(Atom(problem, group) for problem in study.problems for group in groups)


def _shared(names: Sequence[str], runs: int) -> list[tuple[str, ...]]:
    """The names in consecutive groups of about equal size, as many as have full batches."""
    count = min(max(len(names) * runs // FULL, 1), len(names))
    ends = [len(names) * i // count for i in range(count + 1)] if count else []
    return [tuple(names[a:b]) for a, b in pairwise(ends)]


def seconds_of(study: Study, atom: Atom) -> float:
    """Roughly the processor time of an atom; what a problem of a user costs is not known."""
    problem = study.library.get("problems", atom.problem)
    methods = [study.library.get("methods", name) for name in atom.methods]
    settings = sum(len(pairs_of(study, problem, method)) for method in methods)
    runs = settings * study.starts
    stepping = seconds_of_jax if study.engine == "jax" else seconds_of_numpy
    certifying = CERTIFYING if problem.dimension <= COORDINATES else 0.0
    judging = runs * JUDGING + settings * HOLDING + certifying
    return stepping(problem.dimension, runs, study.iterations) + judging


def blocks_of(study: Study, atoms: Sequence[Atom], workers: int) -> list[Block]:
    """The atoms in blocks of about equal work, those of the most first.

    At least four a worker, where there are so many atoms, and none of more than ten seconds that
    could be less. The longest atom goes to the emptiest block, then the next. Where blocks are of
    several atoms, the shortest goes alone before all others, so that something is found soon.
    """
    costs = [seconds_of(study, atom) for atom in atoms]
    enough, needed = BLOCKS_A_WORKER * workers, int(sum(costs) / LONGEST) + 1
    longest = sorted(range(len(atoms)), key=lambda i: -costs[i])
    first = [longest.pop()] if max(enough, needed) < len(atoms) else []
    count = min(max(enough - len(first), needed), len(longest))
    loads: list[tuple[float, int]] = [(0.0, i) for i in range(count)]
    members: list[list[int]] = [[] for _ in loads]
    for place in longest:
        load, block = heapq.heappop(loads)
        members[block].append(place)
        heapq.heappush(loads, (load + costs[place], block))
    fullest = [block for _, block in sorted(loads, key=lambda item: (-item[0], item[1]))]
    ordered = [first, *(sorted(members[block]) for block in fullest)]
    return [tuple(atoms[i] for i in places) for places in ordered if places]


def foretaste(study: Study, atoms: Sequence[Atom]) -> Study | None:
    """A few settings of the shortest atom, which are done at once; None if the study is so too.

    Those of a method without a radius, if there is one. None also where these take long themselves:
    iterations may be many.
    """
    costs = [seconds_of(study, atom) for atom in atoms]
    if sum(costs) < LONG:
        return None
    shortest = atoms[costs.index(min(costs))].of(study)
    least = min(shortest.methods, key=lambda name: study.library.get("methods", name).uses_radius)
    pairs = study.pairs[:FEW]
    few = replace(shortest, methods=(least,), pairs=pairs, engine="numpy", curves=False)
    (atom,) = atoms_of(few)
    return few if seconds_of(few, atom) < SOON else None
