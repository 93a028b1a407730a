"""Office files, which are ZIP archives of XML, opened with limits."""

import io
import posixpath
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from index.errors import UnreadableDocumentError

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_UNPACKED_BYTES = 100 * 1024 * 1024
"""What an archive may say that it unpacks to. Real ones of 20 MB, mostly pictures, stay far below."""

MOST_XML_BYTES = 20 * 1024 * 1024
"""What its XML may unpack to: a thousand pages have about 5 MB."""

_OLD_FORMAT = b"\xd0\xcf\x11\xe0"
_XML = (".xml", ".rels", ".opf", ".ncx", ".xhtml", ".html", ".htm")


@dataclass(frozen=True, slots=True)
class Archive:
    """The files in an archive, read from memory."""

    zip: zipfile.ZipFile
    names: frozenset[str]

    def xml(self, name: str) -> "_Element | None":
        """The root of an XML file; None where there is no such file."""
        return _parsed(self.zip.read(name)) if name in self.names else None

    def read(self, name: str) -> bytes:
        """The bytes of a file."""
        return self.zip.read(name)

    def related(self, name: str) -> dict[str, str]:
        """What a part of an Office file refers to: names of files by their ids."""
        folder, base = posixpath.split(name)
        root = self.xml(posixpath.join(folder, "_rels", f"{base}.rels"))
        targets = {} if root is None else {str(one.get("Id")): str(one.get("Target")) for one in root}
        return {
            key: target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            for key, target in targets.items()
        }


def open_archive(data: bytes, kind: str, part: str, save_as: str) -> Archive:
    """Open an archive that holds `part`; UnreadableDocumentError names its `kind` and how to save it anew."""
    if data.startswith(_OLD_FORMAT):
        raise UnreadableDocumentError(f"it is encrypted or in an old format; save it as {save_as} without a password")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        sizes = {entry.filename: entry.file_size for entry in archive.infolist()}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError) as error:
        raise UnreadableDocumentError(f"it is not {kind}, though its name says so, or it is damaged") from error
    if part not in sizes:
        raise UnreadableDocumentError(f"it is not {kind}, though its name says so")
    # A ZIP reader stops at the size that the archive declares, so the declared size is the true limit.
    xml = sum(size for name, size in sizes.items() if name.endswith(_XML))
    for unpacked, limit in ((sum(sizes.values()), MOST_UNPACKED_BYTES), (xml, MOST_XML_BYTES)):
        if unpacked > limit:
            raise UnreadableDocumentError(f"it unpacks to {unpacked // 2**20} MB; the limit is {limit // 2**20} MB")
    return Archive(archive, frozenset(sizes))


def _parsed(data: bytes) -> "_Element":
    from lxml import etree

    if b"<!DOCTYPE" in data[:4096] and b"<!ENTITY" in data[:8192]:
        raise UnreadableDocumentError("it declares XML entities, which office files do not")
    parser: Any = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=True)
    root: _Element | None = etree.fromstring(data, parser)
    if root is None:
        raise UnreadableDocumentError("its XML is damaged; save it anew")
    return root


def core_details(archive: Archive) -> dict[str, str]:
    """Title and author as an Office file gives them."""
    root = archive.xml("docProps/core.xml")
    details = {}
    for element in root if root is not None else ():
        name = str(element.tag).rpartition("}")[2]
        text = " ".join((element.text or "").split())
        if name == "title" and text:
            details["title"] = text
        elif name == "creator" and text and text.lower() not in _NO_AUTHORS:
            details["author"] = text
    return details


# What programs write where nobody gave a name.
_NO_AUTHORS = frozenset(
    {
        "python-docx",
        "user",
        "admin",
        "administrator",
        "owner",
        "unknown",
        "author",
        "microsoft office user",
        "openpyxl",
        "pc",
    }
)
