"""The page begins with the answer and what is contradicted, in the words and counts of the rest."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from configured import written
from pages import carried, outline, page_of, real_study, unexplained

from sam_theory.cli.app import run_command
from sam_theory.report.document import reproduce
from sam_theory.report.page.statements import OPEN
from sam_theory.report.study_answer import study_answer
from sam_theory.report.summary import contradicted
from sam_theory.statements.finding import Finding
from sam_theory.verdict import Status

Capture = pytest.CaptureFixture[str]
CHECK = [
    "check",
    "--problem",
    "quadratic[eigenvalues=(100.0,)]",
    "--problem",
    "power[exponent=1.5]",
]
CHECK += ["--method", "sam", "--method", "usam", "--iterations", "300", "--jobs", "1"]


def words(text: str) -> str:
    """What a piece of a page says, without its tags."""
    return " ".join(unescape(re.sub(r"<[^>]*>", "", text)).split())


def of(text: str, name: str) -> str:
    """What the element of that id says, in which there is none of its kind."""
    found = re.search(rf'<(\w+)[^>]* id="{name}"[^>]*>(.*?)</\1>', text, re.DOTALL)
    assert found is not None, name
    return words(found[2])


def statements_of(text: str) -> list[str]:
    """The statements that are told, each as markup."""
    return re.findall(r'<li class="statement">(.*?)</li>', text, re.DOTALL)


def number(pattern: str, text: str) -> int:
    """The number in a sentence."""
    found = re.search(pattern, text)
    assert found is not None, (pattern, text)
    return int(found[1].replace(",", ""))


def undecided(conclusions: Sequence[tuple[bool, str]]) -> tuple[int, int]:
    """How many conclusions are promised, and how many of these are undecided."""
    promised = [status for told, status in conclusions if told]
    return len(promised), promised.count(Status.UNDECIDED.value)


def test_page_terminal_and_document_count_alike(tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "check.json"
    assert run_command([*CHECK, "--html", str(tmp_path), "--json", str(path)]) == 0
    terminal = capsys.readouterr().out
    document = json.loads(path.read_text())
    text = (tmp_path / "index.html").read_text()
    index, _ = carried(outline(text))
    answer = document["answer"]
    assert of(text, "answer") == answer
    assert " ".join(terminal.split()).startswith(answer)

    settings = len(document["findings"])
    assert len(index["findings"]) == settings == number(r"In ([\d,]+) settings", answer)
    assert f"{settings} settings" in of(text, "extent")

    told = document["statements"]
    assert told
    assert number(r"([\d,]+) statements? (?:is|are) contradicted", answer) == len(told)
    assert number(r"^([\d,]+) statement", of(text, "extent")) == len(told)
    rows = statements_of(text)
    assert [number(r"([\d,]+) settings?; the smallest", words(row)) for row in rows] == [
        statement["settings"] for statement in told
    ]
    lines = re.findall(r"^known, ([\d,]+) setting", terminal, re.MULTILINE)
    assert lines == [str(statement["settings"]) for statement in told]

    contradicting = [any(c[3] for c in conclusions(index, f)) for f in index["findings"]]
    assert sum(contradicting) == document["contradictions"] > 0
    assert number(r"in ([\d,]+) of", of(text, "extent")) == document["contradictions"]

    from_document = undecided(
        [
            (c["promised"], c["status"])
            for finding in document["findings"]
            for theorem in finding["theorems"]
            for c in theorem["conclusions"]
        ]
    )
    from_page = undecided(
        [
            (bool(c[2]), index["statuses"][c[1]])
            for finding in index["findings"]
            for c in conclusions(index, finding)
        ]
    )
    promised = number(r"of ([\d,]+) conclusions promised", answer)
    assert from_document == from_page == (promised, number(r"leave ([\d,]+) undecided", answer))

    left = len(document["skipped"])
    assert len(index["skipped"]) == left == number(r"([\d,]+) settings are left out", answer) > 0
    assert of(text, "left-out-title") == f"Settings that were not run: {left}"
    _, _, rest = text.partition('id="left-out-title"')
    first = document["skipped"][0]
    reason = first["reason"].rpartition(", and ")[2]
    assert f"{first['problem']}: {left} settings, {reason}" in words(rest)


def conclusions(index: Any, finding: Any) -> list[Any]:
    """Kind, rank, promise and breach of the conclusions about a setting, as the page has them."""
    return [c for place in finding[4] for c in index["profiles"][place][2]]


def test_statements_are_told_new_ones_first_with_their_smallest_case() -> None:
    study, (findings, skipped) = real_study()
    known = [f for f in findings if f.contradiction]
    mixed = [*unexplained(known[:3]), *known[3:]]
    against = contradicted(study, mixed)
    assert {bool(statement.erratum) for statement in against} == {True, False}
    text = page_of(study, mixed, skipped)
    index, evidence = carried(outline(text))
    for statement, row in zip(against, statements_of(text), strict=True):
        example = statement.example
        assert words(row).startswith(
            f"{'known' if statement.erratum else 'new'} {statement.theorem}: {statement.text}"
        )
        place = number(r'href="#finding-(\d+)"', row)
        problem, method, pair, *_ = index["findings"][place]
        assert index["problems"][problem]["name"] == example.problem
        assert index["methods"][method]["name"] == example.method
        assert index["pairs"][pair] == {"step": example.step, "radius": example.radius}
        assert " ".join(reproduce(study, example, statement.theorem)) in words(row)
        found, chunk = evidence[place]
        errata = [c[3] for _, told in found["theorems"] for c in told]
        assert (statement.erratum in [chunk["texts"][e] for e in errata if e is not None]) == bool(
            statement.erratum
        )


def test_known_statements_are_folded_and_new_ones_up_to_a_number() -> None:
    study, (findings, skipped) = real_study()
    for told in (findings, unexplained(findings)):
        text = page_of(study, told, skipped)
        new = sum(not s.erratum for s in contradicted(study, told))
        known = len(contradicted(study, told)) - new
        assert len(statements_of(before(text, '<section id="results"'))) == new + known
        assert len(statements_of(unfolded(text))) == min(new, OPEN)
    assert new > OPEN
    assert "Contradictions none" in words(page_of(study, [f for f in findings if agrees(f)]))


def agrees(finding: Finding) -> bool:
    """Whether no theorem is contradicted."""
    return not finding.contradiction


def before(text: str, mark: str) -> str:
    """The text up to a mark, which is in it."""
    head, found, _ = text.partition(mark)
    assert found
    return head


def unfolded(text: str) -> str:
    """The page without what is folded."""
    return re.sub(r"<details.*?</details>", "", text, flags=re.DOTALL)


def test_verdicts_of_ours_that_contradict_each_other_are_told() -> None:
    study, (findings, _) = real_study()
    faulty = [replace(f, inconsistencies=("a excludes b",)) for f in findings[:25]]
    text = page_of(study, faulty)
    assert of(text, "answer") == study_answer(study, faulty, (), complete=True)
    told = re.findall(r"Our verdicts contradict each other: ([^<]*)", text)
    assert len(told) == 21
    assert told[0].endswith("a excludes b")
    assert told[-1] == "… and 5 more"
    assert "Our verdicts" not in page_of(study, findings)


def test_the_configuration_is_named(tmp_path: Path, capsys: Capture) -> None:
    path = written(tmp_path, {"name": "StepLR", "step_size": 30, "gamma": 0.1}, epochs=40)
    arguments = ["check", "--problem", "ripple", "--method", "sam", "--config", path]
    assert run_command([*arguments, "--jobs", "1", "--html", str(tmp_path)]) in (0, 1)
    said = of((tmp_path / "index.html").read_text(), "training")
    assert said.startswith(f"{path}: StepLR")
    assert "".join(said.split()) in "".join(capsys.readouterr().out.split())
    study, (findings, skipped) = real_study()
    assert 'id="training"' not in page_of(study, findings, skipped)


def test_an_interrupted_study_says_of_how_much_it_speaks() -> None:
    study, (findings, _) = real_study()
    first = [f for f in findings if f.problem == study.problems[0]]
    text = page_of(study, first, complete=False)
    assert of(text, "answer").startswith("Interrupted: this speaks of 1 of 3 problems. In ")
    assert 'class="answer cut"' in text
    whole = page_of(study, findings)
    assert "Interrupted" not in of(whole, "answer")
    assert 'class="answer cut"' not in whole


def test_the_skip_link_is_the_first_that_takes_the_focus() -> None:
    study, (findings, skipped) = real_study()
    parsed = outline(page_of(study, findings, skipped))
    ids = {attributes.get("id") for _, attributes in parsed.tags}
    stops = [a for tag, a in parsed.tags if tag in ("a", "button", "input", "select", "summary")]
    assert stops[0]["id"] == "skip"
    assert (stops[0]["href"] or "").removeprefix("#") in ids
