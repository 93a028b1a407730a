from dataclasses import replace

import numpy as np
import pytest

from index.documents import Language
from index.embedding.cache import EncodedTexts
from index.embedding.encoder import Encoder
from index.reader.reader import NOT_READ
from index.retrieval.highlighting import SENTENCE_FEATURES, answering_sentence, sentence_features
from index.retrieval.query import analyse
from index.retrieval.ranking import Reading
from index.retrieval.weights import Weights
from index.store.indexing import build_store
from index.store.store import Store


def row_of(store: Store, language: Language, key: str) -> int:
    (row,) = (row for row, p in enumerate(store.passages) if (p.language, p.key) == (language, key))
    return row


@pytest.mark.parametrize(
    ("question", "language", "sentence"),
    [
        ("When was the opening of the airport?", "en", "The airport opened"),
        ("How much money did Japan lend for it?", "en", "Japan lent"),
        ("нисэх буудал нээгдсэн нь хэзээ вэ", "mn", "Нисэх буудал 2021"),
        ("日本はいくら貸した?", "ja", "日本はウランバートル"),
        ("開港日はいつ?", "ja", "新空港は2021年"),
    ],
)
def test_the_sentence_that_fits_best(
    store: Store, encoder: Encoder, weights: Weights, question: str, language: Language, sentence: str
) -> None:
    row = row_of(store, language, "airport")
    query = analyse(question, language, store, encoder)
    start, end = answering_sentence(query, store, row, None, weights.highlighting)
    assert (start, end) in store.passages[row].sentences
    assert store.passages[row].text[start:end].startswith(sentence)


def test_a_sentence_of_another_language_is_found_too(store: Store, encoder: Encoder, weights: Weights) -> None:
    row = row_of(store, "ja", "school")
    for question, sentence in (
        ("Who founded the New Mongol high school?", "ウランバートルの新モンゴル高校は"),
        ("Do the pupils wear uniforms and get lunch?", "日本の高校を手本に"),
    ):
        query = analyse(question, "en", store, encoder)
        start, end = answering_sentence(query, store, row, None, weights.highlighting)
        assert store.passages[row].text[start:end].startswith(sentence)


def test_in_a_follow_up_its_own_words_decide(store: Store, encoder: Encoder, weights: Weights) -> None:
    row = row_of(store, "en", "airport")
    query = analyse("And how much did Japan lend for it?", "en", store, encoder, "When did the new airport open?")
    start, end = answering_sentence(query, store, row, None, weights.highlighting)
    assert store.passages[row].text[start:end].startswith("Japan lent")


def test_the_reader_is_heard(store: Store, encoder: Encoder) -> None:
    row = row_of(store, "en", "airport")
    query = analyse("airport", "en", store, encoder)
    spans = store.passages[row].sentences
    for best in range(len(spans)):
        scores = np.full(len(spans), NOT_READ, np.float32)
        scores[best] = 3
        heard = {"reader": 1.0, "vector": 0.0, "coverage": 0.0}
        assert answering_sentence(query, store, row, Reading(0.0, scores), heard) == spans[best]
        features = sentence_features(query, store, row, Reading(0.0, scores))
        assert features.shape == (len(spans), len(SENTENCE_FEATURES))
        assert features[:, 0].tolist() == scores.tolist()


def test_words_alone_tell_where_there_are_no_vectors(store: Store, encoder: Encoder, weights: Weights) -> None:
    words = build_store(store.passages, None, ())
    row = row_of(words, "en", "airport")
    query = analyse("Who lent the yen?", "en", words, encoder)
    features = sentence_features(query, words, row, None)
    assert not features[:, :2].any()
    start, end = answering_sentence(query, words, row, None, weights.highlighting)
    assert store.passages[row].text[start:end].startswith("Japan lent")


def test_a_passage_of_one_sentence_has_that(encoder: Encoder, encoded: EncodedTexts, store: Store) -> None:
    passage = replace(store.passages[0], text="It opened.", sentences=((0, 10),))
    one = build_store([passage], encoded, {"en"})
    query = analyse("who paid", "en", one, encoder)
    assert answering_sentence(query, one, 0, None, {}) == (0, 10)
