"""Classes of indices, and what k is written as on them."""

from __future__ import annotations

from dataclasses import dataclass

from sam_theory.asymptotics.formula import Node
from sam_theory.asymptotics.ranges import Range
from sam_theory.asymptotics.trees import K


@dataclass(frozen=True)
class View:
    """The indices k ≡ residue (mod period), and what is known of squares among them.

    `square` is the argument of is_square that is a square on this class (None: no argument is).
    `index` is what k is written as: k itself, or on a class of squares a polynomial of the j for
    which the root is step·j + start; (step, start) is `root`.
    `outer` holds k itself where the index numbers blocks. `mixed` leaves open what is a square.
    `arc` bounds an oscillating part of the formula on the class.
    """

    period: int = 1
    residue: int = 0
    square: Node | None = None
    index: Node = K
    root: tuple[int, int] = (1, 0)
    outer: Range | None = None
    mixed: bool = False
    arc: tuple[Node, Range] | None = None
