import pytest

from index.ingest.bylines import Byline, read_byline, read_date


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("December 9, 2022", "2022-12-09"),
        ("9 December 2022", "2022-12-09"),
        ("Dec. 9th, 2022", "2022-12-09"),
        ("September 2022", "2022-09"),
        ("Sept. 1, 2022", "2022-09-01"),
        ("2022-12-09", "2022-12-09"),
        ("2022-12-09T10:00:00+09:00", "2022-12-09"),
        ("2022/12/9", "2022-12-09"),
        ("09.12.2022", "2022-12-09"),
        ("2022年12月9日", "2022-12-09"),
        ("２０２２年１２月９日（金）", "2022-12-09"),
        ("令和4年12月9日", "2022-12-09"),
        ("大正12年9月1日", "1923-09-01"),
        ("2022年12月", "2022-12"),
        ("2022 оны 12 дугаар сарын 9", "2022-12-09"),
        ("2022 оны 12-р сарын 9-ний өдөр", "2022-12-09"),
        ("2022 оны 3 дугаар сар", "2022-03"),
        ("2022 он", "2022"),
        ("2022", "2022"),
        ("12/09/2022", None),
        ("2022-02-31", None),
        ("9 trees in 2022", None),
        ("", None),
    ],
)
def test_dates_are_read_as_exactly_as_they_are_given(text: str, date: str | None) -> None:
    assert read_date(text) == date


@pytest.mark.parametrize(
    ("line", "author", "date"),
    [
        ("written by Maheen Tanveer | December 9, 2022", "Maheen Tanveer", "2022-12-09"),
        ("By Jane Doe", "Jane Doe", None),
        ("By Anna van der Berg, 9 December 2022", "Anna van der Berg", "2022-12-09"),
        ("Posted by John Smith on May 3, 2021", "John Smith", "2021-05-03"),
        ("*By Jane Doe - 2022-12-09*", "Jane Doe", "2022-12-09"),
        ("Author: Tom Ford", "Tom Ford", None),
        ("Published: 2022-12-09", None, "2022-12-09"),
        ("文：山田太郎", "山田太郎", None),
        ("執筆：山田太郎　2022年12月9日", "山田太郎", "2022-12-09"),
        ("Бичсэн: Б. Болд | 2022.12.09", "Б. Болд", "2022-12-09"),
        ("2022 оны 12 дугаар сарын 9", None, "2022-12-09"),
    ],
)
def test_a_byline_gives_author_and_date(line: str, author: str | None, date: str | None) -> None:
    assert read_byline(line) == Byline(author, date)


@pytest.mark.parametrize(
    "line",
    [
        "By 2030, Japan plants 50,000 trees",
        "By the way",
        "By Jane Doe's account the talks were short.",
        "The two sides met on 9 December 2022",
        "日本は2022年に約束した",
        "Бичсэн захидал",
        "x" * 500,
        "",
    ],
)
def test_other_lines_are_no_bylines(line: str) -> None:
    assert read_byline(line) is None
