"""Windows: their edges, and stretches folded into them against the record itself."""

from __future__ import annotations

import numpy as np
import pytest
from holding import flat

from sam_theory.runs.folding import Cut, Quantities, Recorder
from sam_theory.runs.outside import trace_of_record
from sam_theory.runs.trace import window_edges


@pytest.mark.parametrize("iterations", [1, 2, 3, 16, 17, 100, 1000, 65536, 100_000])
def test_windows_grow_by_a_sixteenth_of_an_octave(iterations: int) -> None:
    edges = window_edges(iterations)
    assert edges[0] == 1
    assert edges[-1] == iterations + 1
    assert (np.diff(edges) > 0).all()
    powers = np.ceil(2.0 ** (np.arange(1000) / 16))
    expected = sorted({int(p) for p in powers if p <= iterations})
    assert edges[:-1].tolist() == expected


RNG = np.random.default_rng(3)
COUNT, BATCH, DIMENSION = 90, 3, 2
EXTREMES = ("gradient", "estimate", "share", "value", "step", "radius")
SUMS = (
    "path",
    "elapsed",
    "gradient_squares",
    "weighted_squares",
    "gradient_moves",
    "estimate_moves",
)
DATA = {name: RNG.standard_normal((COUNT, BATCH)) for name in (*EXTREMES, *SUMS, "rise", "descent")}
BOX = RNG.standard_normal((COUNT, BATCH, DIMENSION))


def added(cuts: list[int], lengths: list[int], runs: list[int]) -> Recorder:
    """The data folded in chunk by chunk, of each run as many rows as its length."""
    recorder = Recorder(COUNT, BATCH, DIMENSION)
    at = np.array(runs)
    for a, b in zip([0, *cuts], [*cuts, COUNT], strict=True):
        left = np.clip(np.array(lengths)[at] - a, 0, b - a)
        rows = {name: values[a:b][:, at] for name, values in {**DATA, "box": BOX}.items()}
        recorder.add(
            a + 1,
            at,
            left,
            Quantities(
                low={name: rows[name] for name in (*EXTREMES, "box", "descent")},
                high={name: rows[name] for name in (*EXTREMES, "box", "rise")},
                total={name: rows[name] for name in SUMS},
            ),
        )
    return recorder


def expected(cut: Cut, run: int) -> None:
    """The windows are those of the data."""
    for w, (a, b) in enumerate(zip(cut.edges[:-1] - 1, cut.edges[1:] - 1, strict=True)):
        for name in EXTREMES:
            rows = DATA[name][a:b, run]
            assert cut.span(name).low[w] == rows.min(), (name, w)
            assert cut.span(name).high[w] == rows.max(), (name, w)
        for name in SUMS:
            assert cut.total[name][w] == pytest.approx(DATA[name][a:b, run].sum()), (name, w)
        assert cut.high["rise"][w] == DATA["rise"][a:b, run].max()
        assert cut.low["descent"][w] == DATA["descent"][a:b, run].min()
        assert np.array_equal(cut.low["box"][w], BOX[a:b, run].min(axis=0))
        assert np.array_equal(cut.high["box"][w], BOX[a:b, run].max(axis=0))


@pytest.mark.parametrize("cuts", [[], [1], [2, 3], [16, 17, 40], [50], list(range(1, COUNT))])
@pytest.mark.parametrize("lengths", [[COUNT] * 3, [COUNT, 37, 1]])
def test_chunks_are_folded_into_windows(cuts: list[int], lengths: list[int]) -> None:
    recorder = added(cuts, lengths, [0, 1, 2])
    assert recorder.low.of["gradient"].shape == (len(recorder.edges) - 1, BATCH)
    for run, last in enumerate(lengths):
        cut = recorder.cut(run, last)
        assert cut.edges[-1] - 1 == last
        expected(cut, run)


def test_some_runs_alone_are_folded_into_their_own_columns() -> None:
    recorder = added([20, 60], [COUNT] * 3, [2, 0])
    for run in (0, 2):
        expected(recorder.cut(run, COUNT), run)
    assert np.isposinf(recorder.low.of["gradient"][:, 1]).all()
    assert np.isneginf(recorder.high.of["rise"][:, 1]).all()
    assert (recorder.total.of["path"][:, 1] == 0).all()


