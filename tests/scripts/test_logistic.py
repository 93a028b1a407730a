import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from logistic import PENALTY, Sample, fit_logistic

CHANCE = np.random.default_rng(11)


def samples(count: int = 400) -> list[Sample]:
    """Values of which the first tells much for the label, the second something against it."""
    values = CHANCE.normal([1.0, -2.0], [1.0, 3.0], (count, 2))
    odds = 2.0 * values[:, 0] - 0.3 * values[:, 1] - 1.0
    labels = CHANCE.random(count) < 1 / (1 + np.exp(-odds))
    return [
        Sample({"a": float(a), "b": float(b)}, bool(label), 1.0) for (a, b), label in zip(values, labels, strict=True)
    ]


def test_it_is_what_scikit_learn_fits() -> None:
    given = samples()
    values = np.array([list(sample.values.values()) for sample in given])
    scaled = (values - values.mean(0)) / values.std(0)
    # Its penalty is half the square, and its loss a sum.
    other = LogisticRegression(C=1 / (2 * PENALTY * len(given)), tol=1e-8).fit(scaled, [s.label for s in given])
    fitted = fit_logistic(given, {"b": 0})
    weights = other.coef_[0] / values.std(0)
    assert [fitted["a"], fitted["b"]] == pytest.approx(list(weights), abs=2e-3)
    assert fitted["bias"] == pytest.approx(float(other.intercept_[0] - weights @ values.mean(0)), abs=5e-3)


def test_no_weight_has_a_sign_that_makes_no_sense() -> None:
    given = samples()
    assert fit_logistic(given, {"b": 1})["b"] == 0
    assert fit_logistic(given, {"a": -1, "b": -1})["a"] == 0
    assert fit_logistic(given, {"b": -1})["b"] < 0 < fit_logistic(given, {})["a"]


def test_a_sample_counts_for_its_weight() -> None:
    given = samples(50)
    doubled = [*given, *given[:10]]
    weighted = [sample._replace(weight=2.0 if i < 10 else 1.0) for i, sample in enumerate(given)]
    # The spread is of the samples, however much they count.
    assert fit_logistic(weighted, {"b": 0})["a"] == pytest.approx(fit_logistic(doubled, {"b": 0})["a"], rel=0.05)
