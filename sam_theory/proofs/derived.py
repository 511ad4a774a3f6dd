"""Rules of analysis that follow from the schemas, as the steps that show them."""

from __future__ import annotations

from sam_theory.proofs.proof import Block, Choose, Ref, Step, Uses, Witness, hypothesis, local, step
from sam_theory.proofs.writing import at, by_rule, follows, inductively


def some_index_or_none(name: str, formula: str, start: str) -> tuple[Step, ...]:
    """exists(N, N >= start and φ(N)) or since(start, k, not φ(k)), for a formula φ in k."""
    some = f"exists(N, N >= {start} and {at(formula, 'k', 'N')})"
    either = f"{some} or since({start}, k, not ({formula}))"
    this = Block(
        assume=(("holds", formula),),
        steps=(
            Step(
                name=f"{name}: such an index",
                check=Witness(then=some, values={"N": "k"}, given=(local("from"), local("holds"))),
            ),
            follows(f"{name}: but", "False", step(f"{name}: such an index"), step(f"{name}: not")),
        ),
    )
    none = Block(
        fix=("k",),
        assume=(("from", f"k >= {start}"),),
        steps=(
            Step(name=f"{name}: if at k", check=this),
            follows(f"{name}: not at k", f"not ({formula})", step(f"{name}: if at k")),
        ),
    )
    neither = Block(
        assume=(("neither", f"not ({either})"),),
        steps=(
            follows(f"{name}: not", f"not {some}", local("neither")),
            Step(name=f"{name}: at none", check=none),
            follows(f"{name}: yet", "False", local("neither"), step(f"{name}: at none")),
        ),
    )
    return (
        Step(name=f"{name}: neither", check=neither),
        follows(name, either, step(f"{name}: neither")),
    )


def terms_vanish(name: str, term: str, given: Ref, claim: str = "") -> tuple[Step, ...]:
    """tends(k, term, 0), where `given` says that the terms, a formula in k, are summable.

    A term is the difference of two tails (Rudin, Principles, 3.23).
    """
    tail = f"tail(i, k, {at(term, 'k', 'i')})"
    near = Block(
        fix=("r",),
        assume=(("r", "r > 0"),),
        steps=(
            follows(f"{name}: half", "r/2 > 0", local("r")),
            by_rule(
                f"{name}: tails",
                "near the limit",
                {"a(k)": tail, "c": "0", "r": "r/2"},
                *(step(f"{name}: limit of tails"), step(f"{name}: half")),
            ),
            follows(
                f"{name}: terms",
                f"eventually(k, 0 - r < {term} and {term} < 0 + r)",
                *(step(f"{name}: tails"), step(f"{name}: tails", k="k + 1")),
                step(f"{name}: tail and next"),
            ),
        ),
    )
    return (
        by_rule(f"{name}: limit of tails", "tails vanish", {"a(k)": term}, given),
        by_rule(f"{name}: tail and next", "tail and next", {"a(k)": term}, given),
        Step(name=f"{name}: near 0", check=near),
        by_rule(name, "limit", {"a(k)": term, "c": "0"}, step(f"{name}: near 0"), claim=claim),
    )


def below_its_sums(
    name: str, term: str, last: str, nonnegative: str, claim: str = ""
) -> tuple[Step, ...]:
    """implies(last >= m, total(i, 1, last + 1, term) >= term at m) for all m.

    That the terms, in k, are ≥ 0 is the hypothesis of that key; the first step says it of the sums.
    """
    of_i, at_m = at(term, "k", "i"), at(term, "k", "m")
    return (
        *inductively(
            f"{name}: sums", f"total(i, 1, k, {of_i}) >= 0", "1", given=(hypothesis(nonnegative),)
        ),
        Step(
            name=name,
            claim=claim,
            check=Block(
                fix=("m",),
                steps=(
                    *inductively(
                        f"{name}: from m on",
                        f"total(i, 1, k + 1, {of_i}) >= {at_m}",
                        "m",
                        base=(step(f"{name}: sums", k="m"),),
                        given=(hypothesis(nonnegative, k="k + 1"),),
                    ),
                    follows(
                        f"{name}: to the last",
                        f"implies({last} >= m, total(i, 1, {last} + 1, {of_i}) >= {at_m})",
                        step(f"{name}: from m on", k=last),
                    ),
                ),
            ),
        ),
    )


