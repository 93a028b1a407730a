import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.documents import LANGUAGES, Language
from index.text.names import names


@pytest.mark.parametrize(
    ("question", "language", "found"),
    [
        ("Does Kazakhstan export coal to Japan?", "en", ["kazakhstan", "japan"]),
        ("does kazakhstan export coal?", "en", ["kazakhstan"]),
        ("Did Ukhnaagiin Khürelsükh speak?", "en", ["ukhnaagiin khurelsukh"]),
        ("Is French taught there?", "en", ["french"]),
        ("Where are the trees?", "en", []),
        ("WHEN DID HAKUHO WIN IN JAPAN", "en", ["japan"]),
        ("ХАКҮХО ХЭДЭН УДАА ТҮРҮҮЛСЭН БЭ", "mn", []),
        ("about JICA", "en", ["jica"]),
        ("a romanian, not a roman", "en", ["romanian"]),
        ("Казахстанаас нүүрс авдаг уу?", "mn", ["казахстанаас"]),
        ("Хятадын ерөнхийлөгч хэн бэ?", "mn", ["хятадын"]),
        ("kazakhstan ve", "mn", ["kazakhstan"]),
        ("Тэр Фумио Кишида ирсэн үү?", "mn", ["фумио кишида"]),
        ("Дарханд хэдэн барилга байна вэ?", "mn", ["дарханд"]),
        ("カザフスタンの石炭は?", "ja", ["カザフスタン"]),
        ("白鵬はドイツ語を話す?", "ja", ["白鵬", "ドイツ"]),
        ("高市首相と菅義偉は会いましたか", "ja", ["高市", "菅義偉"]),
        ("韓国との協定は?", "ja", ["韓国"]),
        ("昭和のサミットは?", "ja", []),
        ("ウランバートルの空港は?", "ja", ["ウランバートル"]),
        ("木は何本?", "ja", []),
    ],
)
def test_names_of_countries_languages_and_people_are_found(question: str, language: Language, found: list[str]) -> None:
    assert names(question, language) == found


@given(st.text() | st.text(alphabet="AaБб, アんー-дүХ"), st.sampled_from(LANGUAGES))
def test_no_text_is_too_odd(text: str, language: Language) -> None:
    assert len(set(names(text, language))) == len(names(text, language))
