"""The catalogue of figures: every item computes, draws, records and repeats; their numbers."""

from __future__ import annotations

import csv
import itertools
import json
import os
import re
import signal
import subprocess
import sys
import time
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.text import Text

from sam_theory.cli.app import run_command
from sam_theory.errors import UsageError
from sam_theory.library.catalogues import Library
from sam_theory.paper.coverage import Citation, Covered, cover
from sam_theory.paper.histories import values
from sam_theory.paper.network import Samples, Shape, accuracy, gradient, loss
from sam_theory.paper.published import Accuracies, Accuracy
from sam_theory.report.drawing.lines import LINES, STYLES, Line, shown
from sam_theory.report.drawing.saving import FORMATS, picture, table
from sam_theory.report.drawing.style import DOUBLE_COLUMN, paper_style
from sam_theory.report.figure import Record, Sheet, Work
from sam_theory.runs.batch import Plan
from sam_theory.schedules.schedule import Schedule
from sam_theory.verdict import Status

LIBRARY = Library()
NAMES = tuple(LIBRARY.entries("figures"))
TABLES = tuple(name for name in NAMES if name.startswith("table-"))
MAGIC = {"png": b"\x89PNG", "pdf": b"%PDF", "svg": b"<?xml"}
Capture = pytest.CaptureFixture[str]


@cache
def computed(name: str) -> tuple[Any, Any]:
    """An item and its data, at the small setting."""
    item = LIBRARY.get("figures", name)
    return item, item.compute(Work(LIBRARY), **item.small)


@cache
def drawn(name: str) -> Figure:
    """The drawing, laid out."""
    item, data = computed(name)
    with paper_style():
        figure: Figure = item.draw(data)
        FigureCanvasAgg(figure).draw()  # type: ignore[no-untyped-call]  # as matplotlib has it
    return figure


def rows(name: str) -> list[dict[str, str]]:
    """The CSV, read back."""
    item, data = computed(name)
    return list(csv.DictReader(table(item.record(data)).decode().splitlines()))


def test_the_catalogue_is_complete() -> None:
    figures = ("figure-1", "figure-2", "figure-3", "figure-3-spread", "si-yun-1", "si-yun-2")
    tables = (*(f"table-{number}" for number in range(1, 7)), "table-s23")
    assert ("bounds-1", "bounds-2", "cycles", *figures, *tables, "traps") == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_the_same_data_give_the_same_bytes(name: str) -> None:
    item, data = computed(name)
    for form in FORMATS if name in ("figure-1", "table-4") else ("svg",):
        first = picture(item, data, form)
        assert first.startswith(MAGIC[form])
        assert first == picture(item, data, form)
        assert re.search(rb"20\d\d-\d\d-\d\d|CreationDate", first) is None


def test_the_bytes_do_not_depend_on_the_process(tmp_path: Path) -> None:
    found = []
    for seed in ("1", "2"):
        out = tmp_path / seed
        command = [sys.executable, "-m", "sam_theory", "figures", "table-4", "--out", str(out)]
        environment = {**os.environ, "PYTHONHASHSEED": seed, "MPLCONFIGDIR": str(tmp_path)}
        Path(tmp_path / "matplotlibrc").write_text(f"text.color: C{seed}\n")
        subprocess.run([*command, "--format", "png,pdf,svg"], check=True, env=environment)
        found.append({path.name: path.read_bytes() for path in out.iterdir()})
    assert found[0] == found[1]
    assert len(found[0]) == 5


@pytest.mark.parametrize("name", NAMES)
def test_the_csv_gives_the_data_back(name: str) -> None:
    item, data = computed(name)
    record: Record = item.record(data)
    read = list(csv.reader(table(record).decode().splitlines()))
    assert tuple(read[0]) == record.headings
    assert len(read) == 1 + len(record.rows) > 1
    for texts, numbers in zip(read[1:], record.rows, strict=True):
        for text, value in zip(texts, numbers, strict=True):
            assert text == "" if value is None else type(value)(text) == value


