"""A kept study: taken up, refused, recomputed where it is damaged; whole files or none."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from kept import conducted, library, study

from sam_theory.errors import UsageError
from sam_theory.study import orders
from sam_theory.study.asking import asked_by
from sam_theory.study.conduct import Done
from sam_theory.study.orders import parted
from sam_theory.study.store import Store, kept_study, store_of
from sam_theory.study.study import Result
from sam_theory.study.versions import library_digest, require_still

SMALL = study(3, pairs=2)


class Nobody:
    """Workers that must not be asked for anything."""

    count, distant = 1, False

    def carry_out(self, orders: Sequence[str], done: Done) -> None:
        """Nothing is missing."""
        assert not orders


def store(folder: Path) -> Store:
    """The folder for the small study."""
    return store_of(str(folder), SMALL)


def blocks(folder: Path) -> list[Path]:
    """The blocks that are kept."""
    return sorted((folder / "blocks").iterdir())


def test_a_finished_study_is_read_and_not_computed(tmp_path: Path) -> None:
    found = conducted(SMALL, keep=store(tmp_path))
    assert len(blocks(tmp_path)) == 3
    assert conducted(SMALL, Nobody(), store(tmp_path)) == found == conducted(SMALL)
    drawn = replace(SMALL, curves=True)  # it was not asked for when the study was kept
    curved, _ = conducted(drawn, Nobody(), store_of(str(tmp_path), drawn))
    assert all(f.curves is not None for f in curved)


def test_what_is_missing_is_computed(tmp_path: Path) -> None:
    found = conducted(SMALL, keep=store(tmp_path))
    before = {path.name: path.read_bytes() for path in blocks(tmp_path)}
    for path in blocks(tmp_path)[:2]:
        path.unlink()
    assert conducted(SMALL, keep=store(tmp_path)) == found
    assert {path.name: path.read_bytes() for path in blocks(tmp_path)} == before


def rewritten(data: bytes, old: str, new: str) -> bytes:
    """A block in which something is written in another way, compressed as it was."""
    first, curves = parted(data)
    assert old in first
    return gzip.compress(first.replace(old, new, 1).encode()) + curves


DAMAGE = {
    "cut": lambda data: data[:99],
    "cut in the curves": lambda data: data[:-9],
    "empty": lambda data: b"",
    "flipped": lambda data: data[:99] + bytes([data[99] ^ 1]) + data[100:],
    "flipped in the curves": lambda data: data[:-99] + bytes([data[-99] ^ 1]) + data[-98:],
    "no block": lambda data: gzip.compress(b"{}\n{}\n0"),
    "no lines": lambda data: gzip.compress(b"{}"),
    "a field less": lambda data: rewritten(data, '"results"', '"r"'),
    "no versions": lambda data: rewritten(data, '"versions": {', '"versions": null, "v": {'),
    "nothing of versions": lambda data: rewritten(data, '"versions"', '"v"'),
    "nothing of a library": lambda data: rewritten(data, '"library"', '"l"'),
    "another method": lambda data: rewritten(data, '["sam"]', '["usam"]'),
    "deep": lambda data: gzip.compress(b"[" * 200_000 + b"\n{}\n0"),
    "other numbers": lambda data: rewritten(data, "0.1", "0.7"),
    "another row": lambda data: rewritten(data, '"value-limit": ', '"value-limit": 99'),
}


@pytest.mark.parametrize("name", DAMAGE)
def test_a_damaged_block_is_told_and_computed_anew(name: str, tmp_path: Path) -> None:
    found = conducted(SMALL, keep=store(tmp_path))
    path = blocks(tmp_path)[1]
    whole = path.read_bytes()
    path.write_bytes(DAMAGE[name](whole))
    told: list[str] = []
    assert conducted(SMALL, keep=store(tmp_path), told=told) == found
    assert told == [f"{path} is damaged, and counts as missing"]
    assert path.read_bytes() == whole


def refused(folder: Path, asked: object = SMALL) -> str:
    """The sentence with which a folder is refused for a study."""
    with pytest.raises(UsageError) as error:
        conducted(SMALL, Nobody(), store_of(str(folder), asked))  # type: ignore[arg-type]
    return str(error.value)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"iterations": 301}, "iterations 300, and here 301"),
        ({"seed": 5}, "seed 0, and here 5"),
        ({"methods": ("usam",)}, "methods sam, and here usam"),
        ({"problems": SMALL.problems[:2]}, "problems quadratic[eigenvalues=(3.5,)], and here none"),
        (
            {"problems": SMALL.problems[::-1]},
            f"problems in another order, number 1 {SMALL.problems[0]}, and here "
            f"{SMALL.problems[-1]}; give",
        ),
        (
            {"pairs": SMALL.pairs[::-1]},
            "order, number 1 ['0.1/L', '0.1/2**k'], and here ['0.2/L', '0.1/2**k']; give",
        ),
        ({"engine": "jax"}, "engine numpy, and here jax"),
    ],
)
def test_another_study_is_refused(change: Mapping[str, object], words: str, tmp_path: Path) -> None:
    with store(tmp_path).held():
        pass
    told = refused(tmp_path, replace(SMALL, **change))  # type: ignore[arg-type]
    assert words in told
    assert told.endswith("give its options, or another folder")


def test_another_version_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    conducted(SMALL, keep=store(tmp_path))
    ours = orders.versions()
    other = {**ours, "numpy": "1.0"}
    for module in ("orders", "store"):
        monkeypatch.setattr(f"sam_theory.study.{module}.versions", lambda: other)
    told = refused(tmp_path)
    assert f"has numpy {ours['numpy']}, and here it is 1.0" in told
    (tmp_path / "study.json").unlink()  # the blocks say it too
    assert f"numpy {ours['numpy']}, and here it is 1.0" in refused(tmp_path)


def test_other_library_files_are_refused(tmp_path: Path) -> None:
    own = replace(SMALL, library=library(tmp_path / "mine"))
    with store_of(str(tmp_path / "kept"), own).held():
        pass
    moved = replace(SMALL, library=library(tmp_path / "moved"))
    store_of(str(tmp_path / "kept"), moved)  # the same files, elsewhere
    assert kept_study(str(tmp_path / "kept"), own.library) == own
    assert "these library files" in refused(tmp_path / "kept")
    other = replace(SMALL, library=library(tmp_path / "other"))
    (tmp_path / "other" / "problems" / "data" / "mine.bin").write_bytes(b"1")
    assert "others: problems/data/mine.bin" in refused(tmp_path / "kept", other)


def test_a_damaged_block_that_nobody_misses_is_put_aside(tmp_path: Path) -> None:
    found = conducted(SMALL, keep=store(tmp_path))
    stray = tmp_path / "blocks" / "stray.json.gz"
    stray.write_bytes(b"1")
    told: list[str] = []
    for _ in range(2):
        assert conducted(SMALL, keep=store(tmp_path), told=told) == found
        assert told == [f"{stray} is damaged, and counts as missing"]
    assert stray.with_name("stray.json.gz.damaged").read_bytes() == b"1"


def test_a_library_stays_as_it_was_first_seen(tmp_path: Path) -> None:
    own = library(tmp_path)
    library_digest(own)
    require_still(own)
    (tmp_path / "problems" / "later.txt").write_text("")
    require_still(own)
    (tmp_path / "problems" / "mine.py").write_text("")
    with pytest.raises(UsageError, match=r"while a study runs; problems/mine\.py changed"):
        require_still(own)


def test_no_block_counts_whose_library_changed_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, examined = study(2, pairs=2, folder=tmp_path / "mine"), orders._examined

    def late(*arguments: Any) -> Result:
        path = tmp_path / "mine" / "problems" / "mine.py"
        path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
        return examined(*arguments)

    monkeypatch.setattr(orders, "_examined", late)
    keep = store_of(str(tmp_path / "kept"), asked)
    with pytest.raises(UsageError, match=r"while a study runs; problems/mine\.py changed"):
        conducted(asked, keep=keep)
    assert blocks(tmp_path / "kept") == []


EDITS = ("held.py", "data/c.txt", ".hidden", "linked/c.txt")


@pytest.mark.parametrize("name", EDITS)
def test_a_file_anywhere_in_a_library_counts(name: str, tmp_path: Path) -> None:
    def made(folder: Path, text: str) -> str:
        own = library(folder)
        (tmp_path / f"beside {text}").mkdir()
        (folder / "linked").symlink_to(tmp_path / f"beside {text}", target_is_directory=True)
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text)
        return library_digest(own)

    digests = [made(tmp_path / text / "mine", text) for text in ("1", "2")]
    assert digests[0] != digests[1]


def test_what_is_written_into_a_library_does_not_count(tmp_path: Path) -> None:
    own = library(tmp_path)
    before = library_digest(own)
    for name in ("__pycache__", ".git", "kept"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").touch()
    (tmp_path / "check.json").touch()
    outputs = tuple(str(tmp_path / name) for name in ("kept", "check.json"))
    assert library_digest(replace(own, outputs=outputs)) == before
    assert library_digest(replace(own, outputs=outputs[:1])) != before


def test_a_block_of_another_study_is_refused(tmp_path: Path) -> None:
    conducted(SMALL, keep=store(tmp_path))
    other = replace(SMALL, seed=1)
    os.rename(tmp_path / "blocks", tmp_path / "others")
    (tmp_path / "study.json").unlink()
    (tmp_path / "more").mkdir()
    os.rename(tmp_path / "others", tmp_path / "more" / "blocks")
    assert "blocks must be of this study" in refused(tmp_path / "more", other)


def test_what_is_no_folder_for_it_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").touch()
    assert "must name a folder; got ''" in _refused("")
    assert "Not a directory" in _refused(str(tmp_path / "file"))
    assert "Not a directory" in _refused(str(tmp_path / "file" / "inside"))
    assert "holds letter.txt" in _refused(str(tmp_path / "full"))
    assert "--keep must name a folder" in _refused("/proc/none")


def _refused(folder: str) -> str:
    with pytest.raises(UsageError) as error, store_of(folder, SMALL).held():
        pass
    return str(error.value)


def described(**changes: object) -> str:
    """A description of a study, in which something is another."""
    versions = dict(orders.versions())
    ours = {"versions": versions, "library": "", "asked": asked_by(SMALL)}
    return json.dumps({**ours, **changes})


ILLEGIBLE = {
    "cut": "{",
    "a list": "[]",
    "empty": "{}",
    "deep": "[" * 200_000,
    "no versions": described(versions=None),
    "versions that are none": described(versions=[]),
    "nothing asked": described(asked=None),
    "a number asked": described(asked=3),
    "too little asked": described(asked={"problems": []}),
    "no library": described(library=None),
}


@pytest.mark.parametrize("name", ILLEGIBLE)
def test_a_damaged_description_is_written_anew(name: str, tmp_path: Path) -> None:
    """Where a block says that it was of this study; otherwise it may have been another's."""
    found = conducted(SMALL, keep=store(tmp_path))
    path = tmp_path / "study.json"
    whole = path.read_bytes()
    path.write_text(ILLEGIBLE[name])
    assert kept_study(str(tmp_path), SMALL.library) is None
    assert "blocks must be of this study" in refused(tmp_path, replace(SMALL, seed=7))
    assert path.read_text() == ILLEGIBLE[name]
    assert conducted(SMALL, Nobody(), store(tmp_path)) == found
    assert path.read_bytes() == whole
    path.write_text(ILLEGIBLE[name])
    for block in blocks(tmp_path):
        block.unlink()
    assert "is damaged, and no block of this study" in _refused(str(tmp_path))
    assert path.read_text() == ILLEGIBLE[name]


