"""Real files of each kind, made here."""

import io
import zipfile

import pytest

from index.documents import Document
from index.errors import UnreadableDocumentError
from index.ingest.archives import MOST_UNPACKED_BYTES, MOST_XML_BYTES
from index.ingest.corpus import read_document
from tests.index.ingest.offices import docx, word


def pdf(*pages: list[str], encrypted: bool = False) -> bytes:
    """Make a PDF with one line of Helvetica a string."""
    bodies = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for lines in pages:
        shown = b"".join(f"({line}) Tj T*\n".encode("ascii") for line in lines)
        stream = b"BT /F1 11 Tf 72 740 Td 14 TL\n" + shown + b"ET"
        bodies.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        fonts = b"/Resources << /Font << /F1 3 0 R >> >>"
        page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] %s /Contents %d 0 R >>"
        bodies.append(page % (fonts, len(bodies)))
        kids.append(b"%d 0 R" % len(bodies))
    bodies[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    out = b"%PDF-1.4\n"
    table = b"0000000000 65535 f \n"
    for number, body in enumerate(bodies, 1):
        table += b"%010d 00000 n \n" % len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    # Standard encryption whose owner and user entries fit no empty password.
    lock = b"/Encrypt << /Filter /Standard /V 1 /R 2 /O <%s> /U <%s> /P -4 >> /ID [<%s> <%s>]" % (
        b"ab" * 32,
        b"cd" * 32,
        b"00" * 16,
        b"00" * 16,
    )
    trailer = b"trailer << /Size %d /Root 1 0 R %s >>" % (len(bodies) + 1, lock if encrypted else b"")
    return out + b"xref\n0 %d\n%s%s\nstartxref\n%d\n%%%%EOF\n" % (len(bodies) + 1, table, trailer, len(out))


def read(path: str, data: bytes) -> Document:
    return read_document(path, data, {})


def texts(document: Document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def test_a_pdf_is_read_across_its_pages() -> None:
    document = read(
        "a.pdf",
        pdf(
            ["Trade with Japan", "", "By Jane Doe, 3 May 2021", "", "Mongolia exported coal, and both sides", "1"],
            ["agreed to export more. The end", "came late.", "2"],
        ),
    )
    assert document.title == "Trade with Japan"
    assert texts(document) == ["Mongolia exported coal, and both sides agreed to export more. The end came late."]
    source = document.paragraphs[0].sources[0]
    assert (source.title, source.author, source.date) == ("Trade with Japan", "Jane Doe", "2021-05-03")


def test_the_line_that_heads_every_page_of_a_pdf_is_no_text() -> None:
    pages = [["The Gazette", "", f"This is the story of page {name}."] for name in ("one", "two", "three")]
    assert "Gazette" not in " ".join(texts(read("a.pdf", pdf(*pages))))


def test_a_word_document_is_read_with_headings_and_tables() -> None:
    cells = [["Он", "Худалдаа"], ["2011", "5 тэрбум иен"], ["2012", "6 тэрбум иен"]]
    rows = "".join("<w:tr>" + "".join(f"<w:tc>{word(c)}</w:tc>" for c in row) + "</w:tr>" for row in cells)
    body = (
        word("Монгол, Японы харилцаа", "Heading1")
        + word("Бичсэн: Б. Болд | 2022 оны 12 дугаар сарын 9")
        + word("Эдийн засаг", "Heading2")
        + word("Монгол Улс Японд нүүрс экспортолсон.")
        + f"<w:tbl>{rows}</w:tbl>"
    )
    document = read("a.docx", docx(body))
    assert (document.title, document.language) == ("Монгол, Японы харилцаа", "mn")
    assert texts(document) == [
        "Монгол Улс Японд нүүрс экспортолсон.",
        "• Он: 2011; Худалдаа: 5 тэрбум иен\n• Он: 2012; Худалдаа: 6 тэрбум иен",
    ]
    assert document.paragraphs[0].headings == ("Эдийн засаг",)
    assert (document.paragraphs[0].sources[0].author, document.paragraphs[0].sources[0].date) == (
        "Б. Болд",
        "2022-12-09",
    )


def test_a_page_is_read_with_what_its_head_says_and_without_its_menus() -> None:
    page = """<!doctype html><html><head><meta charset="shift_jis"><title>関係</title>
    <meta name="author" content="山田太郎"><meta property="article:published_time" content="2022-12-09T10:00:00Z">
    <meta property="og:site_name" content="新聞"><meta property="og:url" content="https://example.jp/a">
    <style>p {}</style></head><body><nav>ホーム</nav><main><p>日本は<b>約束</b>した。<p>感謝した。
    <ul><li>貿易<li>教育</ul>
    <table><tr><th>年<th>額<tr><td>2011<td>5億円</table></main><footer>著作権</footer></body></html>"""
    document = read("a.html", page.encode("cp932"))
    assert (document.title, document.language) == ("関係", "ja")
    assert texts(document) == ["日本は約束した。", "感謝した。", "• 貿易\n• 教育", "• 年: 2011; 額: 5億円"]
    source = document.paragraphs[0].sources[0]
    assert (source.author, source.date, source.publisher, source.url) == (
        "山田太郎",
        "2022-12-09",
        "新聞",
        "https://example.jp/a",
    )


@pytest.mark.parametrize("tag", ["div", "ul><li", "span"])
def test_deeply_nested_html_is_read(tag: str) -> None:
    page = f"<{tag}>" * 5_000 + "Japan planted trees."
    assert texts(read("a.html", page.encode())) == ["Japan planted trees."]


@pytest.mark.parametrize(
    ("path", "data", "reason"),
    [
        ("a.pdf", pdf(["Secret"], encrypted=True), "encrypted"),
        ("a.pdf", pdf([]), "no text"),
        ("a.pdf", b"plain words", "not a PDF"),
        ("a.pdf", pdf(["Cut short"])[:200], "damaged"),
        ("a.docx", b"plain words", "not a Word document"),
        ("a.docx", b"\xd0\xcf\x11\xe0" + bytes(600), "encrypted or in an old format"),
        ("a.docx", docx(word("x"))[:-30], "damaged"),
        ("a.docx", docx(word("x"), prolog='<!DOCTYPE d [<!ENTITY a "b">]>'), "XML entities"),
        ("a.docx", docx(word("x"), extra={"word/media/a.bin": bytes(MOST_UNPACKED_BYTES)}), "the limit is 100 MB"),
        ("a.docx", docx(word("x"), extra={"word/styles.xml": bytes(MOST_XML_BYTES)}), "the limit is 20 MB"),
        ("a.html", b"plain words", "not HTML"),
        ("a.html", b"<html><body></body></html>", "no text"),
        ("a.html", b"<p>" * 700_000, "elements"),
        ("a.txt", bytes(range(256)) * 20, "binary"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_the_reason(path: str, data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableDocumentError, match=reason):
        read(path, data)


def test_a_zip_of_something_else_is_no_word_document() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.txt", "words")
    with pytest.raises(UnreadableDocumentError, match="not a Word document"):
        read("a.docx", buffer.getvalue())


def test_nothing_is_printed_about_a_bad_file(capfd: pytest.CaptureFixture[str]) -> None:
    for path, data in (("a.pdf", b"%PDF-1.4\n" + bytes(range(256)) * 40), ("a.docx", docx(word("x"))[:-30])):
        with pytest.raises(UnreadableDocumentError):
            read(path, data)
    assert capfd.readouterr() == ("", "")
