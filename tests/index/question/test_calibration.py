from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.encoding.encoder import Encoder
from index.language.sentences import sentence_spans
from index.passages import Passage
from index.question.calibration import FEWEST, USUAL_SPREAD, deviations, fitted, probe
from index.question.confidence import EVIDENCE
from index.question.ranking import SIGNALS
from index.question.weights import Weights
from index.shelves.shelf import Shelf
from index.shelves.shelving import build_shelf

ANIMALS = ("horse", "camel", "sheep", "goat", "yak", "wolf", "marmot", "eagle")
PLACES = ("Gobi", "Altai", "Khentii", "Orkhon", "Selenge")


def passage(number: int, text: str, questions: tuple[str, ...] = ()) -> Passage:
    spans = tuple(sentence_spans(text, "en"))
    return Passage(text, spans, f"Title {number}", "", f"{number}.md", "en", None, None, (), questions)


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    """Forty documents of a passage each; those on one place share its name, and most of a sentence is its own."""
    texts = [
        f"The {animal} of {place} near {place}town eats {own}grass and {own}weed. "
        f"{own}snow falls on {own}hill in {place}."
        for place in PLACES
        for animal, own in zip(ANIMALS, (place[:2] + animal[::-1] for animal in ANIMALS), strict=True)
    ]
    return build_shelf("en", [passage(i, text) for i, text in enumerate(texts)], None, {})


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


def test_the_whole_document_is_left_out(shelf: Shelf, encoder: Encoder) -> None:
    of_places = [replace(p, document=PLACES[i // len(ANIMALS)]) for i, p in enumerate(shelf.passages)]
    by_place = build_shelf("en", of_places, None, {})
    alone, together = (deviations(some, weights(0.0), encoder) for some in (shelf, by_place))
    assert len(alone) == len(together) == len(shelf.passages)
    # The other animals of the place, which have its name, are gone too.
    assert sum(together) < sum(alone)


def test_what_another_document_says_too_is_not_asked(shelf: Shelf, encoder: Encoder) -> None:
    copies = [replace(p, document=f"copy-{p.document}") for p in shelf.passages]
    assert deviations(build_shelf("en", [*shelf.passages, *copies], None, {}), weights(0.0), encoder) == []


def test_confidences_are_lowered_to_what_is_usual(shelf: Shelf, encoder: Encoder) -> None:
    found = deviations(shelf, weights(0.0), encoder)
    mean = sum(found) / len(found)
    assert fitted(shelf, weights(mean), encoder) == pytest.approx(0, abs=1e-6)
    # A little is believed by half, for a corpus can be like that by chance; of more, all but that half.
    assert fitted(shelf, weights(mean - 0.4), encoder) == pytest.approx(-0.2)
    assert fitted(shelf, weights(mean - 3.0), encoder) == pytest.approx(-3.0 + USUAL_SPREAD / 2)


def test_confidences_are_never_raised(shelf: Shelf, encoder: Encoder) -> None:
    assert fitted(shelf, weights(9.0), encoder) == 0


def test_too_few_documents_move_nothing(shelf: Shelf, encoder: Encoder) -> None:
    few = build_shelf("en", list(shelf.passages[: FEWEST - 1]), None, {})
    assert fitted(few, weights(-9.0), encoder) == 0
    one = build_shelf("en", [replace(p, document="one.md") for p in shelf.passages], None, {})
    assert fitted(one, weights(-9.0), encoder) == 0
