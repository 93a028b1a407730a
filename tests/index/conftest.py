from pathlib import Path

import pytest

from index.building import build, load_index
from index.search import Index

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

ARTICLE = """Horses on the Steppe

The Japanese agency gave the herders of Khentii a laboratory for the health of their horses in 1999. \
Veterinarians from Obihiro taught there for four years.
"""


def write_corpus(folder: Path, documents: dict[str, str]) -> Path:
    for path, text in documents.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    return folder


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A folder of fact sheets in three languages and a plain article, to be changed at will."""
    return write_corpus(tmp_path / "corpus", {"sources.yaml": SOURCES, "horses.txt": ARTICLE, **SHEETS})


@pytest.fixture(scope="session")
def index(tmp_path_factory: pytest.TempPathFactory, models: Path) -> Index:
    """A real index of the fact sheets and the article."""
    folder = tmp_path_factory.mktemp("index")
    corpus = write_corpus(folder / "corpus", {"sources.yaml": SOURCES, "horses.txt": ARTICLE, **SHEETS})
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
        max_position_embeddings=64,
    )
    BertModel(config).save_pretrained(folder / "bert")
    BertTokenizer(str(folder / "vocab.txt")).save_pretrained(folder / "bert")
    transformer = Transformer(str(folder / "bert"), max_seq_length=32)
    model = SentenceTransformer(
        modules=[transformer, Pooling(32)], device="cpu", prompts={"query": "ask ", "document": "say "}
    )
    model.save(str(folder / "model"), create_model_card=False)
    return folder / "model"
