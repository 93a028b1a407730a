import pytest

from index.ingest.blocks import Block, Note
from index.ingest.outline import Sheet
from index.ingest.sheets import read_sheet
from index.strict_yaml import MappingError

SHEET = """\
---
title: Climate
language: en
---

# Climate

## Trees

Japan promised *50,000* [trees](http://a.mn/b_c)
to Mongolia.

Sources: doe-2022, kantei

<!-- trees
facts: env-1, env-2
from: 1a2b3c4d
- How many trees?
- trees from Tokyo
? What does a tree cost?
-->
"""


def texts(markdown: str) -> list[str]:
    return [block.text for block in read_sheet(markdown).blocks]


def test_a_fact_sheet_is_read_with_what_it_says_of_each_paragraph() -> None:
    asked = ("How many trees?", "trees from Tokyo")
    note = Note("trees", 15, ("env-1", "env-2"), asked, ("What does a tree cost?",), "1a2b3c4d")
    block = Block("Japan promised 50,000 trees to Mongolia.", 10, ("Climate", "Trees"), ("doe-2022", "kantei"), note)
    assert read_sheet(SHEET) == Sheet({"title": "Climate", "language": "en"}, "Climate", (block,))


@pytest.mark.parametrize("label", ["Sources:", "Эх сурвалж:", "出典:", "出典："])
def test_sources_are_named_in_every_language_and_may_follow_at_once(label: str) -> None:
    (block,) = read_sheet(f"A paragraph.\n{label} a-1, b-2\n<!-- k\n- Why?\n-->\n").blocks
    assert (block.text, block.sources) == ("A paragraph.", ("a-1", "b-2"))
    assert block.note
    assert block.note.questions == ("Why?",)


def test_a_sentence_about_sources_is_text() -> None:
    assert texts("Sources: the ambassador, and a talk with Jane Doe.") == [
        "Sources: the ambassador, and a talk with Jane Doe."
    ]


@pytest.mark.parametrize(
    ("markdown", "oddity"),
    [
        ("A paragraph.\n\n<!-- to do -->\n", (3, "is not a key")),
        ("A paragraph.\n\n<!-- k\nfact: x\n- Why?\n-->\n", (3, "is not a key")),
        ("# A\n\n<!-- k\n- Why?\n-->\n", (3, "below no paragraph")),
        ("# A\n\nSources: a\n", (3, "below no paragraph")),
        ("---\ntitle: A\n---\n\nText.\n\nSources: a\n\nSources: b\n", (9, "below no paragraph")),
    ],
)
def test_what_belongs_to_no_paragraph_is_noticed(markdown: str, oddity: tuple[int, str]) -> None:
    ((line, message),) = read_sheet(markdown).oddities
    assert line == oddity[0]
    assert oddity[1] in message


def test_headings_lead_to_a_paragraph() -> None:
    blocks = read_sheet("# A\n\n## B\n\n### C\n\none\n\n## D\n\nTwo\n\nE\n---\n\nThree").blocks
    assert [block.headings for block in blocks] == [("A", "B", "C"), ("A", "D"), ("A", "E")]


def test_markup_is_left_out_and_words_are_kept() -> None:
    assert texts("**a** `b_c` 2\\*3 &amp; d<br>e ![picture](x.png) <b>f</b> g_h_i") == ["a b_c 2*3 & d\ne f g_h_i"]


def test_a_list_is_read_by_its_items() -> None:
    assert texts("- trade\n- schools,\n  colleges\n  1. kosen\n\n     and more") == [
        "• trade\n• schools, colleges\n1. kosen and more"
    ]
    assert texts("1972. They began.\n1973. They went on.") == ["1972. They began.", "1973. They went on."]


def test_table_rows_are_read_with_the_names_of_their_columns() -> None:
    assert texts("| Year | Trade |\n|---|---|\n| 2011 | 5 billion |\n| 2012 | |\n") == [
        "• Year: 2011; Trade: 5 billion\n• Year: 2012"
    ]


def test_a_table_without_a_header_takes_the_names_from_its_first_row() -> None:
    assert texts("| | |\n|---|---|\n| Year | Trade |\n| 2011 | 5 billion |\n") == ["• Year: 2011; Trade: 5 billion"]


def test_indented_text_quotations_and_code_are_paragraphs() -> None:
    assert texts("    indented\n\n> quoted\n\n```\ncode\n```\n\n<div>raw</div>\n") == [
        "indented",
        "quoted",
        "code",
        "raw",
    ]


def test_a_rule_at_the_top_is_no_front_matter() -> None:
    assert read_sheet("---\n\nText.").front == {}


@pytest.mark.parametrize("matter", ["title: [", "title: A\ntitle: B", "words"])
def test_malformed_front_matter_is_an_error(matter: str) -> None:
    with pytest.raises(MappingError, match="front matter"):
        read_sheet(f"---\n{matter}\n---\nText.")


@pytest.mark.timeout(20)
@pytest.mark.parametrize("text", ["<!--" * 50_000, "<a " * 50_000, "[" * 20_000, "*a " * 20_000, "> " * 2_000 + "x"])
def test_hostile_markdown_costs_little(text: str) -> None:
    read_sheet(text)
