"""The page put together: a template, our scripts and styles, vendored libraries, the data."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from sam_theory.report.lines import reasons_of, runs_of
from sam_theory.report.page.evidence import chunk_document, chunks
from sam_theory.report.page.index import index_document
from sam_theory.report.page.packing import packed
from sam_theory.report.page.statements import statements_document
from sam_theory.report.phrases import counted
from sam_theory.statements.finding import Finding, Skipped
from sam_theory.study.study import Study

HERE = Path(__file__).parent
ASSETS = HERE / "assets"
VENDORED = ("tanstack-table-core/table-core.min.js", "uplot/uPlot.iife.min.js")
STYLES = (HERE / "vendor/uplot/uPlot.min.css", ASSETS / "page.css")
INLINE = 6_000_000  # characters of evidence that a page holds itself
DIGITS = 16  # of the digest that ties evidence to its page
SCRIPTS = (  # in the order in which they build on each other
    "elements.js",
    "unpacking.js",
    "judging.js",
    "filtering.js",
    "matrix.js",
    "listing.js",
    "plotting.js",
    "regions.js",
    "evidence.js",
    "page.js",
)


@dataclass(frozen=True)
class Page:
    """A page, and by name the scripts in the folder `evidence` beside it, if it is large."""

    text: str
    evidence: Mapping[str, str]


def page(
    study: Study,
    findings: Sequence[Finding],
    skipped: Sequence[Skipped],
    answer: str,
    *,
    complete: bool,
    training: str = "",
) -> Page:
    """The page of these findings, which begins with the answer and with what was trained.

    Evidence that would make it slow to open stands beside it, to be loaded when it is asked for.
    Needs Jinja2, and findings that kept their curves.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    index = index_document(study, findings, skipped)
    infima = {problem["name"]: problem["infimum"] for problem in index["problems"]}
    sizes, blobs = [], []
    for chunk in chunks(findings):
        sizes.append(len(chunk))
        blobs.append(packed(chunk_document(study, chunk, infima)))
    environment = Environment(
        loader=FileSystemLoader(ASSETS), autoescape=True, undefined=StrictUndefined
    )
    apart = sum(map(len, blobs)) > INLINE
    own = sha256("\n".join(blobs).encode()).hexdigest()[:DIGITS]
    text = environment.get_template("page.html.jinja").render(
        version=version("sam-theory"),
        answer=answer,
        training=training,
        complete=complete,
        runs=runs_of(study),
        settings=counted(len(findings), "setting"),
        statements=statements_document(study, findings),
        left_out=f"{len(skipped):,}",
        reasons=[
            (problem, reason, counted(count, "setting"))
            for (problem, reason), count in reasons_of(skipped).items()
        ],
        styles=[path.read_text(encoding="utf-8") for path in STYLES],
        vendored=[_vendored(HERE / "vendor" / name) for name in VENDORED],
        scripts=[(ASSETS / name).read_text(encoding="utf-8") for name in SCRIPTS],
        index=packed(index | {"chunks": sizes, "evidence": own}),
        chunks=() if apart else blobs,
        apart=apart,
    )
    named = {f"{own}-{n}.js": f'carry({n}, "{blob}");\n' for n, blob in enumerate(blobs)}
    return Page(text, named if apart else {})


def _vendored(path: Path) -> dict[str, Any]:
    """A library with its licence; without the pointer to a source map, which is not shipped."""
    source = re.sub(
        r"^//# sourceMappingURL=.*$", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE
    )
    return {"licence": (path.parent / "LICENSE").read_text(encoding="utf-8"), "source": source}
