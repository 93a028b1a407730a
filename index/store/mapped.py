"""Arrays that stay on the disk until they are looked at."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray


def mapped(path: Path) -> NDArray[Any]:
    """The array in a file that `numpy.save` wrote, mapped into memory.

    As a plain array: a slice of numpy's own kind of mapped one takes ten times as long.
    """
    return np.asarray(np.load(path, mmap_mode="r", allow_pickle=False))
