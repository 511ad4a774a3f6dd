"""Table 4: published accuracies on CIFAR with momentum, with what they show."""

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
Constant   | 94.10±.27 | 94.38±.47 | 95.33±.23 | 71.77±.26 | 72.49±.23 | 74.63±.84
Diminish 1 | 93.95±.34 | 93.94±.40 | 95.18±.03 | 74.43±.12 | 73.99±.70 | 78.59±.03
Diminish 2 | 94.60±.09 | 95.09±.16 | 95.75±.23 | 73.40±.24 | 74.44±.89 | 77.04±.23
Diminish 3 | 94.75±.20 | 94.47±.08 | 95.88±.10 | 75.65±.44 | 74.92±.76 | 79.70±.12
"""
TITLE = (
    "Table 4 of K24: SAM, ρ = 0.05, over SGD with momentum 0.9, ℓ2 0.001, batch 128, 200 epochs; "
    "stepsize in epoch n: Constant the best of 0.1, 0.01, 0.001; with η₁ = 0.1 and m = ⌊n/5⌋ + 2, "
    "Diminish 1 η₁/n, Diminish 2 η₁/n^0.5001, Diminish 3 η₁/(m log m)."
)

item: FigureItem[Accuracies] = FigureItem(
    name="table-4",
    summary="published accuracies, CIFAR with momentum: which schedules beat the constant one",
    source="K24, Table 4; marks and counts ours",
    compute=partial(read, columns=COLUMNS, text=TEXT),
    draw=lambda data: typeset(sheet(data)),
    caption=partial(caption, TITLE),
    record=record,
    sheet=sheet,
)
