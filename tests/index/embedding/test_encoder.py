import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from tokenizers import Tokenizer
from tokenizers.models import WordLevel

from index.embedding.encoder import TOKEN_STEPS, Encoder, Vector
from index.embedding.model import exported, model_folder
from index.errors import ModelError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

SENTENCES = (
    "Japan pledged to plant 50,000 trees in Mongolia.",
    "The new airport near Ulaanbaatar opened on 4 July 2021.",
    "Hakuho won 45 tournaments, more than anyone else.",
    "The Economic Partnership Agreement entered into force on 7 June 2016.",
    "Mongolia exports coal, copper and cashmere.",
    "Diplomatic relations were established on 24 February 1972.",
    "The two prime ministers met in Tokyo in November 2022.",
    "Students of the technical colleges found work in Japan.",
    "A hospital of the medical university opened in 2019.",
    "Volunteers have taught Japanese in Mongolia since 1992.",
    "The railway carries goods to the port of Tianjin.",
    "A loan of 65.6 billion yen paid for the airport.",
    "Air pollution in winter makes children ill.",
    "The emperor visited the steppe in summer.",
    "Horses are raised in Khentii and in Hokkaido.",
    "The exchange student wrote a book about the moon.",
    "Solar power plants were built in the Gobi desert.",
    "The museum shows dinosaur bones from the south.",
    "Schools were built with the money of the grant.",
    "The city of Miyakonojo is a sister of Ulaanbaatar.",
)
QUESTIONS = ("When did the airport open?", "trees", "Who won most sumo tournaments?", "How was the airport financed?")
LONG = " ".join(SENTENCES) * 3


@pytest.fixture(scope="module")
def reference() -> "SentenceTransformer":
    """The bundled model as sentence-transformers runs it."""
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(str(model_folder("bundled")[1]), device="cpu", local_files_only=True)


@pytest.fixture(scope="module")
def expected(reference: "SentenceTransformer") -> Vector:
    return np.asarray(reference.encode_document([*SENTENCES, LONG], normalize_embeddings=True), np.float32)


def test_documents_are_where_sentence_transformers_has_them(encoder: Encoder, expected: Vector) -> None:
    cosines = (encoder.encode_documents([*SENTENCES, LONG]) * expected).sum(1)
    assert cosines.min() > 0.98, encoder.card.precision


def test_questions_find_the_same_as_with_sentence_transformers(
    encoder: Encoder, reference: "SentenceTransformer", expected: Vector
) -> None:
    vectors = encoder.encode_documents(SENTENCES)
    for question in QUESTIONS:
        ours = vectors @ encoder.encode_query(question).vector
        theirs = expected[:-1] @ np.asarray(reference.encode_query(question, normalize_embeddings=True))
        assert ours.argmax() == theirs.argmax()
        np.testing.assert_allclose(ours, theirs, atol=0.06)
        # Of what follows, int8 may swap only what is as near as makes no difference.
        order = theirs[ours.argsort()[::-1][:5]]
        assert np.diff(order).max() < 0.03


def test_a_vector_does_not_depend_on_its_neighbours(encoder: Encoder) -> None:
    alone = np.concatenate([encoder.encode_documents([sentence]) for sentence in SENTENCES[:5]])
    np.testing.assert_array_equal(encoder.encode_documents([*SENTENCES[:5], LONG])[:5], alone)
    np.testing.assert_array_equal(encoder.encode_query(SENTENCES[0]).vector, alone[0])


def test_vectors_have_length_one(encoder: Encoder) -> None:
    vectors = encoder.encode_documents([*SENTENCES, "", "😀", LONG])
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)
    assert encoder.encode_documents([]).shape == (0, 384)


def test_progress_counts_to_the_end(encoder: Encoder) -> None:
    seen: list[tuple[int, int]] = []
    encoder.encode_documents(SENTENCES[:3], lambda done, of: seen.append((done, of)))
    assert seen == [(1, 3), (2, 3), (3, 3)]


def test_the_bundled_model_reads_english_only(encoder: Encoder) -> None:
    assert encoder.card.reads == ("en",)
    assert encoder.reads("en")
    assert not encoder.reads("mn")


def test_common_words_are_whole(encoder: Encoder) -> None:
    assert encoder.is_common("airport")
    assert not encoder.is_common("khurelsukh")


