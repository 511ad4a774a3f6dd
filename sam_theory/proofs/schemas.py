"""The rules of real analysis that proofs may use: part of what is trusted.

Sources: R is Rudin, Principles of Mathematical Analysis, 3rd edition, by number.
"""

from __future__ import annotations

from collections.abc import Mapping

from sam_theory.proofs.rules.functions import FUNCTIONS
from sam_theory.proofs.rules.limits import LIMITS
from sam_theory.proofs.rules.logic import LOGIC
from sam_theory.proofs.rules.points import POINTS
from sam_theory.proofs.rules.sums import SUMS
from sam_theory.proofs.schema import Schema

ALL = (*LOGIC, *SUMS, *LIMITS, *POINTS, *FUNCTIONS)
SCHEMAS: Mapping[str, Schema] = {schema.name: schema for schema in ALL}
