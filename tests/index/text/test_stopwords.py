import pytest

from index.documents import LANGUAGES
from index.text.normalization import fold
from index.text.stopwords import is_everyday, is_stop_word


@pytest.mark.parametrize("word", ["the", "when", "don", "t", "doesn", "ve"])
def test_english_fillers(word: str) -> None:
    assert is_stop_word(word, "en")


@pytest.mark.parametrize(
    "word", ["вэ", "бэ", "хэдэн", "юу", "ve", "we", "be", "heden", "kheden", "yuu", "gedeg", "аа", "ээ"]
)
def test_mongolian_fillers_in_either_script(word: str) -> None:
    assert is_stop_word(word, "mn")


@pytest.mark.parametrize("word", ["Japan", "won", "trees", "Монгол", "мод", "Япон", "онд", "日本", "モンゴル", "50000"])
def test_words_with_matter_are_none(word: str) -> None:
    assert not any(is_stop_word(fold(word), language) for language in LANGUAGES)


@pytest.mark.parametrize("word", ["ширхэг", "shirheg", "болив", "өгсөн"])
def test_mongolian_everyday_words_in_either_script(word: str) -> None:
    assert is_everyday(word, "mn")


def test_an_everyday_word_is_no_stop_word_and_has_no_matter() -> None:
    assert is_everyday("someone", "en")
    assert not is_stop_word("someone", "en")
    assert not any(is_everyday(fold(word), language) for word in ("Trees", "мод", "日本") for language in LANGUAGES)
