"""SAM with constant stepsize and radius does not converge on strongly convex quadratics.

Throughout, x stands for x^k − x* in an eigendirection of A with eigenvalue lam, l and m for λmin
and λmax, N for ‖Ax^k − b‖, u for the component of (Ax^k − b)/N, that is lam·x/N.
"""

from __future__ import annotations

from sam_theory.proofs.proof import Argument, Exists, Identity, Orbit, Part, Proof, Reals, Step

SPD = ("spd: l > 0", "spd: l <= m", "spd: l <= lam", "spd: lam <= m")
T13 = ("t-low: t > 1/l - 1/(m + l)", "t-high: t < 1/l", "radius: rho > 0")
ANY = ("t > 0", "radius: rho > 0", "spd: l > 0", "spd: l <= lam", "spd: lam <= m")
UNIT = ("N > 0", "u == lam*x/N")
NEXT = "(1 - t*lam)*x - t*rho*lam*u"
BALL = "t*rho*l/(1 - t*l)"

lower_direction = Reals(
    given=(*ANY, *UNIT, "t-high: t*l < 1"),
    then=f"t*rho*l*abs(u) <= abs({NEXT}) + (1 - t*l)*abs(x)",
)
nonzero_direction = Reals(
    given=(*ANY, *UNIT, "x != 0", f"{NEXT} == 0"),
    then="t*lam < 1 and N*(1 - t*lam) == t*rho*lam**2",
)

