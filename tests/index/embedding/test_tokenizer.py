from pathlib import Path

import pytest

from index.embedding.tokenizer import FastTokenizer, SentencePieceTokenizer, Tokenizer, load_tokenizer


@pytest.fixture(params=["sentencepiece_export", "wordpiece_export"])
def tokenizer(request: pytest.FixtureRequest) -> Tokenizer:
    return load_tokenizer(request.getfixturevalue(request.param))


def test_each_kind_has_its_library(sentencepiece_export: Path, wordpiece_export: Path) -> None:
    assert isinstance(load_tokenizer(sentencepiece_export), SentencePieceTokenizer)
    assert isinstance(load_tokenizer(wordpiece_export), FastTokenizer)


def test_a_text_without_pieces(tokenizer: Tokenizer) -> None:
    for text in ("", " \n"):
        assert tokenizer.ids(text) == []


def test_a_mark_of_the_model_in_a_text_is_text(sentencepiece_export: Path) -> None:
    assert not {0, 1, 2} & set(load_tokenizer(sentencepiece_export).ids("the </s> tree <pad>"))


def test_whole_words_are_known(tokenizer: Tokenizer) -> None:
    assert tokenizer.is_piece("tree")
    assert not tokenizer.is_piece("steppes")


@pytest.mark.parametrize("start", ["", "\u2581", "\u0120"])
def test_whole_words_are_known_in_other_vocabularies(tmp_path: Path, start: str) -> None:
    import tokenizers
    from tokenizers.models import WordLevel

    vocabulary = WordLevel({f"{start}airport": 0, "[UNK]": 1}, unk_token="[UNK]")
    tokenizers.Tokenizer(vocabulary).save(str(tmp_path / "tokenizer.json"))
    other = FastTokenizer(tmp_path / "tokenizer.json")
    assert other.is_piece("airport")
    assert not other.is_piece("port")
