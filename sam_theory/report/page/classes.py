"""The classes of functions that a reader can narrow the page to."""

from __future__ import annotations

from collections.abc import Callable

from sam_theory.report.summary import ROWS
from sam_theory.setting.facts import Facts, fails, holds

# By shape, of which every problem has one, from the most special on; then as in Tables 2 and 3.
SHAPES: dict[str, Callable[[Facts], bool]] = {
    "strongly convex": lambda facts: holds(facts.strongly_convex),
    "convex": lambda facts: holds(facts.convex),
    "nonconvex": lambda facts: fails(facts.convex),
    "convexity unknown": lambda facts: facts.convex is None,
}
CLASSES: dict[str, Callable[[Facts], bool]] = SHAPES | {
    row.functions: row.member for row in ROWS if row.functions not in SHAPES
}


def classes_of(facts: Facts) -> list[int]:
    """The places in `CLASSES` of those that the function belongs to, its shape first."""
    return [place for place, member in enumerate(CLASSES.values()) if member(facts)]
