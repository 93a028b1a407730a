"""Terms to scores: BM25 over passages, sentences or stored questions.

bm25s builds the index: the score of each term in each text, computed once and kept as a sparse matrix. A search
then adds up a few columns of it, which needs numpy alone, and lets each term of a question have its own weight (a
corrected word counts less, a part of a word for its part).
"""

import json
import logging
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.store.mapped import mapped

Scores = NDArray[np.float32]
Rows = NDArray[np.int32]

# Lucene's BM25 (Kamphuis et al. 2020, https://doi.org/10.1007/978-3-030-45442-5_4) as bm25s computes it: a term
# scores below its idf.
METHOD = "lucene"
K1, B = 1.2, 0.75
# Among fewer texts than this, that a word is frequent says nothing: in a single one, every word would be.
FEW_TEXTS = 200


class TermIndex:
    """The matrix of term scores, by columns.

    Column `t` holds the rows (texts) that have term `t`, and its score in each.
    """

    def __init__(
        self, count: int, vocabulary: Sequence[str], starts: NDArray[np.int64], rows: Rows, scores: Scores
    ) -> None:
        self.count = count
        self.vocabulary = vocabulary
        self._ids = {term: i for i, term in enumerate(vocabulary)}
        self._starts, self._rows, self._scores = starts, rows, scores
        frequency = np.diff(starts)
        self._idf = np.log1p((count - frequency + 0.5) / (frequency + 0.5)).astype(np.float32)
        self.unknown_idf = float(np.log1p((count + 0.5) / 0.5))
        self.masses = np.bincount(rows, np.repeat(self._idf, frequency), count).astype(np.float32)
        """For each row the sum of its terms' idf, each term once."""

    @classmethod
    def build(cls, texts: Sequence[Sequence[str]]) -> "TermIndex":
        """Index texts given as lists of terms; row `i` is `texts[i]`. Texts may be empty."""
        nothing = np.zeros(0, np.int32), np.zeros(0, np.float32)
        if not any(texts):
            return cls(len(texts), [], np.zeros(1, np.int64), *nothing)
        import bm25s

        logging.getLogger("bm25s").setLevel(logging.WARNING)  # it sets itself to tell of every step
        model = bm25s.BM25(method=METHOD, k1=K1, b=B)
        model.index([list(terms) for terms in texts], show_progress=False, create_empty_token=False)
        vocabulary = sorted(model.vocab_dict, key=model.vocab_dict.__getitem__)
        starts, rows, scores = (np.asarray(model.scores[name]) for name in ("indptr", "indices", "data"))
        # Within a column the rows must ascend, for `has`.
        order = np.lexsort((rows, np.repeat(np.arange(len(starts) - 1), np.diff(starts))))
        return cls(
            len(texts),
            vocabulary,
            starts.astype(np.int64),
            rows[order].astype(np.int32),
            scores[order].astype(np.float32),
        )

    def __contains__(self, term: str) -> bool:
        return term in self._ids

    def idf(self, term: str) -> float:
        """Inverse document frequency; the highest possible one for a term that no text has."""
        i = self._ids.get(term)
        return self.unknown_idf if i is None else float(self._idf[i])

    def importance(self, term: str) -> float:
        """How much it matters that a text has the term: its idf, in a small collection as if it were larger."""
        i = self._ids.get(term)
        frequency = 0 if i is None else int(self._starts[i + 1] - self._starts[i])
        return float(np.log1p((max(self.count, FEW_TEXTS) - frequency + 0.5) / (frequency + 0.5)))

    def postings(self, term: str) -> tuple[Rows, Scores]:
        """The rows that have the term, each once, and the term's BM25 score in them."""
        i = self._ids.get(term)
        if i is None:
            return self._rows[:0], self._scores[:0]
        span = slice(self._starts[i], self._starts[i + 1])
        return self._rows[span], self._scores[span]

    def has(self, term: str, start: int, stop: int) -> bool:
        """Whether one of the rows from `start` up to `stop` has the term."""
        rows, _ = self.postings(term)
        place = int(np.searchsorted(rows, start))
        return place < len(rows) and int(rows[place]) < stop

    def within(self, term: str, starts: NDArray[np.int64], stops: NDArray[np.int64]) -> NDArray[np.bool_]:
        """`has` for many stretches of rows at once."""
        rows, _ = self.postings(term)
        if not len(rows):
            return np.zeros(len(starts), np.bool_)
        places = np.searchsorted(rows, starts)
        return (places < len(rows)) & (rows[np.minimum(places, len(rows) - 1)] < stops)

    def scores(self, terms: Iterable[tuple[str, float]]) -> Scores:
        """Weighted BM25 score of every row, shape (count,)."""
        total = np.zeros(self.count, np.float32)
        for term, weight in terms:
            rows, scores = self.postings(term)
            total[rows] += weight * scores
        return total

    def save(self, folder: Path) -> None:
        """Write the index to a new folder."""
        folder.mkdir()
        (folder / "vocabulary.json").write_text(json.dumps(list(self.vocabulary), ensure_ascii=False), "utf-8")
        for name, array in (("starts", self._starts), ("rows", self._rows), ("scores", self._scores)):
            np.save(folder / f"{name}.npy", array, allow_pickle=False)

    @classmethod
    def load(cls, folder: Path, count: int) -> "TermIndex":
        """Read an index of `count` rows that `save` wrote; its files' digests have been checked by the snapshot."""
        arrays = (mapped(folder / f"{name}.npy") for name in ("starts", "rows", "scores"))
        return cls(count, json.loads((folder / "vocabulary.json").read_text("utf-8")), *arrays)
