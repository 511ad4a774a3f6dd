"""inf f(xᵏ) > −∞, and its opposite f(xᵏ) → −∞."""

from __future__ import annotations

from sam_theory.properties.analysis import Analysis
from sam_theory.properties.bounded import bounded
from sam_theory.properties.pace import Course
from sam_theory.properties.value_convergence import value_convergence
from sam_theory.verdict import Verdict, consistent, undecided, violated


def bounded_below(analysis: Analysis) -> Verdict:
    """Whether f converges, or x stays bounded; not if an f without a lower bound only falls."""
    if analysis.outlook.bounded_below:
        return consistent("f is bounded below")
    value, stays = analysis.verdict(value_convergence), analysis.verdict(bounded)
    if value.holds:
        return consistent(f"f converges: {value.evidence}")
    if stays.holds:
        return consistent(f"f is bounded on bounded sets: {stays.evidence}")
    heights, told = (
        analysis.heights,
        f"the range of f over an octave: {analysis.heights.span.evidence}",
    )
    endless = analysis.pace.course is Course.ENDLESS and not analysis.open_ending
    falls = analysis.outlook.unbounded_below and (heights.lasts or not heights.span.ends)
    if endless and heights.monotone and falls:  # a fall that quickens for long may end all the same
        return violated(f"f only falls, and {told}")
    return undecided(told)
