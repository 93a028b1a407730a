from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pytest

from index.documents import LANGUAGES, Document, Language, Paragraph
from index.embedding.cache import EncodedTexts
from index.embedding.encoder import Encoder
from index.passages import Passage, split
from index.retrieval.candidates import CANDIDATES, FEATURES, SAID_BEFORE, Candidates, find, matches
from index.retrieval.query import analyse
from index.store.bm25 import TermIndex
from index.store.indexing import build_store
from index.store.store import Store

OPENING = "President Khurelsukh came to Tokyo on 29 November 2022 for talks with the Prime Minister of the country."
MATTER = "The two sides spoke at some length of what had been raised at an earlier meeting of the ministers."
THANKS = "The President thanked the Government of Japan for its support of the reforms over three decades."
QUESTIONS: list[tuple[str, Language]] = [
    ("When did the new airport open?", "en"),
    ("horses of the herders", "en"),
    ("Шинэ нисэх буудал хэзээ нээгдсэн бэ?", "mn"),
    ("白鵬は何回優勝しましたか", "ja"),
]


def found(question: str, language: Language, store: Store, encoder: Encoder) -> Candidates:
    return find(analyse(question, language, store, encoder), store)


def by_row(candidates: Candidates) -> Mapping[int, Mapping[str, float]]:
    """The features of each candidate, by name."""
    features = (dict(zip(FEATURES, values, strict=True)) for values in candidates.features.tolist())
    return dict(zip(candidates.rows.tolist(), features, strict=True))


def row_of(store: Store, language: Language, key: str | None) -> int:
    (row,) = (row for row, p in enumerate(store.passages) if (p.language, p.key) == (language, key))
    return row


def article(*texts: str, path: str = "talks.txt") -> list[Passage]:
    return split(Document(path, "Talks", "en", "", tuple(map(Paragraph, texts))))


def best_cosine(texts: Sequence[str], query: str, encoder: Encoder, *, questions: bool = False) -> float:
    encode = encoder.encode_queries if questions else encoder.encode_documents
    return max((encode(texts) @ encoder.encode_query(query)).tolist(), default=0.0)


@pytest.mark.parametrize(("question", "language"), QUESTIONS)
def test_passages_of_one_key_are_one_candidate(
    store: Store, encoder: Encoder, question: str, language: Language
) -> None:
    rows = found(question, language, store, encoder).rows
    groups = store.groups[rows].tolist()
    assert len(groups) == len(set(groups)) > 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_counterpart_in_the_askers_language_stands_for_all(
    store: Store, encoder: Encoder, language: Language
) -> None:
    asked = {"en": "Hakuho", "mn": "白鵬", "ja": "Хакухо"}[language]
    candidates = by_row(found(asked, language, store, encoder))
    row = row_of(store, language, "sumo")
    assert candidates[row]["own"] == 1
    assert candidates[row]["coverage"] > 0, "found by a word of another language"
    alone = next(row for row in candidates if store.passages[row].language != language)
    assert candidates[alone]["own"] == 0
    assert store.passages[alone].key not in {p.key for p in store.passages if p.language == language and p.key}


@pytest.mark.parametrize(("question", "language"), QUESTIONS)
def test_cosines_are_those_of_the_groups_best_texts(
    store: Store, encoder: Encoder, question: str, language: Language
) -> None:
    query = analyse(question, language, store, encoder)
    for row, features in by_row(find(query, store)).items():
        same = [store.passages[i] for i in store.group(row).tolist()]
        sentences = [s if p.key else f"{p.title}. {s}" for p in same for s in p.spoken]
        assert features["sentence_vector"] == pytest.approx(best_cosine(sentences, query.read, encoder), abs=1e-5)
        asked = [q for p in same for q in p.questions]
        # Where no question is stored, the best sentence stands in for it.
        expected = best_cosine(asked, query.read, encoder, questions=True) if asked else features["sentence_vector"]
        assert features["question_vector"] == pytest.approx(expected, abs=1e-5)
        assert features["questions"] == (1 if asked else 0)


@pytest.mark.parametrize(("question", "language"), QUESTIONS)
def test_shares_are_from_0_to_1(store: Store, encoder: Encoder, question: str, language: Language) -> None:
    candidates = found(question, language, store, encoder)
    for name in FEATURES[3:]:
        assert 0 <= candidates.of(name).min() <= candidates.of(name).max() <= 1 + 1e-6


def test_bm25_is_the_term_indexs_as_a_share_of_the_most_that_can_be(store: Store, encoder: Encoder) -> None:
    query = analyse("airport yen horses", "en", store, encoder)
    terms: TermIndex = store.languages["en"].passages
    ideal = sum(terms.idf(term) for term in ("airport", "yen", "hors"))
    expected = terms.scores((term, 1.0) for term in ("airport", "yen", "hors")) / ideal
    np.testing.assert_allclose(matches(query.words["en"], terms).bm25, expected, rtol=1e-5)


def test_a_passage_asked_for_in_its_own_words_is_covered_in_full(store: Store, encoder: Encoder) -> None:
    features = by_row(found("How many tournaments did Hakuho win?", "en", store, encoder))[row_of(store, "en", "sumo")]
    assert features["agreement"] == pytest.approx(1)
    assert features["question_vector"] == pytest.approx(1, abs=1e-3)
    assert 0 < features["sentence_coverage"] <= features["coverage"] < 1, "it says won, not win"
    whole = by_row(found("new airport of Ulaanbaatar", "en", store, encoder))[row_of(store, "en", "airport")]
    assert whole["coverage"] == whole["sentence_coverage"] == pytest.approx(1)


