"""The weights of ranking and confidence, fitted on questions with known answers.

The ranking is fitted by the softmax loss of the right passage among all candidates, the confidence by logistic
regression on whether the first passage is right; both with an L2 penalty and with signs that make sense, so that
each weight can be read: no signal may count against what it speaks for. Each basis (what a search has to go on, see
`index.retrieval.weights`) has its own weights, fitted on corpora stripped to that basis.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.embedding.encoder import Encoder
from index.evaluation.logistic import Floats, Sample, fit_logistic
from index.evaluation.questions import Exchange, Judge, Question
from index.passages import Passage
from index.retrieval.confidence import Evidence, evidence
from index.retrieval.followups import leaning, may_lean, standing
from index.retrieval.query import Query, prepare
from index.retrieval.ranking import SIGNALS, Candidates, candidates
from index.search import REMEMBERED
from index.store.fields import Views
from index.store.language_index import LanguageIndex
from index.store.vectors import VectorIndex

RANKING_PENALTY = 2e-4
# The mix of questions that the confidence is calibrated for: as people ask, most questions have an answer.
MIX = {"answerable": 0.7, "near": 0.15, "far": 0.15}
# What a question counts that the documents answer, but not by the first passage: to refuse it is no better than to
# miss it.
MISSED = 0.3
# Of the questions after an answer that may lean on it, so many do.
FOLLOWING = 0.6
# What a piece of evidence may count for: +1 only for, -1 only against the answer, 0 either way.
SIGNS = {
    "unknown": -1,
    "elsewhere": -1,
    "left": -1,
    "number_missing": -1,
    "name_missing": -1,
    "focus_missing": -1,
    "kind_missing": -1,
    "unanswered": -1,
    "unanswered_vector": -1,
}
# The same for a question's standing alone, where that is another.
STANDING_SIGNS = {"points_back": -1, "phrased": 0}


@dataclass(frozen=True, slots=True)
class Asked:
    """A question put to a store, its candidates, and which of them are right, by their positions."""

    question: Question
    query: Query
    store: LanguageIndex
    candidates: Candidates
    right: NDArray[np.int64]


class Group(NamedTuple):
    """Questions put to one store, and what they count. `whole` is false where a part of the passages was taken away."""

    asked: Sequence[Asked]
    whole: bool = True
    weight: float = 1.0


def ask_all(
    store: LanguageIndex, questions: Iterable[Question], encoder: Encoder, judge: Judge, context: str = ""
) -> list[Asked]:
    """Put questions to a store, all after the same questions or, without any, each alone."""
    asked = []
    for question in questions:
        query = prepare(question.text, store, encoder, context)
        found = candidates(query, store)
        right = [i for i, row in enumerate(found.rows) if judge.right(question, store.passages[row])]
        asked.append(Asked(question, query, store, found, np.array(right, np.int64)))
    return asked


def parts(passages: Sequence[Passage], count: int = 2) -> list[list[Passage]]:
    """The passages without a part of them each, the same paragraphs in each language.

    The questions on the missing part become near misses.
    """
    groups = [int(sha256((p.key or p.title).encode()).hexdigest(), 16) % count for p in passages]
    return [[p for p, group in zip(passages, groups, strict=True) if group != part] for part in range(count)]


def left_out(passages: Sequence[Passage], judge: Judge, share: int = 6) -> tuple[list[Passage], list[Question]]:
    """The passages without one of `share` of their stored questions, and those as questions to ask."""
    kept, asked = [], []
    for passage in passages:
        out = [q for q in passage.questions if int(sha256(q.encode()).hexdigest(), 16) % share == 0]
        kept.append(replace(passage, questions=tuple(q for q in passage.questions if q not in out)))
        facts = judge.facts.get(passage.key or "", frozenset())
        asked += [
            Question(f"stored-{passage.key}", q, passage.language, "stored", answerable=True, facts=facts) for q in out
        ]
    return kept, asked


def without_unanswered(store: LanguageIndex) -> LanguageIndex:
    """The store without the questions that no passage answers."""
    _, _, start = store.vector_starts
    vectors = VectorIndex.build(store.vectors.rows(np.arange(start))) if store.vectors is not None else None
    return replace(store, unanswered=Views.build([], [], [0] * len(store.passages)), vectors=vectors)


def fit_ranking(groups: Sequence[Group]) -> dict[str, float]:
    """Weights of `SIGNALS`; each group of questions counts its weight, whatever its size."""
    from scipy.optimize import minimize

    useful = [(a, group.weight / len(group.asked)) for group in groups for a in group.asked if len(a.right)]
    width = max(len(a.candidates.rows) for a, _ in useful)
    signals = np.zeros((len(useful), width, len(SIGNALS)))
    there, right = np.full((len(useful), width), -np.inf), np.full((len(useful), width), -np.inf)
    for i, (a, _) in enumerate(useful):
        signals[i, : len(a.candidates.rows)] = a.candidates.signals
        there[i, : len(a.candidates.rows)] = 0
        right[i, a.right] = 0
    counts = np.array([weight for _, weight in useful])
    counts /= counts.sum()

    def loss(weights: Floats) -> tuple[float, Floats]:
        scores = signals @ weights
        among, best = _softmax(scores + there), _softmax(scores + right)
        value = counts @ (_logsumexp(scores + there) - _logsumexp(scores + right)) + RANKING_PENALTY * weights @ weights
        gradient = np.einsum("q,qc,qcs->s", counts, among - best, signals) + 2 * RANKING_PENALTY * weights
        return float(value), gradient

    solved = minimize(loss, np.zeros(len(SIGNALS)), jac=True, method="L-BFGS-B", bounds=[(0, None)] * len(SIGNALS))
    return {name: round(float(weight), 4) for name, weight in zip(SIGNALS, solved.x, strict=True)}


def fit_confidence(groups: Sequence[Group], ranking: dict[str, float]) -> dict[str, float]:
    """Weights of `EVIDENCE` and the bias, given the ranking's; each group counts its weight, whatever its size."""
    samples = []
    for group in groups:
        for asked, weight in zip(group.asked, _mixed(group), strict=True):
            first = _first(asked, ranking)
            if first is not None:
                count = weight * group.weight * (MISSED if len(asked.right) and not first.right else 1.0)
                samples.append(Sample(first.evidence.values, first.right, count))
    return fit_logistic(samples, SIGNS)


