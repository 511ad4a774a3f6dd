"""Table 1: the five convergence properties, with what runs show and which implication is proved."""

from __future__ import annotations

from dataclasses import dataclass

from sam_theory.paper.claims import ITERATIONS, STARTS
from sam_theory.paper.coverage import Citation, Covered, Extent, Settings, cover, in_print, study
from sam_theory.report.drawing.typeset import typeset
from sam_theory.report.figure import Cell, FigureItem, Record, Sheet, Value, Work

PROPERTIES: dict[str, tuple[str, Cell]] = {
    "liminf-gradient": (
        "(1)",
        Cell("lim inf ‖∇f(xᵏ)‖ = 0", r"$\liminf\, \|\nabla f(x^k)\| = 0$"),
    ),
    "stationary-accumulation": (
        "(2)",
        Cell(
            "every accumulation point of xᵏ is stationary",
            "every accumulation point of $x^k$ is stationary",
        ),
    ),
    "gradient-limit": (
        "(3)",
        Cell("lim ‖∇f(xᵏ)‖ = 0", r"$\lim\, \|\nabla f(x^k)\| = 0$"),
    ),
    "value-limit": (
        "(4)",
        Cell(
            "lim f(xᵏ) = f(x̄), ∇f(x̄) = 0",
            r"$\lim\, f(x^k) = f(\bar x),\ \nabla f(\bar x) = 0$",
        ),
    ),
    "iterate-limit": (
        "(5)",
        Cell(
            "lim xᵏ = x̄, ∇f(x̄) = 0",
            r"$\lim\, x^k = \bar x,\ \nabla f(\bar x) = 0$",
        ),
    ),
}
THEOREM = "khanh-table-1"
# The text of the implication in the theorem, as typeset, and the conclusion of the proof.
IMPLICATIONS: dict[str, tuple[str, Citation]] = {
    "(5) ⇒ (3)": (r"(5) $\Rightarrow$ (3)", Citation("(5) ⇒ (3)", THEOREM, "(5) ⇒ (3)")),
    "(3) ⇒ (2)": (r"(3) $\Rightarrow$ (2)", Citation("(3) ⇒ (2)", THEOREM, "(3) ⇒ (2)")),
    "(2) ⇒ (1) when ‖xᵏ‖ does not tend to ∞": (
        r"(2) $\Rightarrow$ (1) when $\|x^k\|$ does not tend to $\infty$",
        Citation("(2) ⇒ (1)", THEOREM, "(2) ⇒ (1)"),
    ),
    "(5) ⇒ (4)": (r"(5) $\Rightarrow$ (4)", Citation("(5) ⇒ (4)", THEOREM, "(5) ⇒ (4)")),
}


@dataclass(frozen=True, kw_only=True)
class Notions:
    """For every property and every implication what the settings show, and the proofs."""

    properties: dict[str, Settings]
    implications: dict[str, tuple[Settings, Covered]]
    extent: Extent
    proofs: str


def compute(
    work: Work,
    *,
    iterations: int = ITERATIONS,
    starts: int = STARTS,
    problems: tuple[str, ...] | None = None,
) -> Notions:
    """Count in the reduced study; check the proofs."""
    from sam_theory.report.summary import conclusions_of

    findings, extent = study(work, iterations=iterations, starts=starts, problems=problems)
    covered = cover(work.library, [citation for _, citation in IMPLICATIONS.values()])
    held = [c for f in findings for c in conclusions_of(f, frozenset({THEOREM}), "implication")]
    return Notions(
        properties={
            name: Settings.count(f.properties[name].status for f in findings) for name in PROPERTIES
        },
        implications={
            text: (
                Settings.count(c.verdict.status for c in held if c.text == text and c.promised),
                found,
            )
            for text, found in zip(IMPLICATIONS, covered, strict=True)
        },
        extent=extent,
        proofs=in_print(work.library, (THEOREM,)),
    )


def sheet(data: Notions) -> Sheet:
    """The five notions, then the implications."""
    rows: list[tuple[str | Cell, ...]] = [
        (*PROPERTIES[name], "", *counted.cells()) for name, counted in data.properties.items()
    ]
    for text, (counted, covered) in data.implications.items():
        words = str(covered).partition(": ")[2]
        rows.append(("", Cell(text, IMPLICATIONS[text][0]), words, *counted.cells()))
    return Sheet(
        headings=("", "property or relation", "proof", "consist.", "undec.", "violated"),
        rows=tuple(rows),
        align="lllrrr",
        rules=(len(PROPERTIES),),
    )


def record(data: Notions) -> Record:
    """A row a property or implication."""
    rows: list[tuple[Value, ...]] = []
    for name, found in data.properties.items():
        counts = (found.consistent, found.undecided, found.violated)
        rows.append((PROPERTIES[name][0], name, None, None, None, *counts))
    for text, (found, covered) in data.implications.items():
        status = covered.status.value if covered.status is not None else None
        counts = (found.consistent, found.undecided, found.violated)
        rows.append((None, text, status, covered.proved, covered.steps, *counts))
    headings = ("number", "property_or_relation", "proof", "proved", "steps")
    return Record((*headings, "consistent", "undecided", "violated"), tuple(rows))


def caption(data: Notions) -> str:
    """What is counted, and in which study."""
    return (
        "Table 1 of K24: notions of convergence, x̄ some point, and the relations claimed. "
        "Columns of ours. Above: in how many settings the runs show the property, leave it "
        "undecided, show the opposite, whether or not a theorem promises it. Below: the check of "
        "the relation by `sam-theory prove khanh-table-1` (steps in print: "
        f"{data.proofs}), and the settings in which the run from some start shows "
        f"its premise, by the worst that such runs show of its conclusion. "
        f"Both among {data.extent}."
    )


item = FigureItem(
    name="table-1",
    summary="five notions of convergence: what runs show, and which relations are proved",
    source="K24, Table 1; columns of proofs and settings ours",
    compute=compute,
    draw=lambda data: typeset(sheet(data)),
    caption=caption,
    record=record,
    sheet=sheet,
    small={"iterations": 200, "starts": 1, "problems": ("quadratic", "quartic-hill")},
)
