"""Texts to vectors, by the exported model: onnxruntime and the model's own tokenizer, nothing else."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.documents import Language
from index.embedding import word_table
from index.embedding.model import GRAPH_FILE, ModelCard
from index.embedding.tokenizer import load_tokenizer
from index.embedding.word_table import WordTable
from index.errors import ModelError

Vector = NDArray[np.float32]
Progress = Callable[[int, int], None]
"""Called with (texts done, texts in all) while documents are encoded."""


class Encoder:
    """Encodes queries and documents with the model's own prompts; every vector has length 1.

    Safe to call from several threads.
    """

    def __init__(self, card: ModelCard, home: Path, graph: str = GRAPH_FILE) -> None:
        """Open an export as it lies in `home`; `load` is for all who did not just write it."""
        import onnxruntime as ort

        self.card = card
        options = ort.SessionOptions()
        # Texts run side by side in `encode_documents`; one query gains little from two threads.
        options.intra_op_num_threads = 1
        options.log_severity_level = 3
        self._session = ort.InferenceSession(str(home / graph), options, providers=["CPUExecutionProvider"])
        self._tokenizer = load_tokenizer(home)
        self._table = WordTable(home / word_table.FILE) if card.words else None

    @classmethod
    def load(cls, home: Path) -> "Encoder":
        """Load the export in `home`; ModelError when a file is missing or not what was exported.

        The word table alone is only looked at, not read: that would take longer than all else. `verify` reads it.
        """
        card = ModelCard.load(home)
        card.check_files(home, leave_out=word_table.FILE)
        try:
            return cls(card, home)
        except (OSError, ValueError) as error:
            raise ModelError(
                f"the exported model in {home} is damaged; delete that folder to export it anew"
            ) from error

    @staticmethod
    def verify(home: Path) -> None:
        """Read every file of the export in `home`; ModelError when one is not what was exported."""
        ModelCard.load(home).check_files(home)

    def reads(self, language: Language) -> bool:
        """Whether the model's vectors mean anything for text in this language."""
        return language in self.card.reads

    def is_common(self, word: str) -> bool:
        """Whether the model's vocabulary has this (lower-case) word whole.

        A vocabulary has the words that were frequent in what the model was trained on, in whichever language: one
        of a model that reads English alone has English words; one of a hundred languages also has `tarikh`.
        """
        return self._tokenizer.is_piece(word)

    def token_ids(self, text: str) -> list[int]:
        """The ids of a text's pieces: no prompt, no marks, not cut."""
        return self._tokenizer.ids(text)

    def embeddings(self, ids: Sequence[int]) -> Vector:
        """Word embeddings of pieces, shape (len(ids), card.word_dimensions).

        ModelError if the model has them in its graph, see `ModelCard.words`.
        """
        if self._table is None:
            raise ModelError(f"the model {self.card.name} keeps its word embeddings to itself")
        return self._table.rows(ids)

    def encode_query(self, text: str) -> Vector:
        """The vector of a question, shape (dimensions,)."""
        return self._encode(self.card.query_prompt + text)

    def encode_queries(self, texts: Sequence[str], progress: Progress | None = None) -> Vector:
        """Vectors of stored questions, shape (len(texts), dimensions), as `encode_documents` gives them."""
        return self._encode_all(self.card.query_prompt, texts, progress)

    def encode_documents(self, texts: Sequence[str], progress: Progress | None = None) -> Vector:
        """Vectors of passages or sentences, shape (len(texts), dimensions).

        Each text is its own batch, and as many run side by side as there are cores. In int8 the activations are scaled
        over a whole batch, so a text's vector would otherwise depend on its neighbours; and on a CPU larger batches
        are slower for passages, if quicker by half for questions.
        """
        return self._encode_all(self.card.document_prompt, texts, progress)

    def _encode_all(self, prompt: str, texts: Sequence[str], progress: Progress | None) -> Vector:
        vectors = np.empty((len(texts), self.card.dimensions), np.float32)
        with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
            for i, vector in enumerate(pool.map(lambda text: self._encode(prompt + text), texts)):
                vectors[i] = vector
                if progress:
                    progress(i + 1, len(texts))
        return vectors

    def _encode(self, text: str) -> Vector:
        card = self.card
        ids = [*card.bos, *self._tokenizer.ids(text)[: card.max_tokens - len(card.bos) - len(card.eos)], *card.eos]
        (vectors,) = self._session.run(None, {name: self._input(name, ids) for name in card.inputs})
        vector: Vector = vectors[0].astype(np.float32)
        length = float(np.linalg.norm(vector))
        return vector / length if length else vector

    def _input(self, name: str, ids: list[int]) -> NDArray[Any]:
        if name == "inputs_embeds":
            return self.embeddings(ids)[None]
        if name == "input_ids":
            return np.array([ids], np.int64)
        # Nothing is padded, and a text alone is of the first type.
        return np.full((1, len(ids)), name == "attention_mask", np.int64)
