"""What crosses to a worker, and what comes back: an order is text, a finished block is bytes."""

from __future__ import annotations

import atexit
import gzip
import json
import shutil
import sys
import tempfile
import threading
import warnings
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from sam_theory.errors import UsageError
from sam_theory.library.catalogues import Library
from sam_theory.library.collecting import LeftOut
from sam_theory.setting.problem import Unanswered
from sam_theory.statements.finding import Skipped
from sam_theory.study.asking import asked_by, study_asking
from sam_theory.study.atoms import Atom, Block
from sam_theory.study.examining import examine
from sam_theory.study.records import read, recorded
from sam_theory.study.study import Result, Study
from sam_theory.study.versions import (
    AS_TEXT,
    Files,
    apart,
    bytes_digest,
    digest_of,
    files_of,
    library_digest,
    require_still,
    versions,
)

SCHEMA = "sam-theory/block/1"
LEVEL = 4  # of gzip: higher ones take longer than they save
MOST_CARRIED = 2_000_000  # bytes of library files, which go with every order
AS_SEALED = ("utf-8", "surrogatepass")
UNFOLDED = "sam-theory-"  # folders of library files that came with an order
ALONE = threading.Lock()  # warnings and caches are those of a process: one block at a time

BROKEN = (  # what is raised for bytes that are no block
    OSError,
    EOFError,
    zlib.error,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    RecursionError,
)

Head = dict[str, Any]


class Damaged(Exception):
    """A block that cannot be read as it was written."""


class OtherVersion(UsageError):
    """An order that another version gave: whoever has it, at that address, cannot carry it out."""

    where = ""


@dataclass(frozen=True)
class Opened:
    """A finished block: of what version and study it is, and its results by atom."""

    head: Head
    results: Mapping[Atom, Result]


def head_of(study: Study, block: Block) -> Head:
    """What has to agree for two blocks to belong together, and the atoms of this one."""
    return {
        "schema": SCHEMA,
        "versions": dict(versions()),
        "study": study_digest(study),
        "library": library_digest(study.library),
        "atoms": [[atom.problem, list(atom.methods)] for atom in block],
    }


def study_digest(study: Study) -> str:
    """SHA-256 of all that is asked."""
    return digest_of(asked_by(study))


def order(study: Study, block: Block, *, carried: bool) -> str:
    """The order for a block: names and parameters, and the library's files if `carried`.

    Otherwise the worker is on this machine, and reads the folders themselves. Raises UsageError
    where there is more to carry than goes with every order.
    """
    of = study.library
    problems = {atom.problem for atom in block}
    asked = asked_by(study) | {"problems": [name for name in study.problems if name in problems]}
    places = {"folders": list(of.folders), "outputs": list(of.outputs)}
    files = files_of(of.folders, of.outputs, MOST_CARRIED) if carried else []
    library = {"files": files} if carried else places
    given = {"asked": asked, "library": library, "curves": study.curves}
    return json.dumps({"head": head_of(study, block), **given})


def work(text: str) -> bytes:
    """Carry out an order: the same bytes for the same order, on one machine and version."""
    return sealed(computed(text))


def computed(text: str) -> Opened:
    """The finished block of an order.

    Raises OtherVersion where this is another one than that of the order, and UsageError for what a
    problem or a method of the user raises.
    """
    given = json.loads(text)
    head = given["head"]
    words = apart(head["versions"], versions(), where=_address())
    if words:
        worker, error = (
            _worker(),
            OtherVersion(
                f"workers must have the versions of the order; it has {words}; install these there"
            ),
        )
        error.where = "" if worker is None else str(worker.address)
        raise error
    with ALONE, warnings.catch_warnings():
        warnings.simplefilter("ignore", LeftOut)  # who gave the order has told it
        library = _library(given["library"], head["library"])
        study = study_asking(given["asked"], library, curves=given["curves"])
        results = {atom: _examined(atom.of(study), atom.problem) for atom in _atoms(head)}
        require_still(library)
    return Opened(head, results)


def sealed(block: Opened) -> bytes:
    """A finished block, compressed: its head and results, and apart from these the curves."""
    body, curves = recorded(list(block.results.values()))
    drawn = gzip.compress(curves.encode(), LEVEL, mtime=0)
    head = json.dumps(block.head, ensure_ascii=False)
    first = "\n".join((head, body, _seal(head, body, drawn))).encode(*AS_SEALED)
    return gzip.compress(first, LEVEL, mtime=0) + drawn


