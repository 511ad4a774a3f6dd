"""What Dask takes beside processes: a study of 2,000 settings, and 2,000 small blocks.

Run: python tests/benchmarks/cluster.py [--blocks N] [--seconds S] [--settings N] [--workers N]
Blocks hold a processor for so long and compute nothing. Both begin when every worker has imported
the program. A ratio above 1.15 is too much.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from multiprocessing import get_context
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT)]

from kept import conducted, scheduler, study, worker  # noqa: E402 (found on the path set above)

from sam_theory.study import processes  # noqa: E402
from sam_theory.study.cluster import Cluster, cluster  # noqa: E402
from sam_theory.study.conduct import Workers  # noqa: E402

BUSY = """
import time
from sam_theory.study import orders

def work(text):
    end = time.process_time() + float(text.split()[0])
    while time.process_time() < end:
        pass
    return b"done"

orders.work = work
"""


@contextmanager
def dask(workers: int, folder: Path, preload: Path | None) -> Iterator[Cluster]:
    """A cluster of so many workers on loopback."""
    with ExitStack() as stack:
        _, file = stack.enter_context(scheduler(folder))
        for number in range(workers):
            stack.enter_context(worker(file, folder / str(number), preload=preload))
        found = stack.enter_context(cluster(file))
        found.client.wait_for_workers(workers)
        yield found


def seconds(call: Callable[[], object]) -> float:
    """How long it takes."""
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def by_pool(workers: int, preload: Path, orders: list[str]) -> float:
    """The blocks by one pool, as `Processes` gives them to it."""
    sys.path.insert(0, str(preload.parent))
    busy = __import__(preload.stem)
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        list(pool.map(busy.work, orders[: 4 * workers]))  # every process has imported it
        processes.work, left = busy.work, dict(enumerate(orders))  # type: ignore[attr-defined]
        these = processes.Processes(workers)
        return seconds(lambda: processes._spread(pool, left, lambda number, data: None, these))


def small_blocks(workers: int, count: int, length: float, folder: Path) -> None:
    """Print what both take for as many blocks, and the ratio."""
    preload = folder / "busy.py"
    preload.write_text(BUSY)
    orders = [f"{length} {number}" for number in range(count)]  # equal ones Dask does once
    with dask(workers, folder, preload) as found:
        found.carry_out([f"0.2 first {i}" for i in range(4 * workers)], lambda number, data: None)
        clustered = seconds(lambda: found.carry_out(orders, lambda number, data: None))
    pooled = by_pool(workers, preload, orders)
    print(f"{count:,} blocks of {1000 * length:.0f} ms on {workers} workers:")
    print(f"one pool {pooled:.1f} s, Dask {clustered:.1f} s, ratio {clustered / pooled:.3f}")


def real_study(workers: int, settings: int, folder: Path) -> None:
    """Print what both take for a study, which must be the same."""
    given = study(problems=settings // 10)

    def by(whom: Workers) -> object:
        return conducted(given, whom)

    with dask(workers, folder, None) as found:
        start = time.perf_counter()
        ours = by(found)
        clustered = time.perf_counter() - start
    start = time.perf_counter()
    same = by(processes.Processes(workers)) == ours
    pooled = time.perf_counter() - start
    print(f"{settings:,} settings: processes {pooled:.1f} s, Dask {clustered:.1f} s; same: {same}")


def main() -> None:
    """Print both."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--blocks", type=int, default=2000)
    parser.add_argument("--seconds", type=float, default=0.05)
    parser.add_argument("--settings", type=int, default=2000)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    for part in ("settings", "blocks"):  # the blocks replace what carries out orders, for good
        with tempfile.TemporaryDirectory() as name:
            if part == "blocks":
                small_blocks(options.workers, options.blocks, options.seconds, Path(name))
            else:
                real_study(options.workers, options.settings, Path(name))


if __name__ == "__main__":
    main()
