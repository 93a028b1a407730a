"""The program `partnership-bot`: its arguments, and the way to each command.

Nothing heavy is imported before it is needed: `--help` answers at once.
"""

import argparse
import importlib
import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from bot.errors import BotError

DONE, FAILED, WRONG_USAGE = 0, 1, 2


def parser() -> argparse.ArgumentParser:
    """The command line."""
    top = argparse.ArgumentParser(
        prog="partnership-bot", description="Answers questions about the Mongolia-Japan partnership from its documents."
    )
    top.add_argument("--version", action="store_true", help="print the version and stop")
    commands = top.add_subparsers(dest="command", metavar="COMMAND")
    _add(
        commands,
        "start",
        "build the index if need be, then run the bot, or the preview if there is no token (the default)",
    )
    _add(commands, "run", "run the Telegram bot")
    preview = _add(commands, "preview", "try the bot on a page in the browser, without Telegram")
    preview.add_argument("--port", type=_port, default=8080, help="port of the page (default: 8080)")
    preview.add_argument("--admin", action="store_true", help="be an admin on the page: reports, documents, broadcasts")
    _add_ask(commands)
    _add_index(commands)
    evaluate = _add(commands, "eval", "ask the questions of files and count the right answers")
    evaluate.add_argument(
        "files", nargs="+", type=Path, metavar="FILE", help="question files; or passages and questions on them"
    )
    evaluate.add_argument("--json", type=Path, metavar="FILE", help="write scores and every outcome to a JSON file")
    evaluate.add_argument(
        "--plots", type=Path, metavar="FOLDER", help="write a reliability diagram and a risk-coverage curve"
    )
    evaluate.add_argument("--misses", action="store_true", help="list the misses with what was shown instead")
    evaluate.add_argument(
        "--half", action="store_true", help="index every second title of the passages only, and ask all questions"
    )
    _add_reports(commands)
    _add_poster(commands)
    backup = _add(commands, "backup", "copy the database, also while the bot runs")
    backup.add_argument(
        "file", nargs="?", type=Path, metavar="FILE", help="where to (default: a new file in the data folder)"
    )
    _add(commands, "doctor", "check the installation and say what to do")
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; returns the exit code. A mistake of the user's is one line on standard error."""
    options = parser().parse_args(arguments)
    if options.version:
        from importlib.metadata import version

        print(version("partnership-bot"))
        return DONE
    module = importlib.import_module(f"bot.commands.{options.command or 'start'}")
    try:
        code: int = module.run(options)
    except BotError as error:
        return _failed(error)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # The reader of our output has gone; Python would complain once more when it closes standard output.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except OSError as error:
        if error.filename is None:
            raise
        return _failed(f"{error.filename}: {error.strerror}")
    except Exception as error:
        from index import IndexingError

        if isinstance(error, IndexingError):
            return _failed(error)
        raise
    return code


def _failed(error: object) -> int:
    print(f"partnership-bot: {' '.join(str(error).split())}", file=sys.stderr)
    return FAILED


def _add_ask(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    ask = _add(commands, "ask", "answer one question, or one a line from standard input")
    ask.add_argument(
        "question", nargs="+", metavar="QUESTION", help="the question; - reads one a line from standard input"
    )
    ask.add_argument("--top", type=_positive, default=3, metavar="N", help="passages to give (default: 3)")
    ask.add_argument("--lang", choices=("en", "mn", "ja"), help="language where the question does not tell")
    form = ask.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print a JSON object for each question")
    form.add_argument("--explain", action="store_true", help="show what each feature and piece of evidence contributed")


def _add_reports(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    gaps = _add(commands, "gaps", "list questions that were refused or disliked, grouped by what they mean")
    gaps.add_argument("--days", type=_positive, default=90, metavar="N", help="the last N days (default: 90)")
    gaps.add_argument("--json", action="store_true", help="print all of them as JSON")
    stats = _add(commands, "stats", "show how much the bot was asked, and how it went")
    stats.add_argument("--days", type=_positive, default=30, metavar="N", help="the last N days (default: 30)")
    stats.add_argument("--json", action="store_true", help="print JSON")


def _add_poster(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    poster = _add(commands, "poster", "draw a page to print, with a question and the code that opens its answer")
    poster.add_argument("question", nargs="+", metavar="QUESTION", help="a question that the documents answer")
    poster.add_argument(
        "--file", type=_picture, default=Path("poster.png"), help="a .png or .pdf file (default: poster.png)"
    )
    poster.add_argument("--bot", metavar="NAME", type=_name, help="the bot's name (default: Telegram is asked for it)")
    poster.add_argument("--lang", choices=("en", "mn", "ja"), help="language where the question does not tell")


def _add_index(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    index = _add(commands, "index", "build, describe or verify the index")
    actions = index.add_subparsers(dest="action", metavar="ACTION", required=True)
    build = _add(actions, "build", "build the index of the documents")
    build.add_argument("--shrink", action="store_true", help="accept that half of the documents or more have gone")
    read = _add(actions, "read", "show what is read of a file, without taking it in")
    read.add_argument("file", type=Path, metavar="FILE", help="a document of any kind")
    _add(actions, "status", "show what the index holds")
    _add(actions, "verify", "check every file of the index")


def _add(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, text: str
) -> argparse.ArgumentParser:
    return commands.add_parser(name, help=text, description=text[0].upper() + text[1:] + ".")


def _positive(text: str) -> int:
    return _number(text, 1, None, "takes a whole number of at least 1")


def _picture(text: str) -> Path:
    path = Path(text)
    if path.suffix.lower() not in {".png", ".pdf"}:
        raise argparse.ArgumentTypeError("its name must end in .png or .pdf")
    return path


def _name(text: str) -> str:
    # https://core.telegram.org/bots/features#username: Latin letters, digits and underscores
    if not re.fullmatch(r"@?[A-Za-z]\w{3,31}", text, re.ASCII):
        raise argparse.ArgumentTypeError("it is not the name of a bot, like PartnershipBot")
    return text.removeprefix("@")


def _port(text: str) -> int:
    return _number(text, 0, 65535, "takes a number from 0 to 65535")


def _number(text: str, least: int, most: int | None, takes: str) -> int:
    if not re.fullmatch("[0-9]{1,9}", text) or int(text) < least or (most is not None and int(text) > most):
        raise argparse.ArgumentTypeError(f"{takes}, not {text!r}")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
