"""A Hugging Face tokenizer of the SentencePiece kind (unigram) as a model of the library sentencepiece itself.

`tokenizers` takes 1.5 s and 300 MB to load the 250,000 pieces of XLM-RoBERTa's vocabulary, sentencepiece a fraction
of both; and less again without the pieces in scripts that nobody here reads.
"""

import base64
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

WORD_START = "\u2581"
# The scripts of what is read, as the names of their letters begin (Unicode has no shorter list in the standard
# library): English, Mongolian in Cyrillic and in its own letters, Japanese, and what is common to several.
SCRIPTS = frozenset(
    ("LATIN", "CYRILLIC", "MONGOLIAN", "CJK", "HIRAGANA", "KATAKANA", "IDEOGRAPHIC", "COMBINING", "MODIFIER")
)
SIGNS = "GREEK"
UNIGRAM = 1


def is_unigram(tokenizer: Mapping[str, Any]) -> bool:
    """Whether a `tokenizer.json` is one that `sentencepiece_model` can write as a model of sentencepiece."""
    return bool(tokenizer["model"].get("type") == "Unigram")


def kept_pieces(tokenizer: Mapping[str, Any]) -> list[int]:
    """The ids of the pieces in scripts that are read, and of the model's marks, in their order."""
    marks = _marks(tokenizer)
    return [place for place, (piece, _) in enumerate(tokenizer["model"]["vocab"]) if place in marks or _is_read(piece)]


def sentencepiece_model(tokenizer: Mapping[str, Any], kept: list[int]) -> bytes:
    """A serialized model of sentencepiece with the `kept` pieces of a `tokenizer.json`; ids are places in `kept`.

    Text that has no other pieces is cut as before: what a unigram model makes of a text depends only on the scores
    of the pieces that occur in it.
    """
    from sentencepiece import sentencepiece_model_pb2 as protobuf

    vocabulary, marks, unknown = tokenizer["model"]["vocab"], _marks(tokenizer), tokenizer["model"]["unk_id"]
    bytes_are_pieces = tokenizer["model"].get("byte_fallback", False)
    kinds = protobuf.ModelProto.SentencePiece
    model = protobuf.ModelProto()
    for place in kept:
        piece, score = vocabulary[place]
        kind = kinds.NORMAL
        if place == unknown:
            kind = kinds.UNKNOWN
        elif place in marks:
            kind = kinds.CONTROL
        elif bytes_are_pieces and _is_byte(piece):
            kind = kinds.BYTE
        model.pieces.add(piece=piece, score=score, type=kind)
    specification = model.trainer_spec
    specification.model_type, specification.vocab_size = UNIGRAM, len(kept)
    specification.byte_fallback = bytes_are_pieces
    # Its own defaults name marks that the vocabulary need not have.
    specification.unk_id, specification.unk_piece = kept.index(unknown), vocabulary[unknown][0]
    specification.bos_id = specification.eos_id = specification.pad_id = -1
    model.normalizer_spec.precompiled_charsmap = _charsmap(tokenizer)
    model.normalizer_spec.add_dummy_prefix = True
    model.normalizer_spec.remove_extra_whitespaces = True
    serialized: bytes = model.SerializeToString()
    return serialized


def normalisation_rule(name: str) -> bytes:
    """The compiled table of one of sentencepiece's own rules of normalisation, such as `nmt_nfkc`."""
    from sentencepiece import SentencePieceNormalizer
    from sentencepiece import sentencepiece_model_pb2 as protobuf

    model = protobuf.ModelProto.FromString(SentencePieceNormalizer(rule_name=name).serialized_model_proto())
    charsmap: bytes = model.normalizer_spec.precompiled_charsmap
    return charsmap


def _marks(tokenizer: Mapping[str, Any]) -> frozenset[int]:
    return frozenset(added["id"] for added in tokenizer["added_tokens"] if added["special"])


def _is_byte(piece: str) -> bool:
    return len(piece) == len("<0x00>") and piece.startswith("<0x")


def _is_read(piece: str) -> bool:
    """Whether all letters of a piece are of scripts that are read; a Greek letter alone is a sign, as in μg."""
    scripts = {script for script in map(_script, piece) if script}
    return scripts <= SCRIPTS or (scripts == {SIGNS} and len(piece.lstrip(WORD_START)) == 1)


@cache
def _script(character: str) -> str:
    """How the name of a letter or mark begins; nothing for digits, signs and spaces."""
    if unicodedata.category(character)[0] not in "LM":
        return ""
    return unicodedata.name(character, "?").split()[0].split("-")[0]


def _charsmap(tokenizer: Mapping[str, Any]) -> bytes:
    return b"".join(
        base64.b64decode(step["precompiled_charsmap"])
        for step in _steps(tokenizer["normalizer"])
        if step["type"] == "Precompiled"
    )


def _steps(normaliser: Mapping[str, Any] | None) -> Iterator[Mapping[str, Any]]:
    """The steps of a normaliser, which may be one or a sequence of some."""
    if normaliser is None:
        return
    if normaliser["type"] == "Sequence":
        for inner in normaliser["normalizers"]:
            yield from _steps(inner)
    else:
        yield normaliser
