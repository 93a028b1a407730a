"""Questions with passages that answer them and passages that do not, for training the reader.

They come from the stored questions of the fact sheets with their near passages, from questions on the facts, from
documents of many kinds that were written for this (scripts/training) and, where given, from every second title of
public sets. Near misses are made of them too: the answering sentence taken away, a year or a name exchanged, another
question after one that was answered. Nothing that the reader is measured on is among them.
"""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from index.documents import Language
from index.embedding.encoder import Encoder
from index.evaluation.questions import Judge, Question, passages_of, read_passages, read_questions
from index.ingest.corpus import read_corpus
from index.passages import Passage, split
from index.retrieval.query import LEADS_TO
from training_documents import judged, passages_of_documents, trained_on

ROOT = Path(__file__).resolve().parents[1]
STORED, STORED_UNANSWERED = 9, 4
"""So many stored questions of a paragraph are taken, those that it answers and those that nothing does."""
CROSS = 0.3
"""How often a stored question is put to its paragraph in whatever language, and not in its own."""
NEAR = 14
"""Negatives are drawn from so many nearest passages."""
SMALL_TALK = """
Who are you?|What can you do?|thank you|ok|tell me a joke|what is the weather today?|hello|bye|are you a robot?|help|
Чи хэн бэ?|Юу хийж чаддаг вэ?|баярлалаа|за|сайн уу|баяртай|өнөөдөр цаг агаар ямар байна|chi hen be|тусламж|
あなたは誰ですか|何ができますか|ありがとうございます|了解|こんにちは|さようなら|今日の天気は?|冗談を言って|助けて
""".replace("\n", "").split("|")
_YEAR = re.compile(r"(?<!\d)(1[89]\d\d|20\d\d)(?!\d)")
_NAME: dict[Language, re.Pattern[str]] = {
    "en": re.compile(r"(?<=[a-z,] )[A-Z][\w-]{2,}"),
    "mn": re.compile(r"(?<=[а-яөүё,] )[А-ЯӨҮЁ][\w-]{2,}"),
    "ja": re.compile(r"[ァ-ヴー]{3,}"),
}


@dataclass(frozen=True, slots=True)
class Pair:
    """A passage beside a question: whether it answers, and which of its sentences does (-1 where unknown)."""

    passage: Passage
    answers: bool
    sentence: int = -1


@dataclass(frozen=True, slots=True)
class Group:
    """A question with passages, the answering one first where there is one."""

    question: str
    pairs: tuple[Pair, ...]
    kind: str


