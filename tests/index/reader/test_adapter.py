from pathlib import Path

import numpy as np

from index.digests import file_sha256
from index.reader.adapter import Adapter, adapter_digest

MODEL = "1" * 64


def test_what_was_saved_is_loaded_in_half_precision(adapter: Adapter, tmp_path: Path) -> None:
    path = tmp_path / "adapter.npz"
    adapter.save(path)
    loaded = Adapter.load(path)
    assert loaded.card == adapter.card
    assert loaded.weights.keys() == adapter.weights.keys()
    for name, array in adapter.weights.items():
        assert loaded.weights[name].dtype == np.float16
        np.testing.assert_array_equal(loaded.weights[name], array)


def test_an_adapter_is_for_the_model_that_it_was_trained_on(adapter: Adapter, tmp_path: Path) -> None:
    path = tmp_path / "adapter.npz"
    assert adapter_digest(MODEL, path) is None
    adapter._replace(card={**adapter.card, "model": MODEL}).save(path)
    assert adapter_digest(MODEL, path) == file_sha256(path)
    assert adapter_digest("2" * 64, path) is None
