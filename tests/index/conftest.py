from dataclasses import asdict
from pathlib import Path

import numpy as np
import pytest

from index.building import build, load_index
from index.documents import Corpus
from index.embedding.cache import EncodedTexts
from index.embedding.encoder import Encoder
from index.embedding.model import exported
from index.ingest.corpus import read_corpus
from index.passages import Passage, split
from index.reader.adapter import Adapter
from index.reader.export import export_reader
from index.reader.reader import Reader
from index.retrieval.weights import Weights
from index.search import Index
from index.store.indexing import build_store
from index.store.store import Store

SOURCES = """
first:
  title: "A report on both countries"
  author: "B. Bold"
  date: "2022-12"
second:
  title: "Another report"
  publisher: "The ministry"
"""

SHEETS = {
    "en/airport.md": """---
title: The new airport
language: en
topic: economy
---
# The new airport

## How it was built

Japan lent Mongolia 65.6 billion yen for the new airport near Ulaanbaatar. The airport opened on 4 July 2021. \
It lies 52 km from the city.

Sources: first

<!-- airport
- When did the new airport open?
- How much did Japan lend for the airport?
- Who paid for the new airport?
? How many passengers use the new airport in a year?
-->

## Who runs it

A company of Mongolian and Japanese partners, led by Mitsubishi, has run the airport for 15 years since it opened.

Sources: first, second

<!-- airport-company
- Which company runs the airport?
- For how many years will the company run the airport?
-->
""",
    "en/sumo.md": """---
title: Sumo
language: en
topic: people
---
# Sumo

## Wrestlers from Mongolia

The first six Mongolian wrestlers came to Japan in 1992. Hakuho won 45 tournaments, more than anyone else.

Sources: second

<!-- sumo
- How many tournaments did Hakuho win?
- When did the first Mongolian wrestlers come to Japan?
-->
""",
    "mn/airport.md": """---
title: Шинэ нисэх буудал
language: mn
topic: economy
---
# Шинэ нисэх буудал

## Хэрхэн баригдсан

Япон Улс Улаанбаатарын ойролцоох шинэ нисэх буудалд 65.6 тэрбум иен зээлсэн. Нисэх буудал 2021 оны 7 дугаар сарын \
4-нд нээгдсэн.

Эх сурвалж: first

<!-- airport
- Шинэ нисэх буудал хэзээ нээгдсэн бэ?
- Япон нисэх буудалд хэдэн иен зээлсэн бэ?
? Нисэх буудлыг ямар компани барьсан бэ?
-->
""",
    "mn/sumo.md": """---
title: Сүмо
language: mn
topic: people
---
# Сүмо

## Монгол бөхчүүд

Анхны зургаан монгол бөх 1992 онд Японд ирсэн. Хакухо 45 удаа түрүүлсэн нь хамгийн их юм.

Эх сурвалж: second

<!-- sumo
- Хакухо хэдэн удаа түрүүлсэн бэ?
- Анхны монгол бөхчүүд Японд хэзээ ирсэн бэ?
-->
""",
    "ja/airport.md": """---
title: 新空港
language: ja
topic: economy
---
# 新空港

## 建設の経緯

日本はウランバートル近郊の新空港のために656億円の円借款をモンゴルに供与しました。新空港は2021年7月4日に開港しました。

出典: first

<!-- airport
- 新空港はいつ開港しましたか？
- 日本は新空港のためにいくら貸しましたか？
? 新空港を建設した会社はどこですか？
-->
""",
    # No other language has this sheet.
    "ja/school.md": """---
title: 新モンゴル高校
language: ja
topic: people
---
# 新モンゴル高校

## 創立者

ウランバートルの新モンゴル高校は、山形大学で学んだジャンチブ・ガルバドラッハが2000年に創立しました。日本の高校を手本に、制服と給食を取り入れています。

出典: second

<!-- school
- 新モンゴル高校は誰が創立しましたか？
- 新モンゴル高校はいつできましたか？
-->
""",
    "ja/sumo.md": """---
title: 相撲
language: ja
topic: people
---
# 相撲

## モンゴル出身の力士

最初のモンゴル人力士6人は1992年に来日しました。白鵬は史上最多の45回優勝しました。

出典: second

<!-- sumo
- 白鵬は何回優勝しましたか？
- 最初のモンゴル人力士はいつ来日しましたか？
-->
""",
}

# A plain document, without a key, sources or questions.
ARTICLE = """Horses on the Steppe

The Japanese agency gave the herders of Khentii a laboratory for the health of their horses in 1999. \
Veterinarians from Obihiro taught there for four years.
"""
DOCUMENTS = {"sources.yaml": SOURCES, "horses.txt": ARTICLE, **SHEETS}

