"""Passages ranked for a question: candidates from every view of a passage, signals for each, one weighted sum.

A passage is found by its words (BM25), by the words of its best sentence or of the best question stored with it,
and by the vectors of the same three. Each signal is a share of the highest that the question could reach, or a
cosine, so that it means the same in every corpus: the weights (`weights.json`, fitted by `scripts/fit`) are learned
once, and the confidence (`index.retrieval.confidence`) reads the same signals.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from index.retrieval.cosines import token_signals, vector_signals
from index.retrieval.preceding import said_before
from index.retrieval.query import Query
from index.store.bm25 import Scores, TermIndex
from index.store.fields import Views
from index.store.language_index import LanguageIndex
from index.text.answer_types import as_bits

SIGNALS = (
    "passage_terms",  # BM25 of the passage with its headings
    "coverage",  # share of the question's words, by importance, that the passage has, or takes as said
    "rare_coverage",  # the same with rare words counting still more (importance squared)
    "pairs",  # BM25 of the question's neighbouring words in the passage
    "sentence_terms",  # BM25 of the passage's best sentence
    "sentence_coverage",  # share of the question's words that its best sentence has
    "kind",  # the same, of the sentences only that offer the kind of answer that is asked for
    "question_terms",  # BM25 of the best question stored with the passage
    "question_coverage",  # share of the question's words that its best stored question has
    "question_agreement",  # how far the question and its best stored question have the same words and ask the same
    "passage_vector",  # cosine of the question and the passage with its headings
    "sentence_vector",  # cosine of the question and the passage's best sentence
    "question_vector",  # cosine of the question and its best stored question
    "tokens",  # mean over the question's tokens of the cosine with the passage's nearest token
    "rare_tokens",  # the same, the tokens of a word counting together as much as it matters
    "meaning",  # cosine of the places that the student gives the question and the passage
)
# What the same words are worth in a stored question that asks for another kind of answer: when, not where.
OTHER_KIND = 0.5
# How far a follow-up's own words decide; the rest is for them with what they leave out.
SAID = 0.25
# So many passages are taken from each way of finding them before all signals are computed.
CANDIDATES = 50
# Vector rows looked up for that: a passage has several.
NEAREST_ROWS = 400


@dataclass(frozen=True, slots=True)
class Ranking:
    """Candidates, best first: their rows on the store, scores, and signals of shape (len(rows), len(SIGNALS)).

    `sentence_coverage` has one entry a sentence of the store: the share of the question's words that it has.
    `question_agreement` has one a stored question: how far it and the question have the same words and ask the same;
    `unanswered_agreement` has one for each of those that no passage answers.
    """

    rows: NDArray[np.int64]
    scores: NDArray[np.float32]
    signals: NDArray[np.float32]
    sentence_coverage: Scores
    question_agreement: Scores
    unanswered_agreement: Scores


@dataclass(frozen=True, slots=True)
class Candidates:
    """The passages worth a look, in the order of their rows; otherwise as in `Ranking`."""

    rows: NDArray[np.int64]
    signals: NDArray[np.float32]
    sentence_coverage: Scores
    question_agreement: Scores
    unanswered_agreement: Scores

    def among(self, allowed: NDArray[np.bool_]) -> "Candidates":
        """Those whose rows are allowed; `allowed` has one entry a passage of the store."""
        kept = allowed[self.rows]
        return replace(self, rows=self.rows[kept], signals=self.signals[kept])

    def ranked(self, weights: Mapping[str, float]) -> Ranking:
        """Rank them by the weighted sum of their signals."""
        scores = self.signals @ np.array([weights[name] for name in SIGNALS], np.float32)
        order = np.argsort(-scores, kind="stable")
        return Ranking(
            self.rows[order],
            scores[order],
            self.signals[order],
            self.sentence_coverage,
            self.question_agreement,
            self.unanswered_agreement,
        )


def rank(query: Query, store: LanguageIndex, weights: Mapping[str, float]) -> Ranking:
    """Rank the passages that any view finds."""
    return candidates(query, store).ranked(weights)


def candidates(query: Query, store: LanguageIndex) -> Candidates:
    """Find passages in every view, and compute what speaks for each.

    For a follow-up that is the mean of what speaks for it with what it leaves out and without.
    """
    lexical = _lexical(query, store)
    rows = _found(query, store, lexical)
    signals = _signals(query, store, lexical, rows)
    if query.said is not None:
        said = _signals(query.said, store, _lexical(query.said, store), rows)
        signals = (1 - SAID) * signals + SAID * said
    return Candidates(rows, signals, lexical.sentence_coverage, lexical.agreement, lexical.unanswered)


@dataclass(frozen=True, slots=True)
class _Lexical:
    """What the words of a question say, before candidates are chosen.

    `signals` has shape (signals that are no vector's, passages); otherwise as in `Ranking`.
    """

    signals: Scores
    meaning: Scores
    sentence_coverage: Scores
    agreement: Scores
    unanswered: Scores

    def of(self, name: str) -> Scores:
        """One signal of all passages."""
        return np.asarray(self.signals[SIGNALS.index(name)], np.float32)


def _lexical(query: Query, store: LanguageIndex) -> _Lexical:
    passage = _matches(query, store.passage_terms)
    sentence, question, unanswered = (
        _matches(query, views.terms) for views in (store.sentences, store.questions, store.unanswered)
    )
    asked = as_bits(query.asks)
    agreement = _asking_alike(question, store.questions, asked)
    signals = np.stack(
        [
            passage.terms,
            passage.coverage,
            passage.rare_coverage,
            _pairs(query, store.passage_pairs),
            _best(sentence.terms, store.sentences),
            _best(sentence.coverage, store.sentences),
            _best(sentence.coverage * ((store.sentences.kinds & asked) != 0), store.sentences),
            _of_questions(question.terms, sentence.terms, store),
            _of_questions(question.coverage, sentence.coverage, store),
            _of_questions(agreement, _agreement(sentence), store),
        ]
    )
    meaning = store.student.similarities(query.terms) if store.student else np.zeros(len(store.passages), np.float32)
    return _Lexical(signals, meaning, sentence.coverage, agreement, _asking_alike(unanswered, store.unanswered, asked))


def _found(query: Query, store: LanguageIndex, lexical: _Lexical) -> NDArray[np.int64]:
    """Rows of the passages that any view finds."""
    asked = lexical.of("question_terms")
    plain = lexical.of("passage_terms") + lexical.of("sentence_terms") + asked
    return np.unique(np.concatenate([_top(plain), _top(asked), _top(lexical.meaning), _nearest(query, store)]))


def _signals(query: Query, store: LanguageIndex, lexical: _Lexical, rows: NDArray[np.int64]) -> NDArray[np.float32]:
    """Signals of these passages, shape (len(rows), len(SIGNALS))."""
    before = said_before(query, store, rows)
    signals = np.hstack(
        [
            lexical.signals[:, rows].T,
            vector_signals(query, store, rows),
            token_signals(query, store, rows, before),
            lexical.meaning[rows, None],
        ]
    )
    for name, importance in (("coverage", query.importance), ("rare_coverage", query.importance**2)):
        share = signals[:, SIGNALS.index(name)]
        np.minimum(share + (before * importance).sum(1) / (importance.sum() or 1.0), 1.0, out=share)
    return signals


@dataclass(frozen=True, slots=True)
class _Matches:
    """What a question and each row of an index share, each from 0 to 1."""

    terms: Scores
    coverage: Scores
    rare_coverage: Scores
    covered: Scores  # the share of the row's own terms that the question has


def _matches(query: Query, index: TermIndex) -> _Matches:
    terms, coverage, rare, mass = np.zeros((4, index.count), np.float32)
    ideal = 0.0
    for word, importance in zip(query.words, query.importance, strict=True):
        share = np.zeros(index.count, np.float32)
        for term, weight in zip(word.terms, word.weights, strict=True):
            rows, scores = index.postings(term)
            idf = index.idf(term)
            terms[rows] += word.importance * weight * scores
            share[rows] += weight
            mass[rows] += idf
            ideal += word.importance * weight * idf
        share = np.minimum(share, 1.0)
        coverage += importance * share
        rare += importance**2 * share
    total, rare_total = float(query.importance.sum()), float((query.importance**2).sum())
    covered = np.minimum(mass / np.maximum(index.masses, 1e-6), 1.0)
    return _Matches(terms / (ideal or 1.0), coverage / (total or 1.0), rare / (rare_total or 1.0), covered)


def _agreement(matches: _Matches) -> Scores:
    """Harmonic mean of the shares of either's words that the other has."""
    both = matches.coverage + matches.covered
    return np.asarray(2 * matches.coverage * matches.covered / np.where(both > 0, both, 1.0), np.float32)


def _asking_alike(matches: _Matches, questions: Views, asked: int) -> Scores:
    """Agreement with stored questions, less with those that ask for another kind of answer."""
    return _agreement(matches) * np.where(questions.kinds == asked, np.float32(1), np.float32(OTHER_KIND))


def _pairs(query: Query, index: TermIndex) -> Scores:
    ideal = sum(index.idf(pair) for pair in query.pairs)
    return index.scores((pair, 1.0) for pair in query.pairs) / (ideal or 1.0)


def _best(scores: Scores, views: Views) -> Scores:
    """The highest score among each passage's rows, 0 for a passage without any."""
    best = np.zeros(len(views.starts) - 1, np.float32)
    found = np.flatnonzero(scores)
    np.maximum.at(best, views.owners[found], scores[found])
    return best


def _of_questions(scores: Scores, of_sentences: Scores, store: LanguageIndex) -> Scores:
    """The best score among each passage's questions; a passage without any has its sentences in their place."""
    return np.where(store.questions.some, _best(scores, store.questions), _best(of_sentences, store.sentences))


def _top(scores: Scores) -> NDArray[np.int64]:
    """The rows of the highest scores above zero, in no order."""
    rows = np.flatnonzero(scores)
    if len(rows) > CANDIDATES:
        rows = rows[np.argpartition(-scores[rows], CANDIDATES)[:CANDIDATES]]
    return rows


def _nearest(query: Query, store: LanguageIndex) -> NDArray[np.int64]:
    """The passages of the nearest vectors."""
    if query.vector is None or store.vectors is None:
        return np.zeros(0, np.int64)
    rows, _ = store.vectors.nearest(query.vector, NEAREST_ROWS)
    owners = store.owners_of(rows)
    _, first = np.unique(owners, return_index=True)
    return owners[np.sort(first)[:CANDIDATES]]
