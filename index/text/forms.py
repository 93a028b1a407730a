"""The forms of a Mongolian word among the words of the documents.

Mongolian puts its endings after the stem, one after the other, so that the forms of a word begin alike (тарих,
тариулна). The index meets them by their n-grams, which is right for finding. But the words of a passage have among
them the n-grams of many another word, so that whether it says one is asked of its words one by one.
"""

from collections.abc import Sequence

import numpy as np
from rapidfuzz.distance import OSA, Prefix
from rapidfuzz.process import cdist

# What two words share at the beginning is a stem from this length on.
SHORTEST_STEM = 3
# Two words of this similarity in spelling are one, typed otherwise.
SAME_SPELLING = 0.7
# Two words less alike than this are no forms of one.
LEAST_ALIKE = 0.6


def forms_of(word: str, words: Sequence[str]) -> list[tuple[str, float]]:
    """Those of `words` that may be forms of `word`, with how alike they are (1 for the word itself), the nearest first.

    How alike is the share of both that is a common stem (Dice's coefficient), or the similarity of spelling if that is
    more. All are skeletons, see `index.text.normalization`.
    """
    if not words:
        return []
    stems = cdist([word], words, scorer=Prefix.similarity)[0]
    lengths = np.array([len(word) + len(other) for other in words])
    shared = np.where(stems >= SHORTEST_STEM, 2 * stems / lengths, 0)
    alike = np.maximum(shared, cdist([word], words, scorer=OSA.normalized_similarity, score_cutoff=SAME_SPELLING)[0])
    order = np.argsort(-alike, kind="stable")[: np.count_nonzero(alike >= LEAST_ALIKE)]
    return [(words[i], float(alike[i])) for i in order]
