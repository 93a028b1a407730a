"""The confidence fitted to the documents at hand, without a question that anybody labelled.

How sure a wrong passage can look depends on the corpus and on the model: among more passages one is more often like
the question by chance, and each model has cosines of its own. The documents themselves tell: what one of them says
is asked of all the others. Unless another says it too, none of them answers. Such a question's first passage usually
has the log-odds that `scripts/fit` found for the shipped weights (`Weights.left_out`). Where it has more, all
confidences of the shelf are lowered by that; they are never raised, for to answer wrongly is worse than to refuse.

`scripts/calibration.py` measures what this is worth.
"""

from collections.abc import Mapping

import numpy as np

from index.encoding.encoder import Encoder
from index.passages import Passage
from index.question.confidence import evidence
from index.question.query import prepare
from index.question.ranking import candidates
from index.question.weights import Weights, basis
from index.shelves.shelf import Shelf

PROBES = 100
"""Questions asked of each shelf, in half a second; the error of their mean is then 0.15 to 0.4."""
FEWEST = 20
"""With fewer than this that count, nothing is moved."""
RESTATED = 0.5
"""A first passage that lacks less than this share of such a question's words may well say the same."""
USUAL_SPREAD = 1.0
"""So far the mean differs from corpus to corpus with one model, partly by chance; up to this only half is believed."""

SHORTEST_WORDS, SHORTEST_CHARACTERS = 4, 12


def fitted(shelf: Shelf, weights: Mapping[str, Weights], encoder: Encoder) -> float:
    """What to add to the log-odds of every confidence of the shelf; 0 where its documents are too few to tell."""
    found = deviations(shelf, weights, encoder)
    if len(found) < FEWEST:
        return 0.0
    deviation = max(0.0, float(np.mean(found)))
    return min(deviation, USUAL_SPREAD) / 2 - deviation


def deviations(shelf: Shelf, weights: Mapping[str, Weights], encoder: Encoder) -> list[float]:
    """By how much the log-odds of the shelf's own questions, their documents left out, differ from the usual."""
    documents = np.array([passage.document for passage in shelf.passages])
    found = []
    for row in np.unique(np.linspace(0, len(documents) - 1, PROBES).astype(np.int64)).tolist():
        text = probe(shelf.passages[row], row)
        query = prepare(text, shelf, encoder)
        others = candidates(query, shelf).among(documents != documents[row])
        if not len(others.rows):
            continue
        ranking = others.ranked(weights[basis(shelf)].ranking)
        seen = evidence(query, shelf, ranking)
        if seen.values["left"] >= RESTATED:
            fitting = weights[basis(shelf, int(ranking.rows[0]))]
            found.append(seen.log_odds(fitting.confidence) - fitting.left_out)
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
