import pytest

from index.errors import UnreadableDocumentError
from index.ingest.encodings import decode

TEXTS = {
    "cp1252": "The café’s “state visit” – a résumé of 5 billion euros (€).",
    "cp1251": "Японы тал таван зуун мод тарихаар амлав. Эхний мод ирэх жил ургана.",
    "koi8_r": "Японы тал таван зуун мод тарихаар амлав. Эхний мод ирэх жил ургана.",
    "cp932": "日本とモンゴルは2022年11月29日に共同声明を発表した。",
    "euc_jp": "日本とモンゴルは2022年11月29日に共同声明を発表した。",
    "iso2022_jp": "日本とモンゴルは2022年11月29日に共同声明を発表した。",
    "utf-8": "Ерөнхийлөгч Хүрэлсүх 日本を訪問 – café",
    "utf-8-sig": "Ерөнхийлөгч Хүрэлсүх 日本を訪問 – café",
    "utf-16": "Ерөнхийлөгч Хүрэлсүх 日本を訪問 – café",
    "utf-32": "Ерөнхийлөгч Хүрэлсүх 日本を訪問 – café",
}


@pytest.mark.parametrize("encoding", TEXTS)
def test_text_in_a_common_encoding_is_read(encoding: str) -> None:
    assert decode(TEXTS[encoding].encode(encoding)) == TEXTS[encoding]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", ["Two words", "Ерөнхийлөгч Хүрэлсүх", "日本を訪問した。"])
def test_utf_16_without_a_byte_order_mark_is_read(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding)) == text


def test_a_page_is_read_in_the_encoding_that_it_declares() -> None:
    page = '<html><head><meta charset="shift_jis"></head><body>橋</body></html>'
    assert decode(page.encode("cp932")) == page


@pytest.mark.parametrize(
    "data", [bytes(range(256)) * 20, b"\x89PNG\r\n\x1a\n" + b"\0" * 40, b"%PDF-1.4\n", b"PK\x03\x04abc", b"\0" * 100]
)
def test_binary_data_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableDocumentError, match=r"text file|binary"):
        decode(data)


def test_bytes_that_are_utf_8_are_read_so_whatever_the_page_declares() -> None:
    page = '<html><head><meta charset="windows-1251"></head><body>Хүлэмж</body></html>'
    assert decode(page.encode()) == page


@pytest.mark.parametrize("declared", ["iso-8859-1", "ISO-8859-1", "latin1", "us-ascii"])
def test_western_pages_have_the_letters_of_windows(declared: str) -> None:
    page = f'<meta charset="{declared}"><p>It doesn’t cost £4 – “nothing”.</p>'
    assert decode(page.encode("cp1252")) == page


def test_one_stray_byte_changes_nothing_else() -> None:
    text = "It doesn’t open on Mondays – £4. Байгууллага."
    assert decode(text.encode() + b" \xe9 end") == f"{text} \ufffd end"
    assert decode("Хүлэмжийн ө".encode()[:-1]) == "Хүлэмжийн "
    assert decode("The café of the harbour opens at nine.".encode("cp1252")) == "The café of the harbour opens at nine."


def test_marks_that_nobody_sees_are_taken_out_and_letters_composed() -> None:
    assert decode("Ake\u200brman, cura\u00adtor, か\u3099, и\u0306".encode()) == "Akerman, curator, が, й"
