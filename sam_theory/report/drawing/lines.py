"""Line styles that differ in hue, in lightness, and in dashes or width, so in greyscale too.

Colours are those of Okabe and Ito (Color Universal Design, 2008).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np

BLACK, BLUE, VERMILLION, GREEN = "#000000", "#0072B2", "#D55E00", "#009E73"
PURPLE, ORANGE = "#CC79A7", "#E69F00"
GREY = "#767676"


@dataclass(frozen=True, kw_only=True)
class Line:
    """How a curve is drawn: colour, dashes (on, off, … in line widths; () is solid), width."""

    color: str
    dashes: tuple[float, ...] = ()
    width: float = 1.1
    marker: str = ""
    above: int = 2  # the greater is drawn later

    def keywords(self, marks: int = 0) -> dict[str, Any]:
        """Keywords of Axes.plot; `marks` is the number of points from one marker to the next."""
        return {
            "color": self.color,
            "linestyle": (0, self.dashes) if self.dashes else "-",
            "linewidth": self.width,
            "marker": self.marker if marks else "",
            "markevery": marks or None,
            "zorder": self.above,
        }


LINES: Mapping[str, Line] = MappingProxyType(
    {
        "gradient-descent": Line(color=BLUE),
        # What should coincide with another curve is thin and dark over broad and light.
        "constant": Line(color=ORANGE, width=2.4, above=1),
        "almost-constant": Line(color=BLACK, dashes=(2.2, 1.6), width=0.9, above=4),
        "slowly-diminishing": Line(color=GREEN, dashes=(5, 1.4), above=3),
        "diminishing": Line(color=PURPLE, dashes=(6, 1.4, 1, 1.4), above=3),
    }
)

# For any number of curves up to six, in this order.
STYLES: tuple[Line, ...] = (
    Line(color=BLACK),
    Line(color=VERMILLION, dashes=(5, 1.4), marker="o"),
    Line(color=BLUE, dashes=(1.2, 1.2), marker="s"),
    Line(color=ORANGE, dashes=(6, 1.4, 1, 1.4), marker="^"),
    Line(color=GREEN, dashes=(8, 2), marker="D"),
    Line(color=PURPLE, dashes=(3, 1, 1, 1, 1, 1), marker="v"),
)


def shown(values: np.ndarray) -> np.ndarray:
    """What a logarithmic axis can show: exact zeros are left out, not raised to a floor."""
    return np.where(values > 0, values, np.nan)
