"""What is known of a setting beyond the horizon of any run."""

from __future__ import annotations

from dataclasses import dataclass

from sam_theory.verdict import Status

UNKNOWN = Status.UNDECIDED


@dataclass(frozen=True, kw_only=True)
class Outlook:
    """Exact knowledge beside the trace; a status is proved, refuted or undecided.

    `lipschitz` is the upper bound of L, where known. ‖gₖ − ∇f(xᵏ)‖ is at most
    Lρₖ(`constant_error` + `relative_error`·‖∇f(xᵏ)‖). Of a recorded trajectory nothing is known.
    """

    step_diverges: Status = UNKNOWN  # Σ tₖ = ∞
    step_vanishes: Status = UNKNOWN  # tₖ → 0
    step_bounded_below: Status = UNKNOWN  # inf tₖ > 0
    radius_vanishes: Status = UNKNOWN  # ρₖ → 0
    radius_zero: bool = False  # the method's displacement is identically 0
    product_summable: Status = UNKNOWN  # Σ tₖρₖ < ∞
    lipschitz: float | None = None
    strong_convexity: float | None = None  # μ, a lower bound, where known
    constant_error: float | None = None  # coefficient of Lρₖ in the error bound; None: not known
    relative_error: float | None = None  # coefficient of Lρₖ‖∇f‖ in the error bound
    draws_last: bool = False  # what the method draws is not known to vanish where ∇f does
    radius_unsettled: bool = False  # ρₖ is a formula that is neither constant nor known to vanish
    grows_later: str = ""  # that steps or radii beyond the horizon exceed those at its end
    bounded_below: bool = False  # inf f > −∞ is known
    unbounded_below: bool = False  # inf f = −∞ is known
    level_sets_bounded: bool = False  # every {f ≤ c} is known to be bounded
    convex: bool | None = None
