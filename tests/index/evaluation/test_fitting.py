from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import scipy.optimize

from index.embedding.encoder import Encoder
from index.evaluation.fitting import (
    SIGNS,
    Asked,
    Group,
    ask_all,
    fit_confidence,
    fit_followups,
    fit_ranking,
    left_out,
    parts,
    tell_all,
)
from index.evaluation.logistic import Floats
from index.evaluation.questions import Judge, Question, exchanges
from index.passages import Passage
from index.retrieval.confidence import EVIDENCE
from index.retrieval.followups import LEANING, STANDING
from index.retrieval.ranking import SIGNALS
from index.search import Index

Loss = Callable[[Floats], tuple[float, Floats]]
KEYS = ("airport", "airport-company", "sumo")


@pytest.fixture
def losses(monkeypatch: pytest.MonkeyPatch) -> list[Loss]:
    """What is minimised, as it is handed to scipy."""
    seen: list[Loss] = []
    minimise = scipy.optimize.minimize

    def watched(loss: Loss, start: Floats, **options: Any) -> Any:
        seen.append(loss)
        return minimise(loss, start, **options)

    monkeypatch.setattr(scipy.optimize, "minimize", watched)
    return seen


@pytest.fixture(scope="module")
def asked(index: Index, encoder: Encoder) -> list[Asked]:
    texts = [
        ("When did the airport open?", "airport"),
        ("How much money did Japan lend?", "airport"),
        ("Which company runs the airport?", "airport-company"),
        ("Who was the best wrestler?", "sumo"),
        ("When did wrestlers come from Mongolia?", "sumo"),
        ("What is the capital of France?", None),
        ("How many horses has Kazakhstan?", None),
    ]
    questions = [
        Question(str(i), text, "en", "plain" if key else "far", answerable=bool(key), facts=frozenset([key or ""]))
        for i, (text, key) in enumerate(texts)
    ]
    return ask_all(index._indexes["en"], questions, encoder, Judge({key: frozenset([key]) for key in KEYS}))


def check_gradient(loss: Loss, width: int) -> None:
    chance = np.random.default_rng(5)
    for _ in range(3):
        point = chance.random(width)
        error = scipy.optimize.check_grad(lambda w: loss(w)[0], lambda w: loss(w)[1], point)
        assert error < 1e-5


def test_the_rankings_gradient_is_that_of_its_loss(asked: list[Asked], losses: list[Loss]) -> None:
    fit_ranking([Group(asked)])
    check_gradient(losses[0], len(SIGNALS))


def test_the_confidences_gradient_is_that_of_its_loss(asked: list[Asked], losses: list[Loss]) -> None:
    fit_confidence([Group(asked)], dict.fromkeys(SIGNALS, 1.0))
    check_gradient(losses[0], len(EVIDENCE) + 1)


def made_up(asked: Asked, signals: Sequence[Sequence[float]], right: Sequence[int]) -> Asked:
    padded = np.zeros((len(signals), len(SIGNALS)), np.float32)
    padded[:, : len(signals[0])] = signals
    candidates = replace(asked.candidates, rows=np.arange(len(signals)), signals=padded)
    return replace(asked, candidates=candidates, right=np.array(right, np.int64))


def test_the_signal_that_tells_gets_the_weight(asked: list[Asked]) -> None:
    # The first signal tells which passage is right, the second which is wrong, the third says nothing.
    questions = [made_up(asked[0], [[0.2, 0.9, 0.5], [0.8, 0.1, 0.5]], [1])] * 10
    weights = fit_ranking([Group(questions)])
    assert weights[SIGNALS[0]] > 1
    assert weights[SIGNALS[1]] == 0
    assert weights[SIGNALS[2]] == 0
    assert list(weights) == list(SIGNALS)


