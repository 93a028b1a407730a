"""A question made ready to search one store.

Its words as weighted terms, misspellings corrected; its vector; what it asks for.
"""

import re
import string
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.documents import Language
from index.embedding.encoder import EncodedQuery, Vector
from index.retrieval.rewriting import Wording, reworded
from index.store.language_index import LanguageIndex
from index.text import mistyping
from index.text.answer_types import Kind, kinds_asked
from index.text.names import names
from index.text.normalization import fold
from index.text.spelling import Correction
from index.text.stopwords import is_everyday, is_stop_word
from index.text.words import DICTIONARY_MARK, Word, document_terms, pair_terms, query_words, word_of

# A Mongolian word that no document has is looked up both as it is (its n-grams may meet another form) and as
# corrected.
AS_TYPED = 0.5
# What a word of the question before counts, to one of this question; of the one before that, so much less again.
CONTEXT = 0.4
_EDGES = string.punctuation + string.whitespace


@dataclass(frozen=True, slots=True)
class Query:
    """What is searched for, with what a follow-up leaves out.

    `text` is the question, in Japanese as it was probably meant. `importance[i]` says how much it matters that a
    passage has `words[i]`. `terms` are all terms of the text and of its corrections, for the student. `tokens` has
    shape (tokens, token dimensions); `token_words[i]` is the word that token `i` is a part of, -1 where that is none to
    search for, and `token_importance[i]` its part of the word's importance. `names` has the words of each
    name, by their surfaces, and `named[i]` tells whether `words[i]` is a number or belongs to a name.
    `said` is a follow-up's question alone, without what it leaves out; None for any other question.
    """

    text: str
    words: tuple[Word, ...]
    pairs: tuple[str, ...]
    importance: NDArray[np.float32]
    names: tuple[tuple[str, ...], ...]
    named: NDArray[np.bool_]
    corrections: tuple[tuple[str, str], ...]
    asks: frozenset[Kind]
    terms: tuple[str, ...]
    vector: Vector | None
    tokens: Vector | None
    token_words: NDArray[np.int64]
    token_importance: NDArray[np.float32]
    said: "Query | None" = None


class Model(Protocol):
    """What the model has to say of a question, see `index.embedding.encoder`."""

    def encode_query(self, text: str) -> EncodedQuery:
        """Encode a question."""

    def is_common(self, word: str) -> bool:
        """Whether a word is one of the language, and so not misspelt."""


def prepare(text: str, store: LanguageIndex, model: Model, context: str = "") -> Query:
    """Make `text` a query for `store`.

    `context` is what a follow-up leaves out: the questions before it, a line each, whose words are searched for too
    but matter less.
    """
    said = reworded(text, store)
    meant = _read_japanese(said, store) if store.language == "ja" else _read(said, store, model)
    alone = _query(meant, "", meant.words, store, model)
    if not context:
        return alone
    before = reworded(context, store)
    left_out = map(before.widened, _left_out(meant.words, before.text, store))
    return replace(_query(meant, before.text, (*meant.words, *left_out), store, model), said=alone)


@dataclass(frozen=True, slots=True)
class _Meant:
    """A question as it was probably meant, its words, and what was read as what."""

    text: str
    words: tuple[Word, ...]
    corrections: tuple[tuple[str, str], ...]


def _query(meant: _Meant, context: str, words: tuple[Word, ...], store: LanguageIndex, model: Model) -> Query:
    importance = np.array([_importance(word, store) for word in words], np.float32)
    whole = "\n".join(part for part in (context, meant.text) if part)
    # Without a word it asks for nothing, and whatever the model finds near is by chance.
    encoded = model.encode_query(whole) if words and store.vectors is not None else None
    of_names = tuple(
        tuple(word.surface for word in query_words(name, store.language)) for name in names(whole, store.language)
    )
    token_words = _of_tokens(encoded.words if encoded else (), words)
    return Query(
        whole,
        words,
        tuple(pair_terms(meant.text, store.language)),
        importance,
        of_names,
        _named(of_names, words, store.language),
        meant.corrections,
        kinds_asked(meant.text, store.language),
        _all_terms(f"{context} {meant.text}", words, store) if words else (),
        encoded.vector if encoded else None,
        encoded.tokens if encoded else None,
        token_words,
        _shared(importance, token_words),
    )


def _read(said: Wording, store: LanguageIndex, model: Model) -> _Meant:
    text = said.text
    words: list[Word] = []
    corrections: list[tuple[str, str]] = []
    for word in map(said.widened, _asked(text, store)):
        found = _corrections(word, store, model)
        if found:
            corrections.append((word.surface, found[0].word))
        # It may be the one that tells what is asked for. What is near one in Cyrillic is mostly a word of its own.
        if found and word.surface.isascii() and is_stop_word(found[0].word, store.language):
            text = re.sub(rf"\b{re.escape(word.surface)}\b", found[0].word, text, flags=re.IGNORECASE)
        else:
            words.append(_corrected(word, found, store) if found else word)
    return _Meant(text, tuple(words), tuple(corrections))


