"""`partnership-bot eval`: how good the answers are, on files of questions."""

import argparse
import json
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bot.commands.opening import build_index, open_index
from bot.settings import Settings, read_settings
from index import QuestionFileError
from index.building import load_index, read_corpus
from index.evaluation.metrics import Outcome, as_json, ask_all, price_of_refusing, scores
from index.evaluation.questions import Judge, Question, read_passages, read_questions
from index.search import Index


def run(options: argparse.Namespace) -> int:
    """Ask all questions; print scores, and write what was asked for."""
    settings = read_settings()
    outcomes: list[Outcome] = []
    if _holds_passages(options.files[0]):
        if len(options.files) % 2:
            raise QuestionFileError("files of passages come in pairs: PASSAGES QUESTIONS")
        for passages, questions in zip(options.files[::2], options.files[1::2], strict=True):
            outcomes += _on_paragraphs(settings, passages, questions, half=options.half)
    else:
        index, judge = open_index(settings), Judge.of(read_corpus(settings.corpus))
        for path in options.files:
            outcomes += ask_all(index, read_questions(path), judge)
    _report(outcomes, options)
    return 0


def _on_paragraphs(settings: Settings, passages_file: Path, questions_file: Path, *, half: bool) -> list[Outcome]:
    """Index the paragraphs as an ordinary folder of documents, one a title, and ask the questions on them."""
    passages = read_passages(passages_file)
    questions = read_questions(questions_file, passages)
    titles = sorted({fields["title"] for fields in passages.values()})[:: 2 if half else 1]
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder) / "corpus"
        corpus.mkdir()
        for number, title in enumerate(titles):
            texts = [fields["text"] for fields in passages.values() if fields["title"] == title]
            lines = [f"# {title.replace('_', ' ')}", *(" ".join(text.split()) for text in texts)]
            (corpus / f"{number:05}.md").write_text("\n\n".join(lines), "utf-8")
        index = _index_of(settings, corpus)
    asked = [question if question.title in titles else _off_topic(question) for question in questions]
    return ask_all(index, asked, Judge({}))


def _index_of(settings: Settings, corpus: Path) -> Index:
    from dataclasses import replace

    own = replace(settings, corpus=corpus)
    build_index(own)
    return load_index(own.corpus, own.data, own.model)


def _off_topic(question: Question) -> Question:
    from dataclasses import replace

    return replace(question, answerable=False, kind="far")


def _holds_passages(path: Path) -> bool:
    try:
        with path.open(encoding="utf-8") as file:
            first = json.loads(file.readline())
    except (OSError, ValueError) as error:
        raise QuestionFileError(f"{path} cannot be read as JSON lines: {error}") from error
    return isinstance(first, dict) and "text" in first and "question" not in first


def _report(outcomes: Sequence[Outcome], options: argparse.Namespace) -> None:
    from bot.commands.terminal import show_table

    header = (
        "language",
        "kind",
        "questions",
        "hit@1",
        "hit@3",
        "MRR@10",
        "right",
        "AUROC",
        "calibration error",
        "marked",
    )
    rows = [
        (
            s.language,
            s.kind,
            str(s.questions),
            *(_percent(v) for v in (s.hit_1, s.hit_3, s.mrr_10, s.right)),
            _three(s.auroc),
            _three(s.calibration_error),
            _percent(s.marked),
        )
        for s in scores(outcomes)
    ]
    show_table(header, rows)
    price = price_of_refusing(outcomes)
    if price is not None:
        print(f"answerable questions refused where 95% of the others are: {100 * price:.1f}%")
    if options.misses:
        _list_misses(outcomes)
    if options.json:
        options.json.write_text(json.dumps(as_json(outcomes), ensure_ascii=False, indent=1) + "\n", "utf-8")
    if options.plots:
        from bot.commands.plots import write_plots

        write_plots(outcomes, options.plots)


def _list_misses(outcomes: Sequence[Outcome]) -> None:
    for outcome in outcomes:
        if not outcome.right:
            place = f"the answer at {outcome.rank}" if outcome.rank else "no answer among the first ten"
            print(f"\n{outcome.id} ({outcome.kind}) {outcome.question}")
            print(f"  confidence {outcome.confidence:.2f}; {place}; shown: {outcome.shown}")


def _percent(value: float | None) -> str:
    return "" if value is None else f"{100 * value:.1f}"


def _three(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"
