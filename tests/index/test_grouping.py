import pytest

from index.documents import Language
from index.embedding.encoder import Encoder
from index.grouping import group_questions

UNLIKE: dict[Language, tuple[str, ...]] = {
    "en": ("How do I get a visa for Japan?", "What is the weather today?", "Who is the strongest wrestler?"),
    "mn": ("Японы виз яаж авах вэ?", "Өнөөдөр цаг агаар ямар байна?", "Сумогийн шилдэг бөх хэн бэ?"),
    "ja": ("日本のビザはどう取りますか？", "今日の天気は？", "一番強い力士は誰ですか？"),
}


@pytest.mark.parametrize("language", ["en", "mn", "ja"])
def test_what_means_something_else_stays_apart(encoder: Encoder, language: Language) -> None:
    assert group_questions(UNLIKE[language], language, encoder) == [[0], [1], [2]]


def test_meaning_brings_together_what_words_do_not(encoder: Encoder) -> None:
    asked = ["How do I get a visa for Japan?", "Who is the strongest wrestler?", "How can I get a Japanese visa?"]
    assert group_questions(asked, "en", encoder) == [[0, 2], [1]]
    assert group_questions(asked, "en", None) == [[0], [1], [2]]


def test_the_first_of_a_group_is_what_it_gathered_around() -> None:
    assert group_questions(["visa for Japan", "weather", "visa for Japan?"], "en", None) == [[0, 2], [1]]


def test_questions_without_a_word_are_questions() -> None:
    assert group_questions(["???", "!"], "en", None) == [[0], [1]]
