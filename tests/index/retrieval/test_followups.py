import pytest

from index.documents import Language
from index.embedding.encoder import Encoder
from index.retrieval.followups import is_phrased, may_lean, points_back
from index.retrieval.query import analyse
from index.store.store import Store


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("and how many children?", "en"),
        ("When did it open?", "en"),
        ("What about Japan?", "en"),
        (" Who signed that agreement?", "en"),
        ("Тэр хэзээ болсон бэ?", "mn"),
        ("харин хэн бэ", "mn"),
        ("ter hezee bolson be", "mn"),
        ("それはいつですか", "ja"),
        ("では誰が？", "ja"),
        ("would you know when it opened?", "en"),
        ("дэлгэрэнгүй", "mn"),
        ("もっと詳しく", "ja"),
    ],
)
def test_words_that_point_back(store: Store, encoder: Encoder, question: str, language: Language) -> None:
    query = analyse(question, language, store, encoder)
    assert points_back(query)
    assert may_lean(query)


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("When did the new airport open?", "en"),
        ("Andes", "en"),
        ("Item numbers", "en"),
        ("Шинэ нисэх буудал хэзээ нээгдсэн бэ?", "mn"),
        ("新空港はいつ開港しましたか", "ja"),
    ],
)
def test_words_that_stand_on_their_own(store: Store, encoder: Encoder, question: str, language: Language) -> None:
    assert not points_back(analyse(question, language, store, encoder))


@pytest.mark.parametrize(
    ("question", "language", "may"),
    [
        ("how many beds?", "en", True),
        ("when?", "en", True),
        ("How much did Japan lend Mongolia for the new airport?", "en", False),
        ("How much did Japan lend Mongolia for that airport of theirs?", "en", True),
        ("хэд вэ", "mn", True),
        ("Хэдэн хүүхэд сурдаг вэ?", "mn", True),
        ("why?", "en", True),
        ("thank you!", "en", False),
        ("ok", "en", False),
        ("うん", "ja", False),
        ("", "en", False),
    ],
)
def test_a_question_may_lean_that_says_little_or_points_back(
    store: Store, encoder: Encoder, question: str, language: Language, may: bool
) -> None:
    assert may_lean(analyse(question, language, store, encoder)) == may


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Who are you?", "en"),
        ("what can you do", "en"),
        ("are you a real person", "en"),
        ("What is your name?", "en"),
        ("Чи хэн бэ?", "mn"),
        ("Таны нэр хэн бэ?", "mn"),
        ("chi hen be", "mn"),
        ("あなたは誰ですか", "ja"),
    ],
)
def test_what_is_put_to_the_bot_leans_on_nothing(
    store: Store, encoder: Encoder, question: str, language: Language
) -> None:
    assert not may_lean(analyse(question, language, store, encoder))


@pytest.mark.parametrize(
    ("question", "language", "phrased"),
    [
        ("what were the main products", "en", True),
        ("the price?", "en", True),
        ("sumo wrestlers", "en", False),
        ("Whatever", "en", False),
        ("хэн санаачилсан бэ", "mn", True),
        ("hezee ehelsen be?", "mn", True),
        ("сумо бөх", "mn", False),
        ("主な品目は", "ja", True),
        ("開港日を知りたい？", "ja", True),
        ("相撲 横綱", "ja", False),
    ],
)
def test_keywords_are_no_question(question: str, language: Language, phrased: bool) -> None:
    assert is_phrased(question, language) == phrased
