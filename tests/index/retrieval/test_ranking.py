from dataclasses import replace

import numpy as np
import pytest

from index.documents import Language
from index.retrieval.query import prepare
from index.retrieval.ranking import OTHER_KIND, SAID, SIGNALS, Ranking, candidates, rank
from index.search import Index
from index.store.bm25 import TermIndex

QUESTIONS: list[tuple[str, Language]] = [
    ("When did the new airport open?", "en"),
    ("Hakuho tournaments", "en"),
    ("horses of the herders", "en"),
    ("Шинэ нисэх буудал хэзээ нээгдсэн бэ?", "mn"),
    ("白鵬は何回優勝しましたか", "ja"),
]
EVEN = dict.fromkeys(SIGNALS, 1.0)


def ranked(index: Index, question: str, language: Language, weights: dict[str, float] = EVEN) -> Ranking:
    store = index._indexes[language]
    return rank(prepare(question, store, index._encoder), store, weights)


@pytest.mark.parametrize(("question", "language"), QUESTIONS)
def test_a_score_is_the_weighted_sum_of_signals(index: Index, question: str, language: Language) -> None:
    weights = {name: i / 7 for i, name in enumerate(SIGNALS)}
    ranking = ranked(index, question, language, weights)
    np.testing.assert_allclose(ranking.scores, ranking.signals @ list(weights.values()), rtol=1e-5)
    assert ranking.scores.tolist() == sorted(ranking.scores, reverse=True)
    assert len(set(ranking.rows.tolist())) == len(ranking.rows)


@pytest.mark.parametrize(("question", "language"), QUESTIONS)
def test_signals_are_shares_or_cosines(index: Index, question: str, language: Language) -> None:
    signals = ranked(index, question, language).signals
    shares = signals[:, : SIGNALS.index("passage_vector")]
    assert shares.min() >= 0
    assert shares.max() <= 1.0001
    assert np.abs(signals).max() <= 1.0001


def test_a_passage_asked_for_in_its_own_words_is_covered_in_full(index: Index) -> None:
    question = "How many tournaments did Hakuho win?"
    ranking = ranked(index, question, "en")
    first = dict(zip(SIGNALS, ranking.signals[0].tolist(), strict=True))
    assert index._indexes["en"].passages[int(ranking.rows[0])].key == "sumo"
    assert first["question_coverage"] == pytest.approx(1)
    assert first["question_agreement"] == pytest.approx(1)
    assert first["question_vector"] == pytest.approx(1, abs=1e-3)


@pytest.mark.parametrize(
    ("before", "question", "language"),
    [
        ("When did the new airport open?", "And how far is it from the city?", "en"),
        ("Шинэ нисэх буудал хэзээ нээгдсэн бэ?", "Тэр хэдэн иен вэ?", "mn"),
    ],
)
def test_a_follow_ups_own_words_decide_a_part_of_each_signal(
    index: Index, before: str, question: str, language: Language
) -> None:
    store = index._indexes[language]
    query = prepare(question, store, index._encoder, before)
    both, whole, said = (
        candidates(one, store) for one in (query, replace(query, said=None), prepare(question, store, index._encoder))
    )
    assert both.rows.tolist() == whole.rows.tolist()
    for row in set(both.rows.tolist()) & set(said.rows.tolist()):
        one, all_of_it, own = (found.signals[found.rows == row][0] for found in (both, whole, said))
        np.testing.assert_allclose(one, (1 - SAID) * all_of_it + SAID * own, atol=1e-5)


def test_the_same_words_count_half_where_another_kind_of_answer_is_asked_for(index: Index) -> None:
    store = index._indexes["en"]
    agreements = []
    for question in ("When did the new airport open?", "Where did the new airport open?"):
        query = prepare(question, store, index._encoder)
        agreements.append(candidates(query, store).question_agreement[0])
    assert agreements == [pytest.approx(1), pytest.approx(OTHER_KIND)]


def test_bm25_of_a_passage_is_the_term_indexs(index: Index) -> None:
    store = index._indexes["en"]
    query = prepare("airport yen horses", store, index._encoder)
    found = candidates(query, store)
    terms: TermIndex = store.passage_terms
    ideal = sum(terms.idf(term) for term in ("airport", "yen", "hors"))
    expected = terms.scores((term, 1.0) for term in ("airport", "yen", "hors")) / ideal
    np.testing.assert_allclose(found.signals[:, SIGNALS.index("passage_terms")], expected[found.rows], rtol=1e-5)


def test_what_is_not_allowed_is_no_candidate(index: Index) -> None:
    store = index._indexes["en"]
    found = candidates(prepare("airport horses", store, index._encoder), store)
    allowed = np.ones(len(store.passages), bool)
    allowed[found.rows[0]] = False
    rest = found.among(allowed)
    assert rest.rows.tolist() == found.rows.tolist()[1:]
    np.testing.assert_array_equal(rest.signals, found.signals[1:])


def test_nothing_asked_finds_nothing(index: Index) -> None:
    assert len(ranked(index, "?!", "ja").rows) == 0
