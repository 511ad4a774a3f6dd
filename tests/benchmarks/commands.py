"""How long the commands take, and what the default study needs: wall time and peak memory.

Run: python tests/benchmarks/commands.py [--check] [--repeats N]
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path

SETTING = ("--step", "0.5/L", "--radius", "0.1/L")
ONE = ("--problem", "quadratic", "--method", "sam", *SETTING)
# Each subcommand on as little as it can be asked for: mostly the time of its imports.
QUICK = (
    ("--help",),
    ("list",),
    ("show", "quadratic"),
    ("schedule", "--step", "1/k", "--radius", "1/k"),
    ("run", *ONE, "--iterations", "10", "--out", "/tmp/sam-theory-benchmark.npz"),
    ("assess", "/tmp/sam-theory-benchmark.npz"),
    ("audit", "quadratic"),
    ("prove", "khanh-3.4"),
    ("counterexample",),
    ("check", *ONE, "--jobs", "1"),
    ("check", *ONE, "--jobs", "1", "--engine", "jax"),
)


def seconds(arguments: tuple[str, ...]) -> tuple[float, float]:
    """Wall and processor time of one call."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    command = [sys.executable, "-m", "sam_theory", *arguments]
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def resident_megabytes(root: int) -> float:
    """The memory of a process and its descendants now, shared pages counted once each."""
    total, stack = 0.0, [root]
    while stack:
        process = stack.pop()
        folder = Path(f"/proc/{process}")
        try:
            rollup = (folder / "smaps_rollup").read_text()
            stack += [int(c) for t in folder.glob("task/*/children") for c in t.read_text().split()]
        except (OSError, ValueError):
            continue
        total += next(float(line.split()[1]) for line in rollup.splitlines() if "Pss:" in line)
    return total / 1024


def default_check() -> tuple[float, float]:
    """Wall seconds and peak megabytes, over all processes, of the default study."""
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "sam_theory", "check"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    peak = [0.0]

    def watch() -> None:
        while process.poll() is None:
            peak[0] = max(peak[0], resident_megabytes(process.pid))
            time.sleep(0.5)

    watcher = threading.Thread(target=watch)
    watcher.start()
    process.wait()
    watcher.join()
    return time.perf_counter() - start, peak[0]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="also the default study")
    parser.add_argument("--repeats", type=int, default=7)
    options = parser.parse_args()
    for arguments in QUICK:
        times = [seconds(arguments) for _ in range(options.repeats)]
        wall, work = (statistics.median(column) for column in zip(*times, strict=True))
        name = f"{arguments[0]} --engine jax" if arguments[-1] == "jax" else arguments[0]
        print(f"sam-theory {name:20s} {wall:6.2f} s, {work:6.2f} s of processor time")
    if options.check:
        wall, peak = default_check()
        print(f"sam-theory check            {wall:6.1f} s, {peak:.0f} MB at the peak")
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"processor time of all calls {usage.ru_utime + usage.ru_stime:6.1f} s")


if __name__ == "__main__":
    main()
