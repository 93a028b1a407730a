import datetime as dt
import io

import pytest
from PIL import Image

from bot.charts import DPI, INCHES, draw_statistics
from bot.storage.database import Database
from bot.storage.reports import Statistics, Tally, statistics
from bot.texts import texts
from index import LANGUAGES, Language

FIRST = dt.date(2026, 10, 26)
BUSY = Statistics(
    FIRST,
    FIRST + dt.timedelta(29),
    {FIRST + dt.timedelta(n): Tally(3 * n, 2 * n) for n in range(30)},
    {"en": Tally(700, 500), "mn": Tally(400, 300), "ja": Tally(205, 70)},
    120,
    13,
    {"wrong": 4},
    3.1,
    9.9,
    80,
    3,
    41,
)


def colours(picture: bytes) -> set[tuple[int, ...]]:
    with Image.open(io.BytesIO(picture)) as image:
        assert image.size == tuple(round(side * DPI) for side in INCHES)
        return {colour for _, colour in image.convert("RGB").getcolors(1 << 20) or []}  # type: ignore[misc]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_picture_in_each_language_without_a_missing_letter(language: Language) -> None:
    """matplotlib warns of a letter that no font has, and a warning is an error here."""
    assert {(0x1F, 0x6F, 0xB2), (0xE0, 0x82, 0x14)} <= colours(draw_statistics(BUSY, texts(language)))


def test_of_nothing_there_is_a_picture_too() -> None:
    database = Database()
    seen = database.run_now(statistics)
    database.close()
    picture = draw_statistics(seen, texts("en"))
    assert len(colours(picture)) > 10
    assert picture != draw_statistics(BUSY, texts("en"))
