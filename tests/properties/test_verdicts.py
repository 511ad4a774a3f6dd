"""The property checkers on a fixed corpus of labelled trajectories, and on runs made by hand."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from corpus.drawing import FAMILIES, FIRST, REAL, SECOND, WRONG, draw, drawn, scores

from sam_theory.properties.judge import PROPERTIES, judge
from sam_theory.properties.outlook import Outlook
from sam_theory.runs.outside import trace_of_record
from sam_theory.runs.trace import Trace
from sam_theory.verdict import Status

# A guard against checkers that say nothing; tests/benchmarks/verdicts.py measures on fresh draws.
ALLOWED = {1.0: 0.15, 0.37: 0.25}


@pytest.mark.parametrize("cut", [1.0, 0.37, 0.1])
@pytest.mark.parametrize(
    ("seed", "count", "kinds"), [(11, 120, FIRST), (12, 30, SECOND), (13, 30, REAL)]
)
def test_no_verdict_of_the_corpus_is_wrong(seed: int, count: int, kinds: tuple, cut: float) -> None:
    found: Counter[str] = Counter()
    for case in draw(seed, count, kinds):
        result = scores(case, cut)
        assert "wrong" not in result.values(), (case.kind, case.iterations, result)
        found.update(result.values())
    if kinds is FIRST and cut in ALLOWED:
        assert found["undecided"] <= ALLOWED[cut] * sum(found.values())


K = np.arange(1, 5001, dtype=np.float64)
ZERO = np.zeros_like(K)
ALTERNATING = np.where(K % 2 == 0, 1.0, -1.0)


def record(x: np.ndarray, gradient: np.ndarray, value: np.ndarray) -> Trace:
    """A run with constant steps and these columns; x is (K,) or (K, 2)."""
    points = x[:, None] if x.ndim == 1 else x
    return trace_of_record(
        gradient_norm=gradient, value=value, iterate=points, step=np.full_like(K, 0.5)
    )


CONVERGING = record(0.99**K, 0.99**K, 0.5 * 0.99 ** (2 * K))
TWO_CYCLE = record(0.1 * ALTERNATING, ZERO + 0.1, ZERO + 0.005)
SPIKES = np.where(np.log2(K) % 1 < 0.02, 1.0, 1 / K)  # one bump an octave, all equally high
RETURNING = record(SPIKES, SPIKES, SPIKES**2 / 2)
ESCAPING = record(np.log(1 + K), 1 / (1 + K), 1 / (1 + K))

PASSING = dict.fromkeys(PROPERTIES, CONVERGING)
FAILING = {
    "liminf-gradient": TWO_CYCLE,
    "stationary-accumulation": RETURNING,
    "gradient-limit": RETURNING,
    "value-limit": ESCAPING,
    "iterate-limit": TWO_CYCLE,
}


@pytest.mark.parametrize("name", PROPERTIES)
def test_every_checker_has_a_run_that_passes_it(name: str) -> None:
    assert judge(PASSING[name], Outlook())[name].status is Status.CONSISTENT


@pytest.mark.parametrize("name", PROPERTIES)
def test_every_checker_has_a_run_that_fails_it(name: str) -> None:
    verdict = judge(FAILING[name], Outlook(step_diverges=Status.PROVED))[name]
    assert verdict.status is Status.VIOLATED, verdict.evidence


def test_a_finite_run_proves_and_refutes_nothing() -> None:
    for trace in (CONVERGING, TWO_CYCLE, RETURNING, ESCAPING):
        for verdict in judge(trace, Outlook()).values():
            assert verdict.status not in (Status.PROVED, Status.REFUTED)
            assert verdict.evidence


@pytest.mark.parametrize("seed", range(4))
def test_verdicts_respect_what_implies_what(seed: int) -> None:
    """(5) ⇒ (3) ⇒ (2), (5) ⇒ (4): nothing holds beside the violation of what it implies."""
    for kinds in (FIRST, SECOND, REAL):
        for case in draw(100 + seed, 25, kinds):
            verdicts = judge(case.trace(), case.outlook)
            for cause, effect in (
                ("iterate-limit", "gradient-limit"),
                ("gradient-limit", "stationary-accumulation"),
                ("iterate-limit", "value-limit"),
                ("gradient-limit", "liminf-gradient"),
            ):
                assert not (verdicts[cause].holds and verdicts[effect].fails), case.kind


@pytest.mark.parametrize(
    ("seed", "number", "cut"),
    [
        (1005, 29, 1.0),  # noise whose greatest values were level by chance
        (1005, 226, 0.1),  # a rise over 29 iterations
        (1009, 278, 1.0),  # a circle, x not recorded: f → f(x̄) cannot be told
        (5010, 237, 0.37),  # a fall that quickens, with slow modes behind it
    ],
)
def test_what_was_told_too_soon_stays_open(seed: int, number: int, cut: float) -> None:
    case = drawn(seed, number, FAMILIES["ordinary"])
    assert WRONG not in scores(case, cut).values()
