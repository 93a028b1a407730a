import numpy as np

from index.embedding.cache import EncodedTexts
from index.embedding.encoder import Encoder

PASSAGES = ["The airport opened in 2021.", "Hakuho won 45 tournaments."]


def test_each_text_is_encoded_once(encoder: Encoder) -> None:
    encoded = EncodedTexts(encoder)
    tokens = encoded.tokens(PASSAGES)
    vectors = encoded.vectors([*PASSAGES, "When?", "When?"])
    assert encoded.encoded == 3
    own, of_tokens = encoder.encode_passages(PASSAGES)
    np.testing.assert_array_equal(vectors[:2], own)
    np.testing.assert_array_equal(vectors[2], vectors[3])
    for one, other in zip(tokens, of_tokens, strict=True):
        np.testing.assert_array_equal(one, other)


def test_what_is_known_is_not_encoded_again(encoder: Encoder) -> None:
    before = EncodedTexts(encoder)
    tokens, vectors = before.tokens(PASSAGES), before.vectors(PASSAGES)
    seen: list[int] = []
    encoded = EncodedTexts(
        encoder,
        dict(zip(PASSAGES, vectors, strict=True)),
        dict(zip(PASSAGES, tokens, strict=True)),
        lambda done, _: seen.append(done),
    )
    assert encoded.tokens(PASSAGES)[0] is tokens[0]
    np.testing.assert_array_equal(encoded.vectors(PASSAGES), vectors)
    assert (encoded.encoded, seen) == (0, [])
