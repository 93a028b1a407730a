import pytest

from index.ingest.languages import language_of


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
