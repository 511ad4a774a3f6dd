"""`assess`: the five properties for trajectories that were recorded elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sam_theory.cli.output import (
    JsonOption,
    console,
    progress_bar,
    require_writable,
    write_json,
    write_whole,
)
from sam_theory.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.console import Console
    from rich.table import Table

    from sam_theory.runs.trace import Trace
    from sam_theory.study.assessing import Assessment, Foretold
    from sam_theory.verdict import Verdict

FORMATS = ("png", "pdf", "svg")


def command(
    files: Annotated[list[str], typer.Argument(metavar="FILE…", help="Records, .npz or .csv.")],
    step: Annotated[str | None, typer.Option(help="Formula of tₖ, for all k.")] = None,
    radius: Annotated[str | None, typer.Option(help="Formula of ρₖ, for all k.")] = None,
    figure: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="Draw the record as FILE.png, .pdf or .svg."),
    ] = None,
    json: JsonOption = None,
) -> None:
    """Does the run that I recorded converge?

    Example: sam-theory assess run.npz --step "0.1/k"

    A .npz holds value (K,), gradient_norm (K,) and where known iterate (K, n), step (K,),
    radius (K,); a .csv the columns value, gradient_norm, step, radius, x1 ... xn. Row i is
    iteration i unless a column k says otherwise. --step and --radius say how the schedules go on
    beyond the record, which numbers cannot.

    For what stays undecided it says what would decide it: about how many iterations if the laws
    that fit the record go on, which column is missing, or that no record could.
    """
    from sam_theory.report.tables import verdict_table
    from sam_theory.study.assessing import assess, foretold

    require_writable(json)
    form = _format(figure)
    schedules = foretold(step, radius)
    if len(files) > 1:
        if figure is not None:
            raise UsageError("--figure draws one record; got several files; name one")
        _assess_many(list(dict.fromkeys(files)), schedules, json)
        return
    (file,) = files
    found = assess(file, schedules)
    if figure is not None:
        _draw(found.trace, figure, form)
    write_json(json, "assess", _document(found))
    screen = console(json)
    screen.print(f"{file}: iterations up to k = {found.trace.iterations:,}.")
    screen.print(verdict_table(("property", "status", "evidence"), found.verdicts.items()))
    _print_needs(screen, found.needs)
    if figure is not None:
        screen.print(f"Drawn in {figure}.")


def _document(found: Assessment) -> dict[str, Any]:
    properties = {name: verdict.document() for name, verdict in found.verdicts.items()}
    return {"properties": properties, "needs": dict(found.needs)}


def _assess_many(files: Sequence[str], schedules: Foretold, json: str | None) -> None:
    """All records that can be read; raises UsageError if none can."""
    from sam_theory.study.assessing import assess

    records: dict[str, dict[str, Any]] = {}
    verdicts: dict[str, Mapping[str, Verdict]] = {}
    with progress_bar() as bar:
        for file in bar.track(files, description="records"):
            try:
                found = assess(file, schedules)
            except UsageError as error:
                records[file] = {"error": str(error)}
            else:
                records[file], verdicts[file] = _document(found), found.verdicts
    if not verdicts:
        first = next(iter(records.values()))["error"]
        raise UsageError(f"none of {len(files)} files is a record that can be judged; {first}")
    write_json(json, "assess", {"records": records})
    screen = console(json)
    screen.print(_overview(verdicts))
    for file, record in records.items():
        if "error" in record:
            screen.print(f"{file}: {record['error']}")
    screen.print(f"{len(verdicts)} of {len(files)} files judged; the evidence is in --json.")


def _overview(verdicts: Mapping[str, Mapping[str, Verdict]]) -> Table:
    """A row a record, a column a property, the status in each."""
    from rich.table import Table
    from rich.text import Text

    from sam_theory.report.tables import STYLES

    table = Table(box=None, pad_edge=False)
    table.add_column("record", overflow="fold")
    for name in next(iter(verdicts.values())):
        table.add_column(name.replace("-", "\n"), no_wrap=True)
    for file, of_file in verdicts.items():
        cells = [Text(v.status.value, style=STYLES[v.status]) for v in of_file.values()]
        table.add_row(Text(file), *cells)
    return table


def _format(figure: str | None) -> str:
    if figure is None:
        return ""
    form = Path(figure).suffix.lower().removeprefix(".")
    if form not in FORMATS:
        raise UsageError(f"--figure must end in .png, .pdf or .svg; got {figure!r}")
    require_writable(figure)
    return form


def _draw(trace: Trace, target: str, form: str) -> None:
    from sam_theory.report.portrait import picture_of

    picture = picture_of(trace, form)
    write_whole(target, lambda file: file.write(picture))


def _print_needs(screen: Console, needs: Mapping[str, str]) -> None:
    """Each sentence once, with the properties that it is about."""
    about: dict[str, list[str]] = {}
    for name, sentence in needs.items():
        about.setdefault(sentence, []).append(name)
    if about:
        screen.print("\nWhat would decide the rest:")
    for sentence, names in about.items():
        screen.print(f"- {', '.join(names)}: {sentence}")
