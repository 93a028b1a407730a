"""A folder of documents, read."""

import hashlib
import os
import re
import stat
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any

from index.documents import LANGUAGES, Corpus, Document, Language, Paragraph, Problem, Source
from index.errors import CorpusError, UnreadableDocumentError
from index.ingest.blocks import Block, ends_sentence, mended, under_numbered_headings
from index.ingest.bylines import Byline, read_byline, read_date
from index.ingest.doubts import doubts
from index.ingest.faqs import paired
from index.ingest.languages import language_of, language_of_paragraph, named_language
from index.ingest.letters import meant, with_meant_letters
from index.ingest.readers import MOST_CHARACTERS, READERS, SAVE_AS
from index.ingest.reading import Reading
from index.ingest.sources import SOURCES_FILE, plain, read_sources
from index.ingest.subjects import SUBJECT_FILE, read_subjects
from index.text.aliases import ALIASES_FILE, read_aliases

MOST_FILE_BYTES = 20 * 1024 * 1024
FACTS_FILE = "facts.txt"

_MOST_TITLE_CHARACTERS = 120
_MOST_BYLINES = 3
_NO_DOCUMENT = re.compile(r"[.~].*|thumbs\.db|desktop\.ini", re.IGNORECASE)
_ABOUT_CORPUS = re.compile(r"(?:readme|licen[cs]e)(?:[._-].*)?", re.IGNORECASE)
_COPY = re.compile(r"\(\d+\)|copy|コピー|хуулбар", re.IGNORECASE)


def read_corpus(folder: Path) -> Corpus:
    """Read all documents in a folder and the folders below it.

    Not taken for documents, and not mentioned: hidden files and folders, and at the top `sources.yaml`,
    `aliases.yaml`, `subject.yaml` and `facts.txt`; below a `sources.yaml` the `README*` and `LICENSE*` of its sheets,
    too. Every other file becomes a `Document`, a `Problem`, or both. Raises `CorpusError` if the folder is missing,
    one of these lists is malformed, or nothing in it can be read.
    """
    if not folder.is_dir():
        raise CorpusError(f"the corpus folder {folder} does not exist; make it, or set PARTNERSHIP_CORPUS to another")
    root = folder.resolve()
    sources, aliases, subjects = read_sources(root), read_aliases(root), read_subjects(root)
    documents = []
    problems = []
    for path, file in _files(root):
        try:
            documents.append(read_document(path, _bytes(file, root), sources))
        except UnreadableDocumentError as error:
            problems.append(Problem(path, str(error)))
        else:
            problems += [Problem(path, warning, "read in part") for warning in documents[-1].warnings]
    documents, copies = _without_copies(documents)
    problems += copies
    if not documents:
        first = f"; {problems[0].path}: {problems[0].reason}" if problems else ""
        raise CorpusError(f"the corpus folder {folder} holds no document that can be read{first}")
    return Corpus(tuple(documents), tuple(problems), aliases, subjects)


def folder_digest(folder: Path) -> str:
    """Return a sha256 that changes when a file of the corpus is added, removed, renamed or changed.

    It is quick: nothing is converted for it.
    """
    root = folder.resolve()
    digest = hashlib.sha256()
    lists = [(name, root / name) for name in (SOURCES_FILE, ALIASES_FILE, SUBJECT_FILE)]
    for path, file in [*_files(root), *lists]:
        try:
            content = hashlib.sha256(_bytes(file, root)).hexdigest()
        except UnreadableDocumentError as error:
            content = str(error)
        digest.update(f"{path}\0{content}\n".encode())
    return digest.hexdigest()


def read_document(path: str, data: bytes, sources: dict[str, Source]) -> Document:
    """Read the bytes of the file at `path`, relative to the corpus; raise `UnreadableDocumentError`."""
    suffix = PurePosixPath(path).suffix.lower()
    if suffix not in READERS:
        instead = f"; save it as {SAVE_AS[suffix]}" if suffix in SAVE_AS else ""
        raise UnreadableDocumentError(f"kind of file not read: {suffix or 'no extension'}{instead}")
    if not data.strip():
        raise UnreadableDocumentError("it is empty")
    reading = READERS[suffix](data)
    if sum(len(block.text) for block in reading.sheet.blocks) > MOST_CHARACTERS:
        raise UnreadableDocumentError(f"it has more than {MOST_CHARACTERS:,} characters; split it")
    front = reading.sheet.front
    title, byline, blocks = _opening(path, reading)
    if not blocks:
        raise UnreadableDocumentError("it has no text")
    own = _own_source(title, byline, front, reading, sources)
    language = _language(path, front, blocks)
    return Document(
        path=path,
        title=title,
        language=language,
        digest=hashlib.sha256(data).hexdigest(),
        paragraphs=tuple(_paragraph(block, title, own, sources, language) for block in blocks),
        topic=plain(front.get("topic")) or None,
        warnings=(*reading.warnings, *doubts(blocks)),
    )


def _without_copies(documents: Sequence[Document]) -> tuple[list[Document], list[Problem]]:
    """Leave out documents that say word for word what another one does, such as "minutes (1)" beside "minutes"."""
    first: dict[tuple[Paragraph, ...], Document] = {}
    for document in sorted(documents, key=lambda one: (bool(_COPY.search(one.path)), len(one.path), one.path)):
        # What each paragraph is from may be the file's name, which differs.
        said = tuple(replace(paragraph, sources=()) for paragraph in document.paragraphs)
        first.setdefault(said, document)
    kept = set(map(id, first.values()))
    copies = []
    for document in documents:
        if id(document) not in kept:
            said = tuple(replace(paragraph, sources=()) for paragraph in document.paragraphs)
            copies.append(Problem(document.path, f"it says word for word what {first[said].path} says", "repeated"))
    return [document for document in documents if id(document) in kept], copies


