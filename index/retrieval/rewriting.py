"""A question in the words of the documents: what is not its matter left out, other names replaced.

What the documents never say is replaced by what they call it, so that the model sees that. What they do say stays, and
is also looked up as the other (`Wording.also`).
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace

from index.store.language_index import LanguageIndex
from index.text import text_language
from index.text.small_talk import without_courtesies
from index.text.words import Word, query_words

# What stands in a message and is no word of it: addresses, the numbers of a list, marks and spaces after the first.
_NO_WORDS = re.compile(
    r"(?:https?://|www\.)\S+|(?m:^\s*\(?\d{1,2}[.)]\s+(?=[^\W\d_]))|(?<=[?!？！])[?!？！]+|(?<=\s)[^\S\n]+"
)
# An abbreviation with its dots: E.P.A.
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}(?:[^\W\d_]\b)?")


@dataclass(frozen=True, slots=True)
class Wording:
    """A text as it is searched for.

    `also` has, for the surface of a word of it, the terms that mean the same, each with its share of the whole.
    """

    text: str
    also: Mapping[str, Mapping[str, float]]

    def widened(self, word: Word) -> Word:
        """The word with whatever means the same: to have either is to have it."""
        others = {term: weight for term, weight in self.also.get(word.surface, {}).items() if term not in word.terms}
        if not others:
            return word
        return replace(word, terms=(*word.terms, *others), weights=(*word.weights, *others.values()))


def without_dots(text: str) -> str:
    """The text with its dotted abbreviations as they are written without."""
    return _DOTTED.sub(lambda match: match[0].replace(".", ""), text)


def reworded(text: str, index: LanguageIndex) -> Wording:
    """The text, line by line, as it is searched for in an index; the same for a text that is so already."""
    also: dict[str, dict[str, float]] = {}
    said = _NO_WORDS.sub("", without_dots(text)).splitlines()
    lines = (_line(without_courtesies(line, index.language), index, also) for line in said)
    return Wording("\n".join(filter(None, lines)), also)


def _line(line: str, index: LanguageIndex, also: dict[str, dict[str, float]]) -> str:
    if not text_language(index.language).spaced:  # An alias is found as it is written, in one width.
        line = unicodedata.normalize("NFKC", line)
    parts: list[str] = []
    end = 0
    for mention in index.aliases.mentions(line):
        said, meant = (query_words(name, index.language) for name in (mention.alias, mention.meant))
        for words, others in ((said, meant), (meant, said)):
            for word in words:
                also.setdefault(word.surface, {}).update(_shares(others, index))
        known = all(word.terms[0] in index.passages for word in said)
        parts += [line[end : mention.start], line[mention.start : mention.end] if known else mention.meant]
        end = mention.end
    return "".join([*parts, line[end:]]).strip()


def _shares(words: list[Word], index: LanguageIndex) -> dict[str, float]:
    """The terms of those words that the documents or their questions have, each with its share of all the words."""
    whole = sum(word.importance for word in words)
    return {
        term: weight * word.importance / whole
        for word in words
        if index.knows(word.terms[0])
        for term, weight in zip(word.terms, word.weights, strict=True)
    }
