"""Fit index/retrieval/weights.json: how much each feature counts for ranking, confidence and highlighting.

It learns from questions that the reader was not trained on: tests/questions/tune.jsonl, the second half of
tests/questions/facts.jsonl, the documents of scripts/training that are held out from the reader, all on the shipped
corpus as it is and with parts taken away, and, where given, public files of passages and questions (every second title
of those that the reader did not see). The other files of tests/questions are never read.
"""

import argparse
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize

from index.building import known_vectors
from index.embedding.cache import EncodedTexts
from index.embedding.encoder import Encoder
from index.embedding.model import exported
from index.evaluation.questions import Judge, Question, passages_of, read_passages, read_questions
from index.ingest.corpus import read_corpus
from index.passages import Passage, split
from index.reader.reader import load_reader
from index.retrieval.candidates import FEATURES, Candidates, find
from index.retrieval.confidence import evidence
from index.retrieval.highlighting import SENTENCE_FEATURES, sentence_features
from index.retrieval.query import Query, analyse
from index.retrieval.ranking import Ranking, Reading, in_doubt
from index.retrieval.weights import WEIGHTS
from index.store.indexing import build_store
from index.store.store import Store
from logistic import Sample, fit_logistic
from training_documents import held_out, judged, passages_of_documents

ROOT = Path(__file__).resolve().parents[1]
RANKING_PENALTY = 2e-4
# The mix of questions that the confidence is calibrated for: as people ask, most questions have an answer.
MIX = {"answerable": 0.7, "near": 0.17, "far": 0.13}
# What may only count against an answer, and what may count either way; all else counts for it.
SIGNS = {
    "rivals": -1, "missing": -1, "rarest_missing": -1, "number_missing": -1, "unanswered": -1, "own": 0, "questions": 0,
}  # fmt: skip
MOST_PUBLIC = 400


@dataclass(frozen=True)
class Asked:
    """A question put to a store: what was found, which of it is right, and what it counts."""

    question: Question
    query: Query
    store: Store
    found: Candidates
    right: np.ndarray
    weight: float
    kind: str


