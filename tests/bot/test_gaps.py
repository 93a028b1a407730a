from pathlib import Path

import pytest

from bot.apart import run_apart
from bot.gaps import Gap, find_gaps, group
from bot.storage.reports import Missed
from index.building import Encoder

VISA = Missed("How do I get a visa for Japan?", "en", refused=3)
VISA_AGAIN = Missed("How can I get a Japanese visa?", "en", refused=1, disliked=1)
VISA_SHORT = Missed("visa for Japan", "en", refused=1)
WEATHER = Missed("What is the weather in Erdenet today?", "en", refused=2)
VISA_MN = Missed("Японы виз яаж авах вэ?", "mn", refused=2)
VISA_MN_AGAIN = Missed("Японы визийг яаж авах вэ?", "mn", disliked=1)
SUMO_MN = Missed("Сумогийн шилдэг бөх хэн бэ?", "mn", refused=1)
VISA_JA = Missed("日本のビザはどう取りますか？", "ja", refused=1)
VISA_JA_AGAIN = Missed("日本のビザはどうやって取りますか？", "ja", refused=1)
SUMO_JA = Missed("一番強い力士は誰ですか？", "ja", refused=1)


def test_questions_that_mean_the_same_are_one_gap_and_the_most_frequent_comes_first(encoder: Encoder) -> None:
    assert group([WEATHER, VISA_SHORT, VISA, VISA_AGAIN], encoder) == [
        Gap("en", (VISA, VISA_AGAIN, VISA_SHORT)),
        Gap("en", (WEATHER,)),
    ]


@pytest.mark.parametrize("by_meaning", [True, False])
def test_each_language_has_its_own_gaps(encoder: Encoder, by_meaning: bool) -> None:
    gaps = group([SUMO_MN, VISA_MN_AGAIN, VISA_MN, VISA_JA, SUMO_JA, VISA_JA_AGAIN], encoder if by_meaning else None)
    assert gaps[0] == Gap("mn", (VISA_MN, VISA_MN_AGAIN))
    assert {gap.questions for gap in gaps} == {
        (VISA_MN, VISA_MN_AGAIN),
        (SUMO_MN,),
        (VISA_JA, VISA_JA_AGAIN),
        (SUMO_JA,),
    }


def test_without_a_model_terms_are_all_there_is() -> None:
    assert group([VISA, WEATHER, VISA_SHORT], None) == [Gap("en", (VISA, VISA_SHORT)), Gap("en", (WEATHER,))]


def test_signs_alone_are_a_question_too(encoder: Encoder) -> None:
    odd = Missed("???", "en", refused=1)
    assert group([odd], encoder) == group([odd], None) == [Gap("en", (odd,))]


async def test_they_are_found_in_another_process(data: Path) -> None:
    assert await run_apart(find_gaps, [VISA], data, "bundled", seconds=60) == [Gap("en", (VISA,))]
    assert find_gaps([], Path("/nowhere"), "bundled") == []
