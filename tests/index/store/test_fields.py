from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.store.fields import Field, Spans

counts = st.lists(st.integers(0, 4), min_size=1, max_size=8)


@given(counts, st.data())
def test_rows_are_those_of_their_passages(counts: list[int], data: st.DataObject) -> None:
    owners = [passage for passage, count in enumerate(counts) for _ in range(count)]
    spans = Spans.of_counts(counts)
    assert (spans.owners.tolist(), len(spans)) == (owners, len(owners))
    asked = data.draw(st.lists(st.integers(0, len(counts) - 1), unique=True))
    rows, positions = spans.rows(np.array(asked, np.int64))
    expected = [(row, place) for place, passage in enumerate(asked) for row, own in enumerate(owners) if own == passage]
    assert list(zip(rows.tolist(), positions.tolist(), strict=True)) == expected
    for passage in asked:
        assert owners[spans.of(passage)] == [passage] * counts[passage]


@given(counts, st.data())
def test_a_passage_scores_as_the_best_of_its_rows(counts: list[int], data: st.DataObject) -> None:
    groups = [data.draw(st.lists(st.integers(0, 9), min_size=count, max_size=count)) for count in counts]
    scores = np.array([score for group in groups for score in group], np.float32)
    assert Spans.of_counts(counts).best(scores).tolist() == [max(group, default=0) for group in groups]


@pytest.mark.parametrize(
    "field", [Field.build([["a"], ["b", "a"], [], ["c"]], [2, 0, 2]), Field.build([], [0, 0])], ids=["some", "none"]
)
def test_what_was_saved_is_loaded(field: Field, tmp_path: Path) -> None:
    field.save(tmp_path / "field")
    loaded = Field.load(tmp_path / "field")
    assert loaded.spans.starts.tolist() == field.spans.starts.tolist()
    assert loaded.spans.owners.tolist() == field.spans.owners.tolist()
    for term in "abcd":
        assert [part.tolist() for part in loaded.terms.postings(term)] == [
            part.tolist() for part in field.terms.postings(term)
        ]
