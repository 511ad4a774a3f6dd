"""Points at which an equation of vectors is tried: they are of real vectors."""

from __future__ import annotations

import itertools

import numpy as np

from sam_theory.proofs.claim import Claim
from sam_theory.proofs.identity import SAMPLES, _points


def test_norms_and_inner_products_are_of_real_vectors() -> None:
    names = ("A", "B", "C", "D", "E")
    points = list(_points(Claim((), "dot(A, B) == x", names)))
    assert len(points) == SAMPLES
    for point in points:
        gram = np.diag([float(point[f"‖{name}‖"]) ** 2 for name in names])
        for i, j in itertools.combinations(range(5), 2):
            gram[i, j] = gram[j, i] = float(point[f"⟨{names[i]},{names[j]}⟩"])
        dominated = 2 * np.diag(gram) - np.abs(gram).sum(axis=1)
        assert (dominated > 0).all()
        assert (np.diag(gram) >= 4).all()
    assert len({str(point) for point in points}) == SAMPLES


def test_points_obey_the_premises() -> None:
    points = list(_points(Claim(("x > 0", "dot(G, H) <= 0"), "x == 1", ("G", "H"))))
    assert 0 < len(points) < SAMPLES
    assert all(point["x"] > 0 and point["⟨G,H⟩"] <= 0 for point in points)
    assert list(_points(Claim((), "pi == 3", ()))) == [{}]


def test_the_square_of_a_vector_is_that_of_its_norm() -> None:
    points = list(_points(Claim(("sq(G) == 4",), "x == 1", ("G",))))
    assert 0 < len(points) < SAMPLES
    assert all(point["‖G‖"] == 2 for point in points)