def main() -> None:
    """Read the arguments, fit, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, metavar="PASSAGES QUESTIONS")
    parser.add_argument("--model", default="bundled")
    parser.add_argument("--data", type=Path, default=ROOT / "var")
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    options = parser.parse_args()
    home = exported(options.model, options.data)
    encoder = Encoder.load(home)
    encoded = EncodedTexts(encoder, *known_vectors(options.data, encoder))
    asked = [*own_corpus(encoder, encoded), *documents(encoder, encoded)]
    for passages, questions in zip(options.files[::2], options.files[1::2], strict=True):
        asked += public(passages, questions, encoder, encoded)
    first = fit_ranking(asked)
    sets: dict[str, Any] = {"vectors": _without_reader(asked, first)}
    bare = [replace(one, found=_words_only(one.found)) for one in asked]
    sets["words"] = _without_reader(bare, fit_ranking(bare))
    if reader := load_reader(home, encoder):
        print(f"reading for {len(asked)} questions", flush=True)
        sets["reader"] = _with_reader(asked, first, lambda one, rows: reader.read(one.query.read, rows))
    files = [path.name for path in options.files]
    fitted = {"model": encoder.card.name, "reader": encoder.card.reader, "questions": len(asked), "public": files}
    options.out.write_text(json.dumps({"fitted": fitted, "sets": sets}, indent=1) + "\n", "utf-8")


def own_corpus(encoder: Encoder, encoded: EncodedTexts) -> list[Asked]:
    """The shipped fact sheets: whole, without their questions, with half of the paragraphs gone, in English alone."""
    corpus = read_corpus(ROOT / "corpus")
    judge = Judge.of(corpus)
    passages = [p for document in corpus.documents for p in split(document)]
    questions = [q for q in own_questions() if q.after is None]
    bare = [replace(p, questions=(), unanswered=()) for p in passages]
    english = [p for p in passages if p.language == "en"]
    half = [p for p in passages if _half(p.key) or p.language == "en"]

    def store(kept: list[Passage]) -> Store:
        return build_store(kept, encoded, encoder.card.reads, corpus.aliases, corpus.subjects)

    foreign = [q for q in questions if q.language != "en"]
    asked = ask(store(passages), questions, judge, encoder, 1.0)
    asked += ask(store(bare), questions[::2], judge, encoder, 0.4)
    asked += ask(store(english), foreign, judge, encoder, 0.4)
    asked += ask(store(half), foreign[::2], judge, encoder, 0.2)
    for kept in ([p for p in passages if _half(p.key)], [p for p in passages if not _half(p.key)]):
        asked += ask(store(kept), questions[1::2], judge, encoder, 0.2)
    beside = passages_of_documents(held_out())
    asked += ask(store([*passages, *beside]), judged(held_out())[::3], Judge({}), encoder, 0.3)
    return asked


def own_questions() -> list[Question]:
    """Questions on the facts that neither the reader nor anything else was trained on."""
    written = read_questions(ROOT / "tests/questions/facts.jsonl")
    return [*read_questions(ROOT / "tests/questions/tune.jsonl"), *written[len(written) // 2 :]]


def documents(encoder: Encoder, encoded: EncodedTexts) -> list[Asked]:
    """Documents as operators have them, which the reader has not seen, a language at a time and all together."""
    kept = held_out()
    asked = []
    for language in ("en", "mn", "ja", None):
        own = [document for document in kept if language in (None, document["lang"])]
        store = build_store(passages_of_documents(own), encoded, encoder.card.reads)
        asked += ask(store, judged(own), Judge({}), encoder, 0.5 if language else 0.25)
    return asked


def public(passages_file: Path, questions_file: Path, encoder: Encoder, encoded: EncodedTexts) -> list[Asked]:
    """Half of the titles that the reader did not see; the questions on others of them are off topic."""
    passages = read_passages(passages_file)
    titles = sorted({p["title"] for p in passages.values()})[1::2][::2]
    questions = [q for q in read_questions(questions_file, passages) if q.title in titles]
    some = questions[:: 1 + len(questions) // MOST_PUBLIC]
    kept = passages_of(titles[::2], passages, questions[0].language)
    store = build_store(kept, encoded, encoder.card.reads)
    return ask(store, some, Judge({}), encoder, 0.6)


def ask(store: Store, questions: Sequence[Question], judge: Judge, encoder: Encoder, weight: float) -> list[Asked]:
    """Put questions to a store; together they count `weight`, mixed as in `MIX`."""
    found = []
    for question in questions:
        query = analyse(question.text, question.language, store, encoder)
        candidates = find(query, store)
        right = np.array([judge.right(question, store.passages[int(row)]) for row in candidates.rows], bool)
        kind = "far" if question.kind == "far" else "answerable" if right.any() else "near"
        if not (question.answerable and kind == "near" and not _left_out(question, store, judge)):
            found.append(Asked(question, query, store, candidates, right, weight, kind))
    kinds = [one.kind for one in found]
    shares = {kind: MIX[kind] / kinds.count(kind) for kind in set(kinds)}
    whole = sum(MIX[kind] for kind in shares)
    return [replace(one, weight=weight * shares[one.kind] / whole) for one in found]


def _left_out(question: Question, store: Store, judge: Judge) -> bool:
    """Whether no passage of the store answers; else it was only not found, which says nothing of confidence."""
    return not any(judge.right(question, passage) for passage in store.passages)


def fit_ranking(asked: Iterable[Asked]) -> dict[str, float]:
    """Weights of `FEATURES` by the softmax loss of the right passages among all candidates."""
    useful = [one for one in asked if one.right.any() and not one.right.all()]
    return _softmax_fit([(one.found.features, one.right, one.weight) for one in useful], FEATURES)


def _softmax_fit(
    rows: Sequence[tuple[np.ndarray, np.ndarray, float]], names: Sequence[str], least: float | None = 0.0
) -> dict[str, float]:
    width = max(len(right) for _, right, _ in rows)
    features = np.zeros((len(rows), width, len(names)))
    there, good = (np.full((len(rows), width), -np.inf) for _ in range(2))
    for i, (values, right, _) in enumerate(rows):
        features[i, : len(right)] = values
        there[i, : len(right)] = 0
        good[i, : len(right)][right] = 0
    counts = np.array([weight for *_, weight in rows])
    counts /= counts.sum()

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores = features @ weights
        (total, among), (best, own) = _softmax(scores + there), _softmax(scores + good)
        value = counts @ (total - best) + RANKING_PENALTY * weights @ weights
        gradient = np.einsum("q,qc,qcs->s", counts, among - own, features) + 2 * RANKING_PENALTY * weights
        return float(value), gradient

    bounds = [(None if name in SIGNS else least, None) for name in names]
    solved = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", bounds=bounds)
    return {name: round(float(weight), 4) for name, weight in zip(names, solved.x, strict=True)}


def _softmax(scores: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Log of the sum of the exponentials of each row, and the shares."""
    highest = scores.max(1, keepdims=True)
    powers = np.exp(scores - highest)
    return highest[:, 0] + np.log(powers.sum(1)), powers / powers.sum(1, keepdims=True)


