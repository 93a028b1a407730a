from pathlib import Path

from index.documents import LANGUAGES
from index.embedding.literacy import PAIRS, languages_read
from index.embedding.model import exported


def test_the_bundled_model_reads_english_only(data: Path) -> None:
    assert languages_read(exported("bundled", data)) == ("en",)


def test_a_model_that_has_learned_nothing_reads_nothing(tiny_model: Path, tmp_path: Path) -> None:
    assert languages_read(exported(str(tiny_model), tmp_path)) == ()


def test_no_language_is_tested_with_the_words_of_the_answer() -> None:
    assert set(PAIRS) == set(LANGUAGES)
    for question, answer in PAIRS["en"]:
        long_words = {word.strip("?.,").lower() for word in question.split() if len(word) > 4}
        assert not long_words & {word.strip("?.,").lower() for word in answer.split()}
