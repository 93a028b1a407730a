import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.documents import LANGUAGES, Language
from index.retrieval.messages import MOST_ASKED, Part, questions_in


@pytest.mark.parametrize(
    ("language", "message", "asked"),
    [
        ("en", "When did it open?", [Part("When did it open?")]),
        ("en", "Hello! When did it open? Thanks!", [Part("Hello! When did it open? Thanks!")]),
        (
            "en",
            "My name is Bat. When did it open? I am travelling soon.",
            [Part("When did it open?", ("My name is Bat.",))],
        ),
        (
            "en",
            "hi. they met in new york. when?",
            [Part("when?", ("they met in new york.",))],
        ),
        (
            "en",
            "i write about sumo. who won most\n\nregards",
            [Part("who won most", ("i write about sumo.",))],
        ),
        ("en", "Who paid? And when did it open?", [Part("Who paid?"), Part("And when did it open?", ("Who paid?",))]),
        (
            "en",
            "They met twice. Once in New York! It was in 2015. When?",
            [Part("When?", ("Once in New York!", "It was in 2015."))],
        ),
        (
            "en",
            "I am a student. sun bridge",
            [Part("I am a student. sun bridge"), Part("sun bridge")],
        ),
        (
            "mn",
            "Би оюутан. Нисэх буудал хэзээ нээгдсэн бэ? Баярлалаа",
            [Part("Нисэх буудал хэзээ нээгдсэн бэ?", ("Би оюутан.",))],
        ),
        (
            "en",
            "hi im bat and i want to know when it opened",
            [
                Part("hi im bat and i want to know when it opened"),
                Part("when it opened", ("hi im bat and i want to know",)),
            ],
        ),
        (
            "en",
            "I write. Two things: who paid?",
            [Part("Two things: who paid?", ("I write.",)), Part("who paid?", ("I write.", "Two things:"))],
        ),
        ("en", "It is. ßad? Who paid?", [Part("It is. ßad?"), Part("Who paid?", ("It is. ßad?",))]),
        ("en", "The loan: 65.6 billion yen", [Part("The loan: 65.6 billion yen")]),
        ("mn", "Даалгавар: мод хэд вэ?", [Part("Даалгавар: мод хэд вэ?"), Part("мод хэд вэ?", ("Даалгавар:",))]),
        (
            "ja",
            "友達に聞かれたので、開港はいつですか",
            [Part("友達に聞かれたので、開港はいつですか"), Part("開港はいつですか", ("友達に聞かれたので、",))],
        ),
        ("mn", "Би оюутан. Мод хэд билээ", [Part("Мод хэд билээ", ("Би оюутан.",))]),
        ("mn", "Би Японд очих юм. Мод хэд вэ?", [Part("Мод хэд вэ?", ("Би Японд очих юм.",))]),
        (
            "ja",
            "学生です。空港の場所を教えてください。よろしくお願いします。",
            [Part("空港の場所を教えてください。", ("学生です。",))],
        ),
    ],
)
def test_the_sentences_that_ask(language: Language, message: str, asked: list[Part]) -> None:
    assert questions_in(message, language) == asked


@given(st.text(alphabet="abß А空。.?？!:が、\n ", max_size=60), st.sampled_from(LANGUAGES))
def test_what_may_be_asked_is_a_part_of_the_message(message: str, language: Language) -> None:
    asked = questions_in(message, language)
    assert 0 < len(asked) <= 2 * MOST_ASKED
    for question, before in asked:
        assert question in message
        assert all(sentence in message for sentence in before)
