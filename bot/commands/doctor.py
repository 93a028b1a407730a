"""`partnership-bot doctor`: what works, what does not, and what to do about it."""

import argparse
import platform
import sys
import tempfile
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, requires, version

from bot.errors import BotError
from bot.settings import Settings, read_settings
from index import IndexingError

LEAST_PYTHON = (3, 11)
SECONDS = 10.0


class Finding(Exception):  # noqa: N818 - it is a result, not an error of the program
    """A check failed; the message says what to do."""


def run(options: argparse.Namespace) -> int:  # noqa: ARG001 - every command has the same form
    """Print a line a check; 1 when one failed."""
    failed = 0
    for name, passed, text in _findings():
        print(f"{'ok  ' if passed else 'FAIL'}  {name}: {text}")
        failed += not passed
    return 1 if failed else 0


def _findings() -> Iterator[tuple[str, bool, str]]:
    try:
        settings = read_settings()
    except BotError as error:
        yield "settings", False, str(error)
        return
    yield "settings", True, "all of them can be read"
    checks: tuple[tuple[str, Callable[[Settings], str]], ...] = (
        ("python", _python),
        ("packages", _packages),
        ("data folder", _data),
        ("database", _database),
        ("model", _model),
        ("documents", _documents),
        ("index", _index),
        ("token", _token),
    )
    for name, check in checks:
        try:
            yield name, True, check(settings)
        except (Finding, BotError, IndexingError) as error:
            yield name, False, " ".join(str(error).split())


def _python(settings: Settings) -> str:  # noqa: ARG001 - every check has the same form
    if sys.version_info < LEAST_PYTHON:
        raise Finding(f"Python {platform.python_version()} is too old; install 3.11 or later")
    return platform.python_version()


def _packages(settings: Settings) -> str:  # noqa: ARG001
    from packaging.requirements import Requirement

    pinned = [Requirement(line) for line in requires("partnership-bot") or []]
    wrong = []
    for requirement in pinned:
        if requirement.marker and not requirement.marker.evaluate({"extra": ""}):
            continue
        try:
            if not requirement.specifier.contains(version(requirement.name), prereleases=True):
                wrong.append(f"{requirement.name} is {version(requirement.name)}, not {requirement.specifier}")
        except PackageNotFoundError:
            wrong.append(f"{requirement.name} is not installed")
    if wrong:
        raise Finding(f"{'; '.join(wrong)}; delete .venv and run scripts/start")
    return f"{len(pinned)} as pinned"


def _data(settings: Settings) -> str:
    try:
        settings.data.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=settings.data):
            pass
    except OSError as error:
        raise Finding(
            f"{settings.data} cannot be written ({error.strerror}); set PARTNERSHIP_DATA to another folder"
        ) from error
    return f"{settings.data} can be written"


def _database(settings: Settings) -> str:
    from bot.commands.opening import open_database

    database = open_database(settings)
    database.close()
    return f"{database.file or database.name} can be opened"


def _model(settings: Settings) -> str:
    from index.building import find_model

    model = find_model(settings.model)
    return f"{model.name}, digest {model.digest[:12]}"


def _documents(settings: Settings) -> str:
    from index.building import read_corpus

    corpus = read_corpus(settings.corpus)
    left_out = [problem for problem in corpus.problems if problem.kind == "left out"]
    if left_out:
        problem = left_out[0]
        raise Finding(f"{len(left_out)} cannot be read, the first is {problem.path}: {problem.reason}")
    return f"{len(corpus.documents)} in {settings.corpus}"


def _index(settings: Settings) -> str:
    from index.building import load_index

    index = load_index(settings.corpus, settings.data, settings.model)
    return f"sound and up to date, {len(index.documents)} documents"


def _token(settings: Settings) -> str:
    if settings.token is None:
        return "none is set; the preview works without one, and the bot needs TELEGRAM_BOT_TOKEN from @BotFather"
    import httpx

    base = settings.api_url or "https://api.telegram.org"
    try:
        reply = httpx.get(f"{base}/bot{settings.token}/getMe", timeout=SECONDS).json()
    except (httpx.HTTPError, ValueError) as error:
        raise Finding(
            f"the Bot API at {base} does not answer ({type(error).__name__}); check TELEGRAM_API_URL and the network"
        ) from error
    if not reply.get("ok"):
        raise Finding(f"the Bot API at {base} refuses it ({reply.get('description')}); get a new one from @BotFather")
    return f"@{reply['result']['username']} at {base}"
