"""What a page of many findings weighs, and how long Chromium takes to open it and a cell of it.

Run: python tests/benchmarks/page.py [--findings N] [--repeats N] [--keep DIR]
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTS), str(TESTS / "browser")]

from driving import opened, started  # noqa: E402  (found on the path set above)
from pages import enlarged, made, real_study  # noqa: E402
from selenium.webdriver import Chrome  # noqa: E402

PROBLEMS = (
    "quadratic",
    "quadratic[eigenvalues=(100.0,)]",
    "ripple",
    "huber",
    "log-cosh",
    "double-well",
    "linear",
    "logistic",
)
ITERATIONS = 5000
CLICK = """
    const [done] = arguments;
    const start = performance.now();
    document.querySelector(".matrix button.cell").click();
    const drawn = () => document.querySelector(".uplot") !== null;
    const look = () => drawn() ? done(performance.now() - start) : setTimeout(look, 5);
    look();
"""


def opening(driver: Chrome, path: Path) -> tuple[float, float]:
    """Seconds from opening until the page is drawn, and from a click until the evidence is."""
    opened(driver, path)
    ready = float(driver.execute_script("return document.documentElement.dataset.ready"))
    return ready / 1000, float(driver.execute_async_script(CLICK)) / 1000


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--findings", type=int, default=10_000)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--keep", type=Path, help="write the page to this folder")
    options = parser.parse_args()
    study, (findings, _) = real_study(PROBLEMS, None, iterations=ITERATIONS)
    large, many = enlarged(study, findings, options.findings)
    start = time.perf_counter()
    page = made(large, many)
    print(f"{len(findings)} real findings, repeated to {len(many):,}")
    size = len(page.text.encode()) / 1e6
    print(f"page written in {time.perf_counter() - start:.1f} s, {size:.2f} MB")
    beside = sum(map(len, page.evidence.values())) / 1e6
    print(f"evidence beside it: {len(page.evidence)} files, {beside:.1f} MB")
    with tempfile.TemporaryDirectory() as folder:
        path = (options.keep or Path(folder)) / "index.html"
        (path.parent / "evidence").mkdir(parents=True, exist_ok=True)
        path.write_text(page.text, encoding="utf-8")
        for name, script in page.evidence.items():
            (path.parent / "evidence" / name).write_text(script, encoding="utf-8")
        driver = started(Path(folder) / "profile")
        times = [opening(driver, path.resolve()) for _ in range(options.repeats)]
        driver.quit()
    for what, seconds in zip(("page opens", "a cell opens"), zip(*times, strict=True), strict=True):
        print(f"{what}: median {statistics.median(seconds):.2f} s, worst {max(seconds):.2f} s")


if __name__ == "__main__":
    main()
