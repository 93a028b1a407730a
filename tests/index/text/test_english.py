import pytest

from index.text.english import ENGLISH


@pytest.mark.parametrize("word", ["the", "when", "don", "t", "doesn", "ve"])
def test_fillers_are_stop_words(word: str) -> None:
    assert ENGLISH.is_stop_word(word)


def test_an_everyday_word_is_no_stop_word() -> None:
    assert ENGLISH.is_everyday("someone")
    assert not ENGLISH.is_stop_word("someone")


def test_the_forms_of_a_word_have_one_stem() -> None:
    assert {ENGLISH.stem(word) for word in ("plant", "plants", "planted", "planting")} == {"plant"}


def test_words_with_a_hyphen_are_also_one() -> None:
    assert ENGLISH.compounds("a tree-planting day of 7-year plans") == ["treeplant"]


@pytest.mark.parametrize(
    ("word", "meant"),
    [("two", "2"), ("twelve", "12"), ("tenth", "10"), ("twenty", "20"), ("jan", "january"), ("dec", "december")],
)
def test_words_for_numbers_and_short_names_of_months_are_known(word: str, meant: str) -> None:
    assert ENGLISH.number_words[word] == meant


def test_may_is_a_month_and_a_verb() -> None:
    assert "may" not in ENGLISH.number_words
