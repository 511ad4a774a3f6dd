"""Formulas about sequences reduced to closed claims of real arithmetic, at an index that is any."""

from __future__ import annotations

import ast
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from dataclasses import replace as altered
from keyword import iskeyword

from sam_theory.proofs.claim import Claim
from sam_theory.proofs.normal import Normal, is_formula, is_index
from sam_theory.proofs.sums import of_parts, unfolded
from sam_theory.proofs.terms import (
    BINDERS,
    FACTS,
    INDEX,
    RESERVED,
    Refused,
    Replacement,
    bound_names,
    called,
    free_names,
    head,
    replace,
    stands_for_vector,
    union,
)

MEANINGFUL = frozenset({"log", "exp", "pow", "partial", "tail", "mean_of"})  # not any numbers
UNIVERSAL = frozenset({"forall", "always", "since"})
MODES = ("eventually", "frequently")
KEPT_AS_IS = frozenset({"norm", "sq", "dot", "abs", "max", "min", "sqrt"})


@dataclass(frozen=True)
class Opened:
    """A goal without its quantifiers, what may be assumed of the variables, and how k is chosen."""

    body: ast.expr
    assumed: tuple[ast.expr, ...] = ()
    variables: tuple[str, ...] = ()
    mode: str = ""  # "eventually" or "frequently" if only such k are meant

    @property
    def inner(self) -> frozenset[str]:
        """k and the variables after it: what is known of all large k must not depend on these."""
        at = next((i for i, n in enumerate(self.variables) if INDEX.match(n)), len(self.variables))
        return frozenset(self.variables[at:]) if self.mode else frozenset()


def opened(goal: ast.expr) -> Opened:
    """The goal for any values of its variables."""
    found = Opened(goal)
    while (name := head(found.body)) in (*UNIVERSAL, *MODES):
        assert isinstance(found.body, ast.Call)
        if name in MODES and found.variables:
            break  # such k exist for each value of the variables: no index is any
        _, args = called(found.body)
        assumed = found.assumed
        if name == "since":
            assumed = (*assumed, ast.Compare(args[1], [ast.GtE()], [args[0]]))
        mode = name if name in MODES else found.mode
        bound = bound_names(found.body)
        if hidden := sorted(frozenset(bound) & frozenset(found.variables)):
            raise Refused(f"{', '.join(hidden)} is bound twice; bind another name")
        found = Opened(args[-1], assumed, (*found.variables, *bound), mode)
    return found


def premise_at(premise: ast.expr, goal: Opened) -> tuple[ast.expr, str]:
    """The premise at the index of the goal, and its mode; as it stands if it has no such index."""
    indices = [n for n in goal.variables if INDEX.match(n)]
    name = head(premise)
    if not indices or not isinstance(premise, ast.Call) or not opens(premise):
        return premise, ""
    (bound,), args = bound_names(premise), called(premise)[1]
    at = bound if bound in indices else indices[-1]
    body = args[-1]
    if name == "since":
        reached = ast.Compare(args[1], [ast.GtE()], [args[0]])
        body = (
            ast.BoolOp(ast.And(), [reached, body])  # such k lie beyond any K
            if goal.mode and not free_names(args[0]) & goal.inner
            else ast.Call(ast.Name("implies", ast.Load()), [reached, body], [])
        )
    here = replace(body, {bound: Replacement((), ast.Name(at, ast.Load()))})
    return here, name if name in MODES else ""


def opens(premise: ast.expr) -> bool:
    """Whether the premise speaks of any index, or of those that are large, or of many."""
    if not isinstance(premise, ast.Call) or head(premise) not in (*UNIVERSAL, *MODES):
        return False
    bound = bound_names(premise)
    return len(bound) == 1 and bool(INDEX.match(bound[0]))


