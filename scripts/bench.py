"""How long a question takes, and how much memory: `.venv/bin/python scripts/bench.py [QUESTIONS]`."""

import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from bot.settings import read_settings
from index.building import build, load_index
from index.evaluation.questions import read_questions

ROOT = Path(__file__).resolve().parents[1]
QUESTIONS = ROOT / "tests/questions/fit.jsonl"


def main() -> None:
    """Build if need be, load, ask every question once, print what it took."""
    settings = read_settings()
    build(settings.corpus, settings.data, settings.model)
    started = time.perf_counter()
    index = load_index(settings.corpus, settings.data, settings.model)
    print(f"load: {time.perf_counter() - started:.2f} s")
    questions = read_questions(Path(sys.argv[1]) if len(sys.argv) > 1 else QUESTIONS)
    for language in ("en", "mn", "ja"):
        own = [question.text for question in questions if question.language == language]
        if own:
            index.search(own[0])
            print(f"{language}: {len(own)} questions, milliseconds p50 / p99: {_times(index.search, own)}")
    print(f"peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def _times(search: Callable[[str], object], questions: list[str]) -> str:
    times = []
    for question in questions:
        started = time.perf_counter()
        search(question)
        times.append(1000 * (time.perf_counter() - started))
    return " / ".join(f"{value:.1f}" for value in np.percentile(times, [50, 99]))


if __name__ == "__main__":
    main()
