import json
from dataclasses import asdict
from pathlib import Path

from index.reader.adapter import ADAPTER
from index.retrieval.candidates import FEATURES
from index.retrieval.confidence import EVIDENCE
from index.retrieval.highlighting import SENTENCE_FEATURES
from index.retrieval.weights import Weights, all_weights

# What can only speak against an answer.
AGAINST = {"rivals", "missing", "rarest_missing", "number_missing", "unanswered"}
# What may count either way: by itself it says nothing of the answer.
EITHER = {"bias", "own", "questions"}


def test_sets_are_read_by_what_a_search_has_to_go_on(weights: Weights, tmp_path: Path) -> None:
    path = tmp_path / "weights.json"
    path.write_text(json.dumps({"fitted": {}, "sets": {"vectors": asdict(weights)}}), "utf-8")
    assert all_weights(path) == {"vectors": weights}


def test_there_are_weights_for_whatever_the_program_comes_with() -> None:
    assert {"words", "vectors"} <= all_weights().keys()
    assert "reader" in all_weights() or not ADAPTER.is_file()


def test_everything_that_is_weighed_has_a_weight_with_the_sign_that_it_may_have() -> None:
    for basis, weights in all_weights().items():
        assert set(FEATURES) <= weights.ranking.keys() <= {*FEATURES, "reader"}
        assert {"bias"} < weights.confidence.keys() <= {"bias", *EVIDENCE}
        assert weights.highlighting.keys() == set(SENTENCE_FEATURES)
        assert basis != "reader" or "reader" in weights.ranking
        for own in (weights.ranking, weights.confidence, weights.highlighting):
            for name, weight in own.items():
                assert name in EITHER or (weight <= 0 if name in AGAINST else weight >= 0), (basis, name)
