"""The kinds keep their form, and longer runs of them go where their labels say.

Those of `corpus.unseen`, for which no rule is made, keep the same form.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache
from hashlib import sha256

import numpy as np
import pytest

from corpus.case import Case
from corpus.kinds.every import KINDS, drawn
from corpus.kinds.kind import CLAIMS, Kind
from corpus.unseen.every import KINDS as UNSEEN
from sam_theory.properties.judge import CHECKERS

LEAST, MOST_OPEN = 120, 0.25
ROWS, LONGER = 9_000, (3, 20)  # how far, and how many times the record, a longer run goes
NAMES = [kind.name for kind in KINDS]
CORPORA = {"kinds": KINDS, "unseen": UNSEEN}
DRAWS = {"kinds": 5, "unseen": 2}  # as many as are soon done
COLUMNS = ("gradient_norm", "value", "iterate", "step", "radius", "k")
# (stronger, weaker), as positions among the letters
IMPLICATIONS = ((4, 2), (4, 3), (4, 6), (2, 0), (2, 1), (6, 5), (3, 5))
SETTLED = 1e-4  # of the greatest: what is below may be a floor of rounding
ROUNDING = 1e-12  # of the greatest

every_kind = pytest.mark.parametrize("kind", KINDS, ids=NAMES)
every_corpus = pytest.mark.parametrize("corpus", CORPORA)
every_kind_of_a_corpus = pytest.mark.parametrize(
    ("corpus", "kind"),
    [
        pytest.param(corpus, kind, id=f"{corpus}-{kind.name}")
        for corpus, kinds in CORPORA.items()
        for kind in kinds
    ],
)


@cache
def seen(corpus: str, kind: Kind) -> tuple[tuple[str, bytes], ...]:
    """The letters and the bytes' hash of its draws, each of which is looked at on the way."""
    return tuple(looked_at(drawn(kind, number)) for number in range(DRAWS[corpus]))


def looked_at(case: Case) -> tuple[str, bytes]:
    """Of a case whose columns are finite and of equal length."""
    digest = sha256()
    for name in COLUMNS:
        column = getattr(case, name)
        if column is not None:
            assert len(column) == case.iterations, name
            assert np.isfinite(column).all(), name
            digest.update(np.ascontiguousarray(column).tobytes())
    if case.k is not None:
        assert case.k[0] >= 1
        assert (np.diff(case.k) > 0).all()
    return case.letters, digest.digest()


@every_corpus
def test_there_are_enough_kinds_and_no_name_is_twice(corpus: str) -> None:
    kinds = CORPORA[corpus]
    assert len(kinds) >= LEAST
    assert len({kind.name for kind in kinds}) == len(kinds)
    assert all(kind.why.endswith(".") for kind in kinds)


def test_letters_stand_for_the_claims_that_are_judged() -> None:
    assert tuple(CHECKERS) == CLAIMS


@every_corpus
def test_few_labels_are_open(corpus: str) -> None:
    letters = Counter("".join(drawn(kind, 0).letters for kind in CORPORA[corpus]))
    shown, hidden = letters["T"] + letters["F"], letters["t"] + letters["f"]
    assert hidden <= MOST_OPEN * (shown + hidden)


@every_kind_of_a_corpus
def test_a_kind_keeps_its_form(corpus: str, kind: Kind) -> None:
    for letters, _ in seen(corpus, kind):
        assert_coherent(letters)
    assert seen(corpus, kind)[0] == looked_at(drawn(kind, 0))
    assert len(set(seen(corpus, kind))) > 1


def assert_coherent(letters: str) -> None:
    """The implications of K24, Table 1; where x converges, f does, and limits tell of each other.

    A run that leaves for infinity has no accumulation point: its third claim still implies the
    second.
    """
    assert len(letters) == len(CLAIMS)
    assert set(letters) <= set("TFtf-")
    truth = letters.lower()
    for stronger, weaker in IMPLICATIONS:
        assert (truth[stronger], truth[weaker]) != ("t", "f"), letters
    if truth[6] == "t":
        assert len({letter for letter in truth[:5] if letter != "-"}) <= 1, letters


@pytest.mark.parametrize("letters", ["TTTTTTT", "-----TT", "-------", "FTFFFTF", "F-F-F--"])
def test_coherent_letters_pass(letters: str) -> None:
    assert_coherent(letters)


@pytest.mark.parametrize("letters", ["FTTTTTT", "TTTFTTT", "FFFFFFT", "TTTTFTT", "TTTT", "TTTxTTT"])
def test_incoherent_letters_are_noticed(letters: str) -> None:
    with pytest.raises(AssertionError):
        assert_coherent(letters)


@every_kind
def test_a_longer_run_goes_where_the_labels_say(kind: Kind) -> None:
    case = drawn(kind, 0)
    times = int(np.clip(ROWS // case.iterations, *LONGER))
    assert_moves_as_told(case, drawn(kind, 0, longer=times))


def assert_moves_as_told(case: Case, longer: Case) -> None:
    """What tends to 0 has fallen further, unless it is at a floor; what doesn't, has stayed."""
    if horizon(longer) < 2 * horizon(case):  # it ends by itself, as solvers do
        assert case.letters[2] != "T" or case.gradient_norm[-1] <= 1e-3 * case.gradient_norm.max()
        return
    told = zip(sizes(case), sizes(longer), strict=True)
    for (name, letter, size, before), (*_, after) in told:
        if letter == "T":
            most = 2 * before if before <= SETTLED * size else 0.95 * before
            assert after <= max(most, ROUNDING * size), (name, before, after)
        elif letter == "F":
            assert after >= 0.1 * before > 0, (name, before, after)


def horizon(case: Case) -> int:
    """The last iteration of the record."""
    return case.iterations if case.k is None else int(case.k[-1])


def sizes(case: Case) -> Iterator[tuple[str, str, float, float]]:
    """What would tend to 0 over the last half: claim, letter, its greatest, and its size there."""
    norm, letters = case.gradient_norm, case.letters
    half = case.iterations // 2
    if letters[0] == "F" or letters[2] == "F":
        yield CLAIMS[0], letters[0], norm.max(), norm[half:].min()
    yield CLAIMS[2], letters[2], norm.max(), norm[half:].max()
    for place, column in ((5, case.value), (6, case.iterate)):
        if column is not None:
            flat = column.reshape(len(column), -1)
            size = float(np.abs(flat).max())
            yield CLAIMS[place], letters[place], size, float(np.ptp(flat[half:], axis=0).max())


def test_a_wrong_label_is_noticed() -> None:
    converging, cycling = (KINDS[NAMES.index(name)] for name in ("gd-harmonic", "sam-constant"))
    for kind, wrong in ((converging, "FFFFFFF"), (cycling, "TTTTTTT")):
        case, longer = (drawn(kind, 0, longer=times) for times in (1, 5))
        object.__setattr__(case, "letters", wrong)
        object.__setattr__(longer, "letters", wrong)
        with pytest.raises(AssertionError):
            assert_moves_as_told(case, longer)
