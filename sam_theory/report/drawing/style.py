"""The style under which everything is drawn, and the two widths of a page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.figure import Figure

SINGLE_COLUMN, DOUBLE_COLUMN = 3.25, 6.75  # inches
SHEET = Path(__file__).with_name("paper.mplstyle")


@contextmanager
def paper_style() -> Iterator[None]:
    """Matplotlib's defaults with the style sheet over them, whatever the user's own settings."""
    from matplotlib import style

    with style.context(["default", str(SHEET)]):
        yield


def canvas(width: float, height: float) -> Figure:
    """An empty figure of that size in inches, laid out by constraints."""
    from matplotlib.figure import Figure
    from matplotlib.layout_engine import ConstrainedLayoutEngine

    layout = ConstrainedLayoutEngine(w_pad=2 / 72, h_pad=2 / 72, wspace=0.03, hspace=0.03)
    return Figure(figsize=(width, height), layout=layout)
