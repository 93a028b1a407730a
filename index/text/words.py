"""A tokeniser for each script: text to the terms that are indexed and looked up.

English words are stemmed. Mongolian, which is agglutinative, becomes words and the character n-grams within them,
so that a word and its case forms meet. Japanese, which has no spaces, becomes character 1- and 2-grams and the words
of a dictionary. A text may hold several scripts: each stretch is treated as what it is, in the way of the store's
language.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from index.documents import Language
from index.text.japanese import content_marks, content_words
from index.text.normalization import CYRILLIC, fold, skeleton
from index.text.numerals import figure, with_figures
from index.text.stopwords import is_stop_word

# Raised when the same text would give other terms, or other words to spell by; an index of another number is built
# anew.
ANALYSIS = 12

GRAM_SIZES = (3, 4, 5)
PREFIX = 4
# What a query word's parts weigh in Mongolian, together 1: the whole word, its first letters, its n-grams.
WORD_WEIGHT, PREFIX_WEIGHT, GRAMS_WEIGHT = 0.25, 0.25, 0.5
# What a pair of Japanese characters weighs: of two that are hiragana or stand in no content word, of a mixed pair, of
# kanji or katakana in content words.
KANA_WEIGHT, MIXED_WEIGHT, NOUN_WEIGHT = 0.05, 0.15, 0.5
# A word of the Japanese dictionary: together with its pairs of characters, which say it again, it is one word.
DICTIONARY_WEIGHT = 0.5
DICTIONARY_MARK = "#"

_JAPANESE = r"\u3005\u3041-\u3096\u30a1-\u30fa\u30fc\u3400-\u9fff"
_PIECE = re.compile(rf"(?P<number>\d+(?:[.:]\d+)*)|(?P<japanese>[{_JAPANESE}]+)|(?P<word>[^\W\d_{_JAPANESE}]+)")
_JAPANESE_DOT = re.compile(r"(?<=[\u30a1-\u30fa\u30fc])[・=](?=[\u30a1-\u30fa])")
_HIRAGANA = re.compile(r"[\u3041-\u3096]")
_POSSESSIVE = re.compile(r"[’']s\b")
_HYPHENATED = re.compile(r"\b([a-z]{2,})-([a-z]{2,})\b")


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
    terms: list[str] = []
    for kind, piece in _pieces(text, language):
        if kind == "japanese":
            terms += [*piece, *(piece[i : i + 2] for i in range(len(piece) - 1)), *_dictionary_terms(piece)]
        elif not is_stop_word(piece, language):
            terms += [term for term, _ in _parts(kind, piece, language)]
    if language == "en":
        terms += [_stemmer().stemWord(a + b) for a, b in _HYPHENATED.findall(fold(text))]
    return terms


def query_words(text: str, language: Language) -> list[Word]:
    """The words of a question, in order, stop words left out; none for a text that has no matter."""
    words: list[Word] = []
    for kind, piece in _pieces(text, language):
        if kind == "japanese":
            words += _japanese_words(piece)
        elif not is_stop_word(piece, language):
            words.append(word_of(piece, language, kind))
    return words


def word_of(piece: str, language: Language, kind: str = "word") -> Word:
    """The query word for one folded word or number."""
    terms, weights = zip(*_parts(kind, piece, language), strict=True)
    lookup = "" if kind == "number" else skeleton(piece) if language == "mn" else piece
    return Word(piece, terms, weights, lookup)


def surface_words(text: str, language: Language) -> list[str]:
    """The words of a text as a misspelt query word is compared with them: folded, in Mongolian as skeletons."""
    return [
        skeleton(piece) if language == "mn" else piece
        for kind, piece in _pieces(text, language)
        if kind == "word" and len(piece) > 2
    ]


def _pieces(text: str, language: Language) -> Iterator[tuple[str, str]]:
    folded = with_figures(_POSSESSIVE.sub("", _JAPANESE_DOT.sub("", fold(text))), language)
    for match in _PIECE.finditer(folded):
        piece = figure(match[0], language)
        yield "number" if piece[0].isdigit() else match.lastgroup or "", piece


def _parts(kind: str, piece: str, language: Language) -> list[tuple[str, float]]:
    """The terms of one word or number with their weights."""
    if kind == "number":
        return [(piece, 1.0)]
    if language == "mn" or CYRILLIC.search(piece):
        return _mongolian_parts(skeleton(piece))
    return [(_stemmer().stemWord(piece) if language == "en" else piece, 1.0)]


def _mongolian_parts(word: str) -> list[tuple[str, float]]:
    parts = [("=" + word, WORD_WEIGHT)]
    if len(word) >= PREFIX:
        parts.append(("^" + word[:PREFIX], PREFIX_WEIGHT))
    grams = {word[i : i + n] for n in GRAM_SIZES for i in range(len(word) - n + 1)}
    weight = (1 - sum(w for _, w in parts)) / max(1, len(grams))
    if not grams:
        return [(parts[0][0], 1.0)]
    return parts + [(gram, weight) for gram in sorted(grams)]


def _japanese_words(piece: str) -> list[Word]:
    """The words that the dictionary finds, and the pairs of characters: they meet what is spelt otherwise.

    There are none in a stretch that has no matter.
    """
    spans = [(i, i + 2) for i in range(len(piece) - 1)] or [(0, 1)]
    marks = content_marks(piece)
    if not any(marks):
        return []
    grams = [_japanese_word(piece[start:end], marks[start:end]) for start, end in spans if any(marks[start:end])]
    return [*(Word(term, (term,), (1.0,), importance=DICTIONARY_WEIGHT) for term in _dictionary_terms(piece)), *grams]


def _dictionary_terms(piece: str) -> list[str]:
    return [DICTIONARY_MARK + word for word in content_words(piece)]


def _japanese_word(gram: str, content: list[bool]) -> Word:
    """One character or two, `content` telling which belong to content words."""
    hiragana = [bool(_HIRAGANA.match(character)) for character in gram]
    weak = sum(soft or not matters for soft, matters in zip(hiragana, content, strict=True))
    importance = (NOUN_WEIGHT, KANA_WEIGHT if len(gram) == 1 else MIXED_WEIGHT, KANA_WEIGHT)[weak]
    return Word(gram, (gram,), (1.0,), importance=importance)


@cache
def _stemmer() -> Any:
    import Stemmer

    return Stemmer.Stemmer("english")
