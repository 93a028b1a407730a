import numpy as np
import pytest

from index.embedding.encoder import TOKEN_STEPS
from index.retrieval.query import prepare
from index.retrieval.ranking import SIGNALS, candidates
from index.search import Index


def test_cosines_are_those_of_a_matrix_product(index: Index) -> None:
    store = index._indexes["en"]
    assert store.vectors
    vector = index._encoder.encode_query("Who runs the airport?").vector
    found = candidates(prepare("Who runs the airport?", store, index._encoder), store)
    every = store.vectors.rows(np.arange(len(store.vectors))) @ vector
    for row, signals in zip(found.rows, found.signals, strict=True):
        named = dict(zip(SIGNALS, signals.tolist(), strict=True))
        assert named["passage_vector"] == pytest.approx(every[row], abs=1e-5)
        owners = store.owners_of(np.arange(len(store.vectors)))
        sentences = len(store.passages), len(store.passages) + len(store.sentences.owners)
        own = every[slice(*sentences)][owners[slice(*sentences)] == row]
        assert named["sentence_vector"] == pytest.approx(max(0.0, own.max()), abs=1e-5)


def test_each_word_of_the_question_meets_the_nearest_of_the_passage(index: Index) -> None:
    store = index._indexes["en"]
    query = prepare("Who runs the airport?", store, index._encoder)
    assert query.tokens is not None
    assert store.tokens
    found = candidates(query, store)
    for row, signals in zip(found.rows.tolist(), found.signals, strict=True):
        best = (query.tokens @ store.tokens.of(row).T.astype(np.float32) / TOKEN_STEPS).max(1)
        named = dict(zip(SIGNALS, signals.tolist(), strict=True))
        assert named["tokens"] == pytest.approx(best.mean(), abs=1e-5)
        assert named["rare_tokens"] == pytest.approx(np.average(best, weights=query.token_importance), abs=1e-5)
