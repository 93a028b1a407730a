import pytest

from index.ingest.blocks import Block, itemised, mended, unwrap


@pytest.mark.parametrize(
    ("wrapped", "whole"),
    [
        ("two\nlines  here", "two lines here"),
        ("日本と\nモンゴル", "日本とモンゴル"),
        ("日本と\nJICA", "日本と JICA"),
        ("始まる。\n　次", "始まる。次"),
    ],
)
def test_wrapped_lines_are_joined(wrapped: str, whole: str) -> None:
    assert unwrap(wrapped) == whole


def mend(*texts: str) -> list[str]:
    return [block.text for block in mended(map(Block, texts))]


def test_a_broken_paragraph_is_mended() -> None:
    assert mend("The Japanese side", "pledged trees.", "Then it ended.") == [
        "The Japanese side pledged trees.",
        "Then it ended.",
    ]
    assert mend("日本は、", "木を植えた。") == ["日本は、木を植えた。"]


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("The Japanese side.", "pledged trees."),
        ("The Japanese side", "Pledged trees."),
        ("• The Japanese side", "pledged trees."),
        ("It said “yes.”", "then left."),
    ],
)
def test_whole_paragraphs_stay_apart(above: str, below: str) -> None:
    assert mend(above, below) == [above, below]


def test_paragraphs_of_different_headings_stay_apart() -> None:
    blocks = [Block("The side", headings=("A",)), Block("pledged", headings=("B",))]
    assert list(mended(blocks)) == blocks


def test_a_list_stays_with_the_line_that_announces_it() -> None:
    assert mend("The aims are:", "• trade\n• schools") == ["The aims are:\n• trade\n• schools"]


def test_items_stand_alone_only_if_all_can() -> None:
    assert itemised(["• Japan planted trees.", "• Mongolia sent horses."]) == [
        "• Japan planted trees.",
        "• Mongolia sent horses.",
    ]
    assert itemised(["• trade", "• Mongolia sent horses."]) == ["• trade\n• Mongolia sent horses."]
