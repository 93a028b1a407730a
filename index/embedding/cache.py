"""Vectors of texts, each text encoded once: those of the last index are kept, repeated texts share theirs."""

from collections.abc import Mapping, Sequence

import numpy as np

from index.embedding.encoder import Encoder, Progress, TokenVectors, Vector


class EncodedTexts:
    """Encodes texts that have no vector yet, and counts them.

    `vectors` and `tokens` are known by text; `tokens` are those of passages, all of which are among `vectors`.
    """

    def __init__(
        self,
        encoder: Encoder,
        vectors: Mapping[str, Vector] | None = None,
        tokens: Mapping[str, TokenVectors] | None = None,
        progress: Progress | None = None,
    ) -> None:
        self._encoder, self._progress = encoder, progress
        self._vectors, self._tokens = dict(vectors or {}), dict(tokens or {})
        self.encoded = 0

    def vectors(self, texts: Sequence[str]) -> Vector:
        """Vectors of texts, shape (len(texts), dimensions)."""
        new = list(dict.fromkeys(text for text in texts if text not in self._vectors))
        self._vectors.update(zip(new, self._encoder.encode_documents(new, self._progress), strict=True))
        self.encoded += len(new)
        return np.stack([self._vectors[text] for text in texts])

    def tokens(self, passages: Sequence[str]) -> list[TokenVectors]:
        """Vectors of the tokens of each passage; its own vector comes with them."""
        new = list(dict.fromkeys(text for text in passages if text not in self._tokens))
        vectors, tokens = self._encoder.encode_passages(new, self._progress)
        self._vectors.update(zip(new, vectors, strict=True))
        self._tokens.update(zip(new, tokens, strict=True))
        self.encoded += len(new)
        return [self._tokens[text] for text in passages]
