from collections.abc import Sequence

import numpy as np
import pytest

from index.documents import Language
from index.embedding.encoder import TokenVectors, Vector
from index.evaluation.fitting import SIGNS, STANDING_SIGNS
from index.passages import Passage
from index.retrieval.confidence import EVIDENCE
from index.retrieval.followups import LEANING, STANDING
from index.retrieval.ranking import SIGNALS
from index.retrieval.weights import all_weights, basis
from index.store import indexing
from index.store.indexing import build_indexes


def passages(questions: tuple[str, ...], unanswered: tuple[str, ...]) -> list[Passage]:
    languages: tuple[Language, ...] = ("en", "mn")
    return [
        Passage("text", ((0, 4),), "t", "", "a.md", language, None, "key", (), questions, unanswered)
        for language in languages
    ]


class Places:
    """Gives each text an axis of its own, and one token."""

    def vectors(self, texts: Sequence[str]) -> Vector:
        return np.eye(len(texts), 8, dtype=np.float32)

    def tokens(self, passages: Sequence[str]) -> list[TokenVectors]:
        return [np.ones((1, 1), np.int8) for _ in passages]


@pytest.mark.parametrize("questions", [(), ("a question",)])
@pytest.mark.parametrize("unanswered", [(), ("another question",)])
@pytest.mark.parametrize("read", [set(), {"en"}, {"en", "mn"}])
@pytest.mark.parametrize("too_many", [0, 1_000])
def test_whatever_a_search_has_to_go_on_there_are_weights(
    questions: tuple[str, ...],
    unanswered: tuple[str, ...],
    read: set[Language],
    too_many: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(indexing, "MOST_TEXTS", too_many)
    for store in build_indexes(passages(questions, unanswered), Places(), read).values():
        assert basis(store) in all_weights()


def test_every_signal_and_piece_of_evidence_has_a_weight_with_the_sign_that_it_may_have() -> None:
    for weights in all_weights().values():
        assert set(weights.ranking) == set(SIGNALS)
        assert min(weights.ranking.values()) >= 0
        fitted = [(weights.confidence, EVIDENCE), (weights.leaning, LEANING), (weights.standing, STANDING)]
        for own, names in fitted:
            assert set(own) == {"bias", *names}
            for name in names:
                sign = (SIGNS | STANDING_SIGNS if own is weights.standing else SIGNS).get(name, 1)
                assert sign == 0 or own[name] * sign >= 0, name
