"""Small changes of a step: of its premises; of a constant, a sign, an exponent, a relation."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from sam_theory.proofs.checking import references
from sam_theory.proofs.language import read
from sam_theory.proofs.proof import (
    Apply,
    Check,
    Choose,
    Exists,
    Identity,
    Limit,
    Number,
    Orbit,
    Read,
    Reals,
    Ref,
    Rule,
    Schedules,
    Uses,
    Witness,
)

REVERSED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.Gt,
    ast.LtE: ast.Gt,
    ast.Gt: ast.Lt,
    ast.GtE: ast.Lt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
}


@dataclass(frozen=True)
class Mutant:
    """A changed step, and the change."""

    change: str
    check: Check


def misled(check: Check, others: Sequence[str]) -> Iterator[Mutant]:
    """The check with one premise less, or with one pointed at another step of the proof."""
    refs = references(check)
    for i, ref in enumerate(refs):
        if not isinstance(check, Choose | Apply) or (isinstance(check, Apply) and i > 0):
            yield Mutant(f"without {ref}", _with_references(check, (*refs[:i], *refs[i + 1 :])))
        if ref.kind == "step":
            for name in others:
                pointed = (*refs[:i], replace(ref, name=name), *refs[i + 1 :])
                yield Mutant(f"{name} for {ref}", _with_references(check, pointed))


def _with_references(check: Check, refs: tuple[Ref, ...]) -> Check:
    match check:
        case Choose():
            return replace(check, given=refs[0])
        case Apply():
            return replace(check, to=refs[0], given=refs[1:])
        case Reals() | Rule() | Uses() | Witness() | Read():
            return replace(check, given=refs)
    return check


def mutants(check: Check) -> Iterator[Mutant]:
    """Every single change of what a check claims."""
    match check:
        case Reals(then=then):
            for text in changed(then):
                yield Mutant(f"{then} → {text}", replace(check, then=text))
        case Identity(equation=equation):
            for text in changed(equation):
                if "!=" not in text:
                    yield Mutant(f"{equation} → {text}", replace(check, equation=text))
        case Exists(such_that=given):
            for i, text in enumerate(given):
                for other in changed(text):
                    changed_all = (*given[:i], other, *given[i + 1 :])
                    yield Mutant(f"{text} → {other}", replace(check, such_that=changed_all))
        case Number(relation=relation):
            for text in changed(relation):
                yield Mutant(f"{relation} → {text}", replace(check, relation=text))
        case Orbit(then=then):
            for text in changed(then):
                yield Mutant(f"{then} → {text}", replace(check, then=text))
        case Schedules(step=step):
            for text in (f"({step})*k", f"({step})/k"):
                yield Mutant(f"step {step} → {text}", replace(check, step=text))
            yield Mutant("holds ↔ fails", replace(check, holds=not check.holds))
        case Limit(expression=expression, value=value):
            yield Mutant(f"limit {value} → {value} + 1", replace(check, value=f"({value}) + 1"))
            text = f"2*({expression}) + 1"
            yield Mutant(f"{expression} → {text}", replace(check, expression=text))


def changed(text: str) -> Iterator[str]:
    """The formula with one place changed."""
    for index, node in enumerate(ast.walk(read(text))):
        for change in _changes(node):
            yield _with(text, index, change)
    yield from _scaled(text)


def _changes(node: ast.AST) -> Iterator[Callable[[ast.AST], ast.AST]]:
    match node:
        case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
            for other in (value + 1, value - 1):
                if other >= 0:
                    yield lambda n, other=other: ast.Constant(value=other)  # type: ignore[misc]
        case ast.BinOp(op=ast.Add()):
            yield lambda n: ast.BinOp(n.left, ast.Sub(), n.right)  # type: ignore[attr-defined]
        case ast.BinOp(op=ast.Sub()):
            yield lambda n: ast.BinOp(n.left, ast.Add(), n.right)  # type: ignore[attr-defined]
        case ast.Compare(ops=ops):
            for i, op in enumerate(ops):
                yield lambda n, i=i, op=op: _reversed(n, i, op)  # type: ignore[misc]


def _reversed(node: ast.Compare, i: int, op: ast.cmpop) -> ast.Compare:
    ops = [REVERSED[type(op)]() if j == i else other for j, other in enumerate(node.ops)]
    return ast.Compare(node.left, ops, node.comparators)


def _with(text: str, index: int, change: Callable[[ast.AST], ast.AST]) -> str:
    tree = ast.parse(text.strip(), mode="eval")
    target = list(ast.walk(tree.body))[index]

    class Replace(ast.NodeTransformer):
        def visit(self, node: ast.AST) -> ast.AST:
            return change(node) if node is target else self.generic_visit(node)

    return ast.unparse(ast.fix_missing_locations(Replace().visit(tree)))


def _scaled(text: str) -> Iterator[str]:
    """The right-hand side of a comparison doubled, and halved: a constant changed from 1."""
    tree = read(text)
    if isinstance(tree, ast.Compare) and len(tree.ops) == 1:
        left, right = ast.unparse(tree.left), ast.unparse(tree.comparators[0])
        relation = ast.unparse(ast.Compare(ast.Name("a"), tree.ops, [ast.Name("b")]))[2:-2]
        for factor in ("2", "1/2"):
            yield f"{left} {relation} {factor}*({right})"
