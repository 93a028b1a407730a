"""The list of sources that the documents of a corpus name by key (`sources.yaml`)."""

import datetime as dt
import re
from pathlib import Path
from typing import Any

from index.documents import Source
from index.strict_yaml import MappingError, read_list

SOURCES_FILE = "sources.yaml"
FIELDS = ("title", "author", "publisher", "date", "url")

_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


def read_sources(folder: Path) -> dict[str, Source]:
    """Return the sources of a corpus folder by key; none where there is no such file.

    Raises `CorpusError`, with the line or the key, for a file that is not a list of sources.
    """
    return read_list(
        folder / SOURCES_FILE, lambda listed: {key: _source(key, fields) for key, fields in listed.items()}
    )


def _source(key: str, fields: Any) -> Source:
    if not isinstance(fields, dict) or not fields.get("title"):
        raise MappingError(f"the source {key} needs a title")
    if unknown := [str(name) for name in fields if name not in FIELDS]:
        raise MappingError(f"the source {key} has an unknown field {unknown[0]}; the fields are {', '.join(FIELDS)}")
    known = {name: text for name in FIELDS if (text := plain(fields.get(name)))}
    if "date" in known and not _DATE.fullmatch(known["date"]):
        raise MappingError(f"the source {key} has the date {known['date']!r}; write 2022, 2022-12 or 2022-12-09")
    return Source(**known)


def plain(value: Any) -> str:
    """Return a YAML value as text: YAML makes a date of `2022-12-09` and a number of `2022`."""
    if isinstance(value, dt.datetime):
        value = value.date()
    if isinstance(value, dt.date):
        return value.isoformat()
    return " ".join(str(value).split()) if isinstance(value, (str, int, float)) else ""
