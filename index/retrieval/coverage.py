"""What of a question a passage leaves over: the words that it does not have, and which of them matter most."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from index.retrieval.query import Query
from index.store.language_index import LanguageIndex
from index.text.answer_types import focus
from index.text.forms import forms_of
from index.text.words import WORD_WEIGHT, Word, query_words, word_of

# A term that no text has: none is empty.
UNKNOWN = ""


@dataclass(frozen=True, slots=True)
class LeftOver:
    """What of a question a passage lacks, see `index.retrieval.confidence.EVIDENCE`."""

    covered: float
    unknown: float
    elsewhere: float
    share: float
    number: float
    name: float
    focus: float


def left_over(query: Query, store: LanguageIndex, row: int) -> LeftOver:
    """What of the question's words the passage of this row lacks."""
    missing = _missing(query, store, row, row)
    covered = unknown = elsewhere = 0.0
    # In units of the rarest word's importance, so that they mean the same in a small corpus and a large one.
    importances = query.importance / store.passage_terms.importance(UNKNOWN)
    for word, importance in zip(query.words, importances.tolist(), strict=True):
        covered += (1 - missing[word.surface]) * importance
        if any(map(store.knows, word.wholes)):
            elsewhere += missing[word.surface] * importance
        else:
            unknown += missing[word.surface] * importance
    first = int(store.antecedents[row])
    unsaid = missing if first == row else _missing(query, store, first, row)
    number = max((unsaid[word.surface] for word in query.words if word.surface[0].isdigit()), default=0.0)
    pointed_at = (query_words(thing, store.language) for thing in focus(query.text, store.language))
    name = _worst(query.names, unsaid)
    focused = _worst(((word.surface for word in words) for words in pointed_at), missing)
    share = (unknown + elsewhere) / (covered + unknown + elsewhere or 1.0)
    return LeftOver(float(np.log1p(covered)), unknown, elsewhere, share, number, name, focused)


def _missing(query: Query, store: LanguageIndex, first: int, last: int) -> dict[str, float]:
    """How much of each word of the question, 0 to 1, the passages from `first` to `last` lack with their questions."""
    had = _said if store.language == "mn" else _had
    return {word.surface: 1 - had(word, store, first, last) for word in query.words}


def _had(word: Word, store: LanguageIndex, first: int, last: int) -> float:
    terms = zip(word.terms, word.weights, strict=True)
    return min(1.0, sum(weight for term, weight in terms if _has(store, first, last, term)))


def _said(word: Word, store: LanguageIndex, first: int, last: int) -> float:
    """How much of a Mongolian word is said: a form of it, or a whole word of what else it may mean."""
    if not word.lookup:
        return _had(word, store, first, last)
    own = word_of(word.surface, "mn").terms
    if _has(store, first, last, own[0]):
        return 1.0
    meant = sum(
        weight / WORD_WEIGHT
        for term, weight in zip(word.terms, word.weights, strict=True)
        if term.startswith("=") and term not in own and _has(store, first, last, term)
    )
    forms = forms_of(word.lookup, store.speller.beginning_with(word.lookup[0]))
    nearest = next((likeness for form, likeness in forms if _has(store, first, last, "=" + form)), 0.0)
    return max(nearest, min(1.0, meant))


def _has(store: LanguageIndex, first: int, last: int, term: str) -> bool:
    """Whether one of the passages, its headings or one of its questions has the term."""
    starts = store.questions.starts
    return store.passage_terms.has(term, first, last + 1) or store.questions.terms.has(
        term, int(starts[first]), int(starts[last + 1])
    )


def _worst(things: Iterable[Iterable[str]], missing: Mapping[str, float]) -> float:
    """The share that is missing of the thing of which most is, each given as its words; 0 without things."""
    return max((_mean_missing(thing, missing) for thing in things), default=0.0)


def _mean_missing(thing: Iterable[str], missing: Mapping[str, float]) -> float:
    parts = [missing[surface] for surface in thing if surface in missing]
    return sum(parts) / len(parts) if parts else 0.0
