"""The check of a corpus of fact sheets: what corpus/README.md asks of them, and no more."""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.documents import LANGUAGES, Language
from index.errors import CorpusError
from index.ingest.blocks import Block
from index.ingest.corpus import FACTS_FILE
from index.ingest.outline import Sheet
from index.ingest.sheets import read_sheet
from index.ingest.sources import plain, read_sources
from index.passages import load
from index.strict_yaml import MappingError
from index.text import text_language
from index.text.aliases import ALIASES_FILE, read_aliases
from index.text.normalization import fold
from similarity import LIGHT_VARIANT, fold_question, likeness

FEWEST_QUESTIONS = 4
ORIGIN_DIGITS = 8
"""A `from:` line holds this many hexadecimal digits of the sha256 of the English paragraph."""

_ORIGINAL: Language = "en"
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to correct, and where: a file with its line, or a key. A warning does not fail the check."""

    place: str
    message: str
    warning: bool = False

    def __str__(self) -> str:
        return f"{self.place}: {'warning: ' if self.warning else ''}{self.message}"


@dataclass(frozen=True, slots=True)
class _Entry:
    """A paragraph of a sheet with where it stands."""

    language: Language
    path: str
    block: Block

    @property
    def place(self) -> str:
        return f"{self.path}:{self.block.line}"

    @property
    def questions(self) -> tuple[str, ...]:
        return self.block.note.questions if self.block.note else ()

    @property
    def unanswered(self) -> tuple[str, ...]:
        return self.block.note.unanswered if self.block.note else ()


def origin_digest(text: str) -> str:
    """Return what a counterpart's `from:` line holds for an English paragraph of this text."""
    return hashlib.sha256(text.encode()).hexdigest()[:ORIGIN_DIGITS]


def proofread(folder: Path, question_files: Sequence[Path] = ()) -> list[Finding]:
    """Check the fact sheets below `folder`, and that they hold no question of `question_files`, nor nearly.

    A question file has one JSON object a line with `question` and `lang`. Raises `CorpusError` for a folder or a file
    that cannot be read at all.
    """
    sources = read_sources(folder)
    findings: list[Finding] = []
    entries = list(_entries(folder, findings))
    if not any(entry.language == _ORIGINAL for entry in entries):
        raise CorpusError(f"{folder} holds no fact sheet in {_ORIGINAL}/")
    findings += [found for entry in entries for found in _paragraph_findings(entry, set(sources))]
    findings += _repetitions(entries)
    findings += _fact_findings(folder, entries)
    findings += _counterpart_findings(entries)
    used = {key for entry in entries for key in entry.block.sources}
    findings += [Finding(f"source {key}", "no paragraph names it", warning=True) for key in sources if key not in used]
    findings += _alias_findings(folder, entries)
    for file in question_files:
        findings += _learned(entries, file)
    return findings


def stamp(folder: Path) -> int:
    """Write the `from:` line of every counterpart whose English paragraph is there; return how many lines changed."""
    entries = list(_entries(folder, []))
    origins = {
        entry.block.note.key: origin_digest(entry.block.text)
        for entry in entries
        if entry.block.note and entry.language == _ORIGINAL
    }
    changed = 0
    # From the last paragraph up, so that a line put in moves none that is still to be found.
    for entry in reversed(entries):
        note = entry.block.note
        if note is None or entry.language == _ORIGINAL or note.origin == origins.get(note.key, note.origin):
            continue
        file = folder / entry.path
        lines = file.read_bytes().decode().split("\n")
        first = note.line - 1
        end = next(number for number in range(first, len(lines)) if "-->" in lines[number])
        body = [line for line in lines[first:end] if not line.startswith("from:")]
        after = next((number for number, line in enumerate(body, 1) if line.startswith("facts:")), 1)
        body.insert(after, f"from: {origins[note.key]}")
        lines[first:end] = body
        file.write_bytes("\n".join(lines).encode())
        changed += 1
    return changed


def _entries(folder: Path, findings: list[Finding]) -> Iterator[_Entry]:
    """Yield all paragraphs of the sheets; put what is wrong with a sheet as a whole into `findings`."""
    for language in LANGUAGES:
        for file in sorted((folder / language).glob("*.md")):
            path = file.relative_to(folder).as_posix()
            try:
                sheet = read_sheet(file.read_bytes().decode())
            except (OSError, UnicodeDecodeError, MappingError) as error:
                findings.append(Finding(path, str(error)))
                continue
            findings += _sheet_findings(sheet, language, file.stem, path)
            yield from (_Entry(language, path, block) for block in sheet.blocks)


def _sheet_findings(sheet: Sheet, language: Language, topic: str, path: str) -> Iterator[Finding]:
    if not plain(sheet.front.get("title")):
        yield Finding(f"{path}:1", "the front matter has no title")
    for name, expected in (("language", language), ("topic", topic)):
        if plain(sheet.front.get(name)) != expected:
            yield Finding(f"{path}:1", f"the front matter needs `{name}: {expected}`")
    for line, oddity in sheet.oddities:
        yield Finding(f"{path}:{line}", oddity)


