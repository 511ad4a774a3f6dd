"""sam-theory checks convergence theorems about Sharpness-Aware Minimization."""


def __getattr__(name: str) -> str:
    """`__version__`, looked up when it is asked for: nothing is imported by the package itself."""
    if name != "__version__":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("sam-theory")
    except PackageNotFoundError:  # run from a checkout that is not installed
        return "unknown"
