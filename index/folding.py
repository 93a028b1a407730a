"""Spellings that mean the same, folded to one form, in documents and questions alike.

English loses case and accents (Khürelsükh, Khurelsukh). Mongolian is folded to a Latin skeleton, so that ө typed as о, ү as у, and Mongolian typed in
Latin letters by any of its habits (`khedan mod tarikh ve`, `heden mod tarih we`) meet the Cyrillic text. Japanese loses width, the difference
between the kana, and kanji numerals before a counter.
"""

import re
import unicodedata

CYRILLIC = re.compile(r"[\u0400-\u04ff]")

_SKELETON = str.maketrans(
    {
        **dict(
            zip(
                "абвгджзиклмнопрстуфхцчшщыэюяеё",
                [*"abvgdjziklmnoprstufhcqww", "i", "e", "yu", "ya", "e", "e"],
                strict=True,
            )
        ),
        **{"ө": "o", "ү": "u", "й": "i", "ь": "", "ъ": ""},
    }
)
# How people type Mongolian in Latin letters, longest first; the letters on the right are those of _SKELETON (c for ц, q for ч, w for ш).
_LATIN_HABITS = (
    ("sh", "w"), ("ch", "q"), ("kh", "h"), ("ts", "c"), ("tz", "c"), ("zh", "j"), ("dz", "z"), ("x", "h"), ("ye", "e"), ("yo", "e"),
    ("ph", "f"), ("ck", "k"),
)  # fmt: skip
_VOWEL_V = re.compile(r"(?<=[bcdghjklmnpqrstwz])v(?=[bcdghjklmnpqrstwz])")
_REPEATED = re.compile(r"([a-z])\1+")

_THOUSANDS = re.compile(r"(?<=\d)[,\u00a0\u202f ](?=\d{3}(?!\d))")

_KATAKANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}
_KANJI_DIGIT = {c: i for i, c in enumerate("〇一二三四五六七八九")}
_KANJI_UNIT = {"十": 10, "百": 100, "千": 1000}
_KANJI_NUMBER = re.compile(
    r"[〇一二三四五六七八九十百千]+(?=[年月日人本回億万円名社校か国カ国ヶ国つ度歳頭台件割時分間])"
)


def fold(text: str) -> str:
    """Case, width and accents folded; kanji numerals as digits, digits without thousands separators. Cyrillic and kana keep their marks."""
    text = unicodedata.normalize("NFKC", text).casefold()
    text = "".join(_without_accents(c) if c.isalpha() and c < "\u0250" else c for c in text)
    text = _KANJI_NUMBER.sub(lambda m: str(_kanji_value(m[0])), text)
    return _THOUSANDS.sub("", text)


def skeleton(word: str) -> str:
    """The Latin skeleton of a folded Mongolian word, from either script."""
    if CYRILLIC.search(word):
        word = word.translate(_SKELETON)
    else:
        for typed, letter in _LATIN_HABITS:
            word = word.replace(typed, letter)
        word = _VOWEL_V.sub("u", word)
    return _REPEATED.sub(r"\1", word)


def kana(text: str) -> str:
    """Folded Japanese with katakana as hiragana, character by character."""
    return text.translate(_KATAKANA)


def _without_accents(letter: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", letter) if not unicodedata.combining(c))


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
