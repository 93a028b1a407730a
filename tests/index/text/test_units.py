import pytest

from index.text.units import MOST_PARTS, Units

TEXTS = [
    "日本はウランバートル近郊の新空港のために円借款を供与しました。",
    "経済連携協定の署名式は首相官邸で行われた。",
    "中期行動計画と地震防災。火力発電所の借款。",
    "署名",
]


@pytest.fixture(scope="module")
def units() -> Units:
    return Units.of(TEXTS)


def test_words_and_compounds_are_units(units: Units) -> None:
    assert {"ウランバートル", "円借款", "借款", "経済連携協定", "中期行動計画", "地震防災"} <= units.counts.keys()
    assert units.counts["署名"] == 2
    assert units.readings["円借款"] == "エンシャッカン"


def test_particles_and_numbers_belong_to_no_unit() -> None:
    assert {"五月", "何月", "空港の", "のため"}.isdisjoint(Units.of(["五月の空港のため、何月"]).counts)


def test_a_unit_has_so_many_parts_at_most() -> None:
    longest = max(Units.of(["特別戦略的経済連携協定"]).counts, key=len)
    assert len(longest) < len("特別戦略的経済連携協定")
    assert MOST_PARTS > 1


def test_units_are_found_by_their_sound(units: Units) -> None:
    assert units.sounding("ウランハトル") == ["ウランバートル"]
    assert units.sounding("エンシヤツカン") == ["円借款"]
    assert units.sounding("カザフスタン") == []


def test_a_reading_may_be_wrong_in_one_place_if_it_is_long(units: Units) -> None:
    assert units.nearly_sounding("ウランバートゥ") == "ウランバートル"
    assert units.nearly_sounding("シャッカ") is None
    assert units.nearly_sounding("ウズベキスタン") is None


def test_a_reading_that_is_as_near_to_two_units_is_near_to_none() -> None:
    assert (
        Units({"カンバス": 1, "カンガス": 9}, {"カンバス": "カンバス", "カンガス": "カンガス"}).nearly_sounding(
            "カンマース"
        )
        is None
    )


def test_units_that_differ_in_one_character_are_found(units: Units) -> None:
    assert (1, "円借款") in units.but_for_one("円釈款")
    assert list(units.but_for_one("円借款")) == []
    assert list(units.but_for_one("円釈巻")) == []
