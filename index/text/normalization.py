"""Spellings that mean the same in any language, folded to one form, in documents and questions alike.

Case, width and accents (Khürelsükh, Khurelsukh) go. How Mongolian is typed is `index.text.mongolian`, numbers and
dates are `index.text.numerals`.
"""

import unicodedata


def fold(text: str) -> str:
    """Case, width and accents folded. Cyrillic and kana keep their marks."""
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKC", text).casefold()
    return "".join(_without_accents(c) if c.isalpha() and c < "\u0250" else c for c in text)


def _without_accents(letter: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", letter) if not unicodedata.combining(c))
