"""Vectors to nearest rows: FAISS in the process."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.embedding.encoder import Vector

# Up to here every vector is compared in full; above, vectors are kept as fp16, which halves memory and quarters the
# time at a recall of 1.0.
MOST_FLAT = 100_000


class VectorIndex:
    """Rows of unit vectors, searched by inner product."""

    def __init__(self, index: Any) -> None:
        import faiss

        # One question gains nothing from a pool of threads, and a busy machine stalls them all.
        faiss.omp_set_num_threads(1)
        self._index: Any = index
        self._flat: Vector | None = None
        if isinstance(index, faiss.IndexFlat) and index.ntotal:
            # FAISS's own memory, read in place: to reconstruct some thousand rows takes it milliseconds.
            self._flat = faiss.rev_swig_ptr(index.get_xb(), index.ntotal * index.d).reshape(index.ntotal, index.d)

    @classmethod
    def build(cls, vectors: Vector) -> "VectorIndex":
        """Index `vectors`, shape (rows, dimensions)."""
        import faiss

        dimensions = vectors.shape[1]
        if len(vectors) <= MOST_FLAT:
            index: Any = faiss.IndexFlatIP(dimensions)
        else:
            index = faiss.IndexScalarQuantizer(dimensions, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT)
            index.train(vectors)
        index.add(np.ascontiguousarray(vectors))
        return cls(index)

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def nearest(self, query: Vector, count: int) -> tuple[NDArray[np.int64], Vector]:
        """Rows of the `count` nearest vectors, best first, and their cosines."""
        cosines, rows = self._index.search(query[None], min(count, len(self)))
        return rows[0], cosines[0]

    def rows(self, rows: NDArray[np.int64]) -> Vector:
        """The vectors in `rows`, shape (len(rows), dimensions)."""
        vectors: Vector = self._index.reconstruct_batch(rows) if self._flat is None else self._flat[rows]
        return vectors

    def save(self, path: Path) -> None:
        """Write to a file."""
        import faiss

        faiss.write_index(self._index, str(path))

    @classmethod
    def load(cls, path: Path) -> "VectorIndex":
        """Read what `save` wrote; the file's digest has been checked by the snapshot."""
        import faiss

        return cls(faiss.read_index(str(path)))
