"""Vectors of texts, each text encoded once: those of the last index are kept, repeated texts share theirs."""

from collections.abc import Mapping, Sequence

import numpy as np

from index.embedding.encoder import Encoder, Progress, Vector


class EncodedTexts:
    """Encodes texts that have no vector yet, and counts them; `vectors` are those known by text."""

    def __init__(
        self, encoder: Encoder, vectors: Mapping[str, Vector] | None = None, progress: Progress | None = None
    ) -> None:
        self._encoder, self._progress = encoder, progress
        self._vectors = dict(vectors or {})
        self.encoded = 0

    def vectors(self, texts: Sequence[str]) -> Vector:
        """Vectors of texts, shape (len(texts), dimensions)."""
        new = list(dict.fromkeys(text for text in texts if text not in self._vectors))
        self._vectors.update(zip(new, self._encoder.encode_documents(new, self._progress), strict=True))
        self.encoded += len(new)
        return np.stack([self._vectors[text] for text in texts])
