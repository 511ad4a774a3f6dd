"""The summary after S23: what reaches 0, what stalls, at what height, by which theorem."""

from __future__ import annotations

import json

import pytest
from rich.console import Console

from sam_theory.library.catalogues import Library
from sam_theory.report.document import check_document
from sam_theory.report.heights import (
    Summary,
    summaries,
    summaries_said,
    summarized,
    summary_document,
)
from sam_theory.report.printing import print_check
from sam_theory.report.saying import show
from sam_theory.statements.finding import Finding
from sam_theory.study.defaults import study_of
from sam_theory.study.examining import examine
from sam_theory.study.study import Study

LIBRARY = Library()


def studied(*theorems: str, radius: str = "0.125") -> tuple[Study, tuple[Finding, ...]]:
    """SAM and m-SAM on the trap, few seeds."""
    study = study_of(
        LIBRARY,
        problems=["msam-trap"],
        methods=["sam", "usam", "m-sam"],
        theorems=theorems,
        step="0.25",
        radius=radius,
        iterations=600,
        seeds=150,
    )
    return study, examine(study, "msam-trap")[0]


@pytest.fixture(scope="module")
def of_all() -> tuple[Study, tuple[Finding, ...]]:
    return studied("si-yun-*")


def test_each_kind_has_its_counts_and_its_theorems(
    of_all: tuple[Study, tuple[Finding, ...]],
) -> None:
    found = {s.kind.words[1:3]: s for s in summaries(*of_all)}
    assert set(found) == {("none", "normalized"), ("none", "unnormalized"), ("m-SAM", "normalized")}
    assert all(s.kind.words[::3] == ("constant", "strongly convex") for s in found.values())
    plain, held = found["none", "unnormalized"], found["m-SAM", "normalized"]
    assert (plain.reach, plain.stall, plain.slope) == (1, 0, None)
    assert (held.reach, held.stall, held.open) == (0, 1, 0)
    assert held.held_by == ("si-yun-4.3",)
    assert set(held.bounded_by) == {
        f"si-yun-4.2-{name}" for name in ("strongly-convex", "convex", "nonconvex")
    }
    assert held.slope is not None
    assert (3 / 32) ** 2 < held.slope[0] <= held.slope[1] < 1
    assert "si-yun-4.3" not in found["none", "normalized"].held_by


def test_the_ascent_is_that_of_the_step_whatever_is_around_it() -> None:
    names = ("full-ascent-sam", "sampa", "sam-momentum", "sam-steps", "sam-epsilon")
    names += ("usam-momentum", "unified-sam")
    study = study_of(
        LIBRARY,
        problems=["msam-trap"],
        methods=names,
        theorems=["si-yun-3.3", "si-yun-4.3"],
        step="0.1",
        radius="0.125",
        iterations=20,
        seeds=2,
    )
    findings = examine(study, "msam-trap")
    told = {f.method: summaries(study, [f])[0].kind.words[2] for found in findings for f in found}
    assert {told[name] for name in names[:5]} == {"normalized"}
    assert (told["usam-momentum"], told["unified-sam"]) == ("unnormalized", "other")


def test_a_lower_bound_is_no_upper_one() -> None:
    """si-yun-3.2 says of a quadratic that SAM stalls there; of its horizon nothing is told."""
    study = study_of(
        LIBRARY,
        problems=["si-yun-quadratic"],
        methods=["sam"],
        theorems=["si-yun-3*"],
        step="0.5",
        radius="0.5",
        iterations=600,
    )
    (told,) = summaries(study, examine(study, "si-yun-quadratic")[0])
    assert (told.reach, told.stall, told.held_by) == (0, 1, ("si-yun-3.2",))
    assert told.bounded_by == ("si-yun-3.1", "si-yun-3.3", "si-yun-3.4")
    assert told.gap is not None
    assert told.gap[0] >= 0.5**2 / 8


def test_where_the_radius_tends_to_0_no_height_is_told() -> None:
    study, findings = studied("si-yun-*", radius="0.125/k")
    kinds = {s.kind.words[0]: s for s in summaries(study, findings)}
    assert set(kinds) == {"→ 0"}
    assert all(s.slope is None for s in summaries(study, findings))


def test_the_summary_is_of_several_theorems_of_s23() -> None:
    assert summarized(studied("si-yun-*")[0])
    for names in (("si-yun-3.3",), ("si-yun-3.3", "khanh-3.2")):
        study, findings = studied(*names)
        assert not summarized(study)
        assert "summary" not in check_document(study, findings, (), "")


def test_it_is_printed_at_the_end_and_fits(of_all: tuple[Study, tuple[Finding, ...]]) -> None:
    screen = Console(width=80)
    with screen.capture() as captured:
        print_check(screen, *of_all, (), "The answer.")
    lines = captured.get().splitlines()
    assert max(map(len, lines)) <= 80
    start = next(i for i, line in enumerate(lines) if line.startswith("After S23"))
    assert "constant" in lines[start + 2]
    assert not any(line.endswith("…") for line in lines[start:])
    assert lines[-1] == "The answer."
    assert "held there by si-yun-4.3" in " ".join(line.strip() for line in lines[start:])


def test_what_is_not_confirmed_is_marked(of_all: tuple[Study, tuple[Finding, ...]]) -> None:
    study, findings = of_all
    document = check_document(study, findings, (), "")
    told = [c for f in document["findings"] for t in f["theorems"] for c in t["conclusions"]]
    marked = {c["text"] for c in told if c.get("unconfirmed")}
    assert any(text.startswith("E f(x_T) − f* = Õ(") for text in marked)
    assert not any("m-SAM, μ-PL" in text for text in marked)


def test_as_plain_data(of_all: tuple[Study, tuple[Finding, ...]]) -> None:
    study, findings = of_all
    told = summary_document(summaries(study, findings))
    assert json.loads(json.dumps(told, allow_nan=False)) == told
    assert check_document(study, findings, (), "")["summary"] == told
    (held,) = (row for row in told if row["draws"] == "m-SAM")
    assert held["held_by"] == ["si-yun-4.3"]
    assert held["slope"][0] == held["slope"][1]


def test_a_range_is_told_from_its_least_to_its_greatest(
    of_all: tuple[Study, tuple[Finding, ...]],
) -> None:
    one = summaries(*of_all)[0]
    told = Summary(
        kind=one.kind,
        reach=0,
        stall=2,
        open=1,
        slope=(0.25, 0.5),
        gap=None,
        bounded_by=(),
        held_by=(),
    )
    screen = Console(width=80)
    with screen.capture() as captured:
        show(screen, summaries_said([told]))
    assert captured.get().splitlines()[-1].strip() == "stalls at ‖∇f‖² = 0.25 to 0.5 β²ρ²"