def opened(data: bytes, *, curves: bool) -> Opened:
    """A finished block as it was sealed; raises Damaged for anything else."""
    try:
        first, drawn = parted(data)
        head, body, seal = first.split("\n")
        if seal != _seal(head, body, drawn):
            raise Damaged("it is not what it was sealed as")
        found = json.loads(head)
        if not isinstance(found["versions"], dict) or not {"study", "library"} <= found.keys():
            raise Damaged("it does not say what it is a block of")
        results = read(body, gzip.decompress(drawn).decode() if curves else None)
        named = dict(zip(_atoms(found), results, strict=True))
        if not all(_of(atom, result) for atom, result in named.items()):
            raise Damaged("its results are not those of its atoms")
        return Opened(found, named)
    except BROKEN as error:
        raise Damaged(str(error)) from error


def _seal(head: str, body: str, drawn: bytes) -> str:
    return bytes_digest("\n".join((head, body)).encode(*AS_SEALED) + drawn)


def parted(data: bytes) -> tuple[str, bytes]:
    """The head and the results of a sealed block, and its curves, which are still compressed."""
    reader = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)  # of gzip
    first = reader.decompress(data)
    if not reader.eof:
        raise Damaged("it ends too early")
    return first.decode(*AS_SEALED), reader.unused_data


def _of(atom: Atom, result: Result) -> bool:
    findings, skipped = result
    named = {(f.problem, f.method) for f in findings} | {(s.problem, s.method) for s in skipped}
    return named <= {(atom.problem, method) for method in atom.methods}


def _atoms(head: Head) -> Block:
    return tuple(Atom(problem, tuple(methods)) for problem, methods in head["atoms"])


def _examined(study: Study, name: str) -> Result:
    """The result of one problem: where its f or ∇f raises, no setting of it is run."""
    try:
        return examine(study, name)
    except Unanswered as error:
        if not study.lenient:
            raise
        left = [
            Skipped(
                problem=name, method=m, step=str(p.step), radius=str(p.radius), reason=str(error)
            )
            for m in study.methods
            for p in study.pairs
        ]
        return (), tuple(left)


def _library(given: Mapping[str, Any], digest: str) -> Library:
    """The catalogues with the files of the order, which must be those of its digest."""
    if "files" in given:
        folders = _unfolded(json.dumps(given["files"])) if given["files"] else ()
        _forget(folders)
        library = Library(folders)
    else:
        library = Library(tuple(given["folders"]), tuple(given["outputs"]))
    if library_digest(library) != digest:
        raise UsageError("library files must stay as they are while a study runs; they changed")
    return library


@cache
def _unfolded(files: str) -> tuple[str, ...]:
    """Folders with these files, for as long as the process lives."""
    top = Path(tempfile.mkdtemp(prefix=UNFOLDED, dir=_scratch())).resolve()
    atexit.register(shutil.rmtree, top, ignore_errors=True)
    carried: list[Files] = json.loads(files)
    for number, texts in enumerate(carried):
        for name, text in texts.items():
            path = top / str(number) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode(*AS_TEXT))
    return tuple(str(top / str(number)) for number in range(len(carried)))


def _forget(folders: Sequence[str]) -> None:
    """Forget what modules of other libraries have imported: theirs may have the same names."""
    for name, module in list(sys.modules.items()):
        path = Path(getattr(module, "__file__", None) or "")
        carried = any(part.startswith(UNFOLDED) for part in path.parts)
        if carried and not any(path.is_relative_to(folder) for folder in folders):
            del sys.modules[name]


def _scratch() -> str | None:
    """The folder of a worker of Dask, which removes it with whatever is inside."""
    worker = _worker()
    return None if worker is None else str(worker.local_directory)


def _address() -> str:
    """Where this is, in words."""
    worker = _worker()
    return "here" if worker is None else f"at {worker.address}"


def _worker() -> Any:
    """The worker of Dask that this is; None where it is none."""
    if "distributed" not in sys.modules:
        return None
    from distributed import get_worker

    try:
        return get_worker()
    except ValueError:
        return None
