from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.calibration import calibration_curve
from sklearn.metrics import roc_auc_score

from index.evaluation.metrics import (
    CALIBRATION_BINS,
    Outcome,
    as_json,
    ask_all,
    auroc,
    calibration_error,
    price_of_refusing,
    scores,
)
from index.evaluation.questions import Judge, Question
from index.search import Index

judged = st.lists(st.tuples(st.sampled_from([i / 64 for i in range(65)]), st.booleans()), min_size=1, max_size=60)


@given(judged)
def test_the_area_under_the_curve_is_that_of_scikit_learn(sample: list[tuple[float, bool]]) -> None:
    confidence, right = np.array([c for c, _ in sample]), np.array([r for _, r in sample])
    if len(set(right.tolist())) < 2:
        assert auroc(confidence, right) is None
    else:
        assert auroc(confidence, right) == pytest.approx(roc_auc_score(right, confidence))


@given(judged)
def test_the_calibration_error_is_that_of_scikit_learns_curve(sample: list[tuple[float, bool]]) -> None:
    # Its bins are closed to the left, as ours are, but for values on a border.
    kept = [(c, r) for c, r in sample if (c * CALIBRATION_BINS) % 1]
    if not kept:
        return
    confidence, right = np.array([c for c, _ in kept]), np.array([r for _, r in kept])
    share, mean = calibration_curve(right, confidence, n_bins=CALIBRATION_BINS)
    sizes, _ = np.histogram(confidence, np.linspace(0, 1, CALIBRATION_BINS + 1))
    expected = np.abs(share - mean) @ sizes[sizes > 0] / len(kept)
    assert calibration_error(confidence, right) == pytest.approx(expected, abs=1e-9)


def outcome(confidence: float, rank: int | None, *, answerable: bool = True, language: str = "en") -> Outcome:
    return Outcome("q", "?", language, "plain", answerable, confidence >= 0.5, confidence, rank, "text")


OUTCOMES = [
    outcome(0.9, 1),
    outcome(0.8, 2),
    outcome(0.2, 1),
    outcome(0.7, None, language="ja"),
    outcome(0.1, None, answerable=False),
    outcome(0.6, None, answerable=False),
]


def test_right_is_answered_at_the_first_place_or_refused() -> None:
    assert [o.right for o in OUTCOMES] == [True, False, False, False, True, False]


def test_scores_count_by_language_and_kind() -> None:
    found = {(score.language, score.kind): score for score in scores(OUTCOMES)}
    every = found["all", "answerable"]
    assert (every.questions, every.hit_1, every.hit_3, every.mrr_10) == (4, 0.5, 0.75, 0.625)
    assert every.right == 0.25
    assert found["en", "unanswerable"].right == 0.5
    assert found["en", "unanswerable"].hit_1 is None
    assert found["ja", "all"].questions == 1
    assert found["all", "all"].right == pytest.approx(2 / 6)


def test_the_marked_sentence_counts_where_it_is_known() -> None:
    told = [replace(OUTCOMES[0], marked=marked) for marked in (True, True, False, None)]
    found = {(score.language, score.kind): score for score in scores([*told, *OUTCOMES])}
    assert found["all", "all"].marked == pytest.approx(2 / 3)
    assert found["ja", "all"].marked is None


def test_the_price_of_refusing() -> None:
    # The threshold that refuses both of the others is 0.6; of the answerable ones it refuses the one below it.
    assert price_of_refusing(OUTCOMES, share=1.0) == 0.25
    assert price_of_refusing(OUTCOMES[:4]) is None
    assert price_of_refusing(OUTCOMES[4:]) is None


def test_everything_can_be_written_as_json() -> None:
    written = as_json(OUTCOMES)
    assert isinstance(written["outcomes"], list)
    assert written["outcomes"][0]["right"] is True


def test_questions_are_asked_after_those_that_they_follow(index: Index) -> None:
    airport = frozenset(["airport"])
    questions = [
        Question("a", "When did the new airport open?", "en", "plain", answerable=True, facts=airport),
        Question("b", "And how far is it from the city?", "en", "followup", answerable=True, facts=airport, after="a"),
        Question("c", "What is the capital of France?", "en", "far", answerable=False),
    ]
    first, second, third = ask_all(index, questions, Judge({"airport": airport}))
    assert (first.rank, first.right, first.shown[:10]) == (1, True, "Japan lent")
    assert (second.rank, second.right) == (1, True)
    assert (third.rank, third.right, third.answered) == (None, True, False)