@pytest.mark.parametrize("name", ["figure-1", "figure-2", "figure-3"])
def test_what_is_drawn_is_in_the_csv(name: str) -> None:
    item, data = computed(name)
    held = {v for row in item.record(data).rows for v in row if isinstance(v, float)}
    curves = [line for axes in drawn(name).axes for line in axes.lines]
    assert len(curves) >= 4
    for line in curves:
        heights = np.asarray(line.get_ydata(), dtype=float)
        if len(heights) > 2:
            assert set(heights[np.isfinite(heights)].tolist()) <= held


@pytest.mark.parametrize("name", NAMES)
def test_the_caption_states_the_parameters(name: str) -> None:
    item, data = computed(name)
    caption = item.caption(data)
    numbers = set(re.findall(r"\d+(?:\.\d+)?", caption.replace(",", "")))
    for value in item.small.values():
        for one in value if isinstance(value, tuple) else (value,):
            assert isinstance(one, str) or str(one) in numbers
    assert len(caption) > 200


@pytest.mark.parametrize("name", NAMES)
def test_text_is_legible_and_inside(name: str) -> None:
    figure = drawn(name)
    width, height = figure.get_size_inches()
    assert width <= DOUBLE_COLUMN
    assert all(float(t.get_fontsize()) >= 7 for t in figure.findobj(Text) if t.get_text())
    inked = figure.get_tightbbox()
    assert min(inked.x0, inked.y0, width - inked.x1, height - inked.y1) > -0.01


@pytest.mark.parametrize("name", TABLES)
def test_the_cells_of_a_table_do_not_overlap(name: str) -> None:
    figure = drawn(name)
    boxes = [text.get_window_extent() for text in figure.texts if text.get_text()]
    assert len(boxes) > 10
    for one, other in itertools.combinations(boxes, 2):
        assert not one.padded(-1).overlaps(other.padded(-1))


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_shown_whole(name: str) -> None:
    item, data = computed(name)
    sheet: Sheet = item.sheet(data)
    texts = {text.get_text() for text in drawn(name).texts}
    for cell in (c for row in (sheet.headings, *sheet.rows) for c in row):
        typeset = cell if isinstance(cell, str) else cell.typeset
        assert set(typeset.split("\n")) <= texts | {""}


def lightness(line: Line) -> float:
    """The luma of a colour (ITU-R BT.601), as greyscale conversion computes it."""
    return float(np.dot([0.299, 0.587, 0.114], to_rgb(line.color)))


def look(line: Line) -> tuple[Any, ...]:
    """What greyscale leaves of a line."""
    return line.dashes, line.marker, line.width


@pytest.mark.parametrize("lines", [tuple(LINES.values()), STYLES])
def test_lines_differ_without_colour(lines: tuple[Line, ...]) -> None:
    for one, other in itertools.combinations(lines, 2):
        assert look(one) != look(other) or abs(lightness(one) - lightness(other)) > 0.2
        assert one.color != other.color or look(one) != look(other)


def test_no_floor_is_drawn() -> None:
    found = shown(np.array([1.0, 1e-300, 0.0, 5e-324]))
    assert np.isnan(found).tolist() == [False, False, True, False]
    assert found[3] == 5e-324


def test_figure_1_has_the_numbers_of_the_paper() -> None:
    _, data = computed("figure-1")
    falling, settled = data.line.values["gradient-descent"], data.line.values["sam"]
    assert falling[0] == settled[0] == pytest.approx(1e-4)
    assert falling[-1] == pytest.approx(1e-4 * 0.98**400)
    assert f"{falling[-1]:.1e}" == "3.1e-08"
    assert f"{data.line.level:.1e}" == "1.0e-06"  # (tρλ/(2 − tλ))² = (0.002/1.98)²
    assert data.line.level == pytest.approx((0.002 / 1.98) ** 2, rel=1e-12)
    assert np.abs(settled[-20:] / data.line.level - 1).max() < 0.06
    low, high = data.line.certificate.enclosure
    assert low <= 0.002 / 1.98 * (1 + 1e-15)
    assert high >= 0.002 / 1.98 * (1 - 1e-15)
    assert data.line.certified
    assert data.plane.certified
    assert abs(np.abs(data.plane.paths["sam"][-1]) - [0, 0.002 / 1.98]).max() < 3e-5


