"""`--html DIR`: where the page of a study goes, and what is refused before the study runs."""

from __future__ import annotations

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
    try:
        _make_room(path.parent / EVIDENCE, len(made.evidence))
    except OSError as error:
        raise UsageError(f"{folder} could not be made: {error.strerror or error}") from error
    for number, script in enumerate(made.evidence):
        _write(path.parent / EVIDENCE / f"{number}.js", script)
    _write(path, made.text)
    return path


def _make_room(folder: Path, count: int) -> None:
    """The folder for so many scripts, without those of an earlier page that had more of them."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    if count:
        folder.mkdir(exist_ok=True)
    for path in folder.glob("*.js"):
        if path.stem.isdecimal() and int(path.stem) >= count:
            path.unlink()


def _write(path: Path, text: str) -> None:
    write_whole(str(path), lambda file: file.write(text.encode()))
