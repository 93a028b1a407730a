import pytest

from index.documents import Language
from index.ingest.languages import language_of, language_of_paragraph, named_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Japan promised to plant 50,000 trees.", "en"),
        ("Япон улс 50,000 мод тарихаар амлав.", "mn"),
        ("日本は5万本の木を植えると約束した。", "ja"),
        ("ひらがな", "ja"),
        ("2022-11-29", "en"),
        ("", "en"),
        ("JICA（Japan International）は、モンゴルで道路と病院と学校の建設を支援してきた。", "ja"),
        ("The word モンゴル means Mongolia, and Монгол does too.", "en"),
        ("Японы олон улсын хамтын ажиллагааны байгууллага (JICA, 国際協力機構)", "mn"),
    ],
)
def test_a_text_is_of_the_language_of_most_letters(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("english", "en"),
        ("en-US", "en"),
        ("ENG", "en"),
        ("Japanese", "ja"),
        ("日本語", "ja"),
        ("ja_JP", "ja"),
        ("mn-MN", "mn"),
        ("Монгол", "mn"),
        ("fr", None),
        ("", None),
    ],
)
def test_a_language_is_understood_as_programs_and_people_write_it(name: str, language: str | None) -> None:
    assert named_language(name) == language


@pytest.mark.parametrize(
    ("text", "main", "language"),
    [
        ("The committee met in Ulaanbaatar on 4 May 2031 and planted trees.", "mn", "en"),
        ("Хороо 5 дугаар сард хуралдав.", "en", "mn"),
        ("合同委員会は五月に開かれた。", "en", "ja"),
        ("JICA", "mn", "mn"),
        ("2031-05-04", "ja", "ja"),
        ("合同委員会は Ministry of Foreign Affairs と Ulaanbaatar で開かれた。", "ja", "ja"),
    ],
)
def test_a_paragraph_may_be_of_another_language_than_its_document(text: str, main: Language, language: str) -> None:
    assert language_of_paragraph(text, main) == language
