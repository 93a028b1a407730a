import pytest

from index.documents import Language
from similarity import LIGHT_VARIANT, fold_question, likeness


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "How many trees did Japan promise?", "how many trees did japan promise"),
        ("en", "How many trees did Japan promise to plant?", "how many trees did japan pledge to plant"),
        ("en", "How many trees did Japan promise to plant?", "Please tell me how many trees Japan promised to plant."),
        (
            "en",
            "When was the new airport near the capital opened?",
            "the new airport near the capital was opened when?",
        ),
        ("mn", "Япон хэдэн мод тарихаар амласан бэ?", "Япон улс хэдэн мод тарихаар амласан вэ"),
        ("mn", "Хүрэлсүх Японд хэзээ айлчилсан бэ?", "Хэзээ Хүрэлсүх Японд айлчилсан юм бэ?"),
        ("ja", "日本は何本の木を植えると約束しましたか？", "日本は何本の木を植えると約束した？"),
        ("ja", "日本は何本の木を植えると約束しましたか？", "日本が約束した植える木は何本ですか"),
        ("ja", "日本は何本の木を植えると約束しましたか？", "日本は何本の苗木を植えると約束しましたか"),
    ],
)
def test_a_light_variant_is_alike(language: Language, one: str, other: str) -> None:
    assert likeness(one, other, language) >= LIGHT_VARIANT
    assert likeness(other, one, language) >= LIGHT_VARIANT


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "How many trees did Japan promise to plant?", "Where did Japan promise to plant trees?"),
        ("en", "How many trees did Japan promise to plant?", "trees promised by Tokyo"),
        ("en", "When did the leaders meet in 2022?", "When did the leaders meet in 2023?"),
        ("en", "How long is the Sun Bridge?", "Who paid for the Sun Bridge?"),
        ("mn", "Нарны гүүр хэдэн метр урт вэ?", "Нарны гүүрийг хэзээ нээсэн бэ?"),
        ("ja", "新空港はいつ開港しましたか？", "新空港はどこにありますか？"),
        ("ja", "太陽橋の長さは何メートルですか", "太陽橋はいつ完成しましたか"),
        ("ja", "モンゴルは日本から何を輸入していますか", "モンゴルは日本の輸出先として何位ですか"),
        ("ja", "?", "!!か"),
        ("en", "the", "is it"),
    ],
)
def test_another_question_is_not(language: Language, one: str, other: str) -> None:
    assert likeness(one, other, language) < LIGHT_VARIANT


def test_folding_keeps_what_tells_questions_apart() -> None:
    assert fold_question("How  many of Japan’s “50,000” TREES?") == "how many of japan 50000 trees"
    assert fold_question("ＪＩＣＡとは？") == "jicaとは"
