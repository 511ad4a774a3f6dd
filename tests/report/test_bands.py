"""What a picture of a record shows."""

from __future__ import annotations

import numpy as np
import pytest

from sam_theory.properties.judge import judge
from sam_theory.properties.outlook import Outlook as Schedules
from sam_theory.report.bands import Outlook, bands, clocks_of, outlook_of
from sam_theory.report.portrait import draw, title
from sam_theory.runs.outside import trace_of_record
from sam_theory.runs.trace import Trace
from sam_theory.verdict import Verdict, consistent, undecided

K = np.arange(1.0, 3001)
NOISE = np.random.default_rng(0).standard_normal(len(K))


def seen(
    norm: np.ndarray | None, value: np.ndarray | None = None, step: np.ndarray | None = None
) -> tuple[Trace, Outlook]:
    """The trace, and what lies ahead of it."""
    trace = trace_of_record(gradient_norm=norm, value=value, step=step)
    return trace, outlook_of(trace, {} if norm is None else judge(trace, Schedules()))


def test_a_law_and_the_limits_of_a_decay() -> None:
    _, ahead = seen(K**-0.5)
    told, values = ahead.laws[0]
    assert told.startswith(("falls like k^(−0.5", "tends to 0.0"))
    np.testing.assert_allclose(values, ahead.k**-0.5, rtol=0.1)
    assert ahead.k[-1] == 4 * 3000
    assert ahead.limits is not None
    assert ahead.limits[0] == 0
    assert ahead.limits[1] < K[-1] ** -0.5 / 3


def test_laws_that_are_drawn_have_limits_that_are_admitted() -> None:
    """A floor of 0.01 under a decay: no law that vanishes; of a wave under one step, none."""
    _, floor = seen(0.01 + 2 / K * (1 + 0.05 * NOISE))
    assert [told.startswith("tends to") for told, _ in floor.laws] == [True]
    assert floor.limits is not None
    assert floor.limits[0] <= 0.01 <= floor.limits[1]
    assert seen(1 + 0.5 * np.sin(K), step=np.ones_like(K))[1].laws == []


def test_a_loss_alone_has_a_law_and_no_interval() -> None:
    trace, ahead = seen(None, 0.1 + K**-0.4 * (1 + 0.1 * NOISE))
    assert [band.label for band in bands(trace)] == ["$f(x^k)$"]
    assert ahead.limits is None
    assert len(ahead.laws) >= 1
    assert seen(None, -np.log(K))[1].laws == []


@pytest.mark.parametrize(
    ("values", "logarithmic"),
    [
        (1 / K, True),
        (np.append(1 / K, 0.0), True),
        (1 + 1 / K, False),
        (K - 2, False),
        (0 * K, False),
    ],
)
def test_axes_are_logarithmic_where_values_are_positive(
    values: np.ndarray, logarithmic: bool
) -> None:
    (band,) = bands(trace_of_record(value=values))
    assert band.logarithmic is logarithmic


def test_a_clock_that_hardly_moves_is_linear() -> None:
    near = clocks_of(trace_of_record(gradient_norm=1 / K, step=0.5 / K))
    assert [clock.logarithmic for clock in near] == [True, False]


def test_the_title_has_the_statuses() -> None:
    verdicts: dict[str, Verdict] = {
        "gradient-limit": consistent("a"),
        "value-limit": undecided("b"),
        "iterate-limit": undecided("c"),
    }
    assert title("cost$.csv", verdicts).splitlines() == [
        r"cost\$.csv",
        "consistent: gradient-limit",
        "undecided: value-limit, iterate-limit",
    ]


@pytest.mark.parametrize("norm", [1 / K, 0.01 + 1 / K, K, 0 * K, 1 + np.sin(K), K[:1], 1e-300 / K])
def test_axes_hold_the_record_and_what_lies_ahead(norm: np.ndarray) -> None:
    trace = trace_of_record(gradient_norm=norm)
    figure = draw(trace, judge(trace, Schedules()), "record.csv")
    axes = figure.axes[0]
    low, high = axes.get_ylim()
    shown = norm[norm > 0] if axes.get_yscale() == "log" else norm
    assert low <= shown.min(initial=np.inf)
    assert high >= shown.max(initial=0)
    assert axes.get_xlim()[1] >= trace.iterations
    labels = axes.get_legend_handles_labels()[1]
    assert labels[0].startswith("the record")
    assert any(label.startswith("limits that the record admits") for label in labels)
