"""The one exception that a caller is meant to read."""


class UsageError(ValueError):
    """The call was wrong; the message is one sentence: what must be, what was got, what to do."""
