import numpy as np

from index.embedding.cache import EncodedTexts
from index.embedding.encoder import Encoder

PASSAGES = ["The airport opened in 2021.", "Hakuho won 45 tournaments."]


def test_each_text_is_encoded_once(encoder: Encoder) -> None:
    encoded = EncodedTexts(encoder)
    vectors = encoded.vectors([*PASSAGES, "When?", "When?"])
    assert encoded.encoded == 3
    np.testing.assert_array_equal(vectors[:2], encoder.encode_documents(PASSAGES))
    np.testing.assert_array_equal(vectors[2], vectors[3])


def test_what_is_known_is_not_encoded_again(encoder: Encoder) -> None:
    vectors = EncodedTexts(encoder).vectors(PASSAGES)
    seen: list[int] = []
    encoded = EncodedTexts(encoder, dict(zip(PASSAGES, vectors, strict=True)), lambda done, _: seen.append(done))
    np.testing.assert_array_equal(encoded.vectors(PASSAGES), vectors)
    assert (encoded.encoded, seen) == (0, [])
