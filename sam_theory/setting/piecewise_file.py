"""The file of a library folder that holds sums of piecewise quadratics, number by number."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from sam_theory.setting.pieces import Pieces

STRAIGHT = ("straight", "straight")
SOURCE = '''\
"""{account}"""
{imports}
from sam_theory.setting.piecewise import piecewise

problem = piecewise(
    name={name!r},
    formula={formula!r},
    knots=[{knots}],
    slopes=[{slopes}],
    derivatives={derivatives},{endings}
    starts=[{start}],
)
'''


def source(
    pieces: Sequence[Pieces], *, name: str, formula: str, account: str, start: Sequence[Fraction]
) -> str:
    """The text of a module with one problem, f(x) = Σᵢ fᵢ(xᵢ); `account` is its docstring."""
    endings = [p.endings for p in pieces]
    text = SOURCE.format(
        account=account,
        name=name,
        formula=formula,
        knots=", ".join(_list(p.knots) for p in pieces),
        slopes=", ".join(_list(p.slopes) for p in pieces),
        derivatives=_list([p.first for p in pieces]),
        endings="" if set(endings) == {STRAIGHT} else f"\n    endings={endings},",
        start=tuple(map(float, start)),
        imports="{imports}",
    )
    fractions = "\nfrom fractions import Fraction\n" if "Fraction(" in text else ""
    return text.replace("{imports}", fractions, 1)


def _list(numbers: Sequence[Fraction]) -> str:
    return f"[{', '.join(map(_written, numbers))}]"


def _written(value: Fraction) -> str:
    """A float where that is the number, else a fraction."""
    near = float(value)
    return repr(near) if Fraction(near) == value else f'Fraction("{value}")'
