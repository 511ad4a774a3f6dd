"""A kept study: finished blocks in a folder, each whole, with what it is a block of."""

from __future__ import annotations

import gc
import json
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sam_theory.errors import UsageError
from sam_theory.library.catalogues import Library
from sam_theory.study.asking import asked_by, difference, legible, study_asking
from sam_theory.study.atoms import Atom
from sam_theory.study.locking import locked
from sam_theory.study.orders import Damaged, Head, Opened, head_of, opened
from sam_theory.study.study import Result, Study
from sam_theory.study.told import TOLD
from sam_theory.study.versions import (
    apart,
    bytes_digest,
    differing,
    digest_of,
    library_digest,
    library_files,
    versions,
)
from sam_theory.study.whole import left_over, takes_files, unwritten, write_whole

SCHEMA = "sam-theory/kept/1"
STUDY, BLOCKS, SUFFIX, LOCK = "study.json", "blocks", ".json.gz", ".lock"
ASIDE = ".damaged"  # is added to the names of files that were put aside
OTHERWISE = "give another folder, or remove this one"

Tell = Callable[[str], None]  # hears what a reader should know, in a sentence


@dataclass(frozen=True)
class Store:
    """The folder of a study whose blocks are kept."""

    folder: Path
    study: Study
    # SHA-256 of the blocks that were read or written, by their names in the folder
    known: dict[str, str] = field(default_factory=dict, compare=False)
    damaged: list[Path] = field(default_factory=list, compare=False)  # files that were told of

    @property
    def described(self) -> bool:
        """Whether the folder says what it keeps."""
        return _kept(self.folder) is not None

    @property
    def heals(self) -> bool:
        """Whether damaged files are there that can be put aside."""
        return bool(self.damaged) and takes_files(self.folder / BLOCKS)

    def read(self, tell: Tell) -> dict[Atom, Result]:
        """What is there, by atom; what is damaged is told, and counts as missing.

        Raises UsageError for a block of another version, study or library. Writes nothing.
        """
        found: dict[Atom, Result] = {}
        with _uncollected():
            for block in self._blocks(tell):
                found.update(block.results)
        return found

    def _blocks(self, tell: Tell) -> Iterator[Opened]:
        for path in sorted((self.folder / BLOCKS).glob(f"[!.]*{SUFFIX}")):
            try:
                data = path.read_bytes()
                block = opened(data, curves=self.study.curves)
            except Damaged:
                tell(f"{path} is damaged, and counts as missing")
                self.damaged.append(path)
                continue
            except OSError as error:
                raise UsageError(f"{path} must be readable; {error.strerror}") from error
            self._require_own(path, block)
            self._know(path.name, data)
            yield block

    def _know(self, name: str, data: bytes) -> None:
        self.known[f"{BLOCKS}/{name}"] = bytes_digest(data)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Write to the folder, made if it is missing, and have nobody else write to it.

        Raises UsageError if it takes no files, or holds something else, and where another command
        writes to it, be it for the same study.
        """
        self._make()
        refusal = (
            "--keep must name a folder that no other command writes to; one writes to "
            f"{self.folder}; wait for its end, or give another folder"
        )
        with locked(self.folder / LOCK, refusal):
            _require_own(self.folder, self.study)
            self._describe()
            for path in self.damaged:
                with suppress(OSError):
                    path.replace(path.with_name(f"{path.name}{ASIDE}"))
            for path in (
                *left_over(self.folder, STUDY),
                *left_over(self.folder, TOLD),
                *left_over(self.folder / BLOCKS, f"*{SUFFIX}"),
            ):
                path.unlink(missing_ok=True)
            yield

    def _make(self) -> None:
        inside = self.folder / BLOCKS
        try:
            inside.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UsageError(
                f"--keep must name a folder; got {self.folder}: {error.strerror}"
            ) from error
        if not takes_files(self.folder) or not takes_files(inside):
            raise UsageError(
                f"--keep must name a folder that takes files; {self.folder} takes none"
            )

    def _describe(self) -> None:
        """Say what the folder keeps; raises UsageError where it said something that is lost."""
        path = self.folder / STUDY
        if self.described:
            return
        if path.exists() and not any(True for _ in self._blocks(lambda sentence: None)):
            raise UsageError(
                f"--keep must name a folder that says what it keeps; {path} is damaged, and no "
                "block of this study is there; remove it, or give another folder"
            )
        text = json.dumps(_manifest(self.study), ensure_ascii=False, indent=1).encode()
        write_whole(str(path), lambda file: file.write(text))

    def _require_own(self, path: Path, block: Opened) -> None:
        ours = head_of(self.study, ())
        words = apart(block.head["versions"], ours["versions"])
        if words:
            raise UsageError(f"blocks must be of this version; {path} has {words}; {OTHERWISE}")
        for what in ("study", "library"):
            if block.head[what] != ours[what]:
                raise UsageError(f"blocks must be of this {what}; {path} is not; {OTHERWISE}")

    def write(self, head: Head, data: bytes) -> None:
        """Keep a finished block; when this returns, it is on the disk under its name."""
        folder = self.folder / BLOCKS
        name = f"{digest_of(head['atoms'])[:24]}{SUFFIX}"
        write_whole(str(folder / name), lambda file: file.write(data))
        _settle(folder)
        self._know(name, data)


def store_of(folder: str, study: Study) -> Store:
    """The folder for this study, which need not be there, or take files where all is kept.

    Raises UsageError if it is no folder, or holds something else.
    """
    if not folder:
        raise UsageError("--keep must name a folder; got ''; . is this one")
    _require_own(Path(folder), study)
    return Store(Path(folder), study)


def kept_study(folder: str, library: Library) -> Study | None:
    """The study that a folder keeps; None where it keeps none.

    Raises UsageError where its version or its library is another one.
    """
    found = _kept(Path(folder))
    if found is None:
        return None
    study = study_asking(found["asked"], library, curves=False)
    _require_own(Path(folder), study)
    return study


def _manifest(study: Study) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "versions": dict(versions()),
        "library": library_digest(study.library),
        "files": library_files(study.library),
        "asked": asked_by(study),
    }


def _kept(path: Path) -> Mapping[str, Any] | None:
    """What the folder says it keeps; None where it says nothing that can be read."""
    try:
        found = json.loads((path / STUDY).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    if not isinstance(found, dict) or not isinstance(found.get("versions"), dict):
        return None
    said = isinstance(found.get("library"), str) and legible(found.get("asked"))
    return found if said else None


def _require_own(path: Path, study: Study) -> None:
    """Raise UsageError where the folder holds anything but blocks of this study and version."""
    found, ours = _kept(path), _manifest(study)
    if found is None:
        others = _others(path)
        if others:
            raise UsageError(
                f"--keep must name a folder that is empty or keeps a study; {path} holds "
                f"{others}; give another"
            )
        return
    words = apart(found["versions"], ours["versions"])
    if words:
        raise UsageError(
            f"--keep must name a study of this version; that in {path} has {words}; {OTHERWISE}"
        )
    words = difference(found["asked"], ours["asked"])
    if words:
        raise UsageError(
            f"--keep must name the study that is asked for; {path} keeps one with {words}; "
            "give its options, or another folder"
        )
    if found["library"] != ours["library"]:
        raise UsageError(
            f"--keep must name a study with these library files; {path} keeps one with others"
            f"{_which(found, ours)}; {OTHERWISE}"
        )


def _which(found: Mapping[str, Any], ours: Mapping[str, Any]) -> str:
    """The first file that differs, in words, as far as the folder says which it had."""
    try:
        words = differing(found["files"], ours["files"])
    except (LookupError, TypeError, AttributeError):
        return ""
    return f": {words}, and every file counts; undo that" if words else ""


def _others(path: Path) -> str:
    """Something in the folder that is not ours; empty where there is nothing."""
    try:
        names = sorted(inside.name for inside in path.iterdir())
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise UsageError(f"--keep must name a folder; got {path}: {error.strerror}") from error
    begun = (inside.name for name in (STUDY, TOLD) for inside in left_over(path, name))
    ours = {STUDY, BLOCKS, LOCK, TOLD, *begun}
    return next((name for name in names if name not in ours), "")


@contextmanager
def _uncollected() -> Iterator[None]:
    """Make many objects that all stay, and have nobody look among them for what does not."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was:
            gc.enable()


def _settle(folder: Path) -> None:
    """Have the names of a folder on the disk, where the system can."""
    if os.name == "nt":
        return
    try:
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        raise unwritten(str(folder), error) from error
