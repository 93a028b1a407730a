"""Texts to vectors, by the exported model: onnxruntime and the model's own tokenizer, nothing else."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.documents import Language
from index.embedding.model import ModelCard, file_sha256
from index.errors import ModelError

Vector = NDArray[np.float32]
TokenVectors = NDArray[np.int8]
"""Unit vectors of a text's tokens in steps of 1 / TOKEN_STEPS, shape (tokens, token dimensions)."""
TOKEN_STEPS = 127
# What marks a word's first piece in a vocabulary: nothing in WordPiece, U+2581 in SentencePiece, Ġ in byte-level BPE.
WORD_STARTS = ("", "\u2581", "\u0120")
Progress = Callable[[int, int], None]
"""Called with (texts done, texts in all) while documents are encoded."""


class EncodedQuery(NamedTuple):
    """A question as the model has it.

    `vector` has shape (dimensions,), `tokens` has shape (tokens, token dimensions), of unit rows; `words` has for each
    token the word that it is a part of.
    """

    vector: Vector
    tokens: Vector
    words: tuple[str, ...]


class Encoder:
    """Encodes queries and documents with the model's own prompts; every vector has length 1.

    Each text is its own batch: int8 activations are scaled over a whole batch, so a text's vector would otherwise
    depend on its neighbours; and on a CPU a batch is no quicker. Safe to call from several threads.
    """

    def __init__(self, card: ModelCard, encoder: Path, tokenizer: Path) -> None:
        import onnxruntime as ort
        from tokenizers import Tokenizer

        self.card = card
        options = ort.SessionOptions()
        # Texts run side by side in `encode_documents`; one query gains little from two threads.
        options.intra_op_num_threads = 1
        options.log_severity_level = 3
        self._session = ort.InferenceSession(str(encoder), options, providers=["CPUExecutionProvider"])
        self._tokenizer = Tokenizer.from_file(str(tokenizer))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(card.max_tokens)

    @classmethod
    def load(cls, home: Path) -> "Encoder":
        """Load the export in `home`; ModelError when a file is missing or not what was exported."""
        card = ModelCard.load(home)
        encoder, tokenizer = home / "encoder.onnx", home / "tokenizer.json"
        if not tokenizer.is_file() or not encoder.is_file() or file_sha256(encoder) != card.encoder_sha256:
            raise ModelError(f"the exported model in {home} is damaged; delete that folder to export it anew")
        return cls(card, encoder, tokenizer)

    def reads(self, language: Language) -> bool:
        """Whether the model's vectors mean anything for text in this language."""
        return language in self.card.reads

    def is_common(self, word: str) -> bool:
        """Whether the model's vocabulary has this (lower-case) word whole.

        It has the common words of the languages that the model reads; without English they tell nothing here.
        """
        return self.reads("en") and any(self._tokenizer.token_to_id(start + word) is not None for start in WORD_STARTS)

    def encode_query(self, text: str) -> EncodedQuery:
        """Encode a question."""
        prompt = self.card.query_prompt
        encoding, vector, tokens = self._encode(prompt + text)
        own = _own_tokens(encoding, len(prompt))
        return EncodedQuery(vector, tokens[own], tuple(_words(encoding, prompt + text, own)))

    def encode_documents(self, texts: Sequence[str], progress: Progress | None = None) -> Vector:
        """Vectors of sentences or stored questions, shape (len(texts), dimensions)."""
        vectors = np.empty((len(texts), self.card.dimensions), np.float32)
        for i, (_, vector, _) in enumerate(self._of_documents(texts, progress)):
            vectors[i] = vector
        return vectors

    def encode_passages(
        self, texts: Sequence[str], progress: Progress | None = None
    ) -> tuple[Vector, list[TokenVectors]]:
        """Vectors of passages, shape (len(texts), dimensions), and those of each one's tokens."""
        vectors = np.empty((len(texts), self.card.dimensions), np.float32)
        tokens: list[TokenVectors] = []
        for i, (encoding, vector, of_tokens) in enumerate(self._of_documents(texts, progress)):
            vectors[i] = vector
            own = of_tokens[_own_tokens(encoding, len(self.card.document_prompt))]
            tokens.append(np.round(own * TOKEN_STEPS).astype(np.int8))
        return vectors, tokens

    def _of_documents(self, texts: Sequence[str], progress: Progress | None) -> Iterator[tuple[Any, Vector, Vector]]:
        prompt = self.card.document_prompt
        with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
            for done, encoded in enumerate(pool.map(lambda text: self._encode(prompt + text), texts), 1):
                yield encoded
                if progress:
                    progress(done, len(texts))

    def _encode(self, text: str) -> tuple[Any, Vector, Vector]:
        encoding = self._tokenizer.encode(text)
        known = {
            "input_ids": encoding.ids,
            "attention_mask": encoding.attention_mask,
            "token_type_ids": encoding.type_ids,
        }
        feed = {name: np.array([known[name]], np.int64) for name in self.card.inputs}
        vectors, tokens = self._session.run(["embedding", "tokens"], feed)
        vector: Vector = vectors[0].astype(np.float32)
        length = float(np.linalg.norm(vector))
        return encoding, vector / length if length else vector, tokens[0].astype(np.float32)


def _own_tokens(encoding: Any, prompt: int) -> list[int]:
    """The tokens that stand for the text itself, not for the prompt before it nor for a mark of the model's."""
    return [
        i
        for i, ((start, end), special) in enumerate(zip(encoding.offsets, encoding.special_tokens_mask, strict=True))
        if not special and end > start >= prompt
    ]


def _words(encoding: Any, text: str, tokens: Sequence[int]) -> list[str]:
    """For each of the tokens, the word of the text that it is a part of."""
    ends: dict[int, tuple[int, int]] = {}
    for i in tokens:
        word, (start, end) = encoding.word_ids[i], encoding.offsets[i]
        ends[word] = min(start, ends.get(word, (start, end))[0]), end
    return [text[slice(*ends[encoding.word_ids[i]])] for i in tokens]
