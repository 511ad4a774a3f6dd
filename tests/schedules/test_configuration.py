"""Configuration files that cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from sam_theory.errors import UsageError
from sam_theory.schedules.configuration import LARGEST, load


def stored(folder: Path, content: bytes, suffix: str = "yaml") -> str:
    """A file of that content."""
    path = folder / f"config.{suffix}"
    path.write_bytes(content)
    return str(path)


def test_yaml_and_json_say_the_same(tmp_path: Path) -> None:
    found = {"lr": 0.1, "scheduler": {"name": "StepLR"}}
    assert load(stored(tmp_path, b"lr: 0.1\nscheduler: {name: StepLR}")) == found
    assert load(stored(tmp_path, b'{"lr": 0.1, "scheduler": {"name": "StepLR"}}', "json")) == found
    assert load(stored(tmp_path, b"\xef\xbb\xbflr: 0.1")) == {"lr": 0.1}


@pytest.mark.parametrize(
    ("content", "suffix", "said"),
    [
        (b"", "yaml", "mapping"),
        (b"- 1", "yaml", "mapping"),
        (b"1: 2", "yaml", "mapping"),
        (b"lr: [", "yaml", "YAML or JSON"),
        (b"lr: 1\n---\nlr: 2", "yaml", "YAML or JSON"),
        (b"!!python/object/apply:os.getcwd []", "yaml", "YAML or JSON"),
        (b"? [1]\n: 2", "yaml", "YAML or JSON"),
        (b"[" * 3000, "yaml", "YAML or JSON"),
        (b"lr: " + b"9" * 5000, "yaml", "YAML or JSON"),
        (b"lr: 0.1\nlr: 0.2", "yaml", "'lr' stands twice"),
        (b"a: {b: 1, b: 2}", "yaml", "'b' stands twice"),
        (b'{"lr": 1, "lr": 2}', "json", "'lr' stands twice"),
        (b'{"lr": 1,}', "json", "YAML or JSON"),
        (b"[" * 100_000, "json", "YAML or JSON"),
        (b"lr: \xff", "yaml", "UTF-8; byte 4"),
        (b"a: " + b"x" * LARGEST, "yaml", "bytes"),
    ],
)
def test_what_is_no_configuration(tmp_path: Path, content: bytes, suffix: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        load(stored(tmp_path, content, suffix))


@pytest.mark.parametrize("path", ["none.yaml", ".", "a\0b"])
def test_what_is_no_file(tmp_path: Path, path: str) -> None:
    with pytest.raises(UsageError, match="could not be read"):
        load(str(tmp_path / path))
