"""A configuration file, read into names and values; nothing in it is run."""

from __future__ import annotations

import json
from collections.abc import Hashable, Mapping
from typing import Any

from sam_theory.errors import UsageError
from sam_theory.schedules.entries import mapping

LARGEST = 1_000_000  # bytes of a configuration


def load(path: str) -> Mapping[str, Any]:
    """The entries of a YAML or JSON file; raises UsageError where it is neither."""
    import yaml

    text = _text(path)
    try:
        if path.lower().endswith(".json"):
            found = json.loads(text, object_pairs_hook=_once)
        else:
            found = yaml.load(text, Loader=_loader())  # a SafeLoader
    except (yaml.YAMLError, ValueError, RecursionError, MemoryError) as error:
        reason = " ".join(str(error).split())[:200]
        raise UsageError(f"{path} must be YAML or JSON; {reason}") from error
    return mapping(found, "the configuration")


def _text(path: str) -> str:
    try:
        with open(path, "rb") as file:
            content = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:  # a name may not hold a zero byte
        reason = getattr(error, "strerror", None) or error
        raise UsageError(f"{path} could not be read: {reason}") from error
    if len(content) > LARGEST:
        raise UsageError(f"a configuration must be at most {LARGEST:,} bytes; {path} has more")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} must be a text in UTF-8; byte {error.start} is not") from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A mapping in which no name stands twice: which of the two is meant, nobody knows."""
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"{twice[:60]!r} stands twice in one mapping")
    return found


def _loader() -> Any:
    import yaml

    class Once(yaml.SafeLoader):
        """YAML's safe loader, which takes no mapping with a name that stands twice."""

        def construct_mapping(self, node: Any, deep: bool = False) -> dict[Hashable, Any]:
            names = [item.value for item, _ in node.value if isinstance(item, yaml.ScalarNode)]
            twice = [name for name in names if names.count(name) > 1]
            if twice:
                raise yaml.YAMLError(f"{twice[0][:60]!r} stands twice in one mapping")
            return super().construct_mapping(node, deep)

    return Once
