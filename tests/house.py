"""The map of the house, drawn from the imports: `python tests/house.py` puts it into CONTRIBUTING.

An arrow goes from a room to one that it imports; what follows from other arrows is left out.
"""

from __future__ import annotations

import ast
from pathlib import Path

import grimp

ROOT = Path(__file__).parent.parent
DOCUMENT = ROOT / "CONTRIBUTING.md"
BEGIN, END = "<!-- map: begin -->\n", "<!-- map: end -->\n"
PACKAGE = "sam_theory"


def rooms() -> dict[str, frozenset[str]]:
    """Each room at the top of the package, with those that it imports."""
    graph = grimp.build_graph(PACKAGE, cache_dir=None)
    names = {child.split(".")[1] for child in graph.find_children(PACKAGE)}
    found: dict[str, set[str]] = {name: set() for name in names}
    for module in graph.modules - {PACKAGE}:
        for other in graph.find_modules_directly_imported_by(module) - {PACKAGE}:
            found[module.split(".")[1]].add(other.split(".")[1])
    return {name: frozenset(others - {name}) for name, others in sorted(found.items())}


def reached(name: str, arrows: dict[str, frozenset[str]]) -> frozenset[str]:
    """All that a room imports, by itself or through others."""
    further = (reached(other, arrows) for other in arrows[name])
    return arrows[name].union(*further)


def reduced(arrows: dict[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    """The arrows that do not follow from others; there is no circle."""
    return {
        name: others.difference(*(reached(other, arrows) for other in others))
        for name, others in arrows.items()
    }


def purpose(name: str) -> str:
    """The first sentence of what a room says of itself."""
    path = ROOT / PACKAGE / name
    source = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    told = ast.get_docstring(ast.parse(source.read_text())) or ""
    return told.partition("\n")[0].rstrip(".;")


def drawn() -> str:
    """The picture, and a line a room, from the lowest to the highest."""
    arrows = rooms()
    lines = [
        f"    {name} --> {other}"
        for name, others in reduced(arrows).items()
        for other in sorted(others)
    ]
    ordered = sorted(arrows, key=lambda name: (len(reached(name, arrows)), name))
    told = [f"| `{name}` | {purpose(name)} |" for name in ordered]
    picture = [
        "```mermaid",
        "flowchart TD",
        *lines,
        "```",
        "",
        "| room | what it is |",
        "|---|---|",
    ]
    return "\n".join([*picture, *told]) + "\n"


def replaced(text: str) -> str:
    """The document with the map as it is now."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return before + BEGIN + drawn() + END + after


if __name__ == "__main__":
    DOCUMENT.write_text(replaced(DOCUMENT.read_text()))
