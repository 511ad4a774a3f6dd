"""How hard a certificate is looked for."""

from __future__ import annotations

from typing import NamedTuple


class Effort(NamedTuple):
    """How much is tried."""

    factors: int  # of a product
    others: int  # of these that are not the signs of atoms
    beside: int  # of these beside a square
    degree: int  # of a monomial that is squared
    columns: int  # of a linear program
    classes: int  # degrees that are tried


QUICK = Effort(2, 2, 0, 1, 400, 40)
USUAL = Effort(4, 2, 1, 2, 1500, 60)
MORE = Effort(6, 2, 2, 2, 2500, 60)
FULL = Effort(8, 3, 3, 3, 5000, 40)
