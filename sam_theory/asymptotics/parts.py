"""A sequence as finitely many germs, each on its own class of indices."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from sam_theory.asymptotics import trees
from sam_theory.asymptotics.formula import Node, affine_in_k
from sam_theory.asymptotics.growth import Growth
from sam_theory.asymptotics.modulus import blocks, period
from sam_theory.asymptotics.outcome import Undecidable
from sam_theory.asymptotics.ranges import Range
from sam_theory.asymptotics.trees import K, num
from sam_theory.asymptotics.view import View
from sam_theory.asymptotics.views import Reading
from sam_theory.asymptotics.witnesses import Witness, residues, witnesses

MOST_CLASSES = 512  # residue classes taken one by one
MANY_CLASSES = 24  # beyond, the sequence is first bracketed, and known on some of the classes


@dataclass(frozen=True)
class Part:
    """The sequence on one class of indices, as germs of what k is written as there.

    On a class of squares k is written as `view.index`, a polynomial of its root. `sparse` says that
    squares are left out of the class. `place` describes a witness.
    """

    view: View
    range: Range
    sparse: bool = False
    place: str = ""

    @property
    def squares(self) -> bool:
        """Whether the indices are those at which an affine argument is a square."""
        return self.view.square is not None


@dataclass(frozen=True)
class Parts:
    """A sequence in k, or in the number of a block of `block` consecutive k, by classes.

    `whole` says that within a block the sequence is constant. `witnesses` are infinite sets of
    indices, among those of the parts, on which more is known.
    """

    parts: tuple[Part, ...]
    block: int = 1
    whole: bool = True
    witnesses: tuple[Part, ...] = ()

    @property
    def exact(self) -> bool:
        """Whether the sequence is known exactly for all large k."""
        return self.whole and all(part.range.exact for part in self.parts)

    def where(self, part: Part) -> str:
        """The class in words, empty if it is all k."""
        if part.place:
            counting = f", k counting blocks of {self.block}" if self.block > 1 else ""
            return f"{part.place}{counting}"
        if part.view.square is not None:
            return f"for those k at which {_affine_text(part.view.square)} is a square"
        if part.view.period == 1:
            return ""
        name = "k" if self.block == 1 else f"⌊k/{self.block}⌋"
        return f"for {name} ≡ {part.view.residue} (mod {part.view.period})"


def _affine_text(node: Node) -> str:
    affine = affine_in_k(node)
    assert affine is not None
    a = "k" if affine[0] == 1 else f"{affine[0]}k"
    return a if affine[1] == 0 else f"{a} {'+' if affine[1] > 0 else '-'} {abs(affine[1])}"


@dataclass(frozen=True)
class Classes:
    """How the indices are split, and formulas rewritten in the number of a block."""

    nodes: tuple[Node, ...]
    views: tuple[View, ...]
    block: int
    whole: bool
    witnesses: tuple[Witness, ...] = ()

    def parts(self, growth: Growth, node: Node) -> Parts:
        """The classes with the ranges of one of the formulas."""
        sparse = any(view.square is not None for view in self.views)
        made = [
            Part(view, Reading(growth, view).range(node), sparse and view.square is None)
            for view in self.views
        ]
        if all(part.range.exact for part in made):
            return Parts(tuple(made), self.block, self.whole)
        seen = tuple(
            Part(witness.view, Reading(growth, witness.view).range(node), place=witness.place)
            for witness in self.witnesses
        )
        return Parts(tuple(made), self.block, self.whole, seen)


def parts(growth: Growth, node: Node, *, exact: bool = False) -> Parts:
    """Splits the indices so that on each class the formula is a germ, or between two germs."""
    return joint_parts(growth, (node,), exact=exact)[0]


def joint_parts(growth: Growth, nodes: tuple[Node, ...], *, exact: bool = False) -> list[Parts]:
    """The same for several formulas, over the same classes."""
    classes = split(nodes, exact=exact)
    return [classes.parts(growth, node) for node in classes.nodes]


def split(nodes: tuple[Node, ...], *, exact: bool) -> Classes:
    """The classes for some formulas; with `exact`, as many as it takes to know them exactly."""
    joined, size, whole = Node("together", nodes), 1, True
    while (found := blocks(joined, strict=True)) is not None:
        joined, size = found.node, size * found.size
    outer = None
    if period(joined) > (MOST_CLASSES if exact else MANY_CLASSES):
        found = blocks(joined, strict=False)
        if found is not None and not found.node.contains("is_square"):
            start = trees.sub(trees.mul(num(found.size), K), num(found.shift))
            outer = Range(start, trees.add(start, num(found.size - 1)))
            joined, size, whole = found.node, size * found.size, False
    classes, some = period(joined), tuple[Witness, ...]()
    if classes > (MOST_CLASSES if exact else MANY_CLASSES):
        classes, some = 1, residues(classes, outer)
    views = [View(classes, r, outer=outer) for r in range(classes)]
    squares = {view for argument in _squares(joined) for view in _square_views(argument)}
    seen = () if outer is not None else witnesses(joined, views)
    return Classes(
        joined.operands, (*views, *squares), size, whole, () if squares else (*seen, *some)
    )


def _squares(node: Node) -> set[Node]:
    """The affine arguments of is_square, where infinitely many of them may be squares."""
    if node.operation == "is_square" and node.contains("k"):
        affine = affine_in_k(node.operands[0])
        return {node.operands[0]} if affine is not None and affine[0] > 0 else set()
    return set().union(*(_squares(operand) for operand in node.operands))


def _square_views(argument: Node) -> list[View]:
    """The k with a·k + b = j², j ≡ s (mod a), one view for each s; k is a polynomial of j."""
    affine = affine_in_k(argument)
    assert affine is not None
    a, b = affine
    if a.denominator != 1 or b.denominator != 1 or a > MOST_CLASSES:
        raise Undecidable("the k at which the argument of is_square is a square are not listed")
    roots = [s for s in range(int(a)) if (s * s - b) % a == 0]
    return [View(square=argument, index=_index(int(a), b, s), root=(int(a), s)) for s in roots]


def _index(a: int, b: Fraction, s: int) -> Node:
    root = trees.add(trees.mul(num(a), K), num(s))
    return trees.div(trees.sub(trees.mul(root, root), num(b)), num(a))