def _without_reader(asked: Sequence[Asked], weights: Mapping[str, float]) -> dict[str, Any]:
    told = [(one, _ranked(one, weights, None)) for one in asked if len(one.found.rows)]
    return _set(told, dict(weights))


def _with_reader(
    asked: Sequence[Asked], first: Mapping[str, float], read: Callable[[Asked, list[Passage]], list[Reading]]
) -> dict[str, Any]:
    """Read the best of each question, then fit how much the reader counts beside the sum."""
    asked = [one for one in asked if len(one.found.rows)]
    readings, rows = {}, []
    for one in asked:
        scores = _sums(one, first)
        order = in_doubt(scores, np.argsort(-scores, kind="stable"))
        readings[id(one)] = read(one, [one.store.passages[int(row)] for row in one.found.rows[order]])
        if one.right[order].any() and not one.right[order].all():
            logits = np.array([reading.answers for reading in readings[id(one)]])
            rows.append((np.stack([scores[order], logits], 1), one.right[order], one.weight))
    scale = _softmax_fit(rows, ("sum", "reader"))
    weights = {**first, "reader": round(scale["reader"] / scale["sum"], 4)}
    told = [(one, _ranked(one, weights, readings[id(one)])) for one in asked]
    return _set(told, weights)


def _sums(one: Asked, weights: Mapping[str, float]) -> np.ndarray:
    return one.found.features @ np.array([weights[name] for name in FEATURES], np.float32)


def _ranked(one: Asked, weights: Mapping[str, float], readings: list[Reading] | None) -> tuple[Ranking, bool]:
    """The ranking as `index.retrieval.ranking` makes it, and whether its first passage is right."""
    scores = _sums(one, weights)
    order = np.argsort(-scores, kind="stable")
    if readings:
        read = in_doubt(scores, order)
        scores[read] += weights["reader"] * np.array([reading.answers for reading in readings], np.float32)
        again = np.argsort(-scores[read], kind="stable")
        order = np.concatenate([read[again], order[len(read) :]])
        readings = [readings[i] for i in again]
    ranking = Ranking(
        one.found.rows[order], scores[order], one.found.features[order], tuple(readings or ()), one.found.unanswered
    )
    return ranking, bool(one.right[order[0]])


def _set(told: Sequence[tuple[Asked, tuple[Ranking, bool]]], ranking: dict[str, float]) -> dict[str, Any]:
    samples = [
        Sample(evidence(one.query, one.store, ranked).values, right, one.weight) for one, (ranked, right) in told
    ]
    return {"ranking": ranking, "confidence": fit_logistic(samples, SIGNS), "highlighting": _sentences(told)}


def _sentences(told: Sequence[tuple[Asked, tuple[Ranking, bool]]]) -> dict[str, float]:
    """Weights of `SENTENCE_FEATURES`, from the questions whose answering sentence is known."""
    rows = []
    for one, (ranked, right) in told:
        row = int(ranked.rows[0])
        sentences = one.store.passages[row].spoken
        good = np.array([bool(one.question.sentence) and one.question.sentence in s for s in sentences], bool)
        if right and len(sentences) > 1 and good.sum() == 1:
            reading = ranked.readings[0] if ranked.readings else None
            rows.append((sentence_features(one.query, one.store, row, reading), good, 1.0))
    return _softmax_fit(rows, SENTENCE_FEATURES)


def _words_only(found: Candidates) -> Candidates:
    features = found.features.copy()
    features[:, :3] = 0
    return replace(found, features=features, unanswered=())


def _half(key: str | None) -> bool:
    return int(sha256((key or "").encode()).hexdigest(), 16) % 2 == 0


if __name__ == "__main__":
    main()
