"""Rates of descent sequences under the KL property with φ = M t^(1−q).

s stands for f(x^k) − f(x̄), T for τ_k, d for ‖d^k‖, m for ‖x^{k+1} − x^k‖, N for ‖∇f(x^k)‖, a, b
for α, β, and h for 2q − 1.
"""

from __future__ import annotations

from sam_theory.proofs.proof import Argument, Identity, Induction, Part, Proof, Reals, Step

DECREASE = "decrease: s - s_ >= b*T*d**2"
SIGNS = ("decrease: b > 0", "gradient: a > 0", "lower: T > 0", "d >= 0", "N >= 0")

convergence = (
    Step(
        name="H1",
        claim="(H1) of Proposition B.3 holds with σ = β/α",
        check=Reals(
            given=(*SIGNS, DECREASE, "gradient: N <= a*d", "form: m == T*d"),
            then="s - s_ >= (b/a)*N*m",
        ),
    ),
    Step(
        name="H2",
        claim="f(xᵏ⁺¹) < f(xᵏ), as xᵏ⁺¹ ≠ xᵏ: so (H2) is never called upon",
        check=Reals(
            given=(*SIGNS, DECREASE, "moving: T*d != 0"),
            then="s_ < s",
        ),
    ),
    Step(
        name="convergence",
        claim="xᵏ → x̄ and f(xᵏ) ↓ f(x̄) by Proposition B.3; the values stay above f(x̄)",
        uses=("=khanh-b.3", "@H1", "@H2", "accumulation", "kl"),
        check=Reals(given=("@H2: s_ < s", "s_ >= 0"), then="s > 0"),
    ),
    Step(
        name="φ′",
        claim="φ′(s) = M(1 − q)s^(−q)",
        check=Identity(given=("s > 0",), equation="diff(M*s**(1 - q), s) == M*(1 - q)*s**(-q)"),
    ),
    Step(
        name="recursion",
        claim="sₖ − sₖ₊₁ ≥ c sₖ^(2q), c = βτ̄/(αM(1 − q))²; Q stands for s^q",
        check=Reals(
            given=(
                *(*SIGNS, DECREASE, "gradient: N <= a*d", "lower: T >= low", "lower: low > 0"),
                *("M > 0", "q < 1", "Q > 0", "kl: M*(1 - q)*N >= Q"),
            ),
            then="s - s_ >= b*low/(a*M*(1 - q))**2*Q**2",
        ),
    ),
    Step(
        name="distance",
        claim="‖xᵏ − x̄‖ ≤ Σ_{i≥k}‖xⁱ⁺¹ − xⁱ‖ ≤ φ(sₖ)/σ = (M/σ)sₖ^(1−q)",
        check=Argument(
            rule="length",
            obligations=(
                Induction(  # D = φ(s), S the length from k on
                    state=("D", "S"),
                    start=("D == Dk", "S == 0"),
                    given=("sigma > 0",),
                    step=("@convergence: D - D_ >= sigma*m", "S_ == S + m"),
                    then="sigma*S <= Dk - D",
                ),
                Reals(
                    given=("sigma > 0", "sigma*S <= Dk - D", "D >= 0", "r <= S"),
                    then="r <= Dk/sigma",
                ),
            ),
        ),
    ),
)

