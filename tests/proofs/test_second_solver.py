"""cvc5 reads the same claims, and answers alike."""

from __future__ import annotations

import pytest

pytest.importorskip("cvc5")
from sam_theory.proofs.real_arithmetic import Claim  # after the extra is known to be there
from sam_theory.proofs.second_solver import second_opinion
from sam_theory.proofs.terms import Refused

ANSWERS = [
    ("x**2 >= 0", (), "proved"),
    ("x**2 > 0", (), "refuted"),
    ("x/x == 1", (), "refuted"),
    ("x/x == 1", ("x != 0",), "proved"),
    ("sqrt(x)**2 == x", ("x >= 0",), "proved"),
    ("x/3 + x/6 == x/2", (), "proved"),
    ("norm(u + v) <= norm(u) + norm(v)", (), "proved"),
    ("norm(u + v) < norm(u) + norm(v)", (), "refuted"),
    ("dot(u, v) >= 0", (), "refuted"),
    ("sq(u) >= 0 and sq(u + v) >= 0", (), "proved"),
    ("u == v", ("norm(u) == norm(v)", "dot(u, v) == sq(u)"), "proved"),
    ("True", (), "proved"),
    ("False", (), "refuted"),
]


@pytest.mark.parametrize(("then", "given", "answer"), ANSWERS)
def test_answers(then: str, given: tuple[str, ...], answer: str) -> None:
    assert second_opinion(Claim(given, then, ("v", "u"))) == answer


def test_what_is_outside_real_arithmetic_is_refused() -> None:
    with pytest.raises(Refused):
        second_opinion(Claim((), "log(x) > 0", ()))
