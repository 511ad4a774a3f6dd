"""The setting: the descent condition against Lipschitz gradients, and the KL property."""

from __future__ import annotations

from sam_theory.proofs.proof import Argument, Cited, Part, Proof, Reals, Step

steps = (
    Step(
        name="(3) ⇒ (4)",
        claim="h(s) = f(x + sd) − s⟨∇f(x), d⟩ − Ls²‖d‖²/2 has h′ ≤ 0 on s ≥ 0, so h(1) ≤ h(0)",
        check=Argument(
            rule="derivative",
            obligations=(
                Reals(
                    vectors=("D", "G", "H"),  # H = ∇f(x + sd)
                    given=("s >= 0", "lipschitz: norm(H - G) <= L*norm(s*D)"),
                    then="dot(H - G, D) - L*s*sq(D) <= 0",
                ),
            ),
        ),
    ),
    Step(
        name="(4) and convexity ⇒ (3)",
        claim="for convex f the descent condition makes ∇f L-Lipschitz",
        check=Reals(
            vectors=("D", "G", "H"),  # D = y − x, G = ∇f(x), H = ∇f(y); z, w: two trial points
            given=(
                "L > 0",
                "convex: fz >= fx + dot(G, D - (H - G)/L)",
                "convex: fw >= fy + dot(H, (H - G)/L - D)",
                "descent: fz <= fy - dot(H, H - G)/L + sq(H - G)/(2*L)",
                "descent: fw <= fx + dot(G, H - G)/L + sq(H - G)/(2*L)",
            ),
            then="sq(H - G) <= L**2*sq(D)",
        ),
    ),
    Step(
        name="(4) without (3)",
        claim="f = x²/2 − x⁴/4 satisfies (4) with L = 1, and f′ is not Lipschitz",
        check=Argument(
            rule="cases",
            obligations=(
                Reals(
                    then="y**2/2 - y**4/4 <= x**2/2 - x**4/4 + (x - x**3)*(y - x) + (y - x)**2/2"
                ),
                Reals(given=("M > 0", "x == M + 2"), then="abs(x - x**3 - 0) > M*abs(x - 0)"),
            ),
        ),
    ),
    Step(
        name="smaller constant in (4)",
        claim="f = −x²/2 satisfies (4) with every L ≥ 0, and (3) only with constants ≥ 1",
        check=Argument(
            rule="cases",
            obligations=(
                Reals(
                    given=("L >= 0",),
                    then="-y**2/2 <= -x**2/2 - x*(y - x) + L/2*(y - x)**2",
                ),
                Reals(
                    given=("x != y", "abs(-x - (-y)) <= M*abs(x - y)"),
                    then="M >= 1",
                ),
            ),
        ),
    ),
    Step(
        name="named class",
        claim="f = ½⟨Ax, x⟩ + ⟨b, x⟩ + c − h, h convex: (4) holds with L = λmax(A)",
        check=Reals(
            # q = ⟨A(y − x), y − x⟩, dd = ‖y − x‖², hd = ⟨∇h(x), y − x⟩
            given=("q <= L*dd", "hy >= hx + hd"),
            then="q/2 - (hy - hx - hd) <= L/2*dd",
        ),
    ),
    Step(
        name="KL where ∇f ≠ 0",
        claim="(5) holds at nonstationary points: with ‖∇f‖ ≥ c > 0 near x̄, φ(s) = s/c does",
        check=Reals(given=("c > 0", "N >= c"), then="(1/c)*N >= 1"),
    ),
    Step(
        name="KL for definable f",
        claim="(5) holds everywhere for analytic, semialgebraic and definable f",
        check=Cited("Łojasiewicz 1965; Kurdyka, Ann. Inst. Fourier 48 (1998)"),
    ),
)

proof = Proof(
    name="khanh-2",
    summary="Section 2: Lipschitz gradients, the descent condition, the KL property",
    source="K24, sections 1 and 2",
    hypotheses=(
        ("lipschitz", "∇f is L-Lipschitz"),
        ("descent", "f satisfies the L-descent condition"),
        ("convex", "f is convex"),
    ),
    steps=steps,
    parts=(
        Part(text="(3) implies (4)", rests_on=("(3) ⇒ (4)",)),
        Part(text="for convex f, (4) implies (3)", rests_on=("(4) and convexity ⇒ (3)",)),
        Part(text="in general (4) does not imply (3)", rests_on=("(4) without (3)",)),
        Part(text="the named class satisfies (4)", rests_on=("named class",)),
        Part(text="KL at nonstationary points", rests_on=("KL where ∇f ≠ 0",)),
        Part(text="KL for definable f", rests_on=("KL for definable f",)),
    ),
    outcome="as published; the KL property of definable functions is cited",
)
