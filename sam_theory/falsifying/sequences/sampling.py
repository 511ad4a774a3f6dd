"""Claims looked at in floats at some k, to leave out examples that are not worth a decision."""

from __future__ import annotations

import ast

import numpy as np

from sam_theory.asymptotics import trees
from sam_theory.asymptotics.evaluation import evaluate
from sam_theory.falsifying.sequences.example import Example, Outside, term
from sam_theory.proofs.language import RELATIONS
from sam_theory.proofs.terms import head, read

EARLY = np.arange(1, 65)
LATE = np.unique(np.concatenate([np.arange(j, j + 6) for j in (2046, 3134, 4095, 4998, 9999)]))
CLEAR = 1e-9  # relative: what is beyond by less may be rounding


def broken(claim: str, example: Example) -> bool:
    """Whether a comparison for all (large) k is clearly broken at one that is looked at.

    Nothing is said of other claims.
    """
    tree = read(claim)
    if head(tree) not in ("always", "eventually"):
        return False
    assert isinstance(tree, ast.Call)
    index, comparison = tree.args
    if not (isinstance(comparison, ast.Compare) and isinstance(index, ast.Name)):
        return False
    sides = [comparison.left, *comparison.comparators]
    at = LATE if head(tree) == "eventually" else EARLY
    try:
        with np.errstate(all="ignore"):
            values = [evaluate(term(s, example, {index.id: trees.K}), at, {}) for s in sides]
    except Outside:
        return False
    relations = [RELATIONS[type(op)] for op in comparison.ops]
    return any(map(_clearly, relations, values, values[1:]))


def _clearly(relation: str, a: np.ndarray, b: np.ndarray) -> bool:
    over = (a - b) / np.maximum(np.maximum(np.abs(a), np.abs(b)), 1e-300)
    match relation:
        case "<=" | "<":
            return bool(np.any(over > CLEAR))
        case ">=" | ">":
            return bool(np.any(over < -CLEAR))
        case "==":
            return bool(np.any(np.abs(over) > CLEAR))
    return False
