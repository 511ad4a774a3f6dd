"""The page of `check --html`: that it carries every finding, and what is refused beforehand."""

from __future__ import annotations

import importlib.util
import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pages import Outline, carried, enlarged, outline, page_of, real_study

from sam_theory.cli.app import run_command
from sam_theory.library.catalogues import Library
from sam_theory.properties.judge import PROPERTIES
from sam_theory.properties.outlook import Outlook
from sam_theory.properties.rates import decay
from sam_theory.report.document import reproduce
from sam_theory.report.page.classes import CLASSES, SHAPES, classes_of
from sam_theory.report.page.packing import counts, levels, logarithms, packed, unpacked
from sam_theory.report.page.render import HERE
from sam_theory.runs.outside import trace_of_record
from sam_theory.runs.trace import window_edges
from sam_theory.statements.curves import POINTS, curves_of, rate_of
from sam_theory.statements.finding import told
from sam_theory.statements.theorem import Run
from sam_theory.study import orders
from sam_theory.study.examining import examine
from sam_theory.study.settings import setting_of
from sam_theory.study.study import Pair, Result, Study
from sam_theory.verdict import Status

Capture = pytest.CaptureFixture[str]
LIBRARY = Library()
QUICK = ["--problem", "ripple", "--method", "sam", "--iterations", "100", "--jobs", "1"]


@cache
def small() -> tuple[Study, Result]:
    """A study of three problems, one of them skipped."""
    return real_study()


@cache
def small_page() -> Outline:
    """The small study's page, parsed."""
    study, (findings, skipped) = small()
    return outline(page_of(study, findings, skipped))


