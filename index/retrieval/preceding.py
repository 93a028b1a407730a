"""What a passage of a plain document takes as said: the names and numbers of the passages before it.

An article names the president once and calls him "the President" thereafter, and the year stands in its first lines.
A question names them again, and finds the first lines. So what is said just before a passage counts for it too, nearly
as if it said so itself. The paragraphs of a fact sheet stand alone.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.passages import Passage
from index.retrieval.query import Query
from index.store.bm25 import Scores
from index.store.language_index import LanguageIndex

# A passage leans on at most so many before it.
MOST_BEFORE = 8
# What a name counts that is said before the passage, to one that it says.
SAID_BEFORE = 0.9


def antecedents(passages: Sequence[Passage]) -> NDArray[np.int64]:
    """For each passage the first row that it leans on; its own if it leans on none."""
    first: list[int] = []
    for row, passage in enumerate(passages):
        if passage.key or not row or passages[row - 1].document != passage.document:
            first.append(row)
        else:
            first.append(max(first[-1], row - MOST_BEFORE))
    return np.array(first, np.int64)


def said_before(query: Query, store: LanguageIndex, rows: NDArray[np.int64]) -> Scores:
    """What the words of a question count that are said before these passages and not in them, shape (rows, words)."""
    counts = np.zeros((len(rows), len(query.words)), np.float32)
    first = store.antecedents[rows]
    if (first == rows).all():
        return counts
    terms = store.passage_terms
    for column in np.flatnonzero(query.named):
        said, repeated = (
            np.any([terms.within(term, starts, stops) for term in query.words[column].wholes], axis=0)
            for starts, stops in ((first, rows), (rows, rows + 1))
        )
        counts[said & ~repeated, column] = SAID_BEFORE
    return counts
