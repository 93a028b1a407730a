"""`partnership-bot index read`: what is read of a file, before it counts."""

import textwrap
from pathlib import Path

from bot.settings import Settings
from index.building import read_alone
from index.documents import Document

WIDTH = 100


def read_file(settings: Settings, file: Path) -> int:
    """Show a file's title, author, date and passages as they will be shown, and what to look through."""
    inside = file.resolve().is_relative_to(settings.corpus.resolve())
    name = file.resolve().relative_to(settings.corpus.resolve()).as_posix() if inside else file.name
    document, passages = read_alone(settings.corpus, name, file.read_bytes())
    _show_head(document, len(passages))
    for number, passage in enumerate(passages, 1):
        notes = [passage.section] if passage.section else []
        notes += [f"in {passage.language}"] if passage.language != document.language else []
        print(f"\n[{number}] {', '.join(notes)}".rstrip())
        for line in passage.text.splitlines():
            print(textwrap.fill(line, WIDTH, initial_indent="    ", subsequent_indent="    "))
    return 0


def _show_head(document: Document, passages: int) -> None:
    own = document.paragraphs[0].sources[0]
    print(f"title       {document.title}")
    for name in ("author", "publisher", "date", "url"):
        if value := getattr(own, name):
            print(f"{name:<11} {value}")
    print(f"language    {document.language}")
    print(f"passages    {passages}")
    for warning in document.warnings:
        print(f"look        {warning}")
