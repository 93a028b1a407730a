"""A question read together with passages, by the exported reader: onnxruntime and the encoder's words, nothing else."""

from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path
from threading import Lock

import numpy as np

from index.embedding.encoder import Encoder
from index.passages import Passage
from index.reader.text import PassagePieces, passage_pieces, question_pieces
from index.retrieval.ranking import Reading

READER_FILE = "reader.onnx"
THREADS = 2
NOT_READ = -30.0
"""Score of a sentence that stands too far down in its passage to be read."""
KEPT = 512
"""Passages whose pieces are kept: to cut a passage takes a tenth of what it takes to read it."""


class Reader:
    """Tells whether passages answer a question. Safe to call from several threads."""

    def __init__(self, home: Path, encoder: Encoder) -> None:
        import onnxruntime as ort

        options = ort.SessionOptions()
        options.intra_op_num_threads = THREADS
        options.log_severity_level = 3
        # A thread that waits for the next question must not keep a core busy.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = ort.InferenceSession(str(home / READER_FILE), options, providers=["CPUExecutionProvider"])
        self._encoder = encoder
        self._pieces: OrderedDict[Passage, PassagePieces] = OrderedDict()
        self._lock = Lock()

    def read(self, question: str, passages: Sequence[Passage]) -> list[Reading]:
        """One reading a passage, in their order."""
        if not passages:
            return []
        card = self._encoder.card
        asked = [*card.bos, *question_pieces(question, self._encoder, card.query_prompt), *card.eos]
        cut = [self._cut(passage) for passage in passages]
        before = len(card.bos)
        ids = [[*card.bos, *pieces.ids, *card.eos] for pieces in cut]
        width, length = card.word_dimensions, max(map(len, ids))
        words = np.zeros((len(ids), length, width), np.float32)
        mask = np.zeros((len(ids), length), np.float32)
        sentences = np.zeros((len(ids), max(len(pieces.sentences) for pieces in cut), length), np.float32)
        for i, (own, pieces) in enumerate(zip(ids, cut, strict=True)):
            words[i, : len(own)] = self._encoder.embeddings(own)
            mask[i, : len(own)] = 1
            for j, (start, end) in enumerate(pieces.sentences):
                sentences[i, j, before + start : before + end] = 1 / max(1, end - start)
        answers, scores = self._session.run(
            None,
            {
                "question": self._encoder.embeddings(asked)[None],
                "passages": words,
                "mask": mask,
                "sentences": sentences,
            },
        )
        return [
            Reading(float(answer), np.where([end > start for start, end in pieces.sentences], own, NOT_READ))
            for answer, own, pieces in zip(
                answers, (scores[i, : len(pieces.sentences)] for i, pieces in enumerate(cut)), cut, strict=True
            )
        ]

    def _cut(self, passage: Passage) -> PassagePieces:
        with self._lock:
            known = self._pieces.pop(passage, None)
            if known is not None:
                self._pieces[passage] = known
                return known
        pieces = passage_pieces(passage, self._encoder, self._encoder.card.document_prompt)
        with self._lock:
            self._pieces[passage] = pieces
            if len(self._pieces) > KEPT:
                self._pieces.popitem(last=False)
        return pieces


def load_reader(home: Path, encoder: Encoder) -> Reader | None:
    """The reader that was exported with the encoder in `home`; None for a model that none was trained on."""
    return Reader(home, encoder) if encoder.card.reader else None
