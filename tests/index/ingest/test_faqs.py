import pytest

from index.documents import Paragraph
from index.ingest.corpus import read_document
from index.passages import split


def paragraphs(text: str, name: str = "a.txt") -> list[Paragraph]:
    return list(read_document(name, text.encode(), {}).paragraphs)


@pytest.mark.parametrize(
    ("ask", "answer"),
    [
        ("Q: ", "A: "),
        ("Q. ", "A. "),
        ("Q1: ", "A1: "),
        ("Question: ", "Answer: "),
        ("А: ", "Х: "),
        ("A: ", "X: "),
        ("Асуулт: ", "Хариулт: "),
        ("問　", "答　"),
        ("問1 ", "答1 "),
        ("Ｑ１．", "Ａ１．"),
        ("質問：", "回答："),
    ],
)
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_a_marked_question_and_its_answer_are_one_paragraph(ask: str, answer: str, between: str) -> None:
    first, second = (
        f"{ask}{q}{between}{answer}{a}" for q, a in (("May I bring my dog?", "No."), ("How much?", "Two crowns."))
    )
    dog, cost = paragraphs(f"Rules of the club\n\n{first}\n\n{second}\n")
    assert dog.text == f"{ask}May I bring my dog?\n{answer}No.".replace("　", " ")
    assert (dog.questions, cost.questions) == (("May I bring my dog?",), ("How much?",))


def test_the_question_is_no_sentence_that_can_be_marked() -> None:
    document = read_document("a.txt", b"Rules\n\nQ: May I bring my dog?\nA: No. Dogs bark.\n", {})
    (passage,) = split(document)
    assert passage.text == "Q: May I bring my dog?\nA: No. Dogs bark."
    assert passage.spoken == ["A: No.", "Dogs bark."]
    assert passage.questions == ("May I bring my dog?",)


def test_a_long_answer_is_found_by_its_question_in_all_of_its_parts() -> None:
    answer = "The gate of the harbour is opened by the pilot at nine in the morning of every day. " * 20
    passages = split(read_document("a.txt", f"Rules\n\nQ: When is it open?\nA: {answer}".encode(), {}))
    assert len(passages) > 1
    assert {passage.questions for passage in passages} == {("When is it open?",)}
    assert [passage.text.startswith("Q:") for passage in passages] == [True] + [False] * (len(passages) - 1)


@pytest.mark.parametrize(
    "text",
    [
        "# Rules\n\n**Q: May I bring my dog?**\nA: No.\n",
        "# Rules\n\n**Q: May I bring my dog?**\n\nA: No.\n",
        "# Rules\n\n## Q: May I bring my dog?\n\nA: No.\n",
    ],
)
def test_markdown_has_its_pairs_in_bold_or_below_headings(text: str) -> None:
    (pair,) = paragraphs(text, "a.md")
    assert (pair.text, pair.questions) == ("Q: May I bring my dog?\nA: No.", ("May I bring my dog?",))


def test_a_heading_that_asks_is_answered_by_the_paragraph_below() -> None:
    first, second = paragraphs("# Rules\n\n## May I bring my dog?\n\nNo dogs, please.\n\nCats are free.\n", "a.md")
    assert (first.text, first.questions) == ("May I bring my dog?\nNo dogs, please.", ("May I bring my dog?",))
    assert (second.text, second.questions) == ("Cats are free.", ())


def test_a_paragraph_that_asks_is_answered_by_the_next() -> None:
    pairs = paragraphs("How do I join?\nYou send a letter.\n\nWhat does it cost?\n\nTwelve crowns a year.\n")
    assert [(pair.questions, pair.text.split("\n")[1]) for pair in pairs] == [
        (("How do I join?",), "You send a letter."),
        (("What does it cost?",), "Twelve crowns a year."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Names\n\nА. Болд ерөнхийлөгч болсон.\n\nХ. Баяр сайд байсан.\n",
        "Names\n\nWho was it? Nobody knows.\n\nIt was late.\n",
        "Agenda\n\n- Who pays?\n- Who comes?\n\nThe meeting begins at nine.\n",
        "To discuss\n\nWho pays?\n\nWho comes?\n",
    ],
)
def test_what_only_looks_like_a_pair_is_none(text: str) -> None:
    assert not any(paragraph.questions for paragraph in paragraphs(text))
