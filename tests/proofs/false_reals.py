"""False proofs by real arithmetic."""

from __future__ import annotations

from proofs.false_proofs import H, false, of, reals

from sam_theory.proofs.proof import (
    Apply,
    Exists,
    Limit,
    Number,
    hypothesis,
    step,
)
from sam_theory.statements.formulas import KL

REALS = {
    "0/0": false(reals("last", "c/c == 1"), shows="c/c == 1", place=("last", "c")),
    "a square root of a negative number": false(
        reals("last", "sqrt(c)**2 == c"), shows="sqrt(c)**2 == c", place=("last", "c")
    ),
    "the square root of a square": false(
        reals("last", "sqrt(c**2) == c"), shows="sqrt(c**2) == c", place="last"
    ),
    "half powers": false(
        reals("last", "c**(1/2)*c**(1/2) == c"), shows="c**(1/2)*c**(1/2) == c", place="last"
    ),
    "odd powers": false(reals("last", "c**3 >= 0"), shows="c**3 >= 0", place="last"),
    "a power of a power": false(
        reals("last", "(c**2)**(1/2) == c"), shows="(c**2)**(1/2) == c", place="last"
    ),
    "a division by what may be 0": false(
        reals("last", "b == c", H), given={"h": "a*b == a*c"}, shows="b == c", place="last"
    ),
    "a premise's denominator that may be 0": false(
        reals("last", "b == a*c", H), given={"h": "b/a == c"}, shows="b == a*c", place="last"
    ),
    "a value of 1/0": false(reals("last", "1/0 == 0"), shows="1/0 == 0", place="last"),
    "two values of 1/0": false(
        reals("last", "1/c != 2/c", H), given={"h": "c == 0"}, shows="1/c != 2/c", place="last"
    ),
    "a product with 1/0": false(
        reals("last", "False", H), given={"h": "c*(1/c) == 0"}, place="last"
    ),
    "a unit vector at 0": false(
        reals("last", "norm(y/norm(y)) == 1"), shows="norm(y/norm(y)) == 1", place="last"
    ),
    "KL at every point": false(
        reals(
            "last",
            "always(k, dphi(f(x[k]) - f(xbar))*norm(grad(x[k])) >= 1)",
            hypothesis("kl inequality", y="x[k]"),
        ),
        given={word.key: word.formula for word in KL},
        shows="always(k, dphi(f(x[k]) - f(xbar))*norm(grad(x[k])) >= 1)",
        place="last",
    ),
    "KL in the ball only": false(
        reals(
            "last",
            "always(k, dphi(f(x[k]) - f(xbar))*norm(grad(x[k])) >= 1)",
            hypothesis("kl inequality", y="x[k]"),
            H,
        ),
        given={word.key: word.formula for word in KL} | {"h": "always(k, norm(x[k] - xbar) < R)"},
        shows="always(k, dphi(f(x[k]) - f(xbar))*norm(grad(x[k])) >= 1)",
        place="last",
    ),
    "KL by a rule that leaves the guard": false(
        of("last", Apply(to=hypothesis("kl inequality", y="y"), given=(H,))),
        given={word.key: word.formula for word in KL} | {"h": "norm(y - xbar) < R"},
        shows="dphi(f(y) - f(xbar))*norm(grad(y)) >= 1",
        place=("last", "eta"),
    ),
    "a converse": false(
        of("last", Apply(to=hypothesis("to"), given=(H,))),
        given={"to": "implies(a > 0, b > 0)", "h": "b > 0"},
        shows="a > 0",
        place=("last", "a > 0"),
    ),
    "an implication from nothing": false(
        of("last", Apply(to=hypothesis("to"), given=())),
        given={"to": "implies(a > 0, b > 0)"},
        shows="b > 0",
        place=("last", "a > 0"),
    ),
    "equal lengths": false(
        reals("last", "y == z", H), given={"h": "norm(y) == norm(z)"}, shows="y == z", place="last"
    ),
    "Cauchy–Schwarz backwards": false(
        reals("last", "dot(y, z) >= norm(y)*norm(z)"),
        shows="dot(y, z) >= norm(y)*norm(z)",
        place="last",
    ),
    "a square of a sum": false(
        reals("last", "sq(y + z) == sq(y) + sq(z)"),
        shows="sq(y + z) == sq(y) + sq(z)",
        place="last",
    ),
    "a vector above 0": false(reals("last", "y >= 0"), shows="y >= 0", place=("last", "y")),
    "a product of vectors": false(
        reals("last", "y*z == z*y"), shows="y*z == z*y", place=("last", "y")
    ),
    "a vector and a number": false(
        reals("last", "y + 1 == 1 + y"), shows="y + 1 == 1 + y", place=("last", "y")
    ),
    "a vector to a power": false(
        reals("last", "y**2 >= 0"), shows="y**2 >= 0", place=("last", "y")
    ),
    "a number for a vector": false(
        reals("a", "forall(y, norm(y) >= 0)"),
        reals("last", "norm(-1) >= 0", step("a", y="-1")),
        shows="norm(-1) >= 0",
        place=("last", "y"),
    ),
    "a vector for a number": false(
        reals("a", "forall(r, r**2 >= 0)"),
        reals("last", "y**2 >= 0", step("a", r="y")),
        shows="y**2 >= 0",
        place=("last", "y", "r"),
    ),
    "a vector divided by itself": false(
        reals("last", "y/y == 1", H), given={"h": "y != 0"}, shows="y/y == 1", place=("last", "y")
    ),
    "a name of the machine": false(
        reals("last", "1/c == 5", H), given={"h": "inverse(c) == 5"}, shows="1/c == 5", place="last"
    ),
    "a name of the machine for roots": false(
        reals("last", "sqrt(c) == 5", hypothesis("c"), H),
        given={"h": "root(c) == 5", "c": "c > 0"},
        shows="sqrt(c) == 5",
        place="last",
    ),
    "a name of the machine for sums": false(
        reals("last", "total(i, 1, k, t[i]) == 5", H),
        given={"h": "partial(i, 1, k, t[i]) == 5"},
        shows="total(i, 1, k, t[i]) == 5",
        place="last",
    ),
    "a sequence and a function of one name": false(
        reals("last", "t[2] == 5", H), given={"h": "t(2) == 5"}, shows="t[2] == 5", place="last"
    ),
    "a number and an index of one look": false(
        reals("last", "t11 == 5", H), given={"h": "t[11] == 5"}, shows="t11 == 5", place="last"
    ),
    "a name with an underscore": false(
        reals("last", "t_1 == 5", H), given={"h": "t[1] == 5"}, shows="t_1 == 5", place="last"
    ),
    "functions at other points": false(
        reals("last", "f(y) == f(z)"), shows="f(y) == f(z)", place="last"
    ),
    "a chain read as its ends": false(
        reals("last", "a < b", H), given={"h": "a < c > b"}, shows="a < b", place="last"
    ),
    "an equation for an inequality": false(
        reals("last", "a == b", H), given={"h": "a <= b"}, shows="a == b", place="last"
    ),
    "strict for not strict": false(
        reals("last", "a < b", H), given={"h": "a <= b"}, shows="a < b", place="last"
    ),
    "some reals that are none": false(
        of("last", Exists(such_that=("c**2 < 0",))), shows="exists(c, c**2 < 0)", place="last"
    ),
    "some naturals between two": false(
        of("last", Exists(such_that=("0 < N", "N < 1"))),
        shows="exists(N, 0 < N and N < 1)",
        place="last",
    ),
    "a number that gives no fact": false(
        of("n", Number(relation="1 < 2")),
        reals("last", "c > 0", step("n")),
        shows="c > 0",
        place="last",
    ),
    "a false number": false(of("last", Number(relation="2 < 1")), shows="2 < 1", place="last"),
    "a false limit": false(
        of("last", Limit(expression="1/k", variable="k", to="oo", value="1")),
        shows="tends(k, 1/k, 1)",
        place="last",
    ),
    "an index between two": false(
        reals("last", "always(k, k != 3)"), shows="always(k, k != 3)", place="last"
    ),
}