def _read_japanese(said: Wording, store: LanguageIndex) -> _Meant:
    slips = mistyping.corrections(said.text, store.speller.units, store.knows)
    text = mistyping.corrected(said.text, slips)
    trusts = {word.surface: slip.trust for slip in slips for word in query_words(slip.meant, "ja")}
    words = (_trusted(said.widened(word), trusts.get(word.surface, 1.0)) for word in _asked(text, store))
    return _Meant(text, tuple(words), tuple((slip.typed, slip.meant) for slip in slips))


def _asked(text: str, store: LanguageIndex) -> list[Word]:
    """The words of a text, less the everyday ones that no document has."""
    return [
        word
        for word in query_words(text, store.language)
        if store.knows(word.terms[0]) or not _is_empty(word.surface, store.language)
    ]


def _is_empty(word: str, language: Language) -> bool:
    """Whether a word says nothing of what is asked; around a name in another script the question may be English."""
    return is_everyday(word, language) or is_stop_word(word, "en")


def _left_out(said: Sequence[Word], context: str, store: LanguageIndex) -> list[Word]:
    """The words of the questions before that this one does not have; the longer ago, the less they count."""
    seen = {word.surface for word in said}
    words: list[Word] = []
    weight = CONTEXT if said else 1.0
    for question in reversed(context.splitlines()):
        new = [word for word in _asked(question, store) if word.surface not in seen]
        words += [replace(word, importance=word.importance * weight) for word in new]
        seen |= {word.surface for word in new}
        weight *= CONTEXT
    return words


def _all_terms(text: str, words: Sequence[Word], store: LanguageIndex) -> tuple[str, ...]:
    """The terms of the question as a document's would be, and those of its corrections."""
    terms = document_terms(text, store.language)
    return (*terms, *{term for word in words for term in word.terms}.difference(terms))


def _named(of_names: Sequence[Sequence[str]], words: Sequence[Word], language: Language) -> NDArray[np.bool_]:
    """Which words are numbers, or belong to a name; in Japanese only as a whole, not by two of its characters."""
    surfaces = {surface for name in of_names for surface in name}
    if language == "ja":
        surfaces = {surface for surface in surfaces if surface.startswith(DICTIONARY_MARK)}
    return np.array([word.surface in surfaces or word.surface[0].isdigit() for word in words], np.bool_)


def _of_tokens(parts_of: Sequence[str], words: Sequence[Word]) -> NDArray[np.int64]:
    """For each token the position of the word that it is a part of; -1 in what is no word to search for."""
    positions = {word.surface: i for i, word in enumerate(words)}
    # Some models take the space before a word, or the mark after it, for a part of it.
    return np.array([positions.get(fold(word).strip(_EDGES), -1) for word in parts_of], np.int64)


def _shared(importance: NDArray[np.float32], token_words: NDArray[np.int64]) -> NDArray[np.float32]:
    """The importance of each token's word, shared among its tokens; 0 for a token of no word."""
    counts = np.bincount(token_words + 1, minlength=len(importance) + 1)
    shares = np.append(importance / np.maximum(counts[1:], 1), np.float32(0))
    return np.asarray(shares[token_words], np.float32)


def _trusted(word: Word, trust: float) -> Word:
    return word if trust == 1 else replace(word, weights=tuple(weight * trust for weight in word.weights))


def _corrections(word: Word, store: LanguageIndex, model: Model) -> list[Correction]:
    if (
        not word.lookup
        or store.speller.knows(word.lookup)
        or word.terms[0] in store.passage_terms
        or model.is_common(word.surface)
    ):
        return []
    return store.speller.corrections(word.lookup)


def _corrected(word: Word, corrections: list[Correction], store: LanguageIndex) -> Word:
    weights: dict[str, float] = {}
    if len(word.terms) > 1:
        weights = {term: AS_TYPED * weight for term, weight in zip(word.terms, word.weights, strict=True)}
    for correction in corrections:
        meant = word_of(correction.word, store.language)
        for term, weight in zip(meant.terms, meant.weights, strict=True):
            weights[term] = max(weights.get(term, 0.0), weight * correction.trust)
    return replace(word, terms=tuple(weights), weights=tuple(weights.values()))


def _importance(word: Word, store: LanguageIndex) -> float:
    matters = np.array([store.passage_terms.importance(term) for term in word.terms])
    return float(np.average(matters, weights=word.weights)) * word.importance
