"""Who wrote a text and when, as its first lines say."""

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass

from index.text.english import MONTHS
from index.text.japanese import ERAS

MOST_BYLINE_CHARACTERS = 120

_MONTH = "(?P<month>" + "|".join(f"{name}|{name[:3]}|{name[:4]}" for name in MONTHS) + r")\.?"
_DAY = r"(?P<d>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<y>(?:1[5-9]|20)\d\d)"
_MN_MONTH = r"(?P<m>\d\d?)(?:\s*-?\s*р|\s+дугаар|\s+дүгээр)?\s+сар(?:ын|д)?"
_MN_DAY = r"(?P<d>\d\d?)(?:-н[ыи]й?|-нд)?(?:\s+өдөр|\s+өдрийн|\s+өдөрт)?"
_DATES = [
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{_MONTH}\s+{_DAY},?\s+{_YEAR}",
        rf"{_DAY}\s+{_MONTH},?\s+{_YEAR}",
        rf"{_MONTH},?\s+{_YEAR}",
        rf"{_YEAR}\s*-\s*(?P<m>\d\d)\s*-\s*(?P<d>\d\d)(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?",
        rf"{_YEAR}\s*[./]\s*(?P<m>\d\d?)\s*[./]\s*(?P<d>\d\d?)",
        r"(?P<d>\d\d?)\.(?P<m>\d\d?)\." + _YEAR,
        rf"{_YEAR}-(?P<m>\d\d)",
        rf"{_YEAR}\s*年\s*(?P<m>\d\d?)\s*月\s*(?:(?P<d>\d\d?)\s*日)?(?:\s*[（(][月火水木金土日][)）])?",
        rf"(?P<era>{'|'.join(ERAS)})\s*(?P<n>\d\d?|元)\s*年\s*(?P<m>\d\d?)\s*月\s*(?:(?P<d>\d\d?)\s*日)?",
        rf"{_YEAR}\s*年",
        rf"{_YEAR}\s+он[ыд]?\s+{_MN_MONTH}(?:\s+{_MN_DAY})?",
        rf"{_YEAR}(?:\s+он(?:ы|д)?)?",
    )
]

_NAME = r"(?P<author>[^\W\d_][^|·•\d,;:!?。]{1,58}[^\W\d_.])"
_SEPARATOR = r"\s*[|·•,;–—/ー-]\s*|\s+on\s+|\s+"
_CREDIT = re.compile(
    r"(?:(?:written|posted|published|reported|story|text|words)\s+by|by|author|authors|written by)\s*:?\s+"
    + _NAME
    + r"|(?:文責|文|執筆者|執筆|著者|著|筆者|作者|投稿者)\s*[:：／/]\s*(?P<writer>[^|｜:：。\d]{2,30})"
    + r"|(?:бичсэн|зохиогч|нийтэлсэн|сэтгүүлч)\s*:?\s+"
    + _NAME.replace("author", "bichsen"),
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?:date|published|posted|updated|last updated|publication date|огноо|нийтэлсэн|нийтлэгдсэн|"
    r"公開日|更新日|掲載日|投稿日|発表日|日付)\s*[:：]?\s*(?:on\s+)?",
    re.IGNORECASE,
)
_SMALL = frozenset({"and", "of", "de", "van", "von", "der", "bin", "al", "la", "ба", "болон"})


@dataclass(frozen=True, slots=True)
class Byline:
    """What a byline says; `date` as in `Source`."""

    author: str | None = None
    date: str | None = None


def read_date(text: str) -> str | None:
    """Return the date that `text` is, as exact as it is (`2022-12-09`, `2022-12` or `2022`), or None if it is not one.

    English, ISO, Japanese (`2022年12月9日`, `令和4年12月9日`) and Mongolian (`2022 оны 12 дугаар сарын 9`) forms are
    known, and day.month.year. A form whose order is anybody's guess (`12/09/2022`) is not.
    """
    text = unicodedata.normalize("NFKC", text).strip(" \t.,;|")
    for form in _DATES:
        if match := form.fullmatch(text):
            return _iso(match.groupdict())
    return None


def read_byline(line: str) -> Byline | None:
    """Return what a line says if all of it is a byline.

    Such as `By X`, `written by X | December 9, 2022`, `文：山田太郎`, `Бичсэн: Б. Болд`, or a date alone.
    """
    line = line.strip().strip("*_")
    if not line or len(line) > MOST_BYLINE_CHARACTERS:
        return None
    if date := read_date(line):
        return Byline(date=date)
    if (label := _LABEL.match(line)) and (date := read_date(line[label.end() :])):
        return Byline(date=date)
    for end in [len(line), *(m.start() for m in re.finditer(_SEPARATOR, line))]:
        credit = _CREDIT.fullmatch(line[:end].strip())
        author = credit and next(name for name in credit.groups() if name).strip()
        if not author or not _is_name(author):
            continue
        rest = re.sub(rf"^(?:{_SEPARATOR})", "", line[end:])
        rest = _LABEL.sub("", rest, count=1)
        if not rest.strip():
            return Byline(author=author)
        if date := read_date(rest):
            return Byline(author=author, date=date)
    return None


def _is_name(text: str) -> bool:
    words = text.split()
    return 1 <= len(words) <= 8 and all(not word[0].islower() or word.lower() in _SMALL for word in words)


def _iso(parts: dict[str, str | None]) -> str | None:
    if era := parts.get("era"):
        number = parts["n"] or ""
        year = ERAS[era] + (1 if number == "元" else int(number))
    else:
        year = int(parts["y"] or 0)
    name = parts.get("month")
    numbers = [i for i, month in enumerate(MONTHS, 1) if name and month.startswith(name.lower())]
    month = numbers[0] if numbers else int(parts.get("m") or 0)
    day = int(parts.get("d") or 0)
    try:
        whole = dt.date(year, month or 1, day or 1).isoformat()
    except ValueError:
        return None
    return whole if day else whole[:7] if month else whole[:4]
