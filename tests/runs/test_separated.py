"""CSV files as they come."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from sam_theory.errors import UsageError
from sam_theory.runs.separated import read_csv, with_iterates


def written(folder: Path, content: str | bytes) -> str:
    """A file with that content."""
    path = folder / "record.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return str(path)


@pytest.mark.parametrize(
    "content",
    [
        "step,loss\n0,1.5\n1,\n",
        "step,loss\r\n0,1.5\r\n1,\r\n",
        "\ufeffstep,loss\n0,1.5\n1,\n",
        '"step","loss"\n"0","1.5"\n"1",""\n',
        " step , loss \n\n 0 , 1.5 \n 1 ,  \n\n",
    ],
)
def test_the_same_in_other_forms(tmp_path: Path, content: str) -> None:
    sheet = read_csv(written(tmp_path, content))
    assert list(sheet.columns) == ["step", "loss"]
    assert sheet.columns["step"].numbers.tolist() == [0, 1]
    assert sheet.columns["loss"].filled.tolist() == [True, False]
    assert sheet.columns["loss"].numbers[0] == 1.5


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "it is empty"),
        ("\n\n", "it is empty"),
        ("step,loss\n", "at least one row below its header"),
        ("1,0.5\n2,0.25\n", "must begin with a header line, the names; got '1'"),
        ("step,loss,loss\n1,2,3\n", "'loss' is there twice"),
        ("step;loss\n1;0,5\n", "has semicolons; .*sep=';'"),
        ("step\tloss\n1\t0.5\n", "has tabs"),
        ("step,loss\n1\n", "row 1 has 1"),
        ("step,loss\n1,2\n1,2,3\n", "row 2 has 3"),
        ("step,loss\n1,2\n".encode("utf-16"), "iconv -f UTF-16"),
        ("step,loss\n1,2\n".encode("utf-16-le"), "zero bytes"),
        ("step,größe\n1,2\n".encode("latin-1"), "byte 7 is none of it"),
        (gzip.compress(b"step,loss\n1,2\n", mtime=0), "gunzip"),
        (b"\x7fELF\0\0", "zero bytes"),
    ],
)
def test_what_is_refused(tmp_path: Path, content: str | bytes, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        read_csv(written(tmp_path, content))


def test_words_are_a_fault_of_their_column_alone(tmp_path: Path) -> None:
    sheet = read_csv(written(tmp_path, 'run,loss,other\nsam,1,"0,5"\nsam,2,1\n'))
    assert sheet.columns["loss"].fault == ""
    assert "row 1 has 'sam'" in sheet.columns["run"].fault
    assert "with a decimal point; row 1 has '0,5'" in sheet.columns["other"].fault


def test_coordinates_are_one_column(tmp_path: Path) -> None:
    sheet = with_iterates(read_csv(written(tmp_path, "x2,x1,f\n1,2,3\n4,,6\n")))
    assert list(sheet.columns) == ["f", "iterate"]
    assert sheet.columns["iterate"].numbers[0].tolist() == [2, 1]
    assert sheet.columns["iterate"].filled.tolist() == [True, False]
    with pytest.raises(UsageError, match="without gaps"):
        with_iterates(read_csv(written(tmp_path, "x1,x3\n1,2\n")))
