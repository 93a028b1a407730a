import pytest

from index.documents import Document, Language, Paragraph
from index.embedding.cache import EncodedTexts
from index.embedding.encoder import Encoder
from index.passages import split
from index.reader.reader import Reader
from index.retrieval.candidates import FEATURES
from index.retrieval.confidence import (
    EVIDENCE,
    MARGIN,
    Evidence,
    evidence,
    stored_unanswered,
)
from index.retrieval.conversation import Searcher
from index.retrieval.detection import Spoken
from index.retrieval.query import analyse
from index.retrieval.ranking import rank
from index.retrieval.weights import Weights
from index.store.indexing import build_store
from index.store.store import Store


@pytest.fixture(scope="module")
def searcher(store: Store, encoder: Encoder, weights: Weights) -> Searcher:
    return Searcher(store, encoder, weights, None)


def seen(searcher: Searcher, question: str, language: Language = "en") -> dict[str, float]:
    found = searcher.search(question, Spoken(language))
    assert found.evidence
    return dict(found.evidence.values)


def test_a_probability_is_the_logistic_function_of_the_weighted_evidence() -> None:
    values = {name: float(i) for i, name in enumerate(EVIDENCE)}
    assert Evidence(values).probability({"bias": 0.0}) == 0.5
    assert Evidence(values).probability({"bias": 2.0}) == pytest.approx(0.880797)
    assert Evidence(values).probability({"bias": 0.0, EVIDENCE[1]: 2.0}) == pytest.approx(0.880797)
    assert 0 < Evidence(values).probability({"bias": -1e6}) < 1e-12


@pytest.mark.parametrize(("question", "language"), [("sumo", "en"), ("airport", "en"), ("白鵬", "ja"), ("бөх", "mn")])
def test_one_word_has_evidence_too(searcher: Searcher, question: str, language: Language) -> None:
    assert tuple(seen(searcher, question, language)) == EVIDENCE


def test_what_is_missing_is_seen(searcher: Searcher) -> None:
    there = seen(searcher, "How many tournaments did Hakuho win?")
    assert there["missing"] == there["rarest_missing"] == there["number_missing"] == there["unanswered"] == 0
    assert seen(searcher, "Did Hakuho win 46 tournaments?")["number_missing"] == 1
    assert seen(searcher, "Did Hakuho win 45 tournaments?")["number_missing"] == 0
    assert seen(searcher, "How many tournaments did Hakuho win in Kazakhstan?")["rarest_missing"] == pytest.approx(1)
    horses = seen(searcher, "How many horses did Hakuho win?")
    assert 0 < horses["missing"] < seen(searcher, "How many zyxes and qyxes did Hakuho win?")["missing"] < 1


def test_of_another_language_only_numbers_are_missed(searcher: Searcher) -> None:
    there = seen(searcher, "1999年にKhentiiで何がありましたか", "ja")
    assert (there["own"], there["missing"], there["number_missing"]) == (0, 0, 0)
    assert seen(searcher, "2007年にKhentiiの馬の実験室で何が？", "ja")["number_missing"] == 1


def test_a_number_said_before_in_the_document_is_not_missed(encoder: Encoder, encoded: EncodedTexts) -> None:
    opening = "President Khurelsukh came to Tokyo on 29 November 2022 for talks with the Prime Minister of the country."
    thanks = "The President thanked the Government of Japan for its support of the reforms over three decades."
    passages = split(Document("talks.txt", "Talks", "en", "", (Paragraph(opening), Paragraph(thanks))))
    store = build_store(passages, encoded, {"en"})
    by_meaning = dict.fromkeys(FEATURES, 0.0) | {"sentence_vector": 1.0}
    for question, missed in (("2022 thanked reforms decades", 0), ("2021 thanked reforms decades", 1)):
        query = analyse(question, "en", store, encoder)
        ranking = rank(query, store, by_meaning, None)
        assert store.passages[int(ranking.rows[0])].text == thanks
        assert evidence(query, store, ranking).values["number_missing"] == missed


@pytest.mark.parametrize(
    ("then", "language", "first"),
    [
        ("weather", "en", "When did the new airport open?"),
        ("бензин", "mn", "Шинэ нисэх буудал хэзээ нээгдсэн бэ?"),
        ("天気", "ja", "新空港はいつ開港しましたか"),
    ],
)
def test_of_a_follow_up_its_own_words_are_missed(searcher: Searcher, then: str, language: Language, first: str) -> None:
    found = searcher.search(then, Spoken(language), first)
    assert found.evidence
    assert found.evidence.values["missing"] > 0.9
    # One that has no words of its own is about those of the question before.
    bare = {"en": "why?", "mn": "яагаад?", "ja": "なぜ？"}[language]
    of_first = searcher.search(bare, Spoken(language), first)
    assert of_first.evidence
    assert of_first.evidence.values["missing"] < 0.1


