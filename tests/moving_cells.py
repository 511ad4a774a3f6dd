"""Settings and certificates of cells that move, shared by tests of the verifier."""

from __future__ import annotations

from fractions import Fraction

from holding import LIBRARY

from sam_theory.certificates.dynamics import Dynamics
from sam_theory.certificates.forms import Drift, Moving, MovingCell, MovingSide
from sam_theory.schedules.schedule import Schedule

SQUARE = "quadratic[eigenvalues=(1.0,)]"
FREE: MovingSide = (None, None)


def setting(problem: str, method: str, step: str, radius: str = "0") -> Dynamics:
    return Dynamics(
        problem=LIBRARY.get("problems", problem),
        method=LIBRARY.get("methods", method),
        step=Schedule(step),
        radius=Schedule(radius),
    )


def cells(*sides: MovingSide | tuple[MovingSide, ...]) -> tuple[MovingCell, ...]:
    """Cells of one side each, or of several."""
    rows = [side if isinstance(side[0], tuple) else (side,) for side in sides]
    return tuple(MovingCell(row) for row in rows)  # type: ignore[arg-type]


def swapping(low: str = "1/4", high: str = "3/4+1/(2*k)", **more: object) -> Moving:
    """Two cells that SAM with t = 1/k, ρ = k exchanges on x²/2."""
    both = cells((low, high), (f"-({high})", f"-({low})"))
    return Moving(**{"cells": both, "start": 1, "slope": "1/4", **more})  # type: ignore[arg-type]


def half_line(end: str, start: int, *, size: str, slope: str = "0", down: bool = False) -> Moving:
    side: MovingSide = (None, f"-({end})") if down else (end, None)
    return Moving(cells=cells(side), start=start, size=size, slope=slope)


def beyond(end: str, start: int, **more: str) -> Moving:
    """Of the plane, where the second coordinate is beyond an end."""
    return Moving(cells=cells((FREE, (end, None))), start=start, **more)  # type: ignore[arg-type]


SWAPPED = setting(SQUARE, "sam", "1/k", "k")
# name: setting, certificate, a start in it at k = the certificate's first
ACCEPTED: dict[str, tuple[Dynamics, Moving, tuple[float, ...]]] = {
    "swapping": (SWAPPED, swapping(gap=Fraction(1, 32)), (0.5,)),
    "finite": (
        setting(SQUARE, "gradient-descent", "1/k**2"),
        Moving(cells=cells(("0.1*k/(k-1)", "2")), start=2, slope="0.1"),
        (0.7,),
    ),
    "concave": (
        setting("saddle", "gradient-descent", "1/(2*k)"),
        beyond("sqrt(k)", 1, slope="sqrt(k)", size="sqrt(k)"),
        (1.0, 1.0),
    ),
    "concave with SAM": (
        setting("saddle", "sam", "1/k", "1"),
        beyond("sqrt(k)+2", 1, slope="sqrt(k)", size="sqrt(k)"),
        (0.3, 3.5),
    ),
    "concave with USAM": (
        setting("saddle", "usam", "1/k", "1/2"),
        beyond("sqrt(k)/2", 2, slope="sqrt(k)/2", size="sqrt(k)/2"),
        (0.3, 2.0),
    ),
    "exponential tail": (
        setting("exponential-tail", "gradient-descent", "0.5"),
        half_line("log(k/2)", 3, size="log(k/2)"),
        (0.9,),
    ),
    "exponential tail with SAM": (
        setting("exponential-tail", "sam", "0.5", "0.5"),
        half_line("log(k/2)", 8, size="log(k/2)"),
        (1.5,),
    ),
    "exponential tail with 1/k": (
        setting("exponential-tail", "gradient-descent", "1/k"),
        half_line("log(log(k)/2)", 8, size="log(log(k)/2)"),
        (1.0,),
    ),
    "softplus": (
        setting("softplus", "sam", "1/2", "1"),
        half_line("log(k/4)", 4, size="log(k/4)", down=True),
        (-1.0,),
    ),
    "linear": (
        setting("linear", "gradient-descent", "1/k"),
        Moving(cells=cells(((None, "-log(k)"), FREE)), start=1, slope="2", size="log(k)"),
        (-0.5, 0.5),
    ),
    "log cosh": (
        setting("log-cosh[dimension=1]", "gradient-descent", "1/k**2"),
        Moving(cells=cells(("23/100+1/(2*k)", "2/5+1/(4*k)")), start=4, slope="11/50"),
        (0.4,),
    ),
    "heavy ball": (
        setting("linear[slopes=(-1.0,)]", "heavy-ball", "1"),
        Moving(
            cells=(MovingCell((("k", None),), ((("-11", "0"),),)),), start=1, slope="1", size="k"
        ),
        (1.5,),
    ),
}


def drift(end: str, radius: tuple[str, str] = ("0", "0"), **more: int) -> Drift:
    low, high = map(Fraction, radius)
    where = {"coordinate": 0, "direction": 1, **more}
    return Drift(end=Fraction(end), radius=(low, high), **where)


DRIFTS: dict[str, tuple[Dynamics, Drift, tuple[float, ...]]] = {
    "exponential tail": (
        setting("exponential-tail", "sam", "1/k", "0.5"),
        drift("1", ("1/4", "1/2")),
        (1.5,),
    ),
    "radii that vanish": (
        setting("exponential-tail", "sam", "1/k", "1/(2*k)"),
        drift("1", ("0", "1/2")),
        (1.5,),
    ),
    "softplus": (
        setting("softplus[dimension=3]", "sam", "1/k", "0.5"),
        drift("1", ("0", "1/2"), coordinate=1, direction=-1),
        (3.0, -1.5, 0.2),
    ),
    "hyperbola": (
        setting("hyperbola", "sam", "1/sqrt(k)", "1/2"),
        drift("1", ("1/2", "1/2")),
        (1.25,),
    ),
    "saddle": (
        setting("saddle", "sam", "1", "1.001"),
        drift("1.002", ("0", "1.001"), coordinate=1),
        (3.0, 1.5),
    ),
    "log drift": (setting("log-drift", "sam", "1", "1/2"), drift("1", ("1/2", "1/2")), (1.25,)),
    "escaping bump": (setting("escaping-bump", "gradient-descent", "1/k"), drift("1"), (1.25,)),
    "linear": (
        setting("linear", "sam", "1/k", "1/k"),
        drift("1", ("0", "1"), direction=-1),
        (-1.5, 0.0),
    ),
}
