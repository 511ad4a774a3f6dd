"""The two-cycle of SAM with constants on quadratics, in closed form.

a stands for tλ, y for |x^k − x*| on the line, r for the radius of the cycle; on the line
y_ = |(1 − a)y − aρ|. In ℝⁿ, lam is the eigenvalue of the cycle's direction, mu another one.
"""

from __future__ import annotations

from sam_theory.proofs.proof import Argument, Cited, Identity, Induction, Part, Proof, Reals, Step

STABLE = ("a > 0", "a < 2", "rho > 0")
RADIUS = "r == a*rho/(2 - a)"
EIGEN = ("t > 0", "lam > 0", "mu > 0", "t*lam < 2")
MULTIPLIER = "(1 - t*mu - (mu/lam)**2*(2 - t*lam))"

line = (
    Step(
        name="cycle",
        claim="x = x* ± r with r = tρλ/(2 − tλ) are exchanged, along an eigenvector of λ, tλ < 2",
        ours=True,
        check=Identity(
            given=("2 - t*lam > 0",),
            equation="(1 - t*lam)*(t*rho*lam/(2 - t*lam)) - t*rho*lam == -(t*rho*lam/(2 - t*lam))",
        ),
    ),
    Step(
        name="line, inside",
        claim="if (1 − a)y ≤ aρ, the distance to the cycle is multiplied by |1 − a| < 1",
        ours=True,
        check=Reals(
            given=(*STABLE, "y >= 0", "(1 - a)*y <= a*rho", RADIUS, "y_ == abs((1 - a)*y - a*rho)"),
            then="y_ - r == -(1 - a)*(y - r) and abs(1 - a) < 1",
        ),
    ),
    Step(
        name="line, outside",
        claim="if (1 − a)y > aρ, y falls by aρ at least: after finitely many steps y is inside",
        ours=True,
        check=Reals(
            given=(*STABLE, "y > 0", "(1 - a)*y > a*rho", "y_ == abs((1 - a)*y - a*rho)"),
            then="0 < y_ and y_ <= y - a*rho",
        ),
    ),
    Step(
        name="line, hitting x*",
        claim="x* is reached in m steps exactly from z_m = ρ((1 − a)^(−m) − 1), a < 1: z_m comes "
        "from z_{m+1} = (z_m + aρ)/(1 − a) alone, as z_m > aρ for m ≥ 1",
        ours=True,
        check=Argument(
            rule="cases",
            obligations=(
                Induction(
                    state=("z", "P"),
                    start=("z == 0", "P == 1"),
                    given=("a > 0", "a < 1"),
                    step=("z_ == (z + a*rho)/(1 - a)", "P_ == P/(1 - a)"),
                    then="z == rho*(P - 1)",
                ),
                Reals(
                    given=(
                        *("a > 0", "a < 1", "rho > 0", "y > 0", "z == 0 or z > a*rho"),
                        "abs((1 - a)*y - a*rho) == z",
                    ),
                    then="y == (z + a*rho)/(1 - a) and y > a*rho",
                ),
            ),
        ),
    ),
    Step(
        name="line, 1 ≤ a < 2",
        claim="for 1 ≤ a < 2 no start but x* reaches x*",
        ours=True,
        check=Reals(
            given=("a >= 1", "a < 2", "rho > 0", "y > 0"), then="abs((1 - a)*y - a*rho) > 0"
        ),
    ),
    Step(
        name="line, attraction",
        claim="on the line every start is attracted by the cycle, except x* and, for a < 1, "
        "x* ± ρ((1 − a)^(−m) − 1), m ≥ 1",
        ours=True,
        uses=("@line, inside", "@line, outside", "@line, hitting x*", "@line, 1 ≤ a < 2"),
        check=Argument(
            rule="limits",
            obligations=(
                Induction(  # inside is kept: the distance e to the cycle shrinks by q = |1 − a|
                    state=("e", "Q"),
                    start=("e == e0", "Q == 1"),
                    given=("q >= 0", "q < 1"),
                    step=("@line, inside: e_ == q*e", "Q_ == q*Q"),
                    then="e == e0*Q",
                ),
                Reals(  # inside is mapped to inside
                    given=(*STABLE, "y >= 0", "(1 - a)*y <= a*rho", "y_ == a*rho - (1 - a)*y"),
                    then="(1 - a)*y_ <= a*rho",
                ),
            ),
        ),
    ),
    Step(
        name="line, a ≥ 2",
        claim="for tλ ≥ 2 the distance grows by aρ at least in every step: no cycle",
        ours=True,
        check=Reals(
            given=("a >= 2", "rho > 0", "y >= 0", "y_ == abs((1 - a)*y - a*rho)"),
            then="y_ >= y + a*rho",
        ),
    ),
)

space = (
    Step(
        name="multiplier along",
        claim="along the cycle the multiplier of one step is 1 − tλ, of absolute value < 1",
        ours=True,
        check=Argument(
            rule="cases",
            obligations=(
                Identity(equation="diff((1 - t*lam)*x - t*rho*lam, x) == 1 - t*lam"),
                Reals(given=("t > 0", "lam > 0", "t*lam < 2"), then="abs(1 - t*lam) < 1"),
            ),
        ),
    ),
    Step(
        name="multiplier across",
        claim="across, in an eigendirection of μ, it is 1 − tμ − tρμ²/‖Ax − b‖ = "
        "1 − tμ − (μ/λ)²(2 − tλ), where ‖Ax − b‖ = λr",
        ours=True,
        check=Identity(
            given=("t > 0", "rho > 0", "lam > 0", "2 - t*lam > 0"),
            equation=f"1 - t*mu - t*rho*mu**2/(lam*(t*rho*lam/(2 - t*lam))) == {MULTIPLIER}",
        ),
    ),
    Step(
        name="stable at the top",
        claim="for μ < λ it is below 1 in absolute value: the cycle along a simple λmax attracts "
        "if tλmax < 2",
        ours=True,
        check=Reals(given=(*EIGEN, "mu < lam"), then=f"abs({MULTIPLIER}) < 1"),
    ),
    Step(
        name="unstable below the top",
        claim="for μ > λ it is below −1: cycles along other eigenvectors repel",
        ours=True,
        check=Reals(given=(*EIGEN, "mu > lam"), then=f"{MULTIPLIER} < -1"),
    ),
    Step(
        name="multiple top",
        claim="for μ = λ it is −1: a multiple λmax has a sphere of cycles, none attracting alone",
        ours=True,
        check=Identity(given=("lam > 0",), equation="1 - t*lam - (lam/lam)**2*(2 - t*lam) == -1"),
    ),
    Step(
        name="almost every start",
        claim="in ℝⁿ almost every start is attracted by the cycle along the top eigenvector",
        ours=True,
        check=Cited("Bartlett, Long, Bousquet, JMLR 24 (2023), for small t"),
    ),
)

proof = Proof(
    name="two-cycle",
    summary="SAM with constants on quadratics: radius, direction and multipliers of the two-cycle",
    source="derived here; the cycle along the top eigenvector: Bartlett, Long, Bousquet 2023",
    hypotheses=(),
    steps=(*line, *space),
    parts=(
        Part(text="n = 1: the exact set of starts", rests_on=("cycle", "line, attraction")),
        Part(
            text="ℝⁿ: the cycle along a simple λmax attracts nearby starts, the others repel",
            rests_on=("multiplier along", "stable at the top", "unstable below the top"),
        ),
    ),
    outcome="closed form; attraction of almost every start in ℝⁿ is cited",
)
