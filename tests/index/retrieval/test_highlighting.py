import pytest

from index.documents import Language
from index.retrieval.highlighting import answering_sentence, nearest_question
from index.retrieval.query import prepare
from index.retrieval.ranking import candidates
from index.search import Index


def chosen(index: Index, question: str, language: Language, key: str) -> tuple[str, str]:
    """The answering sentence and the nearest stored question of a paragraph."""
    store = index._indexes[language]
    query = prepare(question, store, index._encoder)
    found = candidates(query, store)
    row = store.row_of_key(key)
    assert row is not None
    start, end = answering_sentence(query, store, row, found.sentence_coverage)
    return store.passages[row].text[start:end], nearest_question(query, store, row, found.question_agreement)


@pytest.mark.parametrize(
    ("question", "language", "sentence", "nearest"),
    [
        ("When was the opening of the airport?", "en", "The airport opened", "When did the new airport open?"),
        ("How much money did Japan lend for it?", "en", "Japan lent", "How much did Japan lend for the airport?"),
        ("нисэх буудал нээгдсэн нь хэзээ вэ", "mn", "Нисэх буудал 2021", "Шинэ нисэх буудал хэзээ нээгдсэн бэ?"),
        ("日本はいくら貸した?", "ja", "日本はウランバートル", "日本は新空港のためにいくら貸しましたか？"),
        ("開港日はいつ?", "ja", "新空港は2021年", "新空港はいつ開港しましたか？"),
    ],
)
def test_the_sentence_and_the_question_that_fit_best(
    index: Index, question: str, language: Language, sentence: str, nearest: str
) -> None:
    answering, stored = chosen(index, question, language, "airport")
    assert answering.startswith(sentence)
    assert stored == nearest


def test_in_a_follow_up_the_kind_of_answer_decides(index: Index) -> None:
    first = index.search("When did the new airport open?")
    turn = index.turn(first)
    assert turn is not None
    assert index.search("And how much did Japan lend for it?", turn=turn).matches[0].sentence.startswith("Japan lent")


def test_a_passage_without_questions_gives_its_heading(index: Index) -> None:
    store = index._indexes["en"]
    row = next(i for i, passage in enumerate(store.passages) if not passage.questions)
    query = prepare("horses", store, index._encoder)
    agreement = candidates(query, store).question_agreement
    assert nearest_question(query, store, row, agreement) == "Horses on the Steppe"
