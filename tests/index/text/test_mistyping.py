from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.mistyping import corrected, corrections
from index.text.units import Units
from index.text.words import document_terms

TEXTS = [
    "天皇皇后両陛下がモンゴルを訪問された。天皇陛下は首都ウランバートルでナーダムをご覧になった。",
    "日本は第四火力発電所のために円借款を供与し、中期行動計画と地震防災に合意した。署名は首相の会談のときであった。",
    "将来の目標は価値観の共有である。重要な計画。元寇。国交。日本語。平和。外務大臣。相撲。空港とビザ。会談。",
    "人間中心の交流。チンギスハーン国際空港。パートナーシップ。収容された人。保障。",
]
UNITS = Units.of(TEXTS)
KNOWN = {term for text in TEXTS for term in document_terms(text, "ja")}


def read(question: str) -> str:
    return corrected(question, corrections(question, UNITS, KNOWN.__contains__))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("モンコルの首都", "モンゴルの首都"),
        ("ウランハートルの空港", "ウランバートルの空港"),
        ("ウランバトル空港", "ウランバートル空港"),
        ("ナダムを見た", "ナーダムを見た"),
        ("モンゴールの首都", "モンゴルの首都"),
        ("パトーナーシップとは", "パートナーシップとは"),
        ("うらんばーとるの空港", "ウランバートルの空港"),
        ("じゆうような目標", "重要な目標"),
        ("ちゅうき行動けいかく", "中期行動計画"),
        ("げんこうは何年", "元寇は何年"),
        ("モンゴルがこっこうを結んだ", "モンゴルが国交を結んだ"),
        ("外む大臣は誰", "外務大臣は誰"),
        ("いむ大臣は誰", "外務大臣は誰"),
        ("かい団はいつ", "会談はいつ"),
        ("首相の怪談はいつ", "首相の会談はいつ"),
        ("天王陛下", "天皇陛下"),
        ("将来の目票", "将来の目標"),
        ("地震坊災", "地震防災"),
        ("円釈款はいくら", "円借款はいくら"),
        ("価直観の共有", "価値観の共有"),
        ("第四火カ発電所", "第四火力発電所"),
        ("人間中新の交流", "人間中心の交流"),
        ("日本後を学ぶ", "日本語を学ぶ"),
        ("日木の空港", "日本の空港"),
        ("ﾓﾝｺﾙの円釈款", "モンゴルの円借款"),
    ],
)
def test_a_slip_is_read_as_what_was_meant(typed: str, meant: str) -> None:
    assert read(typed) == meant


@pytest.mark.parametrize(
    "question",
    [
        "",
        "フランスの首都はどこ",
        "寿司のおすすめは",
        "ピザの作り方",
        "日本酒の製造",
        "怪獣の映画",
        "ホーショールの作り方",
        "ロシアの大統領は誰ですか",
        "何年に発効しましたか",
        "財務大臣は誰",
        "日本とモンゴルは何を約束しましたか",
        "モンゴルのウランバートルで天皇陛下は何をご覧になりましたか",
        "どこでいつまでにですか",
        "ほじょうのかんりは",
        "ＥＰＡ",
    ],
)
def test_what_is_no_slip_stays_as_it_is(question: str) -> None:
    assert read(question) == question


def test_every_slip_of_a_question_is_found_in_order() -> None:
    found = corrections("天王陛下はモンコルの円釈款を", UNITS, KNOWN.__contains__)
    assert [c.typed for c in found] == ["天王陛下", "モンコル", "円釈款"]
    assert [c.meant for c in found] == ["天皇陛下", "モンゴル", "円借款"]


def trust(question: str) -> float:
    return min(correction.trust for correction in corrections(question, UNITS, KNOWN.__contains__))


def test_the_less_a_slip_explains_the_less_is_it_trusted() -> None:
    assert trust("モンコル") > trust("円釈款") > trust("いむ大臣") > trust("首相の怪談")


def test_words_that_sound_alike_share_the_trust() -> None:
    alone = Units({"管制": 3}, {"管制": "カンセイ"})
    both = Units({"管制": 3, "完成": 1}, {"管制": "カンセイ", "完成": "カンセイ"})
    (sure,), (unsure,) = (corrections("かんせぃの", units, {"の"}.__contains__) for units in (alone, both))
    assert sure.meant == unsure.meant == "管制"
    assert sure.trust > unsure.trust


@given(st.text(max_size=40) | st.text("日本ウランバーハトルのもんごこうけいかく目票天王陛下は一何ｱ々。1a", max_size=40))
def test_corrections_are_of_documents_and_do_not_overlap(text: str) -> None:
    found = corrections(text, UNITS, KNOWN.__contains__)
    assert all(c.meant in UNITS.counts and c.meant != c.typed and 0 < c.trust <= 1 for c in found)
    assert all(before.end <= after.start for before, after in pairwise(found))
    assert all(c.meant in corrected(text, found) for c in found)
