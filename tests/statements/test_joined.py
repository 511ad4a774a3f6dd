"""Windows of many runs, one run after another."""

from __future__ import annotations

import numpy as np
from holding import evidence, observed, setting

from sam_theory.statements.hypotheses.measured import heights
from sam_theory.statements.joined import Joined

RUNS = [evidence("quadratic", "sam", "0.5/L", "0.1", None, count) for count in (40, 300)]


def test_windows_stand_one_run_after_another() -> None:
    seen = Joined.of(RUNS)
    assert seen.counts.tolist() == [len(run.trace.edges) - 1 for run in RUNS]
    assert seen.begins.tolist() == [0, seen.counts[0]]
    assert len(seen.windows("iterates.low")) == len(seen.lengths) == seen.counts.sum()
    ends = [run.trace.values.low[-1] for run in RUNS]
    assert seen.window("values.low", -1).tolist() == ends
    assert seen.folded(np.minimum, seen.windows("values.low")).tolist() == [
        run.trace.values.low.min() for run in RUNS
    ]


def test_runs_are_told_by_their_places() -> None:
    seen = Joined(RUNS, [4, 7])
    assert list(seen.having("values").which(seen.windows("values.low") > -np.inf)) == [4, 7]
    late = seen.those(lambda run: run.trace.iterations == 300)
    assert list(late.which(late.windows("gradients.low") >= 0)) == [7]
    assert not seen.those(lambda run: False)


def test_the_size_of_what_cancels_is_that_of_each_run() -> None:
    s = setting("quadratic[eigenvalues=(2.0,)]", "gradient-descent", "0.1", "0")
    runs = [observed(s, (start,), 50) for start in (1.0, 10.0)]
    assert heights(Joined.of(runs)).tolist() == [2.0, 200.0]  # L‖x¹‖², where f is half as much
