"""Spellings that mean the same in any language, folded to one form, in documents and questions alike.

Case, width and accents (Khürelsükh, Khurelsukh) go. How Mongolian is typed is `index.text.mongolian`, numbers and
dates are `index.text.numerals`.
"""

import re
import unicodedata

# Letters that may have an accent; Cyrillic and kana keep their marks.
_ACCENTED = re.compile(r"[\u00aa-\u024f]")


def fold(text: str) -> str:
    """Case, width and accents folded."""
    if text.isascii():
        return text.lower()
    return _ACCENTED.sub(_without_accents, unicodedata.normalize("NFKC", text).casefold())


def _without_accents(letter: re.Match[str]) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", letter[0]) if not unicodedata.combining(c))
