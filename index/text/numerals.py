"""Numbers and dates, written one way.

`One Billion`, `1 billion`; `29/11/2022`, `2022.11.29`; 二〇二二年, ２０２２年, 令和4年.
"""

import re

from index.documents import Language

_THOUSANDS = re.compile(r"(?<![\d.])\d{1,3}(?:[,\u00a0\u202f ]\d{3})+(?!\d)")
_NO_DIGIT = re.compile(r"\D")
_ORDINAL = re.compile(r"(?<=\d)(st|nd|rd|th)\b")
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})[./-](\d{1,2})[./-](\d{1,2})(?!\d)")
_YEAR_LAST = re.compile(r"(?<!\d)(\d{1,2})[./-](\d{1,2})[./-](\d{4})(?!\d)")

_MYRIADS = re.compile(r"(\d+(?:\.\d+)?)([万億兆])(?:(\d+)(万))?(\d{1,4})?(?!\d)")
_MYRIAD = {"万": 10**4, "億": 10**8, "兆": 10**12}
_SUFFIX = re.compile(r"(?<=\d)-(?=[а-яөүё])[а-яөүё]+")

# The year before the first of each era of Japan.
ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}
_ERA_YEAR = re.compile(rf"({'|'.join(ERAS)})(\d{{1,2}}|元)年")

_KANJI_DIGIT = {c: i for i, c in enumerate("〇一二三四五六七八九")}
_KANJI_UNIT = {"十": 10, "百": 100, "千": 1000}
_KANJI_NUMBER = re.compile(r"[〇一二三四五六七八九十百千]+(?=[年月日人本回億万円名社校か国カヶつ度歳頭台件割時分間])")

MOST_DAYS = 31
_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_ENGLISH_WORDS = {
    **{
        word: str(i)
        for i, word in enumerate(
            ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], 2
        )
    },
    **{
        word: str(i)
        for i, word in enumerate(
            ["second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"], 2
        )
    },
    "twenty": "20",
    "thirty": "30",
    "forty": "40",
    "fifty": "50",
    "hundred": "100",
    **{month[:3]: month for month in _MONTHS if month != "may"},
    "sept": "september",
    "bn": "billion",
}
_ONE = re.compile(r"\bone(?=[ -](hundred|thousand|million|billion|trillion)\b)")
# Cardinals with their attributive forms, folded as Mongolian words are before their skeleton.
_MONGOLIAN_WORDS = {
    form: str(i)
    for i, forms in enumerate(
        [
            "хоёр",
            "гурав гурван",
            "дөрөв дөрвөн",
            "тав таван",
            "зургаа зургаан",
            "долоо долоон",
            "найм найман",
            "ес есөн",
            "арав арван",
        ],
        2,
    )
    for form in forms.split()
}


def with_figures(text: str, language: Language) -> str:
    """Folded text with its numbers as plain digits and its dates in the order and words of the language."""
    text = _KANJI_NUMBER.sub(lambda m: str(_kanji_value(m[0])), text)
    text = _YEAR_FIRST.sub(lambda m: _date(m[1], m[2], m[3], language) or m[0], text)
    # Day first, as most of the world writes; month first where only that is a date.
    text = _YEAR_LAST.sub(
        lambda m: _date(m[3], m[2], m[1], language) or _date(m[3], m[1], m[2], language) or m[0], text
    )
    text = _ORDINAL.sub("", _THOUSANDS.sub(lambda m: _NO_DIGIT.sub("", m[0]), text))
    if language == "ja":
        return _MYRIADS.sub(_myriads, _ERA_YEAR.sub(_common_year, text))
    return _ONE.sub("1", text) if language == "en" else _SUFFIX.sub("", text)


def figure(word: str, language: Language) -> str:
    """The digits, or the full name of a month, that a folded word stands for; else the word."""
    if language == "ja":
        return word
    return (_ENGLISH_WORDS if language == "en" else _MONGOLIAN_WORDS).get(word, word)


def _common_year(match: re.Match[str]) -> str:
    """`令和6年` and `令和元年` in the common era."""
    return f"{ERAS[match[1]] + (1 if match[2] == '元' else int(match[2]))}年"


def _myriads(match: re.Match[str]) -> str:
    """`1億3000万` and `1万6123` in plain digits."""
    value = float(match[1]) * _MYRIAD[match[2]] + int(match[3] or 0) * 10**4 + int(match[5] or 0)
    return str(round(value))


def _date(year: str, month: str, day: str, language: Language) -> str:
    """A date as the language's documents write it; empty if it is none."""
    if not (1 <= int(month) <= len(_MONTHS) and 1 <= int(day) <= MOST_DAYS):
        return ""
    if language == "ja":
        return f"{year}年{int(month)}月{int(day)}日"
    return f"{int(day)} {_MONTHS[int(month) - 1]} {year}" if language == "en" else f"{year} {int(month)} {int(day)}"


def _kanji_value(numeral: str) -> int:
    if not any(c in _KANJI_UNIT for c in numeral):
        return int("".join(str(_KANJI_DIGIT[c]) for c in numeral))
    total, digit = 0, 0
    for c in numeral:
        if c in _KANJI_UNIT:
            total += (digit or 1) * _KANJI_UNIT[c]
            digit = 0
        else:
            digit = _KANJI_DIGIT[c]
    return total + digit
