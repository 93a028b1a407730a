import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.kana import (
    drawn_in,
    has_kana,
    hiragana,
    is_hiragana,
    is_japanese,
    is_katakana,
    kanji,
    look_alike,
    sound,
    spoken,
    voicing,
)


def test_scripts_are_told_apart() -> None:
    assert kanji("日々のモンゴルは") == ["日", "々"]
    assert hiragana("日々のモンゴルは") == ["の", "は"]
    assert is_hiragana("せんたー")
    assert not is_hiragana("せんター")
    assert is_katakana("センター")
    assert not is_katakana("センたー")
    assert has_kana("かい団")
    assert has_kana("火カ")
    assert not has_kana("会談")
    assert is_japanese("日々のモンゴル")
    assert not is_japanese("EPAの")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("モンコル", "モンゴル"),
        ("ウランハートル", "ウランバートル"),
        ("サマ", "サマー"),
        ("ジユウヨウ", "ジュウヨウ"),
        ("もんごる", "モンゴル"),
        ("ニホンゴ", "ニッポンゴ"),
    ],
)
def test_what_a_slip_leaves_off_makes_no_difference(typed: str, meant: str) -> None:
    assert sound(typed) == sound(meant)


def test_other_words_sound_otherwise() -> None:
    assert sound("カイダン") != sound("カイギ")
    assert spoken("カイダン") != spoken("カイタン")
    assert spoken("ヂ") == spoken("ジ")
    assert voicing("パンガ") == 2
    assert drawn_in("ナーダム") == "ナダム"


def test_characters_that_look_alike() -> None:
    assert look_alike("力", "カ")
    assert look_alike("直", "値")
    assert look_alike("値", "直")
    assert not look_alike("直", "惜")
    assert not look_alike("直", "直")


@given(st.text(max_size=30))
def test_a_sound_is_its_own_sound(text: str) -> None:
    assert sound(sound(text)) == sound(text)
