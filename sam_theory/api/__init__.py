"""The main job in Python: one setting, of the catalogues or of your own, held against theorems."""

from sam_theory.api.assessing import AssessResult, assess
from sam_theory.api.checking import check
from sam_theory.api.falsifying import FalsifyResult, falsify
from sam_theory.api.own import problem_of
from sam_theory.api.result import CheckResult
from sam_theory.api.trajectory import Trajectory

__all__ = [
    "AssessResult",
    "CheckResult",
    "FalsifyResult",
    "Trajectory",
    "assess",
    "check",
    "falsify",
    "problem_of",
]
