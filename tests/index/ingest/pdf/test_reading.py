"""Pages set as office programs set them, read as a person reads them."""

import io
import shutil

import pytest
from matplotlib import get_data_path
from PIL import Image, ImageDraw, ImageFont

from index.documents import Document
from index.errors import UnreadableDocumentError
from index.ingest.corpus import read_document
from tests.index.ingest.papers import Line, Mark, Text, paper, set_text

HARBOUR = "The harbour of Vell was dug in 1820 by two hundred men, and it took them eleven years to reach nine metres."
SHIPS = "Every ship pays 14 crowns a night. Ships that carry grain pay half, as the council decided on 4 May 1991."
PILOT = "The pilot is Magda Stoll. She has served since 2003 and knows each rock between the two islands by its name."
WINTER = "In winter the harbour freezes. The ice breaker Torsk opens a lane of 30 metres twice a day, at dawn and noon."


def read(*pages: list[Mark], **details: str) -> Document:
    return read_document("leaflet.pdf", paper(*pages, **details), {})  # type: ignore[arg-type]


def texts(document: Document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def column(texts: list[str], x: float, y: float, width: float) -> list[Mark]:
    marks: list[Mark] = []
    for text in texts:
        marks += set_text(text, x, y, width, size=10)
        y = max(mark.y for mark in marks if isinstance(mark, Text)) + 22
    return marks


@pytest.mark.parametrize("lower", [0, 3, 6])
def test_columns_are_read_one_after_the_other(lower: float) -> None:
    left, right = column([HARBOUR, SHIPS], 50, 120, 230), column([PILOT, WINTER], 305, 120 + lower, 230)
    # Programs write line by line across the page, too.
    mixed = sorted([*left, *right], key=lambda mark: mark.y if isinstance(mark, Text) else 0)
    document = read([Text(50, 60, "News of the Harbour", 20, "bold"), *mixed])
    assert document.title == "News of the Harbour"
    assert texts(document) == [HARBOUR, SHIPS, PILOT, WINTER]


def test_three_columns_between_lines_across_the_page() -> None:
    columns = [mark for n, text in enumerate([SHIPS, PILOT, WINTER]) for mark in column([text], 50 + 172 * n, 150, 150)]
    end = f"{HARBOUR} The board of the harbour wishes all of its guests and their crews a quiet journey over the sea."
    document = read([*column([HARBOUR], 50, 80, 495), *columns, *column([end], 50, 330, 495)])
    assert texts(document) == [HARBOUR, SHIPS, PILOT, WINTER, end]


def test_a_column_may_hold_a_table_and_a_narrow_one_stand_beside_a_text() -> None:
    rows = [("Year", "Ships", "Fee"), ("2029", "120", "12"), ("2030", "140", "14"), ("2031", "150", "14")]
    table = [
        Text(305 + 60 * n, 260 + 14 * row, text, 9) for row, cells in enumerate(rows) for n, text in enumerate(cells)
    ]
    left, right = column([HARBOUR, SHIPS, PILOT], 50, 100, 230), column([PILOT, WINTER], 305, 100, 230)
    lines = [
        "• Year: 2029; Ships: 120; Fee: 12",
        "• Year: 2030; Ships: 140; Fee: 14",
        "• Year: 2031; Ships: 150; Fee: 14",
    ]
    assert texts(read([*left, *right, *table])) == [HARBOUR, SHIPS, PILOT, PILOT, WINTER, "\n".join(lines)]
    beside = [Text(40, 103 + 13 * n, line, 9) for n, line in enumerate(["Magda Stoll", "0571 33 21", "Kirk Lane 3"])]
    heading = Text(40, 60, "News of the Harbour", 20, "bold")
    narrow, *rest = texts(read([heading, *beside, *column([HARBOUR, SHIPS, PILOT], 200, 100, 340)]))
    assert (narrow, rest) == ("Magda Stoll 0571 33 21 Kirk Lane 3", [HARBOUR, SHIPS, PILOT])


def test_a_paragraph_goes_on_in_the_next_column_and_on_the_next_page() -> None:
    lines = set_text(f"{HARBOUR} {SHIPS} {PILOT}", 0, 0, 220)
    third = len(lines) // 3
    parts = [lines[:third], lines[third : 2 * third], lines[2 * third :]]
    first, second, third_part = (
        [Text(x, 80 + 14 * n, line.text) for n, line in enumerate(part) if isinstance(line, Text)]
        for x, part in zip((50, 310, 50), parts, strict=True)
    )
    assert texts(read([*first, *second], [*third_part])) == [f"{HARBOUR} {SHIPS} {PILOT}"]


@pytest.mark.parametrize("pitch", [1.2, 1.7, 2.3])
def test_a_wide_pitch_of_lines_cuts_no_sentence(pitch: float) -> None:
    whole = f"{HARBOUR} {SHIPS} {PILOT} {WINTER}"
    assert texts(read(set_text(whole, 72, 80, 430, pitch=pitch))) == [whole]


def test_japanese_on_a_line_grid_is_one_paragraph() -> None:
    lines = [
        "港は明治二十年に開かれ、船は一晩に十四円を",
        "払う決まりである。水先人の須藤まさは三十年",
        "務めた。冬には港が凍る。",
    ]
    marks: list[Mark] = [Text(72, 100 + 18 * n, line, 10.5, "japanese") for n, line in enumerate(lines)]
    assert texts(read(marks)) == ["".join(lines)]


def test_vertical_japanese_is_read_from_right_to_left() -> None:
    upper = ["港は明治二十年に開かれ、船", "は一晩に十四円を払う決まり", "であると役場は言う。"]
    lower = ["穀物を運ぶ船は半額で、その", "ほかの船は倍の額を払うこと", "になっている。"]
    marks: list[Mark] = [
        Text(500 - 22 * n, top, line, 12, "vertical")
        for top, band in ((80, upper), (420, lower))
        for n, line in enumerate(band)
    ]
    assert texts(read([*marks, Text(290, 815, "3", 9)])) == ["".join(upper), "".join(lower)]


def test_furigana_above_words_is_no_text() -> None:
    marks: list[Mark] = [
        Text(72, 100, "港の灯台は古い石の塔である。", 12, "japanese"),
        Text(96, 88, "とうだい", 5, "japanese"),
    ]
    assert texts(read(marks)) == ["港の灯台は古い石の塔である。"]


@pytest.mark.parametrize("page", ["Page {} of 5", "- {} -", "{}", "{} / 5"])
def test_heads_and_feet_of_pages_are_no_text(page: str) -> None:
    pages: list[list[Mark]] = [
        [
            Text(72, 36, "Society of the Harbour", 8),
            Text(460, 36, "Report of 2030", 8),
            *set_text(text, 72, 90, 440),
            Text(290, 815, page.format(number), 8),
        ]
        for number, text in enumerate([HARBOUR, SHIPS, PILOT, WINTER], 1)
    ]
    document = read(*pages, title="Report of the Society 2030", author="Wilma Oates")
    assert texts(document) == [HARBOUR, SHIPS, PILOT, WINTER]
    assert (document.title, document.paragraphs[0].sources[0].author) == ("Report of the Society 2030", "Wilma Oates")


def test_a_name_that_a_program_gave_is_no_title() -> None:
    document = read(
        [Text(72, 80, "Fees of the Harbour", 16), *set_text(SHIPS, 72, 110, 440)], title="Microsoft Word - x.doc"
    )
    assert document.title == "Fees of the Harbour"


def test_a_ruled_table_with_wrapped_cells_is_read_by_its_rows() -> None:
    rules: list[Mark] = [Line(50, y, 500, y) for y in (100, 120, 155, 190)]
    rules += [Line(x, 100, x, 190) for x in (50, 150, 350, 500)]
    cells = [
        (55, 114, "Service"), (155, 114, "Who may apply"), (355, 114, "Where"),
        (55, 134, "Mooring"), (155, 134, "Owners of boats that are"), (155, 147, "shorter than nine metres"),
        (355, 134, "East quay"),
        (55, 169, "Stall"), (155, 169, "Traders"), (355, 169, "Market office, Rope"), (355, 182, "Lane 4"),
    ]  # fmt: skip
    document = read([*set_text(HARBOUR, 50, 60, 450), *rules, *(Text(*cell) for cell in cells)])
    assert texts(document) == [
        HARBOUR,
        "• Service: Mooring; Who may apply: Owners of boats that are shorter than nine metres; Where: East quay",
        "• Service: Stall; Who may apply: Traders; Where: Market office, Rope Lane 4",
    ]


def test_a_table_with_merged_heads_has_both_names() -> None:
    marks: list[Mark] = [Line(50, y, 450, y) for y in (100, 140, 160)]
    marks += [Line(150, 120, 450, 120)] + [Line(x, 100, x, 160) for x in (50, 150, 450)] + [Line(300, 120, 300, 160)]
    cells = [(55, 125, "Year"), (155, 114, "Adults"), (155, 134, "Summer"), (305, 134, "Winter")]
    row = [(55, 154, "2030"), (155, 154, "4100"), (305, 154, "950")]
    assert texts(read([*marks, *(Text(*cell) for cell in [*cells, *row])])) == [
        "• Year: 2030; Adults, Summer: 4100; Adults, Winter: 950"
    ]


def test_a_table_without_rules_is_read_by_its_rows() -> None:
    rows = [
        (100, "Ship", "Cargo", "Berth"),
        (120, "Torsk", "none; it breaks the ice of", "North"),
        (133, "", "the whole harbour", ""),
        (153, "Alma", "grain and salt", "East"),
    ]
    marks: list[Mark] = [
        Text(x, y, text) for y, *row in rows for x, text in zip((72, 180, 400), row, strict=True) if text
    ]
    torsk = "• Ship: Torsk; Cargo: none; it breaks the ice of the whole harbour; Berth: North"
    assert texts(read(marks)) == [f"{torsk}\n• Ship: Alma; Cargo: grain and salt; Berth: East"]


def test_names_with_their_values_are_read_together() -> None:
    pairs = [("Address", "Kirk Lane 3, Vell"), ("Telephone", "0571 33 21"), ("Open", "nine to four")]
    marks: list[Mark] = [
        Text(x, 100 + 16 * n, pair[i]) for n, pair in enumerate(pairs) for i, x in enumerate((72, 180))
    ]
    assert texts(read(marks)) == ["• Address: Kirk Lane 3, Vell\n• Telephone: 0571 33 21\n• Open: nine to four"]


def test_lists_and_headings() -> None:
    entries = ["a warm coat", "two lamps", "bread"]
    marks: list[Mark] = [
        mark for n, text in enumerate(entries) for mark in (Text(72, 120 + 15 * n, "-"), Text(90, 120 + 15 * n, text))
    ]
    document = read(
        [
            Text(72, 90, "What to bring", 11, "bold"),
            *marks,
            Text(72, 190, "Fees", 11, "bold"),
            *set_text(SHIPS, 72, 206, 440),
        ]
    )
    assert [(paragraph.headings[-1:], paragraph.text) for paragraph in document.paragraphs] == [
        ((), "• a warm coat\n• two lamps\n• bread"),
        (("Fees",), SHIPS),
    ]


def test_a_word_parted_by_the_printer_is_whole() -> None:
    lines = [
        "The members meet on the first Sunday of Febru-",
        "ary, forty-three of them, and the twenty-",
        "one of the council come as well.",
    ]
    marks: list[Mark] = [Text(72, 80 + 14 * n, line) for n, line in enumerate(lines)]
    (text,) = texts(read(marks))
    assert text.endswith("Sunday of February, forty-three of them, and the twenty-one of the council come as well.")


def test_a_table_of_contents_is_no_text() -> None:
    marks: list[Mark] = [Text(72, 80 + 15 * n, f"{n} Part {n} ................ {n}2") for n in range(1, 4)]
    assert texts(read([*marks, *set_text(SHIPS, 72, 160, 440)])) == [SHIPS]


@pytest.mark.parametrize("rotation", [90, 270])
def test_a_page_on_its_side_is_read_with_a_warning(rotation: int) -> None:
    document = read_document("a.pdf", paper(set_text(f"{HARBOUR} {SHIPS}", 72, 80, 440), rotation=rotation), {})
    assert texts(document) == [f"{HARBOUR} {SHIPS}"]
    assert document.warnings == ("page 1 of 1 has text that lies on its side; look it through",)


def test_pages_without_text_are_named_one_by_one() -> None:
    document = read([*set_text(SHIPS, 72, 80, 440)], [], [*set_text(PILOT, 72, 80, 440)], [], [])
    assert texts(document) == [SHIPS, PILOT]
    (warning,) = document.warnings
    assert warning.startswith("pages 2, 4 and 5 of 5 have no text; ")
    assert "esseract" in warning


def scanned(text: str) -> bytes:
    """A page that is a picture of a text."""
    font = ImageFont.truetype(f"{get_data_path()}/fonts/ttf/DejaVuSans.ttf", 48)
    picture = Image.new("L", (1654, 2339), 255)
    ImageDraw.Draw(picture).text((120, 200), text, font=font, fill=0)
    buffer = io.BytesIO()
    picture.save(buffer, "PDF", resolution=200)
    return buffer.getvalue()


@pytest.mark.skipif(shutil.which("tesseract") is not None, reason="here it is read")
def test_a_scanned_file_is_left_out_with_advice() -> None:
    with pytest.raises(UnreadableDocumentError, match=r"no text in it; .*tesseract-ocr-mon"):
        read_document("a.pdf", scanned("The harbour opens at nine."), {})


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="Tesseract is not installed")
def test_a_scanned_page_is_read_by_tesseract() -> None:
    document = read_document("a.pdf", scanned("The harbour opens at nine."), {})
    assert texts(document) == ["The harbour opens at nine."]
    assert "text recognition" in document.warnings[0]
