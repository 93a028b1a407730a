"""How probable it is that the first passage answers: a logistic regression on what speaks for and against it.

No cosine says this by itself: an off-topic question is often nearer to some passage than a good one is to its
answer. What tells them apart is what of the question is left over – words that no document knows, words that stand
in other passages only, a year or number that is not there – how clearly the first passage leads, and whether the
question is more like one that is known to have no answer. Weights are fitted (`scripts/fit`) on questions with and
without an answer, the near misses among them.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from index.retrieval.coverage import left_over
from index.retrieval.query import Query
from index.retrieval.ranking import SIGNALS, Ranking
from index.retrieval.rewriting import reworded
from index.store.bm25 import Scores
from index.store.language_index import LanguageIndex
from index.text.answer_types import as_bits
from index.text.words import document_terms

EVIDENCE = (
    "lead",  # the first passage's score less the second's
    "vector",  # the best of the first passage's cosines
    "meaning",  # the first passage's, as the student sees it
    "covered",  # logarithm of the importance of the question's words that the passage or its questions have
    "unknown",  # importance of the words that no passage of the language has, nor a question stored with one
    "elsewhere",  # importance of the words that documents have, but not this passage or its questions
    "left",  # what these two are of all the question's importance
    "number_missing",  # 1 when a number of the question is neither in the passage nor said just before it
    "name_missing",  # share of a name in the question – a country, a person – that is in neither, the worst one
    "focus_missing",  # the same of the thing that a question word points to: which airlines, how many staff
    "kind_missing",  # 1 when no sentence offers the kind of answer that is asked for
    "sentence_coverage",  # signals of the first passage, see index.retrieval.ranking
    "question_coverage",
    "question_agreement",
    "question_vector",
    "unanswered",  # how much more the question agrees with one that no passage answers than with the passage's best
    "unanswered_vector",  # the same of the cosines
)
# Being so much less like one that no passage answers still counts.
MARGIN = 0.2
# A probability below this is taken for it.
LEAST = 1e-12
# A question is answered when its confidence is at least this.
ANSWERED = 0.4


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for and against the first passage of a ranking, by name."""

    values: Mapping[str, float]

    def log_odds(self, weights: Mapping[str, float]) -> float:
        """Log-odds that the first passage answers, by weights that have a `bias`."""
        return weights["bias"] + sum(weights[name] * value for name, value in self.values.items())

    def probability(self, weights: Mapping[str, float], offset: float = 0.0) -> float:
        """Probability that the first passage answers; `offset` is the store's, see `index.retrieval.calibration`."""
        return probability_of(self.log_odds(weights) + offset)


def probability_of(log_odds: float) -> float:
    """The probability that has these log-odds."""
    return float(1 / (1 + np.exp(-np.clip(log_odds, -30, 30))))


def log_odds_of(probability: float) -> float:
    """Log-odds of a probability, which may be 0 or 1."""
    return float(np.log(np.clip(probability, LEAST, 1)) - np.log(np.clip(1 - probability, LEAST, 1)))


def evidence(query: Query, store: LanguageIndex, ranking: Ranking) -> Evidence:
    """`EVIDENCE` for the first of at least one ranked passage."""
    row, scores = int(ranking.rows[0]), ranking.scores
    signals = dict(zip(SIGNALS, ranking.signals[0].tolist(), strict=True))
    left = left_over(query, store, row)
    values = {
        "lead": float(scores[0] - scores[1]) if len(scores) > 1 else float(scores[0]),
        "vector": max(signals["passage_vector"], signals["sentence_vector"], signals["question_vector"]),
        "covered": left.covered,
        "unknown": left.unknown,
        "elsewhere": left.elsewhere,
        "left": left.share,
        "number_missing": left.number,
        "name_missing": left.name,
        "focus_missing": left.focus,
        "kind_missing": float(kind_missing(query, store, row)),
        "unanswered": _excess(ranking.unanswered_agreement, signals["question_agreement"]),
        "unanswered_vector": _excess(_unanswered_cosines(query, store), _answered_cosine(query, ranking)),
    }
    return Evidence({name: values[name] if name in values else signals[name] for name in EVIDENCE})


def known_unanswered(query: Query, store: LanguageIndex, ranking: Ranking) -> str | None:
    """The stored question without an answer that this one is, whatever the order of its words; None if it is none.

    Then there is nothing left to be weighed.
    """
    if query.said is not None or not len(store.unanswered):
        return None
    row = int(ranking.unanswered_agreement.argmax())
    owner = int(store.unanswered.owners[row])
    question = store.passages[owner].unanswered[row - int(store.unanswered.starts[owner])]
    if int(store.unanswered.kinds[row]) != as_bits(query.asks):
        return None
    asked, known = (document_terms(text, store.language) for text in (query.text, reworded(question, store).text))
    return question if set(asked) == set(known) else None


def _excess(unanswered: Scores, own: float) -> float:
    """How far the best of these comes above `own` less the margin."""
    return max(0.0, float(unanswered.max()) - own + MARGIN) if len(unanswered) else 0.0


def _answered_cosine(query: Query, ranking: Ranking) -> float:
    """Cosine of the passage's best stored question; of any passage's for a follow-up.

    Half of a follow-up's vector is the last question's, and like what is unanswered about that.
    """
    cosines = ranking.signals[:, SIGNALS.index("question_vector")]
    return float(cosines.max() if query.said is not None else cosines[0])


def _unanswered_cosines(query: Query, store: LanguageIndex) -> Scores:
    if query.vector is None or store.vectors is None:
        return np.zeros(0, np.float32)
    _, _, start = store.vector_starts
    return store.vectors.rows(np.arange(len(store.unanswered)) + start) @ query.vector


def kind_missing(query: Query, store: LanguageIndex, row: int) -> bool:
    """Whether no sentence of the passage of this row offers the kind of answer that is asked for."""
    sentences = slice(store.sentences.starts[row], store.sentences.starts[row + 1])
    offered = int(np.bitwise_or.reduce(store.sentences.kinds[sentences]))
    asked = as_bits(query.asks)
    return bool(asked) and not asked & offered