# Set by hand, for the tests of single parts; what people meet is held with the fitted ones.
WEIGHTS = Weights(
    ranking={
        "passage_vector": 30.0,
        "sentence_vector": 20.0,
        "question_vector": 20.0,
        "questions": 0.0,
        "bm25": 2.0,
        "coverage": 2.0,
        "sentence_coverage": 1.0,
        "agreement": 2.0,
        "own": 0.3,
        "reader": 0.5,
    },
    confidence={
        "bias": -36.0,
        "vector": 40.0,
        "lead": 0.5,
        "coverage": 1.5,
        "agreement": 1.5,
        "missing": -1.5,
        "number_missing": -1.5,
        "unanswered": -40.0,
    },
    highlighting={"reader": 0.1, "vector": 10.0, "coverage": 1.0},
)


def write_corpus(folder: Path, documents: dict[str, str]) -> Path:
    for path, text in documents.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    return folder


def passages_of(corpus: Corpus) -> list[Passage]:
    return [passage for document in corpus.documents for passage in split(document)]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A folder of fact sheets in three languages and a plain article, to be changed at will."""
    return write_corpus(tmp_path / "corpus", DOCUMENTS)


@pytest.fixture(scope="session")
def weights() -> Weights:
    return WEIGHTS


@pytest.fixture(scope="session")
def encoded(encoder: Encoder) -> EncodedTexts:
    """Vectors of the bundled model, each text encoded once for all tests."""
    return EncodedTexts(encoder)


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder, encoded: EncodedTexts) -> Store:
    """The fact sheets and the article, indexed in memory."""
    corpus = read_corpus(write_corpus(tmp_path_factory.mktemp("store"), DOCUMENTS))
    return build_store(passages_of(corpus), encoded, encoder.card.reads)


@pytest.fixture(scope="session")
def index(tmp_path_factory: pytest.TempPathFactory, models: Path) -> Index:
    """The same as people have it: built on the disk, loaded, with the weights that come with the program."""
    folder = tmp_path_factory.mktemp("index")
    corpus = write_corpus(folder / "corpus", DOCUMENTS)
    (folder / "data").mkdir()
    (folder / "data" / "models").symlink_to(models, target_is_directory=True)
    build(corpus, folder / "data", "bundled")
    return load_index(corpus, folder / "data", "bundled")


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sentence-transformers model of two small layers with prompts of its own; it has learned nothing."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizer

    folder = tmp_path_factory.mktemp("tiny")
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "ask", "say", "the", "tree", *"abcdefghijklmnopqrstuvwxyz"]
    (folder / "vocab.txt").write_text("\n".join([*words, *(f"##{letter}" for letter in words[-26:])]) + "\n")
    torch.manual_seed(1)
    config = BertConfig(
        vocab_size=len(words) + 26,
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=512,
    )
    BertModel(config).save_pretrained(folder / "bert")
    BertTokenizer(str(folder / "vocab.txt")).save_pretrained(folder / "bert")
    transformer = Transformer(str(folder / "bert"), max_seq_length=32)
    model = SentenceTransformer(
        modules=[transformer, Pooling(32)], device="cpu", prompts={"query": "ask ", "document": "say "}
    )
    model.save(str(folder / "model"), create_model_card=False)
    return folder / "model"


@pytest.fixture(scope="session")
def adapter(tiny_model: Path) -> Adapter:
    """The weights of a reader on `tiny_model`, whose second layer reads together; it has learned nothing either."""
    import torch
    from safetensors.torch import load_file

    from index.reader.network import Network, Shape

    torch.manual_seed(2)
    shape = Shape(width=32, heads=2, split=1, last=2, rank=4, hidden=16)
    network = Network(load_file(tiny_model / "model.safetensors"), shape)
    weights = {}
    for name, parameter in network.named_parameters():
        if parameter.requires_grad:
            # What is added to the model is nothing at first.
            own = parameter if parameter.any() else torch.randn_like(parameter)
            weights[name] = own.detach().numpy().astype(np.float16)
    return Adapter({"model": "", "shape": asdict(shape)}, weights)


@pytest.fixture(scope="session")
def reader(tiny_model: Path, adapter: Adapter, tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """A real reader: what it makes of a passage is of no use, but always the same."""
    home = exported(str(tiny_model), tmp_path_factory.mktemp("reader"))
    export_reader(tiny_model, home, adapter)
    return Reader(home, Encoder.load(home))
