"""A question's misspelt words, corrected to words that the documents know.

A word is taken for misspelt when no document has it and it is not a word of its language. What is a word of the
language the model tells: a word that its tokenizer keeps whole is common (France, capital); one that it cuts in
pieces is rare, a name, or misspelt (khuralsukh).
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import OSA

SHORTEST = 4
# Below this share of agreeing letters (1 - distance / length) a word is not a correction.
LEAST_SIMILARITY = 0.7
# A correction so much less similar than the best one is not considered; the others share the word's weight.
TIE = 0.08
MOST_CORRECTIONS = 3


@dataclass(frozen=True, slots=True)
class Correction:
    """A word that was probably meant, and how much it is trusted (0 to 1)."""

    word: str
    trust: float


class Speller:
    """The words of the documents of one language, with how often they occur."""

    def __init__(self, words: Iterable[str] | Mapping[str, int]) -> None:
        self._counts = Counter(words)
        self._by_letter: dict[str, list[str]] = {}
        for word in self._counts:
            self._by_letter.setdefault(word[0], []).append(word)

    def save(self, path: Path) -> None:
        """Write the words with their counts to a JSON file."""
        path.write_text(json.dumps(self._counts, ensure_ascii=False), "utf-8")

    @classmethod
    def load(cls, path: Path) -> "Speller":
        """Read what `save` wrote."""
        return cls(json.loads(path.read_text("utf-8")))

    def knows(self, word: str) -> bool:
        """Whether a document has the word."""
        return word in self._counts

    def corrections(self, word: str) -> list[Correction]:
        """Words that `word` may be a misspelling of, most trusted first; none if nothing is near."""
        if len(word) < SHORTEST:
            return []
        # Few slips are in the first letter (Yannakoudakis & Fawthrop, "The rules of spelling errors", 1983): what
        # differs there is another word more often.
        found = process.extract(
            word,
            self._by_letter.get(word[0], ()),
            scorer=OSA.normalized_similarity,
            score_cutoff=_least_similarity(word),
            limit=MOST_CORRECTIONS * 2,
        )
        if not found:
            return []
        best = found[0][1]
        near = [(w, s) for w, s, _ in found if s >= best - TIE][:MOST_CORRECTIONS]
        total = sum(self._counts[w] * s for w, s in near)
        return sorted(
            (Correction(w, s * (0.5 + 0.5 * self._counts[w] * s / total)) for w, s in near),
            key=lambda c: c.trust,
            reverse=True,
        )


def _least_similarity(word: str) -> float:
    return max(LEAST_SIMILARITY, 1 - 1.01 / len(word)) if len(word) <= 5 else LEAST_SIMILARITY
