"""The learned numbers: how much each feature counts, and for what; `scripts/fit` writes them."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

WEIGHTS = Path(__file__).with_name("weights.json")
Basis = Literal["words", "vectors", "reader"]
"""What a search has to go on: words alone, vectors too, and a reader."""


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights of `candidates.FEATURES` (and the reader's), of `confidence.EVIDENCE` with a `bias`, of sentences."""

    ranking: dict[str, float]
    confidence: dict[str, float]
    highlighting: dict[str, float]


@cache
def all_weights(path: Path = WEIGHTS) -> dict[Basis, Weights]:
    """Every set of weights in a file, by its basis."""
    sets = json.loads(path.read_text("utf-8"))["sets"]
    return {basis: Weights(**weights) for basis, weights in sets.items()}
