"""The commands put together, and the exit status of each kind of ending."""

from __future__ import annotations

import difflib
import os
import sys
from collections.abc import Sequence
from importlib import import_module

import typer

from sam_theory.cli.output import INTERRUPTED
from sam_theory.errors import UsageError

COMMANDS = (  # one module of this folder each, in the order of the help page
    "check",
    "list",
    "show",
    "run",
    "schedule",
    "assess",
    "audit",
    "prove",
    "counterexample",
    "figures",
)
WRONG_CALL = 2


def application() -> typer.Typer:
    """The program with all its commands; each imports what it needs when it is called."""
    app = typer.Typer(
        name="sam-theory",
        help="Check convergence theorems about Sharpness-Aware Minimization.",
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    for name in COMMANDS:
        app.command(name)(import_module(f"sam_theory.cli.{name}").command)
    return app


def run_command(arguments: Sequence[str]) -> int:
    """Run one command; returns its exit status. A wrong call ends in one sentence on stderr."""
    try:
        status = application()(list(arguments) or ["--help"], standalone_mode=False)
        sys.stdout.flush()
    except UsageError as error:
        return _complain(str(error))
    except typer.TyperException as error:
        return _complain(_sentence(error, arguments))
    except (KeyboardInterrupt, typer.Abort):
        print("sam-theory: interrupted", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return int(status or 0)


def _complain(sentence: str) -> int:
    print(f"sam-theory: {sentence}", file=sys.stderr)
    return WRONG_CALL


def _sentence(error: typer.TyperException, arguments: Sequence[str]) -> str:
    message = error.format_message() if hasattr(error, "format_message") else str(error)
    sentence = message.strip().rstrip(".")
    if sentence.startswith("No such command") and arguments:
        near = difflib.get_close_matches(arguments[0], COMMANDS, n=1)
        known = f"the nearest is {near[0]!r}" if near else f"known are {', '.join(COMMANDS)}"
        return f"{sentence}; {known}"
    return f"{sentence}; see sam-theory --help"
