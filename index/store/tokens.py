"""The tokens of the passages as vectors: each of a question's tokens meets the one of the passage that is nearest.

A passage's one vector is the mean of its tokens, in which a detail drowns; token by token it is found again. This is
the late interaction of ColBERT (Khattab & Zaharia 2020, https://arxiv.org/abs/2004.12832) with the token vectors of a
model that was trained for whole texts, which is enough to rank passages that other signals have found.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.embedding.encoder import TOKEN_STEPS, TokenVectors, Vector
from index.store.fields import rows_between
from index.store.mapped import mapped


class TokenIndex:
    """Token vectors of all passages, one passage after the other; on the disk until they are looked at."""

    def __init__(self, vectors: TokenVectors, starts: NDArray[np.int64]) -> None:
        self._vectors, self._starts = vectors, starts

    @classmethod
    def build(cls, passages: Sequence[TokenVectors]) -> "TokenIndex":
        """Index the token vectors of at least one passage; a passage may have none."""
        starts = np.concatenate([[0], np.cumsum([len(tokens) for tokens in passages])]).astype(np.int64)
        return cls(np.concatenate(passages), starts)

    def of(self, row: int) -> TokenVectors:
        """The token vectors of one passage, as they were given."""
        return self._vectors[self._starts[row] : self._starts[row + 1]]

    def best_cosines(self, tokens: Vector, rows: NDArray[np.int64]) -> Vector:
        """For each passage of `rows` and each token of a question the cosine of the nearest token of the passage.

        `tokens` has shape (tokens, dimensions), of unit rows; the cosines have shape (len(rows), len(tokens)), 0 for a
        passage without tokens.
        """
        best = np.zeros((len(rows), len(tokens)), np.float32)
        of_rows, owners = rows_between(self._starts, rows)
        if len(of_rows):
            cosines = self._vectors[of_rows].astype(np.float32) @ (tokens.T / TOKEN_STEPS)
            some, firsts = np.unique(owners, return_index=True)
            best[some] = np.maximum.reduceat(cosines, firsts)
        return best

    def save(self, folder: Path) -> None:
        """Write to a new folder."""
        folder.mkdir()
        np.save(folder / "vectors.npy", self._vectors, allow_pickle=False)
        np.save(folder / "starts.npy", self._starts, allow_pickle=False)

    @classmethod
    def load(cls, folder: Path) -> "TokenIndex":
        """Read what `save` wrote; the files' digests have been checked by the snapshot."""
        return cls(
            mapped(folder / "vectors.npy"),
            np.load(folder / "starts.npy", allow_pickle=False),
        )
