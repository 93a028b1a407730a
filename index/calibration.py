"""The confidence fitted to the documents at hand, without a question that anybody labelled.

How sure a wrong passage can look depends on the corpus and on the model: among more passages one is more often like
the question by chance, and each model has cosines of its own. The documents themselves tell: what one of them says
is asked of all the others, which cannot be expected to answer. Such a question's first passage usually has the
log-odds that `scripts/fit` found for the shipped weights (`Weights.unanswered`); where it has more, or less, all
confidences of the shelf are moved by that much.

On parts of SQuAD and JaQuAD, from three articles to 75, the log-odds of these questions and of real ones about what
is not there have nearly the same distribution; docs/results.md has the figures.
"""

from collections.abc import Mapping

import numpy as np

from index.confidence import evidence
from index.encoder import Encoder
from index.passages import Passage
from index.query import prepare
from index.ranking import candidates
from index.shelf import Shelf
from index.weights import Weights, basis

PROBES = 100
"""Questions asked of each shelf: enough to know their mean within about 0.15, in a second."""
FEWEST = 20
"""With fewer than this that count, nothing is moved."""
USUAL_SPREAD = 1.0
"""So far the mean differs from corpus to corpus with one model, partly by chance; up to this only half is believed."""

SHORTEST_WORDS, SHORTEST_CHARACTERS = 4, 12


def fitted(shelf: Shelf, weights: Mapping[str, Weights], encoder: Encoder) -> float:
    """What to add to the log-odds of every confidence of the shelf; 0 where its documents are too few to tell."""
    found = deviations(shelf, weights, encoder)
    if len(found) < FEWEST:
        return 0.0
    deviation = float(np.mean(found))
    return float(np.clip(deviation, -USUAL_SPREAD, USUAL_SPREAD)) / 2 - deviation


def deviations(shelf: Shelf, weights: Mapping[str, Weights], encoder: Encoder) -> list[float]:
    """By how much the log-odds of the shelf's own questions, their documents left out, differ from the usual."""
    documents = np.array([passage.document for passage in shelf.passages])
    found = []
    for row in np.unique(np.linspace(0, len(documents) - 1, PROBES).astype(np.int64)).tolist():
        text = probe(shelf.passages[row], row)
        vector = encoder.encode_query(text) if shelf.vectors is not None else None
        query = prepare(text, shelf, vector, encoder.is_common)
        others = candidates(query, shelf).among(documents != documents[row])
        if len(others.rows):
            ranking = others.ranked(weights[basis(shelf)].ranking)
            fitting = weights[basis(shelf, int(ranking.rows[0]))]
            found.append(evidence(query, shelf, ranking).log_odds(fitting.confidence) - fitting.unanswered)
    return found


def probe(passage: Passage, number: int) -> str:
    """A question that the passage answers: one of those stored with it, else half of a sentence.

    `number` chooses which, so that probes of neighbouring passages differ.
    """
    if passage.questions:
        return passage.questions[number % len(passage.questions)]
    start, end = passage.sentences[number % len(passage.sentences)]
    sentence = passage.text[start:end]
    if passage.language == "ja":
        half = max(SHORTEST_CHARACTERS, len(sentence) // 2)
        return sentence[:half] if number % 2 else sentence[-half:]
    words = sentence.split()
    half = max(SHORTEST_WORDS, len(words) // 2)
    return " ".join(words[:half] if number % 2 else words[-half:])