class Pairs:
    """Makes the groups; the same ones for the same seed."""

    def __init__(self, encoder: Encoder, seed: int = 7) -> None:
        self._encoder, self._random = encoder, random.Random(seed)  # noqa: S311 - no secret

    def all(self, public: Sequence[tuple[Path, Path]]) -> list[Group]:
        """Every group, from the repository and from public sets."""
        corpus = read_corpus(ROOT / "corpus")
        passages = [p for document in corpus.documents for p in split(document)]
        groups = [*self._of_sheets(passages), *self._of_facts(passages, Judge.of(corpus))]
        groups += self._of_documents()
        for passages_file, questions_file in public:
            groups += self._of_paragraphs(passages_file, questions_file)
        groups += [
            Group(said, (Pair(passage, answers=False),), "small talk")
            for said in SMALL_TALK
            for passage in self._random.sample(passages, 3)
        ]
        return groups

    def _of_sheets(self, passages: list[Passage]) -> Iterator[Group]:
        near = _Near(passages, self._encoder)
        names = {language: _names(passages, language) for language in _NAME}
        by_key: dict[str | None, list[Passage]] = {}
        for passage in passages:
            by_key.setdefault(passage.key, []).append(passage)
        for passage in passages:
            same = by_key[passage.key]
            for question in self._some(passage.questions, STORED):
                others = [p for p in near.of(question) if p.key != passage.key][:NEAR]
                shown = self._random.choice(same) if self._random.random() < CROSS else passage
                negatives = [Pair(p, answers=False) for p in self._random.sample(others, 3)]
                yield Group(question, (Pair(shown, answers=True), *negatives), "stored")
                yield from self._exchanged(question, passage, shown, others[0], names[passage.language])
            for question in self._some(passage.unanswered, STORED_UNANSWERED):
                others = [p for p in near.of(question) if p.key != passage.key][:2]
                yield Group(question, tuple(Pair(p, answers=False) for p in (passage, *others)), "unanswered")
            yield from self._following(passage, passage.questions, passage.unanswered)

    def _of_facts(self, passages: list[Passage], judge: Judge) -> Iterator[Group]:
        near = _Near(passages, self._encoder)
        written = read_questions(ROOT / "tests/questions/facts.jsonl")
        for question in [*read_questions(ROOT / "tests/questions/fit.jsonl"), *written[: len(written) // 2]]:
            if question.after is not None:
                continue
            right = [p for p in passages if judge.right(question, p)]
            others = [p for p in near.of(question.text) if p not in right]
            if right:
                own = [p for p in right if p.language == question.language]
                shown = self._random.choice(own if own and self._random.random() > CROSS else right)
                pairs = (
                    Pair(shown, answers=True),
                    *(Pair(p, answers=False) for p in self._random.sample(others[:10], 3)),
                )
                yield Group(question.text, pairs, "facts")
            elif not question.answerable:
                yield Group(question.text, tuple(Pair(p, answers=False) for p in others[:3]), "facts")

    def _of_documents(self) -> Iterator[Group]:
        for document in trained_on():
            passages = passages_of_documents([document])
            for question in judged([document]):
                yield from self._of_question(question, passages, document)

    def _of_question(self, question: Question, passages: list[Passage], document: dict[str, Any]) -> Iterator[Group]:
        judge = Judge({})
        if not question.answerable:
            near = _nearest_paragraph(document, question, passages)
            others = [p for p in passages if p is not near]
            pairs = [Pair(p, answers=False) for p in (near, *self._some(others, 1))]
            yield Group(question.text, tuple(pairs), "documents")
            return
        right = next((p for p in passages if judge.right(question, p) and question.sentence in p.text), None)
        if right is None:
            return
        sentence = next((i for i, said in enumerate(right.spoken) if question.sentence in said), -1)
        pairs = [Pair(right, answers=True, sentence=sentence)]
        pairs += [Pair(p, answers=False) for p in self._some([p for p in passages if p is not right], 2)]
        if sentence >= 0 and len(right.sentences) > 1:
            pairs.append(Pair(without_sentence(right, sentence), answers=False))
        yield Group(question.text, tuple(pairs), "documents")

    def _of_paragraphs(self, passages_file: Path, questions_file: Path) -> Iterator[Group]:
        paragraphs = read_passages(passages_file)
        titles = sorted({p["title"] for p in paragraphs.values()})[::2]
        questions = [q for q in read_questions(questions_file, paragraphs) if q.title in titles]
        passages = passages_of(titles, paragraphs, questions[0].language)
        near, judge = _Near(passages, self._encoder), Judge({})
        for question in questions:
            right = [(p, i) for p in passages if judge.right(question, p) for i in _saying(p, question.answers)]
            others = [p for p in near.of(question.text) if not _saying(p, question.answers)]
            if not right or len(others) < 3:
                continue
            passage, sentence = right[0]
            pairs = [Pair(passage, answers=True, sentence=sentence)]
            pairs += [Pair(p, answers=False) for p in self._random.sample(others[:8], 2)]
            less = without_sentence(passage, sentence)
            pairs.append(Pair(others[0] if _saying(less, question.answers) else less, answers=False))
            yield Group(question.text, tuple(pairs), "public")

    def _exchanged(
        self, question: str, passage: Passage, shown: Passage, near: Passage, names: list[str]
    ) -> Iterator[Group]:
        """The same question on another year or another name."""
        for pattern, others in ((_YEAR, None), (_NAME[passage.language], names)):
            found = [m for m in pattern.finditer(question) if m[0].lower()[:5] in passage.text.lower()]
            if not found or self._random.random() < 0.5:
                continue
            match = self._random.choice(found)
            other = (
                self._random.choice(others)
                if others
                else str(int(match[0]) + self._random.choice([-3, -2, -1, 1, 2, 3]))
            )
            if other[:4].lower() not in (passage.text + passage.title + question).lower():
                changed = question[: match.start()] + other + question[match.end() :]
                yield Group(changed, (Pair(shown, answers=False), Pair(near, answers=False)), "exchanged")

    def _following(self, passage: Passage, asked: Sequence[str], unanswered: Sequence[str]) -> Iterator[Group]:
        """A question after one that the passage answers: another that it answers, or one that it does not."""
        if len(asked) < 2:
            return
        before, after = self._random.sample(list(asked), 2)
        yield Group(before + LEADS_TO + after, (Pair(passage, answers=True),), "following")
        off = self._random.choice([*self._some(SMALL_TALK, 1), *self._some(unanswered, 1)])
        yield Group(before + LEADS_TO + off, (Pair(passage, answers=False),), "following")

    def _some(self, things: Sequence[Any], count: int) -> list[Any]:
        return self._random.sample(list(things), min(count, len(things)))


class _Near:
    """Passages in the order of their cosines with a question."""

    def __init__(self, passages: Sequence[Passage], encoder: Encoder) -> None:
        self._passages, self._encoder = passages, encoder
        self._vectors = encoder.encode_documents([f"{p.title}. {p.section}\n{p.text}" for p in passages])

    def of(self, question: str) -> list[Passage]:
        cosines = self._vectors @ self._encoder.encode_query(question)
        return [self._passages[i] for i in np.argsort(-cosines)[:40]]


def without_sentence(passage: Passage, sentence: int) -> Passage:
    """The passage with one of its sentences taken away."""
    kept = [said for i, said in enumerate(passage.spoken) if i != sentence]
    spans, at = [], 0
    for said in kept:
        spans.append((at, at + len(said)))
        at += len(said) + 1
    return replace(passage, text=" ".join(kept), sentences=tuple(spans))


def _saying(passage: Passage, answers: Sequence[str]) -> list[int]:
    """The sentences that have one of the answers' words."""
    return [i for i, said in enumerate(passage.spoken) if any(a.lower() in said.lower() for a in answers)]


def _names(passages: Sequence[Passage], language: Language) -> list[str]:
    asked = (question for p in passages if p.language == language for question in p.questions[:12])
    return [match[0] for question in asked for match in _NAME[language].finditer(question)]


def _nearest_paragraph(document: dict[str, Any], question: Question, passages: Sequence[Passage]) -> Passage:
    number = int(question.id.rsplit("-", 1)[1])
    first = document["paragraphs"][document["questions"][number]["paragraph"]][0]
    return next((p for p in passages if first in p.text), passages[0])
