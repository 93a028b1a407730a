"""Bytes of a text file of unknown encoding, decoded."""

import codecs
import re
import unicodedata

from index.errors import UnreadableDocumentError

# Longer marks first: that of UTF-32-LE begins with that of UTF-16-LE.
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# The encodings in which English, Mongolian and Japanese texts were saved before UTF-8.
_LEGACY = ("cp932", "euc_jp", "cp1251", "koi8_r", "cp866", "cp1252", "latin_1")
# What browsers take these names for, since the files have more letters than their declared encodings.
_MEANT = {
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "gb2312": "gb18030",
}
_MAGIC = (b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\xd0\xcf\x11\xe0", b"\x1f\x8b", b"\x7fELF")
FEW_HIGH_BYTES = 12
"""A text with fewer bytes beyond ASCII than one in so many is English, with an accent here and there."""
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffe\uffff]")
# Soft hyphens, spaces without width, marks of writing direction: they part words that one searches for.
_UNSEEN = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_ORDINARY = re.compile(r"[\s\x20-\x7e\u0400-\u04ff\u2010-\u2030\u3000-\u30ff]")
_DECLARED = re.compile(
    rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w.:-]{2,40})|<\?xml[^>]{0,100}encoding=[\"']([\w.-]{2,40})"
)


def decode(data: bytes) -> str:
    """Return the text of a file; raise `UnreadableDocumentError` for bytes that are not text.

    A byte order mark is believed, then what is UTF-8 by its form, whatever a page declares, then a declaration.
    ISO-2022-JP and UTF-16 are recognised by their form, too; of UTF-8 with a few broken bytes these alone are lost
    (they become U+FFFD); older encodings are told by what reads as text best.
    """
    if data.startswith(_MAGIC):
        raise UnreadableDocumentError("it is not a text file, though its name says so")
    for attempt in (_marked, _japanese_mail, _utf8, _declared, _broken_utf8, _wide, _legacy):
        if (text := attempt(data)) is not None and _is_text(text):
            return cleaned(text)
    raise UnreadableDocumentError("it holds binary data or is of no known encoding; save it as UTF-8 text")


def cleaned(text: str) -> str:
    """Return a text without marks that nobody sees or types, its letters composed as they are typed."""
    return unicodedata.normalize("NFC", _UNSEEN.sub("", _CONTROL.sub("", text)))


def _is_text(text: str) -> bool:
    return len(_CONTROL.findall(text)) <= len(text) // 200


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _marked(data: bytes) -> str | None:
    encoding = next((encoding for mark, encoding in _BYTE_ORDER_MARKS if data.startswith(mark)), None)
    return encoding and _try(data, encoding)


def _declared(data: bytes) -> str | None:
    declared = _DECLARED.search(data[:2048])
    if declared is None:
        return None
    name = (declared[1] or declared[2]).decode("ascii").lower()
    return _try(data, _MEANT.get(name, name))


def _japanese_mail(data: bytes) -> str | None:
    return _try(data, "iso2022_jp") if b"\x1b$" in data[:65536] else None


def _utf8(data: bytes) -> str | None:
    return _try(data, "utf-8")


def _broken_utf8(data: bytes) -> str | None:
    """Decode UTF-8 with a few bytes that are none: a letter cut in two at the end, a line from another file."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = sum(character > "\x7f" for character in text) - broken
    # A letter cut in two by the end of the file says nothing.
    return text.rstrip("\ufffd") if broken * 2 <= whole or (whole and broken == 1) else None


def _wide(data: bytes) -> str | None:
    """Decode UTF-16 without a byte order mark, in the byte order that gives more ordinary letters.

    Bytes of other encodings read as UTF-16 give Han characters and symbols, so kana, Cyrillic and ASCII must abound.
    """
    readings = [text for text in (_try(data, "utf-16-le"), _try(data, "utf-16-be")) if text]
    return max((text for text in readings if _ordinary(text) > 0.3), key=_ordinary, default=None)


def _ordinary(text: str) -> float:
    return len(_ORDINARY.findall(text)) / len(text)


def _legacy(data: bytes) -> str | None:
    if b"\0" in data:
        return None
    high = sum(byte > 0x7F for byte in data)
    if high * FEW_HIGH_BYTES < len(data) and (western := _try(data, "cp1252")) is not None:
        return western
    from charset_normalizer import from_bytes

    best = from_bytes(data, cp_isolation=list(_LEGACY)).best()
    return None if best is None else str(best)
