import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from sentence_transformers import SentenceTransformer

from index.embedding.encoder import Encoder, Vector
from index.embedding.graph import word_embeddings
from index.errors import ModelError

ENGLISH = (
    "Japan pledged to plant 50,000 trees in Mongolia.",
    "The new airport near Ulaanbaatar opened on 4 July 2021.",
    "Hakuho won 45 tournaments, more than anyone else.",
    "The Economic Partnership Agreement entered into force on 7 June 2016.",
    "Mongolia exports coal, copper and cashmere.",
    "Diplomatic relations were established on 24 February 1972.",
    "Students of the technical colleges found work in Japan.",
    "A loan of 65.6 billion yen paid for the airport.",
    "Air pollution in winter makes children ill.",
    "Solar power plants were built in the Gobi desert.",
)
MONGOLIAN = (
    "Шинэ нисэх буудал 2021 оны 7 дугаар сарын 4-нд нээгдсэн.",
    "Хакухо 45 удаа түрүүлсэн нь хамгийн их юм.",
    "Монгол Улс нүүрс, зэс, ноолуур экспортолдог.",
    "Өвлийн агаарын бохирдлоос болж хүүхдүүд өвддөг.",
)
JAPANESE = (
    "新空港は2021年7月4日に開港しました。",
    "白鵬は史上最多の45回優勝しました。",
    "モンゴルは石炭、銅、カシミヤを輸出している。",
    "冬の大気汚染で子どもたちが病気になる。",
)
SENTENCES = (*ENGLISH, *MONGOLIAN, *JAPANESE)
QUESTIONS = (
    "When did the airport open?",
    "trees",
    "Хэн хамгийн олон удаа түрүүлсэн бэ?",
    "Шинэ нисэх буудал хэзээ нээгдсэн бэ?",
    "モンゴルの輸出品は何ですか？",
    "白鵬の優勝回数",
)
LONG = " ".join(ENGLISH) * 6


def unit(vectors: object) -> Vector:
    found: Vector = np.atleast_2d(np.asarray(vectors, np.float32))
    found /= np.linalg.norm(found, axis=1, keepdims=True)
    return found


@pytest.fixture(scope="module")
def expected(reference: SentenceTransformer) -> Vector:
    # The long one alone: with it in a batch, the others would be as long.
    return np.vstack([reference.encode_document(list(SENTENCES)), reference.encode_document(LONG)])


def test_documents_are_where_sentence_transformers_has_them(encoder: Encoder, expected: Vector) -> None:
    cosines = (encoder.encode_documents([*SENTENCES, LONG]) * expected).sum(1)
    assert cosines.min() > 0.99, encoder.card.precision


def test_questions_find_the_same_as_with_sentence_transformers(
    encoder: Encoder, reference: SentenceTransformer, expected: Vector
) -> None:
    vectors = encoder.encode_documents(SENTENCES)
    asked = np.asarray(reference.encode_query(list(QUESTIONS)))
    for question, theirs in zip(QUESTIONS, asked @ expected[:-1].T, strict=True):
        ours = vectors @ encoder.encode_query(question)
        assert ours.argmax() == theirs.argmax()
        np.testing.assert_allclose(ours, theirs, atol=0.02)
        # Of what follows, int8 may swap only what is as near as makes no difference.
        order = theirs[ours.argsort()[::-1][:5]]
        assert np.diff(order).max() < 0.01


@pytest.mark.parametrize("kind", ["wordpiece", "sentencepiece"])
def test_any_model_is_where_sentence_transformers_has_it(kind: str, request: pytest.FixtureRequest) -> None:
    model = request.getfixturevalue({"wordpiece": "tiny_model", "sentencepiece": "sentencepiece_model"}[kind])
    encoder = Encoder.load(request.getfixturevalue(f"{kind}_export"))
    theirs = SentenceTransformer(str(model), device="cpu", local_files_only=True)
    texts = ["the tree", "Japan: a  horse ｔｒｅｅ", "мод тарих", "木を植える", "", LONG]
    documents = unit(theirs.encode(texts, prompt=theirs.prompts.get("passage") or theirs.prompts["document"]))
    assert (encoder.encode_documents(texts) * documents).sum(1).min() > 0.99
    for text in texts:
        assert encoder.encode_query(text) @ unit(theirs.encode_query(text))[0] > 0.99
    assert unit(theirs.encode_query("the tree"))[0] @ documents[0] < 0.99


