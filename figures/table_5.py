"""Table 5: published accuracies on CIFAR without momentum, with what they show."""

from __future__ import annotations

from functools import partial

from sam_theory.paper.published import Accuracies, caption, read, record, sheet
from sam_theory.report.drawing.typeset import typeset
from sam_theory.report.figure import FigureItem

COLUMNS = (
    *("CIFAR-10\nResNet18", "CIFAR-10\nResNet34", "CIFAR-10\nWRN28-10"),
    *("CIFAR-100\nResNet18", "CIFAR-100\nResNet34", "CIFAR-100\nWRN28-10"),
)
TEXT = """
Constant   | 93.64 | 94.26 | 93.04 | 72.07 | 72.57 | 71.11
Diminish 1 | 88.87 | 89.79 | 86.81 | 65.99 | 67.04 | 51.31
Diminish 2 | 94.56 | 94.44 | 93.66 | 74.24 | 74.95 | 74.23
Diminish 3 | 90.84 | 91.23 | 88.70 | 69.69 | 70.54 | 60.64
"""
TITLE = (
    "Table 5 of K24: as Table 4, but SGD without momentum (SAM, ρ = 0.05, ℓ2 0.001, batch 128, "
    "200 epochs; Constant the best of 0.1, 0.01, 0.001; with η₁ = 0.1 and m = ⌊n/5⌋ + 2, Diminish "
    "1 η₁/n, Diminish 2 η₁/n^0.5001, Diminish 3 η₁/(m log m))."
)

item: FigureItem[Accuracies] = FigureItem(
    name="table-5",
    summary="published accuracies, CIFAR without momentum: signs against the constant one",
    source="K24, Table 5; signs and counts ours",
    compute=partial(read, columns=COLUMNS, text=TEXT),
    draw=lambda data: typeset(sheet(data)),
    caption=partial(caption, TITLE),
    record=record,
    sheet=sheet,
)
