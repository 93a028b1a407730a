"""Passages found for a question, and what speaks for each: by words in each language, by meaning in one space."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.documents import LANGUAGES
from index.retrieval.query import LanguageQuery, Query
from index.store.bm25 import Scores, TermIndex
from index.store.language_index import LanguageIndex
from index.store.store import Store

FEATURES = (
    "passage_vector",  # cosine of the question and the passage with its headings
    "sentence_vector",  # cosine of the question and the passage's best sentence
    "question_vector",  # cosine of the question and its best stored question; where there is none, its best sentence
    "questions",  # 1 where a question is stored with the passage
    "bm25",  # BM25 of the passage with its headings, as a share of the highest that the question could reach
    "coverage",  # share of the question's words, by importance, that the passage has
    "sentence_coverage",  # share of the question's words that its best sentence has
    "agreement",  # how far the question and its best stored question, or sentence, have the same words
    "own",  # 1 where the passage, or its counterpart, is in the question's own language
)
# So many passages are taken from each way of finding them before all features are computed.
CANDIDATES = 40
# Vector rows looked up for that: a passage has several.
NEAREST_ROWS = 400
# What a word counts that is said in the passages before and not in this one: an article names the president once.
SAID_BEFORE = 0.9


@dataclass(frozen=True, slots=True)
class Candidates:
    """The groups of passages worth a look.

    `rows[i]` is the passage that speaks for group `i`: in the question's language where there is one. `features` has
    shape (groups, FEATURES), each the best of the group's passages. `unanswered` are the stored questions without an
    answer that are near, as (vector row, cosine), nearest first.
    """

    rows: NDArray[np.int64]
    features: NDArray[np.float32]
    unanswered: tuple[tuple[int, float], ...]

    def of(self, name: str) -> NDArray[np.float32]:
        """One feature of all groups."""
        return np.asarray(self.features[:, FEATURES.index(name)])


def find(query: Query, store: Store) -> Candidates:
    """Find passages by every way, bring in what says the same in other languages, and tell what speaks for each."""
    lexical = _lexical(query, store)
    rows, cosines = _nearest(query, store)
    owners = store.owners(rows)
    found = [_first(owners[owners >= 0])]
    for index in store.languages.values():
        found += [index.first + _top(lexical[index.rows, column]) for column in (0, 3)]
    groups = np.unique(store.groups[np.concatenate(found).astype(np.int64)])
    unanswered = tuple(
        (int(row), float(cosine)) for row, cosine, owner in zip(rows, cosines, owners, strict=True) if owner < 0
    )
    if not len(groups):
        return Candidates(groups, np.zeros((0, len(FEATURES)), np.float32), unanswered)
    members = np.flatnonzero(np.isin(store.groups, groups))
    spoken = store.language_of[members] == LANGUAGES.index(query.language)
    own = (spoken & (not query.foreign)).astype(np.float32)[:, None]
    features = np.hstack([_cosines(query, store, members), lexical[members], own])
    return _grouped(members, features, spoken, store, unanswered)


def _grouped(
    members: NDArray[np.int64],
    features: Scores,
    spoken: NDArray[np.bool_],
    store: Store,
    unanswered: tuple[tuple[int, float], ...],
) -> Candidates:
    """One candidate a group: its best features, and the passage that is shown for it."""
    _, group = np.unique(store.groups[members], return_inverse=True)
    best = np.full((int(group.max()) + 1, features.shape[1]), -np.inf, np.float32)
    np.maximum.at(best, group, features)
    # In the language to answer in first; then what is nearest.
    likes = spoken * 10 + features[:, :2].sum(1) + features[:, 5]
    order = np.lexsort((-likes, group))
    first = np.unique(group[order], return_index=True)[1]
    return Candidates(members[order[first]], best, unanswered)


def _lexical(query: Query, store: Store) -> Scores:
    """The features of words, for every passage of the store, shape (passages, 4)."""
    features = np.zeros((len(store.passages), 4), np.float32)
    for language, index in store.languages.items():
        words = query.words[language]
        passage, sentence, question = (
            matches(words, terms) for terms in (index.passages, index.sentences.terms, index.questions.terms)
        )
        coverage = np.minimum(passage.coverage + _said_before(words, index), 1)
        features[index.rows] = np.stack(
            [
                passage.bm25,
                coverage,
                index.sentences.spans.best(sentence.coverage),
                np.where(
                    np.diff(index.questions.spans.starts) > 0,
                    index.questions.spans.best(question.agreement),
                    index.sentences.spans.best(sentence.agreement),
                ),
            ],
            axis=1,
        )
    return features


@dataclass(frozen=True, slots=True)
class Matches:
    """What a question and each text of an index share, each from 0 to 1."""

    bm25: Scores
    coverage: Scores
    agreement: Scores
    """Harmonic mean of the shares of either's words that the other has."""


