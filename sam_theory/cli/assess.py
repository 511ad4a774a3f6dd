"""`assess`: the five properties for a trajectory that was recorded elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sam_theory.cli.output import JsonOption, console, require_writable, write_json, write_whole
from sam_theory.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.console import Console

    from sam_theory.runs.trace import Trace

FORMATS = ("png", "pdf", "svg")


def command(
    file: Annotated[str, typer.Argument(help="A .npz or .csv record.")],
    figure: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="Draw the record as FILE.png, .pdf or .svg."),
    ] = None,
    json: JsonOption = None,
) -> None:
    """Judge a recorded trajectory. Example: sam-theory assess run.npz --figure run.pdf

    A .npz holds value (K,), gradient_norm (K,) and where known iterate (K, n), step (K,),
    radius (K,); a .csv the columns value, gradient_norm, step, radius, x1 ... xn. Row i is
    iteration i unless a column k says otherwise.

    For what stays undecided it says what would decide it: about how many iterations if the laws
    that fit the record go on, which column is missing, or that no record could.
    """
    from sam_theory.properties.judge import judge
    from sam_theory.properties.needs import needs_of
    from sam_theory.properties.outlook import Outlook
    from sam_theory.report.tables import verdict_table
    from sam_theory.runs.files import read_trace

    require_writable(json)
    form = _format(figure)
    trace = read_trace(file)
    verdicts = judge(trace, Outlook())
    needs = needs_of(trace, verdicts)
    if figure is not None:
        _draw(trace, figure, form)
    properties = {name: verdict.document() for name, verdict in verdicts.items()}
    write_json(json, "assess", {"properties": properties, "needs": needs})
    screen = console(json)
    screen.print(f"{file}: iterations up to k = {trace.iterations:,}.")
    screen.print(verdict_table(("property", "status", "evidence"), verdicts.items()))
    _print_needs(screen, needs)
    if figure is not None:
        screen.print(f"Drawn in {figure}.")


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