rates = (
    Step(
        name="q ≤ ½",
        claim="sₖ₊₁ ≤ (1 − c)sₖ for sₖ ≤ 1, as s^(2q) ≥ s; so s, and with it ‖xᵏ − x̄‖ by its power "
        "1 − q > 0, converge linearly",
        uses=("@distance",),
        check=Argument(
            rule="powers",
            obligations=(
                Reals(
                    given=("c > 0", "s > 0", "W >= s", "@recursion: s - s_ >= c*W"),
                    then="s_ <= (1 - c)*s",
                ),
                Induction(
                    state=("s", "R"),
                    start=("s == s0", "R == 1"),
                    given=("0 < c", "c < 1"),
                    step=("s_ <= (1 - c)*s", "R_ == (1 - c)*R"),
                    then="s <= s0*R",
                ),
                Reals(given=("c > 0", "s > 0", "s_ > 0", "s_ <= (1 - c)*s"), then="1 - c > 0"),
            ),
        ),
    ),
    Step(
        name="q < ½ cannot occur",
        claim="for q < ½ the hypotheses contradict each other: s^(2q−1) → ∞ makes sₖ₊₁ negative; "
        "such a sequence stops after finitely many steps",
        ours=True,
        check=Argument(
            rule="powers",
            obligations=(
                Reals(  # W = s^(2q−1) exceeds 1/c once s is small
                    given=("c > 0", "s > 0", "@recursion: s - s_ >= c*s*W", "W > 1/c"),
                    then="s_ < 0",
                ),
            ),
        ),
    ),
    Step(
        name="tangent",
        claim="s ↦ s^(−h) is convex, so sₖ₊₁^(−h) ≥ sₖ^(−h) + h sₖ^(−h−1)(sₖ − sₖ₊₁), h = 2q − 1",
        check=Argument(
            rule="derivative",
            obligations=(
                Identity(
                    given=("s > 0", "h > 0"),
                    equation="diff(diff(s**(-h), s), s) == h*(h + 1)*s**(-h - 2)",
                ),
                Identity(given=("s > 0", "h > 0"), equation="diff(s**(-h), s) == -h*s**(-h - 1)"),
            ),
        ),
    ),
    Step(
        name="q > ½, values",
        claim="sₖ^(−h) grows by hc at least, so sₖ = O(k^(−1/h)); V, U, Y are s^(−h), s^(−h−1), "
        "s^(1+h)",
        check=Argument(
            rule="powers",
            obligations=(
                Reals(
                    given=(
                        *("h > 0", "c > 0", "U > 0", "U*Y == 1"),
                        "@tangent: V_ >= V + h*U*(s - s_)",
                        "@recursion: s - s_ >= c*Y",
                    ),
                    then="V_ >= V + h*c",
                ),
                Induction(
                    state=("V", "n"),
                    start=("V == V0", "n == 0"),
                    given=("V0 > 0", "h > 0", "c > 0"),
                    step=("V_ >= V + h*c", "n_ == n + 1"),
                    then="V >= V0 + n*h*c",
                ),
            ),
        ),
    ),
    Step(
        name="q > ½, iterates",
        claim="‖xᵏ − x̄‖ = O(k^(−(1−q)/(2q−1))): the power 1 − q of O(k^(−1/(2q−1)))",
        uses=("@distance", "@q > ½, values"),
        check=Identity(
            given=("q > 1/2", "q < 1"), equation="(1 - q)*(1/(2*q - 1)) == (1 - q)/(2*q - 1)"
        ),
    ),
    Step(
        name="values are faster",
        claim="f(xᵏ) − f(x̄) = O(k^(−1/(2q−1))) and ‖∇f(xᵏ)‖ = O(k^(−1/(4q−2))), both faster than "
        "printed: (2 − 2q)/(2q − 1) and (1 − q)/(2q − 1)",
        ours=True,
        uses=("@q > ½, values",),
        check=Reals(
            given=("q > 1/2", "q < 1"),
            then="(2 - 2*q)/(2*q - 1) < 1/(2*q - 1) and (1 - q)/(2*q - 1) < 1/(4*q - 2)",
        ),
    ),
)

proof = Proof(
    name="khanh-b.4",
    summary="Proposition B.4: rates under the KL property with φ = Mt^(1−q)",
    source="K24, Proposition B.4",
    hypotheses=(
        ("form", "xᵏ⁺¹ = xᵏ + τₖdᵏ"),
        ("moving", "xᵏ⁺¹ ≠ xᵏ"),
        ("decrease", "f(xᵏ) − f(xᵏ⁺¹) ≥ βτₖ‖dᵏ‖²"),
        ("gradient", "‖∇f(xᵏ)‖ ≤ α‖dᵏ‖"),
        ("lower", "τₖ ≥ τ̄ > 0"),
        ("accumulation", "x̄ is an accumulation point of xᵏ"),
        ("kl", "f is KL at x̄ with φ = Mt^(1−q), q ∈ (0, 1)"),
    ),
    steps=(*convergence, *rates),
    parts=(
        Part(text="q ∈ (0, ½]: linear convergence", rests_on=("convergence", "q ≤ ½")),
        Part(
            text="q ∈ (½, 1): ‖xᵏ − x̄‖ = O(k^(−(1−q)/(2q−1)))",
            rests_on=("convergence", "q > ½, iterates"),
        ),
    ),
    outcome="the proposition survives; for q < ½ it is about no sequence at all",
)
