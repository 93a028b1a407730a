import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from sentence_transformers import SentenceTransformer

from index.embedding import export as exporting
from index.embedding import word_table
from index.embedding.encoder import Encoder
from index.embedding.export import export
from index.embedding.model import ModelCard
from index.errors import ModelError

TEXTS = ["the tree", "мод тарих", "木を植える", "a horse of the steppe " * 10]


def likeness(model: Path, home: Path) -> float:
    """The least cosine between what sentence-transformers makes of TEXTS and what an export does."""
    encoder, theirs = Encoder.load(home), SentenceTransformer(str(model), device="cpu", local_files_only=True)
    vectors = theirs.encode(TEXTS, prompt=encoder.card.document_prompt, normalize_embeddings=True)
    return float((encoder.encode_documents(TEXTS) * vectors).sum(1).min())


def test_the_card_says_what_was_exported(wordpiece_export: Path, sentencepiece_export: Path) -> None:
    wordpiece, sentencepiece = (ModelCard.load(home) for home in (wordpiece_export, sentencepiece_export))
    assert (wordpiece.query_prompt, wordpiece.document_prompt) == ("ask ", "say ")
    assert (sentencepiece.query_prompt, sentencepiece.document_prompt) == ("ask: ", "say: ")
    assert (wordpiece.normalised, sentencepiece.normalised) == (False, True)
    assert (wordpiece.max_tokens, sentencepiece.max_tokens) == (32, 64)
    assert (wordpiece.bos, wordpiece.eos, wordpiece.pad) == ((2,), (3,), 0)
    assert (sentencepiece.bos, sentencepiece.eos, sentencepiece.pad) == ((0,), (2,), 1)
    for card in (wordpiece, sentencepiece):
        assert (card.dimensions, card.word_dimensions) == (32, 32)
        assert (card.precision, card.words, card.reads) == ("int8", "int8", ())
        assert card.inputs == ("inputs_embeds", "attention_mask")


def test_the_files_are_those_of_the_card(wordpiece_export: Path, sentencepiece_export: Path) -> None:
    for home, tokenizer in ((wordpiece_export, "tokenizer.json"), (sentencepiece_export, "pieces.model")):
        files = {path.name for path in home.iterdir()}
        assert files == {"encoder.onnx", "words.npy", "model.json", tokenizer}
        assert set(ModelCard.load(home).files) == files - {"model.json"}


def test_words_stand_outside_the_graph(bundled_export: Path) -> None:
    sizes = {path.name: path.stat().st_size for path in bundled_export.iterdir()}
    assert sizes["encoder.onnx"] < 25e6
    assert sizes["words.npy"] < 70e6


def test_padding_changes_nothing(sentencepiece_export: Path) -> None:
    """The graph reads the mask, for those who put several texts into one batch."""
    import onnxruntime as ort

    encoder = Encoder.load(sentencepiece_export)
    ids = encoder.token_ids("the tree")
    session = ort.InferenceSession(str(sentencepiece_export / "encoder.onnx"), providers=["CPUExecutionProvider"])
    alone = {"inputs_embeds": encoder.embeddings(ids)[None], "attention_mask": np.ones((1, len(ids)), np.int64)}
    padded = {
        "inputs_embeds": encoder.embeddings([*ids, *[encoder.card.pad] * 5])[None],
        "attention_mask": np.array([[1] * len(ids) + [0] * 5]),
    }
    (one,), (other,) = (session.run(None, feed)[0] for feed in (alone, padded))
    assert one @ other > 0.999


def test_int8_is_taken_only_if_the_vectors_stay(
    sentencepiece_model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "LEAST_ROUNDED", 1.01)
    card = export("tiny", sentencepiece_model, "0" * 64, tmp_path)
    assert card.precision == "fp32"
    assert likeness(sentencepiece_model, tmp_path) > 0.9999


