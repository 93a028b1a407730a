"""What a reader is given of a question and a passage: pieces, and which of them belong to which sentence."""

from typing import NamedTuple, Protocol

from index.passages import Passage

MOST_QUESTION, MOST_HEADING, MOST_PASSAGE = 64, 41, 250
"""Pieces that are read; what is longer is cut."""


class Pieces(Protocol):
    """Gives texts their pieces, see `index.embedding.encoder`."""

    def token_ids(self, text: str) -> list[int]:
        """The ids of a text's pieces: no prompt, no marks, not cut."""


class PassagePieces(NamedTuple):
    """A passage's pieces without marks, and (start, end) of each sentence among them."""

    ids: list[int]
    sentences: list[tuple[int, int]]


def question_pieces(question: str, pieces: Pieces, prompt: str) -> list[int]:
    """The pieces of a question."""
    return pieces.token_ids(prompt + question)[: MOST_QUESTION - 2]


def passage_pieces(passage: Passage, pieces: Pieces, prompt: str) -> PassagePieces:
    """The pieces of a passage under its heading, sentence by sentence."""
    heading = passage.title
    if passage.section and passage.section != passage.title:
        heading = f"{passage.title}: {passage.section}"
    ids = pieces.token_ids(f"{prompt}{heading}.")[: MOST_HEADING - 1]
    sentences = []
    for sentence in passage.spoken:
        start = len(ids)
        ids += pieces.token_ids(sentence)[: MOST_PASSAGE - 1 - start]
        sentences.append((start, len(ids)))
    return PassagePieces(ids, sentences)