@pytest.mark.parametrize(
    ("question", "near_miss", "language"),
    [
        ("When did the new airport open?", "When did the new airport of Kazakhstan open?", "en"),
        ("How many tournaments did Hakuho win?", "How many tournaments did Federer win in Paris?", "en"),
        ("Хакухо хэдэн удаа түрүүлсэн бэ?", "Хакухо хэдэн удаа Казахстанд очсон бэ?", "mn"),
        ("白鵬は何回優勝しましたか", "白鵬はフランスで何回優勝しましたか", "ja"),
    ],
)
def test_more_is_missing_of_a_near_miss(searcher: Searcher, question: str, near_miss: str, language: Language) -> None:
    right, wrong = seen(searcher, question, language), seen(searcher, near_miss, language)
    assert wrong["missing"] > right["missing"]
    assert wrong["question_vector"] < right["question_vector"]


@pytest.mark.parametrize(
    ("question", "gap", "language"),
    [
        ("Who paid for the airport?", "how many passengers use the airport", "en"),
        ("Нисэх буудалд хэдэн иен зээлсэн бэ?", "Нисэх буудлыг аль компани барьсан бэ?", "mn"),
        ("新空港はいつ開港した？", "新空港を建設したのはどの会社？", "ja"),
    ],
)
def test_a_question_like_one_that_no_passage_answers_is_seen(
    searcher: Searcher, store: Store, encoder: Encoder, question: str, gap: str, language: Language
) -> None:
    assert seen(searcher, gap, language)["unanswered"] > MARGIN > seen(searcher, question, language)["unanswered"]
    found = searcher.search(gap, Spoken(language))
    assert found.unanswered is None
    assert found.evidence
    without = dict(found.evidence.values) | {"unanswered": 0.0}
    assert Evidence(without).probability(searcher.weights.confidence) > found.confidence


def test_what_is_read_counts_for_the_first_and_against_it_for_the_others(
    store: Store, encoder: Encoder, weights: Weights, reader: Reader
) -> None:
    query = analyse("When did the new airport open?", "en", store, encoder)
    # With little weight on all else several are in doubt, and read.
    doubtful = {name: weight / 20 for name, weight in weights.ranking.items()}
    ranking = rank(query, store, doubtful, reader)
    values = evidence(query, store, ranking).values
    first, *others = [reading.answers for reading in ranking.readings]
    assert (values["reader"], values["rivals"]) == (first, max(others))
    assert values["lead"] == pytest.approx(float(ranking.scores[0] - ranking.scores[1]))
    bare = evidence(query, store, rank(query, store, doubtful, None)).values
    assert (bare["reader"], bare["rivals"]) == (0, 0)


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("How many passengers use the new airport in a year?", "en"),
        ("how many passengers, in a year, use the new AIRPORT", "en"),
        ("in a year how many passengers use the new airport", "en"),
        ("Нисэх буудлыг ямар компани барьсан бэ?", "mn"),
        ("ямар компани барьсан бэ, нисэх буудлыг", "mn"),
        ("Ямар компани нисэх буудлыг барьсан бэ", "mn"),
        ("нисэх буудлыг ямар компани барьсан бэ", "mn"),
        ("新空港を建設した会社はどこですか？", "ja"),
        ("新空港を建設した会社は、どこですか", "ja"),
    ],
)
def test_a_stored_question_without_an_answer_is_refused_in_any_order_of_its_words(
    searcher: Searcher, store: Store, encoder: Encoder, weights: Weights, question: str, language: Language
) -> None:
    words = Searcher(build_store(store.passages, None, ()), encoder, weights, None)
    for found in (searcher.search(question, Spoken(language)), words.search(question, Spoken(language))):
        assert found.unanswered in {q for p in store.passages if p.language == language for q in p.unanswered}
        assert found.confidence == 0


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("How many passengers use the new airport in a month?", "en"),
        ("Who paid for the airport?", "en"),
        ("Нисэх буудал", "mn"),
        ("新空港を建設した会社", "ja"),
    ],
)
def test_a_question_that_has_other_words_is_weighed(searcher: Searcher, question: str, language: Language) -> None:
    found = searcher.search(question, Spoken(language))
    assert found.unanswered is None
    assert found.confidence > 0


def test_together_with_what_was_asked_before_it_is_another_question(
    searcher: Searcher, store: Store, encoder: Encoder, weights: Weights
) -> None:
    gap = "How many passengers use the new airport in a year?"
    query = analyse(gap, "en", store, encoder, "When did the new airport open?")
    ranking = rank(query, store, weights.ranking, None)
    assert stored_unanswered(query, store, ranking) is None
    alone = analyse(gap, "en", store, encoder)
    assert stored_unanswered(alone, store, rank(alone, store, weights.ranking, None)) == gap
