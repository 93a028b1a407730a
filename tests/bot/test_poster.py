from pathlib import Path

import pytest
import segno
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.fonts import font, typeface
from bot.poster import A4, MARGIN, QR_SIDE, Poster, deep_link, draw_poster, qr_image, save_poster, wrapped
from bot.texts import texts
from index import LANGUAGES, Language

LINK = deep_link("PartnershipBot", "p_5dd127d9db6801")
QUESTIONS: dict[Language, str] = {
    "en": "How many trees did Japan promise to plant in Mongolia?",
    "mn": "Япон Монголд хэдэн мод тарихаа амласан бэ?",
    "ja": "日本はモンゴルに何本の木を植えると約束しましたか？",
}


def has_japanese() -> bool:
    return len(typeface("ja").files) > 1


def test_the_code_holds_the_link() -> None:
    """Held to the matrix of the code, read from the middle of each of its squares."""
    expected = [list(row) for row in segno.make(LINK, error="q", micro=False).matrix]
    image = qr_image(LINK).convert("L")
    assert image.size == (QR_SIDE, QR_SIDE)
    left, top, right, bottom = image.point(lambda value: 255 - value).getbbox() or (0, 0, 0, 0)
    side = (right - left) / len(expected)
    assert side == (bottom - top) / len(expected) == int(side)
    assert min(left, top, QR_SIDE - right, QR_SIDE - bottom) >= 4 * side  # the quiet zone, ISO/IEC 18004
    for y, row in enumerate(expected):
        for x, dark in enumerate(row):
            middle = int(left + (x + 0.5) * side), int(top + (y + 0.5) * side)
            assert (image.getpixel(middle) == 0) == bool(dark)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_poster_stays_within_the_margins(language: Language) -> None:
    if language == "ja" and not has_japanese():
        pytest.skip("there is no Japanese font; Debian has one: apt-get install fonts-noto-cjk")
    page = draw_poster(Poster(QUESTIONS[language], LINK, "PartnershipBot"), texts(language))
    assert page.size == A4
    below = page.crop((0, 440, *A4)).convert("L").point(lambda value: 255 - value)
    left, _, right, bottom = below.getbbox() or (0, 0, 0, 0)
    assert left >= MARGIN - 20
    assert right <= A4[0] - MARGIN + 20
    assert bottom + 440 < A4[1] - 60


def test_a_longer_question_is_written_smaller_and_does_not_reach_the_code() -> None:
    long = "What did the Prime Minister of Japan announce about the trees " * 4
    page = draw_poster(Poster(long, LINK, "PartnershipBot"), texts("en"))
    gap = page.crop((0, 1600, A4[0], 1650)).convert("L")
    assert gap.getextrema() == (255, 255)


@pytest.mark.parametrize("suffix", [".png", ".pdf"])
def test_it_prints_on_a4(tmp_path: Path, suffix: str) -> None:
    page = draw_poster(Poster(QUESTIONS["mn"], LINK, "PartnershipBot"), texts("mn"))
    file = tmp_path / f"poster{suffix}"
    save_poster(page, file)
    if suffix == ".png":
        with Image.open(file) as image:
            width, height = (round(side / dpi * 25.4) for side, dpi in zip(image.size, image.info["dpi"], strict=True))
    else:
        from pdfminer.pdfpage import PDFPage

        with file.open("rb") as pdf:
            (only,) = PDFPage.get_pages(pdf)
        width, height = (round(float(points) / 72 * 25.4) for points in only.mediabox[2:])
    assert (width, height) == (210, 297)


@given(st.text("ab cd、。「」日本はモンゴルー", max_size=80))
@settings(max_examples=60, deadline=None)
def test_lines_keep_all_letters_and_fit(text: str) -> None:
    if not has_japanese():
        return
    face = typeface("ja")
    lines = wrapped(text, face, 190)
    assert "".join("".join(lines).split()) == "".join(text.split())
    for line in lines:
        assert sum(font(run.file, 190).getlength(run.text) for run in face.runs(line)) <= A4[0] - 2 * MARGIN


@given(st.lists(st.sampled_from(["日本は", "モンゴル", "。", "「木", "木」", "、", "カー"]), min_size=10, max_size=40))
@settings(max_examples=60, deadline=None)
def test_no_line_begins_or_ends_where_japanese_forbids_it(parts: list[str]) -> None:
    if not has_japanese():
        return
    text = "木" + "".join(parts).replace("。。", "。").replace("、、", "、") + "木"
    lines = wrapped(text, typeface("ja"), 190)
    assert all(line[0] not in "、。」ー" for line in lines)
    assert all(line[-1] != "「" for line in lines)
