"""A certificate beside what the judge says, beside theorems, and beside the record."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from holding import by_hand, evidence, excluded, recorded, setting, shown, theorem

from sam_theory.certificates.established import Established
from sam_theory.certificates.finding.certified import Certified
from sam_theory.certificates.forms import Certificate, Cycle, Entry, Trap
from sam_theory.statements.holding import hold
from sam_theory.statements.theorem import Hypothesis, Run
from sam_theory.study.refuting import promoted
from sam_theory.verdict import Status, consistent, proved, refuted

HALF = Fraction(1, 2)
SIDE = (Fraction(-2), Fraction(2))
TRAP = Trap(cells=(), step=SIDE, radius=SIDE, slope=HALF)
CYCLE = Cycle(points=((HALF,),), width=HALF, slope=HALF)


def held(seen: Run, certificate: Certificate = TRAP, at: int = 1, **says: object) -> Run:
    """The run with a certificate made by hand."""
    told = Established(text="by hand", **says)  # type: ignore[arg-type]
    entry = Entry(start=(HALF,), at=at)
    return promoted(seen, Certified(certificate=certificate, entry=entry, shown=told))


def said(seen: Run) -> tuple[str, ...]:
    """What is said of the run alone."""
    return excluded(seen)


def lying() -> Run:
    """A run that stays at x = 1, where the slope of x² is 2."""
    s = setting("quadratic[eigenvalues=(2.0,)]", "sam", "0.1", "0.1")
    seen = by_hand(s, recorded(s, np.ones((40, 1))), shown(convergence="consistent"))
    return replace(seen, trace=replace(seen.trace, steps=None, radii=None, moves=None))


@pytest.mark.parametrize("judged", ["consistent", "undecided", "violated"])
@pytest.mark.parametrize("name", ["liminf-gradient", "stationary-accumulation"])
def test_what_is_refuted_must_not_be_consistent(name: str, judged: str) -> None:
    seen = lying()
    verdicts = {**seen.properties, **shown(**{name.replace("-", "_"): judged})}
    run = held(replace(seen, properties=verdicts), slope=HALF, bounded=True)
    told = [text for text in said(run) if text.startswith(f"{name} is consistent, and a cert")]
    assert len(told) == (judged == "consistent")
    assert (run.properties[name].status is Status.REFUTED) == (judged != "consistent")


@pytest.mark.parametrize(
    ("says", "judged", "against"),
    [
        ({"bounded": True}, {"bounded": "violated"}, True),
        ({"bounded": True}, {"bounded": "undecided"}, False),
        ({"escapes": True}, {"bounded": "consistent"}, True),
        ({"escapes": True}, {"bounded": "violated"}, False),
        ({"values_part": True}, {"convergence": "consistent"}, True),
        ({"values_part": True}, {"value_convergence": "consistent"}, False),  # it is refuted
        ({"values_part": True}, {"value_convergence": "violated"}, False),
        ({"bounded": True}, {"value_convergence": "consistent"}, False),
    ],
)
def test_other_verdicts_must_not_say_the_opposite(
    says: dict[str, bool], judged: dict[str, str], against: bool
) -> None:
    run = held(replace(lying(), properties=shown(**judged)), **says)
    assert any("a certificate" in text for text in said(run)) is against


@pytest.mark.parametrize(
    ("certificate", "slope", "at", "against"),
    [
        (TRAP, 2, 1, False),
        (TRAP, 3, 1, True),
        (TRAP, 3, 41, False),  # of nothing that was recorded
        (CYCLE, 3, 1, False),  # says nothing of single points
    ],
)
def test_the_record_is_as_a_trap_says(
    certificate: Certificate, slope: int, at: int, against: bool
) -> None:
    run = held(lying(), certificate, at, slope=Fraction(slope))
    assert any("in cells" in text for text in said(run)) is against


# ---- theorems: 1 is for a contradiction, 3 for an inconsistency


def promising(name: str, status: str = "proved") -> tuple[Run, object]:
    """A theorem whose hypotheses hold, and a run on which a certificate refutes what it gives."""
    verdict = {"proved": proved, "consistent": consistent}[status]("by hand")
    item = theorem(name)
    easy = Hypothesis("by hand", lambda run: verdict)
    item = replace(
        item,
        hypotheses=(easy,),
        conclusions=tuple(replace(c, needs=()) for c in item.conclusions),
    )
    seen = evidence("quadratic", "sam", "0.5/L", "0.1/2**k")
    bad = refuted("a certificate")
    return replace(seen, properties=dict.fromkeys(seen.properties, bad)), item


@pytest.mark.parametrize("status", ["proved", "consistent"])
def test_a_proved_theorem_whose_promise_is_refuted_is_ours_to_mend(status: str) -> None:
    run, item = promising("khanh-3.2", status)
    checked = hold(item, run)  # type: ignore[arg-type]
    broken = [c for c in checked if c.impossible]
    assert broken
    assert not any(c.contradiction for c in broken)
    told = excluded(run, [item])  # type: ignore[list-item]
    assert any("proved, all hypotheses hold, and it is refuted" in text for text in told)


@pytest.mark.parametrize("status", ["proved", "consistent"])
def test_a_theorem_without_a_proof_is_contradicted(status: str) -> None:
    run, item = promising("khanh-3.2", status)
    bare = replace(
        item,
        conclusions=tuple(  # type: ignore[type-var]
            replace(c, proofs=(), elsewhere=(), errata=())
            for c in item.conclusions  # type: ignore[attr-defined]
        ),
    )
    checked = hold(bare, run)  # type: ignore[arg-type]
    assert all(c.contradiction and not c.impossible for c in checked if c.verdict.fails)
    assert any(c.contradiction for c in checked)
