"""Every figure of docs/results.md on quality: one table a part, on questions that nothing was fitted on.

Parts: `facts` (the shipped corpus with the question files), `talk` (a file of questions that is given, its first third
apart from the rest), `english` (the English sheets alone, asked in Mongolian and Japanese), `documents` (documents as
operators have them), `public` (files of passages and questions, every second title).
"""

import argparse
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from time import perf_counter

import numpy as np

from index.building import known_vectors
from index.embedding.cache import EncodedTexts
from index.embedding.encoder import Encoder
from index.embedding.model import exported
from index.evaluation.metrics import Outcome, ask_all, auroc, calibration_error, price_of_refusing
from index.evaluation.questions import Judge, passages_of, read_passages, read_questions
from index.ingest.corpus import read_corpus
from index.passages import Passage, split
from index.reader.reader import load_reader
from index.retrieval.weights import all_weights
from index.search import Index
from index.store.indexing import build_store
from training_documents import held_out, judged, passages_of_documents

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT / "corpus"
FILES = ("heldout", "fresh", "messages", "sessions", "trivia")
TALK_LOOKED_AT = 3
"""Every so many-th question of `talk` was looked at while things were built."""
MOST_PUBLIC = 1000


class Measuring:
    """Indexes to ask, with the model loaded once."""

    def __init__(self, data: Path, *, reader: bool = True) -> None:
        home = exported("bundled", data)
        self.encoder = Encoder.load(home)
        self.reader = load_reader(home, self.encoder) if reader else None
        self.encoded = EncodedTexts(self.encoder, *known_vectors(data, self.encoder))
        self.corpus = read_corpus(CORPUS)
        self.judge = Judge.of(self.corpus)

    def index(self, passages: Sequence[Passage], *, own: bool) -> Index:
        """An index of passages; `own` ones come with the shipped corpus's aliases and subject."""
        more = (self.corpus.aliases, self.corpus.subjects) if own else ()
        store = build_store(passages, self.encoded, self.encoder.card.reads, *more)
        return Index(store, self.encoder, all_weights(), self.reader)

    def sheets(self) -> list[Passage]:
        """The passages of the shipped corpus."""
        return [p for document in self.corpus.documents for p in split(document)]


def facts(measuring: Measuring) -> Iterable[tuple[str, list[Outcome]]]:
    """The shipped corpus with each question file."""
    index = measuring.index(measuring.sheets(), own=True)
    for name in FILES:
        yield name, ask_all(index, read_questions(ROOT / f"tests/questions/{name}.jsonl"), measuring.judge)


def talk(measuring: Measuring, path: Path) -> Iterable[tuple[str, list[Outcome]]]:
    """Questions as people put them who have read nothing; sessions are asked in order in one chat."""
    index = measuring.index(measuring.sheets(), own=True)
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    questions = {q.id: q for q in read_questions(path)}
    last: dict[str, str] = {}
    for row in rows:
        if chat := row.get("chat"):
            questions[row["id"]] = replace(questions[row["id"]], after=last.get(chat))
            last[chat] = row["id"]
    asked = ask_all(index, list(questions.values()), measuring.judge)
    yield "talk, looked at", asked[::TALK_LOOKED_AT]
    yield "talk, held out", [one for i, one in enumerate(asked) if i % TALK_LOOKED_AT]


def english(measuring: Measuring) -> Iterable[tuple[str, list[Outcome]]]:
    """The English sheets alone, asked in the other languages."""
    index = measuring.index([p for p in measuring.sheets() if p.language == "en"], own=True)
    questions = [
        q
        for name in ("heldout", "fresh")
        for q in read_questions(ROOT / f"tests/questions/{name}.jsonl")
        if q.language != "en" and q.after is None
    ]
    yield "English documents only", ask_all(index, questions, measuring.judge)


def documents(measuring: Measuring) -> Iterable[tuple[str, list[Outcome]]]:
    """Documents that nothing was fitted on, a language at a time, and beside the fact sheets."""
    kept = held_out(measured=True)
    for language in ("en", "mn", "ja"):
        own = [document for document in kept if document["lang"] == language]
        index = measuring.index(passages_of_documents(own), own=False)
        yield f"documents, {language}", ask_all(index, judged(own), Judge({}))
    beside = measuring.index([*measuring.sheets(), *passages_of_documents(kept)], own=True)
    yield "documents beside the fact sheets", ask_all(beside, judged(kept)[::2], Judge({}))


