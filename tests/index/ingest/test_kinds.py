"""Spreadsheets, presentations, OpenDocument, books, saved pages and rich text."""

import datetime as dt
import io

import openpyxl
import pytest

from index.documents import Document
from index.errors import UnreadableDocumentError
from index.ingest.corpus import read_document
from index.passages import split
from tests.index.ingest.offices import packed

FERRIES = [("Ferry", "Master", "Seats"), ("Kestrel", "Ada Wynne", 40), ("Plover", "Tom Harrow", 1200)]
ROWS = ["• Ferry: Kestrel; Master: Ada Wynne; Seats: 40", "• Ferry: Plover; Master: Tom Harrow; Seats: 1200"]


def read(name: str, data: bytes) -> Document:
    return read_document(name, data, {})


def texts(document: Document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def saved(book: openpyxl.Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_each_row_of_a_csv_is_a_passage_with_its_heads(mark: str, encoding: str) -> None:
    data = "\r\n".join(mark.join(map(str, row)) for row in FERRIES).encode(encoding)
    assert [passage.text for passage in split(read("ferries.csv", data))] == ROWS


def test_a_cell_of_a_csv_may_have_marks_and_line_ends() -> None:
    data = 'Ferry,Rule,Since\nKestrel,"Dogs, cats\nand birds stay on deck",2030\n'
    assert texts(read("a.csv", data.encode())) == [
        "• Ferry: Kestrel; Rule: Dogs, cats and birds stay on deck; Since: 2030"
    ]


@pytest.mark.parametrize("heads", [("Question", "Answer"), ("Асуулт", "Хариулт"), ("質問", "回答")])
def test_questions_and_answers_in_columns_are_pairs(heads: tuple[str, str]) -> None:
    data = "\n".join([",".join(("No", *heads)), "1,May I bring a dog?,No.", "2,How much?,Two crowns."])
    first, second = read("a.csv", data.encode()).paragraphs
    assert (first.text, first.questions) == ("May I bring a dog?\nNo.", ("May I bring a dog?",))
    assert second.questions == ("How much?",)


def test_a_workbook_is_read_as_it_is_shown() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Fees"
    for row in [["Fees of the harbour"], [], ["Service", "Fee", "Since", "Share"]]:
        sheet.append(row)
    sheet.append(["Mooring", 1240.5, dt.date(2031, 4, 1), 0.25])
    sheet["B4"].number_format, sheet["D4"].number_format = "#,##0.00", "0%"
    sheet.append(["Hidden", 1, dt.date(2031, 4, 2), 0.5])
    sheet.row_dimensions[5].hidden = True
    secret = book.create_sheet("Secret")
    secret.append(["The code", "of the door", "is 9917"])
    secret.sheet_state = "hidden"
    book.properties.title, book.properties.creator = "Fees of 2031", "Wilma Oates"
    document = read("a.xlsx", saved(book))
    assert (document.title, document.paragraphs[0].sources[0].author) == ("Fees of 2031", "Wilma Oates")
    assert texts(document) == [
        "Fees of the harbour",
        "• Service: Mooring; Fee: 1,240.50; Since: 2031-04-01; Share: 25%",
    ]
    assert document.paragraphs[1].headings == ("Fees",)


def test_merged_cells_of_a_workbook_belong_to_each_row() -> None:
    book = openpyxl.Workbook()
    for row in [["Island", "Harbour", "Ferry"], ["Brenn", "Old Quay", "Kestrel"], [None, "New Quay", "Plover"]]:
        book.active.append(row)
    book.active.merge_cells("A2:A3")
    assert texts(read("a.xlsx", saved(book)))[1] == "• Island: Brenn; Harbour: New Quay; Ferry: Plover"


A = "http://schemas.openxmlformats.org/drawingml/2006/main"
P = "http://schemas.openxmlformats.org/presentationml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def shape(kind: str, *lines: str) -> str:
    held = f'<p:nvPr><p:ph type="{kind}"/></p:nvPr>' if kind else "<p:nvPr/>"
    paragraphs = "".join(f"<a:p><a:r><a:t>{line}</a:t></a:r></a:p>" for line in lines)
    return f"<p:sp><p:nvSpPr>{held}</p:nvSpPr><p:txBody>{paragraphs}</p:txBody></p:sp>"


def presentation(*slides: str) -> bytes:
    spaces = f'xmlns:a="{A}" xmlns:p="{P}" xmlns:r="{R}"'
    numbers = range(1, len(slides) + 1)
    # Slides are shown in the order of the list, whatever their files are called.
    listed = "".join(f'<p:sldId id="{n}" r:id="r{n}"/>' for n in numbers)
    related = "".join(f'<Relationship Id="r{n}" Target="slides/slide{9 - n}.xml"/>' for n in numbers)
    files = {
        f"ppt/slides/slide{9 - n}.xml": slide.replace("<p:sld", f"<p:sld {spaces}", 1)
        for n, slide in zip(numbers, slides, strict=True)
    }
    files["ppt/presentation.xml"] = f"<p:presentation {spaces}><p:sldIdLst>{listed}</p:sldIdLst></p:presentation>"
    files["ppt/_rels/presentation.xml.rels"] = f"<Relationships>{related}</Relationships>"
    return packed(files)


def test_slides_are_read_in_their_order_with_titles_points_and_tables() -> None:
    cells = "".join(
        "<a:tr>"
        + "".join(f"<a:tc><a:txBody><a:p><a:r><a:t>{cell}</a:t></a:r></a:p></a:txBody></a:tc>" for cell in row)
        + "</a:tr>"
        for row in FERRIES
    )
    table = f'<p:graphicFrame><a:tbl><a:tblPr firstRow="1"/>{cells}</a:tbl></p:graphicFrame>'
    document = read(
        "a.pptx",
        presentation(
            f"<p:sld>{shape('ctrTitle', 'The ferries of 2031')}{shape('subTitle', 'Port of Vell')}</p:sld>",
            f"<p:sld>{shape('title', 'Aims')}{shape('body', 'two new quays', 'a tower')}{shape('sldNum', '2')}</p:sld>",
            f"<p:sld show='0'>{shape('title', 'Hidden')}{shape('body', 'The code is 9917.')}</p:sld>",
            f"<p:sld>{shape('title', 'Fleet')}{table}</p:sld>",
        ),
    )
    assert document.title == "The ferries of 2031"
    assert [(paragraph.headings, paragraph.text) for paragraph in document.paragraphs] == [
        ((), "Port of Vell"),
        (("Aims",), "• two new quays\n• a tower"),
        (("Fleet",), "\n".join(ROWS)),
    ]


SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{urn}:1.0"'
    for name, urn in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("style", "style"),
        ("fo", "xsl-fo-compatible"),
    )
)


