"""The reader's own weights, as `scripts/train_reader.py` wrote them: a low-rank adapter, and heads."""

import json
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.digests import file_sha256

ADAPTER = Path(__file__).with_name("adapter.npz")
_CARD = "card"


class Adapter(NamedTuple):
    """`card` says which model the weights belong to (`model`, its digest), their sizes, and how they were trained."""

    card: dict[str, Any]
    weights: dict[str, NDArray[np.float16]]

    @classmethod
    def load(cls, path: Path = ADAPTER) -> "Adapter":
        """Read what `save` wrote."""
        with np.load(path, allow_pickle=False) as stored:
            weights = {name: stored[name] for name in stored.files if name != _CARD}
            return cls(json.loads(str(stored[_CARD])), weights)

    def save(self, path: Path = ADAPTER) -> None:
        """Write both into one file, in half precision."""
        arrays: dict[str, Any] = {name: array.astype(np.float16) for name, array in self.weights.items()}
        np.savez_compressed(path, **{**arrays, _CARD: np.array(json.dumps(self.card))})


def adapter_digest(model_digest: str, path: Path = ADAPTER) -> str | None:
    """The sha256 of the adapter for this model; None if there is none."""
    if not path.is_file() or Adapter.load(path).card["model"] != model_digest:
        return None
    return file_sha256(path)
