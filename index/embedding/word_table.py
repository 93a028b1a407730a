"""A model's word embeddings, one row a piece, mapped from a file: a question reads a dozen rows of them.

They are most of a multilingual model (half of it and more), so they do not stand in its graph, which is read whole.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

FILE = "words.npy"
STEPS = 127
ROWS_AT_ONCE = 10_000

Bits = Literal["int8", "fp16"]
Rows = NDArray[np.float32]


class WordTable:
    """Rows of float32 from a mapped table; only what is asked for is read from disk."""

    def __init__(self, path: Path) -> None:
        """Map the table; ValueError or OSError if the file is no array or was cut short."""
        self._table: NDArray[Any] = np.load(path, mmap_mode="r", allow_pickle=False)

    def __len__(self) -> int:
        return len(self._table)

    def rows(self, ids: Sequence[int] | NDArray[np.integer[Any]]) -> Rows:
        """The rows of some pieces, shape (len(ids), dimensions)."""
        stored = self._table[np.asarray(ids, np.intp)]
        if stored.dtype.names is None:
            return stored.astype(np.float32)
        rows: Rows = stored["steps"].astype(np.float32)
        rows *= stored["step"][:, None]
        return rows


def write_table(rows: Callable[[range], Rows], count: int, path: Path, bits: Bits) -> None:
    """Write a table of `count` rows: in int8 with the size of a row's steps beside it, or in float16.

    `rows` gives some of them, shape (len(range), dimensions): all rows of a multilingual model are half a gigabyte.
    """
    width = rows(range(1)).shape[1:]
    kind: Any = np.float16 if bits == "fp16" else [("step", "<f4"), ("steps", "i1", width)]
    table = np.lib.format.open_memmap(path, "w+", kind, (count, *width) if bits == "fp16" else (count,))
    for start in range(0, count, ROWS_AT_ONCE):
        some = range(start, min(start + ROWS_AT_ONCE, count))
        table[start : some.stop] = _stored(rows(some), table.dtype)
    table.flush()


def _stored(rows: Rows, kind: np.dtype[Any]) -> NDArray[Any]:
    if kind.names is None:
        return rows.astype(kind)
    stored = np.empty(len(rows), kind)
    stored["step"] = np.abs(rows).max(1) / STEPS
    # A row of zeros has steps of any size.
    stored["steps"] = np.round(rows / np.maximum(stored["step"], np.finfo(np.float32).tiny)[:, None])
    return stored
