"""Opening the index for a command: built first where it is missing or stale."""

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from bot.settings import Settings
from index import CorpusError, IndexMismatchError
from index.building import BuildReport, build, load_index
from index.search import Index

if TYPE_CHECKING:
    from bot.storage.database import Database


def open_index(settings: Settings) -> Index:
    """Load the index of the documents as they are, building it if need be; says so on standard error."""
    _refuse_other_stores(settings)
    try:
        return load_index(settings.corpus, settings.data, settings.model)
    except IndexMismatchError:
        report_build(build_index(settings))
    return load_index(settings.corpus, settings.data, settings.model)


def open_database(settings: Settings) -> "Database":
    """Open the database that the settings name: by default the file in the data folder."""
    from bot.storage.database import Database, file_url

    return Database(settings.database or file_url(settings.data))


def build_index(settings: Settings, *, shrink: bool = False) -> BuildReport:
    """Build the index, with progress on standard error."""
    _refuse_other_stores(settings)
    return build(settings.corpus, settings.data, settings.model, progress(), shrink=shrink)


def report_build(report: BuildReport) -> None:
    """Say on standard error what a build did, and which files it left out, or read in part."""
    for problem in report.problems:
        print(f"{problem.kind}: {problem.path}: {problem.reason}", file=sys.stderr)
    print(
        f"indexed {report.documents} documents, {report.passages} passages "
        f"({report.encoded} texts encoded, {report.reused} unchanged) in {report.seconds:.1f} s",
        file=sys.stderr,
    )


def progress() -> Callable[[int, int], None] | None:
    """A line on standard error that counts, where that is a terminal."""
    if not sys.stderr.isatty():
        return None

    def show(done: int, of: int) -> None:
        if done == of or done % 50 == 0:
            print(f"\rencoding {done} of {of}", end="\n" if done == of else "", file=sys.stderr, flush=True)

    return show


def _refuse_other_stores(settings: Settings) -> None:
    if settings.store != "faiss":
        raise CorpusError(
            f"PARTNERSHIP_STORE is {settings.store}, and this version keeps its vectors in faiss only; unset it"
        )
