"""The texts by which passages are found besides their own: sentences, stored questions."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.store.bm25 import TermIndex

Starts = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Views:
    """Texts grouped by passage.

    Those of passage `i` are the rows from `starts[i]` up to `starts[i + 1]`; `owners[row]` is the passage of a row,
    `kinds[row]` the kinds of answer that it offers or asks for, as a bit set (see `index.text.answer_types`).
    """

    terms: TermIndex
    kinds: NDArray[np.uint8]
    starts: Starts
    owners: NDArray[np.int32]
    some: NDArray[np.bool_]
    """For each passage, whether it has any."""

    @classmethod
    def build(cls, terms: Sequence[Sequence[str]], kinds: Sequence[int], counts: Sequence[int]) -> "Views":
        """Index texts given as lists of terms, in the order of their passages, which have `counts` each."""
        starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
        return cls.of(TermIndex.build(terms), np.array(kinds, np.uint8), starts)

    @classmethod
    def of(cls, terms: TermIndex, kinds: NDArray[np.uint8], starts: Starts) -> "Views":
        """Views with the passage that each row belongs to."""
        counts = np.diff(starts)
        return cls(terms, kinds, starts, np.repeat(np.arange(len(starts) - 1, dtype=np.int32), counts), counts > 0)

    def __len__(self) -> int:
        return len(self.owners)

    def of_passages(self, passages: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """All rows of these passages, and for each the position of its passage in `passages`."""
        return rows_between(self.starts, passages)

    def save(self, folder: Path) -> None:
        """Write to a new folder."""
        folder.mkdir()
        self.terms.save(folder / "terms")
        np.save(folder / "kinds.npy", self.kinds, allow_pickle=False)
        np.save(folder / "starts.npy", self.starts, allow_pickle=False)

    @classmethod
    def load(cls, folder: Path) -> "Views":
        """Read what `save` wrote."""
        kinds, starts = (np.load(folder / f"{name}.npy", allow_pickle=False) for name in ("kinds", "starts"))
        return cls.of(TermIndex.load(folder / "terms", int(starts[-1])), kinds, starts)


def rows_between(
    starts: NDArray[np.signedinteger[Any]], passages: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The rows from `starts[i]` up to `starts[i + 1]` for each `i` of `passages`, and its position among them."""
    counts = (starts[passages + 1] - starts[passages]).astype(np.int64)
    owners = np.repeat(np.arange(len(passages)), counts)
    return np.arange(len(owners)) - np.repeat(np.cumsum(counts) - counts - starts[passages], counts), owners
