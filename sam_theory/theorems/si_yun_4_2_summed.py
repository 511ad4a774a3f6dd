"""n-SAM and m-SAM with constants: the average of E‖∇f‖², from one step in the mean.

x(k, ω) are the iterates of m-SAM, x1(k, ω) those of n-SAM after the draws ω.
"""

from __future__ import annotations

import numpy as np

from sam_theory.setting.method import Method
from sam_theory.statements import formulas
from sam_theory.statements.conclusions.means import Constants, average, mean_of
from sam_theory.statements.formulas import given
from sam_theory.statements.hypotheses.constants import STEP_BELOW_INVERSE, constant
from sam_theory.statements.hypotheses.draws import (
    BOUNDED_VARIANCE,
    SMOOTH_COMPONENTS,
    STEP_BELOW_COMPONENTS,
    is_m_sam,
    is_n_sam,
)
from sam_theory.statements.hypotheses.facts import FINITE_INFIMUM, LIPSCHITZ_GRADIENT
from sam_theory.statements.theorem import Conclusion, Theorem


def average_below(x: str, error: str) -> str:
    """That the average of E‖∇f(xⁱ)‖² over i ≤ k is at most 2Δ/(tk) + error, as a formula."""
    slopes = f"mean(omega, sq(grad({x}(i, omega))))"
    start = f"(mean(omega, f({x}(1, omega))) - fstar)"
    return f"always(k, total(i, 1, k + 1, {slopes})/k <= 2*{start}/(t*k) + {error})"


M_AVERAGE = given(
    "m-average",
    "m-SAM: (1/T)ΣE‖∇f‖² ≤ 2Δ/(ηT) + β²ρ²(1 + βη) + 2βησ²",
    average_below("x", "L**2*rho**2*(1 + L*t) + 2*L*t*sigma**2"),
)
N_AVERAGE = given(
    "n-average",
    "n-SAM: (1/T)ΣE‖∇f‖² ≤ 2Δ/(ηT) + β²ρ² + βησ²",
    average_below("x1", "L**2*rho**2 + L*t*sigma**2"),
)


def of_m_sam(c: Constants, k: np.ndarray) -> np.ndarray:
    """2Δ/(ηT) + β²ρ²(1 + βη) + 2βησ², β of the components."""
    beta = c.components
    constant = (beta * c.radius) ** 2 * (1 + beta * c.step) + 2 * beta * c.step * c.variance
    return np.asarray(2 * c.gap / (c.step * k) + constant)


def of_n_sam(c: Constants, k: np.ndarray) -> np.ndarray:
    """2Δ/(ηT) + β²ρ² + βησ², β of f."""
    beta = c.lipschitz
    constant = (beta * c.radius) ** 2 + beta * c.step * c.variance
    return np.asarray(2 * c.gap / (c.step * k) + constant)


def is_either(method: Method) -> bool:
    """Whether the method is m-SAM or n-SAM."""
    return is_m_sam(method) or is_n_sam(method)


si_yun_4_2_summed = Theorem(
    name="si-yun-4.2-summed",
    summary="n-SAM and m-SAM with constants: a bound on the average of E‖∇f(xᵏ)‖²",
    about=is_either,
    about_settings=constant,
    hypotheses=(FINITE_INFIMUM, BOUNDED_VARIANCE),
    conclusions=(
        Conclusion(
            text=M_AVERAGE.text,
            property="mean",
            about=is_m_sam,
            needs=(SMOOTH_COMPONENTS, STEP_BELOW_COMPONENTS),
            mean=mean_of(average, of_m_sam),
            proofs=(M_AVERAGE.text,),
            states=M_AVERAGE,
        ),
        Conclusion(
            text=N_AVERAGE.text,
            property="mean",
            about=is_n_sam,
            needs=(LIPSCHITZ_GRADIENT, STEP_BELOW_INVERSE),
            mean=mean_of(average, of_n_sam),
            proofs=(N_AVERAGE.text,),
            states=N_AVERAGE,
        ),
    ),
    stands=(formulas.SMOOTH, formulas.POSITIVE_L, formulas.CONSTANTS, formulas.UNBIASED),
    iteration=(formulas.M_SAM, formulas.N_SAM, formulas.M_SAM_RUN, formulas.N_SAM_RUN),
    source="after S23 (Si, Yun, NeurIPS 2023), section 4.2; the forms are ours",
)
