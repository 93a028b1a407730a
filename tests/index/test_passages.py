from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.documents import LANGUAGES, Document, Language, Paragraph, Source
from index.embedding.encoder import Encoder
from index.passages import MOST_PIECES, load, split
from index.text import text_language

LONG: dict[Language, str] = {
    "en": "In 2019 Mongolia exported coal worth 18 million dollars to Japan, as the ministry says. ",
    "mn": "Монгол Улс 2019 онд Японд 18 сая ам.долларын нүүрс экспортолсон гэж яам мэдээлэв. ",
    "ja": "2019年にモンゴルは日本へ1800万ドルの石炭を輸出したと省が発表した。",
}
OWN = Source("The article", author="Jane Doe")


def document(paragraphs: Sequence[Paragraph | str], language: Language = "en") -> Document:
    whole = tuple(Paragraph(p, sources=(OWN,)) if isinstance(p, str) else p for p in paragraphs)
    return Document("a.md", "The article", language, "0" * 64, whole, topic="trade")


def test_a_paragraph_is_a_passage_with_all_that_is_said_about_it() -> None:
    paragraph = Paragraph(
        "Japan planted trees. Mongolia thanked Japan.", ("Climate", "Trees"), (OWN,), "trees", ("f",), ("Who planted?",)
    )
    (passage,) = split(document([paragraph]))
    assert passage.text == paragraph.text
    assert [passage.text[start:end] for start, end in passage.sentences] == [
        "Japan planted trees.",
        "Mongolia thanked Japan.",
    ]
    assert (passage.title, passage.section, passage.document) == ("The article", "Trees", "a.md")
    assert (passage.language, passage.topic, passage.key) == ("en", "trade", "trees")
    assert (passage.sources, passage.questions) == ((OWN,), ("Who planted?",))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_long_paragraph_is_cut_between_sentences_into_parts_of_about_one_size(language: Language) -> None:
    text = (LONG[language] * 25).strip()
    passages = split(document([text], language))
    assert len(passages) > 1
    sizes = [len(passage.text) for passage in passages]
    assert max(sizes) <= text_language(language).passage.most
    assert max(sizes) - min(sizes) <= len(LONG[language]) + 1
    for passage in passages:
        assert passage.text.endswith((".", "。"))
        assert {passage.text[start:end] for start, end in passage.sentences} == {LONG[language].strip()}


def test_parts_of_a_fact_sheets_paragraph_keep_its_key_and_questions() -> None:
    paragraph = Paragraph((LONG["en"] * 20).strip(), sources=(OWN,), key="coal", questions=("How much coal?",))
    passages = split(document([paragraph]))
    assert len(passages) > 1
    assert {(passage.key, passage.questions) for passage in passages} == {("coal", ("How much coal?",))}


def test_a_sentence_too_long_for_a_passage_is_cut_after_a_clause() -> None:
    text = ", ".join(["the two sides agreed to go on with the exchange of young people and of students"] * 30) + "."
    passages = split(document([text]))
    assert all(passage.text.endswith((",", ".")) for passage in passages)
    assert " ".join(passage.text for passage in passages) == text


def test_a_fragment_joins_the_paragraph_after_it_in_its_section() -> None:
    fragment, answer = (
        "Who pays for the trees",
        "Japan pays for the trees, as both governments agreed in November 2022.",
    )
    other = Paragraph("A word of thanks", ("Thanks",), (OWN,))
    assert [p.text for p in split(document([fragment, answer, other]))] == [f"{fragment}\n{answer}", "A word of thanks"]


def test_list_items_and_keyed_paragraphs_join_nothing() -> None:
    keyed = Paragraph("Japan gave trees.", sources=(OWN,), key="trees")
    items = ["• Japan gave trees.", "• Mongolia gave horses."]
    assert [p.text for p in split(document([keyed, *items]))] == [keyed.text, *items]


@given(
    st.lists(st.text(alphabet="abC .,;!?。、」「日本モАб3\n-(", max_size=400), max_size=6),
    st.integers(1, 60),
    st.sampled_from(LANGUAGES),
)
def test_passages_hold_the_whole_text_once_and_none_is_too_long(
    texts: list[str], times: int, language: Language
) -> None:
    passages = split(document([text * times for text in texts], language))
    assert "".join("".join(p.text.split()) for p in passages) == "".join("".join((t * times).split()) for t in texts)
    for passage in passages:
        assert load(passage.text, language) <= 1.0001
        last = 0
        for start, end in passage.sentences:
            assert not passage.text[last:start].strip()
            assert passage.text[start:end].strip()
            last = end
        assert last == len(passage.text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_full_passage_is_within_what_a_model_reads(encoder: Encoder, language: Language) -> None:
    """The estimate is held against the model's own tokenizer."""
    text = (LONG[language] * 25).strip()
    for passage in split(document([text], language)):
        assert len(encoder.token_ids(passage.text)) <= MOST_PIECES
