import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.normalization import fold, skeleton


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


@pytest.mark.parametrize(
    ("cyrillic", "latin"),
    [
        ("хэдэн", ["heden", "kheden", "xeden"]),
        ("мод", ["mod"]),
        ("вэ", ["ve", "we"]),
        ("шинэ", ["shine"]),
        ("цэцэрлэг", ["tsetserleg", "cecerleg"]),
        ("чулуу", ["chuluu", "chulu"]),
        ("жил", ["jil", "zhil"]),
        ("хөгжил", ["hogjil", "khogjil", "högjil"]),
        ("хүн", ["hun", "khun", "hün", "hvn"]),
        ("дүүрэг", ["duureg", "düüreg"]),
        ("ерөнхий", ["yeronkhii", "eronhii"]),
        ("ямар", ["yamar"]),
        ("юу", ["yuu"]),
        ("Өмнөговь", ["omnogov"]),
    ],
)
def test_latin_letters_meet_the_cyrillic_ones(cyrillic: str, latin: list[str]) -> None:
    assert {skeleton(fold(word)) for word in latin} == {skeleton(fold(cyrillic))}


@pytest.mark.parametrize(("right", "typed"), [("өөрчлөлт", "оорчлолт"), ("хүүхэд", "хуухэд"), ("Японы", "Японий")])
def test_letters_that_a_keyboard_lacks_meet_those_typed_for_them(right: str, typed: str) -> None:
    assert skeleton(fold(right)) == skeleton(fold(typed))


def test_words_that_differ_stay_apart() -> None:
    words = ["мод", "мал", "модон", "шил", "чил", "жил", "цаг", "саг", "хар", "гар"]
    assert len({skeleton(word) for word in words}) == len(words)
