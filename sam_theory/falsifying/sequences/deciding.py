"""What a formula of the language of proofs says of explicit sequences: proved or refuted exactly.

The formulas are those of the lemmas' own statements, so that nothing is said twice.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from functools import partial

from sam_theory.asymptotics import trees
from sam_theory.asymptotics.everywhere import not_negative, not_positive, undefined
from sam_theory.asymptotics.formula import COMPARISONS, Node
from sam_theory.asymptotics.growth import Growth
from sam_theory.asymptotics.outcome import Undecidable, Undefined
from sam_theory.asymptotics.parts import Parts
from sam_theory.asymptotics.sums import Sum
from sam_theory.falsifying.sequences import facts
from sam_theory.falsifying.sequences.classes import budget, signs
from sam_theory.falsifying.sequences.example import Example, Outside, term
from sam_theory.falsifying.sequences.facts import answered, at
from sam_theory.proofs.language import RELATIONS
from sam_theory.proofs.terms import head, read
from sam_theory.verdict import Verdict, proved, refuted, undecided, worst


def decide(formula: str, example: Example) -> Verdict:
    """Whether the formula holds of the sequences: proved, refuted or undecided, with the reason."""
    try:
        return _decide(read(formula), example)
    except (Outside, Undecidable) as reason:
        return undecided(str(reason))
    except Undefined as reason:
        return undecided(f"a formula has no value for infinitely many k: {reason}")
    except RecursionError:
        return undecided("a formula is nested too deeply")


def defined(example: Example) -> Verdict:
    """Whether every sequence has a value at every k."""
    for name, formula in example.sequences.items():
        try:
            found = undefined(budget(), example.node(name))
        except (Undecidable, RecursionError) as reason:
            return undecided(f"{name}[k] = {formula}: {reason}")
        if found is not None:
            return refuted(f"{name}[k] = {formula} at {found.place}: {found.reason}")
    return proved("every sequence is defined for every k")


def _decide(formula: ast.expr, example: Example) -> Verdict:
    if isinstance(formula, ast.BoolOp) and isinstance(formula.op, ast.And):
        return worst(_decide(part, example) for part in formula.values)
    if isinstance(formula, ast.Compare):
        return _always(formula, example, {})
    name = head(formula)
    if name not in _HEADS:
        raise Outside(f"{ast.unparse(formula)} is not decided of explicit sequences")
    assert isinstance(formula, ast.Call)
    return _HEADS[name](formula.args, example)


# ---- at every k


def _of_all(args: list[ast.expr], example: Example) -> Verdict:
    index, claim = args
    claims = claim.values if isinstance(claim, ast.BoolOp) else [claim]
    if isinstance(claim, ast.BoolOp) and not isinstance(claim.op, ast.And):
        raise Outside(f"{ast.unparse(claim)} is not decided for every k")
    return worst(_always(each, example, at(index)) for each in claims)


def _always(claim: ast.expr, example: Example, bound: Mapping[str, Node]) -> Verdict:
    """A comparison, or a chain, at every k."""
    if not isinstance(claim, ast.Compare):
        raise Outside(f"{ast.unparse(claim)} is not decided for every k")
    text = ast.unparse(claim)
    for relation, difference in _differences(claim, example, bound):
        if not _HOLDS[relation](difference):
            return refuted(f"{text} fails for some k")
    return proved(f"{text} for every k")


def _differences(
    claim: ast.Compare, example: Example, bound: Mapping[str, Node]
) -> list[tuple[str, Node]]:
    """The relations of a chain, each with what is compared with 0."""
    sides = [term(side, example, bound) for side in (claim.left, *claim.comparators)]
    relations = [RELATIONS[type(op)] for op in claim.ops]
    return [(r, trees.sub(a, b)) for r, a, b in zip(relations, sides, sides[1:], strict=False)]


def _nonnegative(node: Node) -> bool:
    return not_negative(budget(), node)


def _positive(node: Node) -> bool:
    return not_positive(budget(), node).violation is None


_HOLDS: Mapping[str, Callable[[Node], bool]] = {
    ">=": _nonnegative,
    "<=": lambda node: _nonnegative(trees.neg(node)),
    ">": _positive,
    "<": lambda node: _positive(trees.neg(node)),
    "==": lambda node: _nonnegative(node) and _nonnegative(trees.neg(node)),
    "!=": lambda node: _positive(trees.mul(node, node)),
}


# ---- for large k


def _for_large(args: list[ast.expr], example: Example, *, often: bool = False) -> Verdict:
    """For all large k; or `often`, for infinitely many."""
    index, claim = args
    compared = [each for each in ast.walk(claim) if isinstance(each, ast.Compare)]
    links = {each: _differences(each, example, at(index)) for each in compared}
    nodes = [node for chain in links.values() for _, node in chain]

    def question(growth: Growth, found: list[Parts]) -> Verdict | None:
        told = []
        for parts in zip(*(each.parts for each in found), strict=True):
            known = {n: signs(growth, part) for n, part in zip(nodes, parts, strict=True)}
            told.append(_truth(claim, links, known))
        return _counted(told, ast.unparse(claim), often=often)

    return answered(nodes, question)


def _counted(told: list[bool | None], text: str, *, often: bool) -> Verdict | None:
    """From what is true on each of the classes."""
    if often:
        if True in told:
            return proved(f"{text} for infinitely many k")
        return (
            refuted(f"{text} fails for all large k") if not any(t is None for t in told) else None
        )
    if False in told:
        return refuted(f"{text} fails for infinitely many k")
    return proved(f"{text} for all large k") if None not in told else None


def _truth(
    claim: ast.expr,
    links: Mapping[ast.Compare, list[tuple[str, Node]]],
    known: Mapping[Node, frozenset[int]],
) -> bool | None:
    """The truth of a claim at the large k of a class, by the signs of differences there.

    None where it is not known.
    """
    match claim:
        case ast.Compare():
            held = [{COMPARISONS[r](s) for s in known[node]} for r, node in links[claim]]
            if {False} in held:
                return False
            return True if all(h == {True} for h in held) else None
        case ast.BoolOp(op=op, values=values):
            parts = [_truth(value, links, known) for value in values]
            decisive = isinstance(op, ast.Or)
            return decisive if decisive in parts else None if None in parts else not decisive
        case ast.UnaryOp(op=ast.Not(), operand=inner):
            found = _truth(inner, links, known)
            return None if found is None else not found
        case ast.Call() if head(claim) == "implies":
            first, then = (_truth(arg, links, known) for arg in claim.args)
            if first is False or then is True:
                return True
            return False if first is True and then is False else None
    raise Outside(f"{ast.unparse(claim)} is not decided for large k")


# ---- functions


def polynomial(node: Node) -> bool:
    """Whether a formula is visibly a polynomial in k with rational coefficients."""
    match node.operation, node.operands:
        case (("number" | "k"), _):
            return True
        case (("+" | "-" | "*" | "neg"), operands):
            return all(map(polynomial, operands))
        case "/", (a, b):
            return polynomial(a) and b.operation == "number" and b.value != 0
        case "**", (a, b):
            whole = b.value is not None and b.value.denominator == 1 and b.value >= 0
            return whole and polynomial(a)
    return False


def _gradient(args: list[ast.expr], example: Example) -> Verdict:
    """gradient(f, grad) of polynomials, of which one that is 0 for large k is 0."""
    f, slope = (example.node(ast.unparse(arg)) for arg in args)
    if not (polynomial(f) and polynomial(slope)):
        raise Outside("only polynomials are differentiated")
    if Growth(budget()).sign(trees.sub(trees.derivative(f), slope)) == 0:
        return proved("f is a polynomial, and this its derivative")
    return refuted("it is not the derivative of f")


_HEADS: Mapping[str, Callable[[list[ast.expr], Example], Verdict]] = {
    "always": _of_all,
    "eventually": _for_large,
    "frequently": partial(_for_large, often=True),
    "summable": partial(facts.series, to=Sum.FINITE),
    "diverges": partial(facts.series, to=Sum.PLUS),
    "tends": facts.tends,
    "accumulates": facts.accumulates,
    "bounded": facts.bounded,
    "exists": facts.exists,
    "gradient": _gradient,
}
