import struct
from pathlib import Path

import numpy as np
import pytest

from index.embedding.packed import read_packed

PIECES = ("<s>", "<pad>", "</s>", "<unk>", "▁木")


def packed(folder: Path, *, magic: bytes = b"E5S1") -> Path:
    """A file of the packed layout, written from its description: a float tensor and one of 64 four-bit weights."""
    text = b"".join(piece.encode() for piece in PIECES)
    offsets = np.cumsum([0, *(len(piece.encode()) for piece in PIECES)]).astype("<u4")
    content = magic + struct.pack("<I7ifi", 1, 384, 12, 12, 1536, 5, 512, 2, 1e-12, 32)
    content += struct.pack("<5iQ", len(PIECES), 0, 2, 1, 3, len(text)) + offsets.tobytes()
    content += np.arange(len(PIECES), dtype="<f4").tobytes() + text + struct.pack("<iI", 1, 3) + b"map"
    floats = np.array([0.5, -2.0], "<f4").tobytes()
    blocks = b"".join(struct.pack("<e", scale) + bytes(range(0xF0, 0x100)) for scale in (1.0, 0.25))
    start = len(content) + 4 + sum(2 + len(name) + 21 for name in ("a.b", "a.w"))
    content += struct.pack("<i", 2)
    content += struct.pack("<H", 3) + b"a.b" + struct.pack("<BIQQ", 0, 2, start, len(floats))
    content += struct.pack("<H", 3) + b"a.w" + struct.pack("<BIQQ", 1, 64, start + len(floats), len(blocks))
    path = folder / "packed.bin"
    path.write_bytes(content + floats + blocks)
    return path


def test_sizes_and_pieces_are_read(tmp_path: Path) -> None:
    model = read_packed(packed(tmp_path))
    assert (model.shape.hidden, model.shape.layers, model.shape.feed_forward) == (384, 12, 1536)
    assert (model.shape.positions, model.shape.types) == (512, 2)
    assert model.epsilon == pytest.approx(1e-12)
    assert model.pieces == PIECES
    assert model.scores == (0, 1, 2, 3, 4)


def test_weights_are_unpacked(tmp_path: Path) -> None:
    model = read_packed(packed(tmp_path))
    np.testing.assert_array_equal(model.tensors["a.b"](), np.array([0.5, -2], np.float32))
    # The low halves of bytes F0 to FF are 0 to 15, their high halves all 15; eight is taken off, then the scale.
    block = [*range(-8, 8), *[7] * 16]
    weights = model.tensors["a.w"]()
    assert weights.dtype == np.float32
    np.testing.assert_array_equal(weights, [*block, *(weight / 4 for weight in block)])


def test_another_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="does not begin with"):
        read_packed(packed(tmp_path, magic=b"GGUF"))
