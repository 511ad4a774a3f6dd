"""Pages of small real studies and of enlarged ones, and how tests read them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from itertools import count, groupby, islice
from typing import Any

from sam_theory.library.catalogues import Library
from sam_theory.report.page.packing import unpacked
from sam_theory.report.page.render import Page, page
from sam_theory.report.study_answer import study_answer
from sam_theory.statements.finding import Finding, Skipped
from sam_theory.study.defaults import study_of
from sam_theory.study.examining import examine
from sam_theory.study.joining import all_findings
from sam_theory.study.study import Result, Study

PROBLEMS = ("quadratic[eigenvalues=(100.0,)]", "ripple", "power[exponent=1.5]")
METHODS = ("gradient-descent", "sam", "usam")
VOID = {"meta", "link", "input", "br"}


@dataclass(frozen=True)
class Renaming(Library):
    """The catalogues, in which `name@number` is the problem `name` once more."""

    def get(self, kind: str, text: str) -> Any:
        """The item, by the part of its name before the @."""
        return super().get(kind, text.partition("@")[0])


def real_study(
    problems: Sequence[str] = PROBLEMS,
    methods: Sequence[str] | None = METHODS,
    *,
    iterations: int = 300,
    library: Library | None = None,
) -> tuple[Study, Result]:
    """A study as `check --html` runs it, with its findings."""
    study = study_of(
        library or Library(), problems=problems, methods=methods, iterations=iterations
    )
    study = replace(study, curves=True)
    return study, all_findings([examine(study, name) for name in study.problems])


def enlarged(study: Study, findings: Sequence[Finding], size: int) -> tuple[Study, list[Finding]]:
    """`size` findings: those given over and over, each time as those of a further problem."""
    groups = [list(group) for _, group in groupby(findings, key=lambda finding: finding.problem)]
    copies = (
        replace(finding, problem=f"{finding.problem}@{number}")
        for number in count(1)
        for group in groups
        for finding in group
    )
    many = list(islice(copies, size))
    names = tuple(dict.fromkeys(finding.problem for finding in many))
    return replace(study, library=Renaming(study.library.folders), problems=names), many


def page_of(*arguments: Any, **options: Any) -> str:
    """The page that `check --html` writes of a study, its findings and what was skipped."""
    return made(*arguments, **options).text


def made(
    study: Study,
    findings: Sequence[Finding],
    skipped: Sequence[Skipped] = (),
    *,
    complete: bool = True,
    training: str = "",
) -> Page:
    """The same with the evidence that stands beside it."""
    answer = study_answer(study, findings, skipped, complete=complete)
    return page(study, findings, skipped, answer, complete=complete, training=training)


def unexplained(findings: Sequence[Finding]) -> list[Finding]:
    """The findings as if no known erratum accounted for what they contradict."""
    return [
        replace(
            finding,
            theorems=tuple(
                replace(t, conclusions=tuple(replace(c, erratum="") for c in t.conclusions))
                for t in finding.theorems
            ),
        )
        for finding in findings
    ]


class Outline(HTMLParser):
    """The elements of a page, which must nest, and the texts of its data scripts."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.data: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag in ("select", "input"):
            assert "label" in self.open
        if tag not in VOID:
            self.open.append(tag)
        if dict(attrs).get("type") == "text/plain":
            self.data.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not self.open or self.open[-1] not in ("script", "style"):
            self.text.append(data)
        elif self.tags[-1][1].get("type") == "text/plain":
            self.data[-1] += data


def outline(text: str) -> Outline:
    """The page, parsed."""
    parsed = Outline()
    parsed.feed(text)
    parsed.close()
    assert parsed.open == []
    return parsed


def carried(parsed: Outline) -> tuple[Any, list[Any]]:
    """The index of a page, and the evidence of its findings with the texts put in."""
    index, *chunks = (unpacked(text) for text in parsed.data)
    return index, [(finding, chunk) for chunk in chunks for finding in chunk["findings"]]
