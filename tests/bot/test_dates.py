import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dates import readable_date
from index import LANGUAGES, Language


@pytest.mark.parametrize(
    ("iso", "language", "written"),
    [
        ("2022-12-09", "en", "9 December 2022"),
        ("2022-12", "en", "December 2022"),
        ("2022", "en", "2022"),
        ("2022-12-09", "mn", "2022 оны 12-р сарын 9"),
        ("2022-12", "mn", "2022 оны 12-р сар"),
        ("2022-12-09", "ja", "2022年12月9日"),
        ("2022-12", "ja", "2022年12月"),
        ("2022", "ja", "2022年"),
    ],
)
def test_dates_are_written_as_people_do(iso: str, language: Language, written: str) -> None:
    assert readable_date(iso, language) == written


@given(st.text(), st.sampled_from(LANGUAGES))
def test_anything_else_stays_what_it_is(text: str, language: Language) -> None:
    assert readable_date(f"in {text}", language) == f"in {text}"
    assert readable_date("2022-13", language) == "2022-13"
    assert readable_date("0000", language) == "0000"
