"""The learned numbers: how much each signal counts for ranking and confidence; `scripts/fit` writes them."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from index.store.language_index import LanguageIndex

WEIGHTS = Path(__file__).with_name("weights.json")


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights of `ranking.SIGNALS`; with a `bias`, of `confidence.EVIDENCE`, `followups.LEANING` and `STANDING`.

    `left_out` is the mean log-odds for questions whose document was left out, see `index.retrieval.calibration`.
    """

    ranking: dict[str, float]
    confidence: dict[str, float]
    leaning: dict[str, float]
    standing: dict[str, float]
    left_out: float


@cache
def all_weights(path: Path = WEIGHTS) -> dict[str, Weights]:
    """Every set of weights in a file, by its basis."""
    sets = json.loads(path.read_text("utf-8"))["sets"]
    return {basis: Weights(**weights) for basis, weights in sets.items()}


def basis(store: LanguageIndex, row: int | None = None) -> str:
    """What a search of this store has to go on, or of one passage of it: which set of weights fits."""
    parts = ["words"]
    if store.vectors is not None:
        parts.append("vectors")
    if not len(store.questions) or (row is not None and not store.questions.some[row]):
        return "+".join(parts)
    parts.append("questions")
    if store.student is not None:
        parts.append("student")
    if len(store.unanswered):
        parts.append("unanswered")
    return "+".join(parts)
