from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from index.embedding import bundled
from index.embedding.encoder import Encoder
from index.embedding.model import exported

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

# What the tiny vocabulary of SentencePiece is made of; Korean is to be pruned from it.
LINES = (
    "the tree and the horse of the steppe",
    "Japan planted 50,000 trees: ask and say",
    "Япон улс мод тарьсан, мод тарих",
    "日本は木を植えました。木を植える日本",
    "나무를 심었다 나무를 심다",
)


@pytest.fixture(scope="session")
def sentencepiece_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sentence-transformers model of XLM-RoBERTa's kind, two small layers, with a SentencePiece vocabulary."""
    import sentencepiece
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer
    from transformers import XLMRobertaConfig, XLMRobertaModel, XLMRobertaTokenizer

    folder = tmp_path_factory.mktemp("sentencepiece")
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(LINES * 4),
        model_prefix=str(folder / "sentencepiece.bpe"),
        vocab_size=150,
        hard_vocab_limit=False,
        character_coverage=1.0,
        minloglevel=2,
    )
    tokenizer = XLMRobertaTokenizer.from_pretrained(str(folder))
    torch.manual_seed(1)
    config = XLMRobertaConfig(
        vocab_size=len(tokenizer),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=66,
    )
    network = XLMRobertaModel(config)
    # As they are made, words are next to nothing beside their places, and nothing would depend on them.
    network.embeddings.word_embeddings.weight.data *= 50
    network.save_pretrained(folder / "network")
    tokenizer.save_pretrained(folder / "network")
    model = SentenceTransformer(
        modules=[Transformer(str(folder / "network"), max_seq_length=64), Pooling(32), Normalize()],
        device="cpu",
        prompts={"query": "ask: ", "passage": "say: "},
    )
    model.save(str(folder / "model"), create_model_card=False)
    return folder / "model"


@pytest.fixture(scope="session")
def sentencepiece_export(sentencepiece_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return exported(str(sentencepiece_model), tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="session")
def wordpiece_export(tiny_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return exported(str(tiny_model), tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="session")
def bundled_export(models: Path, encoder: Encoder) -> Path:
    """The export that `encoder` was loaded from."""
    return models / f"{bundled.NAME}-{bundled.SHA256[:12]}"


@pytest.fixture(scope="session")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundled model as sentence-transformers loads it."""
    return bundled.unpack(tmp_path_factory.mktemp("unpacked") / "model")


@pytest.fixture(scope="session")
def reference(unpacked: Path) -> "SentenceTransformer":
    """The bundled model as sentence-transformers runs it."""
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(str(unpacked), device="cpu", local_files_only=True)
