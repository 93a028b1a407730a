import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.documents import LANGUAGES, Language
from index.text.normalization import fold
from index.text.numerals import figure, with_figures


@pytest.mark.parametrize(
    ("text", "language", "figures"),
    [
        ("1,234,567 trees", "en", "1234567 trees"),
        ("50 000 trees", "en", "50000 trees"),
        ("in 2022 100 people", "en", "in 2022 100 people"),
        ("3.141 592", "en", "3.141 592"),
        ("one billion yen, One of them", "en", "1 billion yen, one of them"),
        ("the 3rd and 21st", "en", "the 3 and 21"),
        ("29/11/2022", "en", "29 november 2022"),
        ("11/29/2022", "en", "29 november 2022"),
        ("2022-11-29", "en", "29 november 2022"),
        ("2022.11.29", "mn", "2022 11 29"),
        ("29.11.2022", "mn", "2022 11 29"),
        ("11 дүгээр сарын 29-нд", "mn", "11 дүгээр сарын 29"),
        ("1/2", "en", "1/2"),
        ("version 99.99.2022", "en", "version 99.99.2022"),
        ("令和4年11月", "ja", "2022年11月"),
        ("昭和四十七年", "ja", "1972年"),
        ("平成元年", "ja", "1989年"),
        ("昭和の日", "ja", "昭和の日"),
        ("2022/11/29", "ja", "2022年11月29日"),
        ("日本は2022.11.29に", "ja", "日本は2022年11月29日に"),
        ("二〇二二年十一月二十九日", "ja", "2022年11月29日"),
        ("２０２２年", "ja", "2022年"),
        ("5万", "ja", "50000"),
        ("五万本", "ja", "50000本"),
        ("三十万人", "ja", "300000人"),
        ("1億3000万円", "ja", "130000000円"),
        ("1万6123件", "ja", "16123件"),
        ("656億円", "ja", "65600000000円"),
        ("1.5億円", "ja", "150000000円"),
        ("1,000万円", "ja", "10000000円"),
        ("千三百人", "ja", "1300人"),
        ("十人", "ja", "10人"),
        ("一番", "ja", "一番"),
        ("三菱商事", "ja", "三菱商事"),
    ],
)
def test_numbers_and_dates_are_written_one_way(text: str, language: Language, figures: str) -> None:
    assert with_figures(fold(text), language) == figures


@pytest.mark.parametrize(
    ("word", "language", "meant"),
    [
        ("five", "en", "5"),
        ("fifth", "en", "5"),
        ("fifty", "en", "50"),
        ("nov", "en", "november"),
        ("sept", "en", "september"),
        ("bn", "en", "billion"),
        ("trees", "en", "trees"),
        ("гурван", "mn", "3"),
        ("арав", "mn", "10"),
        ("мод", "mn", "мод"),
        ("five", "ja", "five"),
    ],
)
def test_words_for_numbers_are_digits(word: str, language: Language, meant: str) -> None:
    assert figure(word, language) == meant


@given(st.text() | st.text(alphabet="0123456789./-, 万億兆年月日十百千〇一二三stndth"), st.sampled_from(LANGUAGES))
def test_no_text_is_too_odd(text: str, language: Language) -> None:
    with_figures(fold(text), language)


@given(st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31)), st.sampled_from(LANGUAGES))
def test_every_day_is_read_from_all_of_its_forms(day: dt.date, language: Language) -> None:
    forms = f"{day:%Y-%m-%d}", f"{day:%d/%m/%Y}", f"{day:%Y/%-m/%-d}", f"{day:%-d.%-m.%Y}"
    written = {with_figures(form, language) for form in forms}
    assert len(written) == 1
    assert written.isdisjoint(forms)
