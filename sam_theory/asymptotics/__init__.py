"""What a formula in k does as k → ∞, decided exactly; a formula is all that is known here.

A formula of the grammar in `formula` is read over an asymptotic scale …, log log k, log k, k, eᵏ, …
as a germ, an exact sum that nothing is cut from, and, where floors, remainders, conditions, powers
of negative numbers or oscillations stand in the way, as one germ, or a range of germs, on each of
finitely many classes of indices. Of the sequence aₖ it is decided

- whether it is defined and positive for every k >= 1, with the first k where it is not;
- its eventual sign, its order of growth, its limit, whether it is bounded or bounded away from 0;
- whether it is eventually nonincreasing;
- whether Σ aₖ converges, and the order of its tails;
- its supremum over all k, exact where that is attained.

What is outside the class, or beyond the budget of one decision, is undecided and says why.

SymPy's limits are not built upon, as its answers about series can be wrong. Of the following
series SymPy 1.14.0 says that they diverge (`Sum(…, (k, 1, oo)).is_convergent()` is False). All
converge, as their terms are ~ 1/(2k²), 1/(6k³), 1/(2k²), 1/(2k²), and at most 2·2^(−k/30):

    Σ (1 − cos(1/k)),  Σ (1/k − sin(1/k)),  Σ (e^(1/k) − 1 − 1/k),  Σ (√(k² + 1) − k)/k,
    Σ 2^(−⌊k/30⌋).

For these it raises NotImplementedError; the first converges, the other two do not:

    Σ k^(−1 − 1/√(log(k + 1))),  Σ (2 + (−1)ᵏ)/k,  Σ (1/k for even k, 1/k² for odd k),

for Σ (e − (1 + 1/k)ᵏ) RecursionError, and Σ (1/k − log(1 + 1/k)) takes it more than 20 seconds.
"""
