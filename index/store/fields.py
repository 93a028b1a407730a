"""The texts by which passages are found besides their own: sentences, stored questions."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.store.bm25 import Scores, TermIndex


@dataclass(frozen=True, slots=True)
class Spans:
    """Rows of texts grouped by passage.

    Those of passage `i` are the rows from `starts[i]` up to `starts[i + 1]`; `owners[row]` is the passage of a row.
    """

    starts: NDArray[np.int64]
    owners: NDArray[np.int64]

    @classmethod
    def of_counts(cls, counts: Sequence[int] | NDArray[np.signedinteger[Any]]) -> "Spans":
        """Spans of passages that have `counts` texts each."""
        starts = np.concatenate([[0], np.cumsum(counts, dtype=np.int64)]).astype(np.int64)
        return cls(starts, np.repeat(np.arange(len(counts), dtype=np.int64), np.diff(starts)))

    def __len__(self) -> int:
        return len(self.owners)

    def of(self, passage: int) -> slice:
        """The rows of one passage."""
        return slice(int(self.starts[passage]), int(self.starts[passage + 1]))

    def best(self, scores: Scores) -> Scores:
        """The highest score above zero among each passage's rows, 0 for a passage without any."""
        best = np.zeros(len(self.starts) - 1, np.float32)
        found = np.flatnonzero(scores)
        np.maximum.at(best, self.owners[found], scores[found])
        return best

    def rows(self, passages: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """All rows of these passages, and for each the position of its passage in `passages`."""
        counts = self.starts[passages + 1] - self.starts[passages]
        positions = np.repeat(np.arange(len(passages)), counts)
        offsets = np.cumsum(counts) - counts - self.starts[passages]
        return np.arange(len(positions)) - np.repeat(offsets, counts), positions


@dataclass(frozen=True, slots=True)
class Field:
    """Texts of one kind, grouped by passage, and their terms."""

    spans: Spans
    terms: TermIndex

    @classmethod
    def build(cls, terms: Sequence[Sequence[str]], counts: Sequence[int]) -> "Field":
        """Index texts given as lists of terms, in the order of their passages, which have `counts` each."""
        return cls(Spans.of_counts(counts), TermIndex.build(terms))

    def save(self, folder: Path) -> None:
        """Write to a new folder."""
        folder.mkdir()
        self.terms.save(folder / "terms")
        np.save(folder / "counts.npy", np.diff(self.spans.starts), allow_pickle=False)

    @classmethod
    def load(cls, folder: Path) -> "Field":
        """Read what `save` wrote."""
        spans = Spans.of_counts(np.load(folder / "counts.npy", allow_pickle=False))
        return cls(spans, TermIndex.load(folder / "terms", len(spans)))
