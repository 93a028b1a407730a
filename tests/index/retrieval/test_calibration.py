from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.embedding.encoder import Encoder
from index.passages import Passage
from index.retrieval.calibration import FEWEST, USUAL_SPREAD, deviations, fitted, probe
from index.retrieval.confidence import EVIDENCE
from index.retrieval.ranking import SIGNALS
from index.retrieval.weights import Weights
from index.store.indexing import build_index
from index.store.language_index import LanguageIndex
from index.text.sentences import sentence_spans

ANIMALS = ("horse", "camel", "sheep", "goat", "yak", "wolf", "marmot", "eagle")
PLACES = ("Gobi", "Altai", "Khentii", "Orkhon", "Selenge")


def passage(number: int, text: str, questions: tuple[str, ...] = ()) -> Passage:
    spans = tuple(sentence_spans(text, "en"))
    return Passage(text, spans, f"Title {number}", "", f"{number}.md", "en", None, None, (), questions)


@pytest.fixture(scope="module")
def store() -> LanguageIndex:
    """Forty documents of a passage each; those on one place share its name, and most of a sentence is its own."""
    texts = [
        f"The {animal} of {place} near {place}town eats {own}grass and {own}weed. "
        f"{own}snow falls on {own}hill in {place}."
        for place in PLACES
        for animal, own in zip(ANIMALS, (place[:2] + animal[::-1] for animal in ANIMALS), strict=True)
    ]
    return build_index("en", [passage(i, text) for i, text in enumerate(texts)], None, {})


def weights(left_out: float) -> dict[str, Weights]:
    evidence = {"bias": -1.0, **dict.fromkeys(EVIDENCE, 0.0), "covered": 1.0, "elsewhere": -1.0}
    return {"words": Weights(dict.fromkeys(SIGNALS, 1.0), evidence, {}, {}, left_out)}


def test_a_probe_is_a_stored_question_or_half_of_a_sentence() -> None:
    text = "Japan gave Mongolia four new cold fire engines in 2019. Nobody knows why."
    asked = passage(1, text, ("Who gave?", "Who knows?"))
    assert [probe(asked, number) for number in range(3)] == ["Who gave?", "Who knows?", "Who gave?"]
    bare = passage(1, text)
    assert probe(bare, 0) == "cold fire engines in 2019."
    assert probe(bare, 1) == "Nobody knows why."
    japanese = replace(
        bare, language="ja", text="日本は2019年にモンゴルへ消防車4台を贈った。", sentences=((0, 24),), questions=()
    )
    assert probe(japanese, 1) == "日本は2019年にモンゴ"


@given(st.text(min_size=1), st.integers(0, 300))
def test_a_probe_is_in_its_passage_word_for_word(text: str, number: int) -> None:
    if spans := tuple(sentence_spans(text, "en")):
        whole = replace(passage(1, text), sentences=spans)
        assert " ".join(probe(whole, number).split()) in " ".join(text.split())


def test_the_whole_document_is_left_out(store: LanguageIndex, encoder: Encoder) -> None:
    of_places = [replace(p, document=PLACES[i // len(ANIMALS)]) for i, p in enumerate(store.passages)]
    by_place = build_index("en", of_places, None, {})
    alone, together = (deviations(some, weights(0.0), encoder) for some in (store, by_place))
    assert len(alone) == len(together) == len(store.passages)
    # The other animals of the place, which have its name, are gone too.
    assert sum(together) < sum(alone)


def test_what_another_document_says_too_is_not_asked(store: LanguageIndex, encoder: Encoder) -> None:
    copies = [replace(p, document=f"copy-{p.document}") for p in store.passages]
    assert deviations(build_index("en", [*store.passages, *copies], None, {}), weights(0.0), encoder) == []


def test_confidences_are_lowered_to_what_is_usual(store: LanguageIndex, encoder: Encoder) -> None:
    found = deviations(store, weights(0.0), encoder)
    mean = sum(found) / len(found)
    assert fitted(store, weights(mean), encoder) == pytest.approx(0, abs=1e-6)
    # A little is believed by half, for a corpus can be like that by chance; of more, all but that half.
    assert fitted(store, weights(mean - 0.4), encoder) == pytest.approx(-0.2)
    assert fitted(store, weights(mean - 3.0), encoder) == pytest.approx(-3.0 + USUAL_SPREAD / 2)


def test_confidences_are_never_raised(store: LanguageIndex, encoder: Encoder) -> None:
    assert fitted(store, weights(9.0), encoder) == 0


def test_too_few_documents_move_nothing(store: LanguageIndex, encoder: Encoder) -> None:
    few = build_index("en", list(store.passages[: FEWEST - 1]), None, {})
    assert fitted(few, weights(-9.0), encoder) == 0
    one = build_index("en", [replace(p, document="one.md") for p in store.passages], None, {})
    assert fitted(one, weights(-9.0), encoder) == 0
