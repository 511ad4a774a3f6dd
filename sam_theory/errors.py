"""The one exception that a caller is meant to read."""

from importlib.util import find_spec


class UsageError(ValueError):
    """The call was wrong; the message is one sentence: what must be, what was got, what to do."""


def require_between(what: str, value: int, least: int, most: int) -> None:
    """Raise UsageError for a count that is too small, or so large that nothing could hold it."""
    if not least <= value <= most:
        raise UsageError(f"{what} must be from {least} to {most:,}; got {value}")


def require_proofs(command: str) -> None:
    """Raise UsageError if python-flint is not installed; solvers are asked where they are there."""
    if find_spec("flint") is None:
        raise UsageError(
            f"{command} needs python-flint, which cannot be imported; "
            'run: pip install "sam-theory[proofs]"'
        )
