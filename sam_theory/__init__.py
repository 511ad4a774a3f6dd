"""sam-theory checks convergence theorems about Sharpness-Aware Minimization.

The Python interface is `check`, `assess`, `falsify`, `problem_of`: `from sam_theory import check`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sam_theory.api import (
        AssessResult,
        CheckResult,
        FalsifyResult,
        Trajectory,
        assess,
        check,
        falsify,
        problem_of,
    )
    from sam_theory.errors import UsageError
    from sam_theory.library.catalogues import Library

    __version__: str

__all__ = [
    "AssessResult",
    "CheckResult",
    "FalsifyResult",
    "Library",
    "Trajectory",
    "UsageError",
    "__version__",
    "assess",
    "check",
    "falsify",
    "problem_of",
]
_ELSEWHERE = {"UsageError": "sam_theory.errors", "Library": "sam_theory.library.catalogues"}


def __getattr__(name: str) -> Any:
    """A name of the interface, looked up when it is asked for: the package imports nothing."""
    if name == "__version__":
        return _version()
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_ELSEWHERE.get(name, "sam_theory.api")), name)


def __dir__() -> list[str]:
    return sorted(__all__)


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("sam-theory")
    except PackageNotFoundError:  # run from a checkout that is not installed
        return "unknown"
