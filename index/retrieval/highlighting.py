"""Within a passage: the sentence that answers, and the stored question that is nearest."""

import numpy as np
from numpy.typing import NDArray

from index.retrieval.query import Query
from index.store.bm25 import Scores
from index.store.language_index import LanguageIndex
from index.text.answer_types import as_bits

# What it is worth that a sentence offers the kind of answer that is asked for, in shares of the question's words.
KIND_BONUS = 0.25
# The same in a follow-up: what it is about is given, and most of the words are the last question's.
KIND_BONUS_FOLLOWING = 1.0
# What it is worth that a suggestion is a whole question and not some keywords: it reads better on a button.
WHOLE_BONUS = 1.0
QUESTION_MARKS = ("?", "？", "か", "か。")


def answering_sentence(query: Query, store: LanguageIndex, row: int, coverage: Scores) -> tuple[int, int]:
    """Offsets of the sentence of passage `row` that answers best.

    `coverage` has for every sentence of the store the share of the question's words that it has.
    """
    spans = store.passages[row].sentences
    if len(spans) == 1:
        return spans[0]
    rows = np.arange(store.sentences.starts[row], store.sentences.starts[row + 1])
    asked = as_bits(query.asks)
    bonus = KIND_BONUS_FOLLOWING if query.said is not None else KIND_BONUS
    scores = coverage[rows] + bonus * ((store.sentences.kinds[rows] & asked) != 0)
    scores = scores + _cosines(query, store, rows, len(store.passages))
    return spans[int(scores.argmax())]


def nearest_question(query: Query, store: LanguageIndex, row: int, agreement: Scores) -> str:
    """The question stored with passage `row` that is most like the one asked; without any, the passage's heading.

    `agreement` has a share for every stored question of the store.
    """
    passage = store.passages[row]
    if not passage.questions:
        return passage.section or passage.title
    rows = np.arange(store.questions.starts[row], store.questions.starts[row + 1])
    whole = np.array([question.endswith(QUESTION_MARKS) for question in passage.questions])
    _, questions_from, _ = store.vector_starts
    scores = agreement[rows] + _cosines(query, store, rows, questions_from) + WHOLE_BONUS * whole
    return passage.questions[int(scores.argmax())]


def _cosines(query: Query, store: LanguageIndex, rows: NDArray[np.int64], offset: int) -> Scores:
    if query.vector is None or store.vectors is None:
        return np.zeros(len(rows), np.float32)
    return store.vectors.rows(rows + offset) @ query.vector
