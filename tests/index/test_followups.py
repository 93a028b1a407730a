import pytest

from index.documents import Language
from index.followups import is_short, points_back
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
    assert is_short(prepare(question, index._shelves[language], None, lambda _: True)) == short
