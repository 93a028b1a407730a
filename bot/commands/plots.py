"""Pictures of an evaluation: whether the confidence is honest, and what silence costs."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.evaluation.metrics import CALIBRATION_BINS, Outcome
from index.search import ANSWERED

SIZE = (5.0, 5.0)
"""Inches."""


def write_plots(outcomes: Sequence[Outcome], folder: Path) -> None:
    """Write `reliability.svg` and `risk-coverage.svg` to a folder, made if need be."""
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "partnership-bot"  # the same outcomes give the same file
    folder.mkdir(parents=True, exist_ok=True)
    confidence = np.array([outcome.confidence for outcome in outcomes])
    right = np.array([outcome.rank == 1 for outcome in outcomes])
    _reliability(confidence, right, folder / "reliability.svg")
    _risk_coverage(confidence, right, folder / "risk-coverage.svg")


def _reliability(confidence: NDArray[np.float64], right: NDArray[np.bool_], path: Path) -> None:
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots(figsize=SIZE, layout="constrained")
    bins = np.minimum((confidence * CALIBRATION_BINS).astype(int), CALIBRATION_BINS - 1)
    used = np.unique(bins)
    middle = [confidence[bins == b].mean() for b in used]
    share = [right[bins == b].mean() for b in used]
    axes.plot([0, 1], [0, 1], color="0.7", linestyle="--", label="a confidence that keeps its word")
    axes.plot(middle, share, marker="o", label="this one")
    for x, y, b in zip(middle, share, used, strict=True):
        axes.annotate(str(int((bins == b).sum())), (x, y), textcoords="offset points", xytext=(6, -10), fontsize=8)
    axes.set(xlabel="confidence", ylabel="share answered by the first passage", xlim=(0, 1), ylim=(0, 1.02))
    axes.legend(loc="upper left")
    figure.savefig(path, metadata={"Date": None})
    plt.close(figure)


def _risk_coverage(confidence: NDArray[np.float64], right: NDArray[np.bool_], path: Path) -> None:
    """Draw the share of wrong ones among the answered (risk) by the share of questions answered, most sure first."""
    from matplotlib import pyplot as plt

    order = np.argsort(-confidence, kind="stable")
    answered = np.arange(1, len(order) + 1)
    figure, axes = plt.subplots(figsize=SIZE, layout="constrained")
    axes.plot(answered / len(order), np.cumsum(~right[order]) / answered)
    here = float((confidence >= ANSWERED).mean())
    axes.axvline(here, color="0.7", linestyle="--", label=f"answered from a confidence of {ANSWERED}")
    axes.set(
        xlabel="coverage: share of questions answered",
        ylabel="risk: share of wrong answers",
        xlim=(0, 1),
        ylim=(0, None),
    )
    axes.legend(loc="upper left")
    figure.savefig(path, metadata={"Date": None})
    plt.close(figure)
