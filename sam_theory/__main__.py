"""The program `sam-theory`, also `python -m sam_theory`."""

from __future__ import annotations

import os
import sys

# One BLAS thread: the matrices here are small, and a study already uses every core.
for _variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_variable, "1")


def main() -> None:
    """Run one command and exit with its status."""
    from sam_theory.cli.app import run_command

    sys.exit(run_command(sys.argv[1:]))


if __name__ == "__main__":
    main()
