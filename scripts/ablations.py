"""What each piece of the search is worth: everything measured without it, nothing fitted anew.

Prints a Markdown table for docs/results.md: answered and right, and refused rightly, on questions that nothing was
fitted on.
"""

import argparse
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from index.evaluation.metrics import Outcome, ask_all
from index.evaluation.questions import read_questions
from index.passages import Passage
from index.retrieval.weights import Basis, Weights, all_weights
from index.search import Index
from index.store.indexing import build_store
from index.store.store import Store
from index.text.aliases import Aliases
from index.text.spelling import Speller
from measure import ROOT, Measuring

WORDS = ("bm25", "coverage", "sentence_coverage", "agreement")


def main() -> None:
    """Measure each variant."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", default=["heldout", "fresh"], help="question files of tests/questions")
    parser.add_argument("--data", type=Path, default=ROOT / "var")
    options = parser.parse_args()
    measuring = Measuring(options.data)
    questions = [q for name in options.files for q in read_questions(ROOT / f"tests/questions/{name}.jsonl")]
    print("| without | hit@1 | answered and right, en / mn / ja | refused rightly |\n|---|---|---|---|")
    for name, index in _variants(measuring):
        print(_row(name, ask_all(index(), questions, measuring.judge)), flush=True)


def _variants(measuring: Measuring) -> Sequence[tuple[str, Callable[[], Index]]]:
    passages = measuring.sheets()
    store = _store(measuring, passages)
    weights, reader = all_weights(), measuring.reader

    def index(changed: Store, own: dict[Basis, Weights] = weights) -> Index:
        return Index(changed, measuring.encoder, own, reader)

    bare = [replace(p, questions=(), unanswered=()) for p in passages]
    answered = [replace(p, unanswered=()) for p in passages]
    return (
        ("nothing", lambda: index(store)),
        ("the reader", lambda: Index(store, measuring.encoder, weights, None)),
        ("words", lambda: index(store, _without(weights, WORDS))),
        ("vectors", lambda: index(replace(store, vectors=None))),
        ("stored questions", lambda: index(_store(measuring, bare))),
        ("stored unanswered questions", lambda: index(_store(measuring, answered))),
        ("the speller", lambda: index(_languages(store, speller=Speller([])))),
        ("aliases", lambda: index(_languages(store, aliases=None))),
        ("the other languages' passages", lambda: index(replace(store, groups=np.arange(len(passages))))),
        ("the declared subject", lambda: index(replace(store, subjects={}))),
    )


def _store(measuring: Measuring, passages: Sequence[Passage]) -> Store:
    corpus = measuring.corpus
    return build_store(passages, measuring.encoded, measuring.encoder.card.reads, corpus.aliases, corpus.subjects)


def _languages(store: Store, *, speller: Speller | None = None, aliases: Aliases | None = None) -> Store:
    languages = {
        language: replace(
            own, speller=speller or own.speller, aliases=own.aliases if speller else aliases or Aliases(language, {})
        )
        for language, own in store.languages.items()
    }
    return replace(store, languages=languages)


def _without(weights: dict[Basis, Weights], features: Sequence[str]) -> dict[Basis, Weights]:
    return {
        basis: replace(own, ranking={n: 0.0 if n in features else w for n, w in own.ranking.items()})
        for basis, own in weights.items()
    }


def _row(name: str, outcomes: Sequence[Outcome]) -> str:
    on, off = [o for o in outcomes if o.answerable], [o for o in outcomes if not o.answerable]
    right = " / ".join(_percent([o.right for o in on if o.language == language]) for language in ("en", "mn", "ja"))
    return f"| {name} | {_percent([o.rank == 1 for o in on])} | {right} | {_percent([o.right for o in off])} |"


def _percent(values: Sequence[bool]) -> str:
    return f"{100 * float(np.mean(values)):.1f}"


if __name__ == "__main__":
    main()
