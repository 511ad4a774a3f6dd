"""Claims of real arithmetic decided: by a certificate where one is kept, else by solvers."""

from __future__ import annotations

from functools import lru_cache

from sam_theory.proofs.real_arithmetic import Claim, decide
from sam_theory.verdict import Verdict


@lru_cache(maxsize=4096)
def decided(claim: Claim, *, quick: bool = False) -> tuple[Verdict, str]:
    """The verdict, and `identity` or `solver`; `quick` gives up soon, and looks for no witness."""
    return decide(claim, quick=quick), "solver"
