"""Within a passage: the sentence that answers."""

from collections.abc import Mapping

import numpy as np

from index.documents import LANGUAGES
from index.retrieval.candidates import matches
from index.retrieval.query import Query
from index.retrieval.ranking import Reading
from index.store.bm25 import Scores
from index.store.store import Store

SENTENCE_FEATURES = ("reader", "vector", "coverage")


def answering_sentence(
    query: Query, store: Store, row: int, reading: Reading | None, weights: Mapping[str, float]
) -> tuple[int, int]:
    """Offsets of the sentence of passage `row` that answers best."""
    spans = store.passages[row].sentences
    if len(spans) == 1:
        return spans[0]
    features = sentence_features(query, store, row, reading)
    scores = features @ np.array([weights[name] for name in SENTENCE_FEATURES], np.float32)
    return spans[int(scores.argmax())]


def sentence_features(query: Query, store: Store, row: int, reading: Reading | None) -> Scores:
    """What speaks for each sentence of a passage, shape (sentences, SENTENCE_FEATURES)."""
    rows = store.sentences.of(row)
    features = np.zeros((rows.stop - rows.start, len(SENTENCE_FEATURES)), np.float32)
    if reading is not None:
        features[:, 0] = reading.sentences
    if query.vector is not None and store.vectors is not None:
        start = store.fields[0][1]
        features[:, 1] = store.vectors.rows(np.arange(rows.start, rows.stop) + start) @ query.vector
    language = LANGUAGES[store.language_of[row]]
    index = store.languages[language]
    own = index.sentences.spans.of(row - index.first)
    features[:, 2] = matches(query.words[language], index.sentences.terms).coverage[own]
    return features