def p_series(name: str, exponent: str, given: Ref) -> tuple[Step, ...]:
    """summable(k, k**(-exponent)), where `given` says exponent > 1.

    By the tangents of r^(1 − p), (p − 1)(k + 1)^(−p) ≤ k^(1 − p) − (k + 1)^(1 − p).
    """
    p, laws, tangents = f"({exponent})", f"{name}: laws of powers", f"{name}: tangents"
    summed = f"{name}: summed"
    return (
        by_rule(laws, "laws of powers", {}),
        by_rule(tangents, "tangents of powers", {}),
        *inductively(
            summed,
            f"({p} - 1)*total(i, 1, k + 1, i**(-{p})) <= {p} - k**(1 - {p})",
            "1",
            base=(step(laws, a="1", b="1", p=f"-{p}", q="1"),),
            given=(given, step(tangents, a="k", b="k + 1", p=f"1 - {p}")),
        ),
        follows(
            f"{name}: bound",
            f"since(1, k, k**(-{p}) >= 0 and total(i, 1, k, i**(-{p})) <= {p}/({p} - 1))",
            *(given, step(summed), step(laws, a="k", b="1", p=f"-{p}", q="1")),
        ),
        by_rule(
            name,
            "bounded sums",
            {"a(k)": f"k**(-{p})", "K": "1", "c": f"{p}/({p} - 1)"},
            step(f"{name}: bound"),
        ),
    )


def near_the_lim_inf(
    name: str, term: str, limit: str, radius: str, given: Ref, positive: Ref, along: str = "s"
) -> tuple[Step, ...]:
    """frequently(k, term < limit + radius), where `given` says liminf(k, term, limit).

    `positive` says that the radius is; `along` is a new name, of a subsequence.
    """
    there = at(term, "k", f"{along}[k]")
    high = f"{term} >= {limit} + {radius}"
    far = Block(
        assume=(("high", f"eventually(k, {high})"),),
        steps=(
            by_rule(
                f"{name}: high along it",
                "late indices",
                {"P(k)": high, "s": along},
                *(local("high"), step(f"{name}: subsequence")),
            ),
            follows(
                f"{name}: but",
                "False",
                *(step(f"{name}: high along it"), step(f"{name}: near along it")),
            ),
        ),
    )
    return (
        by_rule(
            f"{name}: along one",
            "lim inf along a subsequence",
            {"a(k)": term, "c": limit},
            given,
        ),
        Step(
            name=f"{name}: subsequence",
            check=Choose(names=(along,), given=step(f"{name}: along one")),
        ),
        by_rule(
            f"{name}: near along it",
            "near the limit",
            {"a(k)": there, "c": limit, "r": radius},
            *(step(f"{name}: subsequence"), positive),
        ),
        Step(name=f"{name}: if high", check=far),
        follows(f"{name}: not high", f"not eventually(k, {high})", step(f"{name}: if high")),
        by_rule(name, "not for all large k", {"P(k)": high}, step(f"{name}: not high")),
    )


def descent_condition(name: str = "(4)", *, smooth: Ref | None = None, claim: str = "") -> Step:
    """(4) of f ∈ C¹ with L > 0, where `smooth`, or the hypothesis, says (3): K24, section 2."""
    given = (hypothesis("smooth"), hypothesis("L"), smooth or hypothesis("lipschitz"))
    return Step(
        name=name, claim=claim, check=Uses(proof="khanh-2", conclusion="descent", given=given)
    )
