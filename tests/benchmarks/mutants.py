"""How many small bugs the nearest tests miss: `python tests/benchmarks/mutants.py --count 200`.

Each mutant changes one place of one module, drawn by seed: a comparison, a sign, a number, a
condition, a call of `all`, `any`, `min`, `max`, `floor` or `ceil`. What only tells is left alone,
and so is what is drawn at random. The tests named after the module, and some more, run on a copy of
the checkout. A mutant that they pass survives, and is printed, with the reason if survivors.toml
says why no test should see it. An explanation whose place is there no longer is printed as stale.
"""

from __future__ import annotations

import argparse
import ast
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path
from queue import SimpleQueue

ROOT = Path(__file__).parents[2]
EXPLAINED = Path(__file__).with_name("survivors.toml")
FURTHER = {  # module pattern -> tests that exercise it besides its own, soonest to fail first
    "sam_theory/runs/recording.py": ("runs/test_run.py", "runs/test_compiled.py"),
    "sam_theory/runs/trace.py": ("runs/test_run.py", "properties/test_assess.py"),
    "sam_theory/runs/folding.py": ("runs/test_trace.py", "runs/test_run.py"),
    "sam_theory/runs/outside.py": ("runs/test_trace.py", "runs/test_run.py"),
    "sam_theory/certificates/*.py": ("certificates",),
    "sam_theory/proofs/*.py": (
        *("proofs/test_checking.py", "proofs/test_reporting.py", "proofs/test_proof.py"),
        "proofs/test_mutation_catalogue.py",
    ),
    "sam_theory/asymptotics/intervals.py": (
        *("asymptotics/test_enclosing.py", "schedules/test_decisions.py"),
        *("schedules/test_relative.py", "schedules/test_deciding_table.py"),
    ),
    "sam_theory/asymptotics/certificates.py": (
        *("schedules/test_decisions.py", "schedules/test_relative.py"),
        "schedules/test_deciding_table.py",
    ),
    "sam_theory/asymptotics/vanishing.py": ("schedules/test_deciding_table.py",),
    "sam_theory/asymptotics/germs.py": (
        *("asymptotics/test_constants.py", "asymptotics/test_vanishing.py"),
        *("schedules/test_deciding_table.py", "asymptotics/test_outcome.py"),
    ),
    "sam_theory/asymptotics/pointwise.py": (
        *("schedules/test_decisions.py", "schedules/test_relative.py"),
        "schedules/test_deciding_table.py",
    ),
}
COPIED = ("sam_theory", "problems", "proofs_checks", "figures", "tests")
COMPARISONS = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
OPERATIONS = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult}
CALLS = {"all": "any", "min": "max", "floor": "ceil", "minimum": "maximum"}
CALLS |= {other: name for name, other in CALLS.items()}

SLOW = 240  # seconds after which a mutant counts as caught: it does not end


Place = tuple[str, str, str, str]  # module, text of the line, before, after


@dataclass(frozen=True)
class Mutant:
    """One changed place of one module."""

    module: str
    line: int
    text: str  # of that line
    before: str
    after: str
    source: str
    tests: tuple[str, ...]

    @property
    def place(self) -> Place:
        """What an explanation names; a line may move without becoming another."""
        return self.module, self.text, self.before, self.after

    def __str__(self) -> str:
        return f"{self.module}:{self.line}: {self.before} → {self.after}"


def changed(node: ast.AST) -> Iterator[ast.AST]:
    """The node with one thing changed, in every way that there is."""
    new = deepcopy(node)
    if isinstance(new, ast.Compare) and type(new.ops[0]) in COMPARISONS:
        new.ops[0] = COMPARISONS[type(new.ops[0])]()
        yield new
    elif isinstance(new, ast.BinOp) and type(new.op) in OPERATIONS:
        new.op = OPERATIONS[type(new.op)]()
        yield new
    elif isinstance(new, ast.BoolOp):
        new.op = ast.Or() if isinstance(new.op, ast.And) else ast.And()
        yield new
    elif isinstance(new, ast.UnaryOp) and isinstance(new.op, ast.USub | ast.Not):
        yield new.operand
    elif isinstance(new, ast.Constant) and type(new.value) in (int, float):
        new.value += 1
        yield new
    elif isinstance(new, ast.Call):
        name = new.func.attr if isinstance(new.func, ast.Attribute) else ""
        name = new.func.id if isinstance(new.func, ast.Name) else name
        if name in CALLS:
            field = "attr" if isinstance(new.func, ast.Attribute) else "id"
            setattr(new.func, field, CALLS[name])
            yield new


def nearest(module: Path, further: tuple[str, ...]) -> tuple[str, ...]:
    """The tests named after the module, then the others."""
    inside = module.relative_to(ROOT / "sam_theory")
    folder, name = ROOT / "tests" / inside.parent, f"test_{inside.stem}"
    own = [*folder.glob(f"{name}.py"), *sorted(folder.glob(f"{name}_*.py"))]
    found = [str(path.relative_to(ROOT)) for path in own]
    return tuple(dict.fromkeys([*found, *(f"tests/{path}" for path in further)]))


