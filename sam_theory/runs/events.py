"""Event files, as TensorBoard, PyTorch and tensorboardX write them: the scalars in them.

Of the protocol buffers only these fields are read, by their numbers (tensorboard/compat/proto):

    Event        step 2 (int64), summary 5, session_log 7
    Summary      value 1, repeated
    Value        tag 1, simple_value 2 (float), tensor 8
    TensorProto  dtype 1, tensor_shape 2, tensor_content 4, float_val 5, double_val 6
    SessionLog   status 1 (START is 1)
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from sam_theory.errors import UsageError
from sam_theory.runs.framing import payloads
from sam_theory.runs.sheet import Column, Sheet
from sam_theory.runs.wire import content, fields, signed, whole

MARK = "tfevents"  # in the name of every event file
COUNTER = "Step"  # what TensorBoard calls the step in its own CSV files
START = 1  # the status of a session that begins: what was written of later steps is void
FLOATS = {1: ("<f4", 5), 2: ("<f8", 6)}  # DT_FLOAT, DT_DOUBLE: format, and the field of numbers


@dataclass(frozen=True)
class Scalars:
    """The numbers of each tag, with their steps, in the order in which they were written."""

    tags: dict[str, tuple[list[int], list[float]]] = field(default_factory=dict)

    def add(self, tag: str, step: int, number: float) -> None:
        """One more number."""
        steps, numbers = self.tags.setdefault(tag, ([], []))
        steps.append(step)
        numbers.append(number)

    def purge(self, start: int) -> None:
        """Forget steps from `start` on: the training was taken up again from there."""
        for steps, numbers in self.tags.values():
            while steps and steps[-1] >= start:
                del steps[-1], numbers[-1]


def event_files(path: Path) -> list[Path]:
    """The event files that a path stands for: itself, or those in a folder, by name."""
    if not path.is_dir():
        return [path]
    found = sorted(file for file in path.iterdir() if MARK in file.name and file.is_file())
    if not found:
        below = sorted({file.parent.name for file in path.glob(f"*/*{MARK}*")})
        where = f"its folders {', '.join(below)} do; name one" if below else "name a file"
        raise UsageError(f"a folder must hold event files (*{MARK}*); {path} holds none; {where}")
    return found


def read_events(path: str) -> Sheet:
    """The scalars of an event file, or of those in a folder in order; a row a step.

    Raises UsageError for a record whose checksum is wrong, or that is no event, and if there are
    no scalars. A last record that is cut short is left out, and said so in the notes.
    """
    scalars, notes = Scalars(), []
    for file in event_files(Path(path)):
        if not _collected(file, scalars):
            notes.append(f"the last record of {file.name} is cut short, and left out")
    if not any(steps for steps, _ in scalars.tags.values()):
        raise UsageError(f"{path} must hold scalars; it holds none")
    rows = np.unique(np.concatenate([np.array(s, np.int64) for s, _ in scalars.tags.values()]))
    columns = {tag: _column(path, tag, rows, *of) for tag, of in scalars.tags.items()}
    columns[COUNTER] = Column.whole(rows.astype(np.float64))
    return Sheet(path=path, columns=columns, rows=rows, place="step", notes=tuple(notes))


def _collected(file: Path, scalars: Scalars) -> bool:
    """Whether the file ends with a whole record; its scalars are added."""
    for payload in payloads(file):
        if payload is None:
            return False
        try:
            _add_event(payload, scalars)
        except (ValueError, IndexError, struct.error) as error:
            raise UsageError(f"{file} must be an event file; a record is none: {error}") from error
    return True


def _column(
    path: str, tag: str, rows: np.ndarray, steps: Sequence[int], numbers: Sequence[float]
) -> Column:
    k, y = np.array(steps, np.int64), np.array(numbers, np.float64)
    at = np.searchsorted(rows, k)
    kept, filled, fault = np.zeros(len(rows)), np.zeros(len(rows), dtype=bool), ""
    kept[at], filled[at] = y, True
    back = np.flatnonzero((np.diff(k) < 0) | ((np.diff(k) == 0) & (np.diff(y) != 0)))
    if len(back):
        before, after = k[back[0]], k[back[0] + 1]
        fault = (
            f"steps of {tag} in {path} must increase; {after} comes after {before}: several "
            "trainings, or one that was taken up again; keep the files of one"
        )
    return Column(numbers=kept, filled=filled, fault=fault)


# -- messages -----------------------------------------------------------------------------------


def _add_event(payload: bytes, scalars: Scalars) -> None:
    step, summaries, begins = 0, [], False
    for number, value in fields(payload):
        if number == 2:
            step = signed(whole(value))
        elif number == 5:
            summaries.append(content(value))
        elif number == 7:
            begins = (1, START) in fields(content(value))
    if begins:
        scalars.purge(step)
    for summary in summaries:
        for number, value in fields(summary):
            if number == 1:
                _add_value(content(value), step, scalars)


def _add_value(data: bytes, step: int, scalars: Scalars) -> None:
    tag, scalar = "", None
    for number, value in fields(data):
        if number == 1:
            tag = content(value).decode("utf-8", errors="replace")
        elif number == 2:
            scalar = float(struct.unpack("<f", content(value))[0])
        elif number == 8:
            scalar = _scalar(content(value))
    if scalar is not None:
        scalars.add(tag, step, scalar)


def _scalar(tensor: bytes) -> float | None:
    """The number of a tensor of no dimensions; None for other tensors."""
    kind, found = 0, dict[int, bytes]()
    for number, value in fields(tensor):
        if number == 1:
            kind = whole(value)
        elif number == 2 and content(value):
            return None
        elif isinstance(value, bytes):
            found[number] = value
    if kind not in FLOATS:
        return None
    form, numbers = FLOATS[kind]
    array = np.frombuffer(found.get(4) or found.get(numbers, b""), form)
    return float(array[0]) if len(array) == 1 else None
