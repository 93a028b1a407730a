from dataclasses import replace

import numpy as np
import pytest

from index.documents import Document, Language, Paragraph
from index.embedding.cache import EncodedTexts
from index.embedding.encoder import Encoder
from index.passages import Passage, split
from index.retrieval.preceding import MOST_BEFORE, SAID_BEFORE, antecedents, said_before
from index.retrieval.query import prepare
from index.retrieval.ranking import SIGNALS, Candidates, candidates
from index.store.indexing import build_indexes
from index.store.language_index import LanguageIndex

OPENING = "President Khurelsukh came to Tokyo on 29 November 2022 for talks with the Prime Minister of the country."
MATTER = "The two sides spoke at some length of what had been raised at an earlier meeting of the ministers."
THANKS = "The President thanked the Government of Japan for its support of the reforms over three decades."


def passages(*texts: str, document: str = "talks.txt", language: Language = "en") -> list[Passage]:
    return split(Document(document, "Talks", language, "", tuple(map(Paragraph, texts))))


def index_of(passages: list[Passage], encoder: Encoder) -> LanguageIndex:
    language = passages[0].language
    return build_indexes(passages, EncodedTexts(encoder), {"en"})[language]


def counts(question: str, store: LanguageIndex, encoder: Encoder) -> dict[str, list[float]]:
    """For each word of the question what it counts for each passage, as said before it."""
    query = prepare(question, store, encoder)
    counted = said_before(query, store, np.arange(len(store.passages)))
    return {word.surface: counted[:, i].tolist() for i, word in enumerate(query.words) if counted[:, i].any()}


def named(found: Candidates) -> dict[int, dict[str, float]]:
    """The signals of each row, by name."""
    signals = (dict(zip(SIGNALS, values, strict=True)) for values in found.signals.tolist())
    return dict(zip(found.rows.tolist(), signals, strict=True))


def test_a_passage_leans_on_those_before_it_in_its_document() -> None:
    two = [*passages(OPENING, MATTER, THANKS), *passages(OPENING, THANKS, document="other.txt")]
    assert antecedents(two).tolist() == [0, 0, 0, 3, 3]
    long = passages(*[MATTER] * (MOST_BEFORE + 3))
    assert antecedents(long).tolist() == [*[0] * (MOST_BEFORE + 1), 1, 2]


def test_the_paragraph_of_a_fact_sheet_stands_alone() -> None:
    assert antecedents([replace(p, key=p.text[:9]) for p in passages(OPENING, MATTER, THANKS)]).tolist() == [0, 1, 2]


def test_names_and_numbers_are_taken_as_said_other_words_are_not(encoder: Encoder) -> None:
    store = index_of(passages(OPENING, THANKS, MATTER), encoder)
    question = "In 2022, what did Khurelsukh thank Japan for at the talks?"
    said = pytest.approx(SAID_BEFORE)
    assert counts(question, store, encoder) == {
        "2022": [0, said, said],
        "khurelsukh": [0, said, said],
        "japan": [0, 0, said],
    }


def test_in_mongolian_a_name_is_said_in_any_form(encoder: Encoder) -> None:
    opening = "Монгол Улсын Ерөнхийлөгч Хүрэлсүх 2022 онд Токио хотноо албан ёсны айлчлал хийж, хэлэлцээ хийсэн байна."
    thanks = "Ерөнхийлөгч ардчилал, шинэчлэлийг тууштай дэмжиж ирсэн Засгийн газарт нь гүн талархал илэрхийлсэн юм."
    store = index_of(passages(opening, thanks, language="mn"), encoder)
    assert counts("Францад Хүрэлсүхийн талархал", store, encoder) == {"хүрэлсүхийн": [0, pytest.approx(SAID_BEFORE)]}


def test_in_japanese_a_name_is_said_as_a_whole(encoder: Encoder) -> None:
    opening = "モンゴルのオフナー・フレルスフ大統領は2022年11月29日に東京を公式に訪れ、会談に臨んだ。"
    thanks = "大統領は改革への長年の支援に感謝し、今後もさまざまな分野で協力を深めていくことで一致した。"
    store = index_of(passages(opening, thanks, language="ja"), encoder)
    said = pytest.approx(SAID_BEFORE)
    assert counts("モンゴルは2022年に何を感謝したか", store, encoder) == {"#モンゴル": [0, said], "2022": [0, said]}


def test_the_passage_that_calls_a_person_by_the_office_is_found_by_the_name(encoder: Encoder) -> None:
    store = index_of(passages(OPENING, MATTER, THANKS), encoder)
    query = prepare("What did Khurelsukh thank the Japanese government for?", store, encoder)
    apart = replace(store, antecedents=np.arange(3))
    leaning, alone = (named(candidates(query, one)) for one in (store, apart))
    for signal in ("coverage", "rare_coverage", "tokens", "rare_tokens"):
        assert leaning[2][signal] > alone[2][signal] + 0.05
        assert leaning[0][signal] == alone[0][signal]
    assert leaning[2]["passage_vector"] == alone[2]["passage_vector"]
    assert all(0 <= leaning[row][signal] <= 1 + 1e-6 for row in leaning for signal in ("coverage", "rare_coverage"))