@pytest.mark.parametrize("runs", [[0, 1, 2], [2, 0]])
@pytest.mark.parametrize("length", [1, 2, 5])
def test_stretches_are_merged_into_windows(length: int, runs: list[int]) -> None:
    """Stretches end where windows do; several of one window stand together, or come later."""
    recorder = Recorder(COUNT, BATCH, DIMENSION)
    edges = recorder.edges - 1
    pieces = [
        (w, a, min(a + length, int(edges[w + 1])))
        for w in range(len(edges) - 1)
        for a in range(int(edges[w]), int(edges[w + 1]), length)
    ]
    for part in (pieces[:1], pieces[1:3], pieces[3:10], pieces[10:-1], pieces[-1:]):
        at = np.array(runs)
        low = {
            name: np.array([DATA[name][a:b, at].min(axis=0) for _, a, b in part])
            for name in (*EXTREMES, "descent")
        } | {"box": np.array([BOX[a:b, at].min(axis=0) for _, a, b in part])}
        high = {
            name: np.array([DATA[name][a:b, at].max(axis=0) for _, a, b in part])
            for name in (*EXTREMES, "rise")
        } | {"box": np.array([BOX[a:b, at].max(axis=0) for _, a, b in part])}
        total = {
            name: np.array([DATA[name][a:b, at].sum(axis=0) for _, a, b in part]) for name in SUMS
        }
        recorder.merge(np.array([w for w, *_ in part]), at, Quantities(low, high, total))
    for run in runs:
        expected(recorder.cut(run, COUNT), run)


def test_a_record_is_the_same_trace() -> None:
    run = 1
    trace = trace_of_record(
        gradient_norm=DATA["gradient"][:, run],
        value=DATA["value"][:, run],
        iterate=BOX[:, run],
        step=DATA["step"][:, run],
        radius=DATA["radius"][:, run],
    )
    own = added([], [COUNT] * 3, [0, 1, 2]).cut(run, COUNT)
    groups = {"gradient": trace.gradients, "value": trace.values, "box": trace.iterates}
    groups |= {"step": trace.steps, "radius": trace.radii}
    for name, group in groups.items():
        assert np.array_equal(group.low, own.low[name])
        assert np.array_equal(group.high, own.high[name])
    assert trace.values.rise[0] == -np.inf
    moves = np.append(np.linalg.norm(np.diff(BOX[:, run], axis=0), axis=-1), 0.0)
    squares, step = DATA["gradient"][:, run] ** 2, DATA["step"][:, run]
    for name, rows in (
        ("moves.path", moves),
        ("elapsed.time", step),
        ("elapsed.squares", step * squares),
        ("gradients.squares", squares),
    ):
        edges = zip(trace.edges[:-1] - 1, trace.edges[1:] - 1, strict=True)
        assert flat(trace)[name] == pytest.approx([rows[a:b].sum() for a, b in edges]), name
    assert trace.ending.iteration == trace.iterations == COUNT
    rises = np.diff(DATA["value"][:, run])
    for w, (a, b) in enumerate(zip(trace.edges[1:-1] - 1, trace.edges[2:] - 1, strict=True), 1):
        assert trace.values.rise[w] == rises[a - 1 : b - 1].max()
    assert np.array_equal(trace.iterates.last, BOX[-1, run])
    assert np.array_equal(trace.iterates.first, BOX[0, run])
    assert trace.values.last == DATA["value"][-1, run]
    assert trace.values.first == DATA["value"][0, run]
    assert trace.gradients.last == DATA["gradient"][-1, run]
    assert not trace.stopped
    assert trace_of_record(gradient_norm=np.zeros(3), stopped=True).stopped


def test_windows_without_rows_are_left_out() -> None:
    """Rows at k = 1, 2, 50 and 51 of which the last two share a window."""
    norms, k = np.array([4.0, 3.0, 1.0, 2.0]), np.array([1, 2, 50, 51])
    trace = trace_of_record(gradient_norm=norms, k=k, step=norms, iterate=norms[:, None])
    assert trace.ending.iteration == 51
    assert trace.gradients.low.tolist() == [4, 3, 1]
    assert trace.gradients.high.tolist() == [4, 3, 2]
    assert trace.gradients.squares.tolist() == [16, 9, 5]
    assert trace.edges[-1] == 52
    assert len(trace.edges) == 4
