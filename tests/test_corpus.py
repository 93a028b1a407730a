"""The corpus that the bot comes with."""

from pathlib import Path

from index.ingest.corpus import read_corpus
from index.passages import split
from proofreading import proofread

CORPUS = Path(__file__).parents[1] / "corpus"


def test_the_corpus_passes_its_check() -> None:
    assert [str(finding) for finding in proofread(CORPUS) if not finding.warning] == []


def test_each_paragraph_is_one_passage_with_its_sources() -> None:
    corpus = read_corpus(CORPUS)
    assert corpus.problems == ()
    for document in corpus.documents:
        passages = split(document)
        assert [passage.key for passage in passages] == [paragraph.key for paragraph in document.paragraphs]
        assert all(passage.key and passage.sources and passage.questions for passage in passages)
