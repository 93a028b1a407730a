"""A file's bytes read, one function a kind of file."""

from collections.abc import Callable

from index.errors import UnreadableDocumentError
from index.ingest.books import read_epub, read_mhtml, read_rtf
from index.ingest.encodings import decode
from index.ingest.open_documents import read_odt
from index.ingest.outline import Sheet
from index.ingest.pdf.reading import read_pdf
from index.ingest.prose import read_prose
from index.ingest.reading import Reading
from index.ingest.sheets import read_sheet
from index.ingest.slides import read_pptx
from index.ingest.spreadsheets import read_csv, read_xlsx
from index.ingest.webpages import read_html
from index.ingest.word import read_docx
from index.strict_yaml import MappingError

MOST_CHARACTERS = 5_000_000
"""Text in one file: some 15 thick books. More is a data dump, or a file made to exhaust the machine."""

_LOST = "\ufffd"


def read_markdown(data: bytes) -> Reading:
    """Read Markdown in any encoding."""
    text = _text(data)
    try:
        return Reading(read_sheet(text), warnings=_lost(text))
    except MappingError as error:
        raise UnreadableDocumentError(str(error)) from error


def read_text(data: bytes) -> Reading:
    """Read plain text in any encoding."""
    text = _text(data)
    return Reading(Sheet({}, "", read_prose(text)), warnings=_lost(text))


READERS: dict[str, Callable[[bytes], Reading]] = {
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".txt": read_text,
    ".text": read_text,
    ".html": read_html,
    ".htm": read_html,
    ".xhtml": read_html,
    ".pdf": read_pdf,
    ".docx": read_docx,
    ".odt": read_odt,
    ".ods": read_odt,
    ".rtf": read_rtf,
    ".pptx": read_pptx,
    ".xlsx": read_xlsx,
    ".csv": read_csv,
    ".tsv": read_csv,
    ".epub": read_epub,
    ".mhtml": read_mhtml,
    ".mht": read_mhtml,
}

SAVE_AS = {
    ".doc": ".docx",
    ".dot": ".docx",
    ".docm": ".docx",
    ".xls": ".xlsx",
    ".xlsm": ".xlsx",
    ".ppt": ".pptx",
    ".pps": ".pptx",
    ".odp": ".pptx",
    ".pages": ".docx",
    ".numbers": ".xlsx",
    ".key": ".pptx",
    ".hwp": ".docx",
    ".jtd": ".docx",
    ".wps": ".docx",
    ".mobi": ".epub",
    ".azw3": ".epub",
    ".djvu": ".pdf",
    ".xps": ".pdf",
}
"""Kinds of file that are not read, with the kind that the program they come from can save them as."""


def _text(data: bytes) -> str:
    text = decode(data)
    if len(text) > MOST_CHARACTERS:
        raise UnreadableDocumentError(f"it has more than {MOST_CHARACTERS:,} characters; split it")
    return text


def _lost(text: str) -> tuple[str, ...]:
    count = text.count(_LOST)
    return (f"{count} of its characters cannot be read and stand as {_LOST}",) if count else ()
