from pathlib import Path

import numpy as np
import pytest

from index.embedding.encoder import Vector
from index.store import vectors
from index.store.vectors import VectorIndex


def unit_vectors(rows: int, dimensions: int) -> Vector:
    made = np.random.default_rng(7).normal(size=(rows, dimensions)).astype(np.float32)
    return np.asarray(made / np.linalg.norm(made, axis=1, keepdims=True), np.float32)


@pytest.fixture(params=["fp32", "fp16"])
def precision(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> float:
    """How far a cosine may be off, with vectors kept whole and, as in a large index, halved."""
    if request.param == "fp16":
        monkeypatch.setattr(vectors, "MOST_FLAT", 10)
        return 2e-3
    return 1e-6


def test_the_nearest_are_those_of_a_matrix_product(precision: float) -> None:
    rows, query = unit_vectors(500, 48), unit_vectors(3, 48)[2]
    index = VectorIndex.build(rows)
    found, cosines = index.nearest(query, 20)
    expected = rows @ query
    np.testing.assert_allclose(cosines, expected[found], atol=precision)
    assert cosines.tolist() == sorted(cosines, reverse=True)
    # Nothing that was left out is nearer than the last of what was found.
    assert np.delete(expected, found).max() <= expected[found].min() + 2 * precision


def test_rows_are_given_back(precision: float, tmp_path: Path) -> None:
    rows = unit_vectors(100, 24)
    index = VectorIndex.build(rows)
    index.save(tmp_path / "vectors.faiss")
    loaded = VectorIndex.load(tmp_path / "vectors.faiss")
    wanted = np.array([99, 0, 7])
    for vectors_index in (index, loaded):
        assert len(vectors_index) == 100
        np.testing.assert_allclose(vectors_index.rows(wanted), rows[wanted], atol=precision)


def test_more_than_there_are_gives_all() -> None:
    found, cosines = VectorIndex.build(unit_vectors(3, 8)).nearest(unit_vectors(1, 8)[0], 10)
    assert sorted(found.tolist()) == [0, 1, 2]
    assert len(cosines) == 3
