"""Table 2: what is claimed of SAM for convex functions, with what was established."""

from __future__ import annotations

from functools import partial

from sam_theory.paper.claims import Claim, Claims, caption, establish, record, sheet
from sam_theory.paper.coverage import Citation
from sam_theory.report.drawing.typeset import typeset
from sam_theory.report.figure import Cell, FigureItem

FIRST = Citation("Thm 3.2 (i)", "khanh-3.2", "(i)")
SECOND = "Thm 3.2 (ii)"
MINIMIZERS = Citation(SECOND, "khanh-3.2", "(ii) accumulation points are global minimizers")
UNIQUE = Citation(SECOND, "khanh-3.2", "(ii) a unique minimizer is the limit of xᵏ")

CLAIMS = (
    Claim(
        functions="convex",
        methods="SAM",
        result=Cell("lim inf ∇f(xᵏ) = 0", r"$\liminf\, \nabla f(x^k) = 0$"),
        row=("convex", "SAM"),
        property="liminf-gradient",
        citations=(FIRST,),
    ),
    Claim(
        functions="bounded minimizer set",
        methods="SAM",
        result=Cell("stationary accumulation point", "stationary accumulation point"),
        row=("convex, bounded argmin", "SAM"),
        property="stationary-accumulation",
        citations=(MINIMIZERS,),
    ),
    Claim(
        functions="unique minimizer",
        methods="SAM",
        result=Cell("xᵏ converges", "$x^k$ converges"),
        row=("convex, unique argmin", "SAM"),
        property="iterate-limit",
        citations=(UNIQUE,),
    ),
)

item: FigureItem[Claims] = FigureItem(
    name="table-2",
    summary="SAM on convex functions: claims, proof steps, settings",
    source="K24, Table 2; columns of proofs and settings ours",
    compute=partial(establish, claims=CLAIMS),
    draw=lambda data: typeset(sheet(data)),
    caption=partial(caption, "Table 2 of K24: SAM, convex functions with Lipschitz gradient."),
    record=record,
    sheet=sheet,
    small={"iterations": 200, "starts": 1, "problems": ("quadratic", "quartic-hill")},
)