steps = (
    Step(
        name="iteration",
        claim="x⁺ − x* = (I − tA)(x − x*) − tρA(Ax − b)/‖Ax − b‖, in each eigendirection",
        check=Identity(
            given=("N > 0",),
            equation="x - t*lam*(x + rho*lam*x/N) == (1 - t*lam)*x - t*rho*lam*(lam*x/N)",
        ),
    ),
    Step(
        name="(16)",
        claim="‖x⁺ − x*‖ ≥ tρλmin − (1 − tλmin)‖x − x*‖",
        check=Argument(
            rule="directions",
            obligations=(
                lower_direction,
                Reals(  # F, X: the absolute values of the components of x⁺ − x*, x − x*
                    vectors=("F", "X"),
                    given=("c >= 0", "p <= norm(F + c*X)"),
                    then="norm(F) >= p - c*norm(X)",
                ),
            ),
        ),
    ),
    Step(
        name="(16) positive",
        claim="tρλmin − (1 − tλmin)‖x − x*‖ > 0 inside the ball of (15)",
        check=Reals(
            given=("spd: l > 0", *T13[1:], "t > 0", "r >= 0", f"start-in: r < {BALL}"),
            then="t*rho*l - (1 - t*l)*r > 0",
        ),
    ),
    Step(
        name="upper, first",
        erratum="|1 − tλ| is not at most 1 − tλmin for λ > λmin",
        claim="‖x⁺ − x*‖ ≤ tρλmax + (1 − tλmin)‖x − x*‖; here on an eigenvector, ‖x − x*‖ = r",
        check=Reals(
            given=(*SPD, *T13, "r > 0", f"start-in: r < {BALL}"),
            then="abs((1 - t*lam)*r - t*rho*lam) <= t*rho*m + (1 - t*l)*r",
        ),
        run='sam-theory run --problem "quadratic[eigenvalues=(1.0, 3.0)]" --method sam --step 0.8 '
        '--radius 1 --iterations 2 --start "(0, 3.9)" --out run.npz',
    ),
    Step(
        name="upper, second",
        claim="tρλmax + (1 − tλmin)‖x − x*‖ ≤ tρλmax + tρλmin",
        check=Reals(
            given=("spd: l > 0", "t > 0", *T13[1:], f"start-in: r < {BALL}"),
            then="t*rho*m + (1 - t*l)*r <= t*rho*m + t*rho*l",
        ),
    ),
    Step(
        name="upper, third",
        claim="tρλmax + tρλmin < tρλmin/(1 − tλmin)",
        check=Reals(
            given=("spd: l > 0", "spd: l <= m", *T13),
            then=f"t*rho*m + t*rho*l < {BALL}",
        ),
    ),
    Step(
        name="(15)",
        erratum="the upper bound fails where λmax > 2λmin",
        claim="‖x⁺ − x*‖ < tρλmin/(1 − tλmin) whenever ‖x − x*‖ is; here on an eigenvector",
        check=Reals(
            given=(*SPD, *T13, "r > 0", f"start-in: r < {BALL}"),
            then=f"abs((1 - t*lam)*r - t*rho*lam) < {BALL}",
        ),
        run='sam-theory run --problem "quadratic[eigenvalues=(1.0, 3.0)]" --method sam --step 0.8 '
        '--radius 1 --iterations 2 --start "(0, 3.9)" --out run.npz',
    ),
    Step(
        name="small stepsize",
        erratum="(13) forces tλmin > ½",
        claim="(main text) some small constant t does it: (13) holds for some t ≤ 1/(2λmin)",
        check=Exists(
            such_that=("l > 0", "m >= l", "t > 1/l - 1/(m + l)", "t < 1/l", "t <= 1/(2*l)"),
        ),
    ),
    Step(
        name="(15) run",
        claim="A = diag(1, 3), t = 4/5, ρ = 1, x¹ − x* = (0, 39/10): (13) holds, and x² is "
        "outside the ball of (15), whose radius is 4",
        ours=True,
        check=Orbit(
            where=(("l", "1"), ("m", "3"), ("t", "4/5"), ("rho", "1")),
            start=(("a", "0"), ("b", "39/10")),
            update=(
                ("a", "a - t*l*(a + rho*l*a/sqrt((l*a)**2 + (m*b)**2))"),
                ("b", "b - t*m*(b + rho*m*b/sqrt((l*a)**2 + (m*b)**2))"),
            ),
            times=1,
            then="t > 1/l - 1/(m + l) and t < 1/l and a**2 + b**2 > (t*rho*l/(1 - t*l))**2",
        ),
    ),
    Step(
        name="(15) for λmax ≤ 2λmin",
        claim="the whole of (15) holds if λmax ≤ 2λmin, with ‖I − tA‖ in place of 1 − tλmin",
        ours=True,
        check=Argument(
            rule="directions",
            obligations=(
                Reals(
                    given=(*ANY, *UNIT, "c >= 1 - t*l", "c >= t*m - 1"),
                    then=f"abs({NEXT}) <= c*abs(x) + t*rho*m*abs(u)",
                ),
                Reals(
                    given=(
                        *("spd: l > 0", "spd: l <= m", "m <= 2*l", *T13),
                        *("c == max(1 - t*l, t*m - 1)", "r >= 0", f"start-in: r < {BALL}"),
                    ),
                    then=f"c*r + t*rho*m < {BALL}",
                ),
            ),
        ),
    ),
    Step(
        name="(15) for λmax > 2λmin",
        claim="if λmax > 2λmin, then for every t in (13) some start in the ball of (15) leaves it: "
        "near its boundary, along the top eigenvector",
        ours=True,
        check=Reals(  # at the boundary itself; by continuity just inside it
            given=("spd: l > 0", "m > 2*l", *T13),
            then=f"abs((1 - t*m)*({BALL}) - t*rho*m) > {BALL}",
        ),
    ),
    Step(
        name="hitting x*",
        claim="x⁺ = x* ≠ x only on an eigenvector with tλ < 1 and ‖x − x*‖ = tρλ/(1 − tλ), which "
        "is not inside the ball of (15)",
        ours=True,
        check=Argument(
            rule="directions",
            obligations=(
                nonzero_direction,
                Reals(
                    given=(
                        *("t > 0", "radius: rho > 0", "lam > 0", "mu > 0", "t*lam < 1", "t*mu < 1"),
                        *("N*(1 - t*lam) == t*rho*lam**2", "N*(1 - t*mu) == t*rho*mu**2"),
                    ),
                    then="lam == mu",
                ),
                Reals(
                    given=(
                        *("t > 0", "radius: rho > 0", "spd: l > 0", "spd: l <= lam", "t*lam < 1"),
                        *("N == lam*r", "N*(1 - t*lam) == t*rho*lam**2"),
                    ),
                    then=f"r == t*rho*lam/(1 - t*lam) and r >= {BALL}",
                ),
            ),
        ),
    ),
    Step(
        name="never x*",
        claim="0 < ‖xᵏ − x*‖ for all k, for every t > 0: a component with tλ ≥ 1 never vanishes, "
        "and one with tλ < 1 stays below tρλ/(1 − tλ), where x* would be hit; at first it is, as "
        "tρλ/(1 − tλ) ≥ tρλmin/(1 − tλmin)",
        ours=True,
        uses=("@hitting x*", "start-off"),
        check=Argument(
            rule="cases",
            obligations=(
                Reals(given=(*ANY, *UNIT, "x != 0", "t*lam >= 1"), then=f"{NEXT} != 0"),
                Reals(
                    given=(*ANY[:-1], "t*lam < 1", "abs(x) <= r", f"start-in: r < {BALL}"),
                    then="abs(x) < t*rho*lam/(1 - t*lam)",
                ),
                Reals(
                    given=(
                        *(*ANY[:-1], *UNIT, "t*lam < 1", "N >= lam*abs(x)"),
                        "abs(x) < t*rho*lam/(1 - t*lam)",
                    ),
                    then=f"abs({NEXT}) < t*rho*lam/(1 - t*lam)",
                ),
            ),
        ),
    ),
    Step(
        name="repulsion",
        claim="for all t, ρ > 0: of two successive iterates, neither of them x*, one is at "
        "distance ≥ tρλmin/(2 + tλmax) from x*",
        ours=True,
        check=Argument(
            rule="directions",
            obligations=(
                Reals(
                    given=(*ANY, *UNIT),
                    then=f"t*rho*l*abs(u) <= abs({NEXT}) + (1 + t*m)*abs(x)",
                ),
                Reals(
                    vectors=("F", "X"),
                    given=(
                        *("t > 0", "radius: rho > 0", "l > 0", "m > 0"),
                        *("t*rho*l <= norm(F + (1 + t*m)*X)", "norm(X) < t*rho*l/(2 + t*m)"),
                    ),
                    then="norm(F) >= t*rho*l/(2 + t*m)",
                ),
            ),
        ),
    ),
    Step(
        name="no convergence",
        claim="for all t, ρ > 0 and every start whose run does not hit x* exactly, "
        "lim sup ‖xᵏ − x*‖ ≥ tρλmin/(2 + tλmax) > 0",
        ours=True,
        uses=("@repulsion",),
        check=Argument(
            rule="limits",
            obligations=(
                Reals(
                    given=(
                        *("t > 0", "radius: rho > 0", "spd: l > 0", "spd: m >= l"),
                        *("d == t*rho*l/(2 + t*m)", "@repulsion: r >= d or s >= d"),
                        *("r < eps", "s < eps", "eps <= d"),
                    ),
                    then="False",
                ),
                Reals(
                    given=("t > 0", "radius: rho > 0", "spd: l > 0", "m >= l"),
                    then="t*rho*l/(2 + t*m) > 0",
                ),
            ),
        ),
    ),
    Step(
        name="no convergence in general",
        claim="the same on every f ∈ C¹ for which ‖∇f‖ ≥ c > 0 where |‖z − x*‖ − ρ| ≤ e: of two "
        "successive iterates, neither of them x*, one is at distance ≥ min(tc/2, e) from x*",
        ours=True,
        check=Argument(  # X = x − x*, U = ∇f(x)/‖∇f(x)‖, H = ∇f(x + ρU)
            rule="limits",
            obligations=(
                Reals(
                    vectors=("U", "X"),
                    given=("radius: rho > 0", "norm(U) == 1"),
                    then="abs(norm(X + rho*U) - rho) <= norm(X)",
                ),
                Reals(
                    vectors=("H", "X"),
                    given=("t > 0",),
                    then="norm(X - t*H) >= t*norm(H) - norm(X)",
                ),
                Reals(
                    given=(
                        *("t > 0", "c > 0", "e > 0", "d == min(t*c/2, e)", "r < d", "h >= c"),
                        "s >= t*h - r",
                    ),
                    then="s >= d",
                ),
            ),
        ),
    ),
    Step(
        name="size of t",
        claim="(13) needs tλmin > 1/2, and tλmax > 2 as soon as λmax ≥ 3λmin: there even gradient "
        "descent diverges",
        ours=True,
        check=Reals(
            given=("spd: l > 0", "spd: l <= m", *T13),
            then="2*t*l > 1 and implies(m >= 3*l, t*m > 2)",
        ),
    ),
)

