from collections.abc import Callable
from dataclasses import replace

import pytest

from index.answers import Turn
from index.documents import Language
from index.embedding.cache import EncodedTexts
from index.embedding.encoder import Encoder
from index.retrieval.confidence import ANSWERED
from index.retrieval.conversation import Found, Searcher
from index.retrieval.detection import Spoken
from index.retrieval.weights import Weights
from index.store.indexing import build_store
from index.store.store import Store

FIRST: dict[Language, str] = {
    "en": "When did the new airport open?",
    "mn": "Шинэ нисэх буудал хэзээ нээгдсэн бэ?",
    "ja": "新空港はいつ開港しましたか",
}
SUMO = "How many tournaments did Hakuho win?"


@pytest.fixture(scope="module")
def searcher(store: Store, encoder: Encoder, weights: Weights) -> Searcher:
    return Searcher(store, encoder, weights, None)


def key(found: Found, store: Store) -> str | None:
    return store.passages[int(found.ranking.rows[0])].key


def turn(searcher: Searcher, question: str, language: Language) -> Turn:
    """What is remembered of a question that was answered by the first passage found for it alone."""
    found = searcher.search(question, Spoken(language))
    assert found.confidence >= ANSWERED
    return Turn(found.asked, searcher.store.id_of(int(found.ranking.rows[0])), language)


@pytest.mark.parametrize("language", ["en", "mn", "ja"])
def test_a_message_of_one_question_is_searched_for_as_it_is(searcher: Searcher, language: Language) -> None:
    found = searcher.find(FIRST[language], None, None)
    alone = searcher.search(FIRST[language], Spoken(language))
    assert found.ranking.rows.tolist() == alone.ranking.rows.tolist()
    assert (found.confidence, found.asked, found.query.language) == (alone.confidence, alone.asked, language)


@pytest.mark.parametrize(
    ("then", "language"),
    [("How far is it from the city?", "en"), ("それはいくらですか", "ja"), ("Тэр хэдэн иенээр баригдсан бэ?", "mn")],
)
def test_a_follow_up_is_searched_for_with_what_it_leaves_out(
    searcher: Searcher, store: Store, then: str, language: Language
) -> None:
    found = searcher.find(then, None, turn(searcher, FIRST[language], language))
    assert found.query.context
    assert (key(found, store), found.query.language) == ("airport", language)
    assert found.asked.splitlines()[0] == FIRST[language]
    assert found.confidence > searcher.find(then, None, None).confidence


def test_a_follow_up_stays_in_the_document_of_the_last_answer(searcher: Searcher, store: Store) -> None:
    then = "How far is it from the city?"
    remembered = turn(searcher, FIRST["en"], "en")
    assert key(searcher.find(then, None, remembered), store) == "airport"
    elsewhere = Turn(remembered.question, turn(searcher, SUMO, "en").match_id, "en")
    gone = Turn(remembered.question, "f" * 12, "en")
    for other in (elsewhere, gone):
        found = searcher.find(then, None, other)
        assert (found.query.context, found.confidence) == (False, searcher.find(then, None, None).confidence)


def test_a_follow_up_may_stay_in_the_document_of_another_language(searcher: Searcher, store: Store) -> None:
    japanese = turn(searcher, FIRST["ja"], "ja")
    found = searcher.find("How far is it from the city?", None, Turn(FIRST["en"], japanese.match_id, "en"))
    assert found.query.context
    assert store.passages[int(found.ranking.rows[0])].document == "en/airport.md"


@pytest.mark.parametrize(
    "message", ["Who are you?", "what can you do?", "are you a real person", "Чи хэн бэ?", "あなたは誰ですか"]
)
def test_what_is_put_to_the_bot_is_not_answered_with_what_was_asked_before(searcher: Searcher, message: str) -> None:
    for language, first in FIRST.items():
        found = searcher.find(message, None, turn(searcher, first, language))
        assert not found.query.context
        assert found.confidence < ANSWERED


@pytest.mark.parametrize("message", ["ok", "thank you!", "うん", "баярлалаа"])
def test_what_asks_for_nothing_is_no_follow_up(searcher: Searcher, message: str) -> None:
    found = searcher.find(message, None, turn(searcher, FIRST["en"], "en"))
    assert not found.query.context
    assert found.confidence == 0