def test_a_group_counts_what_is_given_with_it(asked: list[Asked]) -> None:
    first = [made_up(asked[0], [[1.0, 0.0], [0.0, 1.0]], [0])] * 2
    second = [made_up(asked[0], [[1.0, 0.0], [0.0, 1.0]], [1])] * 20
    weights = fit_ranking([Group(first, weight=3.0), Group(second)])
    assert weights[SIGNALS[0]] > weights[SIGNALS[1]] == 0


def test_the_fitted_confidence_tells_right_from_wrong(asked: list[Asked]) -> None:
    ranking = dict.fromkeys(SIGNALS, 1.0)
    weights = fit_confidence([Group(asked)], ranking)
    assert set(weights) == {"bias", *EVIDENCE}
    for name in EVIDENCE:
        sign = SIGNS.get(name, 1)
        assert sign == 0 or weights[name] * sign >= 0


def test_only_what_may_lean_is_told_and_is_fitted_with_sense(index: Index, encoder: Encoder) -> None:
    def question(text: str, *facts: str, after: str | None = None) -> Question:
        return Question(text, text, "en", "plain", answerable=bool(facts), facts=frozenset(facts), after=after)

    opened = question("When did the new airport of Ulaanbaatar in Mongolia open?", "airport")
    won = question("How many tournaments did the wrestler Hakuho win in Japan?", "sumo")
    leaning = [question("How far is it from the city?", "airport", after=opened.text)]
    leaning += [question("And how long is the runway?", "airport", after=opened.text)]
    others = [question("Tell me a joke"), question("weather"), question("sumo", "sumo"), question("bread")]
    conversations = exchanges([opened, won, *leaning, *others])
    judge = Judge({key: frozenset([key]) for key in KEYS})
    told = tell_all(index._indexes["en"], conversations, encoder, judge)
    assert {one.alone.question.text for one in told} == {q.text for q in (*leaning, *others)}
    assert all(one.together.query.said is not None and one.alone.query.said is None for one in told)
    assert [one.made_up for one in told] == [one.alone.question not in leaning for one in told]
    ranking, zero = dict.fromkeys(SIGNALS, 1.0), {"bias": 0.0, **dict.fromkeys(EVIDENCE, 0.0)}
    leans, stands = fit_followups(told, ranking, zero)
    assert set(leans) == {"bias", *LEANING}
    assert set(stands) == {"bias", *STANDING}
    assert leans["unknown"] < 0 < leans["covered"]


def test_questions_know_which_candidates_are_right(asked: list[Asked]) -> None:
    store = asked[0].store
    for one in asked:
        keys = [store.passages[int(row)].key for row in one.candidates.rows]
        assert [keys[i] for i in one.right] == [key for key in keys if key in one.question.facts]
    assert [len(one.right) for one in asked] == [1, 1, 1, 1, 1, 0, 0]


PASSAGES = [Passage(f"{i}", ((0, 1),), "t", "", "a.md", "en", None, f"k{i}", (), ("q1", f"q2-{i}")) for i in range(40)]


def test_parts_leave_the_same_paragraphs_out_in_each_language() -> None:
    translated = [replace(p, language="ja") for p in PASSAGES]
    for part in parts([*PASSAGES, *translated]):
        keys = {language: {p.key for p in part if p.language == language} for language in ("en", "ja")}
        assert keys["en"] == keys["ja"]
        assert 0 < len(keys["en"]) < 40
    first, second = parts(PASSAGES)
    assert {p.key for p in first} | {p.key for p in second} == {p.key for p in PASSAGES}
    assert not {p.key for p in first} & {p.key for p in second}


def test_questions_that_are_left_out_are_asked() -> None:
    kept, questions = left_out(PASSAGES, Judge({f"k{i}": frozenset([f"f{i}"]) for i in range(40)}), share=2)
    assert 0 < len(questions) < 80
    assert sum(len(p.questions) for p in kept) + len(questions) == 80
    assert all(question.facts for question in questions)
    assert [p.key for p in kept] == [p.key for p in PASSAGES]