def test_figure_1_says_when_nothing_is_certified(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sam_theory.certificates.certify.find_spec", lambda name: None)
    item = LIBRARY.get("figures", "figure-1")
    data = item.compute(Work(LIBRARY))
    assert data.line.certificate.radius == pytest.approx(0.002 / 1.98)
    caption = item.caption(data)
    assert caption.count("Not certified") == 2
    assert "Certified in" not in caption
    with paper_style():
        labels = item.draw(data).axes[0].get_legend_handles_labels()[1]
    assert any("closed form" in label for label in labels)


def test_figure_3_starts_where_the_paper_does() -> None:
    _, data = computed("figure-3")
    problem = LIBRARY.get("problems", "log-squares[dimension=20]")
    solution = np.array(problem.starts[0]) - 0.1 / 20**2
    assert problem.value(solution) == pytest.approx(0, abs=1e-25)
    assert data.values[20].shape == (2000, 5)
    assert np.ptp(data.values[20][0]) == 0
    x = np.array(problem.starts[0])
    expected = problem.value(x - 0.1 / 20 * problem.gradient(x))
    assert data.values[20][1, 0] == pytest.approx(float(expected))


def test_the_spread_compares_what_it_says() -> None:
    _, data = computed("figure-3-spread")
    _, single = computed("figure-3")
    first = data.samples[1]
    assert (first.dimension, first.scaling) == (20, "1")
    columns = {"gd": 0, "constant": 1, "almost-constant": 4}
    for way, column in columns.items():
        np.testing.assert_allclose(first.values[way][:, 0], single.values[20][first.k - 1, column])
    problem = LIBRARY.get("problems", "log-squares[dimension=20, seed=2]")
    plan = Plan(
        method=LIBRARY.get("methods", "sam"),
        step=Schedule("0.1/(20*k)"),
        radius=Schedule("0.1"),
        start=np.array(problem.starts[0]),
    )
    alone = values(problem, [plan], 2000)[first.k - 1, 0]
    np.testing.assert_allclose(first.values["constant"][:, 2], alone, rtol=1e-6)
    late = single.values[20][1000:]
    ratio = abs(np.log10(late[:, 4].mean() / late[:, 1].mean()))
    assert first.level["almost-constant"][0] == pytest.approx(ratio, rel=1e-6)
    assert first.outcome("almost-constant", 0) == "pointwise"
    assert first.outcome("gd", 0) == "different"
    assert 0 < first.level["nudged"][0] < 1e-3
    counted = data.count("almost-constant", "pointwise", "in level", "different")
    assert counted == data.draws * len(data.samples) == 12


def test_the_network_has_its_gradient() -> None:
    rng, shape = np.random.default_rng(0), Shape(inputs=3, hidden=4, outputs=5)
    weights = np.stack([shape.start(rng), shape.start(rng)])
    samples = Samples(inputs=rng.standard_normal((7, 3)), classes=rng.integers(0, 5, 7))
    inputs, classes = (np.stack([part] * 2) for part in (samples.inputs, samples.classes))
    found = gradient(shape, weights, inputs, classes)
    for j in range(shape.size):
        ahead, behind = weights.copy(), weights.copy()
        ahead[:, j] += 1e-6
        behind[:, j] -= 1e-6
        slope = (loss(shape, ahead, samples) - loss(shape, behind, samples)) / 2e-6
        np.testing.assert_allclose(found[:, j], slope, rtol=1e-5, atol=1e-8)
    assert 0 <= accuracy(shape, weights, samples).min() <= 1


def test_figure_2_learns_and_has_its_intervals() -> None:
    _, data = computed("figure-2")
    assert set(data.losses) == {"0.1", "0.01", "0.001", "Diminish 1", "Diminish 2", "Diminish 3"}
    assert all((found[-1] < found[0]).all() for found in data.losses.values())
    one, two = np.log(data.losses["Diminish 1"][0])
    middle, low, high = (part[0] for part in data.interval("Diminish 1"))
    half = 12.706204736 * abs(one - two) / 2  # t(0.975, 1) · s/√2, s = |one − two|/√2
    assert middle == pytest.approx(np.exp((one + two) / 2))
    assert (low, high) == pytest.approx((middle * np.exp(-half), middle * np.exp(half)))


def test_the_lines_over_the_map_are_where_they_are_said_to_be() -> None:
    item, data = computed("cycles")
    assert len(data.maps) == 2
    for chart in sys.modules[item.compute.__module__].CHARTS:
        problem = LIBRARY.get("problems", chart.problem)
        x = np.array(chart.stationary)[:, None]
        np.testing.assert_allclose(problem.gradient(x), 0, atol=1e-15)
        curvature = (problem.gradient(x + 1e-6) - problem.gradient(x - 1e-6)) / 2e-6
        assert curvature.max() == pytest.approx(chart.curvature, rel=1e-6)
        assert chart.limit == pytest.approx(2 / curvature.max(), rel=1e-6)
    kinds = {row["kind"] for row in rows("cycles")}
    assert {"fixed point", "period 2", "nothing found"} <= kinds


def test_fixed_points_of_the_double_well_look_at_its_minimizer() -> None:
    problem, held = LIBRARY.get("problems", "double-well"), 0
    for row in rows("cycles"):
        rho = float(row["rho"])
        if row["problem"] == "double-well" and row["kind"] == "fixed point":
            assert 1 < rho < 2  # where f′(1 − ρ) > 0, so that 1 − ρ looks at 1
            slope = float(problem.gradient(np.array([1 - rho]))[0])
            assert float(row["slope"]) == pytest.approx(slope, rel=1e-9)
            held += 1
    assert held


@pytest.mark.parametrize("name", ["cycles", "si-yun-2", "table-s23", "traps"])
def test_what_is_certified_says_what_it_needs(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sam_theory.certificates.certify.find_spec", lambda name: None)
    item = LIBRARY.get("figures", name)
    with pytest.raises(UsageError, match="needs python-flint; run: pip install"):
        item.compute(Work(LIBRARY), **item.small)


def test_the_sine_ends_at_the_height_that_is_proved() -> None:
    _, data = computed("si-yun-2")
    height = 3 * np.sqrt(3) / (10 * np.pi) * 0.1
    assert data.covered.status is Status.PROVED
    assert data.certified
    assert data.certified == pytest.approx([height] * len(data.certified), rel=1e-9)
    assert all(level <= height for level in data.certified)
    np.testing.assert_allclose(data.slopes[-1], height, rtol=1e-6)


def test_many_seeds_keep_to_the_heights_that_are_proved() -> None:
    _, data = computed("si-yun-1")
    assert all(one.status is Status.PROVED for one in data.covered.values())
    trap, quadratic, small, _ = data.panels
    problem = LIBRARY.get("problems", "msam-trap")
    edge = float(problem.value(np.array([-5 / 16 * trap.radius])))
    assert trap.held == pytest.approx(edge - problem.facts.infimum.value.lower)
    assert trap.curves["m-sam"].band.min() >= trap.held > trap.curves["sam"].mean[-1]
    assert small.held is None
    eta, rho, sigma, beta, mu = 0.05, quadratic.radius, 0.05, 4.0, 1.0
    above = (beta**2 * rho**2 / 2 + beta * eta * sigma**2) / mu  # βη ≤ ½
    assert quadratic.above["m-sam"] == pytest.approx(above)
    assert quadratic.curves["m-sam"].mean[-1] < above
    assert quadratic.certified
    assert quadratic.curves["sam"].mean[-1] == pytest.approx(quadratic.level, rel=1e-6)


def test_the_table_of_radii_says_what_stalls_and_by_what() -> None:
    _, data = computed("table-s23")
    found = {(row.group.problem, row.method): row for row in data.rows}
    held = found["msam-trap", "m-sam"].constant
    assert (held.ends, held.promised) == ("stays", ())
    assert held.certified == pytest.approx((3 / 32) ** 2)
    assert held.height > held.certified
    biased = found["msam-trap", "n-sam"].constant
    assert biased.certified is None
    assert biased.proof.status is Status.PROVED
    assert "si-yun-4.3-n-sam" in biased.why
    sine = found["si-yun-sine", "sam"]
    assert sine.constant.certified == pytest.approx(27 / (100 * np.pi**2), rel=1e-3)
    assert sine.constant.proof.status is Status.PROVED
    assert sine.vanishing.certified is None
    assert sine.vanishing.promised == ("khanh-3.3", "khanh-3.5")
    assert found["msam-trap", "sam"].constant.promised == ("khanh-3.2 (lim inf)",)
    cycle = found["si-yun-quadratic", "sam"].constant
    assert cycle.height == pytest.approx(1 / 9)  # t = ½/β: at ρ/3
    assert cycle.proof.status is Status.PROVED
    assert cycle.certified == pytest.approx(1 / 9)
    for row in data.rows:
        for one in (row.constant, row.vanishing):
            assert one.certified is None or not any("lim" not in name for name in one.promised)


# By hand from the published tables: the diminishing schedules that beat the constant one, by
# column; for table 4 beyond the intervals.
WINNERS = {
    "table-4": ("23", "2", "3", "123", "123", "123"),
    "table-5": ("2", "2", "2", "2", "2", "2"),
    "table-6": ("123", "123", "13", "123", "23"),
}
COUNTS = {"table-4": (3, 6, 6), "table-5": (0, 6, 6), "table-6": (3, 5, 5)}  # every, some, of


@pytest.mark.parametrize("name", WINNERS)
def test_the_published_numbers_show_what_they_show(name: str) -> None:
    item, data = computed(name)
    surely = name == "table-4"
    found = tuple(
        "".join(winner[-1] for winner in data.winners(i, surely=surely))
        for i in range(len(data.columns))
    )
    assert found == WINNERS[name]
    every, some, total = COUNTS[name]
    assert (sum(data.every(surely=surely)), sum(data.some(surely=surely))) == (every, some)
    caption = item.caption(data)
    assert f"this holds in {every} of {total} columns" in caption
    assert f"as at least one does, in {some} of {total} columns" in caption


def test_the_marks_of_table_4_are_those_by_hand() -> None:
    item, data = computed("table-4")
    body = item.sheet(data).rows[1:4]
    marks = ["".join(str(cell)[-1] for cell in row[1:]) for row in body]
    assert marks == ["▽▽▽▲▲▲", "▲▲△▲▲▲", "▲△▲▲▲▲"]


def test_intervals_that_touch_are_not_disjoint() -> None:
    one, other = Accuracy.read("94.50±.25"), Accuracy.read("94.00±.25")
    assert one.half == Decimal("0.25")
    assert one.apart(other) is False
    assert not one.beats(other, surely=True)
    assert one.beats(other, surely=False)
    assert Accuracy.read("94.51±.25").beats(other, surely=True)
    assert not other.beats(Accuracy.read("94.51±.25"), surely=False)
    assert Accuracies(columns=("a",), rows={"Constant": (Accuracy.read("1"),)}).intervals is False


def test_tables_tell_what_was_refuted() -> None:
    found = {(row["functions"], row["conclusion"]): row for row in rows("table-3")}
    assert found["general", "USAM"]["proof"] == "refuted"
    assert found["general", "as printed"]["proof"] == "refuted"
    assert found["general", "Thm 3.3 (i)"]["proof"] == "proved"
    assert found["KL", "USAM"]["proof"] == "refuted"
    assert found["KL", "extragradient"]["proof"] == "undecided"
    assert found["KL", "under (3)"]["proof"] == "proved"
    assert all(row["proof"] == "proved" for row in rows("table-2"))
    implications = [row for row in rows("table-1") if not row["number"]]
    assert len(implications) == 4
    assert all(row["proof"] == "proved" and row["violated"] == "0" for row in implications)


def test_no_function_exceeds_what_is_certified_nor_that_what_is_published() -> None:
    _, panels = computed("bounds-1")
    for panel in panels:
        assert (panel.worst <= panel.printed + 1e-12).all()
        assert (panel.attained <= panel.worst).all()
        np.testing.assert_allclose(panel.attained, panel.worst, atol=1e-6)
    one = {panel.chart.inequality: panel for panel in panels}["(25)"]
    last = float(one.rows[-1].upper)  # −(t/2)(2 − Lt)s², without the L³t²ρ²/2 of (25)
    assert last == pytest.approx(-0.5 / 2 * 1.5 * 2**2)
    _, panels = computed("bounds-2")
    for panel in panels:
        for method, rows in panel.rows.items():
            assert all(row.certified and row.kind == "exact" for row in rows) != (method == "sam")
            assert (panel.least(method) <= panel.worst(method)).all()
            assert (panel.worst(method) <= panel.printed).all()


def test_tables_without_the_extra_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sam_theory.paper.coverage.find_spec", lambda name: None)
    (found,) = cover(LIBRARY, [Citation("Thm 3.2 (i)", "khanh-3.2", "(i)")])
    assert found == Covered(label="Thm 3.2 (i)", status=None)
    assert str(found) == "Thm 3.2 (i): not checked"
    monkeypatch.undo()
    (found,) = cover(LIBRARY, [Citation("chain", "khanh-table-1", "(5) ⇒ (3)")])
    assert found.status is Status.PROVED
    one, all_ = (Citation("", "khanh-4.2", f"extragradient under (4){s}") for s in (": (iv)", ""))
    assert [str(found) for found in cover(LIBRARY, [one])] == [": undecided"]
    (found,) = cover(LIBRARY, [all_])  # as good as the worst
    assert found.status is Status.UNDECIDED
    assert found.steps > 0
    with pytest.raises(KeyError, match="must begin with"):
        cover(LIBRARY, [Citation("none", "khanh-table-1", "nothing")])


def test_the_command_writes_its_contract(tmp_path: Path, capsys: Capture) -> None:
    out = tmp_path / "new" / "plots"
    arguments = ["figures", "table-5", "table-4", "--out", str(out), "--format", "svg,PDF"]
    assert run_command([*arguments, "--json", "-"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["schema"], found["command"]) == ("sam-theory/1", "figures")
    names = [
        f"{name}.{end}" for name in ("table-5", "table-4") for end in ("svg", "pdf", "csv", "txt")
    ]
    assert found["files"] == [str(out / name) for name in names]
    assert sorted(path.name for path in out.iterdir()) == sorted(names)
    assert list(found["captions"]) == ["table-5", "table-4"]
    caption = (out / "table-4.txt").read_text(encoding="utf-8")
    assert caption == found["captions"]["table-4"] + "\n"


def test_without_a_name_the_command_lists(capsys: Capture) -> None:
    assert run_command(["figures"]) == 0
    shown_names = capsys.readouterr().out
    assert all(name in shown_names for name in NAMES)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["figure-11", "--out", "."], "the nearest is 'figure-1'"),
        (["figure-1"], "--out"),
        (["figure-1", "--out", ".", "--format", "gif"], "png, pdf, svg; got 'gif'"),
        (["figure-1", "--out", "/dev/null"], "--out must be a folder"),
        (["figure-1", "--out", ""], "--out must name a folder"),
        (["figure-1", "--out", ".", "--library", "nowhere"], "--library must name a folder"),
        (["figure-1", "--out", ".", "--json", "nowhere/x.json"], "existing folder"),
    ],
)
def test_bad_calls_end_in_a_sentence(arguments: list[str], words: str, capsys: Capture) -> None:
    assert run_command(["figures", *arguments]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    assert words in captured.err


def test_a_figure_that_fails_leaves_nothing(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "figures").mkdir()
    (tmp_path / "figures" / "broken.py").write_text(
        '"""A figure that cannot be drawn."""\n'
        "from sam_theory.report.figure import FigureItem, Record\n"
        'item = FigureItem(name="broken", summary="s", source="s", compute=lambda work: 1,\n'
        '    draw=lambda data: 1 / 0, caption=lambda data: "c", record=lambda d: Record((), ()))\n'
    )
    out = tmp_path / "out"
    assert run_command(["figures", "broken", "--out", str(out), "--library", str(tmp_path)]) == 2
    assert "broken must compute and draw; it raises ZeroDivisionError" in capsys.readouterr().err
    assert list(out.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="interrupts are sent another way there")
def test_an_interruption_leaves_whole_files(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "sam_theory", "figures", "table-4", "figure-3-spread"]
    process = subprocess.Popen(
        [*command, "--out", str(tmp_path)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    while not (tmp_path / "table-4.txt").exists():
        assert process.poll() is None
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"Traceback" not in errors
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        *("table-4.csv", "table-4.png", "table-4.txt")
    ]


def test_lines_take_markers_only_where_asked() -> None:
    kept = Line2D([0, 1], [0, 1], **STYLES[1].keywords())
    assert kept.get_marker() == ""
    assert Line2D([0, 1], [0, 1], **STYLES[1].keywords(marks=3)).get_marker() == "o"
