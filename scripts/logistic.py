"""Logistic regression that can be read: an L2 penalty, and no weight against the sign that makes sense for it."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

PENALTY = 3e-4


class Sample(NamedTuple):
    """The values of what speaks for and against, by name; whether it came out so; and what it counts for."""

    values: Mapping[str, float]
    label: bool
    weight: float


def fit_logistic(samples: Sequence[Sample], signs: Mapping[str, int]) -> dict[str, float]:
    """Weights by the values' names, and a `bias`.

    A value may count for (1, as where `signs` does not name it), against (-1), or either way (0). The penalty is on
    weights of values scaled to one spread.
    """
    from scipy.optimize import minimize

    names = list(samples[0].values)
    values = np.array([[sample.values[name] for name in names] for sample in samples])
    labels = np.array([sample.label for sample in samples], float)
    counts = np.array([sample.weight for sample in samples])
    counts /= counts.sum()
    centre, spread = values.mean(0), values.std(0) + 1e-6
    scaled = (values - centre) / spread

    def loss(weights: Floats) -> tuple[float, Floats]:
        logit = weights[0] + scaled @ weights[1:]
        probability = 1 / (1 + np.exp(-logit))
        value = counts @ (np.logaddexp(0, logit) - labels * logit) + PENALTY * weights[1:] @ weights[1:]
        error = counts * (probability - labels)
        return float(value), np.concatenate([[error.sum()], error @ scaled + 2 * PENALTY * weights[1:]])

    may = [signs.get(name, 1) for name in names]
    bounds = [(None, None), *((None if sign <= 0 else 0, None if sign >= 0 else 0) for sign in may)]
    solved = minimize(loss, np.zeros(len(names) + 1), jac=True, method="L-BFGS-B", bounds=bounds)
    weights = solved.x[1:] / spread
    fitted = {name: round(float(weight), 4) for name, weight in zip(names, weights, strict=True)}
    return {"bias": round(float(solved.x[0] - weights @ centre), 4), **fitted}
