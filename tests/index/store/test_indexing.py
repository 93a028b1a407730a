from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from index.documents import Document, Language, Paragraph
from index.embedding.cache import EncodedTexts
from index.embedding.encoder import Encoder, Vector
from index.passages import Passage, split
from index.store.indexing import MOST_BEFORE, Texts, build_store, heading
from index.store.store import Store

OPENING = "President Khurelsukh came to Tokyo on 29 November 2022 for talks with the Prime Minister of the country."
MATTER = "The two sides spoke at some length of what had been raised at an earlier meeting of the ministers."
THANKS = "The President thanked the Government of Japan for its support of the reforms over three decades."


def document(*paragraphs: Paragraph, path: str = "talks.txt", language: Language = "en") -> list[Passage]:
    return split(Document(path, "Talks", language, "", paragraphs))


def article(*texts: str, path: str = "talks.txt") -> list[Passage]:
    passages = document(*map(Paragraph, texts), path=path)
    assert [p.text for p in passages] == list(texts)
    return passages


def preceding(passages: Sequence[Passage]) -> list[int]:
    rows: list[int] = build_store(passages, None, ()).languages["en"].preceding.tolist()
    return rows


def vector_of(store: Store, row: int) -> Vector:
    assert store.vectors
    (vector,) = store.vectors.rows(np.array([row], np.int64))
    return np.asarray(vector, np.float32)


SHEET = document(
    Paragraph("Trees grow. Trees fall.", ("Wood",), (), "trees", (), ("Do trees grow?",), ("Do trees read?",)),
    path="en/trees.md",
)
PLAIN = document(Paragraph("Horses run over the steppe. Horses rest at noon."), path="horses.txt")
JAPANESE = document(Paragraph("木は育つ。", (), (), "trees", (), ("木は育つか？",)), path="ja/trees.md", language="ja")


def test_what_is_indexed_of_a_passage() -> None:
    assert Texts.of([*SHEET, *PLAIN]) == Texts(
        ["Talks. Wood\nTrees grow. Trees fall.", "Talks\nHorses run over the steppe. Horses rest at noon."],
        # The sentences of a fact sheet stand alone.
        ["Trees grow.", "Trees fall.", "Talks. Horses run over the steppe.", "Talks. Horses rest at noon."],
        ["Do trees grow?"],
        ["Do trees read?"],
    )
    assert [heading(p) for p in (*SHEET, *PLAIN)] == ["Talks. Wood", "Talks"]


def test_every_vector_is_that_of_its_text(encoder: Encoder, encoded: EncodedTexts) -> None:
    store = build_store([*JAPANESE, *PLAIN, *SHEET], encoded, encoder.card.reads)
    assert store.vectors
    assert [p.language for p in store.passages] == ["en", "en", "ja"], "a language after another"
    for row, passage in enumerate(store.passages):
        own = Texts.of([passage])
        np.testing.assert_allclose(vector_of(store, row), encoder.encode_documents(own.headed)[0], atol=1e-6)
        for (spans, start), texts, vectors in (
            (store.fields[0], own.sentences, encoder.encode_documents(own.sentences)),
            (store.fields[1], own.questions, encoder.encode_queries(own.questions)),
            (store.fields[2], own.unanswered, encoder.encode_queries(own.unanswered)),
        ):
            rows = start + np.arange(len(spans))[spans.of(row)]
            assert len(rows) == len(texts)
            np.testing.assert_allclose(store.vectors.rows(rows), vectors, atol=1e-6)


def test_what_the_model_does_not_read_is_near_nothing(encoded: EncodedTexts) -> None:
    store = build_store([*SHEET, *JAPANESE], encoded, {"ja"})
    whole = build_store([*SHEET, *JAPANESE], encoded, {"en", "ja"})
    assert store.vectors
    assert whole.vectors
    assert len(store.vectors) == len(whole.vectors)
    owners = store.owners(np.arange(len(store.vectors)))
    for row, owner in enumerate(owners.tolist()):
        if owner >= 0 and store.passages[owner].language == "ja":
            np.testing.assert_array_equal(vector_of(store, row), vector_of(whole, row))
        else:
            assert not vector_of(store, row).any()


def test_words_alone_are_indexed_where_the_model_reads_none_of_it(encoded: EncodedTexts) -> None:
    before = encoded.encoded
    for store in (build_store(SHEET, None, ()), build_store(SHEET, encoded, {"ja"})):
        assert store.vectors is None
        assert store.languages["en"].knows("tree")
    assert encoded.encoded == before


def test_passages_of_one_key_are_one_group() -> None:
    store = build_store([*SHEET, *PLAIN, *JAPANESE], None, ())
    rows = {p.document: row for row, p in enumerate(store.passages)}
    same = sorted((rows["en/trees.md"], rows["ja/trees.md"]))
    assert [sorted(store.group(row).tolist()) for row in same] == [same, same]
    assert store.group(rows["horses.txt"]).tolist() == [rows["horses.txt"]]


def test_a_passage_leans_on_those_before_it_in_its_document() -> None:
    assert preceding([*article(OPENING, MATTER, THANKS), *article(OPENING, THANKS, path="z.txt")]) == [0, 0, 0, 3, 3]
    long = [replace(p, text=f"{i}{p.text[1:]}") for i, p in enumerate(article(*[MATTER] * (MOST_BEFORE + 3)))]
    assert preceding(long) == [*[0] * (MOST_BEFORE + 1), 1, 2]


def test_the_paragraph_of_a_fact_sheet_stands_alone() -> None:
    assert preceding([replace(p, key=p.text[:9]) for p in article(OPENING, MATTER, THANKS)]) == [0, 1, 2]


def test_other_names_and_subjects_come_with_the_store() -> None:
    store = build_store(SHEET, None, (), {"en": {"UB": "Ulaanbaatar"}}, {"en": "trees"})
    assert [m.meant for m in store.languages["en"].aliases.mentions("in UB")] == ["Ulaanbaatar"]
    assert store.subjects == {"en": "trees"}


@pytest.mark.parametrize("language", ["mn", "ja"])
def test_there_is_no_index_of_a_language_without_documents(language: Language) -> None:
    assert language not in build_store(SHEET, None, ()).languages
