"""The program `sam-theory`, also `python -m sam_theory`."""

from __future__ import annotations

import gc
import importlib.util
import os
import signal
import sys
import threading

# Imports make objects that stay: to look among them for garbage, as often as Python does where
# nothing else is said, takes a sixth of the time of a short command.
OBJECTS = 200_000  # made between two such looks
LEAST_MEMORY = 300_000_000  # bytes of address space; in less, OpenBLAS ends the program itself
# One BLAS thread: the matrices here are small, and a study already uses every core.
for _variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_variable, "1")
os.environ.pop("MPLBACKEND", None)  # everything is drawn into files, whatever there is


def main() -> None:
    """Run one command and exit with its status."""
    try:
        _occupy_descriptors()
        _require_memory()
        _end_as_if_interrupted()
        gc.set_threshold(OBJECTS)
        from sam_theory.cli.app import run_command

        status = run_command(sys.argv[1:])
    except KeyboardInterrupt:  # while modules were imported
        print("sam-theory: interrupted", file=sys.stderr)
        status = 130
    except Exception as error:  # of an installation that is not whole
        if sys.flags.dev_mode:
            raise
        words = " ".join(str(error).split())
        print(f"sam-theory: must be importable; {words}; install it anew", file=sys.stderr)
        status = 2
    # Python would end by the signal, whatever the status, if it came while a string was executed,
    # as where dataclasses are made; it forgets that when it executes another.
    exec("pass")
    gc.freeze()  # what is left ends with the process: garbage is not looked for among it
    sys.exit(status)


def _occupy_descriptors() -> None:
    """Open what is closed of 0, 1 and 2, lest a file that is opened later takes its place."""
    for descriptor in (0, 1, 2):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 — to the end


def _require_memory() -> None:
    """End here where memory is limited to less than NumPy and Matplotlib need."""
    if importlib.util.find_spec("resource") is None:
        return
    import resource

    limit, _ = resource.getrlimit(resource.RLIMIT_AS)
    if limit != resource.RLIM_INFINITY and limit < LEAST_MEMORY:
        print(
            f"sam-theory: memory must be at least {LEAST_MEMORY // 10**6} MB; "
            f"ulimit -v allows {limit // 10**6} MB",
            file=sys.stderr,
        )
        sys.exit(2)


def _end_as_if_interrupted() -> None:
    """Let a request to end reach the code that keeps what is finished and ends its processes."""
    sys.unraisablehook = _ask_again
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, signal.default_int_handler)


def _ask_again(unraisable: sys.UnraisableHookArgs) -> None:
    """Repeat an interruption that came while an object was destroyed, where Python ignores it."""
    if isinstance(unraisable.exc_value, KeyboardInterrupt):
        threading.Timer(0.01, signal.raise_signal, [signal.SIGINT]).start()
    else:
        sys.__unraisablehook__(unraisable)


if __name__ == "__main__":
    main()
