"""`partnership-bot stats`: how much the bot was asked, and how it went."""

import argparse
import json
from typing import Any

from bot.settings import read_settings
from bot.storage.reports import Statistics


def run(options: argparse.Namespace) -> int:
    """Print the statistics of some days."""
    from bot.commands.opening import open_database
    from bot.storage.reports import statistics

    database = open_database(read_settings())
    try:
        seen = database.run_now(lambda connection: statistics(connection, options.days))
    finally:
        database.close()
    if options.json:
        print(json.dumps(statistics_json(seen), ensure_ascii=False, indent=1))
    else:
        _show(seen)
    return 0


def statistics_json(seen: Statistics) -> dict[str, Any]:
    """Give statistics as JSON has them."""
    return {
        "first": seen.first.isoformat(),
        "last": seen.last.isoformat(),
        "questions": seen.all.asked,
        "answered": seen.all.answered,
        "days": {str(day): [tally.asked, tally.answered] for day, tally in seen.days.items()},
        "languages": {language: [tally.asked, tally.answered] for language, tally in seen.languages.items()},
        "liked": seen.liked,
        "disliked": seen.disliked,
        "reasons": dict(seen.reasons),
        "median_ms": seen.median_ms,
        "p95_ms": seen.slow_ms,
        "people": seen.people,
        "groups": seen.groups,
        "subscribers": seen.subscribers,
    }


def _show(seen: Statistics) -> None:
    def line(name: str, value: object) -> None:
        print(f"{name:<12} {value}")

    line("days", f"{seen.first} to {seen.last}")
    share = seen.all.share
    line("questions", f"{seen.all.asked}, answered {seen.all.answered}{f' ({share:.0%})' if share is not None else ''}")
    for language, tally in seen.languages.items():
        line(f"  {language}", f"{tally.asked}, answered {tally.answered}")
    line("opinions", f"{seen.liked} good, {seen.disliked} bad")
    for reason, count in seen.reasons.items():
        line(f"  {reason}", count)
    if seen.median_ms is not None and seen.slow_ms is not None:
        line("answer time", f"{seen.median_ms:.1f} ms, 95% within {seen.slow_ms:.1f} ms")
    line("chats", f"{seen.people} people, {seen.groups} groups, {seen.subscribers} daily subscribers")
