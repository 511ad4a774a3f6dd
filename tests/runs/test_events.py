"""Event files that the writers of others made: tests/runs/logs/make.py."""

from __future__ import annotations

import shutil
import struct
from pathlib import Path

import numpy as np
import pytest
from framing import framed

from sam_theory.errors import UsageError
from sam_theory.runs.events import COUNTER, read_events

LOGS = Path(__file__).parent / "logs"
NORMS = 3 * 0.95 ** np.arange(240.0)
SINGLE = 2.0**-23  # what `simple_value` and DT_FLOAT keep, relative
DOUBLE = 4 * float(
    np.finfo(np.float64).eps
)  # powers may be rounded otherwise where they were written


def known(folder: str, tag: str) -> tuple[np.ndarray, np.ndarray]:
    """The steps and the numbers of a tag."""
    sheet = read_events(str(LOGS / folder))
    column = sheet.columns[tag]
    assert not column.fault
    return sheet.columns[COUNTER].numbers[column.filled], column.numbers[column.filled]


@pytest.mark.parametrize(
    ("folder", "tag", "steps", "numbers", "exact"),
    [
        ("torch", "train/loss", np.arange(240), NORMS**2 / 2, SINGLE),
        ("torch", "train/grad_norm", np.arange(240), NORMS, SINGLE),
        ("torch", "val/loss", np.array([0, 100, 200]), NORMS[::100] ** 2, SINGLE),
        ("torch-tensors", "loss", np.arange(240), NORMS**2 / 2, DOUBLE),
        ("tensorboard", "grad_norm", np.arange(10, 241, 10), NORMS[9::10], SINGLE),
        ("tensorboardX", "objective", np.arange(240), NORMS**2 / 2, SINGLE),
        ("tensorboardX", "grad_norm", np.arange(0, 240, 5), NORMS[::5], SINGLE),
    ],
)
def test_scalars_are_read(
    folder: str, tag: str, steps: np.ndarray, numbers: np.ndarray, exact: float
) -> None:
    k, read = known(folder, tag)
    np.testing.assert_array_equal(k, steps)
    np.testing.assert_allclose(read, numbers, rtol=exact)


def test_what_is_no_scalar_is_left_out() -> None:
    """The file holds a histogram and a text too."""
    names = set(read_events(str(LOGS / "torch")).columns)
    assert names == {"train/loss", "train/grad_norm", "lr", "val/loss", COUNTER}


def test_a_file_and_its_folder_are_the_same() -> None:
    one = read_events(str(LOGS / "torch" / "events.out.tfevents.1"))
    np.testing.assert_array_equal(one.rows, read_events(str(LOGS / "torch")).rows)


def test_a_training_that_goes_on_without_a_purge_is_refused(tmp_path: Path) -> None:
    """The first file goes to step 149, the second begins with 100, and says so."""
    first, second = (LOGS / "torch-tensors" / f"events.out.tfevents.{n}" for n in (1, 2))
    assert read_events(str(first)).rows[-1] == 149
    assert read_events(str(second)).rows[0] == 100
    shutil.copy(second, tmp_path / "a.tfevents")
    shutil.copy(first, tmp_path / "b.tfevents")
    assert "0 comes after 239" in read_events(str(tmp_path)).columns["loss"].fault


def test_the_last_record_of_a_training_that_still_runs(tmp_path: Path) -> None:
    whole = (LOGS / "tensorboard" / "events.out.tfevents.1").read_bytes()
    (tmp_path / "a.tfevents").write_bytes(whole[:-3])
    sheet = read_events(str(tmp_path / "a.tfevents"))
    assert sheet.notes == ("the last record of a.tfevents is cut short, and left out",)
    assert int(sheet.columns["grad_norm"].filled.sum()) == 23
    assert int(sheet.columns["loss"].filled.sum()) == 24


# -- made by hand -------------------------------------------------------------------------------


def message(number: int, content: bytes) -> bytes:
    """A field of bytes, shorter than 128."""
    return bytes([number << 3 | 2, len(content)]) + content


def event(step: int, *values: bytes) -> bytes:
    """An event with a summary; steps below 128."""
    return bytes([0x10, step]) + message(5, b"".join(message(1, value) for value in values))


def tensor(kind: int, content: bytes, shape: bytes = b"") -> bytes:
    return message(8, bytes([0x08, kind]) + message(2, shape) + content)


ONE = struct.pack("<f", 1.5)


@pytest.mark.parametrize(
    ("content", "number"),
    [
        (bytes([2 << 3 | 5]) + ONE, 1.5),
        (tensor(1, message(4, ONE)), 1.5),
        (tensor(1, message(5, ONE)), 1.5),
        (tensor(1, bytes([5 << 3 | 5]) + ONE), 1.5),
        (tensor(2, message(6, struct.pack("<d", 0.1))), 0.1),
        (tensor(1, message(4, ONE + ONE)), None),
        (tensor(1, message(4, ONE), shape=message(2, b"\x08\x01")), None),
        (tensor(7, message(8, b"text")), None),
        (message(4, b"image"), None),
    ],
)
def test_forms_of_scalars(tmp_path: Path, content: bytes, number: float | None) -> None:
    other = event(1, message(1, b"other") + bytes([2 << 3 | 5]) + ONE)
    (tmp_path / "tfevents").write_bytes(framed(other, event(1, message(1, b"tag") + content)))
    columns = read_events(str(tmp_path / "tfevents")).columns
    assert (columns["tag"].numbers.tolist() if "tag" in columns else None) == (
        None if number is None else [number]
    )


@pytest.mark.parametrize(
    "content", [b"\x0b", b"\x2a\x7f", b"\x10", b"\x2a\x02\x0a\x7f", b"\x28\x01"]
)
def test_records_that_are_no_events_are_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "tfevents").write_bytes(framed(content))
    with pytest.raises(UsageError, match="must be an event file"):
        read_events(str(tmp_path / "tfevents"))


def test_steps_may_be_large_or_negative(tmp_path: Path) -> None:
    value = message(5, message(1, message(1, b"f") + bytes([2 << 3 | 5]) + ONE))
    minus_one = b"\x10" + b"\xff" * 9 + b"\x01"
    million = b"\x10\xc0\x84\x3d"
    (tmp_path / "tfevents").write_bytes(framed(minus_one + value, million + value))
    assert read_events(str(tmp_path / "tfevents")).rows.tolist() == [-1, 1_000_000]


def test_one_number_twice_is_one_and_two_are_refused(tmp_path: Path) -> None:
    def at(step: int, number: float) -> bytes:
        simple = bytes([2 << 3 | 5]) + struct.pack("<f", number)
        return event(step, message(1, b"f") + simple)

    (tmp_path / "tfevents").write_bytes(framed(at(1, 2.0), at(1, 2.0), at(2, 1.0)))
    assert read_events(str(tmp_path / "tfevents")).columns["f"].numbers.tolist() == [2.0, 1.0]
    (tmp_path / "tfevents").write_bytes(framed(at(1, 2.0), at(1, 3.0)))
    assert "1 comes after 1" in read_events(str(tmp_path / "tfevents")).columns["f"].fault


def test_folders_without_event_files(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="holds none; name a file"):
        read_events(str(tmp_path))
    (tmp_path / "version_0").mkdir()
    shutil.copy(LOGS / "torch" / "events.out.tfevents.1", tmp_path / "version_0")
    with pytest.raises(UsageError, match="its folders version_0 do; name one"):
        read_events(str(tmp_path))
