"""Writes the event files beside it, with the writers of others; `versions.txt` says which.

    python -m venv V && V/bin/pip install tensorboard tensorboardX torch==2.13.0
    V/bin/python tests/runs/logs/make.py

Each holds f = ½x² and |x| along x⁺ = (1 − t)x from x = 3, t = 0.05.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import tensorboardX
from tensorboard.summary import Writer
from torch.utils.tensorboard import SummaryWriter

HERE = Path(__file__).parent
NORMS = 3 * 0.95 ** np.arange(240.0)  # at k = 1, 2, …
WALL = 1.7e9  # seconds: no date of the day


def of_torch(folder: str) -> None:
    """`simple_value`, every step from 0 on, among a histogram and a text."""
    with SummaryWriter(folder) as writer:
        for i, r in enumerate(NORMS):
            writer.add_scalar("train/loss", r**2 / 2, i, walltime=WALL + i)
            writer.add_scalar("train/grad_norm", r, i, walltime=WALL + i)
            writer.add_scalar("lr", 0.05, i, walltime=WALL + i)
            if i % 100 == 0:
                writer.add_scalar("val/loss", r**2, i, walltime=WALL + i)
        writer.add_histogram("weights", np.arange(9.0), 0, walltime=WALL)
        writer.add_text("notes", "not a number", 0, walltime=WALL)


def of_torch_tensors(folder: str) -> None:
    """Tensors of doubles; taken up again at step 100 after 150 were done."""
    for first, last, wrong in ((0, 150, 1.0), (100, 240, 0.0)):
        writer = SummaryWriter(folder, purge_step=first or None, filename_suffix=f".{first}")
        for i in range(first, last):
            loss = NORMS[i] ** 2 / 2 + (wrong if i >= 100 else 0.0)
            style: dict[str, Any] = {"new_style": True, "double_precision": True}
            writer.add_scalar("loss", loss, i, walltime=WALL + i, **style)
        writer.close()


def of_tensorboard(folder: str) -> None:
    """Tensors of single precision, every tenth step from 10 on."""
    writer = Writer(folder)
    for k in range(10, len(NORMS) + 1, 10):
        writer.add_scalar("loss", NORMS[k - 1] ** 2 / 2, k, wall_time=WALL + k)
        writer.add_scalar("grad_norm", NORMS[k - 1], k, wall_time=WALL + k)
    writer.close()


def of_tensorboardx(folder: str) -> None:
    """`simple_value`, one quantity after the other, at different steps."""
    with tensorboardX.SummaryWriter(folder) as writer:
        for i in range(len(NORMS)):
            writer.add_scalar("objective", NORMS[i] ** 2 / 2, i, walltime=WALL + i)
        for i in range(0, len(NORMS), 5):
            writer.add_scalar("grad_norm", NORMS[i], i, walltime=WALL + i)


WRITERS: Sequence[tuple[str, Callable[[str], None]]] = (
    ("torch", of_torch),
    ("torch-tensors", of_torch_tensors),
    ("tensorboard", of_tensorboard),
    ("tensorboardX", of_tensorboardx),
)


def main() -> None:
    """Each writer's files in a folder of its name, numbered in order."""
    for name, write in WRITERS:
        target = HERE / name
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir()
        with tempfile.TemporaryDirectory() as folder:
            write(folder)
            for number, file in enumerate(sorted(Path(folder).iterdir(), key=lambda f: f.name), 1):
                shutil.copy(file, target / f"events.out.tfevents.{number}")
    names = ("torch", "tensorboard", "tensorboardX", "protobuf")
    told = "".join(f"{name} {version(name)}\n" for name in names)
    (HERE / "versions.txt").write_text(told)


if __name__ == "__main__":
    main()
