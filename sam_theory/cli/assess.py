"""`assess`: the five properties for a trajectory that was recorded elsewhere."""

from __future__ import annotations

from typing import Annotated

import typer

from sam_theory.cli.output import JsonOption, console, require_writable, write_json


def command(
    file: Annotated[str, typer.Argument(help="A .npz or .csv record.")],
    json: JsonOption = None,
) -> None:
    """Judge a recorded trajectory. Example: sam-theory assess run.npz

    A .npz holds value (K,), gradient_norm (K,) and where known iterate (K, n), step (K,),
    radius (K,); a .csv the columns value, gradient_norm, step, radius, x1 ... xn. Row i is
    iteration i unless a column k says otherwise.
    """
    from sam_theory.judging import judge
    from sam_theory.outlook import Outlook
    from sam_theory.records import read_trace
    from sam_theory.tables import verdict_table

    require_writable(json)
    trace = read_trace(file)
    verdicts = judge(trace, Outlook())
    properties = {name: verdict.document() for name, verdict in verdicts.items()}
    write_json(json, "assess", {"properties": properties})
    screen = console(json)
    screen.print(f"{file}: iterations up to k = {trace.iterations:,}.")
    screen.print(verdict_table(("property", "status", "evidence"), verdicts.items()))
