from pathlib import Path

from index.documents import LANGUAGES
from index.embedding.encoder import Encoder
from index.embedding.supported_languages import PAIRS, languages_read


def test_the_bundled_model_reads_all_languages(encoder: Encoder, bundled_export: Path) -> None:
    assert languages_read(bundled_export) == LANGUAGES
    assert encoder.card.reads == LANGUAGES
    assert all(encoder.reads(language) for language in LANGUAGES)


def test_a_model_that_has_learned_nothing_reads_nothing(wordpiece_export: Path, sentencepiece_export: Path) -> None:
    assert languages_read(wordpiece_export) == ()
    assert languages_read(sentencepiece_export) == ()


def test_every_language_is_asked_the_same() -> None:
    assert set(PAIRS) == set(LANGUAGES)
    assert {len(pairs) for pairs in PAIRS.values()} == {16}


def test_no_language_is_tested_with_the_words_of_the_answer() -> None:
    for question, answer in PAIRS["en"]:
        long_words = {word.strip("?.,").lower() for word in question.split() if len(word) > 4}
        assert not long_words & {word.strip("?.,").lower() for word in answer.split()}