def claims(goal: ast.expr, premises: Sequence[ast.expr], vectors: frozenset[str]) -> list[Claim]:
    """What must hold over the reals for the goal to follow; raises Refused where modes forbid it.

    From φ for all large k and ψ for all large k follows φ ∧ ψ for all large k; from ψ for
    infinitely many k, φ ∧ ψ for infinitely many k; two such ψ need not meet. A premise φ ⟹ ψ, with
    ψ about any index, is used as ψ once φ is shown.
    """
    if len(conjuncts(goal)) > 1:
        return [
            claim
            for before, part in parts(list(premises), goal)
            for claim in claims(part, before, vectors)
        ]
    atoms, whole = Atoms(Normal(vectors)), opened(goal)
    shown, detached = _detached(premises)
    whole = _at_some_index(whole, shown)
    depending = [p for p in shown if head(p) in MODES and free_names(p) & whole.inner]
    if depending:
        told = ", ".join(sorted(free_names(depending[0]) & whole.inner))
        raise Refused(f"where {ast.unparse(depending[0])} begins to hold may depend on {told}")
    placed = [premise_at(p, whole) for p in shown]
    require_modes([mode for _, mode in placed if mode], whole)
    given = [*(p for p, _ in placed), *whole.assumed]
    found = [
        *(atoms.claim(premises, condition) for condition in detached),
        *(atoms.claim(before, part) for before, part in parts(given, whole.body)),
    ]
    if whole.mode:  # where it fails at one k, it may yet hold at others
        found = [altered(claim, bound=(*claim.bound, "k")) for claim in found]
    return found


def _detached(premises: Sequence[ast.expr]) -> tuple[list[ast.expr], list[ast.expr]]:
    """The premises, φ ⟹ ψ as ψ where ψ speaks of any index, and those φ."""
    kept: list[ast.expr] = []
    conditions: list[ast.expr] = []
    for premise in (c for p in premises for c in conjuncts(p)):
        match premise:
            case ast.Call(func=ast.Name(id="implies"), args=[condition, ast.Call() as body]) if (
                opens(body)
            ):
                kept.append(body)
                conditions.append(condition)
            case _:
                kept.append(premise)
    return kept, conditions


def _at_some_index(goal: Opened, premises: Sequence[ast.expr]) -> Opened:
    """A goal about no index follows from what holds at one of the large, or of the many, k."""
    modal = [p for p in premises if head(p) in MODES and isinstance(p, ast.Call)]
    if not modal or any(INDEX.match(n) for n in goal.variables):
        return goal
    taken = union([free_names(goal.body), *map(free_names, premises)])
    index = next(k for i in range(1, 1000) if (k := f"k{i}") not in taken)
    return Opened(goal.body, goal.assumed, (*goal.variables, index), "frequently")


def require_modes(modes: list[str], goal: Opened) -> None:
    """Raise Refused where premises hold at other indices than those of the goal."""
    if modes and not goal.mode:
        raise Refused(f"what holds only {modes[0]} does not give what is to hold for every k")
    if "frequently" in modes and goal.mode != "frequently":
        raise Refused("what holds for infinitely many k does not give what is to hold eventually")
    if modes.count("frequently") > 1:
        raise Refused("two premises that hold for infinitely many k need not hold for the same")
    if goal.mode and len([n for n in goal.variables if INDEX.match(n)]) > 1:
        raise Refused("only one index may be meant eventually, or frequently")


def parts(given: list[ast.expr], goal: ast.expr) -> Iterator[tuple[list[ast.expr], ast.expr]]:
    """The goal in parts, each with what may be used for it: a conjunct may use those before it."""
    match goal:
        case ast.Call(func=ast.Name(id="implies"), args=[a, b]):
            yield from parts([*given, a], b)
        case ast.BoolOp(op=ast.And(), values=values):
            for i, value in enumerate(values):
                yield from parts([*given, *values[:i]], value)
        case ast.Compare(left=first, ops=ops, comparators=others) if len(ops) > 1:
            sides = [first, *others]
            links: list[ast.expr] = [
                ast.Compare(a, [op], [b]) for a, op, b in zip(sides, ops, others, strict=False)
            ]
            yield from parts(given, ast.BoolOp(ast.And(), links))
        case _:
            yield given, goal


