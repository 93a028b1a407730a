from hypothesis import given
from hypothesis import strategies as st

from index.text.stretches import Stretch, stretches
from index.text.units import Units

UNITS = Units.of(["ウランバートルの新空港。相撲。国交。署名。"])
KNOWN = {"#新", "#ウランバートル", "#空港", "#相撲", "#国交", "新空", "空港"}


def found(text: str) -> dict[str, Stretch]:
    return {stretch.typed: stretch for stretch in stretches(text, UNITS, KNOWN.__contains__)}


def test_what_documents_know_is_no_stretch() -> None:
    assert found("ウランバートルの新空港") == {}


def test_what_no_document_knows_is_one_with_what_is_beside_it() -> None:
    assert {"目票", "空港の目票"} <= found("空港の目票は").keys()
    assert [piece.surface for piece in found("空港の目票は")["空港の目票"].unmet] == ["目", "票"]


def test_two_known_words_that_never_meet_are_one() -> None:
    assert [piece.surface for piece in found("空港相撲")["空港相撲"].unmet] == ["空港", "相撲"]


def test_a_stretch_tells_where_it_stands() -> None:
    text = "空港の目票は"
    assert all(text[stretch.start : stretch.end] == typed for typed, stretch in found(text).items())


def test_a_particle_and_the_end_of_a_verb_are_parted_from_a_word_in_hiragana() -> None:
    assert "こっこう" in found("モンゴルがこっこうを結ぶ")
    assert "しょめい" in found("EPAにしょめいした")


def test_a_particle_that_the_script_sets_off_joins_two_words() -> None:
    assert found("空港の目票")["空港の目票"].is_joined
    assert not found("空港の目票")["目票"].is_joined


def test_a_character_that_stands_alone_has_several_readings() -> None:
    assert "ガイム" in set(found("外む")["外む"].readings())


@given(st.text(max_size=40) | st.text("日本語ウラハーのはがにせんもく一何目票ｱ々。1a", max_size=40))
def test_no_text_is_too_odd(text: str) -> None:
    for typed, stretch in found(text).items():
        assert text[stretch.start : stretch.end] == typed
        assert all(stretch.readings())
