import pytest

from index.documents import Language
from index.retrieval.followups import LEANING, STANDING, is_phrased, leaning, may_lean, points_back, standing
from index.retrieval.query import prepare
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
        ("tell me more", "en"),
        ("дэлгэрэнгүй", "mn"),
        ("もっと詳しく", "ja"),
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
    ("question", "language", "may"),
    [
        ("how many beds?", "en", True),
        ("when?", "en", True),
        ("How much did Japan lend Mongolia for the new airport?", "en", False),
        ("How much did Japan lend Mongolia for that airport of theirs?", "en", True),
        ("хэд вэ", "mn", True),
        ("why?", "en", True),
        ("tell me more", "en", True),
        ("thank you!", "en", False),
        ("ok", "en", False),
        ("うん", "ja", False),
        ("", "en", False),
    ],
)
def test_a_question_may_lean_that_says_little_or_points_back(
    index: Index, question: str, language: Language, may: bool
) -> None:
    assert may_lean(prepare(question, index._indexes[language], index._encoder), language) == may


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


def test_the_questions_own_words_speak_for_a_passage_and_against_it(index: Index) -> None:
    store = index._indexes["en"]
    (airport,) = [row for row, passage in enumerate(store.passages) if passage.key == "airport"]
    fits, misses, off = (
        leaning(prepare(question, store, index._encoder), store, airport, 1.5).values
        for question in ("and when did it open?", "how many tournaments?", "tell me a joke")
    )
    assert tuple(fits) == LEANING
    assert fits["log_odds"] == 1.5
    assert fits["covered"] > 0 == fits["left"] == fits["kind_missing"]
    assert misses["elsewhere"] > 0 == misses["covered"]
    assert off["unknown"] > 0 == off["covered"]
    assert [found["points_back"] for found in (fits, misses, off)] == [1, 0, 0]
    assert [found["phrased"] for found in (fits, misses, off)] == [1, 1, 0]


def test_a_long_question_stands_alone_rather_than_a_short_one(index: Index) -> None:
    short, long = (
        standing(prepare(question, index._indexes["en"], index._encoder), "en", 1.0).values
        for question in ("airport", "How far is the new airport from the city?")
    )
    assert tuple(short) == STANDING
    assert long["length"] > short["length"] > 0
