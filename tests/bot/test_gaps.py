from pathlib import Path

import pytest

from bot.apart import run_apart
from bot.gaps import Gap, find_gaps, group
from bot.storage.reports import Missed
from index.embedding.encoder import Encoder
from index.embedding.model import exported

MODELS = Path(__file__).parents[2] / "var" / "test-models"

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


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    MODELS.mkdir(parents=True, exist_ok=True)
    (folder / "models").symlink_to(MODELS, target_is_directory=True)
    return folder


@pytest.fixture(scope="module")
def encoder(data: Path) -> Encoder:
    return Encoder.load(exported("bundled", data))


def test_questions_that_mean_the_same_are_one_gap_and_the_most_frequent_comes_first(encoder: Encoder) -> None:
    assert group([WEATHER, VISA_SHORT, VISA, VISA_AGAIN], encoder) == [
        Gap("en", (VISA, VISA_AGAIN, VISA_SHORT)),
        Gap("en", (WEATHER,)),
    ]


def test_languages_that_the_model_does_not_read_are_grouped_by_their_terms(encoder: Encoder) -> None:
    gaps = group([SUMO_MN, VISA_MN_AGAIN, VISA_MN, VISA_JA, SUMO_JA, VISA_JA_AGAIN], encoder)
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
