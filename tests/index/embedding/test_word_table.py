from pathlib import Path

import numpy as np
import pytest

from index.embedding import word_table
from index.embedding.word_table import Bits, Rows, WordTable, write_table

WORDS: Rows = np.random.default_rng(1).normal(size=(25, 16)).astype(np.float32)
WORDS[3] = 0


def write(path: Path, bits: Bits) -> WordTable:
    write_table(lambda some: WORDS[some.start : some.stop], len(WORDS), path, bits)
    return WordTable(path)


@pytest.mark.parametrize(("bits", "error"), [("int8", 0.5 / 127), ("fp16", 2**-11)])
def test_rows_are_what_was_written_but_for_the_bits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bits: Bits, error: float
) -> None:
    monkeypatch.setattr(word_table, "ROWS_AT_ONCE", 10)
    table = write(tmp_path / "words.npy", bits)
    assert len(table) == 25
    rows = table.rows([24, 0, 3, 0])
    assert rows.dtype == np.float32
    expected = WORDS[[24, 0, 3, 0]]
    assert (np.abs(rows - expected) <= error * 1.001 * np.abs(expected).max(1, keepdims=True)).all()
    assert table.rows([]).shape == (0, 16)


def test_a_row_takes_a_byte_a_dimension(tmp_path: Path) -> None:
    write(tmp_path / "words.npy", "int8")
    assert (tmp_path / "words.npy").stat().st_size < 25 * (16 + 4) + 256


def test_a_table_that_was_cut_short_is_refused(tmp_path: Path) -> None:
    write(tmp_path / "words.npy", "int8")
    content = (tmp_path / "words.npy").read_bytes()
    (tmp_path / "words.npy").write_bytes(content[:-1])
    with pytest.raises(ValueError, match="mmap length is greater than file size"):
        WordTable(tmp_path / "words.npy")
