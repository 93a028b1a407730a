"""The vocabulary of the bundled model, whole and pruned, against Hugging Face's own tokenizer."""

import json
from pathlib import Path
from typing import Any

import pytest
from sentencepiece import SentencePieceProcessor
from tokenizers import Tokenizer

from index.embedding.sentencepieces import is_unigram, kept_pieces, sentencepiece_model

CORPUS = Path(__file__).parents[3] / "corpus"


@pytest.fixture(scope="module")
def vocabulary(unpacked: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((unpacked / "tokenizer.json").read_text("utf-8"))
    return content


@pytest.fixture(scope="module")
def kept(vocabulary: dict[str, Any]) -> list[int]:
    return kept_pieces(vocabulary)


def test_the_corpus_is_cut_as_before_pruning(vocabulary: dict[str, Any], kept: list[int], unpacked: Path) -> None:
    pruned = SentencePieceProcessor(model_proto=sentencepiece_model(vocabulary, kept))
    whole = Tokenizer.from_file(str(unpacked / "tokenizer.json"))
    lines = [line for path in sorted(CORPUS.rglob("*.md")) for line in path.read_text("utf-8").splitlines()]
    assert len(lines) > 10_000
    texts = [*lines, "ｶﾀｶﾅ １２３　全角", "u\u0308ber  two   spaces", "5 μg/m³ at −30 °C, ½ ☃ 😀", "ᠮᠣᠩᠭᠣᠯ"]
    theirs = whole.encode_batch(texts, add_special_tokens=False)
    for text, expected in zip(texts, theirs, strict=True):
        assert [kept[i] for i in pruned.encode(text)] == expected.ids, text


def test_pieces_that_nobody_reads_are_pruned(vocabulary: dict[str, Any], kept: list[int]) -> None:
    pieces = [piece for piece, _ in vocabulary["model"]["vocab"]]
    left = {pieces[i] for i in kept}
    assert {"<s>", "<pad>", "</s>", "<unk>", "<mask>"} <= left
    assert {"▁the", "▁мод", "日本", "カ", "の", "ー", "々", "2", "!", "μ", "😀", "▁", "é"} <= left
    assert not {"나", "한", "▁και", "ال", "ไทย", "▁और"} & left
    assert kept[:4] == [0, 1, 2, 3]
    assert 165_000 < len(kept) < 170_000


def test_what_was_pruned_is_unknown(sentencepiece_export: Path) -> None:
    processor = SentencePieceProcessor(model_file=str(sentencepiece_export / "pieces.model"))
    for line in ("the tree and the horse", "мод тарих", "日本は木を植えました"):
        assert processor.unk_id() not in processor.encode(line)
    assert processor.unk_id() in processor.encode("나무를 심었다")


def test_bytes_stay_bytes() -> None:
    vocabulary = [["<unk>", 0.0], ["▁a", -1.0], *([f"<0x{byte:02X}>", -9.0] for byte in range(256))]
    tokenizer = {
        "model": {"type": "Unigram", "vocab": vocabulary, "unk_id": 0, "byte_fallback": True},
        "added_tokens": [{"id": 0, "special": True}],
        "normalizer": None,
    }
    processor = SentencePieceProcessor(model_proto=sentencepiece_model(tokenizer, kept_pieces(tokenizer)))
    assert processor.encode("a é") == [1, 2 + 0xE2, 2 + 0x96, 2 + 0x81, 2 + 0xC3, 2 + 0xA9]


def test_other_kinds_are_known_for_what_they_are(wordpiece_export: Path) -> None:
    assert not is_unigram(json.loads((wordpiece_export / "tokenizer.json").read_text("utf-8")))
