"""A finding made by hand."""

from __future__ import annotations

from sam_theory.statements.finding import ConclusionFinding, Finding, TheoremFinding
from sam_theory.verdict import Status, Verdict

PROPERTIES = (
    "liminf-gradient",
    "stationary-accumulation",
    "gradient-limit",
    "value-limit",
    "iterate-limit",
)


def finding(
    status: Status, promised: bool, text: str = "c", kind: str = "gradient-limit"
) -> Finding:
    """A finding of one conclusion."""
    conclusion = ConclusionFinding(
        property=kind,
        text=text,
        verdict=Verdict(status, "shown"),
        promised=promised,
        contradiction=promised and status is Status.VIOLATED,
    )
    return Finding(
        problem="quadratic",
        method="sam",
        step="1/k",
        radius="0.1",
        iterations=5000,
        starts=3,
        properties=dict.fromkeys(PROPERTIES, Verdict(status, "shown")),
        theorems=(
            TheoremFinding(
                name="khanh-3.5", applies=Status.PROVED, hypotheses=(), conclusions=(conclusion,)
            ),
        ),
    )
