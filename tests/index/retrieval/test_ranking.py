from dataclasses import replace

import numpy as np
import pytest

from index.documents import Language
from index.embedding.encoder import Encoder
from index.reader.reader import Reader
from index.retrieval.candidates import FEATURES, find
from index.retrieval.query import analyse
from index.retrieval.ranking import IN_DOUBT, READ, Ranking, first_scores, rank
from index.retrieval.weights import Weights
from index.store.store import Store

QUESTIONS: list[tuple[str, Language]] = [
    ("When did the new airport open?", "en"),
    ("Hakuho tournaments", "en"),
    ("horses of the herders", "en"),
    ("Шинэ нисэх буудал хэзээ нээгдсэн бэ?", "mn"),
    ("白鵬は何回優勝しましたか", "ja"),
]
UNEVEN = {name: i / 7 for i, name in enumerate(FEATURES)}


@pytest.mark.parametrize(("question", "language"), QUESTIONS)
def test_a_score_is_the_weighted_sum_of_the_features(
    store: Store, encoder: Encoder, question: str, language: Language
) -> None:
    query = analyse(question, language, store, encoder)
    ranking = rank(query, store, UNEVEN, None)
    np.testing.assert_allclose(ranking.scores, ranking.features @ list(UNEVEN.values()), rtol=1e-5)
    assert ranking.scores.tolist() == sorted(ranking.scores, reverse=True)
    found = find(query, store)
    assert sorted(ranking.rows.tolist()) == sorted(found.rows.tolist())
    assert (ranking.readings, ranking.unanswered) == ((), found.unanswered)


@pytest.mark.parametrize(("question", "language"), QUESTIONS)
def test_the_reader_has_its_say_in_the_order_of_the_first(
    store: Store, encoder: Encoder, reader: Reader, question: str, language: Language
) -> None:
    query = analyse(question, language, store, encoder)
    found = find(query, store)
    before = dict(zip(found.rows.tolist(), first_scores(found, UNEVEN).tolist(), strict=True))
    plain = rank(query, store, UNEVEN, None)
    ranking = rank(query, store, {**UNEVEN, "reader": 40.0}, reader)
    count = len(ranking.readings)
    assert 1 < count <= READ
    first = plain.rows[:count].tolist()
    assert sorted(ranking.rows[:count].tolist()) == sorted(first)
    assert ranking.rows[count:].tolist() == plain.rows[count:].tolist()
    assert ranking.scores[:count].tolist() == sorted(ranking.scores[:count], reverse=True)
    readings = dict(zip(first, reader.read(query.read, [store.passages[row] for row in first]), strict=True))
    for row, score, reading in zip(ranking.rows.tolist(), ranking.scores, ranking.readings, strict=False):
        assert reading.answers == readings[row].answers
        assert score == pytest.approx(before[row] + 40 * reading.answers, rel=1e-4)
        assert len(reading.sentences) == len(store.passages[row].sentences)


def test_only_what_is_in_doubt_is_read(store: Store, encoder: Encoder, reader: Reader) -> None:
    counts = set()
    for scale in (0.1, 1, 10, 100):
        weights = {name: scale * weight for name, weight in UNEVEN.items()}
        for question, language in QUESTIONS:
            query = analyse(question, language, store, encoder)
            scores = rank(query, store, weights, None).scores
            readings = rank(query, store, {**weights, "reader": 0.0}, reader).readings
            assert len(readings) == min(READ, int((scores > scores[0] - IN_DOUBT).sum()))
            counts.add(len(readings))
    assert len(counts) > 2, "a clear winner is read alone, and near ones together"


def test_a_reader_of_no_weight_changes_no_order(store: Store, encoder: Encoder, reader: Reader) -> None:
    for question, language in QUESTIONS:
        query = analyse(question, language, store, encoder)
        plain, read = rank(query, store, UNEVEN, None), rank(query, store, {**UNEVEN, "reader": 0.0}, reader)
        assert read.rows.tolist() == plain.rows.tolist()
        np.testing.assert_array_equal(read.features, plain.features)


def ranked(question: str, language: Language, store: Store, encoder: Encoder, weights: Weights) -> Ranking:
    return rank(analyse(question, language, store, encoder), store, weights.ranking, None)


@pytest.mark.parametrize(
    ("question", "language", "document"),
    [
        # In a language that none of it is written in.
        ("1999年にKhentiiで何がありましたか", "ja", "horses.txt"),
        ("オビヒロの獣医は何年間教えましたか", "ja", "horses.txt"),
        ("Обихирогийн малын эмч нар хаана хичээл заасан бэ?", "mn", "horses.txt"),
        ("Who founded the New Mongol high school?", "en", "ja/school.md"),
        # Beside fact sheets whose questions speak for them.
        ("What did the agency give the herders?", "en", "horses.txt"),
        ("What is taught about horses?", "en", "horses.txt"),
        # In whichever there is one, the asker's.
        ("白鵬の優勝回数", "ja", "ja/sumo.md"),
        ("How often did 白鵬 win?", "en", "en/sumo.md"),
    ],
)
def test_the_passage_that_answers_comes_first(
    store: Store, encoder: Encoder, weights: Weights, question: str, language: Language, document: str
) -> None:
    ranking = ranked(question, language, store, encoder, weights)
    assert store.passages[int(ranking.rows[0])].document == document


def test_a_question_stored_with_a_passage_brings_it_first(store: Store, encoder: Encoder, weights: Weights) -> None:
    for row, passage in enumerate(store.passages):
        for question in passage.questions:
            ranking = ranked(question, passage.language, store, encoder, weights)
            assert int(ranking.rows[0]) == row, question


def test_nothing_asked_finds_nothing(store: Store, encoder: Encoder, reader: Reader, weights: Weights) -> None:
    for own in (None, reader):
        ranking = rank(analyse("?!", "ja", store, encoder), store, weights.ranking, own)
        assert (len(ranking.rows), len(ranking.scores), ranking.readings) == (0, 0, ())


def test_a_question_is_read_with_what_it_leaves_out(store: Store, encoder: Encoder, reader: Reader) -> None:
    query = analyse("Who runs it?", "en", store, encoder, "When did the airport open?")
    alone = rank(replace(query, read=query.text), store, {**UNEVEN, "reader": 1.0}, reader)
    together = rank(query, store, {**UNEVEN, "reader": 1.0}, reader)
    assert [reading.answers for reading in alone.readings] != [reading.answers for reading in together.readings]
