"""A tokeniser for each script: text to the terms that are indexed and looked up.

A text may hold several scripts: each stretch is treated as what it is, in the way of the store's language. English
words are stemmed, Mongolian ones become their parts (`index.text.mongolian`), Japanese, which has no spaces, becomes
pairs of characters and the words of a dictionary (`index.text.japanese`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.documents import Language
from index.text import text_language
from index.text.japanese import STRETCH, stretch_terms, stretch_words, without_dots
from index.text.language import TextLanguage
from index.text.mongolian import CYRILLIC, skeleton, word_parts
from index.text.normalization import fold
from index.text.numerals import figure, with_figures

# Raised when the same text would give other terms, or other words to spell by; an index of another number is built
# anew.
ANALYSIS = 12

_PIECE = re.compile(rf"(?P<number>\d+(?:[.:]\d+)*)|(?P<japanese>[{STRETCH}]+)|(?P<word>[^\W\d_{STRETCH}]+)")
_POSSESSIVE = re.compile(r"[’']s\b")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a question: the terms to look up, and how much of the word each of them is worth.

    `weights` are at most 1 together. `lookup` is the word as `surface_words` gives it, for the spelling; empty where
    that has nothing to say (numbers, Japanese).
    """

    surface: str
    terms: tuple[str, ...]
    weights: tuple[float, ...]
    lookup: str = ""
    importance: float = 1.0

    @property
    def wholes(self) -> tuple[str, ...]:
        """The terms that stand for all of the word: in Mongolian, itself and all that begin like it."""
        marked = tuple(term for term in self.terms if term[0] in "=^")
        return marked or self.terms


def document_terms(text: str, language: Language) -> list[str]:
    """All terms of a passage, a sentence or a stored question, with repetitions, stop words left out."""
    own, folded = text_language(language), fold(text)
    terms: list[str] = []
    for kind, piece in _pieces(folded, language):
        if kind == "japanese":
            terms += stretch_terms(piece)
        elif not own.is_stop_word(piece):
            terms += [term for term, _ in _parts(kind, piece, own)]
    return terms + own.compounds(folded)


def query_words(text: str, language: Language) -> list[Word]:
    """The words of a question, in order, stop words left out; none for a text that has no matter."""
    own = text_language(language)
    words: list[Word] = []
    for kind, piece in _pieces(fold(text), language):
        if kind == "japanese":
            words += [Word(term, (term,), (1.0,), importance=weight) for term, weight in stretch_words(piece)]
        elif not own.is_stop_word(piece):
            words.append(word_of(piece, language, kind))
    return words


def word_of(piece: str, language: Language, kind: str = "word") -> Word:
    """The query word for one folded word or number."""
    own = text_language(language)
    terms, weights = zip(*_parts(kind, piece, own), strict=True)
    return Word(piece, terms, weights, "" if kind == "number" else own.key(piece))


def surface_words(text: str, language: Language) -> list[str]:
    """The words of a text as a misspelt query word is compared with them."""
    key = text_language(language).key
    return [key(piece) for kind, piece in _pieces(fold(text), language) if kind == "word" and len(piece) > 2]


def _pieces(folded: str, language: Language) -> Iterator[tuple[str, str]]:
    for match in _PIECE.finditer(with_figures(_POSSESSIVE.sub("", without_dots(folded)), language)):
        piece = figure(match[0], language)
        yield "number" if piece[0].isdigit() else match.lastgroup or "", piece


def _parts(kind: str, piece: str, own: TextLanguage) -> list[tuple[str, float]]:
    """The terms of one word or number with their weights."""
    if kind == "number":
        return [(piece, 1.0)]
    if own.endings or CYRILLIC.search(piece):
        return word_parts(skeleton(piece))
    return [(own.stem(piece), 1.0)]
