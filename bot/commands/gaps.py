"""`partnership-bot gaps`: what people ask and the documents do not answer."""

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from bot.gaps import Gap
from bot.settings import read_settings

MOST_SHOWN = 5


def run(options: argparse.Namespace) -> int:
    """Print the groups, most frequent first."""
    from bot.commands.opening import open_database
    from bot.gaps import find_gaps
    from bot.storage.reports import missed

    settings = read_settings()
    database = open_database(settings)
    try:
        found = database.run_now(lambda connection: missed(connection, options.days))
    finally:
        database.close()
    gaps = find_gaps(found, settings.data, settings.model)
    if options.json:
        print(json.dumps(gaps_json(gaps), ensure_ascii=False, indent=1))
    elif gaps:
        _show(gaps)
    else:
        print(f"no question of the last {options.days} days was refused, and no answer disliked")
    return 0


def gaps_json(gaps: Sequence[Gap]) -> list[dict[str, Any]]:
    """Give groups as JSON has them."""
    return [{"times": gap.times, **asdict(gap)} for gap in gaps]


def _show(gaps: Sequence[Gap]) -> None:
    for gap in gaps:
        print(f"{gap.times:>5} x {gap.language}  {gap.questions[0].text}")
        for question in gap.questions[1:MOST_SHOWN]:
            print(f"{'':>11} {question.text}")
        if len(gap.questions) > MOST_SHOWN:
            print(f"{'':>11} and {len(gap.questions) - MOST_SHOWN} more; --json lists all")