@pytest.mark.parametrize("language", ["en", "mn", "ja"])
def test_a_question_on_something_else_is_searched_for_alone(searcher: Searcher, language: Language) -> None:
    others: dict[Language, str] = {
        "en": SUMO,
        "mn": "Хакухо хэдэн удаа түрүүлсэн бэ?",
        "ja": "白鵬は何回優勝しましたか",
    }
    found = searcher.find(others[language], None, turn(searcher, FIRST[language], language))
    assert not found.query.context
    assert found.asked == others[language]
    assert found.confidence == searcher.find(others[language], None, None).confidence


def test_a_question_may_need_the_sentence_before_it(searcher: Searcher, store: Store) -> None:
    found = searcher.find("Japan lent money for the new airport. How much was it?", None, None)
    assert found.query.context
    assert key(found, store) == "airport"
    assert found.confidence >= ANSWERED


def test_of_several_questions_the_most_confident_is_answered(searcher: Searcher) -> None:
    alone = searcher.find(SUMO, None, None)
    for message in (
        f"What is the capital of France? {SUMO}",
        f"{SUMO} And what is the capital of France?",
        f"My name is Bat. {SUMO} It is for school.",
    ):
        assert searcher.find(message, None, None).confidence == pytest.approx(alone.confidence, abs=0.02)


def test_a_message_that_is_stored_as_unanswered_as_a_whole_is_refused(
    store: Store, encoder: Encoder, encoded: EncodedTexts, weights: Weights
) -> None:
    gap = f"{SUMO} And which did he lose"
    passages = [replace(p, unanswered=(*p.unanswered, gap)) if p.key == "sumo" else p for p in store.passages]
    searcher = Searcher(build_store(passages, encoded, encoder.card.reads), encoder, weights, None)
    assert searcher.find(SUMO, None, None).confidence >= ANSWERED
    found = searcher.find(gap, None, None)
    assert (found.unanswered, found.confidence) == (gap, 0)


@pytest.mark.parametrize("language", ["en", "mn", "ja"])
def test_a_stored_question_without_an_answer_is_refused_in_a_conversation_too(
    searcher: Searcher, store: Store, language: Language
) -> None:
    gap = next(q for p in store.passages if p.language == language for q in p.unanswered)
    found = searcher.find(gap, None, turn(searcher, FIRST[language], language))
    assert (found.unanswered, found.confidence) == (gap, 0)


ABOUT: dict[Language, str] = {"en": "the new airport near Ulaanbaatar", "ja": "ウランバートルの新空港"}


@pytest.fixture
def declared(store: Store, encoder: Encoder, encoded: EncodedTexts, weights: Weights) -> Callable[[str], Found]:
    """Finds passages in documents that say what they are about."""
    about = build_store(store.passages, encoded, encoder.card.reads, {}, ABOUT)
    searcher = Searcher(about, encoder, weights, None)
    return lambda message: searcher.find(message, None, None)


@pytest.mark.parametrize(("message", "language"), [("When did it open?", "en"), ("それはいくらですか", "ja")])
def test_it_is_what_the_documents_are_about_where_nothing_was_said_before(
    searcher: Searcher, declared: Callable[[str], Found], store: Store, message: str, language: Language
) -> None:
    found = declared(message)
    assert found.asked.splitlines()[0] == ABOUT[language]
    assert key(found, store) == "airport"
    assert found.confidence > searcher.find(message, None, None).confidence


@pytest.mark.parametrize("message", [SUMO, "What is the capital of France?", "Who are you?", "ok"])
def test_what_says_what_it_is_about_is_not_about_the_subject(
    searcher: Searcher, declared: Callable[[str], Found], message: str
) -> None:
    assert not declared(message).query.context
    assert declared(message).confidence == searcher.find(message, None, None).confidence


def test_where_something_was_said_before_it_is_that(declared: Callable[[str], Found]) -> None:
    found = declared("I like the sumo wrestler Hakuho. How many tournaments did he win?")
    assert ABOUT["en"] not in found.asked


def test_a_subject_is_declared_by_language(declared: Callable[[str], Found]) -> None:
    assert not declared("Тэр хэзээ нээгдсэн бэ?").query.context
