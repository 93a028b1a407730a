import json
from pathlib import Path
from typing import Any

import pytest

from index.answers import Match
from index.documents import Corpus, Document, Paragraph
from index.errors import QuestionFileError
from index.evaluation.questions import Judge, Question, exchanges, passages_of, read_passages, read_questions
from index.passages import Passage


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "asked.jsonl"


def written(file: Path, *lines: dict[str, Any] | str) -> Path:
    texts = [line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines]
    file.write_text("\n".join(texts) + "\n", "utf-8")
    return file


def passage(text: str, key: str | None = None) -> Passage:
    return Passage(text, ((0, len(text)),), "", "", "a.md", "en", None, key)


def test_a_question_is_read_with_all_that_is_said_of_it(file: Path) -> None:
    line = {
        "id": "q1",
        "lang": "mn",
        "kind": "latin",
        "question": "hezee ve",
        "answerable": False,
        "facts": ["f1", "f2"],
        "expect": ["2021"],
        "after": "q0",
    }
    (question,) = read_questions(written(file, line))
    assert (question.id, question.language, question.kind, question.after) == ("q1", "mn", "latin", "q0")
    assert (question.answerable, question.facts) == (False, frozenset(["f1", "f2"]))
    assert [pattern.pattern for pattern in question.expect] == ["2021"]


def test_what_is_not_said_has_a_default(file: Path) -> None:
    lines = ['{"question": "白鵬は？"}', "", '{"question": "Хэзээ?"}', '{"question": "a\u2028b\u0085c"}']
    questions = read_questions(written(file, *lines))
    assert [(q.id, q.language) for q in questions] == [("asked-1", "ja"), ("asked-3", "mn"), ("asked-4", "en")]
    assert questions[2].text == "a\u2028b\u0085c"
    assert all(q.answerable and q.kind == "plain" and q.after is None for q in questions)


def test_questions_on_paragraphs_know_the_paragraph(file: Path, tmp_path: Path) -> None:
    paragraphs = read_passages(written(tmp_path / "p.jsonl", {"id": 7, "title": "T", "text": "The text."}))
    assert paragraphs == {"7": {"title": "T", "text": "The text."}}
    (question,) = read_questions(written(file, {"question": "What?", "passage": 7}), paragraphs)
    assert (question.gold, question.title) == ("The text.", "T")


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        "3",
        "null",
        '{"text": "no question"}',
        '{"question": "?", "expect": ["("]}',
        '{"question": "?", "passage": "unknown"}',
        '{"question": "?", "lang": "fr"}',
        '{"question": "?", "facts": 3}',
    ],
)
def test_a_bad_line_is_named(file: Path, line: str) -> None:
    written(file, {"question": "good"}, line)
    with pytest.raises(QuestionFileError, match=r"asked\.jsonl, line 2: not a question"):
        read_questions(file)


@pytest.mark.parametrize("line", ["{", "[]", '{"id": 1, "title": "no text"}'])
def test_a_bad_passage_is_named(file: Path, line: str) -> None:
    with pytest.raises(QuestionFileError, match=r"asked\.jsonl, line 1: not a passage"):
        read_passages(written(file, line))


def test_a_file_that_cannot_be_read_is_named(file: Path) -> None:
    for read in (read_questions, read_passages):
        with pytest.raises(QuestionFileError, match=r"asked\.jsonl cannot be read: .*No such file"):
            read(file)
    file.write_bytes(b"\xff\xfe\x00")
    for read in (read_questions, read_passages):
        with pytest.raises(QuestionFileError, match=r"asked\.jsonl cannot be read"):
            read(file)


def test_a_judge_knows_which_paragraph_covers_a_fact() -> None:
    paragraphs = (Paragraph("a", key="one", facts=("f1",)), Paragraph("b", key="two", facts=("f2",)), Paragraph("c"))
    judge = Judge.of(Corpus((Document("a.md", "A", "en", "", paragraphs),), ()))
    question = Question("q", "?", "en", "plain", answerable=True, facts=frozenset(["f2", "f9"]))
    assert [judge.right(question, passage("x", key)) for key in ("one", "two", None, "three")] == [
        False,
        True,
        False,
        False,
    ]


