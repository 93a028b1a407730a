"""Text to the ids of a model's pieces: by sentencepiece or by tokenizers, as the export of the model has it."""

from pathlib import Path
from typing import Protocol

SENTENCEPIECE_FILE, TOKENIZERS_FILE = "pieces.model", "tokenizer.json"
# What marks a word's first piece in the vocabularies that `tokenizers` serves: nothing in WordPiece, U+2581 in
# SentencePiece, Ġ in byte-level BPE.
WORD_STARTS = ("", "\u2581", "\u0120")


class Tokenizer(Protocol):
    """Cuts a text into pieces; the marks that a model wants around them are not its business."""

    def ids(self, text: str) -> list[int]:
        """The ids of a text's pieces."""

    def is_piece(self, word: str) -> bool:
        """Whether the vocabulary has the word as one piece, as at the beginning of a word."""


def load_tokenizer(home: Path) -> Tokenizer:
    """The tokenizer of the export in `home`, with the library that it is for."""
    if (home / SENTENCEPIECE_FILE).is_file():
        return SentencePieceTokenizer(home / SENTENCEPIECE_FILE)
    return FastTokenizer(home / TOKENIZERS_FILE)


class SentencePieceTokenizer:
    """By sentencepiece."""

    def __init__(self, path: Path) -> None:
        from sentencepiece import SentencePieceProcessor

        self._processor = SentencePieceProcessor(model_file=str(path))

    def ids(self, text: str) -> list[int]:
        """The ids of a text's pieces."""
        ids: list[int] = self._processor.encode(text)
        return ids

    def is_piece(self, word: str) -> bool:
        """Whether a word is one piece."""
        return bool(self._processor.piece_to_id(WORD_STARTS[1] + word) != self._processor.unk_id())


class FastTokenizer:
    """By tokenizers, which knows every other kind."""

    def __init__(self, path: Path) -> None:
        import tokenizers

        self._tokenizer = tokenizers.Tokenizer.from_file(str(path))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()

    def ids(self, text: str) -> list[int]:
        """The ids of a text's pieces."""
        ids: list[int] = self._tokenizer.encode(text, add_special_tokens=False).ids
        return ids

    def is_piece(self, word: str) -> bool:
        """Whether a word is one piece."""
        return any(self._tokenizer.token_to_id(start + word) is not None for start in WORD_STARTS)