proof = Proof(
    name="khanh-3.1",
    summary="Example 3.1 / A.1: SAM with constant t and ρ on a quadratic stays away from x*",
    source="K24, Example 3.1 and Appendix A.1",
    hypotheses=(
        ("spd", "A is positive definite"),
        ("t-low", "t > 1/λmin − 1/(λmax + λmin)"),
        ("t-high", "t < 1/λmin"),
        ("radius", "ρ > 0"),
        ("start-off", "x¹ ≠ x*"),
        ("start-in", "‖x¹ − x*‖ < tρλmin/(1 − tλmin)"),
    ),
    steps=steps,
    parts=(
        Part(text="0 < ‖xᵏ − x*‖ for all k", rests_on=("never x*",)),
        Part(text="‖xᵏ − x*‖ < tρλmin/(1 − tλmin) for all k", refuted_by="(15) run"),
        Part(text="xᵏ does not converge to x*", rests_on=("never x*", "no convergence")),
        Part(
            text="(15) exactly if λmax ≤ 2λmin",
            rests_on=("(15) for λmax ≤ 2λmin", "(15) for λmax > 2λmin"),
            ours=True,
        ),
        Part(
            text="no convergence on any f without stationary points at distance ρ from x*, unless "
            "the run hits x*",
            rests_on=("no convergence in general",),
            ours=True,
        ),
        Part(
            text="no convergence for all t, ρ > 0 and every start whose run does not hit x*",
            rests_on=("no convergence",),
            ours=True,
        ),
        Part(
            text="no convergence for all t, ρ > 0 from 0 < ‖x¹ − x*‖ < tρλmin/(1 − tλmin), and "
            "from every x¹ ≠ x* if tλmin ≥ 1",
            rests_on=("never x*", "no convergence"),
            ours=True,
        ),
    ),
    outcome="(15) is false: iterates can leave the ball as soon as λmax > 2λmin, because "
    "‖I − tA‖ = 1 − tλmin needs t(λmin + λmax) ≤ 2. Non-convergence survives, for all t, ρ > 0",
)