def test_a_judge_reads_what_is_expected(file: Path) -> None:
    judge = Judge({})
    (question,) = read_questions(written(file, {"question": "?", "expect": ["4 july", "20\\d\\d"]}))
    assert judge.right(question, passage("It opened on 4 July 2021."))
    assert not judge.right(question, passage("It opened on 4 July."))
    (never,) = read_questions(written(file, {"question": "?", "expect": ["."], "answerable": False}))
    assert not judge.right(never, passage("anything"))


def test_a_judge_takes_any_part_of_the_paragraph() -> None:
    question = Question("q", "?", "en", "plain", answerable=True, gold="One sentence.  And\nanother.")
    assert Judge({}).right(question, passage("And another."))
    assert not Judge({}).right(question, passage("And another one."))


def test_paragraphs_of_a_title_are_one_document() -> None:
    told = [("Sea_level", "It rises fast."), ("Sand", "It moves."), ("Sea_level", "It falls slowly.")]
    paragraphs = {str(i): {"title": title, "text": text} for i, (title, text) in enumerate(told)}
    first, second = passages_of({"Sea_level"}, paragraphs, "en")
    assert (first.document, first.title, first.text) == ("Sea_level", "Sea level", "It rises fast.")
    assert (second.document, second.text) == ("Sea_level", "It falls slowly.")


def test_in_a_conversation_follow_ups_follow_and_other_questions_come_after_something_else() -> None:
    def question(name: str, kind: str, *facts: str, after: str | None = None) -> Question:
        return Question(name, name, "en", kind, answerable=bool(facts), facts=frozenset(facts), after=after)

    opened, length, won = (
        question("opened", "plain", "airport-opened"),
        question("length", "plain", "airport-length"),
        question("won", "plain", "sumo-won"),
    )
    when = question("when", "followup", "sumo-date", after="won")
    where = question("where", "followup", "sumo-place", after="when")
    weather = question("weather", "far")
    other = Question("いつ", "いつ", "ja", "plain", answerable=True, facts=frozenset({"airport-opened"}))
    told = exchanges([opened, length, won, when, where, weather, other])
    assert [exchange.question for exchange in told] == [opened, opened, length, length, won, when, where, weather]
    before = [exchange.before for exchange in told]
    assert before[1] == (length,)
    assert before[3] == (opened,)
    assert before[0] in {(length,), (won,)}
    assert before[4] in {(opened,), (length,)}
    assert before[5:7] == [(won,), (won, when)]
    assert before[7] in {(opened,), (length,), (won,)}


TWO = Passage("It rained. Ten trees fell in 2021.", ((0, 10), (11, 34)), "", "", "a.md", "en")
TELLS: dict[str, dict[str, Any]] = {
    "the sentence": {"passage": 7, "sentence": "Ten trees fell in 2021."},
    "its words": {"passage": 7, "answers": ["Ten trees"]},
    "a pattern": {"expect": ["ten trees"]},
}


@pytest.mark.parametrize("told", TELLS.values(), ids=TELLS.keys())
def test_the_marked_sentence_is_right_where_one_is_known_to_answer(file: Path, told: dict[str, Any]) -> None:
    paragraphs = {"7": {"title": "T", "text": TWO.text}}
    (question,) = read_questions(written(file, {"question": "How many fell?", **told}), paragraphs)
    marked = [Judge({}).marked(question, Match("0" * 12, TWO, span, 1.0)) for span in TWO.sentences]
    assert marked == [False, True]


@pytest.mark.parametrize("expect", [[], ["tree|rain"], ["rained", "2021"], ["snow"]])
def test_where_none_or_several_may_answer_nothing_is_said_of_the_marked_one(file: Path, expect: list[str]) -> None:
    (question,) = read_questions(written(file, {"question": "How many fell?", "expect": expect}))
    assert Judge({}).marked(question, Match("0" * 12, TWO, TWO.sentences[0], 1.0)) is None


def test_of_a_passage_of_one_sentence_nothing_is_to_be_marked(file: Path) -> None:
    (question,) = read_questions(written(file, {"question": "How many fell?", "expect": ["ten"]}))
    one = passage("Ten trees fell.")
    assert Judge({}).marked(question, Match("0" * 12, one, one.sentences[0], 1.0)) is None
