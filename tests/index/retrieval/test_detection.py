import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.documents import LANGUAGES, Language
from index.retrieval.detection import language_of_question, script_language
from index.store.store import Store

COMMON = {"airport", "when", "open", "japan", "what", "loan", "capital", "france"}


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("When did it open?", "en"),
        ("新空港はいつ開港しましたか", "ja"),
        ("ﾓﾝｺﾞﾙ", "ja"),
        ("はくほう", "ja"),
        ("EPAに何がありますか", "ja"),
        ("JICA とは", "ja"),
        ("蒙古与日本签了什么协议?", "ja"),
        ("Нисэх буудал хэзээ нээгдсэн бэ?", "mn"),
        ("Когда открылся аэропорт?", "mn"),
        ("JICA гэж юу вэ?", "mn"),
        ("ОХУ", "mn"),
        ("", "en"),
        ("?! 2022 😀", "en"),
        ("Wie hoch ist der Kredit?", "en"),
    ],
)
def test_the_script_tells(question: str, language: Language) -> None:
    assert script_language(question) == language
    assert language_of_question(question, None, {}, COMMON.__contains__) == language


@pytest.mark.parametrize(
    "question",
    [
        "heden yen zeelsen be",
        "nisekh buudal khezee neegdsen be?",
        "yapon yu zeelsen be",
        "Hakuho heden udaa turuulsen be",
    ],
)
def test_mongolian_is_known_in_latin_letters(store: Store, question: str) -> None:
    assert language_of_question(question, None, store.languages, COMMON.__contains__) == "mn"
    assert language_of_question(question, "en", store.languages, COMMON.__contains__) == "mn"


@pytest.mark.parametrize(
    "question", ["when did the airport open", "the loan of japan", "What is the capital of France"]
)
def test_english_stays_english_whatever_was_spoken_before(store: Store, question: str) -> None:
    for hint in LANGUAGES:
        assert language_of_question(question, hint, store.languages, COMMON.__contains__) == "en"


@pytest.mark.parametrize("question", ["JICA", "EPA", "2022", "?", "Tokugawa"])
def test_the_hint_decides_where_letters_do_not(store: Store, question: str) -> None:
    for hint in LANGUAGES:
        assert language_of_question(question, hint, store.languages, COMMON.__contains__) == hint
    assert language_of_question(question, None, store.languages, COMMON.__contains__) == "en"


@given(st.text())
def test_every_text_has_a_language(text: str) -> None:
    assert script_language(text) in LANGUAGES
