from pathlib import Path

import pytest

from index.errors import CorpusError
from index.ingest.corpus import folder_digest, read_corpus
from index.ingest.subjects import read_subjects


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "trees.md").write_text("# Trees\n\nTrees grow slowly on the steppe.\n", "utf-8")
    return tmp_path


def test_a_corpus_says_what_it_is_about(folder: Path) -> None:
    assert read_corpus(folder).subjects == {}
    before = folder_digest(folder)
    (folder / "subject.yaml").write_text("# what \"it\" means\nja: 木\nen: '  trees of the steppe '\n", "utf-8")
    corpus = read_corpus(folder)
    assert corpus.subjects == {"en": "trees of the steppe", "ja": "木"}
    assert [document.path for document in corpus.documents] == ["trees.md"], "the list is no document"
    assert corpus.problems == ()
    assert folder_digest(folder) != before


def test_a_byte_order_mark_does_no_harm(folder: Path) -> None:
    (folder / "subject.yaml").write_bytes("mn: мод\n".encode("utf-8-sig"))
    assert read_subjects(folder) == {"mn": "мод"}


@pytest.mark.parametrize(
    ("content", "named"),
    [
        (b"de: Baeume\n", r"each line is a language \(en, mn, ja\)"),
        (b"en: ''\n", "each line is a language"),
        (b"en:\n", "each line is a language"),
        (b"en: [a, b]\n", "each line is a language"),
        (b"en: 7\n", "each line is a language"),
        (b"trees\n", "correct the file"),
        (b"en: a: b\n", "correct the file"),
        (b"en: trees\nen: woods\n", "correct the file"),
        (b"\xff\xfe", "correct the file"),
    ],
)
def test_a_malformed_file_is_named(folder: Path, content: bytes, named: str) -> None:
    (folder / "subject.yaml").write_bytes(content)
    with pytest.raises(CorpusError, match=rf"^subject\.yaml: .*{named}"):
        read_corpus(folder)


def test_a_file_that_cannot_be_read_is_named(folder: Path) -> None:
    (folder / "subject.yaml").mkdir()
    with pytest.raises(CorpusError, match=r"^subject\.yaml cannot be read: "):
        read_corpus(folder)
