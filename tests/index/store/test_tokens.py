from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.embedding.encoder import TOKEN_STEPS, TokenVectors
from index.store.tokens import TokenIndex


def passages(counts: list[int], seed: int = 0) -> list[TokenVectors]:
    """Token vectors of passages of so many tokens each."""
    rows = np.random.default_rng(seed).normal(size=(sum(counts), 8))
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return np.split(np.round(rows * TOKEN_STEPS).astype(np.int8), np.cumsum(counts)[:-1])


@given(st.lists(st.integers(0, 5), min_size=1, max_size=6), st.integers(0, 4), st.data())
def test_the_best_cosine_of_each_token_is_found(counts: list[int], asked: int, data: st.DataObject) -> None:
    every = passages(counts)
    query = passages([asked], seed=1)[0].astype(np.float32) / np.float32(TOKEN_STEPS)
    rows = data.draw(st.lists(st.integers(0, len(counts) - 1), unique=True))
    best = TokenIndex.build(every).best_cosines(query, np.array(rows, np.int64))
    assert best.shape == (len(rows), asked)
    for row, found in zip(rows, best, strict=True):
        expected = (query @ every[row].T.astype(np.float32) / TOKEN_STEPS).max(1) if counts[row] else np.zeros(asked)
        np.testing.assert_allclose(found, expected, atol=1e-5)


def test_what_was_saved_is_loaded(tmp_path: Path) -> None:
    every = passages([3, 0, 2])
    TokenIndex.build(every).save(tmp_path / "tokens")
    loaded = TokenIndex.load(tmp_path / "tokens")
    for row, tokens in enumerate(every):
        np.testing.assert_array_equal(loaded.of(row), tokens)
