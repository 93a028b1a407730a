"""How probable it is that the first passage of a ranking answers.

A cosine does not tell: an off-topic question is often nearer to some passage than a good one is to its answer. A
logistic regression on what speaks for and against does, fitted by `scripts/fit` on questions with and without an answer
and on corpora from which some were taken away. No single piece of evidence decides, but one: a question that is stored
as unanswered is refused.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from index.documents import LANGUAGES, Language
from index.retrieval.candidates import FEATURES, matches
from index.retrieval.query import Query
from index.retrieval.ranking import Ranking
from index.store.language_index import LanguageIndex
from index.store.store import Store
from index.text import text_language
from index.text.normalization import fold
from index.text.words import Word

EVIDENCE = (
    "reader",  # the reader's log-odds that the first passage answers
    "rivals",  # the highest of its log-odds for the others that it read
    "lead",  # how far the first passage's score is above the second's
    "vector",  # the best cosine with the passage, a sentence or a stored question
    "question_vector",  # as in `candidates.FEATURES`, as are the next five
    "questions",
    "bm25",
    "coverage",
    "agreement",
    "own",
    "missing",  # the share of the question's words, by importance, that neither the passage nor its questions have
    "rarest_missing",  # the importance of the rarest of these, to that of a word that nobody has
    "number_missing",  # whether a number of the question, such as a year, is not there
    "unanswered",  # how much nearer the question is to one that no passage answers than to those that it answers
)
# Being so much less near to one that no passage answers still counts.
MARGIN = 0.05
# So many stored questions are compared with the one that is asked, word for word.
NEAREST = 3
# A question is answered when its confidence is at least this.
ANSWERED = 0.5
# A term that no text has: none is empty.
_UNKNOWN = ""
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for and against the first passage of a ranking, by name."""

    values: Mapping[str, float]

    def log_odds(self, weights: Mapping[str, float]) -> float:
        """Log-odds that the first passage answers, by weights that have a `bias`."""
        return weights["bias"] + sum(weights.get(name, 0.0) * value for name, value in self.values.items())

    def probability(self, weights: Mapping[str, float]) -> float:
        """Probability that the first passage answers."""
        return probability_of(self.log_odds(weights))


def probability_of(log_odds: float) -> float:
    """The probability that has these log-odds."""
    return float(1 / (1 + np.exp(-np.clip(log_odds, -30, 30))))


def evidence(query: Query, store: Store, ranking: Ranking) -> Evidence:
    """`EVIDENCE` for the first of at least one ranked passage."""
    features = dict(zip(FEATURES, ranking.features[0].tolist(), strict=True))
    lacks = _lacking(query, store, int(ranking.rows[0]))
    scores, readings = ranking.scores, ranking.readings
    nearest = max(features["sentence_vector"], features["question_vector"])
    others = [reading.answers for reading in readings[1:]]
    values = {
        "reader": readings[0].answers if readings else 0.0,
        "rivals": max(others) if others else 0.0,
        "lead": float(scores[0] - scores[1]) if len(scores) > 1 else 1.0,
        "vector": max(features["passage_vector"], nearest),
        "missing": lacks.share,
        "rarest_missing": lacks.rarest,
        "number_missing": lacks.number,
        "unanswered": max(0.0, ranking.unanswered[0][1] - nearest + MARGIN) if ranking.unanswered else 0.0,
    }
    return Evidence({name: values[name] if name in values else features[name] for name in EVIDENCE})


def stored_unanswered(query: Query, store: Store, ranking: Ranking) -> str | None:
    """The stored question without an answer that this one is, whatever the order of its words; None if it is none.

    Then there is nothing left to be weighed.
    """
    if query.context:
        return None
    spans, start = store.fields[2]
    near = [vector_row - start for vector_row, _ in ranking.unanswered[:NEAREST]]
    for row in near if store.vectors is not None else _unanswered_by_words(query, store):
        owner = int(spans.owners[row])
        passage = store.passages[owner]
        question = passage.unanswered[row - int(spans.starts[owner])]
        if _spelling(question, passage.language) == _spelling(query.text, query.language):
            return question
    return None


def _unanswered_by_words(query: Query, store: Store) -> list[int]:
    """The stored questions without an answer that have most of the question's words, where there are no vectors."""
    index = store.languages.get(query.language)
    if index is None:
        return []
    agreement = matches(query.words[query.language], index.unanswered.terms).agreement
    rows = np.flatnonzero(agreement)
    best = rows[np.argsort(-agreement[rows], kind="stable")[:NEAREST]]
    return [int(row) for row in best + store.unanswered.starts[index.first]]


def _spelling(question: str, language: Language) -> object:
    """What two questions that are the same have in common."""
    own = text_language(language)
    words = map(own.key, _WORD.findall(fold(question)))
    return sorted(words) if own.spaced else "".join(words)


@dataclass(frozen=True, slots=True)
class _Lacking:
    share: float
    rarest: float
    number: float


def _lacking(query: Query, store: Store, row: int) -> _Lacking:
    """What of the question's words a passage lacks; where their languages differ only numbers can be told.

    Of a follow-up its own words count, if it has any: what was asked before is in the passage that answered that, and
    would speak for it whatever is asked now.
    """
    language = LANGUAGES[store.language_of[row]]
    index, found = store.languages[language], query.words[language]
    words, importances = found.words[: found.own or None], found.importance[: found.own or None]
    first = int(index.preceding[row - index.first])
    share = rarest = number = 0.0
    for word, importance in zip(words, importances.tolist(), strict=True):
        if word.surface[0].isdigit():
            number = max(number, 1 - _has(word, index, first, row - index.first))
        if language == query.language and not query.foreign:
            lacking = 1 - _has(word, index, row - index.first, row - index.first)
            share += lacking * importance
            rarest = max(rarest, lacking * importance)
    total = float(importances.sum()) or 1.0
    return _Lacking(share / total, rarest / index.passages.importance(_UNKNOWN), number)


def _has(word: Word, index: LanguageIndex, first: int, last: int) -> float:
    """How much of a word, 0 to 1, the passages from `first` to `last` have with their headings and questions."""
    rows = slice(index.questions.spans.of(first).start, index.questions.spans.of(last).stop)
    return min(
        1.0,
        sum(
            weight
            for term, weight in zip(word.terms, word.weights, strict=True)
            if index.passages.has(term, first, last + 1) or index.questions.terms.has(term, rows.start, rows.stop)
        ),
    )
