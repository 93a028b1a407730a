"""Question files: what people ask, and how to tell whether a passage answers it.

Two kinds are read, both JSON lines. Ours: `id`, `lang`, `kind`, `question`, `answerable`, `expect` (regexes that
the answering passage must match) or `facts` (ids of which the passage's paragraph must cover one), `after` (the
question asked before in the same chat). And questions on paragraphs, as in SQuAD: `question` and `passage`, the id
of the paragraph that answers, which stands in a file of passages with `id`, `title` and `text`.
"""

import json
import re
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from index.answers import Match
from index.documents import LANGUAGES, Corpus, Document, Language, Paragraph
from index.errors import QuestionFileError
from index.passages import Passage, split
from index.retrieval.detection import script_language

Entry = TypeVar("Entry")
# What a conversation is taken to begin with.
OPENING_KIND = "plain"


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a file.

    `gold` is the text of the paragraph that answers, `sentence` the one
    that does, and `answers` the words, where these are known.
    """

    id: str
    text: str
    language: Language
    kind: str
    answerable: bool
    facts: frozenset[str] = frozenset()
    expect: tuple[re.Pattern[str], ...] = ()
    after: str | None = None
    gold: str | None = None
    sentence: str = ""
    answers: tuple[str, ...] = ()
    title: str = ""


@dataclass(frozen=True, slots=True)
class Judge:
    """Tells whether a passage answers a question; `facts` are those that a paragraph covers, by its key."""

    facts: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, corpus: Corpus) -> "Judge":
        """A judge that knows which facts the paragraphs of a corpus cover."""
        paragraphs = [p for document in corpus.documents for p in document.paragraphs]
        return cls({p.key: frozenset(p.facts) for p in paragraphs if p.key})

    def right(self, question: Question, passage: Passage) -> bool:
        """Whether the passage answers the question."""
        if not question.answerable:
            return False
        if question.expect:
            return all(pattern.search(passage.text) for pattern in question.expect)
        if question.gold is not None:
            own, gold = _squeezed(passage.text), _squeezed(question.gold)
            return own in gold or gold in own
        return bool(question.facts & self.facts.get(passage.key or "", frozenset()))

    def marked(self, question: Question, match: Match) -> bool | None:
        """Whether the sentence that is marked in a right passage is the one that answers; None where nothing tells.

        What tells is the sentence itself, where the file names it, else what only one sentence of the passage has: one
        of the words that answer, or one of the patterns.
        """
        sentences = match.passage.spoken
        if len(sentences) < 2:
            return None
        if question.sentence:
            telling = [[question.sentence in sentence for sentence in sentences]]
        elif question.answers:
            telling = [[any(answer in sentence for answer in question.answers) for sentence in sentences]]
        else:
            telling = [[bool(pattern.search(sentence)) for sentence in sentences] for pattern in question.expect]
        places = {told.index(True) for told in telling if sum(told) == 1}
        return match.passage.sentences.index(match.answer) in places if len(places) == 1 else None


def read_questions(path: Path, passages: Mapping[str, Mapping[str, str]] | None = None) -> list[Question]:
    """Read a question file; QuestionFileError names a bad line.

    `passages` are the paragraphs by id that its questions may name.
    """
    return _read(path, "question", lambda number, line: _question(f"{path.stem}-{number}", line, passages or {}))


def read_passages(path: Path) -> dict[str, dict[str, str]]:
    """Read a file of paragraphs (`id`, `title`, `text`) by id; QuestionFileError names a bad line."""
    return dict(_read(path, "passage", lambda _, line: (str(line["id"]), {k: str(line[k]) for k in ("title", "text")})))


def passages_of(
    titles: Container[str], paragraphs: Mapping[str, Mapping[str, str]], language: Language
) -> list[Passage]:
    """The paragraphs of `read_passages` that belong to these titles, as passages of one document a title."""
    documents = (
        Document(p["title"], p["title"].replace("_", " "), language, "", (Paragraph(p["text"]),))
        for p in paragraphs.values()
        if p["title"] in titles
    )
    return [passage for document in documents for passage in split(document)]


class Exchange(NamedTuple):
    """A question with those asked before it in the same chat, the oldest first."""

    before: tuple[Question, ...]
    question: Question


def exchanges(questions: Sequence[Question]) -> list[Exchange]:
    """Follow-ups after what they follow; every other question after one on something else.

    And once more after one on something else of the same topic, as its facts' ids begin, if there is any.
    """
    by_id = {question.id: question for question in questions}
    opening = [q for q in questions if q.answerable and q.after is None and q.kind == OPENING_KIND]
    found = []
    for question in questions:
        if question.after is not None:
            found.append(Exchange(_before(question, by_id), question))
            continue
        others = [q for q in opening if q.language == question.language and not q.facts & question.facts]
        alike = [q for q in others if _topics(q) & _topics(question)]
        found += [Exchange((_any_of(some, question.id),), question) for some in (others, alike) if some]
    return found


def _before(question: Question, by_id: Mapping[str, Question]) -> tuple[Question, ...]:
    if question.after is None:
        return ()
    last = by_id[question.after]
    return (*_before(last, by_id), last)


def _any_of(questions: Sequence[Question], seed: str) -> Question:
    """One of them, the same one each time."""
    return questions[int(sha256(seed.encode()).hexdigest(), 16) % len(questions)]


def _topics(question: Question) -> set[str]:
    return {fact.split("-")[0] for fact in question.facts}


def _read(path: Path, kind: str, of: Callable[[int, dict[str, Any]], Entry]) -> list[Entry]:
    """What `of` makes of each line's number and JSON object; blank lines are passed over."""
    try:
        # Not `splitlines`: JSON may hold line separators of other kinds within its strings.
        lines = path.read_text("utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise QuestionFileError(f"{path} cannot be read: {error}") from error
    entries = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                entries.append(of(number, json.loads(line)))
            except (ValueError, KeyError, TypeError, AttributeError, re.error) as error:
                reason = f"{type(error).__name__}: {error}"
                raise QuestionFileError(f"{path}, line {number}: not a {kind} ({reason})") from error
    return entries


def _question(name: str, fields: dict[str, Any], passages: Mapping[str, Mapping[str, str]]) -> Question:
    text = str(fields["question"])
    gold = passages[str(fields["passage"])] if "passage" in fields else None
    language = fields.get("lang") or script_language(text)
    if language not in LANGUAGES:
        raise ValueError(f"lang is {language!r}, which is none of {', '.join(LANGUAGES)}")
    return Question(
        id=str(fields.get("id", name)),
        text=text,
        language=language,
        kind=str(fields.get("kind", "plain")),
        answerable=bool(fields.get("answerable", True)),
        facts=frozenset(fields.get("facts", ())),
        expect=tuple(re.compile(pattern, re.IGNORECASE) for pattern in fields.get("expect", ())),
        after=fields.get("after"),
        gold=gold["text"] if gold else None,
        sentence=str(fields.get("sentence", "")),
        answers=tuple(map(str, fields.get("answers", ()))),
        title=gold["title"] if gold else "",
    )


def _squeezed(text: str) -> str:
    return "".join(text.split())
