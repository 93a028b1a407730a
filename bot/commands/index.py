"""`partnership-bot index`: build, read, status and verify."""

import argparse
import datetime as dt
from pathlib import Path

from bot.commands.opening import build_index, report_build
from bot.commands.reading import read_file
from bot.settings import Settings, read_settings
from index.building import folder_digest, last_build, verify


def run(options: argparse.Namespace) -> int:
    """Do what `options.action` says; 1 when a file was left out, the index is stale or a byte is wrong."""
    settings = read_settings()
    if options.action == "build":
        report = build_index(settings, shrink=options.shrink)
        report_build(report)
        return 1 if any(problem.kind == "left out" for problem in report.problems) else 0
    if options.action == "read":
        return read_file(settings, options.file)
    return _status(settings) if options.action == "status" else _verify(settings)


def _status(settings: Settings) -> int:
    folder, manifest = last_build(settings.corpus, settings.data)
    fresh = manifest.corpus_digest == folder_digest(settings.corpus)
    built = dt.datetime.fromisoformat(manifest.built)
    hours = (dt.datetime.now(dt.UTC) - built).total_seconds() / 3600
    print(f"documents   {settings.corpus}")
    print(f"index       {folder}, {_size(folder):.1f} MB, built {built:%Y-%m-%d %H:%M} UTC ({hours:.1f} hours ago)")
    print(f"model       {manifest.model}, {manifest.dimensions} dimensions, {manifest.model_digest[:12]}")
    for language, counts in manifest.counts.items():
        print(f"{language:<11} " + ", ".join(f"{count} {name}" for name, count in counts.items()))
    topics = ", ".join(f"{topic or 'no topic'} {count}" for topic, count in sorted(manifest.topics.items()))
    print(f"topics      {topics}")
    for path, reason, *kind in manifest.problems:
        # An index built before there were several kinds names none.
        print(f"{(kind or ['left out'])[0]:<11} {path}: {reason}")
    print(
        "state       up to date"
        if fresh
        else "state       the documents have changed; run: partnership-bot index build"
    )
    return 0 if fresh else 1


def _verify(settings: Settings) -> int:
    folder, manifest = verify(settings.corpus, settings.data, settings.model)
    print(f"{folder}: all {len(manifest.files)} files are as they were written")
    return 0


def _size(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6
