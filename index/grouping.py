"""Questions that ask for about the same, put together: by what they mean, and by their words."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.documents import Language
from index.embedding.encoder import Encoder
from index.embedding.supported_languages import PAIRS
from index.text.words import document_terms

# Two questions belong together above these cosines. The questions of one bot are all about the same few things, so
# vectors alone say little: of the 40 most alike pairs of 324 Mongolian and 325 Japanese questions 38% ask for the same
# fact by vectors, 55 and 60% by vectors and terms together. The values take in about the 40 to 100 most alike pairs.
LIKE_BY_BOTH = 0.57
LIKE_BY_TERMS = 0.40


def group_questions(questions: Sequence[str], language: Language, encoder: Encoder | None) -> list[list[int]]:
    """Positions of questions that mean about the same, the first of each group being the one that it gathered around.

    By terms alone where there is no encoder, or one that does not read the language.
    """
    terms = _term_rows(questions, language)
    if encoder is None or not encoder.reads(language):
        return _led(terms, LIKE_BY_TERMS)
    # Of rows that are joined, the product is the mean of the two products.
    joined = np.hstack([_vector_rows(questions, language, encoder), terms]) / np.sqrt(np.float32(2))
    return _led(joined, LIKE_BY_BOTH)


def _vector_rows(questions: Sequence[str], language: Language, encoder: Encoder) -> NDArray[np.float32]:
    """Vectors less what any two questions of the language have in common, which with some models is most of them."""
    common = encoder.encode_queries([question for question, _ in PAIRS[language]]).mean(0)
    return _of_length_1(encoder.encode_queries(questions) - common)


def _term_rows(questions: Sequence[str], language: Language) -> NDArray[np.float32]:
    from sklearn.feature_extraction.text import TfidfVectorizer

    terms = [document_terms(question, language) for question in questions]
    if not any(terms):
        return np.zeros((len(questions), 1), np.float32)
    weighting = TfidfVectorizer(analyzer=lambda own: own, sublinear_tf=True)
    return np.asarray(weighting.fit_transform(terms).toarray(), np.float32)


def _of_length_1(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(lengths, np.finfo(np.float32).tiny), np.float32)


def _led(rows: NDArray[np.float32], least: float) -> list[list[int]]:
    """Put each row to the leader that it is most like, or make it a leader where it is like none."""
    groups: list[list[int]] = []
    for i, row in enumerate(rows):
        alike = rows[[members[0] for members in groups]] @ row if groups else np.zeros(0, np.float32)
        nearest = int(alike.argmax()) if len(alike) else -1
        if nearest >= 0 and alike[nearest] >= least:
            groups[nearest].append(i)
        else:
            groups.append([i])
    return groups
