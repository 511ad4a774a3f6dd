"""Table 6: published accuracies on Tiny ImageNet, with what they show."""

from __future__ import annotations

from functools import partial

from sam_theory.paper.published import Accuracies, caption, read, record, sheet
from sam_theory.report.drawing.typeset import typeset
from sam_theory.report.figure import FigureItem

COLUMNS = (
    *("momentum\nResNet18", "momentum\nResNet34", "momentum\nWRN28-10"),
    *("no momentum\nResNet18", "no momentum\nResNet34"),
)
TEXT = """
Constant   | 48.58 | 48.34 | 53.34 | 54.90 | 57.36
Diminish 1 | 50.36 | 51.24 | 58.37 | 55.82 | 55.96
Diminish 2 | 48.70 | 49.06 | 52.74 | 57.30 | 60.00
Diminish 3 | 51.46 | 53.98 | 58.68 | 57.86 | 57.82
"""
TITLE = (
    "Table 6 of K24: Tiny ImageNet, SAM, ρ = 0.05, over SGD with momentum 0.9 and without, ℓ2 "
    "0.001, batch 128, 200 epochs; Constant the best of 0.1, 0.01, 0.001; with η₁ = 0.1 and "
    "m = ⌊n/5⌋ + 2, Diminish 1 η₁/n, Diminish 2 η₁/n^0.5001, Diminish 3 η₁/(m log m)."
)

item: FigureItem[Accuracies] = FigureItem(
    name="table-6",
    summary="published accuracies, Tiny ImageNet: signs against the constant one",
    source="K24, Table 6; signs and counts ours",
    compute=partial(read, columns=COLUMNS, text=TEXT),
    draw=lambda data: typeset(sheet(data)),
    caption=partial(caption, TITLE),
    record=record,
    sheet=sheet,
)