def open_document(body: str, kind: str = "text", styles: str = "") -> bytes:
    automatic = f"<office:automatic-styles>{styles}</office:automatic-styles>"
    content = f"<office:{kind}>{body}</office:{kind}>"
    root = (
        f"<office:document-content {SPACES}>{automatic}<office:body>{content}</office:body></office:document-content>"
    )
    return packed({"content.xml": root})


def open_table(rows: list[str]) -> str:
    return f"<table:table>{''.join(f'<table:table-row>{row}</table:table-row>' for row in rows)}</table:table>"


def open_cell(text: object, properties: str = "") -> str:
    return f"<table:table-cell {properties}><text:p>{text}</text:p></table:table-cell>"


def test_an_open_document_is_read_with_headings_lists_tables_and_furigana() -> None:
    styles = '<style:style style:name="P1"><style:text-properties text:display="none"/></style:style>'
    body = (
        '<text:h text:outline-level="1">Ferries</text:h><text:h text:outline-level="2">Fleet</text:h>'
        "<text:p>The <text:span>Kestrel</text:span> is new.<text:note><text:note-body><text:p>Built in 2030."
        '</text:p></text:note-body></text:note><text:span text:style-name="P1"> The code is 9917.</text:span></text:p>'
        "<text:p><text:ruby><text:ruby-base>灯台</text:ruby-base><text:ruby-text>とうだい</text:ruby-text></text:ruby>"
        "は古い。</text:p>"
        "<text:list><text:list-item><text:p>two quays</text:p></text:list-item><text:list-item><text:p>a tower</text:p>"
        "</text:list-item></text:list>" + open_table(["".join(map(open_cell, row)) for row in FERRIES])
    )  # fmt: skip
    document = read("a.odt", open_document(body, styles=styles))
    assert document.title == "Ferries"
    assert texts(document) == [
        "The Kestrel is new.",
        "Built in 2030.",
        "灯台は古い。",
        "• two quays\n• a tower",
        "\n".join(ROWS),
    ]


