"""JAX, imported once: compiled code is kept on disk, and a loop is one compiled function."""

from __future__ import annotations

import importlib.util
import os
import sys
from functools import cache
from pathlib import Path
from typing import Any

from sam_theory.errors import UsageError

MISSING = 'the engine "jax" needs jax; install it with: pip install "sam-theory[fast]"'
FLAGS = {
    # XLA makes a loop one function only where its state is small, by default below 1 kB; in others
    # every operation of every iteration costs about a microsecond. LLVM gives the rest of a vector
    # loop that is shorter than 16 masked stores, which take AMD's processors 20 cycles each.
    "--xla_backend_extra_options": "xla_cpu_small_while_loop_byte_threshold=1000000000,"
    "-vectorizer-min-trip-count=0",
    # For AVX alone LLVM takes square roots one by one, and longer vectors than AVX2's gain nothing.
    "--xla_cpu_max_isa": "AVX2",
    # It parts a sum of more than 32 numbers into several, with bounds to check at every number.
    "--xla_disable_hlo_passes": "tree_reduction_rewriter",
}


class Unreadable(UsageError):
    """A definition that JAX cannot read."""


def available() -> bool:
    """Whether JAX is installed; it is not imported."""
    return importlib.util.find_spec("jax") is not None


@cache
def load() -> Any:
    """The module jax; raises UsageError where it is not installed, or finds no device.

    Where nothing has imported it before, its settings are put into the environment first; a
    setting that the user made stays.
    """
    if not available():
        raise UsageError(MISSING)
    if "jax" not in sys.modules:
        for name, value in settings(os.environ.get("XLA_FLAGS", "")).items():
            os.environ[name] = value
    import jax

    try:
        jax.devices()
    except (RuntimeError, AssertionError) as error:  # the latter where a platform has no plugin
        what = str(error).split("\n")[0] or "it finds no device"
        raise UsageError(f"jax cannot start: {what}; see JAX_PLATFORMS") from error
    return jax


def settings(flags: str) -> dict[str, str]:
    """The environment that JAX is to see: flags of XLA besides the given ones, and the cache."""
    wanted = {"TF_CPP_MIN_LOG_LEVEL": "2"}  # XLA writes informative lines to standard error
    added = [f"{name}={value}" for name, value in FLAGS.items() if name not in flags]
    is_a_file = bool(flags.strip()) and not flags.lstrip().startswith("-")
    wanted["XLA_FLAGS"] = flags if is_a_file else " ".join([*flags.split(), *added])
    folder = cache_folder()
    if folder is not None:
        wanted |= {
            "JAX_COMPILATION_CACHE_DIR": str(folder),
            "JAX_PERSISTENT_CACHE_MIN_COMPILE_TIME_SECS": "0",
            "JAX_PERSISTENT_CACHE_MIN_ENTRY_SIZE_BYTES": "-1",
        }
    kept = {name for name in wanted if name != "XLA_FLAGS" and name in os.environ}
    return {name: value for name, value in wanted.items() if name not in kept}


def cache_folder() -> Path | None:
    """Where compiled code is kept between processes; None where nothing can be written there."""
    try:
        home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
        folder = Path(home) / "sam-theory" / "jax"
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, RuntimeError):  # the latter where nobody's home is known
        return None
    return folder if os.access(folder, os.W_OK) else None
