"""The program `partnership-bot`: its arguments, and the way to each command.

Nothing heavy is imported before it is needed: `--help` answers at once.
"""

import argparse
import importlib
import os
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
    except Exception as error:
        from index.errors import IndexingError

        if isinstance(error, IndexingError):
            return _failed(error)
        raise
    return code


def _failed(error: Exception) -> int:
    print(f"partnership-bot: {' '.join(str(error).split())}", file=sys.stderr)
    return FAILED


def _add_ask(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    ask = _add(commands, "ask", "answer one question, or one a line from standard input")
    ask.add_argument(
        "question", nargs="+", metavar="QUESTION", help="the question; - reads one a line from standard input"
    )
    ask.add_argument("--json", action="store_true", help="print a JSON object for each question")
    ask.add_argument("--top", type=_positive, default=3, metavar="N", help="passages to give (default: 3)")
    ask.add_argument("--lang", choices=("en", "mn", "ja"), help="language where the question does not tell")
    ask.add_argument("--explain", action="store_true", help="show what each signal contributed")


def _add_index(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    index = _add(commands, "index", "build, describe or verify the index")
    actions = index.add_subparsers(dest="action", metavar="ACTION", required=True)
    build = _add(actions, "build", "build the index of the documents")
    build.add_argument("--shrink", action="store_true", help="accept that half of the documents or more have gone")
    _add(actions, "status", "show what the index holds")
    _add(actions, "verify", "check every file of the index")


def _add(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, text: str
) -> argparse.ArgumentParser:
    return commands.add_parser(name, help=text, description=text[0].upper() + text[1:] + ".")


def _positive(text: str) -> int:
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError("it must be at least 1")
    return value


def _port(text: str) -> int:
    value = int(text)
    if not 0 <= value <= 65535:
        raise argparse.ArgumentTypeError("a port is a number from 0 to 65535")
    return value


if __name__ == "__main__":
    sys.exit(main())
