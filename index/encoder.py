"""Texts to vectors, by the exported model: onnxruntime and the model's own tokenizer, nothing else."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.documents import Language
from index.errors import ModelError
from index.model import ModelCard, file_sha256

Vector = NDArray[np.float32]
# What marks a word's first piece in a vocabulary: nothing in WordPiece, U+2581 in SentencePiece, Ġ in byte-level BPE.
WORD_STARTS = ("", "\u2581", "\u0120")
Progress = Callable[[int, int], None]
"""Called with (texts done, texts in all) while documents are encoded."""


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

    def encode_query(self, text: str) -> Vector:
        """Vector of a question, shape (dimensions,)."""
        return self._encode(self.card.query_prompt + text)

    def encode_documents(self, texts: Sequence[str], progress: Progress | None = None) -> Vector:
        """Vectors of passages, sentences or stored questions, shape (len(texts), dimensions)."""
        vectors = np.empty((len(texts), self.card.dimensions), np.float32)
        prompt = self.card.document_prompt
        with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
            for i, vector in enumerate(pool.map(lambda text: self._encode(prompt + text), texts)):
                vectors[i] = vector
                if progress:
                    progress(i + 1, len(texts))
        return vectors

    def _encode(self, text: str) -> Vector:
        encoding = self._tokenizer.encode(text)
        known = {
            "input_ids": encoding.ids,
            "attention_mask": encoding.attention_mask,
            "token_type_ids": encoding.type_ids,
        }
        feed = {name: np.array([known[name]], np.int64) for name in self.card.inputs}
        vector: Vector = self._session.run(["embedding"], feed)[0][0].astype(np.float32)
        length = float(np.linalg.norm(vector))
        return vector / length if length else vector
