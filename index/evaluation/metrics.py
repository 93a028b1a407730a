"""How good the answers are: every question of a file asked, judged and counted."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray

from index.answers import Turn
from index.evaluation.questions import Judge, Question
from index.search import Index

DEPTH = 10
CALIBRATION_BINS = 10


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one question.

    `rank` is that of the first passage that answers (1 is best), None if none of the first ten does. `marked`
    tells whether the right sentence of a right first passage is marked, where that is known.
    """

    id: str
    question: str
    language: str
    kind: str
    answerable: bool
    answered: bool
    confidence: float
    rank: int | None
    shown: str
    marked: bool | None = None

    @property
    def right(self) -> bool:
        """Answered by the first passage; or refused, where the documents do not hold the answer."""
        return (self.rank == 1 and self.answered) if self.answerable else not self.answered


@dataclass(frozen=True, slots=True)
class Score:
    """Shares (0 to 1) over the outcomes of one language and kind; None where there is nothing to count.

    `right` counts answered and right at the first place, or refused where that is right. `calibration_error` is the
    expected calibration error over ten bins of equal width (Naeini et al. 2015), `auroc` the probability that a
    right first passage has more confidence than a wrong one. `marked` is the share of right first passages whose
    answering sentence is marked, of those where one sentence is known to answer.
    """

    language: str
    kind: str
    questions: int
    hit_1: float | None
    hit_3: float | None
    mrr_10: float | None
    right: float
    auroc: float | None
    calibration_error: float
    marked: float | None


def ask_all(index: Index, questions: Sequence[Question], judge: Judge) -> list[Outcome]:
    """Ask each question in a chat of its own, after the questions that it follows."""
    by_id = {question.id: question for question in questions}
    return [_outcome(index, question, by_id, judge) for question in questions]


def scores(outcomes: Iterable[Outcome]) -> list[Score]:
    """Scores by language and kind, and the totals of each language's answerable and unanswerable questions."""
    groups: dict[tuple[str, str], list[Outcome]] = {}
    for outcome in outcomes:
        total = "answerable" if outcome.answerable else "unanswerable"
        for key in (
            (outcome.language, outcome.kind),
            (outcome.language, total),
            (outcome.language, "all"),
            ("all", total),
            ("all", "all"),
        ):
            groups.setdefault(key, []).append(outcome)
    return [_score(language, kind, group) for (language, kind), group in sorted(groups.items())]


def auroc(confidence: NDArray[np.float64], right: NDArray[np.bool_]) -> float | None:
    """Area under the ROC curve, by ranks (Mann–Whitney); ties count half."""
    positive, negative = int(right.sum()), int((~right).sum())
    if not positive or not negative:
        return None
    values, inverse, counts = np.unique(confidence, return_inverse=True, return_counts=True)
    del values
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[inverse]
    return float((ranks[right].sum() - positive * (positive + 1) / 2) / (positive * negative))


def calibration_error(confidence: NDArray[np.float64], right: NDArray[np.bool_]) -> float:
    """Expected calibration error: the gap between confidence and share of right ones, averaged over bins."""
    bins = np.minimum((confidence * CALIBRATION_BINS).astype(int), CALIBRATION_BINS - 1)
    gaps = [abs(confidence[bins == b].mean() - right[bins == b].mean()) * (bins == b).mean() for b in np.unique(bins)]
    return float(sum(gaps))


def price_of_refusing(outcomes: Sequence[Outcome], share: float = 0.95) -> float | None:
    """Share of the answerable questions refused by the threshold that refuses `share` of the unanswerable ones."""
    off = np.array([o.confidence for o in outcomes if not o.answerable])
    on = np.array([o.confidence for o in outcomes if o.answerable])
    return float((on <= np.quantile(off, share)).mean()) if len(off) and len(on) else None


def as_json(outcomes: Sequence[Outcome]) -> dict[str, object]:
    """Scores and outcomes as plain values."""
    return {
        "scores": [asdict(score) for score in scores(outcomes)],
        "price_of_refusing_95": price_of_refusing(outcomes),
        "outcomes": [{**asdict(outcome), "right": outcome.right} for outcome in outcomes],
    }


def _outcome(index: Index, question: Question, by_id: dict[str, Question], judge: Judge) -> Outcome:
    turn = _turn_before(index, question, by_id)
    answer = index.search(question.text, turn=turn, top=DEPTH)
    rank = next((i for i, match in enumerate(answer.matches, 1) if judge.right(question, match.passage)), None)
    return Outcome(
        question.id,
        question.text,
        question.language,
        question.kind,
        question.answerable,
        answer.answered,
        answer.confidence,
        rank,
        answer.matches[0].passage.text if answer.matches else "",
        judge.marked(question, answer.matches[0]) if rank == 1 else None,
    )


def _turn_before(index: Index, question: Question, by_id: dict[str, Question]) -> Turn | None:
    if question.after is None or question.after not in by_id:
        return None
    before = by_id[question.after]
    # Without the question itself, so that a file whose questions follow each other in a ring comes to an end.
    earlier = _turn_before(index, before, {name: q for name, q in by_id.items() if name != question.id})
    return index.turn(index.search(before.text, turn=earlier, top=1)) or earlier


def _score(language: str, kind: str, outcomes: Sequence[Outcome]) -> Score:
    ranks = [outcome.rank for outcome in outcomes if outcome.answerable]
    confidence = np.array([outcome.confidence for outcome in outcomes])
    right = np.array([outcome.rank == 1 for outcome in outcomes])
    return Score(
        language,
        kind,
        len(outcomes),
        _share([rank == 1 for rank in ranks]),
        _share([rank is not None and rank <= 3 for rank in ranks]),
        _share([1 / rank if rank else 0.0 for rank in ranks]),
        float(np.mean([outcome.right for outcome in outcomes])),
        auroc(confidence, right),
        calibration_error(confidence, right),
        _share([outcome.marked for outcome in outcomes if outcome.marked is not None]),
    )


def _share(values: Sequence[float]) -> float | None:
    return float(np.mean(values)) if values else None
