"""Numbers and dates, written one way.

`One Billion`, `1 billion`; `29/11/2022`, `2022.11.29`; 二〇二二年, ２０２２年, 令和4年.
"""

import re

from index.documents import Language
from index.text import text_language
from index.text.japanese import with_digits

_THOUSANDS = re.compile(r"(?<![\d.])\d{1,3}(?:[,\u00a0\u202f ]\d{3})+(?!\d)")
_NO_DIGIT = re.compile(r"\D")
_ORDINAL = re.compile(r"(?<=\d)(st|nd|rd|th)\b")
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})[./-](\d{1,2})[./-](\d{1,2})(?!\d)")
_YEAR_LAST = re.compile(r"(?<!\d)(\d{1,2})[./-](\d{1,2})[./-](\d{4})(?!\d)")
MOST_DAYS, MOST_MONTHS = 31, 12


def with_figures(text: str, language: Language) -> str:
    """Folded text with its numbers as plain digits and its dates in the order and words of the language."""
    text = _YEAR_FIRST.sub(lambda m: _date(m[1], m[2], m[3], language) or m[0], with_digits(text))
    # Day first, as most of the world writes; month first where only that is a date.
    text = _YEAR_LAST.sub(
        lambda m: _date(m[3], m[2], m[1], language) or _date(m[3], m[1], m[2], language) or m[0], text
    )
    text = _ORDINAL.sub("", _THOUSANDS.sub(lambda m: _NO_DIGIT.sub("", m[0]), text))
    return text_language(language).figures(text)


def figure(word: str, language: Language) -> str:
    """The digits, or the full name of a month, that a folded word stands for; else the word."""
    return text_language(language).number_words.get(word, word)


def _date(year: str, month: str, day: str, language: Language) -> str:
    """A date as the language's documents write it; empty if it is none."""
    if not (1 <= int(month) <= MOST_MONTHS and 1 <= int(day) <= MOST_DAYS):
        return ""
    return text_language(language).date(int(year), int(month), int(day))
