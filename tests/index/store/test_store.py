from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from index.documents import LANGUAGES
from index.passages import Passage
from index.store.indexing import build_store
from index.store.store import ID_DIGITS, Store, passage_ids


def test_a_vector_row_is_of_the_passage_whose_text_it_has(store: Store) -> None:
    assert store.vectors
    owners = store.owners(np.arange(len(store.vectors))).tolist()
    every = range(len(store.passages))
    assert owners == [
        *every,
        *[row for row in every for _ in store.passages[row].sentences],
        *[row for row in every for _ in store.passages[row].questions],
        *[-1 for row in every for _ in store.passages[row].unanswered],
    ]


def test_the_language_of_each_passage(store: Store) -> None:
    assert [LANGUAGES[i] for i in store.language_of] == [p.language for p in store.passages]


def test_a_group_has_what_says_the_same(store: Store) -> None:
    for row, passage in enumerate(store.passages):
        same = [i for i, p in enumerate(store.passages) if i == row or (p.key and p.key == passage.key)]
        assert sorted(store.group(row).tolist()) == same
    assert max(len(store.group(row)) for row in range(len(store.passages))) == len(LANGUAGES)


def test_an_id_is_of_one_passage(store: Store) -> None:
    ids = [store.id_of(row) for row in range(len(store.passages))]
    assert [store.row_of(match_id) for match_id in ids] == list(range(len(store.passages)))
    assert {len(match_id) for match_id in ids} == {ID_DIGITS}


@pytest.mark.parametrize("match_id", ["f" * ID_DIGITS, "", "xyz", "-1", "f" * 40, "ae08 2813d2fc"])
def test_an_id_of_nothing_has_no_row(store: Store, match_id: str) -> None:
    assert store.row_of(match_id) is None


def test_the_id_of_a_fact_sheets_paragraph_outlives_its_text() -> None:
    sheet = Passage("It opened.", ((0, 10),), "Title", "", "a.md", "en", None, "opening")
    plain = replace(sheet, key=None)
    changed = [replace(p, text="It closed.") for p in (sheet, plain)]
    (before_sheet, before_plain), (after_sheet, after_plain) = passage_ids([sheet, plain]), passage_ids(changed)
    assert before_sheet == after_sheet
    assert before_plain != after_plain
    assert passage_ids([replace(sheet, language="ja")])[0] != before_sheet


def test_passages_of_one_name_are_told_apart_by_their_order() -> None:
    passage = Passage("It opened.", ((0, 10),), "Title", "", "a.md", "en")
    ids = passage_ids([passage, passage, passage]).tolist()
    assert len(set(ids)) == 3
    assert passage_ids([passage]).tolist() == ids[:1]


@pytest.mark.parametrize("vectors", [True, False])
def test_what_was_saved_is_loaded(store: Store, tmp_path: Path, vectors: bool) -> None:
    saved = store if vectors else build_store(store.passages, None, (), {}, {"en": "both countries"})
    saved.save(tmp_path)
    loaded = Store.load(tmp_path, saved.passages)
    for name in ("ids", "groups"):
        np.testing.assert_array_equal(getattr(loaded, name), getattr(saved, name))
    for name in ("sentences", "questions", "unanswered"):
        np.testing.assert_array_equal(getattr(loaded, name).starts, getattr(saved, name).starts)
    assert loaded.subjects == saved.subjects
    assert {name: index.rows for name, index in loaded.languages.items()} == {
        name: index.rows for name, index in saved.languages.items()
    }
    assert (loaded.vectors is None) == (saved.vectors is None) == (not vectors)
    if loaded.vectors and saved.vectors:
        every = np.arange(len(saved.vectors))
        np.testing.assert_array_equal(loaded.vectors.rows(every), saved.vectors.rows(every))
