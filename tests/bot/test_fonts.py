from pathlib import Path

import pytest

from bot import fonts
from bot.fonts import FontError, Typeface, typeface
from index import LANGUAGES, Language


def test_mongolian_letters_are_always_there() -> None:
    for bold in (True, False):
        runs = typeface("mn", bold=bold).runs("Өмнөговь, Үндсэн хууль: 50,000 мод «тарих» – вэ?")
        assert "".join(run.text for run in runs) == "Өмнөговь, Үндсэн хууль: 50,000 мод «тарих» – вэ?"
        assert {run.file.name for run in runs} == {"DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_letter_is_in_a_font_that_has_it_or_an_error_says_which_font_to_get(language: Language) -> None:
    face = typeface(language)
    text = "Japan, Япон, 日本は「5万本」ー"
    if not any(file.name in fonts.JAPANESE for file in face.files):
        with pytest.raises(FontError, match="fonts-noto-cjk"):
            face.runs(text)
        return
    runs = face.runs(text)
    assert "".join(run.text for run in runs) == text
    for run in runs:
        assert {ord(letter) for letter in run.text} <= fonts._letters(run.file)


def test_a_letter_that_no_font_has_is_an_error() -> None:
    latin = Typeface([file for file in typeface("en").files if file.name == "DejaVuSans.ttf"])
    with pytest.raises(FontError, match=r"日 .*fonts-noto-cjk"):
        latin.runs("in 日本")


def test_files_are_asked_in_their_order() -> None:
    files = typeface("en").files
    assert [run.file for run in Typeface(files[::-1]).runs("a")] == [files[-1]]
    assert Typeface([Path(files[0])]).runs("") == []
