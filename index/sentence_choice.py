"""Within a passage: the sentence that answers, and the stored question that is nearest."""

import numpy as np
from numpy.typing import NDArray

from index.asking import KINDS
from index.query import Query
from index.shelf import Shelf
from index.terms import Scores
from index.words import document_terms

# What it is worth that a sentence offers the kind of answer that is asked for, in shares of the question's words.
KIND_BONUS = 0.15


def answering_sentence(query: Query, shelf: Shelf, row: int, coverage: Scores) -> tuple[int, int]:
    """Offsets of the sentence of passage `row` that answers best.

    `coverage` has for every sentence of the shelf the share of the question's words that it has.
    """
    spans = shelf.passages[row].sentences
    if len(spans) == 1:
        return spans[0]
    rows = np.arange(shelf.sentences.starts[row], shelf.sentences.starts[row + 1])
    asked = sum(1 << i for i, kind in enumerate(KINDS) if kind in query.asks)
    scores = coverage[rows] + KIND_BONUS * ((shelf.sentence_kinds[rows] & asked) != 0)
    scores = scores + _cosines(query, shelf, rows, len(shelf.passages))
    return spans[int(scores.argmax())]


def nearest_question(query: Query, shelf: Shelf, row: int) -> str | None:
    """The question stored with passage `row` that is most like the one asked; without any, the passage's heading."""
    passage = shelf.passages[row]
    if not passage.questions:
        return passage.section or passage.title
    rows = np.arange(shelf.questions.starts[row], shelf.questions.starts[row + 1])
    asked = {term for word in query.words for term in word.terms}
    shared = np.array(
        [len(asked.intersection(document_terms(q, shelf.language))) / (1 + len(q.split())) for q in passage.questions]
    )
    offset = len(shelf.passages) + len(shelf.sentences.owners)
    return passage.questions[int((shared + _cosines(query, shelf, rows, offset)).argmax())]


def _cosines(query: Query, shelf: Shelf, rows: NDArray[np.int64], offset: int) -> Scores:
    if query.vector is None or shelf.vectors is None:
        return np.zeros(len(rows), np.float32)
    return shelf.vectors.rows(rows + offset) @ query.vector
