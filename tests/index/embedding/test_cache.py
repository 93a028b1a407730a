import numpy as np

from index.embedding.cache import EncodedTexts
from index.embedding.encoder import Encoder

PASSAGES = ["The airport opened in 2021.", "Hakuho won 45 tournaments."]
QUESTIONS = ["When did the airport open?", PASSAGES[1]]


def test_each_text_is_encoded_once_with_each_prompt(encoder: Encoder) -> None:
    encoded = EncodedTexts(encoder)
    documents = encoded.documents([*PASSAGES, PASSAGES[0]])
    queries = encoded.queries(QUESTIONS)
    assert encoded.encoded == len(PASSAGES) + len(QUESTIONS)
    np.testing.assert_array_equal(documents[:2], encoder.encode_documents(PASSAGES))
    np.testing.assert_array_equal(documents[2], documents[0])
    np.testing.assert_array_equal(queries, encoder.encode_queries(QUESTIONS))
    assert (documents[1] != queries[1]).any(), "the same text, with the prompt of a question"


def test_what_is_known_is_not_encoded_again(encoder: Encoder) -> None:
    before = EncodedTexts(encoder)
    documents, queries = before.documents(PASSAGES), before.queries(QUESTIONS)
    seen: list[int] = []
    encoded = EncodedTexts(
        encoder,
        dict(zip(PASSAGES, documents, strict=True)),
        dict(zip(QUESTIONS, queries, strict=True)),
        lambda done, _: seen.append(done),
    )
    np.testing.assert_array_equal(encoded.documents(PASSAGES), documents)
    np.testing.assert_array_equal(encoded.queries(QUESTIONS), queries)
    assert (encoded.encoded, seen) == (0, [])


def test_progress_is_told_of_what_is_encoded(encoder: Encoder) -> None:
    seen: list[tuple[int, int]] = []
    EncodedTexts(encoder, progress=lambda done, of: seen.append((done, of))).documents(PASSAGES)
    assert seen == [(1, len(PASSAGES)), (len(PASSAGES), len(PASSAGES))]
