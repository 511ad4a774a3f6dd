"""Normal forms: terms as polynomials over atoms, vectors as combinations of vector atoms, formulas
as text that is the same for formulas that differ in the order of factors, the names of bound
variables, or positive factors of an inequality.

Real numbers are total: 1/0 is some number of which nothing is known.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from sam_theory.proofs.exact.polynomial import Polynomial
from sam_theory.proofs.sums import of_parts, unfolded
from sam_theory.proofs.terms import (
    BINDERS,
    FACTS,
    INDEX,
    OF_FORMULAS,
    PREDICATES,
    RESERVED,
    SUBSEQUENCE,
    Refused,
    Replacement,
    _scope,
    bound_names,
    called,
    replace,
    stands_for_vector,
)

ZERO, ONE = Polynomial.number(0), Polynomial.number(1)
FLIPPED = {"<=": ">", "<": ">=", ">=": "<", ">": "<=", "==": "!=", "!=": "=="}
RELATIONS: Mapping[type[ast.cmpop], str] = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
}
TRUE, FALSE = "True", "False"
Kind = Literal["norm", "sqrt", "inverse", "abs", "max", "min"]
Sort = Literal["formula", "vector", "real"]
OF_VECTORS = frozenset({"tends", "accumulates", "bounded", "summable"})  # or of reals
Linear = Mapping[str, Polynomial]  # vector atom: its coefficient


@dataclass(frozen=True)
class Definition:
    """What an atom stands for: √ of a polynomial, its inverse, its absolute value, a maximum."""

    kind: Kind
    of: tuple[Polynomial, ...]
    vector: Linear = field(default_factory=dict)  # whose norm it is


@dataclass
class Normal:
    """Reads formulas into normal form, and collects what the atoms that it makes stand for."""

    vectors: frozenset[str]
    definitions: dict[str, Definition] = field(default_factory=dict)
    depth: int = 0

    # ---- terms

    def is_vector(self, node: ast.expr) -> bool:
        """Whether the term is a linear combination of vectors."""
        match node:
            case ast.Name(id=name) | ast.Subscript(value=ast.Name(id=name)):
                return stands_for_vector(name, self.vectors)
            case ast.Call(func=ast.Name(id=name)):
                return stands_for_vector(name, self.vectors)
            case ast.UnaryOp(operand=inner):
                return self.is_vector(inner)
            case ast.BinOp(left=left, right=right):
                return self.is_vector(left) or self.is_vector(right)
        return False

    def vector(self, node: ast.expr) -> Linear:
        """The combination of vector atoms; 0 is the zero vector."""
        match node:
            case ast.Constant(value=0):
                return {}
            case ast.Name() | ast.Subscript() | ast.Call() if self.is_vector(node):
                return {self._atom(node): ONE}
            case ast.UnaryOp(op=ast.USub(), operand=inner):
                return _scaled(self.vector(inner), -ONE)
            case ast.BinOp(left=left, op=ast.Add(), right=right):
                return _plus(self.vector(left), self.vector(right))
            case ast.BinOp(left=left, op=ast.Sub(), right=right):
                return difference(self.vector(left), self.vector(right))
            case ast.BinOp(left=left, op=ast.Mult(), right=right):
                u, a = (right, left) if self.is_vector(right) else (left, right)
                return _scaled(self.vector(u), self.scalar(a))
            case ast.BinOp(left=left, op=ast.Div(), right=right):
                return _scaled(self.vector(left), self._inverse(self.scalar(right)))
        raise Refused(f"{ast.unparse(node)} is no vector")

    def scalar(self, node: ast.expr) -> Polynomial:
        """The polynomial of a real term."""
        match node:
            case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
                return Polynomial.number(Fraction(repr(value)))
            case ast.Call(func=ast.Name(id="total")):
                return self.scalar(unfolded(node))
            case ast.Call(func=ast.Name(id="mean")):
                return self.scalar(of_parts(node))
            case ast.Call(func=ast.Name(id="dot"), args=[u, v]):
                return product(self.vector(u), self.vector(v))
            case ast.Call(func=ast.Name(id="sq"), args=[u]):
                return product(self.vector(u), self.vector(u))
            case ast.Call(func=ast.Name(id="norm"), args=[u]):
                return self._norm(self.vector(u))
            case ast.Call(func=ast.Name(id="sqrt" | "abs" | "max" | "min")):
                return self._function(*called(node))
            case ast.Name() | ast.Subscript() | ast.Call() if not (
                self.is_vector(node) or is_formula(node)
            ):
                return Polynomial.atom(self._atom(node))
            case ast.UnaryOp(op=ast.USub(), operand=inner):
                return -self.scalar(inner)
            case ast.BinOp(left=a, op=ast.Add(), right=b):
                return self.scalar(a) + self.scalar(b)
            case ast.BinOp(left=a, op=ast.Sub(), right=b):
                return self.scalar(a) - self.scalar(b)
            case ast.BinOp(left=a, op=ast.Mult(), right=b):
                return self.scalar(a) * self.scalar(b)
            case ast.BinOp(left=a, op=ast.Div(), right=b):
                return self.scalar(a) * self._inverse(self.scalar(b))
            case ast.BinOp(left=a, op=ast.Pow(), right=b):
                return self._power(self.scalar(a), b)
        raise Refused(f"{ast.unparse(node)} is no real number")

    def _power(self, base: Polynomial, exponent: ast.expr) -> Polynomial:
        value = self.scalar(exponent)
        n = value.constant
        if n is not None and n.denominator == 1 and 0 <= n <= 12:
            result = ONE
            for _ in range(int(n)):
                result = result * base
            return result
        return Polynomial.atom(f"pow({base},{value})")

    def _defined(self, kind: Kind, *of: Polynomial) -> Polynomial:
        name = f"{kind}({','.join(map(str, of))})"
        self.definitions[name] = Definition(kind, of)
        return Polynomial.atom(name)

    def _inverse(self, of: Polynomial) -> Polynomial:
        """1/of, where 1/(ab) is (1/a)(1/b) for each atom a that divides all terms."""
        if not of.terms:
            return self._defined("inverse", of)
        common = of.content
        rest = of.without(common)
        result = Polynomial.number(1 / rest.leading)
        if rest.constant is None:
            result = result * self._defined("inverse", rest.scaled(1 / rest.leading))
        for name, exponent in common:
            for _ in range(exponent):
                result = result * self._defined("inverse", Polynomial.atom(name))
        return result

    def _norm(self, u: Linear) -> Polynomial:
        """‖u‖, with ‖c·v‖ = |c|‖v‖ for rational c and for atoms c that divide all of u."""
        if not u:
            return ZERO
        common = Polynomial({m: Fraction(1) for p in u.values() for m in p.terms}).content
        v = {name: p.without(common) for name, p in u.items()}
        lead = v[min(v)].leading
        unit = _scaled(v, Polynomial.number(1 / lead))
        name = f"norm({vector_text(unit)})"
        self.definitions[name] = Definition("norm", (product(unit, unit),), unit)
        result = Polynomial.atom(name).scaled(abs(lead))
        for atom, exponent in common:
            for _ in range(exponent):
                result = result * self._absolute(atom)
        return result

    def _absolute(self, atom: str) -> Polynomial:
        never_negative = atom in self.definitions and self.definitions[atom].kind in (
            "norm",
            "sqrt",
        )
        p = Polynomial.atom(atom)
        return p if never_negative else self._defined("abs", p)

    def _function(self, name: str, args: list[ast.expr]) -> Polynomial:
        of = tuple(self.scalar(a) for a in args)
        match name, of:
            case ("sqrt", (_,)) | ("abs", (_,)) | ("max" | "min", (_, _)):
                return self._defined(name, *of)  # type: ignore[arg-type]  # one of the kinds
        raise Refused(f"{name} has another number of arguments")

    def _atom(self, node: ast.expr) -> str:
        match node:
            case ast.Name(id=name) if name == "pi" or name not in RESERVED:
                return name
            case ast.Subscript(value=ast.Name(id=name), slice=index) if name not in RESERVED:
                return f"{name}[{self.index(index)}]"
            case ast.Call():
                name, args = called(node)
                if name in BINDERS:
                    return self._binding(node)
                if name in RESERVED and (name not in ("log", "exp") or len(args) != 1):
                    raise Refused(f"{ast.unparse(node)} has another number of arguments")
                return f"{name}({','.join(map(self.argument, args))})"
        raise Refused(f"{ast.unparse(node)} is no term")

    def index(self, node: ast.expr) -> Polynomial:
        """A natural number from 1 on: k, k + 2, 3, or s[j] along a subsequence."""
        value = self.scalar(node)
        shift = value.terms.get((), Fraction(0))
        base = value - Polynomial.number(shift)
        if shift.denominator != 1 or shift < (1 if base == ZERO else 0):
            raise Refused(f"an index must be a number from 1 on; got {ast.unparse(node)}")
        if base != ZERO and not any(base == Polynomial.atom(a) and is_index(a) for a in base.atoms):
            raise Refused(f"an index must be k, k + 1 or s[j]; got {ast.unparse(node)}")
        return value

    def argument(self, node: ast.expr) -> str:
        """The normal form of an argument: a vector or a real number."""
        return self.of_sort(node, "vector" if self.is_vector(node) else "real")

    def of_sort(self, node: ast.expr, sort: Sort) -> str:
        """The normal form of a term or a formula; the vector 0 is not the number 0."""
        match sort:
            case "formula":
                return self.formula(node)
            case "vector":
                combination = self.vector(node)
                return vector_text(combination) if combination else "vector 0"
        return str(self.scalar(node))

    # ---- binders

    def _binding(self, node: ast.Call) -> str:
        """A call that binds variables, named by their depth and their sort."""
        name, _ = called(node)
        bound, ((body,), others) = bound_names(node), _scope(node)
        sort: Sort = "vector" if name in OF_VECTORS and self.is_vector(body) else "real"
        opened = self.opened(body, bound, "formula" if name in OF_FORMULAS else sort)
        rest = [self.of_sort(a, sort) for a in others]
        sorts = ",".join(new for new, _ in opened[1])
        return f"{name}({';'.join([sorts, opened[0], *rest])})"

    def opened(
        self, body: ast.expr, bound: tuple[str, ...], sort: Sort
    ) -> tuple[str, list[tuple[str, str]]]:
        """The normal form of a body whose bound variables are renamed by depth."""
        names = [(self._unique(n, self.depth + i), n) for i, n in enumerate(bound)]
        renamed = {n: Replacement((), ast.Name(new, ast.Load())) for new, n in names}
        inner = Normal(
            self.vectors | {new for new, n in names if stands_for_vector(n, self.vectors)},
            self.definitions,
            self.depth + len(bound),
        )
        return inner.of_sort(replace(body, renamed), sort), names

    def _unique(self, name: str, depth: int) -> str:
        if INDEX.match(name):
            return f"k_{depth}"
        if SUBSEQUENCE.match(name):
            return f"s_{depth}"
        kind = "vector" if stands_for_vector(name, self.vectors) else "real"
        return f"{kind}_{depth}"

    # ---- formulas

    def formula(self, node: ast.expr) -> str:
        """The normal form of a formula."""
        match node:
            case ast.Constant(value=bool() as value):
                return str(value)
            case ast.Compare(left=first, ops=ops, comparators=others):
                sides = [first, *others]
                if any(type(op) not in RELATIONS for op in ops):
                    raise Refused(f"{ast.unparse(node)} is no comparison of numbers or of vectors")
                links = [
                    self.comparison(a, RELATIONS[type(op)], b)
                    for op, a, b in zip(ops, sides, others, strict=False)
                ]
                return joined("and", links)
            case ast.BoolOp(op=op, values=values):
                name = "and" if isinstance(op, ast.And) else "or"
                return joined(name, [self.formula(v) for v in values])
            case ast.UnaryOp(op=ast.Not(), operand=inner):
                return self._negation(inner)
            case ast.Call():
                return self._fact(node)
        raise Refused(f"{ast.unparse(node)} is no formula")

    def _negation(self, node: ast.expr) -> str:
        match node:
            case ast.Compare(left=a, ops=[op], comparators=[b]) if type(op) in RELATIONS:
                return self.comparison(a, FLIPPED[RELATIONS[type(op)]], b)
            case ast.UnaryOp(op=ast.Not(), operand=inner):
                return self.formula(inner)
        text = self.formula(node)
        return {TRUE: FALSE, FALSE: TRUE}.get(text, f"not({text})")

    def _fact(self, node: ast.Call) -> str:
        name, args = called(node)
        match name, args:
            case "implies", [a, b]:
                return implication(self.formula(a), self.formula(b))
            case "since", [start, k, body]:
                reached = ast.Call(
                    ast.Name("implies"), [ast.Compare(k, [ast.GtE()], [start]), body], []
                )
                return self._universal(reached, bound_names(node))
            case "always", [_, body]:
                return self._universal(body, bound_names(node))
            case "forall", [*_, body]:
                return self._universal(body, bound_names(node))
        return self._atom(node)

    def _universal(self, body: ast.expr, bound: tuple[str, ...]) -> str:
        text, names = self.opened(body, bound, "formula")
        if text == TRUE:
            return TRUE
        sorts = ",".join(new for new, _ in names)
        if text.startswith("forall("):  # ∀x ∀y φ is ∀x, y φ
            more, _, rest = text[len("forall(") :].partition(";")
            return f"forall({sorts},{more};{rest}"
        return f"forall({sorts};{text})"

    def comparison(self, a: ast.expr, relation: str, b: ast.expr) -> str:
        """a relation b, as p >= 0, p > 0, p == 0 or p != 0 with a leading coefficient ±1."""
        if self.is_vector(a) or self.is_vector(b):
            return self._vector_equality(a, relation, b)
        left, right = self.scalar(a), self.scalar(b)
        if relation in ("<=", "<"):
            left, right, relation = right, left, {"<=": ">=", "<": ">"}[relation]
        return compared(left - right, relation)

    def _vector_equality(self, a: ast.expr, relation: str, b: ast.expr) -> str:
        if relation not in ("==", "!="):
            raise Refused("vectors can only be equal, or not")
        w = difference(self.vector(a), self.vector(b))
        if not w:
            return TRUE if relation == "==" else FALSE
        lead = w[min(w)].leading
        unit = _scaled(w, Polynomial.number(1 / lead))
        return f"vector({vector_text(unit)}){relation}0"


def is_index(atom: str) -> bool:
    """Whether an atom is a natural number."""
    return bool(INDEX.match(atom)) or bool(
        SUBSEQUENCE.match(atom.partition("[")[0]) and "[" in atom
    )


def is_formula(node: ast.expr) -> bool:
    """Whether the term is a truth value, judged by its outermost sign."""
    match node:
        case ast.Compare() | ast.BoolOp() | ast.UnaryOp(op=ast.Not()):
            return True
        case ast.Constant(value=bool()):
            return True
        case ast.Call(func=ast.Name(id=name)):
            return name == "implies" or name in FACTS or name in PREDICATES
    return False


def compared(p: Polynomial, relation: str) -> str:
    """p relation 0."""
    value = p.constant
    if value is not None:
        holds = {">=": value >= 0, ">": value > 0, "==": value == 0, "!=": value != 0}[relation]
        return TRUE if holds else FALSE
    if relation == ">=" and len(p.terms) <= 2:
        lowest = p + Polynomial.number(-p.terms.get((), Fraction(0)))
        if str(lowest) in p.atoms and is_index(str(lowest)) and p.terms.get((), Fraction(0)) >= -1:
            return TRUE  # k ≥ 1
    lead = p.leading if relation in ("==", "!=") else abs(p.leading)
    return f"{p.scaled(1 / lead)}{relation}0"


def joined(name: str, texts: list[str]) -> str:
    """`and` or `or` of normal forms, in the order of their text."""
    neutral, absorbing = (TRUE, FALSE) if name == "and" else (FALSE, TRUE)
    parts: set[str] = set()
    for text in texts:
        if text.startswith(f"{name}{{"):
            parts |= set(split_joined(text))
        else:
            parts.add(text)
    parts.discard(neutral)
    if absorbing in parts:
        return absorbing
    if len(parts) < 2:
        return parts.pop() if parts else neutral
    return f"{name}{{{' & '.join(sorted(parts))}}}"


def split_joined(text: str) -> list[str]:
    """The parts of a joined normal form."""
    inner, depth, parts, last = text[text.index("{") + 1 : -1], 0, [], 0
    for i, c in enumerate(inner):
        depth += (c in "({") - (c in ")}")
        if depth == 0 and inner[i : i + 3] == " & ":
            parts.append(inner[last:i])
            last = i + 3
    return [*parts, inner[last:]]


def implication(a: str, b: str) -> str:
    """a ⟹ b, with a ⟹ (b ⟹ c) read as (a and b) ⟹ c."""
    if a == TRUE or b == TRUE:
        return b
    if b.startswith("implies{"):
        more, b = split_joined(b)
        a = joined("and", [a, more])
    return f"implies{{{a} & {b}}}"


def product(u: Linear, v: Linear) -> Polynomial:
    """⟨u, v⟩ as a polynomial in the inner products of vector atoms."""
    total = ZERO
    for a, x in u.items():
        for b, y in v.items():
            total = total + x * y * Polynomial.atom(gram(a, b))
    return total


def difference(u: Linear, v: Linear) -> Linear:
    """u − v."""
    return _plus(u, _scaled(v, -ONE))


def gram(a: str, b: str) -> str:
    """The atom ⟨a, b⟩."""
    first, second = sorted((a, b))
    return f"<{first}|{second}>"


def vector_text(u: Linear) -> str:
    """A combination of vectors as text."""
    return "+".join(_times(u[a], a) for a in sorted(u)).replace("+-", "-") or "0"


def _times(factor: Polynomial, vector: str) -> str:
    if factor == ONE:
        return vector
    return f"{factor}*{vector}" if len(factor.terms) == 1 else f"({factor})*{vector}"


def _plus(u: Linear, v: Linear) -> Linear:
    total = dict(u)
    for name, value in v.items():
        total[name] = total[name] + value if name in total else value
    return {name: value for name, value in total.items() if value.terms}


def _scaled(u: Linear, factor: Polynomial) -> Linear:
    scaled = {name: factor * value for name, value in u.items()}
    return {name: value for name, value in scaled.items() if value.terms}
