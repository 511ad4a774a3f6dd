"""`assess` of the logs that people have."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sam_theory.cli.app import run_command
from sam_theory.properties.judge import PROPERTIES

Capture = pytest.CaptureFixture[str]
LOGS = Path(__file__).parents[1] / "runs" / "logs"
EVENTS = LOGS / "torch" / "events.out.tfevents.1"
NORMS = 3 * 0.95 ** np.arange(240.0)


def document(arguments: Sequence[str], capsys: Capture) -> dict[str, Any]:
    assert run_command(["assess", *arguments, "--json", "-"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def complaint(arguments: Sequence[str], capsys: Capture) -> str:
    assert run_command(["assess", *arguments]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    return told.err


def csv(folder: Path, header: str, *rows: str) -> str:
    path = folder / "log.csv"
    path.write_text("\n".join([header, *rows]) + "\n")
    return str(path)


def statuses(found: dict[str, Any]) -> dict[str, str]:
    return {name: verdict["status"] for name, verdict in found["properties"].items()}


def test_an_event_file_is_what_its_numbers_are(tmp_path: Path, capsys: Capture) -> None:
    """The same trajectory in our own CSV, in single precision as the file has it."""
    rows = [f"{np.float32(r**2 / 2)!s},{np.float32(r)!s},0.05" for r in NORMS]
    own = document([csv(tmp_path, "value,gradient_norm,step", *rows)], capsys)
    found = document([str(EVENTS)], capsys)
    assert statuses(found) == statuses(own)
    assert found["columns"] == {
        "value": "train/loss",
        "gradient_norm": "train/grad_norm",
        "step": "lr",
        "k": "Step",
    }
    assert own["columns"] == {name: name for name in ("value", "gradient_norm", "step")}
    assert own["notes"] == []


def test_the_columns_are_named_where_they_are_not_ours(tmp_path: Path, capsys: Capture) -> None:
    assert run_command(["assess", str(EVENTS)]) == 0
    shown = capsys.readouterr().out
    assert "Read as value=train/loss, gradient_norm=train/grad_norm, step=lr, k=Step." in shown
    assert "begins with 0, so k is one more" in shown
    assert max(map(len, shown.splitlines())) <= max(80, len(str(EVENTS)) + 35)
    rows = [f"{r**2},{r}" for r in NORMS]
    assert run_command(["assess", csv(tmp_path, "value,gradient_norm", *rows)]) == 0
    assert "Read as" not in capsys.readouterr().out


def test_a_loss_alone_gives_one_property(capsys: Capture) -> None:
    found = document([str(LOGS / "torch-tensors")], capsys)
    assert statuses(found) == {"value-limit": "undecided"}
    assert "gradient_norm" in found["needs"]["value-limit"]


def test_a_norm_alone_gives_what_it_shows(tmp_path: Path, capsys: Capture) -> None:
    found = document(
        [csv(tmp_path, "step,grad_norm", *(f"{i},{r}" for i, r in enumerate(NORMS)))], capsys
    )
    assert tuple(found["properties"]) == PROPERTIES
    assert found["properties"]["gradient-limit"]["status"] == "consistent"
    assert found["properties"]["value-limit"]["status"] == "undecided"


def test_columns_that_are_said(tmp_path: Path, capsys: Capture) -> None:
    asked = [str(EVENTS), "--column", "value=val/loss", "--column", "gradient_norm=train/grad_norm"]
    found = document(asked, capsys)
    assert found["columns"]["value"] == "val/loss"
    assert "3 of 240 iterations have value and gradient_norm" in found["notes"]
    np.savez(tmp_path / "log.npz", loss=NORMS, norm=NORMS)
    asked = [str(tmp_path / "log.npz"), "--column", "gradient_norm=norm"]
    assert document(asked, capsys)["columns"] == {"value": "loss", "gradient_norm": "norm"}


WANDB = [f'"{i}","{r**2 / 2}","{r**2 / 2}","{r**2 / 2}"' for i, r in enumerate(NORMS)]
HISTORY = [f"{i},{i / 9},17{i}.5,{r**2 / 2},{r}" for i, r in enumerate(NORMS)]
LIGHTNING = [
    line
    for i, r in enumerate(NORMS[49::10], 5)
    for line in (f"0,{10 * i - 1},{r**2 / 2},,", f"0,{10 * i - 1},,,{r}", f"0,{10 * i - 1},,1.5,")
]


@pytest.mark.parametrize(
    ("header", "rows", "k", "properties"),
    [
        ("Wall time,Step,Value", [f"1.7e9,{i},{r}" for i, r in enumerate(NORMS)], 240, 1),
        ('"Step","run - loss","run - loss__MIN","run - loss__MAX"', WANDB, 240, 1),
        ("_step,_runtime,_timestamp,train/loss,grad_norm", HISTORY, 240, 5),
        ("epoch,step,train_loss,val_loss,grad_norm", LIGHTNING, 239, 5),
    ],
)
def test_exports_are_read_as_they_are(
    header: str, rows: list[str], k: int, properties: int, tmp_path: Path, capsys: Capture
) -> None:
    path = csv(tmp_path, header, *rows)
    assert run_command(["assess", path]) == 0
    assert f"k up to {k}:" in " ".join(capsys.readouterr().out.split())
    assert len(document([path], capsys)["properties"]) == properties


def test_logged_steps_must_be_those_of_the_formula(tmp_path: Path, capsys: Capture) -> None:
    """The counter is one behind: at Step = 0 is t₁."""
    rows = [f"{i},{r**2},{r},{0.5 / (i + 1)}" for i, r in enumerate(NORMS)]
    path = csv(tmp_path, "Step,loss,grad_norm,lr", *rows)
    assert "gradient-limit" in document([path, "--step", "0.5/k"], capsys)["properties"]
    assert "at k = 2 it is 0.25" in complaint([path, "--step", "0.5/k**2"], capsys)


ODD: dict[str, tuple[str, str]] = {
    "ambiguous": ("step,loss,train/loss\n1,1,2\n", "say which with --column value=NAME"),
    "nothing": ("step,accuracy\n1,1\n", "its columns are step, accuracy"),
    "words": ("step,loss\n1,one\n", "row 1 has 'one'"),
    "decimal commas": ('step,loss\n1,"0,5"\n', "decimal point"),
    "semicolons": ("step;loss\n1;0,5\n", "semicolons"),
    "nan": ("step,loss\n1,1\n2,nan\n", "row 2 is not"),
    "inf": ("step,loss\n1,inf\n", "row 1 is not"),
    "backwards": ("step,loss\n2,1\n1,1\n", "1 comes after 2"),
    "two numbers": ("step,loss\n1,1\n1,2\n", "different ones"),
    "blank": ("step,loss\n1,\n2,\n", "at least one row"),
    "twice": ("loss,loss\n1,1\n", "there twice"),
    "negative": ("step,loss,lr\n1,1,-1\n", "lr in"),
}


@pytest.mark.parametrize("name", ODD)
def test_what_cannot_be_read_is_said_in_a_sentence(
    name: str, tmp_path: Path, capsys: Capture
) -> None:
    text, told = ODD[name]
    (tmp_path / "log.csv").write_text(text)
    assert told in complaint([str(tmp_path / "log.csv")], capsys)


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.tfevents", b"", "must hold scalars"),
        ("a.tfevents", b"step,loss\n1,1\n", "must be an event file"),
        ("a.tfevents", EVENTS.read_bytes() + b"\0" * 99, "at byte 39587"),
        ("a.tfevents", EVENTS.read_bytes()[:60], "must hold scalars"),
        ("a.csv", EVENTS.read_bytes(), "zero bytes"),
        ("a.csv.gz", b"\x1f\x8b", "gunzip"),
        ("a.jsonl", b"{}", "event file"),
    ],
)
def test_files_of_another_kind(
    name: str, content: bytes, told: str, tmp_path: Path, capsys: Capture
) -> None:
    (tmp_path / name).write_bytes(content)
    assert told in complaint([str(tmp_path / name)], capsys)


def test_folders(tmp_path: Path, capsys: Capture) -> None:
    assert "name a file" in complaint([str(tmp_path)], capsys)
    shutil.copy(EVENTS, tmp_path)
    assert len(document([str(tmp_path)], capsys)["properties"]) == 5


def test_of_several_files_those_that_can_be_read_are_answered(
    tmp_path: Path, capsys: Capture
) -> None:
    bad = csv(tmp_path, "step,accuracy", "1,1")
    alone = str(LOGS / "torch-tensors")
    records = document([alone, bad, str(EVENTS)], capsys)["records"]
    assert "properties" in records[alone]
    assert "error" in records[bad]
    assert run_command(["assess", alone, bad, str(EVENTS)]) == 0
    shown = capsys.readouterr().out
    assert "2 of 3 files could be judged" in shown
    assert "gradient" in shown
    assert "none of 2 files" in complaint([bad, str(tmp_path)], capsys)


def test_options_that_cannot_be_meant(capsys: Capture) -> None:
    assert "NAME=COLUMN" in complaint([str(EVENTS), "--column", "loss"], capsys)
    asked = [str(EVENTS), "--column", "value=loss"]
    assert "train/loss, train/grad_norm, lr, val/loss, Step" in complaint(asked, capsys)


def test_help_has_the_example(capsys: Capture) -> None:
    assert run_command(["assess", "--help"]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert "sam-theory assess events.out.tfevents.123 --column value=train/loss" in shown


def test_pictures_of_logs(tmp_path: Path) -> None:
    for name in ("torch", "torch-tensors"):
        target = tmp_path / f"{name}.png"
        assert run_command(["assess", str(LOGS / name), "--figure", str(target)]) == 0
        assert target.read_bytes().startswith(b"\x89PNG")
