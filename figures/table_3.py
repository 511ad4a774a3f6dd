"""Table 3: what is claimed for nonconvex functions, with what was established."""

from __future__ import annotations

from functools import partial

from sam_theory.paper.claims import Claim, Claims, caption, establish, record, sheet
from sam_theory.paper.coverage import Citation
from sam_theory.report.drawing.typeset import typeset
from sam_theory.report.figure import Cell, FigureItem

NORMALIZED, UNNORMALIZED = "SAM, normalized", "USAM, unnormalized"
GRADIENT = Cell("lim ∇f(xᵏ) = 0", r"$\lim\, \nabla f(x^k) = 0$")
VALUE = Cell("lim f(xᵏ) = f*", r"$\lim\, f(x^k) = f^*$")
POINT = Cell("stationary accumulation point", "stationary accumulation point")
LIMIT = Cell("xᵏ converges", "$x^k$ converges")
LIPSCHITZ = Cell("∇f Lipschitz", r"$\nabla f$ Lipschitz")
COROLLARY = Citation("Cor. 3.5", "khanh-3.5", "all conclusions")

CLAIMS = (
    Claim(
        functions="general",
        methods=NORMALIZED,
        result=GRADIENT,
        row=("∇f Lipschitz", "normalized"),
        property="gradient-limit",
        citations=(Citation("Thm 3.3 (i)", "khanh-3.3", "(i)"), COROLLARY),
    ),
    Claim(
        functions="general",
        methods=NORMALIZED,
        result=VALUE,
        row=("∇f Lipschitz", "normalized"),
        property="value-convergence",
        citations=(
            Citation("Thm 3.3 (ii)", "khanh-3.3", "(ii)"),
            Citation("as printed", "khanh-table-2", "normalized variants: lim f = f*"),
        ),
    ),
    Claim(
        functions="KL",
        methods=NORMALIZED,
        result=LIMIT,
        row=("∇f Lipschitz, KL", "normalized"),
        property="convergence",
        citations=(Citation("Thm 3.3 (iii)", "khanh-3.3", "(iii)"), COROLLARY),
    ),
    Claim(
        functions="general",
        methods=UNNORMALIZED,
        result=POINT,
        row=("descent condition", "unnormalized"),
        property="stationary-accumulation",
        citations=(
            Citation("USAM", "khanh-4.2", "USAM under (4): (i)"),
            Citation("extragradient", "khanh-4.2", "extragradient under (4): (i)"),
        ),
    ),
    Claim(
        functions="general",
        methods=UNNORMALIZED,
        result=VALUE,
        row=("descent condition", "unnormalized"),
        property="value-convergence",
        citations=(
            Citation("USAM", "khanh-4.2", "USAM under (4): f(xᵏ) → f(x̄)"),
            Citation("extragradient", "khanh-4.2", "extragradient under (4): (ii), the limit"),
        ),
    ),
    Claim(
        functions=LIPSCHITZ,
        methods=UNNORMALIZED,
        result=GRADIENT,
        row=("∇f Lipschitz", "unnormalized"),
        property="gradient-limit",
        citations=(
            Citation("Thm 4.1 (iii)", "khanh-4.1", "(iii)"),
            Citation("Thm 4.2 (iii)", "khanh-4.2", "(iii)"),
        ),
    ),
    Claim(
        functions="KL",
        methods=UNNORMALIZED,
        result=LIMIT,
        row=("KL", "unnormalized"),
        property="convergence",
        citations=(
            Citation("USAM", "khanh-4.2", "USAM under (4): (iv)"),
            Citation("extragradient", "khanh-4.2", "extragradient under (4): (iv)"),
            Citation("under (3)", "khanh-4.2", "both methods, ∇f L-Lipschitz: (iv)"),
        ),
    ),
)

TITLE = (
    "Table 3 of K24: SAM and normalized variants (∇f Lipschitz), USAM and unnormalized variants. "
    "“As printed”, lim f(xᵏ) = f* does not ask for an accumulation point, which Theorem 3.3 (ii) "
    "does; (3) is the Lipschitz condition on ∇f, (4) the descent condition."
)

item: FigureItem[Claims] = FigureItem(
    name="table-3",
    summary="SAM, USAM and their variants on nonconvex functions: claims, proof steps, settings",
    source="K24, Table 3; columns of proofs and settings ours",
    compute=partial(establish, claims=CLAIMS),
    draw=lambda data: typeset(sheet(data)),
    caption=partial(caption, TITLE),
    record=record,
    sheet=sheet,
    small={"iterations": 200, "starts": 1, "problems": ("quadratic", "quartic-hill")},
)
