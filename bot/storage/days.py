"""Days and moments as they are stored: the day in UTC, the moment in seconds since 1970."""

import datetime as dt
from typing import Final

DAY_SECONDS: Final = 24 * 60 * 60


def today() -> dt.date:
    """Give the day in UTC."""
    return dt.datetime.now(dt.UTC).date()


def days_ago(days: int) -> dt.date:
    """Give an earlier day in UTC."""
    return today() - dt.timedelta(days=days)
