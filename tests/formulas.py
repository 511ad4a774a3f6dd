"""Random formulas, and their values at one k with eighty digits."""

from __future__ import annotations

import mpmath
from condensing import TooLarge, value
from hypothesis import Phase
from hypothesis import strategies as st

from sam_theory.asymptotics.parsing import parse

PHASES = (Phase.explicit, Phase.generate)  # shrinking formulas takes longer than reading them
SMOOTH = st.recursive(
    st.sampled_from(["k", "k", "2", "0.5", "(k+1)", "log(k+2)", "sqrt(k)", "1/k", "(k+3)"]),
    lambda inner: st.one_of(
        st.builds("({}+{})".format, inner, inner),
        st.builds("({}-{})".format, inner, inner),
        st.builds("({}*{})".format, inner, inner),
        st.builds("({}/{})".format, inner, inner),
        st.builds("({})**{}".format, inner, st.sampled_from(["2", "0.5", "(-1)", "(-0.7)"])),
        st.builds("log(1+1/({}))".format, inner),
        st.builds("sin(1/({}))".format, inner),
        st.builds("exp(1/({}))".format, inner),
    ),
    max_leaves=6,
)


def value_at(formula: str, k: int) -> mpmath.mpf | None:
    """The value of the formula, None where it has none or is too large."""
    with mpmath.workdps(80):
        try:
            found = value(parse(formula), mpmath.mpf(k))
        except (ZeroDivisionError, ValueError, OverflowError, TypeError, TooLarge):
            return None
        return found if isinstance(found, mpmath.mpf) and mpmath.isfinite(found) else None