@dataclass
class Atoms:
    """Replaces atoms, such as f(x[k + 1]), by plain variables, and solves equations of vectors."""

    normal: Normal
    names: dict[str, str] = field(default_factory=dict)  # normal form: variable
    solved: dict[str, ast.expr] = field(default_factory=dict)  # vector atom: what it equals
    arguments: dict[str, ast.Call] = field(default_factory=dict)  # atom: a function's value
    meant: frozenset[str] = frozenset()  # variables that can not have any value

    def claim(self, given: Sequence[ast.expr], goal: ast.expr) -> Claim:
        """The claim in plain variables; every index among them is at least 1."""
        self.names, self.solved, self.arguments, self.meant = {}, {}, {}, frozenset()
        kept = [p for premise in given for p in conjuncts(premise) if not self._solves(p)]
        texts = [ast.unparse(self.truth(p)) for p in kept]
        then = ast.unparse(self.truth(goal))
        texts += [f"{name} >= 1" for atom, name in self.names.items() if is_index(atom)]
        apart = tuple(self._apart())
        return Claim(
            given=tuple(dict.fromkeys(texts)),
            then=then,
            vectors=tuple(name for atom, name in self.names.items() if self._of_vectors(atom)),
            integers=tuple(name for atom, name in self.names.items() if is_index(atom)),
            apart=apart,
            bound=tuple(sorted(self.meant)),
        )

    def _apart(self) -> Iterator[str]:
        """That the arguments of a function, or of a sequence, differ where its values may."""
        for (_, first), (_, second) in itertools.combinations(sorted(self.arguments.items()), 2):
            if ast.unparse(first.func) == ast.unparse(second.func):
                yield " or ".join(
                    ast.unparse(self._different(a, b))
                    for a, b in zip(first.args, second.args, strict=False)
                )

    def _different(self, a: ast.expr, b: ast.expr) -> ast.expr:
        """That two arguments differ, as a vector and a number do."""
        if self.normal.is_vector(a) != self.normal.is_vector(b):
            return ast.Constant(True)
        return self.truth(ast.Compare(a, [ast.NotEq()], [b]))

    def _of_vectors(self, atom: str) -> bool:
        return stands_for_vector(_head(atom), self.normal.vectors)

    def _solves(self, premise: ast.expr) -> bool:
        """Take the premise as the definition of a vector, if it is an equation that defines one."""
        match premise:
            case ast.Compare(left=a, ops=[ast.Eq()], comparators=[b]) if self.normal.is_vector(a):
                for left, right in ((a, b), (b, a)):
                    atom = self._single(left)
                    if isinstance(right, ast.Constant) or not atom or atom in self.solved:
                        continue  # 0 for a vector is left to arithmetic
                    if atom not in self._within(right):
                        self.solved[atom] = right
                        return True
        return False

    def _single(self, node: ast.expr) -> str:
        combination = self.normal.vector(node)
        if len(combination) == 1 and not isinstance(node, ast.BinOp | ast.UnaryOp):
            return next(iter(combination))
        return ""

    def _within(self, node: ast.expr) -> frozenset[str]:
        """The vector atoms that occur anywhere in a term, and in what those are defined by."""
        found: set[str] = set()
        waiting = [node]
        while waiting:
            for part in ast.walk(waiting.pop()):
                if isinstance(part, ast.Name | ast.Subscript | ast.Call) and self.normal.is_vector(
                    part
                ):
                    new = set(self.normal.vector(part)) - found
                    found |= new
                    waiting += [self.solved[atom] for atom in new if atom in self.solved]
        return frozenset(found)

    # ---- the three kinds of terms

    def truth(self, node: ast.expr) -> ast.expr:
        """A formula in plain variables; what is no arithmetic becomes a truth value of its own."""
        match node:
            case ast.Constant(value=bool()):
                return node
            case ast.Compare(left=a, ops=[op], comparators=[b]) if self.normal.is_vector(a):
                zero = isinstance(b, ast.Constant)
                difference = self.term(a if zero else ast.BinOp(a, ast.Sub(), b))
                square = ast.Call(ast.Name("sq", ast.Load()), [difference], [])
                return ast.Compare(square, [op], [ast.Constant(0)])
            case ast.Compare(left=first, ops=ops, comparators=others):
                return ast.Compare(self.term(first), ops, [self.term(b) for b in others])
            case ast.BoolOp(op=op, values=values):
                return ast.BoolOp(op, [self.truth(v) for v in values])
            case ast.UnaryOp(op=ast.Not(), operand=inner):
                return ast.UnaryOp(ast.Not(), self.truth(inner))
            case ast.Call(func=ast.Name(id="implies"), args=[a, b]):
                return ast.Call(ast.Name("implies", ast.Load()), [self.truth(a), self.truth(b)], [])
            case ast.Call():
                name = self._name(self.normal.formula(node), "fact")
                self.meant |= {name} if is_formula(node) else frozenset()
                return ast.Compare(ast.Name(name, ast.Load()), [ast.Gt()], [ast.Constant(0)])
        raise Refused(f"{ast.unparse(node)} is no formula")

    def term(self, node: ast.expr) -> ast.expr:
        """A real number or a vector in plain variables."""
        match node:
            case ast.Constant():
                return node
            case ast.UnaryOp(op=op, operand=inner):
                return ast.UnaryOp(op, self.term(inner))
            case ast.BinOp(left=a, op=ast.Pow(), right=b):
                return self._power(node, a, b)
            case ast.BinOp(left=a, op=op, right=b):
                return ast.BinOp(self.term(a), op, self.term(b))
            case ast.Call(func=ast.Name(id="total")):
                return self.term(unfolded(node))
            case ast.Call(func=ast.Name(id="mean")):
                return self.term(of_parts(node))
            case ast.Call() if head(node) in KEPT_AS_IS:
                return ast.Call(node.func, [self.term(a) for a in node.args], [])
            case ast.Name() | ast.Subscript() | ast.Call():
                return self._atom(node)
        raise Refused(f"{ast.unparse(node)} is no term")

    def _power(self, node: ast.expr, base: ast.expr, exponent: ast.expr) -> ast.expr:
        value = self.normal.scalar(exponent).constant
        if value is not None and value.denominator == 1 and 0 <= value <= 12:
            return ast.BinOp(self.term(base), ast.Pow(), ast.Constant(int(value)))
        (atom,) = self.normal.scalar(node).atoms
        return ast.Name(self._name(atom, "power"), ast.Load())

    def _atom(self, node: ast.expr) -> ast.expr:
        if self.normal.is_vector(node):
            (atom,) = self.normal.vector(node)
            if atom in self.solved:
                return self.term(self.solved[atom])
        else:
            (atom,) = self.normal.scalar(node).atoms
        match node:
            case ast.Subscript(value=ast.Name(id=name), slice=index):
                self.arguments[atom] = ast.Call(ast.Name(f"{name}[]"), [index], [])
            case ast.Call() if head(node) not in BINDERS:
                self.arguments[atom] = node
        return ast.Name(self._name(atom, ast.unparse(node)), ast.Load())

    def _name(self, atom: str, shown: str) -> str:
        """A variable of its own for every normal form, near to how it is written."""
        if atom not in self.names:
            stem = re.sub(r"\W+", "_", shown.replace("+ 1", "next")).strip("_")[:40]
            if atom != "pi" and not _is_a_name(stem):
                stem = f"value_{stem}"
            taken = self.names.values()
            name, i = stem, 1
            while name in taken or name in FACTS:
                i += 1
                name = f"{stem}_{i}"
            self.names[atom] = name
            self.meant |= {name} if _head(atom) in MEANINGFUL else frozenset()
        return self.names[atom]


def _is_a_name(text: str) -> bool:
    """Whether a text can stand for any number: no number itself, no word of Python's, not π."""
    return text.isidentifier() and not iskeyword(text) and text not in RESERVED


def _head(atom: str) -> str:
    return re.split(r"[\[(]", atom)[0]


def conjuncts(formula: ast.expr) -> list[ast.expr]:
    """The parts of a conjunction, chains of comparisons among them."""
    match formula:
        case ast.BoolOp(op=ast.And(), values=values):
            return [part for value in values for part in conjuncts(value)]
        case ast.Compare(left=first, ops=ops, comparators=others) if len(ops) > 1:
            sides = [first, *others]
            return [ast.Compare(a, [op], [b]) for a, op, b in zip(sides, ops, others, strict=False)]
    return [formula]
