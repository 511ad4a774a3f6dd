"""`--html DIR`: where the page of a study goes, and what is refused before the study runs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sam_theory.cli.output import require_writable
from sam_theory.errors import UsageError
from sam_theory.study.whole import write_whole

if TYPE_CHECKING:
    from sam_theory.statements.finding import Finding, Skipped
    from sam_theory.study.study import Study

PAGE, EVIDENCE = "index.html", "evidence"  # and the folder beside a large page
SCRIPT = re.compile(r"([0-9a-f]{16}-)?\d+\.js")  # of this page or another

HtmlOption = Annotated[
    str | None,
    typer.Option("--html", metavar="DIR", help="Write the verdicts as a page, DIR/index.html."),
]


def require_page(folder: str | None) -> None:
    """Raise UsageError if the page could not be made: no Jinja2, or no place to write to."""
    from importlib.util import find_spec

    if folder is None:
        return
    if not folder:
        raise UsageError("--html must name a folder; got ''; . is this one")
    if find_spec("jinja2") is None:
        raise UsageError('--html needs Jinja2; run: pip install "sam-theory[report]"')
    path = Path(folder).resolve()
    existing = next(place for place in (path, *path.parents) if place.exists())
    if not existing.is_dir():
        raise UsageError(f"--html must name a folder; got {folder!r}, where {existing} is a file")
    require_writable(str(existing / PAGE))


def page_files(folder: str | None) -> tuple[str, ...]:
    """What `write_page` writes there, where a page is asked for."""
    return tuple(str(Path(folder) / name) for name in (PAGE, EVIDENCE)) if folder else ()


def write_page(
    folder: str,
    study: Study,
    findings: Sequence[Finding],
    skipped: Sequence[Skipped],
    answer: str,
    *,
    complete: bool,
    training: str,
) -> Path:
    """Write the page whole, making the folder if need be; returns the page's path."""
    from sam_theory.report.page.render import page

    made = page(study, findings, skipped, answer, complete=complete, training=training)
    path = Path(folder) / PAGE
    beside = path.parent / EVIDENCE
    try:
        (beside if made.evidence else path.parent).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{folder} could not be made: {error.strerror or error}") from error
    for name, script in made.evidence.items():
        _write(beside / name, script)
    _write(path, made.text)  # an interruption before this leaves an earlier page with its evidence
    for script_file in beside.glob("*.js"):
        if SCRIPT.fullmatch(script_file.name) and script_file.name not in made.evidence:
            script_file.unlink(missing_ok=True)
    return path


def _write(path: Path, text: str) -> None:
    write_whole(str(path), lambda file: file.write(text.encode()))
