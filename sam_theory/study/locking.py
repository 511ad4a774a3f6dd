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
    file. Where the file system has no such locks nobody is kept out.
    """
    try:
        descriptor = _taken(path)
    except OSError as error:
        raise unwritten(str(path), error) from error
    if descriptor is None:
        raise UsageError(refusal)
    try:
        yield
    finally:
        if sys.platform == "win32":  # which removes no file that is open
            os.close(descriptor)
        with contextlib.suppress(OSError):
            os.unlink(path)
        if sys.platform != "win32":
            os.close(descriptor)


def _taken(path: Path) -> int | None:
    """The open file; None where another process has its lock."""
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            _lock(descriptor)
        except (BlockingIOError, PermissionError):
            os.close(descriptor)
            return None
        except OSError:  # a file system without locks
            return descriptor
        if _names(path, descriptor):
            return descriptor
        os.close(descriptor)  # who had it has removed it meanwhile


def _lock(descriptor: int) -> None:
    """Take the lock at once; raises BlockingIOError, or on Windows PermissionError, if it is taken.

    It goes with the process: each system takes back what is left of a process that has ended.
    """
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # its first byte, be there one or not
    else:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _names(path: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(os.stat(path), os.fstat(descriptor))
    except FileNotFoundError:
        return False