def test_a_vector_does_not_depend_on_its_neighbours(encoder: Encoder) -> None:
    alone = np.concatenate([encoder.encode_documents([sentence]) for sentence in SENTENCES[:5]])
    np.testing.assert_array_equal(encoder.encode_documents([*SENTENCES[:5], LONG])[:5], alone)


def test_vectors_have_length_one(encoder: Encoder) -> None:
    vectors = encoder.encode_documents([*SENTENCES, "", "😀", LONG])
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)
    assert np.linalg.norm(encoder.encode_query("")) == pytest.approx(1)
    assert encoder.encode_documents([]).shape == (0, 384)


def test_progress_counts_to_the_end(encoder: Encoder) -> None:
    seen: list[tuple[int, int]] = []
    encoder.encode_documents(SENTENCES[:3], lambda done, of: seen.append((done, of)))
    assert seen == [(1, 3), (2, 3), (3, 3)]


def test_a_shorter_limit_cuts_texts(encoder: Encoder, bundled_export: Path) -> None:
    short = Encoder(replace(encoder.card, max_tokens=12), bundled_export)
    np.testing.assert_array_equal(short.encode_query(LONG), short.encode_query(" ".join(LONG.split()[:20])))


def test_pieces_have_rows_of_word_embeddings(encoder: Encoder, reference: SentenceTransformer) -> None:
    text = "Хакухо won 45 優勝"
    ids = encoder.token_ids(text)
    rows = encoder.embeddings(ids)
    assert rows.shape == (len(ids), encoder.card.word_dimensions)
    theirs = reference.tokenizer.encode(text, add_special_tokens=False)
    assert (unit(rows) * unit(word_embeddings(reference, theirs))).sum(1).min() > 0.999


def test_marks_are_those_of_the_pruned_vocabulary(encoder: Encoder) -> None:
    card = encoder.card
    assert (card.bos, card.pad, card.eos) == ((0,), 1, (2,))
    assert not {0, 1, 2} & set(encoder.token_ids(LONG))


def test_common_words_are_whole(encoder: Encoder) -> None:
    assert all(encoder.is_common(word) for word in ("airport", "нисэх", "日本", "tarikh"))
    assert not any(encoder.is_common(word) for word in ("khurelsukh", "airportt"))


@pytest.mark.parametrize("name", ["encoder.onnx", "pieces.model", "words.npy", "model.json"])
def test_an_export_without_a_file_is_refused(bundled_export: Path, tmp_path: Path, name: str) -> None:
    copy = Path(shutil.copytree(bundled_export, tmp_path / "copy"))
    (copy / name).unlink()
    for use in (Encoder.load, Encoder.verify):
        with pytest.raises(ModelError, match="delete that folder to export it anew"):
            use(copy)


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize("name", ["encoder.onnx", "pieces.model"])
def test_a_changed_export_is_refused(sentencepiece_export: Path, tmp_path: Path, name: str) -> None:
    copy = Path(shutil.copytree(sentencepiece_export, tmp_path / "copy"))
    flip(copy / name)
    with pytest.raises(ModelError, match=rf"is damaged \({name}\)"):
        Encoder.load(copy)


def test_changed_words_are_found_by_who_reads_them_all(sentencepiece_export: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(sentencepiece_export, tmp_path / "copy"))
    Encoder.verify(copy)
    flip(copy / "words.npy")
    Encoder.load(copy)
    with pytest.raises(ModelError, match=r"is damaged \(words.npy\)"):
        Encoder.verify(copy)


def test_words_that_were_cut_short_are_refused(sentencepiece_export: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(sentencepiece_export, tmp_path / "copy"))
    (copy / "words.npy").write_bytes((copy / "words.npy").read_bytes()[:-1])
    with pytest.raises(ModelError, match="is damaged"):
        Encoder.load(copy)
