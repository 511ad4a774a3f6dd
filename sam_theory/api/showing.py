"""Results as a few lines of text, and as a table for notebooks."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping
from html import escape

from sam_theory.statements.finding import ConclusionFinding, Finding, told, where
from sam_theory.verdict import Verdict, worst

WIDTH, ANSWER = 80, 4  # columns; lines of an answer, all of which is in the attribute
CELL = "text-align: left; vertical-align: top"
Row = tuple[str, str, str]


def text(finding: Finding, answer: str) -> str:
    """The beginning of the answer and the status of the properties: ten lines of 80 columns."""
    return lines(
        "CheckResult",
        answer,
        finding.properties,
        "more: .answer, .theorems, .properties, .trajectory, .plot(), .to_frame()",
    )


def lines(kind: str, answer: str, properties: Mapping[str, Verdict], last: str) -> str:
    """The beginning of the answer, a line a property, and where the rest is."""
    widest = max(map(len, properties), default=0)
    statuses = [f"  {name:{widest}}  {verdict.status}" for name, verdict in properties.items()]
    head = textwrap.wrap(f"{kind}: {answer}", WIDTH, max_lines=ANSWER, placeholder=" …")
    return "\n".join([*head, *statuses, last])


def html(finding: Finding, answer: str) -> str:
    """The answer above the five properties, and the theorems that promise something."""
    theorems = (
        (name, worst(c.verdict for c in promised).status.value, "; ".join(map(told, promised)))
        for name, promised in promising(finding)
    )
    return table(where(finding), answer, (*rows(finding.properties), *theorems))


def promising(finding: Finding) -> Iterable[tuple[str, tuple[ConclusionFinding, ...]]]:
    """The theorems that promise something here, with what they do."""
    for theorem in finding.theorems:
        promised = tuple(c for c in theorem.conclusions if c.promised)
        if promised:
            yield theorem.name, promised


def rows(properties: Mapping[str, Verdict]) -> tuple[Row, ...]:
    """A row a property."""
    return tuple((name, v.status.value, v.evidence) for name, v in properties.items())


def table(caption: str, answer: str, body: Iterable[Row]) -> str:
    """A table of three columns in HTML; nothing of what is given is read as markup."""
    cells = ("".join(f'<td style="{CELL}">{escape(cell)}</td>' for cell in row) for row in body)
    whole = "".join(f"<tr>{row}</tr>" for row in cells)
    head = "".join(f'<th style="{CELL}">{word}</th>' for word in ("", "status", "evidence"))
    return (
        f"<p>{escape(answer)}</p><table><caption>{escape(caption)}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{whole}</tbody></table>"
    )