def matches(query: LanguageQuery, index: TermIndex) -> Matches:
    """Compare a question with every text of an index."""
    bm25, coverage, mass = np.zeros((3, index.count), np.float32)
    ideal = 0.0
    for word, importance in zip(query.words, query.importance, strict=True):
        share = np.zeros(index.count, np.float32)
        for term, weight in zip(word.terms, word.weights, strict=True):
            rows, scores = index.postings(term)
            idf = index.idf(term)
            bm25[rows] += word.importance * weight * scores
            share[rows] += weight
            mass[rows] += idf
            ideal += word.importance * weight * idf
        coverage += importance * np.minimum(share, 1)
    coverage /= float(query.importance.sum()) or 1.0
    covered = np.minimum(mass / np.maximum(index.masses, 1e-6), 1)
    both = coverage + covered
    agreement = 2 * coverage * covered / np.where(both > 0, both, np.float32(1))
    return Matches(bm25 / np.float32(ideal or 1), coverage, np.asarray(agreement, np.float32))


def _said_before(query: LanguageQuery, index: LanguageIndex) -> Scores:
    """The share of the question's words that are not in a passage but in those that it leans on."""
    share = np.zeros(index.passages.count, np.float32)
    rows = np.arange(index.passages.count)
    if not query.words or (index.preceding == rows).all():
        return share
    for word, importance in zip(query.words, query.importance, strict=True):
        said, repeated = (
            np.any([index.passages.within(term, starts, stops) for term in word.wholes], axis=0)
            for starts, stops in ((index.preceding, rows), (rows, rows + 1))
        )
        share += SAID_BEFORE * importance * (said & ~repeated)
    return np.asarray(share / (float(query.importance.sum()) or 1.0), np.float32)


def _cosines(query: Query, store: Store, members: NDArray[np.int64]) -> Scores:
    """Cosines with each passage, its best sentence, its best question, and whether it has one, shape (members, 4)."""
    features = np.zeros((len(members), 4), np.float32)
    features[:, 3] = np.diff(store.questions.starts)[members] > 0
    if query.vector is None or store.vectors is None:
        return features
    features[:, 0] = store.vectors.rows(members) @ query.vector
    for column, (spans, start) in zip((1, 2), store.fields, strict=False):
        rows, owners = spans.rows(members)
        if len(rows):
            np.maximum.at(features[:, column], owners, store.vectors.rows(rows + start) @ query.vector)
    bare = features[:, 3] == 0
    features[bare, 2] = features[bare, 1]
    return features


def _nearest(query: Query, store: Store) -> tuple[NDArray[np.int64], Scores]:
    if query.vector is None or store.vectors is None:
        return np.zeros(0, np.int64), np.zeros(0, np.float32)
    return store.vectors.nearest(query.vector, NEAREST_ROWS)


def _first(owners: NDArray[np.int64]) -> NDArray[np.int64]:
    """The first passages of an order in which a passage may stand more than once."""
    _, first = np.unique(owners, return_index=True)
    return owners[np.sort(first)[:CANDIDATES]]


def _top(scores: Scores) -> NDArray[np.int64]:
    """The rows of the highest scores above zero, in no order."""
    rows = np.flatnonzero(scores)
    if len(rows) > CANDIDATES:
        rows = rows[np.argpartition(-scores[rows], CANDIDATES)[:CANDIDATES]]
    return rows
