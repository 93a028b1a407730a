from collections import Counter
from math import log
from pathlib import Path

import bm25s
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.store.bm25 import K1, METHOD, B, TermIndex

TEXTS = [
    ["japan", "tree", "tree", "mongolia"],
    [],
    ["airport", "japan", "loan", "yen", "airport"],
    ["sumo", "japan"],
    ["tree"],
]
some_texts = st.lists(st.lists(st.sampled_from("abcdefg"), max_size=8), max_size=8)


def formula(texts: list[list[str]], term: str) -> list[float]:
    """BM25 as Kamphuis et al. 2020 give it for Lucene, written out."""
    count, mean = len(texts), sum(map(len, texts)) / len(texts)
    having = sum(term in text for text in texts)
    idf = log(1 + (count - having + 0.5) / (having + 0.5))
    often = [Counter(text)[term] for text in texts]
    return [idf * n / (n + K1 * (1 - B + B * len(text) / mean)) for n, text in zip(often, texts, strict=True)]


@given(some_texts, st.lists(st.sampled_from("abcdefgh"), max_size=4))
def test_scores_are_those_of_the_formula(texts: list[list[str]], query: list[str]) -> None:
    index = TermIndex.build(texts)
    expected = np.zeros(len(texts))
    for term in query:
        if any(texts):
            expected += formula(texts, term)
    np.testing.assert_allclose(index.scores((term, 1.0) for term in query), expected, rtol=1e-5)


@pytest.mark.parametrize("query", [["japan"], ["tree", "loan"], ["japan", "japan", "airport"], ["nowhere", "sumo"]])
def test_scores_are_those_that_bm25s_gives(query: list[str]) -> None:
    reference = bm25s.BM25(method=METHOD, k1=K1, b=B)
    reference.index(TEXTS, show_progress=False, create_empty_token=False)
    known = [term for term in query if term in reference.vocab_dict]
    scores = TermIndex.build(TEXTS).scores((term, 1.0) for term in query)
    np.testing.assert_allclose(scores, reference.get_scores(known), rtol=1e-5)


def test_a_weight_multiplies_a_terms_scores() -> None:
    index = TermIndex.build(TEXTS)
    np.testing.assert_allclose(
        index.scores([("tree", 0.25), ("yen", 2.0)]),
        0.25 * index.scores([("tree", 1.0)]) + 2 * index.scores([("yen", 1.0)]),
    )


def test_a_rare_term_says_more_and_an_unknown_one_most() -> None:
    index = TermIndex.build(TEXTS)
    assert index.idf("japan") < index.idf("tree") < index.idf("sumo") < index.idf("nowhere") == index.unknown_idf
    assert "sumo" in index
    assert "nowhere" not in index


def test_a_rows_mass_counts_each_of_its_terms_once() -> None:
    index = TermIndex.build(TEXTS)
    expected = [sum(index.idf(term) for term in set(text)) for text in TEXTS]
    np.testing.assert_allclose(index.masses, expected, rtol=1e-6)


@given(some_texts)
def test_what_was_saved_is_loaded(texts: list[list[str]]) -> None:
    import tempfile

    index = TermIndex.build(texts)
    with tempfile.TemporaryDirectory() as folder:
        index.save(Path(folder) / "terms")
        loaded = TermIndex.load(Path(folder) / "terms", len(texts))
        assert loaded.vocabulary == index.vocabulary
        for term in "abcdefgh":
            assert [a.tolist() for a in loaded.postings(term)] == [a.tolist() for a in index.postings(term)]
        del loaded


@pytest.mark.parametrize("texts", [[], [[], []]])
def test_texts_without_terms_score_nothing(texts: list[list[str]]) -> None:
    index = TermIndex.build(texts)
    assert index.scores([("tree", 1.0)]).tolist() == [0.0] * len(texts)


@given(some_texts, st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=6))
def test_whether_a_stretch_of_rows_has_a_term(texts: list[list[str]], stretches: list[tuple[int, int]]) -> None:
    index = TermIndex.build(texts)
    starts, stops = (np.array([stretch[i] for stretch in stretches], np.int64) for i in (0, 1))
    for term in "abh":
        expected = [any(term in text for text in texts[start:stop]) for start, stop in stretches]
        assert [index.has(term, start, stop) for start, stop in stretches] == expected
        assert index.within(term, starts, stops).tolist() == expected
