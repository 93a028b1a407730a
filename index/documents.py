"""Documents as the rest of the package sees them, whatever kind of file they came from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Language = Literal["en", "mn", "ja"]
LANGUAGES: tuple[Language, ...] = ("en", "mn", "ja")
Meanings = Mapping[Language, Mapping[str, str]]
"""By language, other names of things with the documents' own name for each, see `index.text.aliases`."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a statement was read. Dates are ISO 8601, as exact as is known: `2022`, `2022-12` or `2022-12-09`."""

    title: str
    author: str | None = None
    publisher: str | None = None
    date: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of a document, with what the document says about it.

    `headings` leads from the document's top heading (its title left out) to the paragraph. `questions` are those that
    it answers; the first `asked` characters of the text are one of them, as the document puts it, and no answer.
    `language` is None for the document's. `key`, `facts`, `unanswered` (questions near the paragraph that no document
    answers) and `origin` (the digest of the English paragraph that this one corresponds to) come from a fact sheet's
    comment and are empty elsewhere.
    """

    text: str
    headings: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    key: str | None = None
    facts: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    unanswered: tuple[str, ...] = ()
    origin: str | None = None
    asked: int = 0
    language: Language | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A file's content.

    `path` is relative to the corpus folder, with forward slashes; `digest` is the sha256 of its bytes. `warnings` say
    what could not be read of it, as the end of a sentence that begins with the file.
    """

    path: str
    title: str
    language: Language
    digest: str
    paragraphs: tuple[Paragraph, ...]
    topic: str | None = None
    warnings: tuple[str, ...] = ()


ProblemKind = Literal["left out", "read in part", "repeated"]


@dataclass(frozen=True, slots=True)
class Problem:
    """A file that is not in the index, or not all of it, and why; `repeated` is one that another says word for word."""

    path: str
    reason: str
    kind: ProblemKind = "left out"


@dataclass(frozen=True, slots=True)
class Corpus:
    """All documents of a folder in the order of their paths.

    `problems` say what could not be read, or not wholly; `aliases` are other names for what the documents speak of,
    `subjects` what they are about.
    """

    documents: tuple[Document, ...]
    problems: tuple[Problem, ...]
    aliases: Meanings = field(default_factory=dict)
    subjects: Mapping[Language, str] = field(default_factory=dict)
