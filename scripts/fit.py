"""Fit index/retrieval/weights.json: how much each signal counts for the ranking and for the confidence.

It learns from the shipped corpus with the questions of tests/questions/fit.jsonl and tune.jsonl and, where given,
from files of passages and questions (as SQuAD and JaQuAD come). The other files of tests/questions are never read.
`scripts/crossvalidation.py` measures what the weights are worth on titles that they never saw.
"""

import argparse
import json
from collections.abc import Container, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np

from index.documents import Language, Meanings
from index.embedding.cache import EncodedTexts
from index.embedding.encoder import Encoder
from index.embedding.model import exported
from index.evaluation.fitting import (
    Asked,
    Group,
    Told,
    ask_all,
    fit_confidence,
    fit_followups,
    fit_ranking,
    left_out,
    parts,
    tell_all,
    without_unanswered,
)
from index.evaluation.questions import Exchange, Judge, Question, exchanges, passages_of, read_passages, read_questions
from index.ingest.corpus import read_corpus
from index.passages import Passage, split
from index.retrieval.calibration import deviations
from index.retrieval.weights import WEIGHTS, Weights, basis
from index.store.indexing import build_indexes
from index.store.language_index import LanguageIndex

ROOT = Path(__file__).resolve().parents[1]
# Of a large file of questions, so many are enough.
MOST_QUESTIONS = 3000
# What a corpus that lacks a part counts for the confidence, next to a whole one.
PART = 0.15
# What the fact sheets stripped of their questions count next to documents that never had any.
STRIPPED = 0.25
# What the corpus's own questions count next to those that people might ask: most of them are harder.
STORED = 1 / 3


def main() -> None:
    """Read the arguments, fit, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, metavar="PASSAGES QUESTIONS")
    parser.add_argument("--model", default="bundled")
    parser.add_argument("--data", type=Path, default=ROOT / "var")
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    arguments = parser.parse_args()
    encoder = Encoder.load(exported(arguments.model, arguments.data))
    fitting = Fitting(encoder)
    fitting.own_corpus()
    for passages, questions in zip(arguments.files[::2], arguments.files[1::2], strict=True):
        fitting.paragraphs(passages, questions)
    sets = {name: fitting.fit(name) for name in sorted(fitting.groups)}
    files = [str(path.name) for path in arguments.files]
    fitted = {"model": encoder.card.name, "on": ["tests/questions/fit.jsonl", "tests/questions/tune.jsonl", *files]}
    arguments.out.write_text(json.dumps({"fitted": fitted, "sets": sets}, indent=1) + "\n", "utf-8")


class Fitting:
    """What has been asked so far, by basis."""

    def __init__(self, encoder: Encoder) -> None:
        self.encoder = encoder
        self.encoded = EncodedTexts(encoder)
        self.groups: dict[str, list[Group]] = {}
        # The corpus's own questions, asked of a store without them: many and varied, but no mix of what people ask.
        self.stored: dict[str, list[list[Asked]]] = {}
        self.told: dict[str, list[Told]] = {}

    def indexes(self, passages: Sequence[Passage], aliases: Meanings | None = None) -> dict[Language, LanguageIndex]:
        """Shelves of the passages, by language."""
        return build_indexes(passages, self.encoded, self.encoder.card.reads, aliases or {})

    def ask(
        self, store: LanguageIndex, questions: Sequence[Question], judge: Judge, *, whole: bool, weight: float = 1.0
    ) -> None:
        """Put questions to a store, which is `whole` or lacks a part of the passages."""
        group = [question for question in questions if question.language == store.language]
        self.groups.setdefault(basis(store), []).append(
            Group(ask_all(store, group, self.encoder, judge), whole, weight)
        )

    def own_corpus(self) -> None:
        """The shipped fact sheets, with all there is to go on and with less."""
        corpus = read_corpus(ROOT / "corpus")
        judge = Judge.of(corpus)
        everything = [p for document in corpus.documents for p in split(document)]
        files = [ROOT / "tests/questions" / name for name in ("fit.jsonl", "tune.jsonl")]
        questions = [read_questions(path) for path in files]
        asked = [q for of_file in questions for q in of_file if q.after is None]
        conversations = [exchange for of_file in questions for exchange in exchanges(of_file)]
        bare = [replace(passage, questions=(), unanswered=()) for passage in everything]
        for own, whole in _with_parts(bare):
            for store in self.indexes(own, corpus.aliases).values():
                self.ask(store, asked, judge, whole=whole, weight=STRIPPED)
                if whole:
                    self.tell(store, conversations, judge)
        for own, whole in _with_parts(everything):
            for store in self.indexes(own, corpus.aliases).values():
                for less in _with_less(store):
                    self.ask(less, asked, judge, whole=whole)
                    if whole:
                        self.tell(less, conversations, judge)
        kept, stored = left_out(everything, judge)
        for store in self.indexes(kept, corpus.aliases).values():
            for less in _with_less(store):
                self.ask_stored(less, stored, judge)

    def ask_stored(self, store: LanguageIndex, stored: Sequence[Question], judge: Judge) -> None:
        """Put the corpus's own questions to a store that lacks them."""
        questions = [question for question in stored if question.language == store.language]
        self.stored.setdefault(basis(store), []).append(ask_all(store, questions, self.encoder, judge))

    def tell(self, store: LanguageIndex, conversations: Sequence[Exchange], judge: Judge) -> None:
        """Put the questions of conversations to a store."""
        own = [exchange for exchange in conversations if exchange.question.language == store.language]
        self.told.setdefault(basis(store), []).extend(tell_all(store, own, self.encoder, judge))

    def paragraphs(self, passages_file: Path, questions_file: Path, titles: Container[str] | None = None) -> None:
        """Paragraphs and questions on them; of these titles only, if any are named."""
        passages = read_passages(passages_file)
        questions = read_questions(questions_file, passages)
        titles = {p["title"] for p in passages.values()} if titles is None else titles
        questions = [q for q in questions if q.title in titles]
        questions = questions[:: 1 + len(questions) // MOST_QUESTIONS]
        language = questions[0].language
        for own, whole in _with_parts(passages_of(titles, passages, language)):
            self.ask(self.indexes(own)[language], questions, Judge({}), whole=whole)

    def fit(self, name: str) -> dict[str, Any]:
        """Fit the weights for one basis."""
        groups = self.groups[name]
        stored = [Group(asked, weight=STORED) for asked in self.stored.get(name, [])]
        ranking = fit_ranking([*(group for group in groups if group.whole), *stored])
        parted = [group if group.whole else group._replace(weight=group.weight * PART) for group in groups]
        confidence = fit_confidence(parted, ranking)
        weights = Weights(ranking, confidence, *fit_followups(self.told[name], ranking, confidence), 0.0)
        indexes = [group.asked[0].store for group in groups if group.whole]
        usual = [np.mean(deviations(store, {name: weights}, self.encoder)) for store in indexes]
        return asdict(replace(weights, left_out=round(float(np.mean(usual)), 4)))


def _with_less(store: LanguageIndex) -> list[LanguageIndex]:
    """The store with and without a student, with and without questions that no passage answers."""
    known = [store, without_unanswered(store)]
    return [*known, *(replace(one, student=None) for one in known)]


def _with_parts(passages: list[Passage]) -> list[tuple[list[Passage], bool]]:
    """All passages, and what is left without a part of them; the flag tells which is whole."""
    return [(passages, True), *((part, False) for part in parts(passages))]


if __name__ == "__main__":
    main()
