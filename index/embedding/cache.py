"""Vectors of texts, each text encoded once: those of the last index are kept, repeated texts share theirs."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from index.embedding.encoder import Encoder, Progress, Vector


class EncodedTexts:
    """Encodes texts that have no vector yet, and counts them.

    `documents` and `queries` are the vectors known by text, of either kind of prompt.
    """

    def __init__(
        self,
        encoder: Encoder,
        documents: Mapping[str, Vector] | None = None,
        queries: Mapping[str, Vector] | None = None,
        progress: Progress | None = None,
    ) -> None:
        self._encoder, self._progress = encoder, progress
        self._documents, self._queries = dict(documents or {}), dict(queries or {})
        self.encoded = 0

    def documents(self, texts: Sequence[str]) -> Vector:
        """Vectors of passages and sentences, shape (len(texts), dimensions)."""
        return self._vectors(texts, self._documents, self._encoder.encode_documents)

    def queries(self, texts: Sequence[str]) -> Vector:
        """Vectors of questions, shape (len(texts), dimensions)."""
        return self._vectors(texts, self._queries, self._encoder.encode_queries)

    def _vectors(
        self,
        texts: Sequence[str],
        known: dict[str, Vector],
        encode: Callable[[Sequence[str], Progress | None], Vector],
    ) -> Vector:
        new = list(dict.fromkeys(text for text in texts if text not in known))
        known.update(zip(new, encode(new, self._progress), strict=True))
        self.encoded += len(new)
        return np.stack([known[text] for text in texts])
