"""A lock that one process has at a time, and that goes with it, however it ends."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from sam_theory.errors import UsageError
from sam_theory.study.whole import unwritten


@contextlib.contextmanager
def locked(path: Path, refusal: str) -> Iterator[None]:
    """Have the lock of a file, which is made, and removed at the end.

    Raises UsageError with that sentence where another process has it, and where there cannot be a
    file. Where the system has no such locks nobody is kept out.
    """
    if sys.platform == "win32":
        yield
        return
    try:
        descriptor = _taken(path)
    except OSError as error:
        raise unwritten(str(path), error) from error
    if descriptor is None:
        raise UsageError(refusal)
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            os.unlink(path)
        os.close(descriptor)


def _taken(path: Path) -> int | None:
    """The open file; None where another process has its lock."""
    import fcntl  # which Windows lacks

    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            return None
        except OSError:  # a file system without locks
            return descriptor
        if _names(path, descriptor):
            return descriptor
        os.close(descriptor)  # who had it has removed it meanwhile


def _names(path: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(os.stat(path), os.fstat(descriptor))
    except FileNotFoundError:
        return False
