"""What people ask and the documents do not answer: such questions, grouped by what they mean."""

import math
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot.storage.reports import Missed
from index.documents import LANGUAGES, Language

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.embedding.encoder import Encoder

    Matrix = NDArray[np.float32]

MOST_QUESTIONS: Final = 2000
"""Different questions of one language that are compared; the rarest beyond it are left out."""

# Two questions belong together above these cosines. All questions here are about two countries, so the vectors alone
# say little: of the 40 most alike pairs of the English development questions 53% ask for the same fact by (centred)
# vectors, 70% by vectors and terms together. The values take in about the 60 to 100 most alike pairs of 319 questions.
LIKE_BY_BOTH: Final = 0.52
LIKE_BY_TERMS: Final = 0.40

_DIMENSIONS: Final = 4096


@dataclass(frozen=True, slots=True)
class Gap:
    """Questions that mean about the same, most frequent first."""

    language: Language
    questions: tuple[Missed, ...]

    @property
    def times(self) -> int:
        """How often one of them was asked in vain."""
        return sum(question.times for question in self.questions)


def find_gaps(missed: Sequence[Missed], data: Path, model: str) -> list[Gap]:
    """Group questions with the exported model in `data`; for a process of its own. Raises ModelError without one."""
    from index.embedding.encoder import Encoder
    from index.embedding.model import exported

    return group(missed, Encoder.load(exported(model, data)) if missed else None)


def group(missed: Sequence[Missed], encoder: "Encoder | None") -> list[Gap]:
    """Group questions by meaning, most frequent groups first: by their terms, and by vectors where `encoder` reads."""
    gaps = []
    for language in LANGUAGES:
        own = sorted((one for one in missed if one.language == language), key=lambda one: -one.times)[:MOST_QUESTIONS]
        if own:
            reads = encoder is not None and encoder.reads(language)
            rows, least = _rows(own, language, encoder if reads else None)
            gaps += [Gap(language, tuple(own[i] for i in members)) for members in _led(rows, least)]
    return sorted(gaps, key=lambda gap: -gap.times)


def _rows(own: Sequence[Missed], language: Language, encoder: "Encoder | None") -> "tuple[Matrix, float]":
    import numpy as np

    texts = [one.text for one in own]
    terms = _term_rows(texts, language)
    if encoder is None:
        return terms, LIKE_BY_TERMS
    # Of rows that are joined, the product is the mean of the two products.
    return np.hstack([encoder.encode_documents(texts), terms]) / np.sqrt(np.float32(2)), LIKE_BY_BOTH


def _term_rows(texts: Sequence[str], language: Language) -> "Matrix":
    """Give a row of length 1 a text: its terms, rare ones heavier, each at a place that its hash gives."""
    import numpy as np

    from index.text.words import document_terms

    counts = [Counter(document_terms(text, language)) for text in texts]
    texts_with = Counter(term for terms in counts for term in terms)
    rows = np.zeros((len(texts), _DIMENSIONS), np.float32)
    for row, terms in zip(rows, counts, strict=True):
        for term, times in terms.items():
            rarity = 1 + math.log((1 + len(texts)) / (1 + texts_with[term]))
            row[zlib.crc32(term.encode()) % _DIMENSIONS] += (1 + math.log(times)) * rarity
    lengths = np.sqrt(np.sum(rows * rows, axis=1, keepdims=True))
    normal: Matrix = rows / np.maximum(lengths, np.finfo(np.float32).tiny)
    return normal


def _led(rows: "Matrix", least: float) -> list[list[int]]:
    """Put each row to the leader that it is most like, or make it a leader where it is like none."""
    import numpy as np

    groups: list[list[int]] = []
    for i, row in enumerate(rows):
        likeness = rows[[members[0] for members in groups]] @ row if groups else np.zeros(0, np.float32)
        nearest = int(likeness.argmax()) if len(likeness) else -1
        if nearest >= 0 and likeness[nearest] >= least:
            groups[nearest].append(i)
        else:
            groups.append([i])
    return groups
