"""Limits that follow from other limits, as the steps that show them."""

from __future__ import annotations

from sam_theory.proofs.proof import Block, Choose, Ref, Step, local, step
from sam_theory.proofs.writing import at, by_rule, follows


def vanishes_by_square(
    name: str,
    size: str,
    square: str,
    given: Ref,
    *more: Ref,
    level: str = "0",
    index: str = "k",
    claim: str = "",
    ours: bool = False,
) -> tuple[Step, ...]:
    """tends(k, size, 0), where `given` says that its square, in `index`, tends to `level`.

    `more` says that the square is one, and that the level is not positive, if these need a reason.
    """
    near = Block(
        fix=("r",),
        assume=(("r", "r > 0"),),
        steps=(
            follows(f"{name}: r²", "r**2 > 0", local("r")),
            by_rule(
                f"{name}: square below r²",
                "near the limit",
                {f"a({index})": square, "c": level, "r": "r**2"},
                *(given, step(f"{name}: r²")),
            ),
            follows(
                f"{name}: below r",
                f"eventually(k, 0 - r < {size} and {size} < 0 + r)",
                *(step(f"{name}: square below r²"), *more, local("r")),
            ),
        ),
    )
    return (
        Step(name=f"{name}: as near as one likes", check=near),
        by_rule(
            name,
            "limit",
            {"a(k)": size, "c": "0"},
            step(f"{name}: as near as one likes"),
            claim=claim,
            ours=ours,
        ),
    )


def accumulates_at_its_limit(
    name: str,
    term: str,
    limit: str,
    point: str,
    tends: Ref,
    accumulates: Ref,
    *,
    along: str = "s",
    claim: str = "",
) -> tuple[Step, ...]:
    """limit == point, where `tends` says that the terms, in k, tend to the one, and `accumulates`
    that the other is an accumulation point of them; `along` is a new name, of a subsequence."""
    return (
        by_rule(f"{name}: along one", "subsequence", {"v(k)": term, "c": point}, accumulates),
        Step(
            name=f"{name}: subsequence",
            check=Choose(names=(along,), given=step(f"{name}: along one")),
        ),
        *limit_along(
            name,
            term,
            limit,
            point,
            tends=tends,
            subsequence=step(f"{name}: subsequence"),
            there=step(f"{name}: subsequence"),
            along=along,
            claim=claim,
        ),
    )


def limit_along(
    name: str,
    term: str,
    limit: str,
    point: str,
    *,
    tends: Ref,
    subsequence: Ref,
    there: Ref,
    along: str = "s",
    claim: str = "",
) -> tuple[Step, ...]:
    """limit == point, where `tends` says that the terms, in k, tend to the one, `subsequence` that
    `along` is one, and `there` that along it they tend to the other."""
    return (
        by_rule(
            f"{name}: limit along it",
            "along a subsequence",
            {"a(k)": term, "c": limit, "s": along},
            *(tends, subsequence),
        ),
        by_rule(
            name,
            "only one limit",
            {"a(k)": at(term, "k", f"{along}[k]"), "c": limit, "d": point},
            *(step(f"{name}: limit along it"), there),
            claim=claim,
        ),
    )


def tends_without(
    name: str,
    term: str,
    rest: str,
    limit: str,
    *,
    whole: Ref,
    vanishes: Ref,
    factor: str = "1",
    claim: str = "",
    ours: bool = False,
) -> tuple[Step, ...]:
    """term → limit, where `whole` says so of term + factor·rest, `vanishes` that rest → 0."""
    return (
        by_rule(f"{name}: factor", "constant", {"c": f"-{factor}"}),
        by_rule(
            f"{name}: rest",
            "product of limits",
            {"a(k)": f"-{factor}", "b(k)": rest, "c": f"-{factor}", "d": "0"},
            *(step(f"{name}: factor"), vanishes),
        ),
        by_rule(
            name,
            "sum of limits",
            {
                "a(k)": f"{term} + {factor}*{rest}",
                "b(k)": f"-{factor}*{rest}",
                "c": limit,
                "d": "0",
            },
            *(whole, step(f"{name}: rest")),
            claim=claim,
            ours=ours,
        ),
    )
