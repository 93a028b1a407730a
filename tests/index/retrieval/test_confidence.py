import pytest

from index.documents import Language
from index.evaluation.fitting import without_unanswered
from index.retrieval.confidence import EVIDENCE, Evidence
from index.retrieval.weights import all_weights
from index.search import Index


def evidence(index: Index, question: str) -> dict[str, float]:
    _, found = index.find(question)
    assert found.evidence
    return dict(found.evidence.values)


def test_a_probability_is_the_logistic_function_of_the_weighted_evidence() -> None:
    values = {name: float(i) for i, name in enumerate(EVIDENCE)}
    zero = {"bias": 0.0, **dict.fromkeys(EVIDENCE, 0.0)}
    assert Evidence(values).probability(zero) == 0.5
    assert Evidence(values).probability({**zero, "bias": 2.0}) == pytest.approx(0.880797)
    assert Evidence(values).probability({**zero, EVIDENCE[1]: 2.0}) == pytest.approx(0.880797)
    assert 0 < Evidence(values).probability({**zero, "bias": -1e6}) < 1e-12
    assert Evidence(values).probability(zero, 2.0) == pytest.approx(0.880797)


def test_what_is_missing_is_seen(index: Index) -> None:
    there = evidence(index, "How many tournaments did Hakuho win?")
    assert (
        there["left"] == there["unknown"] == there["elsewhere"] == there["number_missing"] == there["name_missing"] == 0
    )
    assert evidence(index, "Did Hakuho win 46 tournaments?")["number_missing"] == 1
    assert evidence(index, "Did Hakuho win 45 tournaments?")["number_missing"] == 0
    assert evidence(index, "How many tournaments did Hakuho win in Kazakhstan?")["name_missing"] == 1
    assert evidence(index, "How many zyxes did Hakuho win?")["unknown"] > 0
    assert evidence(index, "How many horses did Hakuho win?")["elsewhere"] > 0
    assert evidence(index, "zyxes")["left"] == 1


@pytest.mark.parametrize(
    ("question", "near_miss"),
    [
        ("When did the new airport open?", "When did the new airport of Kazakhstan open?"),
        ("How many tournaments did Hakuho win?", "How many tournaments did Federer win in Paris?"),
        ("Хакухо хэдэн удаа түрүүлсэн бэ?", "Хакухо хэдэн удаа Казахстанд очсон бэ?"),
        ("白鵬は何回優勝しましたか", "白鵬はフランスで何回優勝しましたか"),
    ],
)
def test_a_near_miss_has_less_confidence(index: Index, question: str, near_miss: str) -> None:
    assert index.search(near_miss).confidence < index.search(question).confidence - 0.05


@pytest.mark.parametrize(
    ("question", "gap"),
    [
        ("Who paid for the airport?", "how many passengers use the airport"),
        ("Нисэх буудалд хэдэн иен зээлсэн бэ?", "Нисэх буудлыг аль компани барьсан бэ?"),
        ("新空港はいつ開港した？", "新空港を建設したのはどの会社？"),
    ],
)
def test_a_question_like_one_that_no_passage_answers_is_seen(index: Index, question: str, gap: str) -> None:
    assert evidence(index, question)["unanswered"] == evidence(index, question)["unanswered_vector"] == 0
    assert evidence(index, gap)["unanswered"] > 0.2
    assert (evidence(index, gap)["unanswered_vector"] > 0.2) == gap.isascii()
    _, found = index.find(gap)
    assert found.evidence
    known = found.evidence.probability(found.weights.confidence)
    bare = without_unanswered(found.store)
    without = Index({bare.language: bare}, index._encoder, all_weights()).search(gap, language=bare.language)
    assert known < without.confidence


@pytest.mark.parametrize(("question", "language"), [("sumo", "en"), ("airport", "en"), ("白鵬", "ja"), ("бөх", "mn")])
def test_one_word_has_evidence_too(index: Index, question: str, language: Language) -> None:
    assert tuple(evidence(index, question)) == EVIDENCE
