"""Series, limits and bounds of explicit sequences, decided exactly."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence

from sam_theory.asymptotics import limits, trees
from sam_theory.asymptotics.formula import Node
from sam_theory.asymptotics.growth import Growth
from sam_theory.asymptotics.parts import Parts
from sam_theory.asymptotics.sums import Found, Sum, total
from sam_theory.falsifying.sequences.classes import Near, near, on_classes
from sam_theory.falsifying.sequences.example import Example, Outside, term
from sam_theory.proofs.terms import head, read
from sam_theory.verdict import Status, Verdict, proved, refuted, undecided, worst

Question = Callable[[Growth, list[Parts]], Verdict | None]


def at(index: ast.expr) -> Mapping[str, Node]:
    """What a bound index stands for."""
    assert isinstance(index, ast.Name)
    return {index.id: trees.K}


def answered(nodes: Sequence[Node], question: Question) -> Verdict:
    """The verdict of a question about the sequences on classes of indices."""
    found = on_classes(nodes, question)
    return undecided("it is not known on every class of indices") if found is None else found


def _known(verdict: Verdict) -> Verdict | None:
    return None if verdict.status is Status.UNDECIDED else verdict


# ---- series


def series(args: list[ast.expr], example: Example, *, to: Sum) -> Verdict:
    """That a series converges, or that its partial sums tend to ∞."""
    index, summand = args
    node, name = term(summand, example, at(index)), ast.unparse(summand)

    def question(growth: Growth, found: list[Parts]) -> Verdict | None:
        (sequence,) = found
        series = _total(growth, sequence)
        if series.sum is Sum.UNKNOWN:
            return None
        text = f"Σ {name} is {series.sum.value}: {series.reason}"
        return proved(text) if series.sum is to else refuted(text)

    return answered([node], question)


def _total(growth: Growth, sequence: Parts) -> Found:
    if all(growth.sign(end) == 0 for p in sequence.parts for end in (p.range.low, p.range.high)):
        return Found(Sum.FINITE, "its terms are 0 from some k on")
    return total(growth, sequence)


# ---- limits


def tends(args: list[ast.expr], example: Example) -> Verdict:
    """tends(k, e, c)."""
    index, sequence, limit = args
    node = trees.sub(term(sequence, example, at(index)), term(limit, example, {}))
    name = f"{ast.unparse(sequence)} − {ast.unparse(limit)}"
    return answered([node], lambda growth, found: _known(limits.vanishes(growth, name, found[0])))


def accumulates(args: list[ast.expr], example: Example) -> Verdict:
    """accumulates(k, e, c)."""
    return _along_one([args], example)


def _along_one(facts: list[list[ast.expr]], example: Example) -> Verdict:
    """That on one set of indices each of the sequences tends to its limit."""
    nodes = [trees.sub(term(e, example, at(i)), term(c, example, {})) for i, e, c in facts]
    text = " and ".join(f"{ast.unparse(e)} → {ast.unparse(c)}" for _, e, c in facts)

    def question(growth: Growth, found: list[Parts]) -> Verdict | None:
        rows = [[near(growth, p) for p in ps] for ps in zip(*(f.parts for f in found), strict=True)]
        if any(all(each is Near.ZERO for each in row) for row in rows):
            return proved(f"{text} along a class of indices")
        if all(any(each is Near.AWAY for each in row) for row in rows):
            return refuted(f"{text} along no subsequence: one of them stays away on every class")
        return None

    return answered(nodes, question)


def bounded(args: list[ast.expr], example: Example) -> Verdict:
    """bounded(k, e)."""
    index, sequence = args
    node = term(sequence, example, at(index))
    return worst(_above(side, ast.unparse(sequence)) for side in (node, trees.neg(node)))


def _above(node: Node, name: str) -> Verdict:
    """sup aₖ < ∞, of a sequence that is defined at every k."""
    return answered([node], lambda growth, found: _known(limits.bounded(growth, name, found[0])))


# ---- what exists


def exists(args: list[ast.expr], example: Example) -> Verdict:
    """A bound of a sequence, or a subsequence along which there are limits."""
    variable, claim = args[0], args[-1]
    claims = claim.values if isinstance(claim, ast.BoolOp) else [claim]
    if len(args) == 2 and isinstance(variable, ast.Name):
        if "increasing" in [head(each) for each in claims]:
            return _subsequence(variable.id, claims, example)
        bounds = [each for each in claims if head(each) == "always"]
        positive = [ast.unparse(each) for each in claims if each not in bounds]
        if len(bounds) == 1 and positive in ([], [f"{variable.id} > 0"]):
            return _some_bound(variable.id, bounds[0], example)
    raise Outside(f"exists({', '.join(map(ast.unparse, args))}) is not decided")


def _some_bound(variable: str, claim: ast.expr, example: Example) -> Verdict:
    """exists(b, always(k, aₖ ≤ b)), or with ≥; that b be positive then costs nothing for ≤."""
    assert isinstance(claim, ast.Call)
    index, comparison = claim.args
    match comparison:
        case ast.Compare(left=left, ops=[ast.LtE()], comparators=[ast.Name(id=name)]):
            node = term(left, example, at(index))
        case _:
            raise Outside(f"{ast.unparse(comparison)} bounds nothing")
    if name != variable:
        raise Outside(f"{ast.unparse(comparison)} bounds nothing")
    return _above(node, ast.unparse(left))


def _subsequence(variable: str, claims: list[ast.expr], example: Example) -> Verdict:
    """exists(s, increasing(s) and tends(j, a[s[j]], c) and …)."""
    facts = []
    for each in claims:
        assert isinstance(each, ast.Call)
        if head(each) == "tends":
            index, sequence, limit = each.args
            facts.append([index, _plain(sequence, variable, index), limit])
        elif ast.unparse(each) != f"increasing({variable})":
            raise Outside(f"{ast.unparse(each)} is not decided along a subsequence")
    return _along_one(facts, example)


def _plain(sequence: ast.expr, variable: str, index: ast.expr) -> ast.expr:
    """a[s[j]] as a[j]."""
    asked = f"{variable}[{ast.unparse(index)}]"
    return read(ast.unparse(sequence).replace(asked, ast.unparse(index)))
