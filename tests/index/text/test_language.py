import pytest

from index.documents import LANGUAGES, Language
from index.text import text_language
from index.text.normalization import fold
from index.text.numerals import with_figures

QUESTIONS: dict[Language, tuple[str, str, str]] = {
    # One that points back, one that is put as a question, and one behind what leads over to it.
    "en": ("Who signed that?", "when was it signed", "I would like to know when"),
    "mn": ("Тэр хэзээ болсон бэ?", "хэзээ болсон бэ", "Асуулт: хэзээ"),
    "ja": ("それはいつですか", "いつですか", "調べていますが、いつですか"),
}


@pytest.mark.parametrize("code", LANGUAGES)
def test_each_language_has_its_own(code: Language) -> None:
    assert text_language(code).code == code


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_stop_word_is_everyday(code: Language) -> None:
    assert not text_language(code).stop_words & text_language(code).everyday


@pytest.mark.parametrize("word", ["Japan", "won", "trees", "Монгол", "мод", "Япон", "онд", "日本", "モンゴル", "50000"])
def test_words_with_matter_are_neither(word: str) -> None:
    for own in map(text_language, LANGUAGES):
        assert not own.is_stop_word(fold(word))
        assert not own.is_everyday(fold(word))


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_date_is_read_as_it_is_written(code: Language) -> None:
    date = text_language(code).date(2022, 11, 29)
    assert with_figures(date, code) == date


@pytest.mark.parametrize("code", LANGUAGES)
def test_questions_are_known_by_their_forms(code: Language) -> None:
    forms = text_language(code).questions
    back, phrased, led = QUESTIONS[code]
    assert forms.points_back.search(back)
    assert forms.phrased.search(phrased)
    assert forms.leads_over.search(led)


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_fragment_fits_into_a_passage(code: Language) -> None:
    sizes = text_language(code).passage
    assert sizes.fragment < sizes.joined < sizes.most
