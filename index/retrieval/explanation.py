"""What a search was decided by: each number that counted, with its weight, so that they add up to what came out."""

from collections.abc import Mapping
from dataclasses import dataclass

from index.retrieval.candidates import FEATURES
from index.retrieval.conversation import Found
from index.retrieval.ranking import Ranking
from index.retrieval.weights import Weights


@dataclass(frozen=True, slots=True)
class Part:
    """A number that counts, its weight, and its values: one a passage, None where it has none."""

    name: str
    weight: float
    values: tuple[float | None, ...]

    def adds(self, position: int) -> float:
        """What it adds to the sum of a passage."""
        return self.weight * (self.values[position] or 0.0)


@dataclass(frozen=True, slots=True)
class Explanation:
    """The parts of the first passages' scores, and those of the log-odds that the first of them answers.

    `bias` are the log-odds without any of the evidence. `corrections` are pairs of what was typed and meant, `searched`
    what was encoded and read, `unanswered` the stored question without an answer that was asked.
    """

    ranking: tuple[Part, ...]
    scores: tuple[float, ...]
    evidence: tuple[Part, ...]
    bias: float
    confidence: float
    corrections: tuple[tuple[str, str], ...]
    searched: str
    unanswered: str | None


def explain(found: Found, weights: Weights, top: int) -> Explanation:
    """Explain a search, with the scores of its first `top` passages."""
    ranking, evidence = found.ranking, found.evidence
    return Explanation(
        _ranking(ranking, weights.ranking, top),
        tuple(ranking.scores[:top].tolist()),
        tuple(Part(name, weights.confidence.get(name, 0.0), (value,)) for name, value in evidence.values.items())
        if evidence
        else (),
        weights.confidence["bias"],
        found.confidence,
        found.query.corrections,
        found.query.read,
        found.unanswered,
    )


def _ranking(ranking: Ranking, weights: Mapping[str, float], top: int) -> tuple[Part, ...]:
    features = ranking.features[:top]
    parts = [Part(name, weights[name], tuple(features[:, i].tolist())) for i, name in enumerate(FEATURES)]
    if ranking.readings:
        read = [reading.answers for reading in ranking.readings[: len(features)]]
        parts.append(Part("reader", weights["reader"], (*read, *[None] * (len(features) - len(read)))))
    return tuple(parts)
