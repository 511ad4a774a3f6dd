"""What a fault of the machine, or of this program, is told as: one sentence, never a traceback."""

from __future__ import annotations

import errno
import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sam_theory.library.collecting import LeftOut, told

FAULTS = (Exception, SystemExit)  # whatever is not an answer, a wrong call or an interruption
MEMORY = "lower --iterations, --starts or --jobs, or allow more memory"


def fault(error: BaseException) -> str:
    """What went wrong, and what to do about it."""
    match error:
        case MemoryError():
            return f"memory must suffice; there is too little; {MEMORY}"
        case OSError() if not _is_there(Path()):
            return "the working directory must exist; it is gone; change to one that is there"
        case OSError(filename=str(name)):
            return f"{name} must be usable; {_reason(error)}"
        case OSError(errno=errno.ENOSPC | errno.EFBIG | errno.EIO):
            return f"standard output must take what is written; {_reason(error)}"
        case OSError():
            return f"the system must allow what is asked; {_reason(error)}, {_place(error)}"
        case ImportError() if _is_limited():
            return f"memory must suffice; there is too little: {told(error)}; {MEMORY}"
        case ImportError():
            return f"every module must be importable; {told(error)}; install sam-theory anew"
    if type(error).__name__ == "BrokenProcessPool":
        return f"every process must live to its end; one died, perhaps for lack of memory; {MEMORY}"
    return f"this is a bug of sam-theory: {told(error)}, {_place(error)}; please report it"


def is_interruption(error: BaseException | None) -> bool:
    """Whether it is one, or what a library has made of one, as ctypes does of one in a call."""
    if error is None:
        return False
    named = isinstance(error, KeyboardInterrupt) or KeyboardInterrupt.__name__ in str(error)
    return named or is_interruption(error.__cause__ or error.__context__)


def _reason(error: OSError) -> str:
    return error.strerror or told(error)


def _is_limited() -> bool:
    """Whether the address space of this process has a limit, as by ulimit -v."""
    try:
        import resource
    except ImportError:
        return False
    return resource.getrlimit(resource.RLIMIT_AS)[0] != resource.RLIM_INFINITY


def _is_there(folder: Path) -> bool:
    try:
        folder.resolve()
    except OSError:
        return False
    return True


def _place(error: BaseException) -> str:
    """The file and line where it was raised."""
    last = error.__traceback__
    while last is not None and last.tb_next is not None:
        last = last.tb_next
    if last is None:
        return "nowhere"
    return f"{os.path.basename(last.tb_frame.f_code.co_filename)} line {last.tb_lineno}"


@contextmanager
def left_out() -> Iterator[list[str]]:
    """Collects the sentences that say what is left out of the catalogues."""
    found: list[str] = []
    with warnings.catch_warnings():
        warnings.simplefilter("always", LeftOut)
        shown = warnings.showwarning

        def show(message: Any, category: Any, *where: Any, **more: Any) -> None:
            if issubclass(category, LeftOut):
                found.append(str(message))
            else:
                shown(message, category, *where, **more)

        warnings.showwarning = show
        yield found
