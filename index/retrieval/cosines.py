"""How near a question is to passages in the model's space: as a whole, to their sentences and questions, by tokens."""

import numpy as np
from numpy.typing import NDArray

from index.retrieval.query import Query
from index.store.bm25 import Scores
from index.store.language_index import LanguageIndex

VECTOR_SIGNALS, TOKEN_SIGNALS = 3, 2


def vector_signals(query: Query, store: LanguageIndex, rows: NDArray[np.int64]) -> NDArray[np.float32]:
    """Cosines of the query with each passage of `rows`, its best sentence and best question, shape (len(rows), 3)."""
    signals = np.zeros((len(rows), VECTOR_SIGNALS), np.float32)
    if query.vector is None or store.vectors is None or not len(rows):
        return signals
    signals[:, 0] = store.vectors.rows(rows) @ query.vector
    sentences_from, questions_from, _ = store.vector_starts
    for column, views, offset in ((1, store.sentences, sentences_from), (2, store.questions, questions_from)):
        view_rows, owners = views.of_passages(rows)
        if len(view_rows):
            np.maximum.at(signals[:, column], owners, store.vectors.rows(view_rows + offset) @ query.vector)
    bare = ~store.questions.some[rows]
    signals[bare, 2] = signals[bare, 1]
    return signals


def token_signals(query: Query, store: LanguageIndex, rows: NDArray[np.int64], before: Scores) -> NDArray[np.float32]:
    """Means over the question's tokens of the best cosines in each passage of `rows`, shape (len(rows), 2).

    `before` says what its words count that are said before the passage, see `said_before`.
    """
    if query.tokens is None or store.tokens is None or not len(query.tokens):
        return np.zeros((len(rows), TOKEN_SIGNALS), np.float32)
    none = np.zeros((len(rows), 1), np.float32)
    best = np.maximum(store.tokens.best_cosines(query.tokens, rows), np.hstack([before, none])[:, query.token_words])
    importance = query.token_importance
    if not importance.any():
        importance = np.ones_like(importance)
    return np.stack([best.mean(1), best @ (importance / importance.sum())], 1)
