"""Word documents, by the XML that Word writes."""

import pytest

from index.documents import Document
from index.ingest.corpus import read_document
from tests.index.ingest.offices import docx, word

STYLES = """<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:style w:styleId="Titel"><w:name w:val="Title"/></w:style>
<w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>
<w:style w:styleId="Eigene"><w:name w:val="My Heading"/><w:basedOn w:val="berschrift1"/></w:style>
<w:style w:styleId="Unsichtbar"><w:name w:val="Unseen"/><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:styleId="Verzeichnis1"><w:name w:val="toc 1"/></w:style></w:styles>"""
CORE = """<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Rules of the Club</dc:title><dc:creator>{}</dc:creator>
</cp:coreProperties>"""
NUMBERING = """<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
</w:numbering>"""
FOOTNOTES = """<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:t>line</w:t></w:r></w:p></w:footnote>
<w:footnote w:id="2"><w:p><w:r><w:t>As the council decided in May.</w:t></w:r></w:p></w:footnote></w:footnotes>"""


def read(body: str, **parts: str) -> Document:
    names = {"styles": "word/styles.xml", "core": "docProps/core.xml", "numbering": "word/numbering.xml"}
    extra = {names.get(name, f"word/{name}.xml"): content.encode() for name, content in parts.items()}
    return read_document("a.docx", docx(body, extra=extra), {})