def _paragraph_findings(entry: _Entry, sources: set[str]) -> Iterator[Finding]:
    if not entry.block.sources:
        yield Finding(entry.place, "the paragraph has no source")
    for key in entry.block.sources:
        if key not in sources:
            yield Finding(entry.place, f"unknown source {key}")
    if load(entry.block.text, entry.language) > 1:
        yield Finding(entry.place, "the paragraph is too long for one answer")
    if entry.block.note is None:
        yield Finding(entry.place, "the paragraph has no comment with its key, facts and questions")
    elif len(entry.questions) < FEWEST_QUESTIONS:
        yield Finding(entry.place, f"{entry.block.note.key} has fewer than {FEWEST_QUESTIONS} questions")


def _repetitions(entries: Iterable[_Entry]) -> Iterator[Finding]:
    seen: dict[tuple[str, Language, str], str] = {}
    for entry in entries:
        stated = [("paragraph", " ".join(entry.block.text.split()))]
        stated += [("question", fold_question(question)) for question in (*entry.questions, *entry.unanswered)]
        for kind, text in stated:
            if first := seen.get((kind, entry.language, text)):
                yield Finding(entry.place, f"this {kind} stands at {first} too: {text[:80]}")
            seen.setdefault((kind, entry.language, text), entry.place)


def _fact_findings(folder: Path, entries: Iterable[_Entry]) -> Iterator[Finding]:
    try:
        lines = (folder / FACTS_FILE).read_text("utf-8").splitlines()
    except FileNotFoundError:
        lines = []
    known = {line.strip() for line in lines if line.strip() and not line.startswith("#")}
    covered = set()
    for entry in entries:
        for fact in entry.block.note.facts if entry.block.note else ():
            if fact not in known:
                yield Finding(entry.place, f"unknown fact {fact}; the facts are listed in {FACTS_FILE}")
            elif entry.language == _ORIGINAL:
                covered.add(fact)
    for fact in sorted(known - covered):
        yield Finding(f"fact {fact}", "no English paragraph covers it")


def _alias_findings(folder: Path, entries: Iterable[_Entry]) -> Iterator[Finding]:
    for language, meanings in read_aliases(folder).items():
        said = [
            _plain(text, language)
            for entry in entries
            if entry.language == language
            for text in (entry.block.text, *entry.block.headings)
        ]
        for alias, meant in meanings.items():
            if not any(_plain(meant, language) in text for text in said):
                yield Finding(f"{ALIASES_FILE}: {language}", f"no paragraph says {meant!r}, for which {alias!r} stands")


def _plain(text: str, language: Language) -> str:
    """A text in which a name is found whatever its case, marks and Mongolian spelling."""
    return " ".join(text_language(language).key(word) for word in _WORD.findall(fold(text)))


def _counterpart_findings(entries: Iterable[_Entry]) -> Iterator[Finding]:
    keyed: dict[Language, dict[str, _Entry]] = {language: {} for language in LANGUAGES}
    for entry in entries:
        if note := entry.block.note:
            first = keyed[entry.language].setdefault(note.key, entry)
            if first is not entry:
                yield Finding(entry.place, f"the key {note.key} stands at {first.place} too")
    originals = keyed.pop(_ORIGINAL)
    for language, counterparts in keyed.items():
        for key, original in originals.items():
            if key not in counterparts:
                yield Finding(original.place, f"{key} has no counterpart in {language}/")
        for key, counterpart in counterparts.items():
            yield from _stale(key, counterpart, originals.get(key))


def _stale(key: str, counterpart: _Entry, original: _Entry | None) -> Iterator[Finding]:
    origin = counterpart.block.note and counterpart.block.note.origin
    if original is None:
        yield Finding(counterpart.place, f"{key} has no English paragraph")
    elif origin != origin_digest(original.block.text):
        said = "is older than its English paragraph" if origin else "has no `from:` line"
        yield Finding(counterpart.place, f"{key} {said}; compare the two, then run scripts/corpus --stamp")


def _learned(entries: Iterable[_Entry], file: Path) -> Iterator[Finding]:
    asked = _asked(file)
    for entry in entries:
        for question in (*entry.questions, *entry.unanswered):
            for other in asked[entry.language]:
                if (alike := likeness(question, other, entry.language)) >= LIGHT_VARIANT:
                    yield Finding(
                        entry.place, f"{question!r} is {alike:.0%} like {other!r} in {file.name}; ask something else"
                    )


def _asked(file: Path) -> dict[str, list[str]]:
    """Return the questions of a question file by language."""
    asked: dict[str, list[str]] = {language: [] for language in LANGUAGES}
    try:
        lines = file.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CorpusError(f"the question file {file} cannot be read: {error}") from error
    for number, line in enumerate(lines, 1):
        try:
            if line.strip():
                row = json.loads(line)
                asked[row["lang"]].append(str(row["question"]))
        except (ValueError, KeyError, TypeError) as error:
            raise CorpusError(f"{file}, line {number}: needs a JSON object with `question` and `lang`") from error
    return asked
