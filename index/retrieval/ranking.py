"""Passages ranked for a question: one weighted sum of what speaks for each, and the best of them read.

The sum (`weights.json`, fitted by `scripts/fit`) orders everything that was found. What a sum cannot tell, a reader
can: it reads the question together with each of the best passages, and has its say in their order.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from index.passages import Passage
from index.retrieval.candidates import FEATURES, Candidates, find
from index.retrieval.query import Query
from index.store.store import Store

# So many passages are read at most, and only those with at least a fiftieth of the first one's odds by the sum (which
# was fitted as log-odds): where nothing is in doubt there is little to read.
READ = 6
IN_DOUBT = 4.0


class Reading(NamedTuple):
    """What a reader makes of a question and a passage.

    `answers` are the log-odds that the passage answers; `sentences` has a score for each sentence, the higher the more
    likely it is the one that does.
    """

    answers: float
    sentences: NDArray[np.float32]


class Reader(Protocol):
    """Reads a question together with passages, see `index.reader`."""

    def read(self, question: str, passages: Sequence[Passage]) -> list[Reading]:
        """One reading a passage."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """Candidates, best first: their rows in the store, scores, and features of shape (len(rows), FEATURES).

    `readings` are those of the first few; there are none without a reader.
    """

    rows: NDArray[np.int64]
    scores: NDArray[np.float32]
    features: NDArray[np.float32]
    readings: tuple[Reading, ...]
    unanswered: tuple[tuple[int, float], ...]


NO_RANKING = Ranking(np.zeros(0, np.int64), np.zeros(0, np.float32), np.zeros((0, len(FEATURES)), np.float32), (), ())


def rank(query: Query, store: Store, weights: Mapping[str, float], reader: Reader | None) -> Ranking:
    """Rank the passages that are found by any way."""
    found = find(query, store)
    scores = first_scores(found, weights)
    order = np.argsort(-scores, kind="stable")
    if reader is None or not len(order):
        return _ranking(found, order, scores, ())
    read = in_doubt(scores, order)
    readings = reader.read(query.read, [store.passages[int(row)] for row in found.rows[read]])
    scores[read] += weights["reader"] * np.array([reading.answers for reading in readings], np.float32)
    again = np.argsort(-scores[read], kind="stable")
    order = np.concatenate([read[again], order[len(read) :]])
    return _ranking(found, order, scores, tuple(readings[i] for i in again))


def in_doubt(scores: NDArray[np.float32], order: NDArray[np.int64]) -> NDArray[np.int64]:
    """The first of an order that have to be read."""
    first = order[:READ]
    return np.asarray(first[scores[first] > scores[first[0]] - IN_DOUBT], np.int64)


def first_scores(found: Candidates, weights: Mapping[str, float]) -> NDArray[np.float32]:
    """The weighted sums, before anything is read."""
    return np.asarray(found.features @ np.array([weights[name] for name in FEATURES], np.float32), np.float32)


def _ranking(
    found: Candidates, order: NDArray[np.int64], scores: NDArray[np.float32], readings: tuple[Reading, ...]
) -> Ranking:
    return Ranking(found.rows[order], scores[order], found.features[order], readings, found.unanswered)
