from pathlib import Path

import numpy as np

from index.store.fields import Views

VIEWS = Views.build([["a"], ["b", "a"], ["c"], [], ["a"]], [1, 2, 4, 0, 1], [2, 0, 3])


def test_views_know_the_rows_of_their_passages() -> None:
    rows, owners = VIEWS.of_passages(np.array([2, 0, 1]))
    assert rows.tolist() == [2, 3, 4, 0, 1]
    assert owners.tolist() == [0, 0, 0, 1, 1]
    assert VIEWS.owners.tolist() == [0, 0, 2, 2, 2]
    assert VIEWS.some.tolist() == [True, False, True]
    assert len(VIEWS) == 5


def test_what_was_saved_is_loaded(tmp_path: Path) -> None:
    for name, views in (("some", VIEWS), ("none", Views.build([], [], [0, 0]))):
        views.save(tmp_path / name)
        loaded = Views.load(tmp_path / name)
        assert loaded.terms.vocabulary == views.terms.vocabulary
        for field in ("kinds", "starts", "owners", "some"):
            np.testing.assert_array_equal(getattr(loaded, field), getattr(views, field))
