"""Files that are written entirely or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from sam_theory.errors import UsageError


def write_whole(target: str, write: Callable[[IO[bytes]], object]) -> None:
    """Write a file entirely or not at all: into a temporary one on the disk, then renamed.

    What is there and is no file, such as a device or a pipe, is written to as it is.
    """
    path = Path(target).resolve()
    try:
        if path.exists() and not path.is_file():
            with open(path, "wb") as device:
                write(device)
            return
        file = tempfile.NamedTemporaryFile(  # noqa: SIM115 — it outlives the block that fills it
            dir=path.parent, prefix=f".{path.name}.", delete=False
        )
        try:
            with file:
                write(file)
                file.flush()
                os.fsync(file.fileno())
            mask = os.umask(0)
            os.umask(mask)
            os.chmod(file.name, 0o666 & ~mask)
            os.replace(file.name, path)
        except BaseException:
            with contextlib.suppress(FileNotFoundError):  # it may have its name already
                os.unlink(file.name)
            raise
    except OSError as error:
        raise unwritten(target, error) from error


def left_over(folder: Path, name: str) -> Iterator[Path]:
    """The temporary files of writers that were killed, of files of that name, or pattern."""
    return folder.glob(f".{name}.????????")


def unwritten(target: str, error: OSError) -> UsageError:
    """What is said of a file that could not be written to its end."""
    return UsageError(
        f"{target} must be writable to its end; it could not be written: {error.strerror or error}"
    )


def takes_files(folder: Path) -> bool:
    """Whether a file can be made there: for some users and file systems only trying tells."""
    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False