def public(measuring: Measuring, passages_file: Path, questions_file: Path) -> Iterable[tuple[str, list[Outcome]]]:
    """Titles that neither the reader nor the weights saw: all of them, and half of them asked about all."""
    passages = read_passages(passages_file)
    titles = sorted({p["title"] for p in passages.values()})[1::2][1::2]
    questions = [q for q in read_questions(questions_file, passages) if q.title in titles]
    some = questions[:: 1 + len(questions) // MOST_PUBLIC]
    language = questions[0].language
    whole = measuring.index(passages_of(titles, passages, language), own=False)
    yield f"{passages_file.stem}", ask_all(whole, some, Judge({}))
    half = titles[::2]
    index = measuring.index(passages_of(half, passages, language), own=False)
    asked = [q if q.title in half else replace(q, answerable=False, kind="far") for q in some]
    yield f"{passages_file.stem}, half of the titles", ask_all(index, asked, Judge({}))


def table(name: str, outcomes: Sequence[Outcome], seconds: float) -> str:
    """One Markdown table: a row a language and a row a kind."""
    lines = [
        f"### {name}",
        "",
        "| | questions | hit@1 | hit@3 | answered and right | refused rightly | marked | AUROC | calibration error |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    groups: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        for key in ("all", outcome.language, outcome.kind):
            groups.setdefault(key, []).append(outcome)
    lines += [_row(key, groups[key]) for key in sorted(groups, key=lambda key: (key != "all", len(key) > 2, key))]
    price = price_of_refusing(outcomes)
    if price is not None:
        lines.append(f"\n95 percent of the unanswerable are refused at {100 * price:.1f} percent of the others.")
    lines.append(f"\n{1000 * seconds / len(outcomes):.0f} ms a question.\n")
    return "\n".join(lines)


def _row(name: str, outcomes: Sequence[Outcome]) -> str:
    on, off = [o for o in outcomes if o.answerable], [o for o in outcomes if not o.answerable]
    confidence = np.array([o.confidence for o in outcomes])
    right = np.array([o.rank == 1 for o in outcomes])
    area = auroc(confidence, right)
    cells = [
        _percent([o.rank == 1 for o in on]),
        _percent([o.rank is not None and o.rank <= 3 for o in on]),
        _percent([o.right for o in on]),
        _percent([o.right for o in off]),
        _percent([bool(o.marked) for o in on if o.marked is not None]),
        "" if area is None else f"{area:.3f}",
        f"{calibration_error(confidence, right):.3f}",
    ]
    return f"| {name} | {len(outcomes)} | {' | '.join(cells)} |"


def _percent(values: Sequence[bool]) -> str:
    return f"{100 * float(np.mean(values)):.1f}" if values else ""


def main() -> None:
    """Read the arguments, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="+", choices=["facts", "talk", "english", "documents", "public"])
    parser.add_argument("--talk", type=Path, help="a question file in the form of tests/questions")
    parser.add_argument("--public", type=Path, nargs=2, action="append", default=[], metavar=("PASSAGES", "QUESTIONS"))
    parser.add_argument("--data", type=Path, default=ROOT / "var")
    parser.add_argument("--without-reader", action="store_true")
    parser.add_argument("--json", type=Path, help="write every outcome to this file")
    options = parser.parse_args()
    measuring = Measuring(options.data, reader=not options.without_reader)
    ways: dict[str, Callable[[], Iterable[tuple[str, list[Outcome]]]]] = {
        "facts": lambda: facts(measuring),
        "talk": lambda: talk(measuring, options.talk),
        "english": lambda: english(measuring),
        "documents": lambda: documents(measuring),
        "public": lambda: (part for pair in options.public for part in public(measuring, *pair)),
    }
    written: dict[str, list[dict[str, object]]] = {}
    for name in options.parts:
        start = perf_counter()
        for title, outcomes in ways[name]():
            print(table(title, outcomes, perf_counter() - start), flush=True)
            written[title] = [{n: getattr(o, n) for n in Outcome.__slots__} for o in outcomes]
            start = perf_counter()
    if options.json:
        options.json.write_text(json.dumps(written, ensure_ascii=False, indent=0), "utf-8")


if __name__ == "__main__":
    main()
