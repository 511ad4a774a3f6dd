"""The commands put together, and the exit status of each kind of ending."""

from __future__ import annotations

import contextlib
import logging
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Annotated

import typer

from sam_theory.cli.faults import FAULTS, fault, is_interruption, left_out
from sam_theory.cli.output import INTERRUPTED, say
from sam_theory.cli.spelling import adapt
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
    "falsify",
    "bound",
    "figures",
)
WRONG_CALL = 2


def application(commands: Sequence[str] = COMMANDS) -> typer.Typer:
    """The program with its commands; each imports what it needs when it is called."""
    app = typer.Typer(
        name="sam-theory",
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback(invoke_without_command=True)(_program)
    for name in commands:
        app.command(name)(import_module(f"sam_theory.cli.{name}").command)
    return app


def _program(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Show the version and exit.")] = False,
) -> None:
    """Does SAM converge, by which theorem, and do runs agree?

    \b
    Example: sam-theory check --problem ridge-logistic --method sam \\
                 --step 1/k --radius 0.1/k
    """
    if version:
        from sam_theory import __version__

        print(f"sam-theory {__version__}")
    elif context.invoked_subcommand is None:
        raise UsageError("a command must be given; see sam-theory --help")


def run_command(arguments: Sequence[str]) -> int:
    """Run one command; returns its exit status. A wrong call ends in one sentence on stderr."""
    if sys.stdout is None:
        return _complain("standard output must be open; it is closed; >/dev/null discards it")
    for stream in (sys.stdout, sys.stderr):
        adapt(stream)
    logging.getLogger("matplotlib").setLevel(logging.ERROR)  # it finds another place for its cache
    with left_out() as sentences:
        status, complaint = _ended(arguments)
    if complaint not in sentences:  # what is asked for by name is complained of, and nothing else
        for sentence in sentences:
            say(f"left out: {sentence}")
    if complaint:
        say(complaint)
    return status


def _ended(arguments: Sequence[str]) -> tuple[int, str]:
    """The exit status of a command, and the sentence that it ends in, if it did not answer."""
    try:
        return _answered(arguments)
    except KeyboardInterrupt:
        return INTERRUPTED, "interrupted"
    except FAULTS as error:
        if is_interruption(error):
            return INTERRUPTED, "interrupted"
        if isinstance(error, BrokenPipeError) or isinstance(error.__context__, BrokenPipeError):
            _discard_output()  # the reader has seen enough; rich turns it into SystemExit
            return 0, ""
        if sys.flags.dev_mode:  # python -X dev -m sam_theory shows where it happened
            raise
        _discard_output()
        return WRONG_CALL, fault(error)


def _answered(arguments: Sequence[str]) -> tuple[int, str]:
    """The same; faults, which are no answers and no wrong calls, are raised."""
    try:
        status = application(_needed(arguments))(
            list(arguments) or ["--help"], prog_name="sam-theory", standalone_mode=False
        )
        sys.stdout.flush()
    except UsageError as error:
        if is_interruption(error.__cause__):
            raise KeyboardInterrupt from error
        return WRONG_CALL, str(error)
    except typer.TyperException as error:
        return WRONG_CALL, _sentence(error, arguments)
    except typer.Abort:
        return INTERRUPTED, "interrupted"
    return int(status or 0), "interrupted" if status == INTERRUPTED else ""


def _needed(arguments: Sequence[str]) -> Sequence[str]:
    """The command that is called, where it comes first: to read the others takes its time."""
    return [name for name in COMMANDS if name in arguments[:1]] or COMMANDS


def _discard_output() -> None:
    """Leave nothing to be written at exit to a standard output that takes nothing."""
    with contextlib.suppress(OSError, ValueError):
        sys.stdout.flush()
        return
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _complain(sentence: str) -> int:
    say(sentence)
    return WRONG_CALL


def _sentence(error: typer.TyperException, arguments: Sequence[str]) -> str:
    message = error.format_message() if hasattr(error, "format_message") else str(error)
    sentence = message.strip().rstrip(".")
    if sentence.startswith("No such command") and arguments:
        if "Did you mean" in sentence:
            return sentence
        return f"{sentence}; known are {', '.join(COMMANDS)}"
    return f"{sentence}; see sam-theory --help"
