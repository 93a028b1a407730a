from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.spelling import MOST_CORRECTIONS, Speller

WORDS = ["airport"] * 5 + ["export"] + ["khurelsukh"] * 3 + ["tournament"] * 2 + ["agreement", "tree", "trees", "sumo"]


@pytest.fixture(scope="module")
def speller() -> Speller:
    return Speller(WORDS)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("khuralsukh", "khurelsukh"),
        ("khurelsuk", "khurelsukh"),
        ("tournmaent", "tournament"),
        ("airprot", "airport"),
        ("agrement", "agreement"),
        ("sumoo", "sumo"),
    ],
)
def test_a_misspelt_word_is_corrected(speller: Speller, typed: str, meant: str) -> None:
    assert speller.corrections(typed)[0].word == meant


@pytest.mark.parametrize("word", ["sun", "", "kazakhstan", "airline", "treaty", "zzzzzz", "spree", "reagreement"])
def test_another_word_is_not_corrected(speller: Speller, word: str) -> None:
    assert speller.corrections(word) == []


def test_words_that_are_as_near_share_the_trust_by_how_often_they_occur() -> None:
    first, second = Speller(["harbour"] * 9 + ["harbous"]).corrections("harboux")
    assert (first.word, second.word) == ("harbour", "harbous")
    assert first.trust > second.trust


@given(st.text(max_size=20))
def test_trust_is_a_share_and_most_trusted_come_first(word: str) -> None:
    corrections = Speller(WORDS).corrections(word)
    assert len(corrections) <= MOST_CORRECTIONS
    assert all(0 < correction.trust <= 1 for correction in corrections)
    assert [c.trust for c in corrections] == sorted((c.trust for c in corrections), reverse=True)


def test_what_was_saved_is_loaded(speller: Speller, tmp_path: Path) -> None:
    speller.save(tmp_path / "words.json")
    loaded = Speller.load(tmp_path / "words.json")
    assert loaded.knows("airport")
    assert not loaded.knows("airprot")
    assert loaded.corrections("airprot") == speller.corrections("airprot")
