"""The confidence fitted to the documents at hand, without a question that anybody labelled.

How sure a wrong passage can look depends on the corpus and on the model: among more passages one is more often like
the question by chance, and each model has cosines of its own. The documents themselves tell: what one of them says
is asked of all the others. Unless another says it too, none of them answers. Such a question's first passage usually
has the log-odds that `scripts/fit` found for the shipped weights (`Weights.left_out`). Where it has more, all
confidences of the store are lowered by that; they are never raised, for to answer wrongly is worse than to refuse.

`scripts/calibration.py` measures what this is worth.
"""

from collections.abc import Mapping

import numpy as np

from index.embedding.encoder import Encoder
from index.passages import Passage
from index.retrieval.confidence import evidence
from index.retrieval.query import prepare
from index.retrieval.ranking import candidates
from index.retrieval.weights import Weights, basis
from index.store.language_index import LanguageIndex

PROBES = 100
"""Questions asked of each store, in half a second; the error of their mean is then 0.15 to 0.4."""
FEWEST = 20
"""With fewer than this that count, nothing is moved."""
RESTATED = 0.5
"""A first passage that lacks less than this share of such a question's words may well say the same."""
USUAL_SPREAD = 1.0
"""So far the mean differs from corpus to corpus with one model, partly by chance; up to this only half is believed."""

SHORTEST_WORDS, SHORTEST_CHARACTERS = 4, 12


def fitted(store: LanguageIndex, weights: Mapping[str, Weights], encoder: Encoder) -> float:
    """What to add to the log-odds of every confidence of the store; 0 where its documents are too few to tell."""
    found = deviations(store, weights, encoder)
    if len(found) < FEWEST:
        return 0.0
    deviation = max(0.0, float(np.mean(found)))
    return min(deviation, USUAL_SPREAD) / 2 - deviation


def deviations(store: LanguageIndex, weights: Mapping[str, Weights], encoder: Encoder) -> list[float]:
    """By how much the log-odds of the store's own questions, their documents left out, differ from the usual."""
    documents = np.array([passage.document for passage in store.passages])
    found = []
    for row in np.unique(np.linspace(0, len(documents) - 1, PROBES).astype(np.int64)).tolist():
        text = probe(store.passages[row], row)
        query = prepare(text, store, encoder)
        others = candidates(query, store).among(documents != documents[row])
        if not len(others.rows):
            continue
        ranking = others.ranked(weights[basis(store)].ranking)
        seen = evidence(query, store, ranking)
        if seen.values["left"] >= RESTATED:
            fitting = weights[basis(store, int(ranking.rows[0]))]
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
