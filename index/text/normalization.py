"""Spellings that mean the same, folded to one form, in documents and questions alike.

English loses case and accents (Khürelsükh, Khurelsukh). Mongolian is folded to a Latin skeleton, so that ө typed as
о, ү as у, and Mongolian typed in Latin letters by any of its habits (`khedan mod tarikh ve`, `heden mod tarih we`)
meet the Cyrillic text. Japanese loses width. Numbers and dates are
`index.text.numerals`.
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
        "ө": "o",
        "ү": "u",
        "й": "i",
        "ь": "",
        "ъ": "",
    }
)
# How people type Mongolian in Latin letters, in the order in which it is undone; the letters on the right are those of
# _SKELETON (c for ц, q for ч, w for ш).
_LATIN_HABITS = (
    ("w", "v"), ("sh", "w"), ("ch", "q"), ("kh", "h"), ("ts", "c"), ("tz", "c"), ("zh", "j"), ("dz", "z"), ("x", "h"),
    ("ye", "e"), ("yo", "e"), ("ph", "f"), ("ck", "k"),
)  # fmt: skip
_VOWEL_V = re.compile(r"(?<=[bcdghjklmnpqrstwz])v(?=[bcdghjklmnpqrstwz])")
_REPEATED = re.compile(r"([a-z])\1+")


def fold(text: str) -> str:
    """Case, width and accents folded. Cyrillic and kana keep their marks."""
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKC", text).casefold()
    return "".join(_without_accents(c) if c.isalpha() and c < "\u0250" else c for c in text)


def skeleton(word: str) -> str:
    """The Latin skeleton of a folded Mongolian word, from either script."""
    if CYRILLIC.search(word):
        word = word.translate(_SKELETON)
    else:
        for typed, letter in _LATIN_HABITS:
            word = word.replace(typed, letter)
        word = _VOWEL_V.sub("u", word)
    return _REPEATED.sub(r"\1", word)


def _without_accents(letter: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", letter) if not unicodedata.combining(c))
