"""A question made ready to search one shelf.

Its words as weighted terms, misspellings corrected; its vector; what it asks for.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from index import mistyping
from index.asking import Kind, kinds_asked
from index.encoder import Vector
from index.shelf import Shelf
from index.spelling import Correction
from index.stopwords import is_everyday
from index.wording import reworded
from index.words import Word, document_terms, pair_terms, query_words, word_of

# A Mongolian word that no document has is looked up both as it is (its n-grams may meet another form) and as
# corrected.
AS_TYPED = 0.5
# What a word of the question before counts, to one of this question; of the one before that, so much less again.
CONTEXT = 0.4


@dataclass(frozen=True, slots=True)
class Query:
    """What is searched for, with what a follow-up leaves out.

    `text` is the question, in Japanese as it was probably meant. `importance[i]` says how much it matters that a
    passage has `words[i]`. `terms` are all terms of the text and of its corrections, for the student. `follows` tells
    a follow-up.
    """

    text: str
    words: tuple[Word, ...]
    pairs: tuple[str, ...]
    importance: NDArray[np.float32]
    corrections: tuple[tuple[str, str], ...]
    asks: frozenset[Kind]
    terms: tuple[str, ...]
    vector: Vector | None
    follows: bool = False


def prepare(
    text: str, shelf: Shelf, vector: Vector | None, is_common: Callable[[str], bool], context: str = ""
) -> Query:
    """Make `text` a query for `shelf`.

    `is_common` tells whether a word is one of the language, and so not misspelt. `context` is what a follow-up
    leaves out: the questions before it, a line each, whose words are searched for too but matter less.
    """
    said, before = reworded(text, shelf), reworded(context, shelf)
    text, context = said.text, before.text
    words: list[Word] = []
    slips = mistyping.corrections(text, shelf.speller.units, shelf.knows) if shelf.language == "ja" else []
    text = mistyping.corrected(text, slips)
    corrections = [(slip.typed, slip.meant) for slip in slips]
    trusts = {word.surface: slip.trust for slip in slips for word in query_words(slip.meant, "ja")}
    for word in map(said.widened, _asked(text, shelf)):
        if shelf.language == "ja":
            words.append(_trusted(word, trusts.get(word.surface, 1.0)))
            continue
        found = _corrections(word, shelf, is_common)
        if found:
            corrections.append((word.surface, found[0].word))
        words.append(_corrected(word, found, shelf) if found else word)
    words += map(before.widened, _left_out(words, context, shelf))
    if not words:  # It asks for nothing, and whatever the model finds near is by chance.
        vector = None
    importance = np.array([_importance(word, shelf) for word in words], np.float32)
    return Query(
        "\n".join(part for part in (context, text) if part),
        tuple(words),
        tuple(pair_terms(text, shelf.language)),
        importance,
        tuple(corrections),
        kinds_asked(text, shelf.language),
        _all_terms(f"{context} {text}", words, shelf) if words else (),
        vector,
        follows=bool(context),
    )


def _asked(text: str, shelf: Shelf) -> list[Word]:
    """The words of a text, less the everyday ones that no document has."""
    return [
        word
        for word in query_words(text, shelf.language)
        if shelf.knows(word.terms[0]) or not is_everyday(word.surface, shelf.language)
    ]


def _left_out(said: list[Word], context: str, shelf: Shelf) -> list[Word]:
    """The words of the questions before that this one does not have; the longer ago, the less they count."""
    seen = {word.surface for word in said}
    words: list[Word] = []
    weight = CONTEXT if said else 1.0
    for question in reversed(context.splitlines()):
        new = [word for word in _asked(question, shelf) if word.surface not in seen]
        words += [replace(word, importance=word.importance * weight) for word in new]
        seen |= {word.surface for word in new}
        weight *= CONTEXT
    return words


def _all_terms(text: str, words: list[Word], shelf: Shelf) -> tuple[str, ...]:
    """The terms of the question as a document's would be, and those of its corrections."""
    terms = document_terms(text, shelf.language)
    return (*terms, *{term for word in words for term in word.terms}.difference(terms))


def _trusted(word: Word, trust: float) -> Word:
    return word if trust == 1 else replace(word, weights=tuple(weight * trust for weight in word.weights))


def _corrections(word: Word, shelf: Shelf, is_common: Callable[[str], bool]) -> list[Correction]:
    if (
        not word.lookup
        or shelf.speller.knows(word.lookup)
        or word.terms[0] in shelf.passage_terms
        or is_common(word.surface)
    ):
        return []
    return shelf.speller.corrections(word.lookup)


def _corrected(word: Word, corrections: list[Correction], shelf: Shelf) -> Word:
    weights: dict[str, float] = {}
    if len(word.terms) > 1:
        weights = {term: AS_TYPED * weight for term, weight in zip(word.terms, word.weights, strict=True)}
    for correction in corrections:
        meant = word_of(correction.word, shelf.language)
        for term, weight in zip(meant.terms, meant.weights, strict=True):
            weights[term] = max(weights.get(term, 0.0), weight * correction.trust)
    return replace(word, terms=tuple(weights), weights=tuple(weights.values()))


def _importance(word: Word, shelf: Shelf) -> float:
    matters = np.array([shelf.passage_terms.importance(term) for term in word.terms])
    return float(np.average(matters, weights=word.weights)) * word.importance
