"""Rules are true wherever their premises are, and none of the premises is superfluous."""

from __future__ import annotations

import ast
import random
from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
from modelling import CLOSE, MAPS, Model, function

from sam_theory.proofs.schema import Schema
from sam_theory.proofs.schemas import ALL, SCHEMAS
from sam_theory.proofs.terms import read, replacements

STRICT, LOOSE = CLOSE / 8, 2 * CLOSE  # for what is assumed, and for what is to follow
TRIES, LEAST, ENOUGH = 4000, 25, 50

TERMS = """
0; 1; -1; 2; 1/k; -1/k; 2 - 1/k; 1/k**2; -1/k**2; 3/k**2; 1/(k + 1); (1/2)**k; k; -k; (-1)**k;
(-1)**k/k; 1 + (-1)**k; k*(1 + (-1)**k); max(4 - k, 0); -max(4 - k, 0); square(k); square(k)/k;
-square(k)/k; k*square(k); 1/k + square(k); 1 - square(k)"""
FORMULAS = """
k >= 0; k < 0; k <= 3; k >= 3; k == 5; k != 5; (-1)**k > 0; k*(10 - k) >= 9; square(k) > 0;
square(k) < 1"""
SEQUENCES, PREDICATES = (
    tuple(function(text.strip(), "k") for text in texts.split(";")) for texts in (TERMS, FORMULAS)
)
PLANE = tuple(
    lambda k, a=a, b=b: np.array([a(k), b(k)])
    for a, b in [random.Random(n).choices(SEQUENCES, k=2) for n in range(20)]
)
OF_NUMBERS = tuple(function(text, "r") for text in ("r > 0", "r <= 0", "r == 1", "r != 1"))
SMOOTH = tuple(
    (function(f, "y"), function(grad, "y"))
    for f, grad in (
        *(("y", "1"), ("y**2", "2*y"), ("-y**2/2", "-y"), ("max(y, 0)**2", "2*max(y, 0)")),
        *(("3", "0"), ("y**3/3", "y**2"), ("abs(y)", "y/abs(y)"), ("-1/abs(y)", "0"), ("y", "2")),
    )
)
OF_DRAWS = tuple(function(text, "xi") for text in ("0", "1", "xi", "1 - xi", "xi**2", "-xi"))
STEPS = tuple(
    function(text, "r", "k") for text in ("r/2 + 1", "0", "r + 1/k", "k - r", "r*k/(k + 1)")
)
PLACES = (*MAPS, *(function(text, "j") for text in ("1", "max(j, 4)", "j + 3", "(2*j + 2)//3")))
REALS = (-2.0, -1.0, -0.5, 0.0, 0.0, 0.0, 0.5, 1.0, 1.0, 2.0)


def instance(schema: Schema, at: random.Random) -> Mapping[str, Any]:
    """What stands for the parameters of a schema, at random."""
    found: dict[str, Any] = {}
    said = " ".join((*schema.premises, schema.conclusion))
    plane = "v(k)" in schema.parameters and "f" not in schema.parameters
    plane = plane and at.random() < 0.5
    for name in schema.parameters:
        match name:
            case "a(k)" | "b(k)" | "e(k)":
                found[name[0]] = at.choice(SEQUENCES)
            case "v(k)":
                found["v"] = at.choice(PLANE if plane else SEQUENCES)
            case "P(k)":
                found["P"] = at.choice(PREDICATES)
            case "P(r)":
                found["P"] = at.choice(OF_NUMBERS)
            case "a(xi)" | "b(xi)":
                found[name[0]] = at.choice(OF_DRAWS)
            case "e(r,k)":
                found["e"] = at.choice(STEPS)
            case "f":
                found["f"], found["grad"] = at.choice(SMOOTH)
            case "K" | "m":
                found[name] = at.randint(1, 5)
            case "s":
                found["s"] = at.choice(PLACES)
            case _ if name != "grad":
                found[name] = at.choice(REALS)
    if plane and ", c)" in said:
        found["c"] = np.array([found["c"], at.choice(REALS)])
    return found


def named(values: Mapping[str, str]) -> Mapping[str, Any]:
    """The instance that is written out."""
    found: dict[str, Any] = {}
    for key, meaning in replacements(values).items():
        made = function(values[_written(values, key)], *meaning.parameters)
        found[key] = made if meaning.parameters else made()
    return found


def _written(values: Mapping[str, str], name: str) -> str:
    return next(key for key in values if key.partition("(")[0] == name)


def test_there_are_at_most_45() -> None:
    assert len(SCHEMAS) == len(ALL) <= 45
    assert all(schema.source and schema.text for schema in ALL)


@pytest.mark.parametrize("schema", ALL, ids=lambda s: s.name)
def test_no_premise_is_superfluous(schema: Schema) -> None:
    assert len(schema.without) == len(schema.premises)
    for dropped, values in enumerate(schema.without):
        names = named(values)
        assert {p.partition("(")[0] for p in schema.parameters} == set(names)
        for place, premise in enumerate(schema.premises):
            model = Model(names, LOOSE if place == dropped else STRICT)
            assert model.holds(read(premise)) == (place != dropped), (premise, values)
        assert not Model(names, LOOSE).holds(read(schema.conclusion)), values


@pytest.mark.parametrize("schema", [s for s in ALL if s.name != "recursion"], ids=lambda s: s.name)
def test_what_follows_from_true_premises_is_true(schema: Schema) -> None:
    at, met = random.Random(schema.name), 0
    slow = "forall(j" in "".join(schema.premises)
    least, enough = (3, 4) if slow else (LEAST, ENOUGH)
    premises, conclusion = [*map(read, schema.premises)], read(schema.conclusion)
    for _ in range(TRIES):
        names = instance(schema, at)
        if met < enough and all(map(Model(names, STRICT).holds, reversed(premises))):
            met += 1
            assert Model(names, LOOSE).holds(conclusion), told(names)
    assert met >= least


@pytest.mark.parametrize("seed", range(20))
def test_a_recursion_has_a_solution(seed: int) -> None:
    names = instance(SCHEMAS["recursion"], random.Random(seed))
    values = [None, names["c"]]
    for k in range(1, 3000):
        values.append(names["e"](values[k], k))
    conclusion = read(SCHEMAS["recursion"].conclusion)
    assert isinstance(conclusion, ast.Call)
    assert Model({**names, "a": values.__getitem__}).holds(conclusion.args[-1])


def told(names: Mapping[str, Any]) -> str:
    return ", ".join(
        f"{n}: {[v(k) for k in range(1, 6)] if callable(v) and n not in ('f', 'grad') else v}"
        for n, v in names.items()
    )