def test_words_are_in_more_bits_if_they_need_them(
    sentencepiece_model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(word_table, "STEPS", 1)
    card = export("tiny", sentencepiece_model, "0" * 64, tmp_path)
    assert card.words == "fp16"
    assert likeness(sentencepiece_model, tmp_path) > 0.99


def test_words_are_in_fewer_bits_if_that_is_near_enough(
    sentencepiece_model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(word_table, "STEPS", 5)
    monkeypatch.setattr(exporting, "LEAST_ROUNDED", 0.5)
    card = export("tiny", sentencepiece_model, "0" * 64, tmp_path)
    assert card.words == "int8"
    assert 0.5 < likeness(sentencepiece_model, tmp_path) < 0.999


@pytest.mark.parametrize("kind", ["tiny_model", "sentencepiece_model"])
def test_a_model_that_takes_ids_only_keeps_its_words(
    kind: str, request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from transformers import BertModel, PreTrainedModel, XLMRobertaModel

    def none_to_be_had(model: PreTrainedModel) -> None:
        raise NotImplementedError

    model = request.getfixturevalue(kind)
    for network in (BertModel, XLMRobertaModel):
        monkeypatch.setattr(network, "get_input_embeddings", none_to_be_had)
    card = export("tiny", model, "0" * 64, tmp_path)
    assert card.words is None
    assert "input_ids" in card.inputs
    assert {path.name for path in tmp_path.iterdir()} == {"encoder.onnx", "tokenizer.json", "model.json"}
    assert likeness(model, tmp_path) > 0.99
    with pytest.raises(ModelError, match="the model tiny keeps its word embeddings to itself"):
        Encoder.load(tmp_path).embeddings([1])


def test_a_model_that_does_more_with_ids_than_to_look_them_up_keeps_its_words(
    tiny_model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from index.embedding import graph

    rows = graph.word_embeddings
    monkeypatch.setattr(graph, "word_embeddings", lambda model, ids: rows(model, ids)[::-1].copy())
    card = export("tiny", tiny_model, "0" * 64, tmp_path)
    assert card.words is None
    assert likeness(tiny_model, tmp_path) > 0.99


def test_a_vocabulary_that_sentencepiece_cuts_otherwise_keeps_its_tokenizer(
    sentencepiece_model: Path, tmp_path: Path
) -> None:
    """Such as one that makes all letters small first."""
    from tokenizers import Tokenizer, normalizers

    model = tmp_path / "model"
    shutil.copytree(sentencepiece_model, model)
    (path,) = model.rglob("tokenizer.json")
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.normalizer = normalizers.Sequence([normalizers.Lowercase(), tokenizer.normalizer])
    tokenizer.save(str(path))
    # The class of XLM-RoBERTa's own tokenizer would put its own steps there again.
    configuration = path.with_name("tokenizer_config.json")
    fields = json.loads(configuration.read_text("utf-8"))
    configuration.write_text(json.dumps({**fields, "tokenizer_class": "PreTrainedTokenizerFast"}), "utf-8")
    (tmp_path / "home").mkdir()
    export("tiny", model, "0" * 64, tmp_path / "home")
    assert (tmp_path / "home" / "tokenizer.json").is_file()
    assert not (tmp_path / "home" / "pieces.model").exists()
    assert likeness(model, tmp_path / "home") > 0.99


def test_a_distilled_network_is_exported_too(tmp_path: Path, tiny_model: Path) -> None:
    """DistilBERT has no types of tokens, and its layers have other names."""
    import torch
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import AutoTokenizer, DistilBertConfig, DistilBertModel

    torch.manual_seed(1)
    tokenizer = AutoTokenizer.from_pretrained(str(tiny_model))
    config = DistilBertConfig(vocab_size=len(tokenizer), dim=32, n_layers=2, n_heads=2, hidden_dim=64)
    DistilBertModel(config).save_pretrained(tmp_path / "network")
    tokenizer.save_pretrained(tmp_path / "network")
    modules = [Transformer(str(tmp_path / "network"), max_seq_length=32), Pooling(32, pooling_mode="cls")]
    SentenceTransformer(modules=modules, device="cpu").save(str(tmp_path / "model"), create_model_card=False)
    (tmp_path / "home").mkdir()
    card = export("distilled", tmp_path / "model", "0" * 64, tmp_path / "home")
    assert card.inputs == ("inputs_embeds", "attention_mask")
    assert (card.query_prompt, card.document_prompt) == ("", "")
    assert likeness(tmp_path / "model", tmp_path / "home") > 0.99


def test_a_model_without_a_network_cannot_be_exported(tmp_path: Path) -> None:
    from sentence_transformers.sentence_transformer.modules import BoW

    SentenceTransformer(modules=[BoW(["tree"])], device="cpu").save(str(tmp_path / "bow"), create_model_card=False)
    (tmp_path / "home").mkdir()
    with pytest.raises(ModelError, match="the model bow cannot be exported to ONNX"):
        export("bow", tmp_path / "bow", "0" * 64, tmp_path / "home")
