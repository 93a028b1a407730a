"""`partnership-bot index read`: what is read of a file, before it counts."""

import textwrap
from pathlib import Path

from bot.settings import Settings
from index.documents import Document
from index.ingest.corpus import read_document
from index.ingest.sources import read_sources
from index.passages import split

WIDTH = 100


def read_file(settings: Settings, file: Path) -> int:
    """Show a file's title, author, date and passages as they will be shown, and what to look through."""
    inside = file.resolve().is_relative_to(settings.corpus.resolve())
    name = file.resolve().relative_to(settings.corpus.resolve()).as_posix() if inside else file.name
    document = read_document(name, file.read_bytes(), read_sources(settings.corpus))
    _show_head(document)
    for number, passage in enumerate(split(document), 1):
        notes = [passage.section] if passage.section else []
        notes += [f"in {passage.language}"] if passage.language != document.language else []
        print(f"\n[{number}] {', '.join(notes)}".rstrip())
        for line in passage.text.splitlines():
            print(textwrap.fill(line, WIDTH, initial_indent="    ", subsequent_indent="    "))
    return 0


def _show_head(document: Document) -> None:
    own = document.paragraphs[0].sources[0]
    print(f"title       {document.title}")
    for name in ("author", "publisher", "date", "url"):
        if value := getattr(own, name):
            print(f"{name:<11} {value}")
    print(f"language    {document.language}")
    print(f"passages    {len(split(document))}")
    for warning in document.warnings:
        print(f"look        {warning}")
