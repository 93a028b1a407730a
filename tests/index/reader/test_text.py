from dataclasses import replace

import pytest

from index.embedding.encoder import Encoder
from index.passages import Passage
from index.reader.text import MOST_HEADING, MOST_PASSAGE, MOST_QUESTION, passage_pieces, question_pieces

SENTENCES = ("Japan lent 65.6 billion yen.", "新空港は2021年に開港しました。", "Шинэ нисэх буудал нээгдсэн.")


def passage(*sentences: str, title: str = "The new airport", section: str = "") -> Passage:
    text = " ".join(sentences)
    ends = [len(" ".join(sentences[: i + 1])) for i in range(len(sentences))]
    spans = tuple((end - len(sentence), end) for sentence, end in zip(sentences, ends, strict=True))
    return Passage(text, spans, title, section, "a.md", "en")


def test_the_pieces_of_each_sentence_are_its_own(encoder: Encoder) -> None:
    cut = passage_pieces(passage(*SENTENCES), encoder, "passage: ")
    assert [cut.ids[start:end] for start, end in cut.sentences] == [encoder.token_ids(s) for s in SENTENCES]
    assert cut.ids[: cut.sentences[0][0]] == encoder.token_ids("passage: The new airport.")
    assert cut.sentences[-1][1] == len(cut.ids)


@pytest.mark.parametrize(
    ("section", "headed"), [("", "Airport."), ("Airport", "Airport."), ("Its opening", "Airport: Its opening.")]
)
def test_a_passage_stands_under_its_heading(encoder: Encoder, section: str, headed: str) -> None:
    cut = passage_pieces(passage("It opened.", title="Airport", section=section), encoder, "")
    assert cut.ids[: cut.sentences[0][0]] == encoder.token_ids(headed)


def test_what_is_too_long_is_cut_and_no_sentence_is_forgotten(encoder: Encoder) -> None:
    long = passage(*SENTENCES * 30)
    cut = passage_pieces(long, encoder, "passage: ")
    assert len(cut.ids) == MOST_PASSAGE - 1
    assert len(cut.sentences) == len(long.sentences)
    assert cut.sentences[-1] == (MOST_PASSAGE - 1, MOST_PASSAGE - 1), "too far down to be read"
    assert cut.ids == passage_pieces(passage(*SENTENCES * 15), encoder, "passage: ").ids


def test_a_long_heading_leaves_room_for_the_passage(encoder: Encoder) -> None:
    cut = passage_pieces(replace(passage("It opened."), title="Airport " * 200), encoder, "")
    start, end = cut.sentences[0]
    assert start == MOST_HEADING - 1
    assert cut.ids[start:end] == encoder.token_ids("It opened.")


def test_a_question_is_read_after_its_prompt_to_its_limit(encoder: Encoder) -> None:
    assert question_pieces("When?", encoder, "query: ") == encoder.token_ids("query: When?")
    assert len(question_pieces("When did it open? " * 100, encoder, "query: ")) == MOST_QUESTION - 2
