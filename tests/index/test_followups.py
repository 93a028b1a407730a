import pytest

from index.documents import Language
from index.followups import goes_on, is_phrased, is_short, points_back
from index.query import prepare
from index.search import Index


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
    ],
)
def test_words_that_point_back(question: str, language: Language) -> None:
    assert points_back(question, language)


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
def test_words_that_stand_on_their_own(question: str, language: Language) -> None:
    assert not points_back(question, language)


@pytest.mark.parametrize(
    ("question", "language", "short"),
    [
        ("how many beds?", "en", True),
        ("", "en", True),
        ("How much did Japan lend Mongolia for the new airport?", "en", False),
        ("хэд вэ", "mn", True),
    ],
)
def test_a_short_question_may_be_the_rest_of_one(index: Index, question: str, language: Language, short: bool) -> None:
    assert is_short(prepare(question, index._shelves[language], index._encoder)) == short


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


@pytest.mark.parametrize(
    ("question", "alone", "together", "expected"),
    [
        ("When was that?", 0.99, 0.5, True),  # points back
        ("When was that?", 0.99, 0.3, False),  # to something that the documents do not say
        ("what products?", 0.7, 0.5, True),
        ("what products?", 0.99, 0.5, False),
        ("sumo wrestlers", 0.5, 0.99, False),
        ("sumo wrestlers", 0.3, 0.99, True),
        ("sumo wrestlers", 0.0, 1.0, True),
    ],
)
def test_what_leans_on_the_last_question(question: str, alone: float, together: float, expected: bool) -> None:
    assert goes_on(question, "en", alone, together) == expected
