import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.forms import LEAST_ALIKE, forms_of
from index.text.normalization import fold, skeleton
from index.text.spelling import Speller

WORDS = [skeleton(fold(word)) for word in ("тариулна", "тарих", "тариф", "станцын", "хүчин", "хүчтэй", "япон", "жайка")]


def forms(word: str) -> dict[str, float]:
    speller = Speller(WORDS)
    return dict(forms_of(skeleton(fold(word)), speller.beginning_with(skeleton(fold(word))[:1])))


def test_forms_begin_alike_the_nearest_first() -> None:
    assert forms("тарихад") == pytest.approx({"tarih": 10 / 12, "tarif": 8 / 12})
    assert forms("Японы") == pytest.approx({"yapon": 10 / 11})
    assert next(iter(forms("тарих"))) == "tarih"


def test_a_word_typed_otherwise_is_a_form() -> None:
    assert forms("хучин")["huqin"] == 1
    assert forms("жаика")["jaika"] == 1
    assert forms("ийпон") == forms("ёпон") == {}
    assert forms("япоон")["yapon"] == 1


def test_words_that_end_alike_are_no_forms_of_one() -> None:
    assert forms("францын") == {}
    assert forms("хамтын") == {}
    assert forms("") == {}
    assert forms_of("tarih", []) == []


@given(st.text("абгдө", min_size=1, max_size=8).map(skeleton), st.lists(st.text("abgdo", min_size=1, max_size=8)))
def test_how_alike_is_a_share_that_falls(word: str, words: list[str]) -> None:
    found = forms_of(word, words)
    assert [likeness for _, likeness in found] == sorted((likeness for _, likeness in found), reverse=True)
    assert all(LEAST_ALIKE - 1e-6 <= likeness <= 1 for _, likeness in found)
    assert {other for other, likeness in found if likeness == 1} == {word}.intersection(words)