def test_agreement_falls_where_the_stored_question_says_more_or_less(store: Store, encoder: Encoder) -> None:
    row = row_of(store, "en", "sumo")
    same, less, more = (
        by_row(found(question, "en", store, encoder))[row]["agreement"]
        for question in ("tournaments win Hakuho", "tournaments Hakuho", "tournaments win Hakuho Kazakhstan camels")
    )
    assert same == pytest.approx(1)
    assert less < 1
    assert more < 1


@pytest.mark.parametrize(
    ("question", "language", "key"),
    [
        ("1999年にKhentiiで何が？", "ja", None),
        ("Mitsubishi гэж ямар компани вэ", "mn", "airport-company"),
        ("JICA 2000 山形大学", "en", "school"),
    ],
)
def test_names_and_numbers_of_another_script_are_found_by_words_alone(
    store: Store, encoder: Encoder, question: str, language: Language, key: str | None
) -> None:
    words = build_store(store.passages, None, ())
    candidates = found(question, language, words, encoder)
    best = int(candidates.rows[candidates.of("bm25").argmax()])
    assert words.passages[best].key == key
    assert words.passages[best].language != language


@pytest.mark.parametrize(
    ("question", "language", "key"),
    [
        ("馬の健康のための実験室はどこに贈られましたか", "ja", None),
        ("Хэнтийн малчдад адууных нь эрүүл мэндэд зориулж юу өгсөн бэ?", "mn", None),
        ("Who founded the New Mongol high school?", "en", "school"),
        ("Япон загварын дүрэмт хувцас, хоолтой ахлах сургуулийг хэн байгуулсан бэ?", "mn", "school"),
    ],
)
def test_a_question_finds_what_another_language_alone_says(
    store: Store, encoder: Encoder, question: str, language: Language, key: str | None
) -> None:
    candidates = found(question, language, store, encoder)
    best = int(candidates.rows[candidates.of("sentence_vector").argmax()])
    assert (store.passages[best].key, store.passages[best].language == language) == (key, False)


def test_without_a_stored_question_a_sentence_may_agree(store: Store, encoder: Encoder) -> None:
    row = row_of(store, "en", None)
    features = by_row(found("Veterinarians from Obihiro taught there for four years", "en", store, encoder))[row]
    assert features["questions"] == 0
    assert 0.5 < features["agreement"] < 1, "its title stands before the sentence"


def test_questions_that_no_passage_answers_come_nearest_first(store: Store, encoder: Encoder) -> None:
    candidates = found("How many passengers use the airport?", "en", store, encoder)
    cosines = [cosine for _, cosine in candidates.unanswered]
    assert cosines == sorted(cosines, reverse=True)
    spans, start = store.fields[2]
    assert {row - start for row, _ in candidates.unanswered} <= set(range(len(spans)))
    nearest = candidates.unanswered[0][0] - start
    assert store.passages[int(spans.owners[nearest])].key == "airport"
    assert cosines[0] > 0.9


def test_a_name_that_was_said_before_counts_nearly_as_said(encoder: Encoder) -> None:
    passages = article(OPENING, MATTER, THANKS)
    store = build_store(passages, None, ())
    apart = build_store([replace(p, document=f"{i}.txt") for i, p in enumerate(passages)], None, ())
    question = "In 2022, what did Khurelsukh thank the Japanese government for?"
    leaning, alone = (by_row(found(question, "en", one, encoder)) for one in (store, apart))
    assert leaning[0]["coverage"] == alone[0]["coverage"], "nothing stands before the first"
    assert leaning[2]["coverage"] > alone[2]["coverage"] + 0.05
    assert leaning[2]["coverage"] <= 1
    name = {row: features["coverage"] for row, features in by_row(found("Khurelsukh", "en", store, encoder)).items()}
    assert name[0] == pytest.approx(1)
    only = by_row(found("Khurelsukh thanked", "en", store, encoder))[2]["coverage"]
    own = by_row(found("Khurelsukh thanked", "en", apart, encoder))[2]["coverage"]
    assert only == pytest.approx(own + SAID_BEFORE * (1 - own), abs=1e-5)


@pytest.mark.parametrize("question", ["?!", "", "what is that"])
def test_nothing_asked_finds_nothing(store: Store, encoder: Encoder, question: str) -> None:
    candidates = found(question, "en", store, encoder)
    assert (len(candidates.rows), candidates.features.shape, candidates.unanswered) == (0, (0, len(FEATURES)), ())


def test_among_many_passages_the_nearest_are_looked_at(encoder: Encoder, encoded: EncodedTexts) -> None:
    animals = ("horse", "camel", "sheep", "goat", "yak", "wolf", "marmot", "eagle", "fox", "crane", "hare", "lynx")
    places = (
        "Gobi",
        "Altai",
        "Khentii",
        "Orkhon",
        "Selenge",
        "Bulgan",
        "Uvs",
        "Zavkhan",
        "Dornod",
        "Tuv",
        "Dundgovi",
        "Arkhangai",
        "Khovd",
    )
    many = [
        Passage(text, ((0, len(text)),), animal.title(), "", f"{place}/{animal}.txt", "en")
        for place in places
        for animal in animals
        for text in [f"The {animal} of {place} eats the grass of {place}."]
    ]
    store = build_store(many, encoded, {"en"})
    candidates = found("What does the marmot of Orkhon eat?", "en", store, encoder)
    assert len(candidates.rows) <= 3 * CANDIDATES < len(many)
    for name in ("passage_vector", "bm25"):
        best = int(candidates.rows[candidates.of(name).argmax()])
        assert store.passages[best].document == "Orkhon/marmot.txt"
