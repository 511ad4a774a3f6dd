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
)
from sam_theory.errors import UsageError
from sam_theory.study.whole import write_whole

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from sam_theory.study.assessing import Assessment, Foretold
    from sam_theory.verdict import Verdict

FORMATS = ("png", "pdf", "svg")


def command(
    files: Annotated[
        list[str], typer.Argument(metavar="FILE…", help="Records: .npz, .csv, event files.")
    ],
    column: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME=COLUMN",
            help="What a column is: value, gradient_norm, step, radius or k. May be repeated.",
        ),
    ] = None,
    step: Annotated[str | None, typer.Option(help="Formula of tₖ, for all k.")] = None,
    radius: Annotated[str | None, typer.Option(help="Formula of ρₖ, for all k.")] = None,
    figure: Annotated[
        str | None,
        typer.Option(
            metavar="FILE", help="Draw the record, its laws and limits: .png, .pdf or .svg."
        ),
    ] = None,
    json: JsonOption = None,
) -> None:
    """Does the run that I recorded converge?

    Example: sam-theory assess run.npz --step "0.1/k"

    A training log: sam-theory assess events.out.tfevents.123 --column value=train/loss

    Reads event files of TensorBoard (or a folder of one training), the CSV files that TensorBoard,
    wandb and Lightning export, and our own: a .npz with value (K,), gradient_norm (K,) and where
    known iterate (K, n), step (K,), radius (K,), or a .csv with columns value, gradient_norm, step,
    radius, x1 ... xn. Row i is iteration i unless a column k, or a counter of steps, says
    otherwise; a counter that begins with 0 is one behind. It says which column it took for what;
    --column decides that. Of a loss without a norm of the gradient only value-limit is judged.

    --step and --radius say how the schedules go on beyond the record, which numbers cannot.

    For what stays undecided it says what would decide it: about how many iterations if the laws
    that fit the record go on, which column is missing, or that no record could.
    """
    from sam_theory.report.tables import verdict_table
    from sam_theory.runs.dialects import said_of
    from sam_theory.study.assessing import assess, foretold

    require_writable(json)
    form, schedules, said = _format(figure), foretold(step, radius), said_of(column or ())
    if len(files) > 1:
        if figure is not None:
            raise UsageError("--figure draws one record; got several files; name one")
        _assess_many(list(dict.fromkeys(files)), schedules, said, json)
        return
    (file,) = files
    found = assess(file, schedules, said)
    if figure is not None:
        _draw(found, Path(file).resolve().name, figure, form)
    answer = _answer(file, found)
    write_json(json, "assess", {"answer": answer, **_document(found)})
    screen = console(json)
    screen.print(f"{answer}\n", style="bold")
    _print_reading(screen, found)
    screen.print(verdict_table(("property", "status", "evidence"), found.verdicts.items()))
    _print_needs(screen, found.needs)
    if figure is not None:
        screen.print(f"Drawn in {figure}.")
    screen.print(f"\n{answer}", style="bold")


def _answer(file: str, found: Assessment) -> str:
    from sam_theory.report.record_answer import record_answer

    return record_answer(file, found.trace.iterations, found.verdicts, found.needs)


def _document(found: Assessment) -> dict[str, Any]:
    properties = {name: verdict.document() for name, verdict in found.verdicts.items()}
    read = {"columns": dict(found.sources), "notes": list(found.notes)}
    return {"properties": properties, "needs": dict(found.needs)} | read


def _assess_many(
    files: Sequence[str], schedules: Foretold, said: Mapping[str, str], json: str | None
) -> None:
    """All records that can be read; raises UsageError if none can."""
    from sam_theory.report.record_answer import records_answer
    from sam_theory.study.assessing import assess

    records: dict[str, dict[str, Any]] = {}
    verdicts: dict[str, Mapping[str, Verdict]] = {}
    with progress_bar() as bar:
        for file in bar.track(files, description="records"):
            try:
                found = assess(file, schedules, said)
            except UsageError as error:
                records[file] = {"error": str(error)}
            else:
                records[file] = {"answer": _answer(file, found), **_document(found)}
                verdicts[file] = found.verdicts
    if not verdicts:
        first = next(iter(records.values()))["error"]
        raise UsageError(f"none of {len(files)} files is a record that can be judged; {first}")
    answer = records_answer(verdicts, len(files))
    write_json(json, "assess", {"answer": answer, "records": records})
    screen = console(json)
    screen.print(f"{answer}\n", style="bold")
    screen.print(_overview(verdicts))
    for file, record in records.items():
        if "error" in record:
            screen.print(f"{file}: {record['error']}")
    screen.print("--json has the evidence and the columns.\n")
    screen.print(answer, style="bold")


def _overview(verdicts: Mapping[str, Mapping[str, Verdict]]) -> Table:
    """A row a record, a column a property, the status in each."""
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False)
    table.add_column("record", overflow="fold")
    names = max(
        (list(each) for each in verdicts.values()), key=len
    )  # of a loss alone only one property is judged
    for name in names:
        table.add_column(name.replace("-", "\n"), no_wrap=True)
    for file, of_file in verdicts.items():
        cells = [_cell(of_file[name]) if name in of_file else Text("–") for name in names]
        table.add_row(Text(file), *cells)
    return table


def _cell(verdict: Verdict) -> Text:
    from rich.text import Text

    from sam_theory.report.tables import STYLES

    return Text(verdict.status.value, style=STYLES[verdict.status])


def _format(figure: str | None) -> str:
    if figure is None:
        return ""
    form = Path(figure).suffix.lower().removeprefix(".")
    if form not in FORMATS:
        raise UsageError(f"--figure must end in .png, .pdf or .svg; got {figure!r}")
    require_writable(figure)
    return form


def _draw(found: Assessment, title: str, target: str, form: str) -> None:
    from sam_theory.report.portrait import picture_of

    picture = picture_of(found.trace, found.verdicts, title, form)
    write_whole(target, lambda file: file.write(picture))


def _print_reading(screen: Console, found: Assessment) -> None:
    """Which column was read as what, unless they have our names, and what was left out."""
    if any(name != source for name, source in found.sources.items()):
        read = ", ".join(f"{name}={source}" for name, source in found.sources.items())
        screen.print(f"Read as {read}.")
    for note in found.notes:
        screen.print(f"- {note}")


def _print_needs(screen: Console, needs: Mapping[str, str]) -> None:
    """Each sentence once, with the properties that it is about."""
    about: dict[str, list[str]] = {}
    for name, sentence in needs.items():
        about.setdefault(sentence, []).append(name)
    if about:
        screen.print("\nWhat would decide the rest:")
    for sentence, names in about.items():
        screen.print(f"- {', '.join(names)}: {sentence}")
