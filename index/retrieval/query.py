"""A question analysed once for all that look at it: its vector, and its words as each language's index has them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.documents import Language
from index.embedding.encoder import Vector
from index.retrieval.rewriting import Wording, reworded
from index.store.language_index import LanguageIndex
from index.store.store import Store
from index.text import text_language
from index.text.spelling import Correction
from index.text.words import Word, query_words, word_of

# A Mongolian word that no document has is looked up both as it is (its n-grams may meet another form) and as
# corrected.
AS_TYPED = 0.5
# What a word of the question before counts, to one of this question; of the one before that, so much less again.
CONTEXT = 0.4
# Leads from what was asked before to what is asked now, for the encoder and the reader.
LEADS_TO = " → "


@dataclass(frozen=True, slots=True)
class LanguageQuery:
    """A question's words as one language's index has them; `importance[i]` says how much `words[i]` matters.

    The first `own` of them are the question's; the others are of what it leaves out.
    """

    words: tuple[Word, ...]
    importance: NDArray[np.float32]
    own: int


@dataclass(frozen=True, slots=True)
class Query:
    """What is searched for.

    `text` is the question as it was probably meant. `read` is what is encoded and read: the text, after what it
    leaves out. `words` has the question's words by language; there are none where it says nothing to search for.
    `vector` has shape (dimensions,) and is None for words alone. `corrections` are pairs of what was typed and meant.
    `foreign`: it is in a language that no document is written in, `language` being the one to answer in; so no word
    of it can be missed.
    """

    text: str
    read: str
    language: Language
    words: Mapping[Language, LanguageQuery]
    vector: Vector | None
    corrections: tuple[tuple[str, str], ...]
    context: bool = False
    foreign: bool = False

    @property
    def length(self) -> float:
        """How many words it has, those that say little in part.

        Without documents in its own language, the most that another finds: each takes the stop words of the others
        for words.
        """
        own = [self.words[self.language]] if self.language in self.words else self.words.values()
        return max((sum(word.importance for word in query.words) for query in own), default=0.0)


class Model(Protocol):
    """What the model has to say of a question, see `index.embedding.encoder`."""

    def encode_query(self, text: str) -> Vector:
        """Encode a question."""

    def is_common(self, word: str) -> bool:
        """Whether a word is one of the language, and so not misspelt."""


def analyse(
    text: str, language: Language, store: Store, model: Model, context: str = "", *, foreign: bool = False
) -> Query:
    """Make `text`, a question in `language`, a query for `store`.

    `context` is what a follow-up leaves out: the questions before it, a line each, whose words are searched for too
    but matter less. `foreign` is as in `Query`.
    """
    own = None if foreign else store.languages.get(language)
    said = reworded(text, own) if own else Wording(text.strip(), {})
    before = (reworded(context, own) if own else Wording(context, {})) if context else Wording("", {})
    meant = _spelt(said, own, model) if own else _Meant(said.text, (), ())
    words: dict[Language, LanguageQuery] = {}
    for name, index in store.languages.items():
        asked = meant.words if index is own else tuple(_asked(meant.text, index))
        found = (*asked, *map(before.widened, _left_out(asked, before.text, index))) if context else asked
        importance = np.array([_importance(word, index) for word in found], np.float32)
        words[name] = LanguageQuery(found, importance, len(asked))
    read = LEADS_TO.join(part for part in (" ".join(before.text.splitlines()), meant.text) if part)
    # Without a word it asks for nothing, and whatever the model finds near is by chance.
    speaks = any(query.words for query in words.values())
    vector = model.encode_query(read) if speaks and store.vectors is not None else None
    return Query(meant.text, read, language, words, vector, meant.corrections, bool(context), foreign)


@dataclass(frozen=True, slots=True)
class _Meant:
    """A question as it was probably meant, its words, and what was read as what."""

    text: str
    words: tuple[Word, ...]
    corrections: tuple[tuple[str, str], ...]


def _spelt(said: Wording, index: LanguageIndex, model: Model) -> _Meant:
    text = said.text
    words: list[Word] = []
    corrections: list[tuple[str, str]] = []
    for word in map(said.widened, _asked(text, index)):
        found = _corrections(word, index, model)
        if found:
            corrections.append((word.surface, found[0].word))
        # It may be the one that tells what is asked for. What is near one in Cyrillic is mostly a word of its own.
        if found and word.surface.isascii():
            text = re.sub(rf"\b{re.escape(word.surface)}\b", found[0].word, text, flags=re.IGNORECASE)
        if not (found and word.surface.isascii() and text_language(index.language).is_stop_word(found[0].word)):
            words.append(_corrected(word, found, index) if found else word)
    return _Meant(text, tuple(words), tuple(corrections))


def _asked(text: str, index: LanguageIndex) -> list[Word]:
    """The words of a text, less the everyday ones that no document has."""
    return [
        word
        for word in query_words(text, index.language)
        if index.knows(word.terms[0]) or not _is_empty(word.surface, index.language)
    ]


def _is_empty(word: str, language: Language) -> bool:
    """Whether a word says nothing of what is asked; around a name in another script the question may be English."""
    return text_language(language).is_everyday(word) or text_language("en").is_stop_word(word)


def _left_out(said: Sequence[Word], context: str, index: LanguageIndex) -> list[Word]:
    """The words of the questions before that this one does not have; the longer ago, the less they count."""
    seen = {word.surface for word in said}
    words: list[Word] = []
    weight = CONTEXT if said else 1.0
    for question in reversed(context.splitlines()):
        new = [word for word in _asked(question, index) if word.surface not in seen]
        words += [replace(word, importance=word.importance * weight) for word in new]
        seen |= {word.surface for word in new}
        weight *= CONTEXT
    return words


def _corrections(word: Word, index: LanguageIndex, model: Model) -> list[Correction]:
    if (
        not word.lookup
        or index.speller.knows(word.lookup)
        or word.terms[0] in index.passages
        or (text_language(index.language).whole_words and model.is_common(word.surface))
    ):
        return []
    return index.speller.corrections(word.lookup)


def _corrected(word: Word, corrections: list[Correction], index: LanguageIndex) -> Word:
    weights: dict[str, float] = {}
    if len(word.terms) > 1:
        weights = {term: AS_TYPED * weight for term, weight in zip(word.terms, word.weights, strict=True)}
    for correction in corrections:
        meant = word_of(correction.word, index.language)
        for term, weight in zip(meant.terms, meant.weights, strict=True):
            weights[term] = max(weights.get(term, 0.0), weight * correction.trust)
    return replace(word, terms=tuple(weights), weights=tuple(weights.values()))


def _importance(word: Word, index: LanguageIndex) -> float:
    matters = np.array([index.passages.importance(term) for term in word.terms])
    return float(np.average(matters, weights=word.weights)) * word.importance