def test_a_folder_named_as_a_block_is_refused(tmp_path: Path) -> None:
    conducted(SMALL, keep=store(tmp_path))
    (tmp_path / "blocks" / "zz.json.gz").mkdir()
    assert "zz.json.gz must be readable; Is a directory" in refused(tmp_path)


def test_what_a_killed_writer_left_is_removed(tmp_path: Path) -> None:
    (tmp_path / "blocks").mkdir()
    left = [tmp_path / ".study.json.abcd12_4", tmp_path / "blocks" / ".1.json.gz.abcd1234"]
    for path in (*left, tmp_path / ".lock"):
        path.touch()
    conducted(SMALL, keep=store(tmp_path))
    assert sorted(os.listdir(tmp_path)) == ["blocks", "study.json"]
    assert len(blocks(tmp_path)) == 3
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / ".mine.json.abcd1234").touch()  # nobody's but the user's
    assert "holds .mine.json" in _refused(str(tmp_path / "full"))


@pytest.mark.skipif(os.name == "nt", reason="there is no such lock there")
def test_two_commands_do_not_write_to_one_folder(tmp_path: Path) -> None:
    """Be it for one study; what is finished is read meanwhile."""
    with store(tmp_path).held():
        assert "that no other command writes to" in _refused(str(tmp_path))
    found = conducted(SMALL, keep=store(tmp_path))
    with store(tmp_path).held():
        assert conducted(SMALL, Nobody(), store(tmp_path)) == found


def test_a_finished_study_is_read_where_nothing_can_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = conducted(SMALL, keep=store(tmp_path))
    monkeypatch.setattr("sam_theory.study.store.takes_files", lambda folder: False)
    assert conducted(SMALL, Nobody(), store(tmp_path)) == found
    blocks(tmp_path)[0].unlink()
    assert "takes none" in refused(tmp_path)