@pytest.mark.parametrize("start", ["", "\u2581", "\u0120"])
def test_common_words_are_known_in_other_vocabularies(encoder: Encoder, start: str) -> None:
    other = Encoder.__new__(Encoder)
    other.card = encoder.card
    other._tokenizer = Tokenizer(WordLevel({f"{start}airport": 0, "[UNK]": 1}, unk_token="[UNK]"))
    assert other.is_common("airport")
    assert not other.is_common("port")


def test_the_models_prompts_are_used(tiny_model: Path, tmp_path: Path) -> None:
    from sentence_transformers import SentenceTransformer

    encoder = Encoder.load(exported(str(tiny_model), tmp_path))
    reference = SentenceTransformer(str(tiny_model), device="cpu", local_files_only=True)
    assert (encoder.card.query_prompt, encoder.card.document_prompt) == ("ask ", "say ")
    query, document = (
        np.asarray(v) for v in (reference.encode_query("the tree"), reference.encode_document("the tree"))
    )
    query, document = (v / np.linalg.norm(v) for v in (query, document))
    assert query @ document < 0.99
    assert encoder.encode_query("the tree").vector @ query > 0.99
    assert encoder.encode_documents(["the tree"])[0] @ document > 0.99
    assert not encoder.card.normalised
    assert encoder.card.dimensions == 32


@pytest.mark.parametrize("name", ["encoder.onnx", "tokenizer.json", "model.json"])
def test_a_damaged_export_is_refused(encoder: Encoder, data: Path, tmp_path: Path, name: str) -> None:
    copy = Path(shutil.copytree(exported("bundled", data), tmp_path / "copy"))
    Encoder.load(copy)
    (copy / name).unlink()
    with pytest.raises(ModelError, match="delete that folder to export it anew"):
        Encoder.load(copy)


def test_a_changed_export_is_refused(data: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(exported("bundled", data), tmp_path / "copy"))
    content = bytearray((copy / "encoder.onnx").read_bytes())
    content[len(content) // 2] ^= 1
    (copy / "encoder.onnx").write_bytes(content)
    with pytest.raises(ModelError, match="is damaged"):
        Encoder.load(copy)


def test_a_shorter_limit_cuts_texts(encoder: Encoder, data: Path) -> None:
    home = exported("bundled", data)
    short = Encoder(replace(encoder.card, max_tokens=8), home / "encoder.onnx", home / "tokenizer.json")
    np.testing.assert_array_equal(
        short.encode_query(LONG).vector, short.encode_query(" ".join(LONG.split()[:20])).vector
    )


def test_tokens_are_those_of_sentence_transformers_but_on_fewer_axes(
    encoder: Encoder, reference: "SentenceTransformer"
) -> None:
    """Compare what ranks: how near each word of a question comes to each of two passages."""
    passages = [SENTENCES[1], SENTENCES[2]]
    question = "Who won most tournaments?"
    every = reference.encode([question, *passages], output_value="token_embeddings")
    asked, *theirs = (np.asarray(v[1:-1] / v[1:-1].norm(dim=1, keepdim=True)) for v in every)
    query = encoder.encode_query(question)
    assert query.words == ("Who", "won", "most", "tournaments", "?")
    assert query.tokens.shape == (5, encoder.card.token_dimensions)
    np.testing.assert_allclose(np.linalg.norm(query.tokens, axis=1), 1, atol=1e-3)
    _, ours = encoder.encode_passages(passages)
    for mine, other in zip(ours, theirs, strict=True):
        assert len(mine) == len(other)
        best = (query.tokens @ mine.T.astype(np.float32) / TOKEN_STEPS).max(1)
        # Fewer axes make the cosines of what is unlike larger, and a word that stands there is as near as before.
        np.testing.assert_allclose(best, (asked @ other.T).max(1), atol=0.2)
        assert best.argmax() == (asked @ other.T).max(1).argmax()


def test_a_passages_vector_is_that_of_any_document(encoder: Encoder) -> None:
    vectors, tokens = encoder.encode_passages([*SENTENCES[:3], ""])
    np.testing.assert_array_equal(vectors, encoder.encode_documents([*SENTENCES[:3], ""]))
    assert [len(of) > 0 for of in tokens] == [True, True, True, False]
    assert encoder.encode_passages([])[0].shape == (0, encoder.card.dimensions)


def test_a_word_of_many_tokens_is_one(encoder: Encoder) -> None:
    words = encoder.encode_query("Khürelsükh's visit").words
    assert words[-1] == "visit"
    assert set(words[:-1]) == {"Khürelsükh", "'", "s"}
    assert words.count("Khürelsükh") > 1