def told(tree: ast.AST) -> Iterator[ast.AST]:
    """What only tells: texts, what is raised, functions that draw a figure; random numbers.

    And what is tuned, of which one more says nothing: the constants of a module, in capitals, and
    the defaults of fields and parameters.
    """
    for node in ast.walk(tree):
        silent = isinstance(node, ast.JoinedStr | ast.Raise)
        if isinstance(node, ast.FunctionDef) and isinstance(node.returns, ast.Name):
            silent = node.returns.id == "Figure"
        if isinstance(node, ast.Assign):
            names = [name.id for name in node.targets if isinstance(name, ast.Name)]
            silent = any(name.isupper() and len(name) > 1 for name in names)
        if isinstance(node, ast.arguments):
            for default in (*node.defaults, *node.kw_defaults):
                yield from ast.walk(default) if default else ()
        if isinstance(node, ast.ClassDef):
            for field in node.body:
                yield from ast.walk(field) if isinstance(field, ast.AnnAssign) else ()
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            silent = node.func.attr == "Random" or ast.unparse(node.func.value) == "rng"
        if silent:
            yield from ast.walk(node)


def mutants_of(module: Path, tests: tuple[str, ...]) -> Iterator[Mutant]:
    """Every mutant of a module, but for what only tells."""
    text = module.read_text()
    data, lines = text.encode(), text.splitlines()
    starts = [0]
    for line in data.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    tree = ast.parse(text)
    silent = set(told(tree))
    for node in ast.walk(tree):
        if node in silent or not isinstance(node, ast.expr) or node.end_lineno is None:
            continue
        for new in changed(node):
            begin = starts[node.lineno - 1] + node.col_offset
            end = starts[node.end_lineno - 1] + (node.end_col_offset or 0)
            after = f"({ast.unparse(new)})"
            yield Mutant(
                module=str(module.relative_to(ROOT)),
                line=node.lineno,
                text=lines[node.lineno - 1].strip(),
                before=ast.unparse(node),
                after=after,
                source=(data[:begin] + after.encode() + data[end:]).decode(),
                tests=tests,
            )


def pool() -> list[Mutant]:
    """All mutants of all modules."""
    every: dict[str, list[Mutant]] = {}
    for pattern, further in FURTHER.items():
        for module in sorted(ROOT.glob(pattern)):
            every.setdefault(str(module), list(mutants_of(module, nearest(module, further))))
    return [mutant for mutants in every.values() for mutant in mutants]


def lot(mutant: Mutant, seed: int) -> str:
    """What decides whether the mutant is drawn: other places may change without moving it."""
    return sha256(f"{seed} {mutant.place}".encode()).hexdigest()


def explanations() -> dict[Place, str]:
    """Why a mutant may survive, by its place."""
    entries = tomllib.loads(EXPLAINED.read_text())["survivor"]
    return {(e["module"], e["line"], e["before"], e["after"]): e["why"] for e in entries}


def stale(mutants: list[Mutant]) -> list[Place]:
    """Explanations of what is there no longer."""
    places = {mutant.place for mutant in mutants}
    return [place for place in explanations() if place not in places]


def survives(mutant: Mutant, copies: SimpleQueue[Path]) -> bool:
    """Whether the nearest tests pass all the same, in one of the copies."""
    copy = copies.get()
    target = copy / mutant.module
    original = target.read_text()
    try:
        target.write_text(mutant.source)
        command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider"]
        done = subprocess.run(
            [*command, *mutant.tests],
            cwd=copy,
            env={**os.environ, "PYTHONPATH": str(copy), "OMP_NUM_THREADS": "1"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=SLOW,
            check=False,
        )
        return done.returncode == 0
    except subprocess.TimeoutExpired:
        return False
    finally:
        target.write_text(original)
        copies.put(copy)


def copied(folder: Path) -> Path:
    """A copy of what the tests need."""
    for name in COPIED:
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, folder / name, ignore=ignored)
    for name in ("pyproject.toml", "README.md", "CONTRIBUTING.md"):
        shutil.copy(ROOT / name, folder / name)
    return folder


def main() -> None:
    """Draw, run, print the survivors and their share."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    arguments = parser.parse_args()
    every = pool()
    chosen = sorted(every, key=partial(lot, seed=arguments.seed))[: arguments.count]
    alive = Counter[bool]()
    with tempfile.TemporaryDirectory() as folder:
        copies: SimpleQueue[Path] = SimpleQueue()
        for number in range(arguments.jobs):
            copies.put(copied(Path(folder) / str(number)))
        with ThreadPoolExecutor(arguments.jobs) as executor:
            answers = executor.map(partial(survives, copies=copies), chosen)
            for mutant, lives in zip(chosen, answers, strict=True):
                why = explanations().get(mutant.place)
                if lives:
                    alive[why is not None] += 1
                    print(f"{mutant}: {why or 'unexplained'}", flush=True)
    for place in stale(every):
        print("stale:", " | ".join(place))
    print(
        f"{alive.total()} of {len(chosen)} mutants survive, {alive[True]} of them explained, "
        f"seed {arguments.seed}"
    )


if __name__ == "__main__":
    main()
