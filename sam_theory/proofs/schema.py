"""Rules of real analysis as schemas: premises that must match, and the conclusion that follows."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass

from sam_theory.proofs.terms import INDEX, Refused, read, replace, replacements


@dataclass(frozen=True, kw_only=True)
class Schema:
    """From `premises` follows `conclusion`, whatever stands for the `parameters`.

    Parameters read "c" (a number, a vector, an index), "a(k)" (a sequence), "P(k)" (a formula) or
    "f" (a function, which stands for itself unless replaced). `without` has, for each premise, an
    instance in which all the others hold and the conclusion fails: none of them is superfluous.
    """

    name: str
    text: str
    parameters: tuple[str, ...]
    premises: tuple[str, ...]
    conclusion: str
    source: str
    without: tuple[Mapping[str, str], ...] = ()

    def instance(self, by: Mapping[str, str]) -> tuple[list[ast.expr], ast.expr]:
        """The premises and the conclusion for these parameters; raises Refused if one is missing.

        `by` is written with the parameters as they are named here: {"a(k)": "t[k]**2"}.
        """
        wanted, given = frozenset(map(_stem, self.parameters)), replacements(by)
        for name in wanted - frozenset(given) - frozenset(self.parameters):
            raise Refused(f"rule {self.name!r} needs {name}")
        for name in frozenset(given) - wanted:
            raise Refused(f"rule {self.name!r} has no parameter {name}; it has {self.parameters}")
        for name in self.parameters:
            if name not in given and _stem(name) == name and name not in FUNCTIONS:
                raise Refused(f"rule {self.name!r} needs {name}")
        return [replace(read(p), given) for p in self.premises], replace(
            read(self.conclusion), given
        )

    def universal(self) -> ast.expr:
        """The schema for all values of its parameters; raises Refused if some are not real."""
        real = [n for n in self.parameters if n.isidentifier() and n not in FUNCTIONS]
        if len(real) < len(self.parameters) or any(map(INDEX.match, real)):
            raise Refused(f"rule {self.name!r} needs {', '.join(self.parameters)}")
        names: list[ast.expr] = [ast.Name(n, ast.Load()) for n in real]
        premises = [read(p) for p in self.premises]
        body = read(self.conclusion)
        if premises:
            whole = premises[0] if len(premises) == 1 else ast.BoolOp(ast.And(), premises)
            body = ast.Call(ast.Name("implies", ast.Load()), [whole, body], [])
        return ast.Call(ast.Name("forall", ast.Load()), [*names, body], [])


def rule(
    name: str,
    text: str,
    parameters: str,
    premises: Mapping[str, str],
    conclusion: str,
    source: str,
) -> Schema:
    """A schema, its parameters written in a row, and for each premise an instance without it.

    An instance reads "a(k): 1/k; c: 2".
    """
    return Schema(
        name=name,
        text=text,
        parameters=tuple(parameters.split()),
        premises=tuple(premises),
        conclusion=conclusion,
        source=source,
        without=tuple(map(_instance, premises.values())),
    )


def _instance(text: str) -> Mapping[str, str]:
    pairs = (pair.split(":", 1) for pair in text.split(";"))
    return {name.strip(): value.strip() for name, value in pairs}


FUNCTIONS = frozenset({"f", "grad"})  # stand for themselves unless something is given for them


def _stem(parameter: str) -> str:
    return parameter.partition("(")[0]
