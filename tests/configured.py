"""Training configurations as files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sam_theory.schedules.training import TrainingRun, read

STEPS = 7  # per epoch


def written(folder: Path, scheduler: Any, **changes: Any) -> str:
    """A configuration file with that scheduler."""
    config = {"lr": 0.1, "radius": 0.05, "epochs": 200, "steps_per_epoch": STEPS}
    path = folder / "config.json"
    path.write_text(json.dumps(config | {"scheduler": scheduler} | changes))
    return str(path)


def run_of(folder: Path, name: str, **parameters: Any) -> TrainingRun:
    """What is read of such a file."""
    return read(written(folder, {"name": name, **parameters}))
