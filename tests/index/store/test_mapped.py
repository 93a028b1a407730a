from pathlib import Path

import numpy as np

from index.store.mapped import mapped


def test_an_array_is_read_from_the_disk_when_it_is_looked_at(tmp_path: Path) -> None:
    np.save(tmp_path / "array.npy", np.zeros(4, np.int8))
    array = mapped(tmp_path / "array.npy")
    with (tmp_path / "array.npy").open("r+b") as stream:
        stream.seek(-1, 2)
        stream.write(b"\x07")
    assert array.tolist() == [0, 0, 0, 7]
    assert type(array) is np.ndarray
    assert mapped(tmp_path / "array.npy").tolist() == [0, 0, 0, 7]