def texts(document: Document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{word(text)}</w:tc>"


def table(*rows: str) -> str:
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


def test_the_words_below_furigana_are_kept_and_the_furigana_is_not() -> None:
    ruby = "<w:r><w:ruby><w:rubyPr/><w:rt>{}</w:rt><w:rubyBase>{}</w:rubyBase></w:ruby></w:r>"
    body = f"<w:p>{run('港の')}{ruby.format(run('とうだい'), run('灯台'))}{run('は古い。')}</w:p>"
    assert texts(read(body)) == ["港の灯台は古い。"]


@pytest.mark.parametrize("properties", ["<w:vanish/>", '<w:vanish w:val="true"/>', '<w:rStyle w:val="Unsichtbar"/>'])
def test_hidden_text_is_left_out(properties: str) -> None:
    body = f"<w:p>{run('The rent is 355 crowns.')}{run(' The code is 9917.', properties)}</w:p>"
    assert texts(read(body, styles=STYLES)) == ["The rent is 355 crowns."]


def test_what_is_not_hidden_after_all_is_read() -> None:
    shown = '<w:vanish w:val="0"/>'
    assert texts(read(f"<w:p>{run('The rent is 355 crowns.', shown)}</w:p>")) == ["The rent is 355 crowns."]


def test_tracked_changes_are_read_as_they_would_be_accepted() -> None:
    body = (
        f"<w:p>{run('The rent is ')}<w:del><w:r><w:delText>300</w:delText></w:r></w:del><w:ins>{run('355')}</w:ins>"
        f"<w:moveFrom>{run(' dollars')}</w:moveFrom>{run(' crowns.')}</w:p>"
    )
    assert texts(read(body)) == ["The rent is 355 crowns."]


def test_headings_are_known_by_their_styles_in_any_language() -> None:
    body = word("The Club", "Titel") + word("Fees", "Eigene") + word("The fee is 48 crowns.")
    document = read(body, styles=STYLES)
    assert (document.title, document.paragraphs[0].headings) == ("The Club", ("Fees",))


def test_lines_in_bold_are_headings_and_the_properties_name_the_document() -> None:
    bold = "<w:b/>"
    body = (
        f"<w:p>{run('1. Fees', bold)}</w:p>" + word("The fee is 48 crowns.")
        + f"<w:p>{run('2. ', bold)}{run('Fires', bold)}</w:p>" + word("Fires are lit in the pit.")
        + f"<w:p>{run('No fires are lit in August.', bold)}</w:p>"
    )  # fmt: skip
    document = read(body, core=CORE.format("R. Fenwick"))
    assert (document.title, document.paragraphs[0].sources[0].author) == ("Rules of the Club", "R. Fenwick")
    assert [(paragraph.headings, paragraph.text) for paragraph in document.paragraphs] == [
        (("1. Fees",), "The fee is 48 crowns."),
        (("2. Fires",), "Fires are lit in the pit."),
        (("2. Fires",), "No fires are lit in August."),
    ]


@pytest.mark.parametrize("author", ["Administrator", "user", "python-docx"])
def test_a_program_is_no_author(author: str) -> None:
    assert read(word("The fee is 48 crowns."), core=CORE.format(author)).paragraphs[0].sources[0].author is None


def test_two_rows_of_heads_with_merged_cells_name_the_columns() -> None:
    wide, down, below = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = table(
        cell("Year", down) + cell("Adults", wide) + cell("Children", wide),
        cell("", below) + cell("Summer") + cell("Winter") + cell("Summer") + cell("Winter"),
        cell("2030") + cell("4100") + cell("950") + cell("2200") + cell("310"),
    )
    assert texts(read(body)) == [
        "• Year: 2030; Adults, Summer: 4100; Adults, Winter: 950; Children, Summer: 2200; Children, Winter: 310"
    ]


def test_a_cell_merged_downwards_belongs_to_each_of_its_rows() -> None:
    head = "".join(map(cell, ("Island", "Harbour", "Ferry")))
    body = table(
        head,
        cell("Brenn", '<w:vMerge w:val="restart"/>') + cell("Old Quay") + cell("Kestrel"),
        cell("", "<w:vMerge/>") + cell("New Quay") + cell("Plover"),
    )
    assert texts(read(body)) == [
        "• Island: Brenn; Harbour: Old Quay; Ferry: Kestrel\n• Island: Brenn; Harbour: New Quay; Ferry: Plover"
    ]


def test_a_table_in_a_cell_and_a_frame_around_text_are_read() -> None:
    inner = table(cell("Single") + cell("44 crowns"), cell("Double") + cell("71 crowns"))
    body = table(cell("House") + cell("Rooms"), cell("Heron Inn") + f"<w:tc>{inner}{word('')}</w:tc>")
    assert texts(read(body)) == ["• House: Heron Inn; Rooms: Single: 44 crowns Double: 71 crowns"]
    assert texts(read(table(cell("The fee is 48 crowns.")))) == ["The fee is 48 crowns."]


def test_lists_keep_their_numbers_and_marks() -> None:
    entry = (
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="{}"/></w:numPr></w:pPr><w:r><w:t>{}</w:t></w:r></w:p>'
    )
    body = "".join(entry.format(1, text) for text in ("Open the gate", "Ring the bell")) + word(
        "After that there is tea."
    )
    assert texts(read(body + entry.format(2, "A warm coat"), numbering=NUMBERING)) == [
        "1. Open the gate\n2. Ring the bell",
        "After that there is tea.",
        "• A warm coat",
    ]


def test_footnotes_and_text_boxes_follow_their_paragraph() -> None:
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    box = "<mc:AlternateContent><mc:Choice>{0}</mc:Choice><mc:Fallback>{0}</mc:Fallback></mc:AlternateContent>".format(
        f"<w:txbxContent>{word('Dogs stay outside.')}</w:txbxContent>"
    )
    body = f"<w:p>{run('The fee is 48 crowns.')}{note}</w:p><w:p>{run('The gate is open.')}<w:r>{box}</w:r></w:p>"
    assert texts(read(body, footnotes=FOOTNOTES)) == [
        "The fee is 48 crowns.",
        "As the council decided in May.",
        "The gate is open.",
        "Dogs stay outside.",
    ]


def test_a_table_of_contents_is_no_text() -> None:
    body = word("1 Fees\t3", "Verzeichnis1") + word("The fee is 48 crowns.")
    assert texts(read(body, styles=STYLES)) == ["The fee is 48 crowns."]


def test_a_break_in_a_line_and_a_tab() -> None:
    assert texts(read("<w:p><w:r><w:t>Mon</w:t><w:tab/><w:t>nine</w:t><w:br/><w:t>Tue</w:t></w:r></w:p>")) == [
        "Mon nine\nTue"
    ]