class Told(NamedTuple):
    """A question in a conversation, put to a store alone and together with what it may leave out.

    `made_up` tells one that was not asked after what it is put after.
    """

    alone: Asked
    together: Asked
    made_up: bool


def tell_all(store: LanguageIndex, conversations: Iterable[Exchange], encoder: Encoder, judge: Judge) -> list[Told]:
    """Put to a store those questions that may lean on the ones before."""
    told = []
    for before, question in conversations:
        (alone,) = ask_all(store, [question], encoder, judge)
        if may_lean(alone.query, store.language):
            context = "\n".join(earlier.text for earlier in before[-REMEMBERED:])
            (together,) = ask_all(store, [question], encoder, judge, context)
            told.append(Told(alone, together, made_up=question.after is None))
    return told


def fit_followups(
    told: Sequence[Told], ranking: dict[str, float], confidence: dict[str, float]
) -> tuple[dict[str, float], dict[str, float]]:
    """Weights of `LEANING` and of `STANDING` with their biases, given the others."""
    shares = {False: FOLLOWING, True: 1 - FOLLOWING}
    counts = Counter(one.made_up for one in told)
    leans, stands = [], []
    for one in told:
        count = shares[one.made_up] / counts[one.made_up]
        language = one.alone.store.language
        if together := _first(one.together, ranking):
            log_odds = together.evidence.log_odds(confidence)
            evidence = leaning(one.alone.query, one.alone.store, together.row, log_odds)
            leans.append(Sample(evidence.values, together.right, count))
        if alone := _first(one.alone, ranking):
            evidence = standing(one.alone.query, language, alone.evidence.log_odds(confidence))
            stands.append(Sample(evidence.values, alone.right, count))
    return fit_logistic(leans, SIGNS), fit_logistic(stands, SIGNS | STANDING_SIGNS)


def _mixed(group: Group) -> list[float]:
    """A weight for each question, so that the group's kinds are mixed as in `MIX`; together 1.

    A group of nothing but questions with an answer says nothing about refusing and weighs nothing.
    """
    kinds = [_kind(asked, whole=group.whole) for asked in group.asked]
    refused = sum(MIX[kind] for kind in {"near", "far"}.intersection(kinds))
    if not refused:
        return [0.0] * len(kinds)
    answerable = MIX["answerable"]
    share = {kind: part if kind == "answerable" else part * (1 - answerable) / refused for kind, part in MIX.items()}
    return [share[kind] / kinds.count(kind) for kind in kinds]


def _kind(asked: Asked, *, whole: bool) -> str:
    """Which part of `MIX` a question belongs to: one whose answer was taken away is a near miss."""
    if asked.question.kind == "far":
        return "far"
    return "answerable" if (asked.question.answerable if whole else len(asked.right)) else "near"


class _First(NamedTuple):
    """The first passage of a ranking: its row, whether it is right, and what speaks for it."""

    row: int
    right: bool
    evidence: Evidence


def _first(asked: Asked, weights: dict[str, float]) -> _First | None:
    ranking = asked.candidates.ranked(weights)
    if not len(ranking.rows):
        return None
    row = int(ranking.rows[0])
    right = row in asked.candidates.rows[asked.right]
    return _First(row, bool(right), evidence(asked.query, asked.store, ranking))


def _logsumexp(scores: Floats) -> Floats:
    highest = scores.max(1, keepdims=True)
    return np.asarray(highest[:, 0] + np.log(np.exp(scores - highest).sum(1)))


def _softmax(scores: Floats) -> Floats:
    powers = np.exp(scores - scores.max(1, keepdims=True))
    return np.asarray(powers / powers.sum(1, keepdims=True))