def test_the_page_is_well_formed_and_asks_for_nothing() -> None:
    parsed = small_page()
    ids = [attributes["id"] for _, attributes in parsed.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    for _, attributes in parsed.tags:
        assert "src" not in attributes
        assert not (attributes.get("href") or "").startswith(("http", "//"))
    policies = [a["content"] for tag, a in parsed.tags if tag == "meta" and "content" in a]
    assert any((policy or "").startswith("default-src 'none'") for policy in policies)


def test_the_index_holds_every_finding_with_its_statuses() -> None:
    study, (findings, skipped) = small()
    index, _ = carried(small_page())
    assert len(index["findings"]) == len(findings) == sum(index["chunks"])
    assert [index["pairs"][i] for i in range(index["sheets"])] == [vars(p) for p in study.pairs]
    for finding, (problem, method, pair, ranks, profiles) in zip(
        findings, index["findings"], strict=True
    ):
        assert index["problems"][problem]["name"] == finding.problem
        assert index["methods"][method]["name"] == finding.method
        assert index["pairs"][pair] == {"step": finding.step, "radius": finding.radius}
        assert ranks == "".join(str(v.status.rank) for v in finding.properties.values())
        for theorem, place in zip(finding.theorems, profiles, strict=True):
            name, applies, conclusions = index["profiles"][place]
            assert index["theorems"][name]["name"] == theorem.name
            assert applies == theorem.applies.rank
            assert [tuple(c[1:]) for c in conclusions] == [
                (c.verdict.status.rank, c.promised, c.contradiction) for c in theorem.conclusions
            ]
            assert [index["kinds"][c[0]] for c in conclusions] == [
                c.property for c in theorem.conclusions
            ]
    assert len(index["skipped"]) == len(skipped) > 0
    assert any(finding.contradiction for finding in findings)


def test_the_evidence_of_every_finding_is_there() -> None:
    study, (findings, _) = small()
    _, evidence = carried(small_page())
    for finding, (found, chunk) in zip(findings, evidence, strict=True):
        texts = chunk["texts"]
        assert found["command"] == " ".join(reproduce(study, finding))
        assert [texts[place] for place, _ in found["properties"]] == [
            verdict.evidence for verdict in finding.properties.values()
        ]
        for theorem, (places, conclusions) in zip(finding.theorems, found["theorems"], strict=True):
            hypotheses = [chunk["hypotheses"][place] for place in places]
            assert [(texts[t], rank, texts[e]) for t, rank, e, _ in hypotheses] == [
                (text, v.status.rank, v.evidence) for text, v in theorem.hypotheses
            ]
            assert [(texts[t], texts[e]) for t, e, *_ in conclusions] == [
                (told(c), c.verdict.evidence) for c in theorem.conclusions
            ]


def test_what_is_certified_is_carried() -> None:
    _, (findings, _) = small()
    _, evidence = carried(small_page())
    told = 0
    for finding, (found, _) in zip(findings, evidence, strict=True):
        assert finding.curves is not None
        stall, carried_ = finding.curves.stall, found["curves"]["stall"]
        refuted = finding.properties["gradient-limit"].status is Status.REFUTED
        assert (stall is not None, carried_ is not None) == (refuted, refuted)
        if stall is None:
            continue
        told += 1
        assert (carried_["level"], carried_["since"]) == (stall.level, stall.since)
        assert carried_["text"] in finding.properties["gradient-limit"].evidence
        assert stall.region is not None
        assert carried_["region"]["points"] == [list(p) for p in stall.region.points]
        seen = stall.region.seen
        assert carried_["region"]["seen"] == (seen and [list(side) for side in seen])
    assert told > 2


def decoded(track: list[Any]) -> np.ndarray:
    """A track as the page reads it; NaN is a gap."""
    kind, *rest = track
    moves = np.array(rest[{"exact": 0, "log": 1, "linear": 2}[kind] :], dtype=np.float64)
    values = np.where(np.isnan(moves), np.nan, np.nancumsum(moves))
    if kind == "log":
        return 10.0 ** (values / rest[0])
    return values if kind == "exact" else rest[0] + values * rest[1]


def test_the_curves_are_those_of_the_findings_to_a_hundredth() -> None:
    study, (findings, _) = small()
    infima = {
        name: study.library.get("problems", name).facts.known_infimum.lower
        for name in study.problems
    }
    _, evidence = carried(small_page())
    for finding, (found, chunk) in zip(findings, evidence, strict=True):
        curves, drawn, tracks = finding.curves, found["curves"], chunk["tracks"]
        assert curves is not None
        assert len(curves.last) <= POINTS
        assert curves.last[-1] == finding.iterations or finding.starts > 1
        np.testing.assert_array_equal(decoded(tracks[drawn["last"]]), curves.last)
        for values, place in (
            (curves.elapsed, drawn["elapsed"]),
            (curves.gradient_low, drawn["gradient"][0]),
            (curves.gradient_high, drawn["gradient"][1]),
            (curves.value_low - infima[finding.problem], drawn["value"][0]),
            (curves.value_high - infima[finding.problem], drawn["value"][1]),
            (curves.box, drawn["box"]),
        ):
            kept = np.where((values > 0) & np.isfinite(values), values, np.nan)
            np.testing.assert_allclose(decoded(tracks[place]), kept, rtol=0.01)


def test_tracks_keep_gaps_and_signs() -> None:
    values = np.array([1e-300, 0.0, np.nan, 1e300, np.inf, 2.0])
    np.testing.assert_allclose(
        decoded(list(logarithms(values))), [1e-300, np.nan, np.nan, 1e300, np.nan, 2.0], rtol=0.003
    )
    heights = np.array([-3.0, np.nan, 5.0, 1.0])
    np.testing.assert_allclose(decoded(list(levels(heights, -3.0, 5.0))), heights, atol=0.002)
    np.testing.assert_array_equal(decoded(list(levels(np.full(3, 7.0), 7.0, 7.0))), np.full(3, 7.0))
    np.testing.assert_array_equal(decoded(list(counts(np.array([1, 5, 4])))), [1, 5, 4])
    huge = np.array([-1e308, 1e308])
    json.dumps(levels(huge, -1e308, 1e308), allow_nan=False)


def test_the_curves_are_those_of_the_worst_start() -> None:
    _, (findings, _) = real_study(problems=["double-well"], methods=["sam"])
    for finding in findings:
        ranks = {verdict.status.rank for verdict in finding.properties.values()}
        worst = [v for v in finding.properties.values() if v.status.rank == max(ranks)]
        named = {verdict.evidence.split(":")[0] for verdict in worst}
        assert finding.curves is not None
        assert f"start {finding.curves.start}" in named or finding.curves.start == 1
    assert {finding.curves.start for finding in findings if finding.curves} > {1}


@pytest.mark.parametrize("count", [1, 2, 9, 50, 300, 5000, 100_000])
def test_curves_are_extremes_over_windows_that_tile_the_run(count: int) -> None:
    k = np.arange(1, count + 1)
    rng = np.random.default_rng(count)
    norms, steps, x = rng.uniform(1, 2, count), 1 / k, rng.normal(size=(count, 3))
    problem, method = LIBRARY.get("problems", "quadratic"), LIBRARY.get("methods", "sam")
    evidence = Run(
        setting=setting_of(problem, method, Pair("1/k", "0")),
        outlook=Outlook(),
        trace=trace_of_record(gradient_norm=norms, value=-norms, iterate=x, step=steps),
        properties={},
    )
    curves = curves_of(evidence, 2)
    assert len(curves.last) <= POINTS
    assert curves.last[-1] == count
    windows = np.split(np.arange(count), curves.last[:-1])
    assert all(len(window) for window in windows)
    np.testing.assert_array_equal(curves.gradient_low, [norms[w].min() for w in windows])
    np.testing.assert_array_equal(curves.gradient_high, [norms[w].max() for w in windows])
    np.testing.assert_array_equal(curves.value_high, [-norms[w].min() for w in windows])
    np.testing.assert_array_equal(curves.box, [np.ptp(x[w], axis=0).max() for w in windows])
    np.testing.assert_allclose(curves.elapsed, np.cumsum(steps)[curves.last - 1])
    assert curves.start == 2


@pytest.mark.parametrize(
    ("law", "exponent", "heights"),
    [
        ("power", 0.5, lambda k: k**-0.5),
        ("linear", 0.01, lambda k: np.exp(-0.01 * k)),
        (None, None, lambda k: 1 / np.log(k + 2)),
    ],
)
def test_rates_that_are_drawn(law: str | None, exponent: float | None, heights: Any) -> None:
    edges = window_edges(2000)
    rate = rate_of(decay(edges, heights(edges[:-1].astype(float)), 1e-300))
    assert rate is not None
    assert rate.law == law
    if exponent is not None:
        assert rate.exponent == pytest.approx(exponent, rel=0.02)
        assert rate.height == pytest.approx(heights(rate.last))
        assert f"{exponent:.3g}" in rate.text


def test_no_rate_is_fitted_through_two_points() -> None:
    heights = np.array([1.0, 0.4, 0.0])
    rate = rate_of(decay(np.array([1, 2, 3, 4]), heights, 1e-300))
    assert rate is not None
    assert rate.law is None
    assert "too soon to fit" in rate.text


def test_the_same_findings_give_the_same_page() -> None:
    study, (findings, skipped) = small()
    first, second = (page_of(study, findings, skipped) for _ in range(2))
    assert first == second
    assert unpacked(packed({"a": [1, None, "∇"]})) == {"a": [1, None, "∇"]}


def test_a_page_of_skipped_settings_alone() -> None:
    study, (_, skipped) = small()
    parsed = outline(page_of(study, (), skipped))
    assert "there is no L on the box" in "".join(parsed.text)


HOSTILE = '''
"""A hostile name."""
import numpy as np
from sam_theory.setting.facts import Enclosure, Fact, Facts
from sam_theory.setting.problem import Problem


def hostile(*, label: str = "") -> Problem:
    """f < g & </script><b>."""
    return Problem(
        name="hostile", formula="f(x) = x² </script><script>alert(1)</script> & <b>", dimension=1,
        value=lambda x: (x**2).sum(axis=-1),
        gradient=lambda x: np.multiply(2, x, dtype=float), starts=((1.0,),),
        region=((-1.0,), (1.0,)), facts=Facts(infimum=Fact(Enclosure(0, 0), "<i>")),
        source="</dialog>",
    )
'''


def test_hostile_names_stay_text(tmp_path: Path) -> None:
    folder = tmp_path / "problems"
    folder.mkdir()
    (folder / "hostile.py").write_text(HOSTILE)
    name = "hostile[label='</script><img src=x onerror=alert(1)>']"
    study, (findings, skipped) = real_study((name,), ("sam",), library=Library((str(tmp_path),)))
    assert findings == ()
    parsed = outline(page_of(study, findings, skipped))
    assert "img" not in {tag for tag, _ in parsed.tags}
    assert name in "".join(parsed.text)
    index, _ = carried(parsed)
    assert index["problems"][0]["name"] == name
    assert "alert(1)</script>" in index["problems"][0]["formula"]


def test_ten_thousand_findings_weigh_less_than_fifteen_megabytes() -> None:
    study, (findings, _) = small()
    large, many = enlarged(study, findings, 10_000)
    text = page_of(large, many)
    assert len(text.encode()) < 15e6
    index, _ = carried(outline(text))
    assert len(index["findings"]) == 10_000


def test_every_problem_has_one_shape() -> None:
    library = Library()
    allowed = (["strongly convex", "convex"], ["convex"], ["nonconvex"], ["convexity unknown"])
    for name in library.default_items("problems"):
        classes = [list(CLASSES)[i] for i in classes_of(library.get("problems", name).facts)]
        assert [c for c in classes if c in SHAPES] in allowed, name


def test_vendored_libraries_carry_their_licences() -> None:
    study, (findings, skipped) = small()
    text = page_of(study, findings, skipped)
    folders = [path for path in (HERE / "vendor").iterdir() if path.is_dir()]
    assert folders
    for folder in folders:
        assert (folder / "LICENSE").read_text() in text


def test_check_writes_page_and_document(tmp_path: Path, capsys: Capture) -> None:
    folder = tmp_path / "new" / "page"
    assert run_command(["check", *QUICK, "--html", str(folder), "--json", "-"]) in (0, 1)
    document = json.loads(capsys.readouterr().out)
    index, evidence = carried(outline((folder / "index.html").read_text()))
    assert len(index["findings"]) == len(evidence) == len(document["findings"])
    assert [path.name for path in folder.iterdir()] == ["index.html"]


def test_findings_keep_no_curves_unless_the_page_asks() -> None:
    study, _ = small()
    findings, _ = examine(Study(**(vars(study) | {"curves": False})), "ripple")
    assert all(finding.curves is None for finding in findings)


@pytest.fixture
def never(monkeypatch: pytest.MonkeyPatch) -> None:
    """A study that must not be begun."""

    def refuse(*_: object) -> Result:
        raise AssertionError("the study was run")

    monkeypatch.setattr(orders, "examine", refuse)


def complaint(arguments: list[str], capture: Capture) -> str:
    """The one sentence with which a wrong call ends."""
    assert run_command(["check", *QUICK, *arguments]) == 2
    captured = capture.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    return captured.err


@pytest.mark.usefixtures("never")
def test_places_that_cannot_be_written_are_refused(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / "folder" / "index.html").mkdir(parents=True)
    for name in ("file", "file/below", "folder"):
        assert str(tmp_path) in complaint(["--html", str(tmp_path / name)], capsys)
    assert "must be writable" in complaint(["--html", "/proc/page"], capsys)
    assert "must name a folder" in complaint(["--html", ""], capsys)


@pytest.mark.usefixtures("never")
def test_without_jinja_the_page_is_refused(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    told = complaint(["--html", str(tmp_path)], capsys)
    assert 'pip install "sam-theory[report]"' in told


def test_an_interruption_leaves_a_page_of_what_is_finished(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []

    def interrupted(study: Study, name: str) -> Result:
        seen.append(name)
        if len(seen) == 2:
            raise KeyboardInterrupt
        return examine(study, name)

    monkeypatch.setattr(orders, "examine", interrupted)
    arguments = ["check", *QUICK, "--problem", "quadratic", "--html", str(tmp_path)]
    assert run_command(arguments) == 130
    parsed = outline((tmp_path / "index.html").read_text())
    index, _ = carried(parsed)
    assert [problem["name"] for problem in index["problems"]] == seen[:1]
    assert "Interrupted" in "".join(parsed.text)
    assert "Interrupted" in capsys.readouterr().out


def test_a_page_is_written_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "index.html").write_text("before")

    def fails(*_: object, **__: object) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr("sam_theory.report.page.render.page", fails)
    assert run_command(["check", *QUICK, "--html", str(tmp_path)]) == 130
    assert [(p.name, p.read_text()) for p in tmp_path.iterdir()] == [("index.html", "before")]


def test_statuses_and_properties_are_those_of_the_page() -> None:
    index, _ = carried(small_page())
    assert index["statuses"] == [status.value for status in Status]
    assert tuple(p["name"] for p in index["properties"]) == PROPERTIES
    words = (HERE / "assets/judging.js").read_text()
    assert f"const WORDS = {json.dumps(index['statuses'])}" in words
