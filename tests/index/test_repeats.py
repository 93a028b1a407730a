import pytest

from index.documents import Document, Paragraph, Source
from index.passages import Passage, split
from index.repeats import distinct, repeats

MILL = "The mill of Ostrow was built in 1812 by Master Coleman and grinds nine tonnes of barley a day."


def passage(text: str, date: str | None = None) -> Passage:
    paragraph = Paragraph(text, sources=(Source("Mills", date=date),))
    (made,) = split(Document("a.txt", "Mills", "en", "0" * 64, (paragraph,)))
    return made


@pytest.mark.parametrize(
    "other",
    [
        MILL,
        MILL.upper(),
        MILL.replace(" of ", "  of\n", 1).replace("day.", "day"),
        MILL.replace("tonnes", "tons"),
        f"{MILL} See above.",
    ],
)
def test_the_same_words_are_a_repetition(other: str) -> None:
    assert repeats(passage(other), passage(MILL))


@pytest.mark.parametrize(
    "other",
    [
        MILL.replace("1812", "1813"),
        MILL.replace("nine", "ten"),
        MILL.replace("Coleman", "Colman"),
        MILL.replace("was built", "was not built"),
        "The mill of Ostrow was sold to Lady Greta Thorne in 1902, and its wheel was replaced in 1911.",
        f"{MILL} It was sold to Lady Greta Thorne in 1902.",
    ],
)
def test_what_says_anything_else_is_none(other: str) -> None:
    assert not repeats(passage(other), passage(MILL))


def test_rows_that_differ_in_a_name_or_a_figure_are_all_shown() -> None:
    rows = [
        f"• Island: Brenn; Harbour: {name} Quay; Ferry: Plover; Seats: {seats}"
        for name, seats in (("Old", 40), ("New", 40))
    ]
    assert distinct([passage(row) for row in rows], 3) == [0, 1]


def test_a_part_of_what_is_shown_is_a_repetition_and_more_than_it_is_not() -> None:
    longer = passage(f"{MILL} It was sold to Lady Greta Thorne in 1902.")
    assert repeats(passage(MILL), longer)
    assert not repeats(longer, passage(MILL))


def test_others_take_the_places_of_repetitions() -> None:
    others = ["The inn opens at nine.", "The park is free."]
    assert distinct([passage(text) for text in (MILL, MILL, others[0], MILL, others[1])], 3) == [0, 2, 4]
    assert distinct([], 3) == []


def test_of_two_versions_the_one_of_the_newer_source_is_shown() -> None:
    assert distinct([passage(MILL, "2029"), passage(MILL, "2030-05-17"), passage(MILL)], 3) == [1]