def _files(root: Path) -> Iterator[tuple[str, Path]]:
    """Yield (path with forward slashes, file) of what may be a document, in the order of the paths."""
    found = []
    of_sheets = (root / SOURCES_FILE).is_file()
    for folder, names, files in os.walk(root):
        names[:] = [name for name in names if not name.startswith(".")]
        # os.walk does not enter a linked folder; it is reported like a file.
        links = [name for name in names if Path(folder, name).is_symlink()]
        for name in [*files, *links]:
            file = Path(folder, name)
            path = os.fsencode(file.relative_to(root)).decode("utf-8", "backslashreplace")
            about = _NO_DOCUMENT.fullmatch(name) or (of_sheets and _ABOUT_CORPUS.fullmatch(name))
            if not about and path not in {SOURCES_FILE, ALIASES_FILE, SUBJECT_FILE, FACTS_FILE}:
                found.append((path, file))
    yield from sorted(found)


def _bytes(file: Path, root: Path) -> bytes:
    try:
        if file.is_symlink():
            target = file.resolve(strict=True)
            if not target.is_relative_to(root):
                raise UnreadableDocumentError("it is a link that leads out of the corpus folder")
        status = file.stat()
        if stat.S_ISDIR(status.st_mode):
            raise UnreadableDocumentError("it is a link to a folder, which is not followed")
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableDocumentError("it is not a regular file")
        if status.st_size > MOST_FILE_BYTES:
            raise UnreadableDocumentError(f"it is larger than {MOST_FILE_BYTES // 2**20} MB; split it")
        return file.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableDocumentError("it is a broken link" if file.is_symlink() else "it has just gone") from error
    except OSError as error:
        raise UnreadableDocumentError(f"it cannot be read: {error.strerror}") from error
    except RuntimeError as error:
        raise UnreadableDocumentError("it is a link to itself") from error


def _opening(path: str, reading: Reading) -> tuple[str, Byline, list[Block]]:
    """Return the title, the byline, and the paragraphs without the lines that these were taken from."""
    sheet = reading.sheet
    blocks = with_meant_letters(sheet.blocks)
    title = plain(sheet.front.get("title")) or meant(sheet.heading) or meant(reading.details.get("title", ""))
    if not title and blocks and blocks[0].headings:
        title = blocks[0].headings[0]
    first = blocks[0] if blocks else Block("")
    if not title and len(blocks) > 1 and _is_title(first) and not _is_faq(blocks):
        title = first.text
    if blocks and first.text == title and not first.note:
        del blocks[0]
    byline = Byline()
    for _ in range(_MOST_BYLINES):
        found = read_byline(blocks[0].text) if len(blocks) > 1 else None
        if found is None:
            break
        byline = Byline(byline.author or found.author, byline.date or found.date)
        del blocks[0]
    title = title or _readable(path)
    return title, byline, list(paired(under_numbered_headings(list(mended(blocks))), title))


def _is_title(block: Block) -> bool:
    return (
        len(block.text) <= _MOST_TITLE_CHARACTERS
        and not block.is_list
        and (block.text.endswith(("?", "？", "!", "！")) or not ends_sentence(block.text))
        and not read_byline(block.text)
    )


def _is_faq(blocks: Sequence[Block]) -> bool:
    """Whether the first paragraph is one question of several."""
    return sum(block.text.endswith(("?", "？")) and not block.is_list for block in blocks) > 1 and blocks[
        0
    ].text.endswith(("?", "？"))


def _readable(path: str) -> str:
    name = " ".join(re.split(r"[\s_-]+", PurePosixPath(path).stem)).strip() or path
    return name[0].upper() + name[1:]


def _language(path: str, front: dict[str, Any], blocks: list[Block]) -> Language:
    named = named_language(plain(front.get("language", front.get("lang"))))
    if named is not None:
        return named
    for part in reversed(PurePosixPath(path).parent.parts):
        for language in LANGUAGES:
            if part.lower() == language:
                return language
    return language_of("\n".join(block.text for block in blocks))


def _own_source(
    title: str, byline: Byline, front: dict[str, Any], reading: Reading, sources: dict[str, Source]
) -> Source:
    """Return the document as the source of what it says."""
    said = plain(front.get("source"))
    if said in sources:
        return sources[said]
    details = dict(reading.details)
    details.update({name: text for name in ("author", "date", "publisher", "url") if (text := plain(front.get(name)))})
    if said:
        details.setdefault("url" if said.startswith(("http://", "https://")) else "publisher", said)
    date = details.get("date", "")
    return Source(
        title=title,
        author=details.get("author") or byline.author,
        publisher=details.get("publisher"),
        date=read_date(date) or byline.date,
        url=details.get("url"),
    )


def _paragraph(block: Block, title: str, own: Source, sources: dict[str, Source], main: Language) -> Paragraph:
    for key in block.sources:
        if key not in sources:
            raise UnreadableDocumentError(f"line {block.line}: unknown source {key}; add it to {SOURCES_FILE}")
    headings = block.headings[1:] if block.headings[:1] == (title,) else block.headings
    paragraph = Paragraph(
        text=block.text,
        headings=headings,
        sources=tuple(sources[key] for key in block.sources) or (own,),
        questions=block.questions,
        asked=block.asked,
    )
    if note := block.note:
        return replace(
            paragraph,
            key=note.key,
            facts=note.facts,
            questions=note.questions,
            unanswered=note.unanswered,
            origin=note.origin,
        )
    language = language_of_paragraph(block.text, main)
    return paragraph if language == main else replace(paragraph, language=language)