def test_cells_of_an_open_table_may_span_rows() -> None:
    rows = [
        "".join(map(open_cell, ("Island", "Harbour", "Ferry"))),
        open_cell("Brenn", 'table:number-rows-spanned="2"') + open_cell("Old Quay") + open_cell("Kestrel"),
        "<table:covered-table-cell/>" + open_cell("New Quay") + open_cell("Plover"),
    ]
    (text,) = texts(read("a.ods", open_document(open_table(rows), "spreadsheet")))
    assert text.split("\n")[1] == "• Island: Brenn; Harbour: New Quay; Ferry: Plover"


def test_a_book_is_read_chapter_by_chapter() -> None:
    opf = (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>'
        "<dc:title>The Harbour</dc:title><dc:creator>Magda Stoll</dc:creator><dc:date>2030-05-17</dc:date></metadata>"
        '<manifest><item id="b" href="text/two.xhtml" media-type="application/xhtml+xml"/>'
        '<item id="a" href="text/one.xhtml" media-type="application/xhtml+xml"/>'
        '<item id="n" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/></manifest>'
        '<spine><itemref idref="n"/><itemref idref="a"/><itemref idref="b"/></spine></package>'
    )  # fmt: skip
    page = '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body><h1>{}</h1><p>{}</p></body></html>'
    data = packed(
        {
            "META-INF/container.xml": '<container><rootfile full-path="OEBPS/book.opf"/></container>',
            "OEBPS/book.opf": opf,
            "OEBPS/nav.xhtml": page.format("Contents", "One, two"),
            "OEBPS/text/two.xhtml": page.format("Winter", "The harbour freezes."),
            "OEBPS/text/one.xhtml": page.format("Summer", "The harbour is open."),
        }
    )
    document = read("a.epub", data)
    source = document.paragraphs[0].sources[0]
    assert (document.title, source.author, source.date) == ("The Harbour", "Magda Stoll", "2030-05-17")
    assert [(paragraph.headings, paragraph.text) for paragraph in document.paragraphs] == [
        (("Summer",), "The harbour is open."),
        (("Winter",), "The harbour freezes."),
    ]


def test_a_page_saved_whole_is_read() -> None:
    page = (
        "MIME-Version: 1.0\r\nSnapshot-Content-Location: https://example.org/ferry\r\nContent-Type: multipart/related;"
        ' boundary="x"\r\n\r\n--x\r\nContent-Type: text/html; charset="utf-8"\r\nContent-Transfer-Encoding:'
        " quoted-printable\r\n\r\n<html><head><title>Ferry</title></head><body><p>A day costs =C2=A34.</p></body>"
        "</html>\r\n--x--\r\n"
    )
    document = read("a.mhtml", page.encode())
    assert (document.title, texts(document)) == ("Ferry", ["A day costs £4."])
    assert document.paragraphs[0].sources[0].url == "https://example.org/ferry"


def test_rich_text_is_read_in_its_encodings_with_its_tables() -> None:
    mongolian = "".join(f"\\'{byte:02x}" for byte in "Дархан хот".encode("cp1251"))
    row = "{{\\trowd {}\\row}}"
    table = "".join(row.format("".join(f"{cell}\\cell " for cell in cells)) for cells in FERRIES)
    source = (
        "{\\rtf1\\ansi\\ansicpg1251{\\info{\\title Ferries of Vell}{\\author Magda Stoll}}"
        f"The Kestrel is new and carries forty people.\\par {mongolian}\\par \\u28783?\\u21488?\\par "
        f"{{\\v The code is 9917.}}{table}\\pard After the table comes this.\\par}}"
    )
    document = read("a.rtf", source.encode())
    assert (document.title, document.paragraphs[0].sources[0].author) == ("Ferries of Vell", "Magda Stoll")
    assert texts(document) == [
        "The Kestrel is new and carries forty people.",
        "Дархан хот",
        "灯台",
        "\n".join(ROWS),
        "After the table comes this.",
    ]


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.doc", b"x", r"\.doc; save it as \.docx"),
        ("a.xls", b"x", r"\.xls; save it as \.xlsx"),
        ("a.pages", b"x", r"\.pages; save it as \.docx"),
        ("a.xlsx", b"words", "not an Excel workbook"),
        ("a.pptx", packed({"a.txt": "words"}), "not a PowerPoint presentation"),
        ("a.odt", b"\xd0\xcf\x11\xe0" + bytes(60), "encrypted"),
        ("a.epub", packed({"META-INF/container.xml": "<container/>"}), "no text"),
        ("a.rtf", b"words", "not RTF"),
        ("a.mhtml", b"words", "no web page"),
        ("a.csv", b"\n\n", "empty"),
    ],
)
def test_what_is_not_read_is_refused_with_the_reason(name: str, data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableDocumentError, match=reason):
        read(name, data)
