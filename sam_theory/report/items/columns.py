"""What theorems are proved for, ask for and measure, side by side: read off their entries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from sam_theory.report.summary import PROPERTY_WORDS
from sam_theory.setting.method import Method
from sam_theory.statements.formulas import CONSTANTS
from sam_theory.statements.hypotheses.draws import ascends_by_draws
from sam_theory.statements.theorem import Theorem

MOST_NAMES = 3  # of methods, in the table
DOUBT = "*"  # beside theorems of which something is not confirmed
HEADINGS = ("method", "hypotheses", "measured", "ρ")
WIDTHS = (14, 30, 20, 10)  # of those, under the name of the theorem
INDENT = 2
MODELS = {"absolute": "normalized", "relative": "unnormalized"}


@dataclass(frozen=True, kw_only=True)
class Columns:
    """One theorem; `kinds` are those of the methods: normalized, unnormalized.

    `needs` are what only some of the conclusions ask for.
    """

    name: str
    methods: tuple[str, ...]
    kinds: tuple[str, ...]
    stochastic: bool
    hypotheses: tuple[str, ...]
    needs: tuple[str, ...]
    measures: tuple[str, ...]
    radius: str
    unconfirmed: tuple[str, ...]
    advertised: str  # a method that it is advertised for, and does not speak of

    def document(self) -> dict[str, object]:
        """As JSON has it."""
        return {
            "methods": list(self.methods),
            "kinds": list(self.kinds),
            "stochastic": self.stochastic,
            "hypotheses": list(self.hypotheses),
            "needs": list(self.needs),
            "measures": list(self.measures),
            "radius": self.radius,
            "unconfirmed": list(self.unconfirmed),
            "advertised": self.advertised,
        }


def columns_of(theorem: Theorem, methods: Mapping[str, Method]) -> Columns:
    """Its columns, of these methods of the catalogue."""
    about = {name: method for name, method in methods.items() if theorem.about(method)}
    told = (c.measures or PROPERTY_WORDS.get(c.property, c.property) for c in theorem.conclusions)
    doubts = (c.unconfirmed for c in theorem.conclusions)
    return Columns(
        name=theorem.name,
        methods=tuple(about),
        kinds=tuple(sorted({kind for method in about.values() for kind in kinds_of(method)})),
        stochastic=any(c.mean is not None for c in theorem.conclusions),
        hypotheses=tuple(h.short or h.text for h in theorem.hypotheses),
        needs=tuple(h.short or h.text for h in theorem.conditions[len(theorem.hypotheses) :]),
        measures=tuple(dict.fromkeys(told)),
        radius=radius_of(theorem),
        unconfirmed=tuple(dict.fromkeys(text for text in doubts if text)),
        advertised="" if theorem.advertised in about else theorem.advertised,
    )


def kinds_of(method: Method) -> tuple[str, ...]:
    """Whether the length of its displacement is ρ, or a multiple of ρ‖∇f‖; both for a mixture."""
    if ascends_by_draws(method):
        return ("normalized",)
    shape = method.shape
    if shape is None or shape.direction is None:
        return tuple(kind for model, kind in MODELS.items() if model == method.error_model)
    normalized = ("normalized",) if shape.mixture > 0 else ()
    return (*normalized, *(("unnormalized",) if shape.mixture < 1 else ()))


def radius_of(theorem: Theorem) -> str:
    """What ρₖ does: as the theorem says, or its hypotheses; whatever it likes where none does."""
    said = (theorem.radius, *(h.radius for h in theorem.hypotheses))
    constant = ("constant",) if CONSTANTS in theorem.stands else ()
    words = tuple(dict.fromkeys(word for word in (*said, *constant) if word))
    if len(words) > 1 and any(w != "constant" and w.startswith("constant") for w in words):
        words = tuple(w for w in words if w != "constant")
    return ", ".join(words) or "any"


def columns_table(rows: Sequence[Columns]) -> Group:
    """A theorem's name in full, and its columns under it, folded; needs of some in brackets."""
    heading = Padding(_table(HEADINGS), (0, 0, 0, INDENT))
    told = (part for row in rows for part in _told(row))
    return Group(Text("theorem"), heading, *told)


def _told(row: Columns) -> tuple[RenderableType, RenderableType]:
    needs = f"for some: {'; '.join(row.needs)}" if row.needs else ""
    asked = "; ".join(row.hypotheses) + (f" ({needs})" if needs else "")
    cells = (_methods(row), asked.strip(), "; ".join(row.measures), row.radius)
    name = row.name + (DOUBT if row.unconfirmed else "")
    return Text(name), Padding(_table(cells), (0, 0, 0, INDENT))


def _table(cells: Sequence[str]) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0), show_header=False)
    for width in WIDTHS:
        table.add_column(width=width, overflow="fold")
    table.add_row(*map(Text, cells))
    return table


def _methods(row: Columns) -> str:
    """The shortest names, and how many more there are."""
    shown, more = sorted(row.methods, key=len)[:MOST_NAMES], len(row.methods) - MOST_NAMES
    further = (f"{more} more",) if more > 0 else ()
    advertised = f"; not {row.advertised}, as advertised" if row.advertised else ""
    return (", ".join((*shown, *further)) or "none") + advertised
