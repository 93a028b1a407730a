import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.normalization import fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Khürelsükh", "khurelsukh"),
        ("Ｊａｐａｎ　２０２２", "japan 2022"),
        ("ﾊｸﾎｳ", "ハクホウ"),
        ("パ", "パ"),
        ("Өвөрхангай", "өвөрхангай"),
        ("Ёндон, Цай", "ёндон, цай"),
        ("й", "й"),
        ("ＳＴＲＡＳＳＥ Straße", "strasse strasse"),
    ],
)
def test_spellings_are_folded_to_one(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert fold(unicodedata.normalize("NFD", text)) == folded


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)
